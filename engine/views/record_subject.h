// Which record something is about, in people's words: whose family, which school, what took place
// and when.
#pragma once

#include <optional>
#include <string>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::engine {

struct RecordSubject {
    RecordKey key;
    bool is_here = false;     // False: it had to leave this tablet, only `key` is known.
    RawId family_id;          // Nil without a family.
    std::string family_name;  // Of a family's own record too.
    std::string name;         // The record's own: of a person, place, partner, appointment.
    std::string place_name;
    ContactKind kind = ContactKind::kUnknown;  // Of a contact or appointment.
    std::optional<Instant> at;                 // When it took place, or was opened.
};

Result<RecordSubject> find_subject(storage::Connection& connection, const RecordKey& key);

}  // namespace oppad::engine
