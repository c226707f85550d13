// What the hub keeps, as a contract that SQLite and PostgreSQL fulfil: who works here, their
// tablets, and every record's merged state with its place in the hub's order.
//
// Data model
//   organisation  everything below belongs to one; nothing is ever read across two.
//   scope         who may see a record: every record is in exactly one. A grant gives a user one.
//   seq           grows by one with each stored record state of an organisation, given inside the
//                 committing transaction under the organisation's lock, so that commit order is
//                 sequence order and a cursor never skips.
//   departure     a record that moved left its old scope at that seq: who sees only the old scope
//                 must drop it.
//   batch         the answer to one pushed batch of one device, so that a repeat changes nothing.
//   correction    a stamp from too far ahead, and the one that the hub gave instead.
//   taken         the latest stamp of a device that was taken as it came, or given to it.
//   set aside     a refused write to a scope that its author held before: kept for a person.
//   position      the seq up to which a device has everything that it may see.
//   floor         the greatest seq of a hidden record that was trimmed away.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"
#include "sync/wire/stamp.h"

namespace oppad::hub {

using Digest = std::array<std::uint8_t, 32>;
using Seq = std::int64_t;

// Stamps of what the hub itself writes.
inline constexpr sync::DeviceId kHubDevice = 1;
// Up to here no tablet's.
inline constexpr sync::DeviceId kReservedDevicesEnd = 0xffff;

struct Organisation {
    RawId id;
    std::string name;
    RawId team_scope;         // Shared by everybody of the organisation who works with families.
    std::uint64_t epoch = 0;  // A new one when the hub is restored from a backup.
    Bytes cursor_key;         // 32 bytes: signs the cursors.
    // Deletions up to here may be gone: a device that stopped before can't be told of them.
    Seq floor = 0;  // Only trim_hidden() raises it.
};

struct User {
    RawId id;  // Also the id of the Staff record.
    std::string name;
    Role role = Role::kUnknown;
    bool active = true;
};

struct Scope {
    RawId id;
    std::string name;
};

enum class Right : std::uint8_t { kRead = 1, kWrite = 2 };  // Stored on disk; never renumber.

struct Grant {
    RawId user;
    RawId scope;
    Right right = Right::kWrite;  // Writing includes reading.
    std::optional<Instant> ended_at;
};

struct Device {
    sync::DeviceId id = 0;
    RawId organisation;
    RawId user;
    Bytes public_key;  // Ed25519, 32 bytes.
    Instant enrolled_at;
    std::optional<Instant> last_seen_at;
    bool revoked = false;
    Seq position = 0;  // 0 = not known.
};

struct StoredState {
    RecordKey key;
    RawId scope;
    Seq seq = 0;
    // The device that holds exactly this state already, in this incarnation of its store; 0 = none.
    sync::DeviceId held_by = 0;
    std::uint64_t held_incarnation = 0;
    Bytes state;  // Encoded RecordState.
    // When the hub learned of the deletion that hides it; nothing while it is in sight. An erased
    // record has none: its tombstone stays for good.
    std::optional<Instant> hidden_at;
    // Over `state`, made by whoever stores it, so that a copy that decayed is told from a good one;
    // empty for records stored before there was one.
    Bytes digest;
    // Which field changed when (api/field_changes.h); empty where nobody noted it.
    Bytes changes;
};

// One entry of a scope's log, in the order of seq.
struct LogEntry {
    Seq seq = 0;
    bool departed = false;  // True: the record left this scope; `record` is where it is now.
    StoredState record;
};

struct StoredBatch {
    Digest content{};
    Bytes answer;
};

struct BatchKey {
    sync::DeviceId device = 0;
    std::uint64_t incarnation = 0;
    std::uint64_t number = 0;
};

// How many answers of one store's batches are kept: a tablet repeats its last one, rarely older.
inline constexpr int kBatchesKept = 16;

struct Correction {
    sync::Stamp claimed;
    std::uint64_t given_time = 0;
};

struct SetAside {
    RecordKey key;
    RawId scope;
    RawId user;
    sync::DeviceId device = 0;
    Instant received_at;
    int reason = 0;  // Number of sync::RefusalReason.
    Bytes state;
};

// One unit of reading or writing, about one organisation. Rolls back on destruction unless
// committed. Errors of every call: kBusy (another writer for too long, a database server that went
// away), kCorrupt, kDiskFull, kInternal; after one of them only rollback (destruction) is allowed.
// After another one too, but for kNotFound; rollback_savepoint() makes up for it. Thread: one at a
// time.
class StoreTransaction {
public:
    virtual ~StoreTransaction() = default;

    // An error means "unknown": look again before repeating.
    virtual Status commit() = 0;
    // One record's own unit inside this one: a failed record is undone, the rest stays.
    // Requires: not nested.
    virtual Status begin_savepoint() = 0;
    virtual Status release_savepoint() = 0;
    virtual Status rollback_savepoint() = 0;

    virtual Result<Organisation> load_organisation() = 0;
    virtual Status set_epoch(std::uint64_t epoch) = 0;

    virtual Status add_user(const User& user) = 0;
    // Name, role and whether they work here. Fails: kNotFound.
    virtual Status change_user(const User& user) = 0;
    virtual Result<std::optional<User>> find_user(const RawId& id) = 0;
    virtual Result<std::vector<User>> list_users() = 0;

    // Fails: kConflict when the name is taken.
    virtual Status add_scope(const Scope& scope) = 0;
    virtual Result<std::vector<Scope>> list_scopes() = 0;
    // Inserts or replaces the user's grant on that scope.
    virtual Status put_grant(const Grant& grant) = 0;
    // Ended ones too.
    virtual Result<std::vector<Grant>> list_grants(const RawId& user) = 0;

    virtual Result<std::vector<Device>> list_devices() = 0;
    // Fails: kNotFound.
    virtual Status revoke_device(sync::DeviceId device) = 0;
    virtual Status note_device_seen(sync::DeviceId device, Instant at) = 0;
    // May go back: a device may be given an older cursor.
    virtual Status note_position(sync::DeviceId device, Seq position) = 0;

    virtual Status add_code(const Digest& code, const RawId& user, Instant expires_at) = 0;

    virtual Result<std::optional<StoredState>> find_record(const RecordKey& key) = 0;
    // Stores the state under the next seq and returns that; a record that was in another scope
    // leaves a departure there, one that comes back elsewhere than where it was let go too.
    // `record.seq` is ignored. Requires: `scope_before` is that of the stored state, nothing when
    // there is none.
    virtual Result<Seq> put_record(const StoredState& record,
                                   const std::optional<RawId>& scope_before) = 0;
    // The scope's records of type `after.type` with after.id < id <= `last`, by id, at most
    // `count_max`. Cost: O(records returned).
    virtual Result<std::vector<StoredState>> list_range(const RawId& scope, const RecordKey& after,
                                                        const RawId& last, int count_max) = 0;
    // Removes at most `count_max` hidden records that have a seq up to `through` or were hidden
    // before `before`, lowest seq first, with their departures; raises the floor to the greatest
    // seq removed. Returns how many. Cost: O(hidden records).
    virtual Result<int> trim_hidden(Seq through, Instant before, int count_max) = 0;
    // The scope's entries after `after`, at most `count_max`; without hidden_at.
    // Cost: O(entries returned).
    virtual Result<std::vector<LogEntry>> list_log(const RawId& scope, Seq after,
                                                   int count_max) = 0;
    // Whether any record ever moved on from its scope. Cost: one look-up.
    virtual Result<bool> has_departures() = 0;
    // Whether that record lay in that scope and has moved on.
    virtual Result<bool> has_departed(const RawId& scope, const RecordKey& key) = 0;
    // The last seq given in the organisation.
    virtual Result<Seq> last_seq() = 0;

    // Only the newest kBatchesKept of a device's incarnation can be found.
    virtual Result<std::optional<StoredBatch>> find_batch(const BatchKey& key) = 0;
    // The highest number of that incarnation so far, 0 when there was none.
    virtual Result<std::uint64_t> newest_batch(sync::DeviceId device,
                                               std::uint64_t incarnation) = 0;
    virtual Status put_batch(const BatchKey& key, const StoredBatch& batch, Instant at) = 0;

    // The time given for exactly that claimed stamp, 0 when it never came by.
    virtual Result<std::uint64_t> find_given_time(const sync::Stamp& claimed) = 0;
    // The greatest time given for any claimed stamp of that device up to `latest`, 0 for none.
    virtual Result<std::uint64_t> greatest_given_time(const sync::Stamp& latest) = 0;
    virtual Status put_correction(const Correction& correction, Instant at) = 0;
    // The latest stamp time that was noted of any device of any organisation, 0 for none: one hub
    // has one clock. Cost: one look-up.
    virtual Result<std::uint64_t> latest_taken_time() = 0;
    virtual Status note_taken_time(const sync::Stamp& taken) = 0;

    // That write of that device stands there once, however often it comes.
    virtual Status put_set_aside(const SetAside& write) = 0;
    virtual Result<std::vector<SetAside>> list_set_aside() = 0;
    // Of a record that was erased: nothing of it stays here either.
    virtual Status drop_set_aside(const RecordKey& key) = 0;

    // Scopes whose records were sent to this device and not forgotten since.
    virtual Result<std::vector<RawId>> list_held_scopes(sync::DeviceId device) = 0;
    virtual Status put_held_scope(sync::DeviceId device, const RawId& scope) = 0;
    virtual Status drop_held_scope(sync::DeviceId device, const RawId& scope) = 0;
    // Whether any record of the scope counts as held by the device. Cost: one look-up.
    virtual Result<bool> holds_records(sync::DeviceId device, const RawId& scope) = 0;
    // The device was told to purge the scope: none of its records counts as held by it any more.
    // Cost: O(those).
    virtual Status release_held_records(sync::DeviceId device, const RawId& scope) = 0;
};

enum class TransactionKind { kRead, kWrite };

// Thread: one at a time, whichever it is; there are several over the same database.
class ServerStore {
public:
    virtual ~ServerStore() = default;

    // kWrite waits for the organisation's write lock. Fails: kBusy.
    virtual Result<std::unique_ptr<StoreTransaction>> begin(const RawId& organisation,
                                                            TransactionKind kind) = 0;

    // Makes an organisation with its team scope.
    virtual Status add_organisation(const Organisation& organisation) = 0;
    virtual Result<std::vector<Organisation>> list_organisations() = 0;
    // Across organisations: a request is known by its device alone.
    virtual Result<std::optional<Device>> find_device(sync::DeviceId device) = 0;

    // Uses the code up and adds the device of the code's user; of several callers with one code
    // exactly one gets a device. The same code and key again, before the code expires, give the
    // same device: its answer was lost. Nothing when the code is unknown, used or expired.
    virtual Result<std::optional<Device>> enrol_device(const Digest& code, ByteView public_key,
                                                       sync::DeviceId new_device, Instant now) = 0;
    // Returns false when that device sent the nonce before. Forgets what is older than `keep_from`.
    // Durable against a crash of the process, not against a power cut.
    virtual Result<bool> remember_nonce(sync::DeviceId device, ByteView nonce, Instant now,
                                        Instant keep_from) = 0;
    // Writes what stands in side files into the main one; called at a clean stop.
    virtual Status checkpoint() = 0;
};

}  // namespace oppad::hub
