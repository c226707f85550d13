#include "engine/storage/stored_value.h"

#include "engine/storage/sqlite/statement.h"

namespace oppad::storage {

Value value_at(const Statement& row, int column, FieldType type) {
    if (row.is_null(column)) return {};
    switch (type) {
        case FieldType::kText:
        case FieldType::kCode:
        case FieldType::kDay:
            return row.get<std::string>(column);
        case FieldType::kInteger:
        case FieldType::kBool:
        case FieldType::kInstant:
            return row.integer(column);
        case FieldType::kId:
            return row.get<RawId>(column);
        case FieldType::kSet:
            return row.get<TextSet>(column);
    }
    return {};
}

}  // namespace oppad::storage
