// The partners that can be referred to or shared with.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"

namespace oppad {
struct Partner;
}

namespace oppad::engine {

struct PartnerChoice {
    Id<Partner> id;
    std::string name;
};

struct PartnersView {
    std::vector<PartnerChoice> rows;  // Most referred to first.
};

}  // namespace oppad::engine
