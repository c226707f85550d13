#include "platform/app/stored_tablet.h"

#include <algorithm>
#include <utility>

#include "engine/core/log.h"
#include "platform/tablet/owner.h"
#include "sync/capture/sync_identity.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

// With nothing of its own to do, the tablet is looked at this often.
constexpr milliseconds kRestLongest{60'000};

}  // namespace

Result<std::unique_ptr<OpenTablet>> StoredTablet::open(storage::Store store,
                                                       const TabletPorts& ports) {
    std::unique_ptr<StoredTablet> tablet{new StoredTablet{std::move(store)}};
    storage::Connection& connection = tablet->store_.connection();
    TRY_ASSIGN(const Staff staff, load_owner(connection));
    TRY_ASSIGN(sync::Capture capture, sync::Capture::open(connection, ports.clock, ports.entropy));
    tablet->capture_.emplace(std::move(capture));
    tablet->desk_.emplace(tablet->store_, *tablet->capture_, ports.clock, ports.entropy, staff);
    TRY_ASSIGN(const std::optional<sync::SyncIdentity> identity, sync::find_identity(connection));
    if (identity) {
        tablet->organisation_ = identity->organisation;
        // A tablet that can't reach its hub works on: only sync stands still.
        auto hub = HubLink::open({*tablet->capture_, ports.clock, ports.entropy, ports.mailbox},
                                 {.url = identity->hub_url, .ca_file = ports.hub_ca_file});
        if (hub) {
            tablet->hub_ = std::move(*hub);
        } else {
            log::write_error("hub_link_failed", hub.error());
        }
    }
    return std::unique_ptr<OpenTablet>{std::move(tablet)};
}

engine::Outcome StoredTablet::run(const engine::Command& command) {
    engine::Outcome outcome = desk_->run(command);
    if (outcome.saved() && hub_) hub_->note_save();
    return outcome;
}

Result<engine::View> StoredTablet::look(const engine::Look& look) { return desk_->look(look); }

milliseconds StoredTablet::step() {
    const bool upkeep_waits = desk_->step();
    const milliseconds rest = hub_ ? hub_->step() : kRestLongest;
    return upkeep_waits ? milliseconds{0} : std::min(rest, kRestLongest);
}

std::int64_t StoredTablet::revision() const { return desk_->revision(); }

std::int64_t StoredTablet::revision_of(const engine::Look& look) const {
    return desk_->revision_of(look);
}

const Staff& StoredTablet::staff() const { return desk_->staff(); }

sync::SyncStatus StoredTablet::sync_status() const {
    return hub_ ? hub_->status() : sync::SyncStatus{};
}

void StoredTablet::sync_now() {
    if (hub_) hub_->sync_now();
}

void StoredTablet::pause_sync(bool paused) {
    if (hub_) hub_->pause(paused);
}

}  // namespace oppad::platform
