// What one record said before: who changed what and when, with the former words; and what lost
// against words that somebody wrote unaware of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/time.h"
#include "engine/domain/field.h"
#include "engine/domain/value.h"

namespace oppad::engine {

struct ReplacedValue {
    std::string whose;  // In the history of a family: the member's; empty = its own.
    RecordType record_type = RecordType::kFamily;
    std::string_view field_name;  // As in schema.h; static storage.
    FieldType field_type = FieldType::kText;
    std::string author_name;
    bool is_mine = false;
    // Of `changes`: when it was changed, by that author. Of `values`: when that author wrote it.
    Instant written_at;
    std::string words;  // A code is a code, a day ISO, a moment UTC ms, a name is the name.
    TextSet elements;   // Of a set: codes, or the names of who is meant.
};

struct HistoryView {
    std::vector<ReplacedValue> values;   // What lost, newest first.
    std::vector<ReplacedValue> changes;  // What was changed knowingly, newest first.
};

inline constexpr int kReplacedMax = 100;

}  // namespace oppad::engine
