// Where a Staff record says which tablets are that person's (PROTOCOL.md, "Who").
#pragma once

#include <tuple>

#include "engine/domain/schema.h"

namespace oppad::sync {

inline constexpr FieldNumber kStaffDevicesField = std::get<3>(Schema<Staff>::fields).spec.number;
static_assert(kStaffDevicesField == 4);
static_assert(std::get<3>(Schema<Staff>::fields).spec.name == "devices");

}  // namespace oppad::sync
