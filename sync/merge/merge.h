// The one rule by which replicas agree: the join of two states of a record. Pure, so that the same
// code runs on tablet and hub, and any order, piece or repetition of deliveries gives the same
// state (PROTOCOL.md, "Merge").
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/domain/record.h"
#include "sync/wire/canonical.h"
#include "sync/wire/record_state.h"

namespace oppad::sync {

// Commutative, associative, idempotent and total.
//   register  the later stamp; the greater value when a broken clock made two of the same stamp
//   text, critical  every version that the other side had not seen
//   set       per element the later stamp; in wins over out at the same stamp
//   deletion  all that no other makes needless
//   erasure   beats everything
// A field that two sides give different merge kinds (no released version does) keeps the side of
// the higher kind. Requires: equal keys, both canonical. Cost: O(size of both).
RecordState merge(RecordState a, const RecordState& b);

// Whether a deletion had seen every stamp of the record, or the record was erased.
// Requires: the whole state, not a piece of one.
bool is_hidden(const RecordState& state);

// Every stamp that stands in the record: what a deletion made now has seen.
CausalContext seen_context(const RecordState& state);

// The latest stamp in the state; stamp of time 0 when it holds none.
Stamp latest_stamp(const RecordState& state);

// The latest edit of a device other than `own`; none when `stored` holds that or a later one of the
// same device. Both of the same record.
std::optional<Stamp> latest_unseen(const RecordState& stored, const RecordState& incoming,
                                   DeviceId own);

// What people see: the version with the latest stamp, or the elements that are in.
Value shown_value(const FieldState& field);

// Whether a field has several versions: without, no conflict is or was listed.
bool has_rivals(const RecordState& state);

// Versions that say something different, latest first: two people who wrote the same have no
// conflict. One or none = settled.
std::vector<Version> standing_versions(const FieldState& field);

// Whether people settle what stands side by side in it: texts and critical fields, but not the
// bases of texts (base_text.h).
bool may_conflict(const FieldState& field);

// Fields with more than one standing version. Nothing is open in a hidden record.
std::size_t open_conflicts(const RecordState& state);

// Whether every field that this version knows comes with the kind that schema.h gives it. A state
// that doesn't is a peer's defect and is refused.
bool fits_schema(const RecordState& state);

// Calls `visit(field, spec)` for each field of the state, in their order; nothing as the spec of a
// field that this version doesn't know.
template <class Visit>
void each_field(const RecordState& state, const RecordSpec& spec, Visit visit) {
    auto known = spec.fields.begin();
    for (const FieldState& field : state.fields) {
        while (known != spec.fields.end() && known->number < field.number) ++known;
        const bool is_known = known != spec.fields.end() && known->number == field.number;
        visit(field, is_known ? &*known : nullptr);
    }
}

// Returns nothing when the state has no such field.
const FieldState* find_field_state(const RecordState& state, FieldNumber number);

}  // namespace oppad::sync
