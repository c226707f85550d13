#include <cstdio>

#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"
#include "platform/host/passphrase.h"
#include "platform/host/posix_file_system.h"
#include "sync/capture/outbox.h"
#include "sync/capture/refusals.h"
#include "sync/client/bundle_transfer.h"
#include "sync/wire/bundle.h"

namespace oppad::platform {

namespace {

// As for a store without this device's share: what can be guessed offline has to be long.
constexpr std::size_t kPassphraseBytesMin = 15;

static_assert(kWholeFileBytesMax >= sync::kBundleBytesMax, "what a stick carries can be read");

// Opens the store and finds out who it is to its hub.
ExitCode open_enrolled(const StorePlace& place, std::unique_ptr<OpenedStore>& opened,
                       std::optional<sync::SyncIdentity>& identity) {
    const ExitCode open = open_store(place, opened);
    if (open != ExitCode::kDone) return open;
    auto found = sync::find_identity(opened->connection());
    if (!found) return complain_about(found.error(), Doing::kReading, place.folder);
    if (!*found)
        return complain(ExitCode::kNotEnrolled,
                        "This tablet belongs to no hub yet: oppadctl enrol, once, where the hub "
                        "can be reached.");
    identity = std::move(*found);
    return ExitCode::kDone;
}

ExitCode complain_about_import(const Error& error, const std::string& file) {
    switch (error.code) {
        case ErrorCode::kInvalid:
            return complain(ExitCode::kBadInput, file + " is no answer of a hub (" + error.detail +
                                                     "). Nothing was changed.");
        case ErrorCode::kNotFound:
            return complain(ExitCode::kNewerVersion,
                            file +
                                " is of a newer Op Pad: update this program. Nothing was "
                                "changed.");
        case ErrorCode::kDenied:
            return complain(ExitCode::kBadInput,
                            file + " is damaged, or for another tablet. Nothing was changed.");
        case ErrorCode::kConflict:
            return complain(ExitCode::kBadInput,
                            file +
                                " answers an older file: this tablet has synced or exported "
                                "since. Nothing was changed, and nothing is lost.");
        default:
            return complain_about(error, Doing::kWriting, file);
    }
}

}  // namespace

ExitCode run_bundle_export(const BundleOrder& order) {
    Result<Secret> passphrase = ask_new_passphrase(kBundlePassphrase);
    if (!passphrase) return complain_about(passphrase.error(), Doing::kAsking, "The passphrase");
    if (passphrase->size() < kPassphraseBytesMin)
        return complain(ExitCode::kBadInput,
                        "The file's passphrase needs 15 characters or more: a stick is easily "
                        "lost.");
    std::unique_ptr<OpenedStore> opened;
    std::optional<sync::SyncIdentity> identity;
    const ExitCode open = open_enrolled(order.store, opened, identity);
    if (open != ExitCode::kDone) return open;
    const auto exported = sync::export_bundle(opened->capture(), *identity, opened->entropy(),
                                              *passphrase, sync::SessionTuning{});
    if (!exported) return complain_about(exported.error(), Doing::kWriting, order.store.folder);
    const Status written = opened->files().replace(order.file, exported->file);
    if (!written) return complain_about(written.error(), Doing::kWriting, order.file);
    std::printf(
        "Wrote %d records; %d wait for the next file. Nothing leaves this tablet before the "
        "hub's answer is imported\n",
        exported->records, exported->left);
    return ExitCode::kDone;
}

ExitCode run_bundle_import(const BundleOrder& order) {
    std::unique_ptr<OpenedStore> opened;
    std::optional<sync::SyncIdentity> identity;
    const ExitCode open = open_enrolled(order.store, opened, identity);
    if (open != ExitCode::kDone) return open;
    const auto file = opened->files().read(order.file);
    if (!file) return complain_about(file.error(), Doing::kReading, order.file);
    if (!*file) return complain_about({ErrorCode::kNotFound, {}}, Doing::kReading, order.file);
    const auto imported =
        sync::import_answer(opened->capture(), *identity, opened->entropy(), **file);
    if (!imported) return complain_about_import(imported.error(), order.file);
    if (imported->is_copy)
        return complain(ExitCode::kIncomplete,
                        "The hub knows more of this tablet than its store does: the store was "
                        "copied or put back. It goes on under a name of its own, and nothing is "
                        "lost. Now: oppadctl bundle export, and bring that file to the hub.");
    if (imported->was_known) {
        std::printf("This answer was imported before; nothing changed\n");
        return ExitCode::kDone;
    }
    const auto left = sync::count_queued(opened->connection());
    const auto refused = sync::count_refused(opened->connection());
    if (!left || !refused)
        return complain_about(left ? refused.error() : left.error(), Doing::kReading,
                              order.store.folder);
    std::printf("Sent %d, received %d, waiting %d, refused %d\n", imported->sent,
                imported->received, *left, *refused);
    std::fflush(stdout);
    if (*refused == 0) return ExitCode::kDone;
    return complain(ExitCode::kIncomplete,
                    "Some records wait for a person: the hub refused them. They are shown in Op "
                    "Pad.");
}

}  // namespace oppad::platform
