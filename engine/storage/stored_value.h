// A field's value as its column holds it.
#pragma once

#include "engine/domain/field.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Statement;

// Empty for NULL. Requires: a row, and a column of that type.
Value value_at(const Statement& row, int column, FieldType type);

}  // namespace oppad::storage
