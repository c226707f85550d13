// The wire forms of every message: CBOR between our own programs, JSON (the same model) for people
// and plain tools. PROTOCOL.md, "Forms".
//   CBOR  short keys; ids are byte strings, stamps pairs of integers.
//   JSON  the same keys; ids are hexadecimal, stamps "time-device" in hexadecimal, since numbers of
//         64 bits do not survive plain tools. An id as a field's value is {"id": "…"}.
// What decodes is canonical: sorted, each entry once, contexts cover their versions; equal states
// have equal bytes.
#pragma once

#include <string_view>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "sync/wire/messages.h"

namespace oppad::sync {

enum class WireForm { kCbor, kJson };

inline constexpr std::string_view kCborType = "application/cbor";
inline constexpr std::string_view kJsonType = "application/json";

Bytes encode(const Hello& message, WireForm form);
Bytes encode(const EnrolRequest& message, WireForm form);
Bytes encode(const EnrolReply& message, WireForm form);
Bytes encode(const SyncRequest& message, WireForm form);
Bytes encode(const SyncReply& message, WireForm form);
Bytes encode(const Failure& message, WireForm form);
Bytes encode(const RecordState& state, WireForm form);
Bytes encode(const std::vector<RecordState>& states, WireForm form);

// Defined for every type that encode() takes. Unknown keys are skipped: a newer peer may add some.
// Fails: kInvalid for anything that is not such a message, however hostile. Cost: O(bytes).
template <class Message>
Result<Message> decode(ByteView bytes, WireForm form);

// Of a reply in CBOR, without reading its records. Fails: kInvalid; also for a reply that says more
// than records and where they end (a restart, compared copies).
Result<ReplyHead> decode_head(ByteView reply);

// The CBOR of a reply whose changes are CBOR already, as the hub keeps them: nothing is read again
// only to be written. They stand in the place of the reply's own.
Bytes encode_with_changes(const SyncReply& reply, const std::vector<Bytes>& changes);

// Of a state in CBOR, as encode() writes it, the fields of those numbers alone and all that is no
// field. `fields` are sorted. Fails: kInvalid for what is no state.
Result<Bytes> piece_of(ByteView state, const std::vector<FieldNumber>& fields);

// A list of states that are CBOR already.
Bytes encode_list(const std::vector<Bytes>& states);
// The CBOR of a request whose push is CBOR already, as the tablet keeps it until it is answered.
// Empty = nothing pushed.
Bytes encode_with_push(const SyncRequest& request, ByteView push);

// A state without its key, for stores that have the key in columns of their own. CBOR.
Bytes encode_body(const RecordState& state);
// Fails: kInvalid.
Result<RecordState> decode_body(ByteView bytes, const RecordKey& key);

// SHA-256 of the canonical CBOR of a batch: the hub records it with the batch number, so that a
// repeat is known whatever its cursor, and the same number with other content is refused.
Bytes push_hash(const std::vector<RecordState>& push);

}  // namespace oppad::sync
