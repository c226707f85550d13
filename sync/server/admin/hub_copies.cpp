#include "sync/server/admin/hub_copies.h"

#include <array>

namespace oppad::hub {

namespace {

// Gives every organisation `epoch_of(organisation)`; the commit and the checkpoint bring the whole
// file to the disk, since SQLite doesn't wait for it when it writes a copy.
template <class EpochOf>
Status write_epochs(SqliteStore& store, EpochOf epoch_of) {
    TRY_ASSIGN(const std::vector<Organisation> organisations, store.list_organisations());
    if (organisations.empty()) return Error{ErrorCode::kInvalid, "no organisation in it"};
    for (const Organisation& organisation : organisations) {
        TRY_ASSIGN(auto transaction, store.begin(organisation.id, TransactionKind::kWrite));
        TRY(transaction->set_epoch(epoch_of(organisation)));
        TRY(transaction->commit());
    }
    return store.checkpoint();
}

std::uint64_t random_epoch(Entropy& entropy) {
    std::array<std::uint8_t, 8> bytes{};
    entropy.fill(bytes);
    std::uint64_t epoch = 0;
    for (const std::uint8_t byte : bytes) epoch = (epoch << 8) | byte;
    return epoch;
}

HubPaths at_file(const HubPaths& paths, const std::string& file) {
    HubPaths other = paths;
    other.database_file = file;
    return other;
}

Status make_restored_copy(const HubPaths& paths, const std::string& file, const std::string& copy,
                          const RestoreParts& parts) {
    {
        TRY_ASSIGN(const auto backup, open_hub_file(at_file(paths, file), parts.files));
        TRY(backup->copy_to(copy));
    }
    TRY_ASSIGN(const auto restored, open_hub_file(at_file(paths, copy), parts.files));
    TRY(write_epochs(*restored, [&](const Organisation&) { return random_epoch(parts.entropy); }));
    return restored->leave_log();
}

// Whatever state the old database is in; only one that serves must not be touched.
Status leave_old(const HubPaths& paths, FileSystem& files) {
    const auto old = open_hub_file(paths, files);
    if (!old) return old.error().code == ErrorCode::kBusy ? Status{old.error()} : ok();
    const Status left = (*old)->leave_log();
    return left || left.error().code != ErrorCode::kBusy ? ok() : left;
}

Status move_if_there(FileMover& mover, const std::string& from, const std::string& to) {
    const Status moved = mover.move_file(from, to);
    return moved || moved.error().code == ErrorCode::kNotFound ? ok() : moved;
}

}  // namespace

Status back_up_hub(SqliteStore& store, const HubPaths& paths, const std::string& file,
                   FileSystem& files) {
    TRY(store.copy_to(file));
    TRY_ASSIGN(const auto copy, open_hub_file(at_file(paths, file), files));
    TRY(write_epochs(*copy, [](const Organisation& organisation) { return organisation.epoch; }));
    return copy->leave_log();
}

Status restore_hub(const HubPaths& paths, const std::string& file, const RestoreParts& parts) {
    const std::string copy = paths.database() + ".restoring";
    TRY(parts.files.remove(copy));  // Of one that was broken off.
    Status made = make_restored_copy(paths, file, copy, parts);
    if (made) made = leave_old(paths, parts.files);
    if (!made) {
        ignore_because(parts.files.remove(copy), "the next restore removes it");
        return made;
    }
    const std::string aside =
        paths.database() + ".replaced-" + std::to_string(parts.clock.now().ms);
    // The log first: it means nothing beside another database.
    TRY(move_if_there(parts.mover, paths.database() + "-wal", aside + "-wal"));
    TRY(move_if_there(parts.mover, paths.database(), aside));
    return parts.mover.move_file(copy, paths.database());
}

}  // namespace oppad::hub
