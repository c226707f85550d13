#include "ui/screens/panels/introduction.h"

#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

constexpr std::array<Introduction, 4> kWays{Introduction::kUnknown, Introduction::kCalled,
                                            Introduction::kWritten, Introduction::kWentAlong};

bool is_offered(const engine::ReferToPartner& referral, Introduction way) {
    const bool needs_agreement = way == Introduction::kCalled || way == Introduction::kWritten;
    return referral.consented || !needs_agreement || referral.introduction == way;
}

void go_way(engine::ReferToPartner& referral, Introduction way) {
    const bool was_in_person = is_in_person(referral.introduction);
    referral.introduction = way;
    const bool is_now = is_in_person(way);
    if (is_now != was_in_person) referral.warm = is_now;
}

}  // namespace

std::vector<widgets::Choice> agreement_choices(const Stage& stage,
                                               const engine::ReferToPartner& referral) {
    return {{"referral_agreed", capitalised(stage.tr(Text::kYes)), chosen_if(referral.consented)},
            {"referral_not_agreed", capitalised(stage.tr(Text::kIntroducedNotYet)),
             chosen_if(!referral.consented)}};
}

void choose_agreement(engine::ReferToPartner& referral, int tapped) {
    referral.consented = tapped == 0;
    if (!referral.consented) go_way(referral, Introduction::kUnknown);
}

std::vector<widgets::Choice> introduction_choices(const Stage& stage,
                                                  const engine::ReferToPartner& referral) {
    std::vector<widgets::Choice> choices;
    for (std::size_t i = 0; i < kWays.size(); ++i) {
        if (!is_offered(referral, kWays[i])) continue;
        choices.push_back({widgets::nth("introduction", i),
                           capitalised(stage.tr(text_of(kWays[i]))),
                           chosen_if(referral.introduction == kWays[i])});
    }
    return choices;
}

void choose_introduction(engine::ReferToPartner& referral, int tapped) {
    std::vector<Introduction> offered;
    for (const Introduction way : kWays)
        if (is_offered(referral, way)) offered.push_back(way);
    const Introduction way = offered[static_cast<std::size_t>(tapped)];
    // That it agrees was concluded, not asked: what it is concluded from is taken back.
    const bool went_along = referral.introduction == Introduction::kWentAlong;
    if (way == Introduction::kWentAlong)
        referral.consented = true;
    else if (went_along)
        referral.consented = false;
    go_way(referral, way);
}

std::vector<widgets::Choice> warm_choices(const Stage& stage, Introduction introduction,
                                          bool is_warm) {
    if (!is_in_person(introduction)) return {};
    return {{"referral_warm", capitalised(stage.tr(Text::kYes)), chosen_if(is_warm)},
            {"referral_not_warm", capitalised(stage.tr(Text::kNo)), chosen_if(!is_warm)}};
}

}  // namespace oppad::ui
