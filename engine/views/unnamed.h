// What was logged without a family and without a place: the way back to it, to give it a name.
#pragma once

#include <vector>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {
struct Contact;
}

namespace oppad::engine {

struct UnnamedContact {
    Id<Contact> id;
    ContactKind kind = ContactKind::kUnknown;
    Instant at;
    TextSet themes;
};

struct UnnamedView {
    std::vector<UnnamedContact> rows;  // Newest first.
    bool has_more = false;             // Than were asked for.
};

}  // namespace oppad::engine
