// Partners to choose from as chips: the most used ones, and of many those that a name is typed of.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/views/partners.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

// So many stand in sight without looking like a list.
inline constexpr std::size_t kPartnersAtOnce = 12;

struct PartnerChoices {
    std::vector<widgets::Choice> choices;
    std::vector<Id<Partner>> ids;  // Of each choice.
};

// At most kPartnersAtOnce that have every word of `typed`, in their order, and always the chosen
// one.
PartnerChoices partner_choices(const std::vector<engine::PartnerChoice>& partners,
                               std::string_view typed, const std::optional<Id<Partner>>& chosen);

}  // namespace oppad::ui
