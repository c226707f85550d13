#include "ui/screens/panels/introduction.h"

#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

constexpr std::array<Introduction, 4> kWays{Introduction::kUnknown, Introduction::kCalled,
                                            Introduction::kWritten, Introduction::kWentAlong};

}  // namespace

std::vector<widgets::Choice> introduction_choices(const Stage& stage,
                                                  const engine::ReferToPartner& referral) {
    std::vector<widgets::Choice> choices;
    for (std::size_t i = 0; i < kWays.size(); ++i) {
        choices.push_back({widgets::nth("introduction", i),
                           capitalised(stage.tr(text_of(kWays[i]))),
                           chosen_if(referral.introduction == kWays[i])});
    }
    return choices;
}

std::vector<widgets::Choice> warm_choices(const Stage& stage,
                                          const engine::ReferToPartner& referral) {
    if (!is_in_person(referral.introduction)) return {};
    return {{"referral_warm", capitalised(stage.tr(Text::kYes)), chosen_if(referral.warm)},
            {"referral_not_warm", capitalised(stage.tr(Text::kNo)), chosen_if(!referral.warm)}};
}

void choose_introduction(engine::ReferToPartner& referral, int tapped) {
    const bool was_in_person = is_in_person(referral.introduction);
    referral.introduction = kWays[static_cast<std::size_t>(tapped)];
    const bool is_now = is_in_person(referral.introduction);
    if (is_now != was_in_person) referral.warm = is_now;
}

}  // namespace oppad::ui
