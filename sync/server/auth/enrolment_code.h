// The one-time code that a person types on a new tablet: 80 random bits as ABCD-EFGH-JKMN-PQRS.
// The hub keeps its hash alone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/ports/entropy.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

inline constexpr std::chrono::minutes kCodeLifetime{10};

// Digits and letters without I, L, O and U, so that it can be read aloud.
std::string make_enrolment_code(Entropy& entropy);

// Case, blanks and dashes don't matter; O reads as 0, I and L as 1. Nothing when it can't be a
// code.
std::optional<Digest> digest_of_code(std::string_view typed);

}  // namespace oppad::hub
