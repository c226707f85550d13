// A record as sync sees it: for each field every version that still stands, and what each had seen.
// A state may hold only some fields (what changed); merging states is a join, so pieces, repeats
// and any order give the same whole.
//
// Data model, of a record and of each of its fields
//
//   context   per device the latest stamp time that this field's versions had seen: a version is
//             superseded exactly when its stamp is covered by the other side's context and it is
//             not among the other side's versions
//   versions  register: exactly one. text, critical: one, or several written unaware of each
//             other (an open conflict); the one with the latest stamp is shown. Sorted by stamp
//
//   elements  of a set field: per element the latest stamp and whether it is in. Sorted by element
//
//   deletions each with the context it had seen. The record is hidden exactly while one of them
//             covers every stamp of the record. Minimal: none covers another
//   erased    beats everything (GDPR): fields, context and deletions are empty then
// Fields and types of newer versions are kept and merged by the kind that they carry.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/field.h"
#include "engine/domain/value.h"
#include "sync/wire/stamp.h"

namespace oppad::sync {

struct Version {
    Stamp stamp;
    Value value;
    bool operator==(const Version&) const = default;
};

// Nearly always one, which then lies in its field: a record is read with a few allocations.
using Versions = boost::container::small_vector<Version, 1>;

struct SetElement {
    std::string element;
    Stamp stamp;
    bool present = true;
    bool operator==(const SetElement&) const = default;
};

// Sorted by device; at most one entry each.
struct Seen {
    DeviceId device = 0;
    std::uint64_t time = 0;
    bool operator==(const Seen&) const = default;
};
using CausalContext = boost::container::small_vector<Seen, 1>;

struct FieldState {
    FieldNumber number = 0;
    MergeKind merge = MergeKind::kRegister;
    Versions versions;                 // Empty for kSet.
    CausalContext context;             // kText and kCritical only.
    std::vector<SetElement> elements;  // kSet only.
    bool operator==(const FieldState&) const = default;
};

struct Deletion {
    Stamp stamp;
    CausalContext context;
    bool operator==(const Deletion&) const = default;
};

struct RecordState {
    RecordKey key;  // `type` may be a number that this version doesn't know.
    RawId scope;
    Stamp scope_stamp;                // The scope is a register of its own: families move.
    std::vector<FieldState> fields;   // Sorted by number.
    std::vector<Deletion> deletions;  // Sorted by stamp.
    std::optional<Stamp> erased;
    bool operator==(const RecordState& other) const = default;
};

}  // namespace oppad::sync
