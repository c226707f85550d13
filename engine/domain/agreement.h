// Who may share which fields, for which purpose, until when (samenwerkingsovereenkomst).
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad {

struct Partner;

struct Agreement {
    Id<Agreement> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Partner>> partner_id;
    std::string purpose;
    std::string legal_ground;  // Code of a dated list.
    TextSet fields;            // "person.birth_day", …
    std::optional<Day> starts_day;
    std::optional<Day> ends_day;
    bool needs_consent = false;
};

}  // namespace oppad
