#include "engine/domain/field.h"

#include <algorithm>

namespace oppad {

Value to_value(const std::string& text) { return text.empty() ? Value{} : Value{text}; }
Value to_value(bool flag) { return std::int64_t{flag ? 1 : 0}; }
Value to_value(std::int64_t number) { return number; }
Value to_value(Instant instant) { return instant.ms; }
Value to_value(Day day) { return to_iso(day); }

Value to_value(const TextSet& set) {
    if (set.empty()) return {};
    TextSet sorted = set;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

void from_value(const Value& value, std::string& text) {
    const std::string* stored = std::get_if<std::string>(&value);
    text = stored != nullptr ? *stored : std::string{};
}

void from_value(const Value& value, bool& flag) {
    const std::int64_t* stored = std::get_if<std::int64_t>(&value);
    flag = stored != nullptr && *stored != 0;
}

void from_value(const Value& value, std::int64_t& number) {
    const std::int64_t* stored = std::get_if<std::int64_t>(&value);
    number = stored != nullptr ? *stored : 0;
}

void from_value(const Value& value, Instant& instant) { from_value(value, instant.ms); }

void from_value(const Value& value, TextSet& set) {
    const TextSet* stored = std::get_if<TextSet>(&value);
    set = stored != nullptr ? *stored : TextSet{};
}

void from_value(const Value& value, std::optional<bool>& flag) {
    const std::int64_t* stored = std::get_if<std::int64_t>(&value);
    flag = stored != nullptr ? std::optional{*stored != 0} : std::nullopt;
}

void from_value(const Value& value, std::optional<Instant>& instant) {
    const std::int64_t* stored = std::get_if<std::int64_t>(&value);
    instant = stored != nullptr ? std::optional{Instant{*stored}} : std::nullopt;
}

void from_value(const Value& value, std::optional<Day>& day) {
    const std::string* stored = std::get_if<std::string>(&value);
    day = stored != nullptr ? parse_iso_day(*stored) : std::nullopt;
}

}  // namespace oppad
