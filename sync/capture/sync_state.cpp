#include "sync/capture/sync_state.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kSelect = R"sql(SELECT value FROM sync_state WHERE key = :key)sql";
constexpr std::string_view kPut = R"sql(
    INSERT INTO sync_state (key, value) VALUES (:key, :value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
)sql";

Result<Bytes> get_bytes(storage::Connection& connection, std::string_view key) {
    TRY_ASSIGN(storage::Statement select, connection.prepare(kSelect));
    select.bind(":key", key);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<Bytes>(0) : Bytes{};
}

Status set_bytes(storage::Connection& connection, std::string_view key, ByteView value) {
    TRY_ASSIGN(storage::Statement put, connection.prepare(kPut));
    return put.bind(":key", key).bind(":value", value).run();
}

}  // namespace

Result<std::uint64_t> get_number(storage::Connection& connection, std::string_view key) {
    TRY_ASSIGN(const Bytes bytes, get_bytes(connection, key));
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes) number = (number << 8) | byte;
    return number;
}

Status set_number(storage::Connection& connection, std::string_view key, std::uint64_t number) {
    Bytes bytes(8);
    for (std::size_t at = 8; at-- > 0; number >>= 8) bytes[at] = static_cast<std::uint8_t>(number);
    return set_bytes(connection, key, bytes);
}

Result<std::string> get_text(storage::Connection& connection, std::string_view key) {
    TRY_ASSIGN(const Bytes bytes, get_bytes(connection, key));
    return std::string{as_text(bytes)};
}

Status set_text(storage::Connection& connection, std::string_view key, std::string_view text) {
    return set_bytes(connection, key, as_bytes(text));
}

}  // namespace oppad::sync
