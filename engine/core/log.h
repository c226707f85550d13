// Structured log lines for people who maintain a tablet or a hub: an event name and counted facts.
// Texts, names and ids of families never go in; the type of a fact makes that hard.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "engine/core/result.h"

namespace oppad::log {

enum class Level { kDebug, kInfo, kWarning, kError };

// One fact of an event. Numbers and our own constant words only: no std::string is accepted.
struct Fact {
    constexpr Fact(const char* name_, std::int64_t number_) : name(name_), number(number_) {}
    constexpr Fact(const char* name_, const char* word_) : name(name_), word(word_) {}

    const char* name;
    std::int64_t number = 0;
    const char* word = nullptr;
};

// Writes `time level event name=value …` to stderr. Thread: any.
void write(Level level, const char* event, std::initializer_list<Fact> facts);
// The same for a failed step: its code and its detail (which holds no personal data by contract).
void write_error(const char* event, const Error& error);
// Lines under `level` are dropped. Call once, at start.
void set_level(Level level);
// Drops every line: for the simulator, whose thousands of faults are all meant.
void silence();

}  // namespace oppad::log

namespace oppad {

// The English word of a code, for logs and JSON.
const char* name_of(ErrorCode code);

}  // namespace oppad
