// The gate over a real store folder: who holds it, whether it can be used, and the way in.
#pragma once

#include <optional>
#include <string>

#include "engine/storage/store.h"
#include "engine/storage/store_keys.h"
#include "platform/app/instance_lock.h"
#include "platform/app/stored_tablet.h"
#include "platform/app/tablet.h"

namespace oppad::platform {

// Holds the window's lock on the store from the first look to the end. Thread: engine, or main
// before the engine thread starts.
class StoredGate final : public TabletGate {
public:
    StoredGate(storage::StorePaths paths, TabletPorts ports);

    [[nodiscard]] GateView look() override;
    UnlockAnswer unlock(const Secret& passphrase) override;
    Status confirm(const Secret& passphrase) override;
    Status change_code(const Secret& old_code, const Secret& new_code) override;
    Result<std::unique_ptr<OpenTablet>> set_up(const ui::SetUp& wish) override;

private:
    // Whether nothing that is typed could open the store: its share of the key is not here.
    bool lacks_share(const storage::Tries& tries);
    Result<std::unique_ptr<OpenTablet>> open(const Secret& passphrase);
    Result<Secret> derive_key(const Secret& passphrase);
    storage::Tries tries_after_failure();
    UnlockAnswer refuse(const Error& error);

    storage::StorePaths paths_;
    TabletPorts ports_;
    std::optional<InstanceLock> instance_;
    std::optional<Error> unusable_;  // What the last try to open met, that another would meet too.
};

}  // namespace oppad::platform
