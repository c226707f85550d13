// Invented data to learn, show and measure with: an outreacher's schools, partners and families and
// a year of contacts, the same for the same seed, with dates relative to today.
#pragma once

#include <cstdint>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/staff.h"
#include "platform/ctl/demo_words.h"
#include "platform/ctl/record_pen.h"

namespace oppad::platform {

struct DemoOrder {
    int families = 0;
    int contacts_per_family = 0;  // On average; a few families have many more.
    std::uint64_t seed = 0;
    Instant now;
    std::chrono::minutes utc_offset{0};
    bool invents_colleagues = true;  // A hub's colleagues are the hub's alone to name.
    Staff author;                    // The outreacher at this tablet; records go in `author.scope`.
};

struct DemoCounts {
    int places = 0;
    int contact_persons = 0;
    int partners = 0;
    int families = 0;
    int persons = 0;
    int contacts = 0;
    int follow_ups = 0;
    int questions = 0;
    int referrals = 0;
    int appointments = 0;
};

inline constexpr int kDemoFamiliesMax = 100'000;
inline constexpr int kDemoContactsPerFamily = 20;
// From this many families on, the first family has this many contacts: the longest timeline that a
// screen must open at once.
inline constexpr int kLongTimelineFromFamilies = 1'000;
inline constexpr int kLongTimelineContacts = 500;

// Requires: families in 0 … kDemoFamiliesMax. Fails: what the pen's store fails with.
// Cost: about 30 records a family.
Result<DemoCounts> write_demo(const DemoOrder& order, const DemoWords& words, RecordPen& pen);

}  // namespace oppad::platform
