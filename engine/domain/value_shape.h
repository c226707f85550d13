// What the value of a field can be.
#pragma once

#include "engine/domain/field.h"

namespace oppad {

// Whether a field of that type can hold the value: "not filled in" always.
bool fits(const Value& value, FieldType type);

}  // namespace oppad
