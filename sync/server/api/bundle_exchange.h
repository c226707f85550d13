// The hub's half of a bundle: the request in a tablet's file, through the same exchange as over the
// network, and the file that carries the replies back.
//
// A stick travels for days and a tablet's clock may be wrong by years, so neither the time nor a
// nonce is judged as for a request over the network. Replaying a file is harmless instead: a batch
// is applied once by its number and content, what it holds merges into the same state, rights are
// those of now, and the answer can be read by that tablet alone.
#pragma once

#include "engine/core/secret.h"
#include "engine/core/time.h"
#include "engine/ports/entropy.h"
#include "sync/server/api/failure.h"
#include "sync/server/api/hub_api.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

struct AnsweredBundle {
    Bytes file;
    int pushed = 0;
    int refused = 0;
    int pulled = 0;
    bool has_more = false;  // What the answer had no room for comes with the next one.
    // The hub knows more of the tablet than the file does: nothing was taken, and the answer tells
    // a tablet that was copied so. One that has synced since the file takes it for old.
    bool was_overtaken = false;
};

// Yields kBadBody for what is no tablet's bundle, kOtherVersion, kBadSignature when the passphrase
// doesn't fit or a byte was changed, kUnknownDevice, kRevoked, and what an exchange yields. Nothing
// but the batch is changed before the answer is whole.
// Cost: 64 MiB and half a second for the passphrase; O(records) of memory.
Outcome<AnsweredBundle> answer_bundle(ServerStore& store, ByteView file, const Secret& passphrase,
                                      Entropy& entropy, Instant now);
// The same with the key that the passphrase gives for the file's salt.
Outcome<AnsweredBundle> answer_keyed_bundle(ServerStore& store, ByteView file, const Secret& key,
                                            Entropy& entropy, Instant now);

}  // namespace oppad::hub
