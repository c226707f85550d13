#include "engine/storage/meta.h"

#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelect = R"sql(SELECT value FROM meta WHERE key = :key)sql";
constexpr std::string_view kUpsert = R"sql(
    INSERT INTO meta (key, value) VALUES (:key, :value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value)sql";
constexpr std::string_view kDelete = R"sql(DELETE FROM meta WHERE key = :key)sql";

}  // namespace

Result<std::optional<Bytes>> get_meta(Connection& connection, std::string_view key) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":key", key);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<Bytes>{};
    return std::optional<Bytes>{select.get<Bytes>(0)};
}

Status set_meta(Connection& connection, std::string_view key, ByteView value) {
    TRY_ASSIGN(Statement upsert, connection.prepare(kUpsert));
    return upsert.bind(":key", key).bind(":value", value).run();
}

Status drop_meta(Connection& connection, std::string_view key) {
    TRY_ASSIGN(Statement remove, connection.prepare(kDelete));
    return remove.bind(":key", key).run();
}

}  // namespace oppad::storage
