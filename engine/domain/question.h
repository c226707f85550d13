// What a family asks (hulpvraag); open until answered.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Contact;
struct Family;
struct Staff;

struct Question {
    Id<Question> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Family>> family_id;
    std::optional<Id<Contact>> contact_id;  // Where it came up.
    TextSet themes;
    std::string text;
    QuestionState state = QuestionState::kUnknown;
    Instant opened_at;
    std::optional<Instant> answered_at;
    std::string answer;
    std::optional<Id<Staff>> owner_id;
};

}  // namespace oppad
