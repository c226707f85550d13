#include "sync/capture/replaced_values.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "engine/storage/former_values.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/merge/merge.h"
#include "sync/wire/canonical.h"
#include "sync/wire/clock.h"
#include "sync/wire/planted_bug.h"
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

const SetElement* find_element(const FieldState& field, const std::string& element) {
    const auto at = std::lower_bound(
        field.elements.begin(), field.elements.end(), element,
        [](const SetElement& entry, const std::string& wanted) { return entry.element < wanted; });
    return at != field.elements.end() && at->element == element ? &*at : nullptr;
}

// The latest stamp of what comes into the set or leaves it.
const Stamp* change_of_set(const FieldState* mine, const FieldState& theirs) {
    const Stamp* latest = nullptr;
    for (const SetElement& element : theirs.elements) {
        const SetElement* known = mine == nullptr ? nullptr : find_element(*mine, element.element);
        const bool was_in = known != nullptr && known->present;
        if (element.present == was_in) continue;
        if (known != nullptr && !(known->stamp < element.stamp)) continue;
        if (latest == nullptr || *latest < element.stamp) latest = &element.stamp;
    }
    return latest;
}

// Words that still stand beside others are not replaced.
bool is_superseded(const Version& version, const FieldState& theirs) {
    if (theirs.merge == MergeKind::kRegister) return version.stamp < theirs.versions.front().stamp;
    const bool stands =
        std::any_of(theirs.versions.begin(), theirs.versions.end(),
                    [&version](const Version& other) { return other.stamp == version.stamp; });
    return !stands && covers(theirs.context, version.stamp);
}

// The stamp of the change by which the merge shows something else; none = it doesn't.
const Stamp* change_of(const FieldState* mine, const FieldState& theirs) {
    if (theirs.merge == MergeKind::kSet) return change_of_set(mine, theirs);
    if (theirs.versions.empty()) return nullptr;
    const Version& other = theirs.versions.back();
    if (mine == nullptr || mine->versions.empty()) return &other.stamp;
    const Version& shown = mine->versions.back();
    const bool is_other = is_superseded(shown, theirs) && shown.value != other.value;
    return is_other ? &other.stamp : nullptr;
}

// Adds the field to what the change of that stamp replaced.
void add_former(std::vector<storage::FormerChange>& changes, const Stamp& stamp,
                const RecordKey& key, storage::FormerField former) {
    const Instant at = written_at(stamp);
    std::string device = device_text(stamp.device);
    for (storage::FormerChange& change : changes) {
        if (change.changed_at != at || change.device != device) continue;
        change.fields.push_back(std::move(former));
        return;
    }
    changes.push_back({.key = key,
                       .changed_at = at,
                       .changed_by = std::nullopt,
                       .device = std::move(device),
                       .fields = {std::move(former)}});
}

// Of a register, what was lost here unaware of the other: our own word, or theirs against it.
const Version* unaware_loser(const FieldState* mine, const FieldState& theirs,
                             const RecordState& own_work, DeviceId own) {
    if (theirs.merge != MergeKind::kRegister || mine == nullptr) return nullptr;
    const Version& ours = mine->versions.front();
    const Version& other = theirs.versions.front();
    if (ours.value == other.value) return nullptr;
    if (ours.stamp < other.stamp) return ours.stamp.device == own ? &ours : nullptr;
    return find_field_state(own_work, theirs.number) != nullptr ? &other : nullptr;
}

}  // namespace

Status keep_replaced(storage::Connection& connection, const RecordState& stored,
                     const RecordState& incoming, const RecordState& own_work, DeviceId own) {
    if (is_planted(PlantedBug::kForgetReplaced)) return ok();
    const RecordSpec& spec = *find_spec(stored.key.type);
    std::vector<storage::FormerChange> changes;
    for (const FieldState& theirs : incoming.fields) {
        if (find_field(spec, theirs.number) == nullptr) continue;  // Of a newer version, or a base.
        const FieldState* mine = find_field_state(stored, theirs.number);
        const Version* loser = unaware_loser(mine, theirs, own_work, own);
        if (loser != nullptr) {
            TRY(keep_version(connection, stored.key, theirs.number, *loser, own));
        } else if (const Stamp* stamp = change_of(mine, theirs); stamp != nullptr) {
            add_former(changes, *stamp, stored.key,
                       {theirs.number, mine == nullptr ? Value{} : shown_value(*mine)});
        }
    }
    for (const storage::FormerChange& change : changes)
        TRY(storage::keep_former(connection, change));
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
