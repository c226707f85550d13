// Gezinnen: the families that match what is typed, or the ones seen last when nothing is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/settling.h"

namespace oppad {
struct Family;
}

namespace oppad::engine {

struct FamilyRow {
    Id<Family> id;
    std::string name;
    std::string street;
    std::string postcode;
    std::string municipality;
    FamilyState state = FamilyState::kUnknown;
    int child_count = 0;
    std::optional<Instant> last_contact_at;
    bool is_similar = false;  // Found through a spelling that only looks like what was typed.
    // The member whose name or own address matched, where the family's name didn't.
    std::string matched_person;
    Whereabouts whereabouts = Whereabouts::kSafe;
};

struct FamiliesView {
    std::string query;
    std::vector<FamilyRow> rows;  // Best first; at most kFamilyRowsMax.
    int total = 0;                // Matches, or all families when nothing is typed.
};

inline constexpr int kFamilyRowsMax = 200;

}  // namespace oppad::engine
