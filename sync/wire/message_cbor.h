// Private to sync/wire: the two messages that carry records, as CBOR without a tree.
#pragma once

#include "sync/wire/cbor.h"
#include "sync/wire/codec.h"
#include "sync/wire/messages.h"

namespace oppad::sync {

// `push` stands in the place of the request's own when there is any: a list of states as CBOR.
void write(CborWriter& writer, const SyncRequest& request, ByteView push);
// `changes` stand in the place of the reply's own when there are any: each is a state as CBOR.
void write(CborWriter& writer, const SyncReply& reply, const std::vector<Bytes>& changes);
void write(CborWriter& writer, const std::vector<RecordState>& states);

// False for anything but what our own programs write: codec.cpp then reads it as a tree.
bool read(CborReader& reader, SyncRequest& request);
bool read(CborReader& reader, SyncReply& reply);
bool read(CborReader& reader, ReplyHead& head);
bool read(CborReader& reader, std::vector<RecordState>& states);

}  // namespace oppad::sync
