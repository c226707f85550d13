// What was typed of a family that turned out to be here already.
#pragma once

#include <optional>

#include "engine/commands/context.h"
#include "engine/core/result.h"
#include "engine/domain/family.h"

namespace oppad::engine {

// It takes what it lacks: whether a service knew it, a phone number, an address. A number or an
// address that can't stand there goes into its note: its fields are no longer on the page.
void complete_family(const Context& context, Family told, Family& family);

// Takes that back; what somebody changed since stays. Nothing unless both are there.
Status take_family_back(Context& context, const std::optional<Family>& before,
                        const std::optional<Family>& after);

}  // namespace oppad::engine
