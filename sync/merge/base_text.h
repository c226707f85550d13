// What a text was before its author changed it, kept beside the text so that a three-way merge
// knows who changed what.
//
// The base of each version of text field n stands in field n + kBaseFieldsFrom of the same record,
// under the version's own stamp and with the same kind. So it merges, is superseded and travels as
// any field does, and passes through versions of Op Pad that don't know it. A version without a
// base: its author had nothing before, or wrote with a version that kept none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/wire/record_state.h"

namespace oppad::sync {

inline constexpr FieldNumber kBaseFieldsFrom = 0x4000;  // No schema has fields from here on.

// No field's base: when the record was last restored, until a later restoring has seen it. Merged
// as a text's versions are, so that it never gives way to what knows nothing of it.
inline constexpr FieldNumber kRestoredField = kBaseFieldsFrom;

constexpr bool is_base_field(FieldNumber number) { return number >= kBaseFieldsFrom; }
constexpr FieldNumber base_field_of(FieldNumber number) {
    return static_cast<FieldNumber>(number + kBaseFieldsFrom);
}

// The text that the version with that stamp was written on; nothing when it isn't known.
std::optional<std::string> base_of(const RecordState& state, FieldNumber field, const Stamp& stamp);

// One open conflict that needs no person.
struct Settlement {
    FieldNumber field = 0;
    std::string words;  // What both wrote, together.
    std::string base;   // The version that others are likely to have.
};

// Conflicts of exactly two versions whose edits touch no common sentence, or of which one was
// written on the very words of the other. Only where `own` wrote one of the two: so at most two
// tablets settle a conflict, and both with the same words. Critical fields never.
std::vector<Settlement> settle_texts(const RecordState& state, DeviceId own);

}  // namespace oppad::sync
