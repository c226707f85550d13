// What tablet and hub say to each other (PROTOCOL.md). Encoded by codec.h as CBOR, or as JSON for
// plain tools.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "sync/wire/digest.h"
#include "sync/wire/record_state.h"

namespace oppad::sync {

// Both sides speak versions [kProtocolMin, kProtocol]; the hub answers 426 to others.
inline constexpr int kProtocol = 1;
inline constexpr int kProtocolMin = 1;

struct Limits {
    int records_max = 1000;           // In one batch.
    int body_bytes_max = 256 * 1024;  // Compressed.
    bool operator==(const Limits&) const = default;
};

// GET /v1/hello, unsigned: enough to learn the hub's time and version before anything else.
struct Hello {
    int protocol = kProtocol;
    int protocol_min = kProtocolMin;
    std::string organisation;
    std::int64_t hub_time_ms = 0;
    Limits limits;
    std::vector<int> dictionaries;  // That the hub reads in requests (compression.h).
};

// POST /v1/enrol, unsigned: the one-time code is the proof.
struct EnrolRequest {
    int protocol = kProtocol;
    std::string code;
    Bytes public_key;  // Ed25519, 32 bytes.
};
struct EnrolReply {
    DeviceId device = 0;
    RawId staff_id;
    std::string staff_name;
    std::string role;  // Word of Role.
    RawId scope;       // Where this person's new records go.
    std::string organisation;
    std::int64_t hub_time_ms = 0;
};

// A stretch of one type's records, by id: after `after`, up to and with `last`.
struct Range {
    RecordType type{};
    RawId after;
    RawId last;
    bool operator==(const Range&) const = default;
};
// What the tablet holds of a range, to be compared with what the hub would give it.
struct RangeCheck {
    Range range;
    RangeSum sum;
};
struct ListedRecord {
    RawId id;
    StateDigest digest{};  // All zero when the hub's own copy has decayed.
    bool operator==(const ListedRecord&) const = default;
};
// What the hub holds of a range that did not compare equal. `range.last` may be earlier than asked.
struct RangeListing {
    Range range;
    std::vector<ListedRecord> records;  // By id.
};

// A batch that the store took back without having had an answer, and how long its memory is.
struct WithdrawnBatch {
    std::uint64_t number = 0;
    Bytes hash;  // As push_hash().
    bool operator==(const WithdrawnBatch&) const = default;
};
inline constexpr std::size_t kWithdrawnMax = 16;

// POST /v1/sync, signed (PROTOCOL.md, "Signature").
struct SyncRequest {
    int protocol = kProtocol;
    std::uint64_t incarnation = 0;  // Of this store; a copy or restored backup gets a new one.
    std::uint64_t batch = 0;        // Grows by one per pushed batch; 0 = nothing pushed.
    std::vector<RecordState> push;
    std::string cursor;      // As the hub gave it; empty = from the beginning.
    int records_max = 1000;  // Of the answer.
    // The last number that this store gave to a batch: a hub that knows a later one of this
    // incarnation knows that the store was copied or put back.
    std::optional<std::uint64_t> newest_batch;
    // Those since the last batch that was answered: a hub that knows other content under such a
    // number knows the same.
    std::vector<WithdrawnBatch> withdrawn;
    // Numbers in this store's stamps besides the device's id, until the hub was told them.
    std::vector<DeviceId> names;
    std::optional<RangeCheck> check;
    std::vector<RecordKey> want;  // The hub's states of these, whatever the cursor says.
};

// A stamp more than two minutes ahead of the hub, and the one that the hub keeps instead.
struct CorrectedStamp {
    Stamp claimed;
    Stamp given;
};
struct Receipt {
    RecordKey key;
    std::vector<CorrectedStamp> corrected;
};

// Wire words of why a record was refused; ui/ makes the sentence.
enum class RefusalReason : std::uint8_t {
    kOutOfScope = 1,  // The person may not write there.
    kNotAllowed = 2,  // Not with this role.
    kInvalid = 3,     // Broken or too large.
    kErased = 4,      // The record was erased.
};
struct Refusal {
    RecordKey key;
    RefusalReason reason = RefusalReason::kInvalid;
};

// Why an answer begins at the beginning although a cursor was sent.
enum class Restart : std::uint8_t {
    kNone = 0,
    // The hub was put back to an earlier state: what it then doesn't bring it lacks, and is to be
    // pushed again.
    kHubPutBack = 1,
    // The tablet was away longer than deletions are kept: what it then doesn't bring was deleted.
    kTooLongAway = 2,
};

struct SyncReply {
    std::int64_t hub_time_ms = 0;
    std::uint64_t batch = 0;  // That of the request: an old answer out of a cache is noticed.
    std::vector<Receipt> receipts;
    std::vector<Refusal> refusals;
    std::vector<RecordState> changes;  // In the hub's order.
    std::vector<RawId> forget;         // Scopes that this person lost: purge, after pushing.
    std::string cursor;
    bool has_more = false;  // Ask again at once.
    Limits limits;
    Restart restart = Restart::kNone;
    std::optional<RangeListing> listing;  // Only when the checked range differs.
    std::vector<RecordState> wanted;      // Of `want`, what the hub has and may give.
    // With corrected stamps: the latest stamp time that the hub believed; else 0.
    std::uint64_t stamps_until = 0;
};

// What of a reply is enough to ask for what follows it.
struct ReplyHead {
    std::int64_t hub_time_ms = 0;
    std::string cursor;
    bool has_more = false;
};

// Any answer other than 200.
struct Failure {
    std::string
        code;  // "clock", "revoked", "unknown_device", "version", "too_large", "batch_reused", …
    std::string message;  // English, for people with curl.
    std::int64_t hub_time_ms = 0;
};

}  // namespace oppad::sync
