// A signal as it stands under the contact in which it was noted: there for the team alone, and
// without a word of whose contact it was anywhere else.
#pragma once

#include <string>

#include "engine/core/id.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {
struct Signal;
}  // namespace oppad

namespace oppad::engine {

struct NotedSignal {
    Id<Signal> id;
    std::string text;
    TextSet themes = {};
    SignalState state = SignalState::kUnknown;
    std::string answer;

    bool operator==(const NotedSignal& other) const {
        return id == other.id && text == other.text && themes == other.themes &&
               state == other.state && answer == other.answer;
    }
};

}  // namespace oppad::engine
