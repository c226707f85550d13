// Makes an object anew in its place, so that nothing of the former one is left in its bytes: short
// texts lie inside their object, and an assignment may keep what it has instead of giving it back.
// What the object held elsewhere is overwritten as it is freed (platform/host/wiping_allocation).
#pragma once

#include <memory>

#include "engine/core/secret.h"

namespace oppad {

// Requires: nobody points into it.
template <class Object>
void renew(Object& object) noexcept {
    std::destroy_at(&object);
    wipe({reinterpret_cast<std::uint8_t*>(&object), sizeof object});
    std::construct_at(&object);
}

}  // namespace oppad
