#include "ui/screens/panels/partner_choices.h"

#include "ui/i18n/folded.h"
#include "ui/screens/families/family_rows.h"

namespace oppad::ui {

PartnerChoices partner_choices(const std::vector<engine::PartnerChoice>& partners,
                               std::string_view typed, const std::optional<Id<Partner>>& chosen) {
    PartnerChoices shown;
    std::size_t others = 0;
    const std::string wanted = folded(typed);
    for (std::size_t i = 0; i < partners.size(); ++i) {
        const bool is_chosen = chosen == partners[i].id;
        const bool is_meant = unmatched_words(wanted, folded(partners[i].name)).empty();
        if (!is_chosen && (!is_meant || others >= kPartnersAtOnce)) continue;
        if (!is_chosen) ++others;
        shown.choices.push_back({widgets::nth("partner", i), partners[i].name,
                                 is_chosen ? widgets::Chosen::kYes : widgets::Chosen::kNo});
        shown.ids.push_back(partners[i].id);
    }
    return shown;
}

}  // namespace oppad::ui
