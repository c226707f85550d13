// Families that may be the one that somebody is about to register or edit: asked while they type.
#pragma once

#include <string>
#include <vector>

#include "engine/views/families.h"

namespace oppad::engine {

enum class Likeness { kPhone, kNameAndStreet, kName, kStreet };

struct SimilarFamily {
    FamilyRow family;  // `matched_person`: the member who lives in the street that was typed.
    Likeness likeness = Likeness::kName;
};

struct SimilarFamilies {
    std::vector<SimilarFamily> rows;  // Likeliest first; at most kSimilarFamiliesMax.
};

inline constexpr int kSimilarFamiliesMax = 3;

}  // namespace oppad::engine
