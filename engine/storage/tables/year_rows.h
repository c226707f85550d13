// What a year's report is counted from: contacts by place, who was met without a name, whom no
// service knew, referrals and signals.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {
struct Family;
struct Place;
}  // namespace oppad

namespace oppad::storage {

class Connection;

// From `from` up to but not at `until`.
struct YearSpan {
    Instant from;
    Instant until;
};

struct YearContact {
    std::optional<Id<Place>> place;
    std::optional<Id<Family>> family;
    Instant at;
    std::string_view themes;  // As stored (text_set_from_json()); borrowed until the next one.
};
// Calls `take` with each, those of a place one after another. Cost: O(contacts of all years), of an
// index alone.
Status each_contact_of_year(Connection& connection, const YearSpan& span,
                            const std::function<void(const YearContact&)>& take);

// Contacts that count in reach without a name: not with a contact person either.
// Cost: O(unnamed contacts of the span).
Status each_unnamed_of_year(Connection& connection, const YearSpan& span,
                            const std::function<void(const YearContact&)>& take);

struct FamilyOrigin {
    Id<Family> family;
    Id<Place> place;
};
// Where each family was met first, for those of which that is known.
Result<std::vector<FamilyOrigin>> list_origins(Connection& connection);

struct NewFamily {
    Id<Family> family;
    std::optional<Day> first_contact_day;
};
// Whom no service knew at the first contact.
Result<std::vector<NewFamily>> list_not_known_before(Connection& connection);

struct ReferralTally {
    int discussed = 0;  // With the family, in the span.
    int warm = 0;       // Of those.
    int answered = 0;   // Of those.
};
Result<ReferralTally> count_referrals(Connection& connection, const YearSpan& span);

struct YearSignal {
    std::string text;
    Instant noted_at;
    SignalState state = SignalState::kUnknown;
};
// Oldest first.
Result<std::vector<YearSignal>> list_signals(Connection& connection, const YearSpan& span);

}  // namespace oppad::storage
