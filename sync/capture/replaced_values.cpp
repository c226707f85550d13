#include "sync/capture/replaced_values.h"

#include "engine/storage/former_values.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/merge/merge.h"
#include "sync/wire/clock.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kPut = R"sql(
    INSERT INTO replaced_values (type, id, field, time, device, is_own, written_at_ms, value)
    VALUES (:type, :id, :field, :time, :device, :is_own, :written_at_ms, :value)
    ON CONFLICT (type, id, field, time, device) DO NOTHING
)sql";
constexpr std::string_view kDrop = R"sql(
    DELETE FROM replaced_values WHERE type = :type AND id = :id
)sql";

}  // namespace

Status keep_replaced(storage::Connection& connection, const RecordState& stored,
                     const RecordState& incoming, const RecordState& own_work, DeviceId own) {
    for (const FieldState& field : stored.fields) {
        if (field.merge != MergeKind::kRegister) continue;
        const FieldState* theirs = find_field_state(incoming, field.number);
        if (theirs == nullptr || shown_value(field) == shown_value(*theirs)) continue;
        const Version& mine = field.versions.front();
        const Version& other = theirs->versions.front();
        const bool is_lost = mine.stamp < other.stamp;
        const bool is_kept = is_lost ? mine.stamp.device == own
                                     : find_field_state(own_work, field.number) != nullptr;
        if (is_kept)
            TRY(keep_version(connection, stored.key, field.number, is_lost ? mine : other, own));
    }
    return ok();
}

Status keep_version(storage::Connection& connection, const RecordKey& key, FieldNumber field,
                    const Version& version, DeviceId own) {
    TRY_ASSIGN(storage::Statement put, connection.prepare(kPut));
    put.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    put.bind(":field", int{field}).bind(":time", static_cast<std::int64_t>(version.stamp.time));
    put.bind(":device", device_text(version.stamp.device));
    put.bind(":is_own", version.stamp.device == own);
    return put.bind(":written_at_ms", written_at(version.stamp))
        .bind(":value", version.value)
        .run();
}

Status drop_replaced(storage::Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(storage::Statement drop, connection.prepare(kDrop));
    TRY(drop.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run());
    return storage::drop_former(connection, key);
}

}  // namespace oppad::sync
