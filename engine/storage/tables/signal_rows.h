// Signals beside the contact in which they were noted.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {
struct Contact;
struct Signal;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct SignalRow {
    Id<Contact> contact_id;
    Id<Signal> id;
    std::string text;
    TextSet themes;
    SignalState state = SignalState::kUnknown;
    std::string answer;
};

// Of these contacts, in the order in which they were noted. Cost: O(contacts).
Result<std::vector<SignalRow>> list_signals_in(Connection& connection,
                                               const std::vector<RawId>& contacts);

}  // namespace oppad::storage
