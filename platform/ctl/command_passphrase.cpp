#include <cstdio>

#include "engine/core/log.h"
#include "engine/storage/store_keys.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"
#include "platform/host/passphrase.h"
#include "sync/capture/rejoin.h"

namespace oppad::platform {

ExitCode run_passphrase(const StorePlace& store) {
    // Held open all the while: no other program counts tries in the key file meanwhile.
    std::unique_ptr<OpenedStore> opened;
    Secret old_passphrase;
    const ExitCode open = open_store(store, opened, &old_passphrase);
    if (open != ExitCode::kDone) return open;
    const Result<Secret> new_passphrase = ask_new_passphrase(kNewStorePassphrase);
    if (!new_passphrase)
        return complain_about(new_passphrase.error(), Doing::kAsking, "The new passphrase");
    const Secret share = device_share(store, opened->files(), opened->entropy());
    const Status changed = storage::change_passphrase(
        {store.folder},
        {.old_passphrase = old_passphrase,
         .new_passphrase = *new_passphrase,
         .device_share = share},
        {opened->files(), opened->entropy(), opened->clock()}, storage::KeyCost{});
    if (!changed) return complain_about(changed.error(), Doing::kChangingPassphrase, store.folder);
    // Who worked here before another took the tablet over knows no code any more.
    const Status noted = sync::note_code_changed(opened->connection());
    if (!noted) log::write_error("code_change_not_noted", noted.error());
    opened->close();
    std::printf("The store in %s opens with the new passphrase from now on.\n",
                store.folder.c_str());
    return ExitCode::kDone;
}

}  // namespace oppad::platform
