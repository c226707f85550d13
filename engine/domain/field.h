// How schema.h declares a field, and how a struct becomes numbered values and back.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/code.h"
#include "engine/domain/value.h"

namespace oppad {

enum class FieldType : std::uint8_t { kText, kCode, kInteger, kBool, kDay, kInstant, kId, kSet };

// How two versions of a field become one (sync.md). Sent on the wire; never renumber.
enum class MergeKind : std::uint8_t {
    kRegister = 1,  // The later stamp wins; the loser goes to history.
    kText = 2,      // Concurrent versions are kept until a person settles them.
    kCritical = 3,  // As kText, for short facts on which a mistake hurts.
    kSet = 4,       // Add and remove per element.
};

enum class Sensitivity : std::uint8_t {
    kOpen,      // Says nothing about a family.
    kPersonal,  // Identifies or describes a person.
    kSecret,    // Under professional secrecy: never in lists, exports or suggestions by default.
};

// A field without its C++ type.
struct FieldSpec {
    FieldNumber number = 0;
    std::string_view name;  // Column, JSON key, and the end of its label key `field_<name>`.
    FieldType type = FieldType::kText;
    MergeKind merge = MergeKind::kRegister;
    Sensitivity sensitivity = Sensitivity::kOpen;
};

// A field bound to its member.
template <class Record, class Member>
struct BoundField {
    FieldSpec spec;
    Member Record::*member;
};

namespace field_detail {

template <class T>
struct Plain {
    using type = T;
};
template <class T>
struct Plain<std::optional<T>> {
    using type = T;
};
template <class T>
struct IsId : std::false_type {};
template <class R>
struct IsId<Id<R>> : std::true_type {};

template <class Member>
constexpr FieldType type_of() {
    using T = typename Plain<Member>::type;
    if constexpr (std::is_same_v<T, std::string>)
        return FieldType::kText;
    else if constexpr (std::is_same_v<T, bool>)
        return FieldType::kBool;
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return FieldType::kInteger;
    else if constexpr (std::is_same_v<T, Instant>)
        return FieldType::kInstant;
    else if constexpr (std::is_same_v<T, Day>)
        return FieldType::kDay;
    else if constexpr (std::is_same_v<T, TextSet>)
        return FieldType::kSet;
    else if constexpr (IsId<T>::value)
        return FieldType::kId;
    else
        return FieldType::kCode;
}

}  // namespace field_detail

template <class Record, class Member>
constexpr BoundField<Record, Member> field(FieldNumber number, std::string_view name,
                                           Member Record::*member, MergeKind merge,
                                           Sensitivity sensitivity) {
    return {{number, name, field_detail::type_of<Member>(), merge, sensitivity}, member};
}

// Specialised in schema.h: type, word, table, fields.
template <class Record>
struct Schema;

// One member to a Value and back.
// Empty texts, empty sets and kUnknown become "not filled in".

Value to_value(const std::string& text);
Value to_value(bool flag);
Value to_value(std::int64_t number);
Value to_value(Instant instant);
Value to_value(Day day);
Value to_value(const TextSet& set);
template <class Record>
Value to_value(const Id<Record>& id) {
    return id.is_nil() ? Value{} : Value{id.raw};
}
template <Code Enum>
Value to_value(Enum code) {
    const std::string_view word = word_of(code);
    return word.empty() ? Value{} : Value{std::string{word}};
}
template <class T>
Value to_value(const std::optional<T>& member) {
    return member ? to_value(*member) : Value{};
}

// A value of another shape than the member's (written by another version) reads as "not filled in".
void from_value(const Value& value, std::string& text);
void from_value(const Value& value, bool& flag);
void from_value(const Value& value, std::int64_t& number);
void from_value(const Value& value, Instant& instant);
void from_value(const Value& value, TextSet& set);
void from_value(const Value& value, std::optional<bool>& flag);
void from_value(const Value& value, std::optional<Instant>& instant);
void from_value(const Value& value, std::optional<Day>& day);
template <class Record>
void from_value(const Value& value, std::optional<Id<Record>>& id) {
    const RawId* raw = std::get_if<RawId>(&value);
    id = raw != nullptr ? std::optional<Id<Record>>{Id<Record>{*raw}} : std::nullopt;
}
template <Code Enum>
void from_value(const Value& value, Enum& code) {
    const std::string* word = std::get_if<std::string>(&value);
    code = word != nullptr ? code_of<Enum>(*word) : Enum::kUnknown;
}

}  // namespace oppad
