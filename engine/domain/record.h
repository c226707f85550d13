// The schema without templates: look a record type up by number or word, turn structs into values
// and back.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/domain/field.h"

namespace oppad {

struct RecordSpec {
    RecordType type = RecordType::kFamily;
    std::string_view word;              // "family": in JSON and in file formats.
    std::string_view table;             // "families".
    std::span<const FieldSpec> fields;  // In column order, which is that of numbers; static.
};

// In the order of RecordType.
std::span<const RecordSpec> all_record_specs();
// Returns nothing for a type of a newer version.
const RecordSpec* find_spec(RecordType type);
// Returns nothing for an unknown word.
const RecordSpec* find_spec(std::string_view word);
// Returns nothing for a field of a newer version.
const FieldSpec* find_field(const RecordSpec& spec, FieldNumber number);

// Defined for every type of AllRecords (record.cpp). Values are in the order of RecordSpec::fields.
template <class Record>
std::vector<Value> to_values(const Record& record);
// Requires: `values` has one element per field. `id` and `scope` are the caller's to set.
template <class Record>
Record from_values(std::span<const Value> values);

}  // namespace oppad
