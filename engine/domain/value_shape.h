// What the value of a field can be.
#pragma once

#include "engine/domain/field.h"

namespace oppad {

// Whether a field of that type can hold the value: "not filled in" always.
inline bool fits(const Value& value, FieldType type) {
    if (std::holds_alternative<std::monostate>(value)) return true;
    switch (type) {
        case FieldType::kText:
        case FieldType::kCode:
        case FieldType::kDay:
            return std::holds_alternative<std::string>(value);
        case FieldType::kBool:
            return value == Value{std::int64_t{0}} || value == Value{std::int64_t{1}};
        case FieldType::kInteger:
        case FieldType::kInstant:
            return std::holds_alternative<std::int64_t>(value);
        case FieldType::kId:
            return std::holds_alternative<RawId>(value);
        case FieldType::kSet:
            return std::holds_alternative<TextSet>(value);
    }
    return false;
}

}  // namespace oppad
