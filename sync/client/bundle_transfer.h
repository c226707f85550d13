// The tablet's half of a bundle: the same batch and page as over the network, by file.
//
// One exchange is under way at a time, whichever way it goes. An export takes everything unsent
// into one batch, so that the newest file has all; an answer is taken in only while the tablet
// still stands where it stood at that export, in its batch and its cursor. What came or went over
// the network in between has done the answer's work, and a later export replaces an earlier one.
#pragma once

#include "engine/ports/entropy.h"
#include "sync/capture/capture.h"
#include "sync/capture/sync_identity.h"
#include "sync/tuning.h"
#include "sync/wire/bundle.h"

namespace oppad::sync {

struct ExportedBundle {
    Bytes file;
    int records = 0;  // In it.
    int left = 0;     // Wait for the next one.
};

// Begins the batch and seals it with the passphrase. A file that is never written is no harm: the
// batch goes with the next export or over the network. Fails: kDiskFull, kBusy, kCorrupt.
// Requires: no open transaction.
Result<ExportedBundle> export_bundle(Capture& capture, const SyncIdentity& identity,
                                     Entropy& entropy, const Secret& passphrase,
                                     const SessionTuning& tuning);
// The same under a key that was made before, for who can't wait for a passphrase each time.
Result<ExportedBundle> export_bundle(Capture& capture, const SyncIdentity& identity,
                                     Entropy& entropy, const BundleLock& lock,
                                     const SessionTuning& tuning);

struct ImportedAnswer {
    int sent = 0;
    int received = 0;
    bool was_known = false;  // Imported before: nothing changed.
    // The store is a copy, or was put back. It goes on as another life of itself; nothing was sent
    // or received, and the next export has all.
    bool is_copy = false;
};

// Fails, with nothing changed: kInvalid for what is no bundle or a tablet's own, kNotFound for a
// newer version, kDenied for another tablet's or a damaged file, kConflict when the tablet has
// moved on; kDiskFull and kBusy leave it at a page's end, and importing again goes on there.
Result<ImportedAnswer> import_answer(Capture& capture, SyncIdentity& identity, Entropy& entropy,
                                     ByteView file);

}  // namespace oppad::sync
