// What a person has to mend before a command can be carried out. A value, not an error: nothing was
// written.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace oppad {

enum class ProblemCode {
    kMissing,  // Fill it in.
    kTooLong,  // See kTextCharsMax and kNoteCharsMax.
    kNotAPhone,
    kNotAPostcode,  // Four digits.
    kNotAnEmail,
    kInTheFuture,  // A contact that hasn't taken place.
    kInThePast,    // A promise or appointment before today.
    kGone,         // The record it refers to is not here (any more).
    kAlreadySettled,
    kWrittenMeanwhile,  // Somebody wrote since it was shown: look again.
    kWrongOrder,        // A referral step before the ones it needs.
    kControlCharacter,
    kWrongPassphrase,  // Asked again before something leaves the store.
};

inline constexpr std::size_t kTextCharsMax = 200;
inline constexpr std::size_t kNoteCharsMax = 20'000;

// `field` is the field's name as in schema.h (`id` for the record itself): static storage.
struct Problem {
    ProblemCode code = ProblemCode::kMissing;
    std::string_view field;

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

}  // namespace oppad
