#include "platform/app/stored_tablet.h"

#include <algorithm>
#include <utility>

#include "engine/commands/stray_families.h"
#include "engine/core/log.h"
#include "platform/tablet/owner.h"
#include "sync/capture/rejoin.h"
#include "sync/capture/sync_identity.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

// With nothing of its own to do, the tablet is looked at this often.
constexpr milliseconds kRestLongest{60'000};

ui::EnrolState failure_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::kDenied:
            return ui::EnrolState::kBadCode;
        case ErrorCode::kInvalid:
            return ui::EnrolState::kNotOurHub;
        case ErrorCode::kNotFound:
            return ui::EnrolState::kOtherVersion;
        case ErrorCode::kOffline:
        case ErrorCode::kCancelled:
            return ui::EnrolState::kOffline;
        case ErrorCode::kConflict:
        case ErrorCode::kBusy:
        case ErrorCode::kCorrupt:
        case ErrorCode::kDiskFull:
        case ErrorCode::kInternal:
            return ui::EnrolState::kFailed;
    }
    return ui::EnrolState::kFailed;
}

}  // namespace

Result<std::unique_ptr<OpenTablet>> StoredTablet::open(storage::Store store,
                                                       const TabletPorts& ports) {
    std::unique_ptr<StoredTablet> tablet{new StoredTablet{std::move(store), ports}};
    storage::Connection& connection = tablet->store_.connection();
    TRY_ASSIGN(sync::Capture capture, sync::Capture::open(connection, ports.clock, ports.entropy));
    tablet->capture_.emplace(std::move(capture));
    TRY(tablet->take_owner());
    TRY_ASSIGN(const std::optional<sync::SyncIdentity> identity, sync::find_identity(connection));
    if (identity) {
        tablet->organisation_ = identity->organisation;
        // A tablet that can't reach its hub works on: only sync stands still.
        auto hub = tablet->link_to(identity->hub_url);
        if (hub) {
            tablet->hub_ = std::move(*hub);
        } else {
            log::write_error("hub_link_failed", hub.error());
        }
    }
    return std::unique_ptr<OpenTablet>{std::move(tablet)};
}

Result<std::unique_ptr<HubLink>> StoredTablet::link_to(const std::string& hub_url) {
    auto link = HubLink::open({*capture_, ports_.clock, ports_.entropy, ports_.mailbox},
                              {.url = hub_url, .ca_file = ports_.hub_ca_file});
    if (link) hub_url_ = hub_url;
    return link;
}

Status StoredTablet::take_owner() {
    TRY_ASSIGN(const Staff staff, load_owner(store_.connection()));
    TRY_ASSIGN(has_former_papers_, sync::has_former_papers(store_.connection()));
    TRY_ASSIGN(has_former_code_, sync::has_former_code(store_.connection()));
    desk_.emplace(store_, *capture_, ports_.clock, ports_.entropy, staff);
    return ok();
}

void StoredTablet::enrol(const ui::Enrol& wish) {
    const sync::SyncState because = sync_status().state;
    const bool may_ask = organisation_.empty() || sync::may_join_anew(because);
    if (!may_ask || enrol_state_ == ui::EnrolState::kUnderWay) return;
    auto hub = link_to(wish.hub_url);
    if (!hub) {
        enrol_state_ = hub.error().code == ErrorCode::kInvalid ? ui::EnrolState::kBadAddress
                                                               : ui::EnrolState::kFailed;
        return;
    }
    hub_ = std::move(*hub);
    enrol_state_ = ui::EnrolState::kUnderWay;
    hub_->enrol({wish.code, wish.hub_url, staff().id.raw, because},
                [this](const Status& outcome) { take_enrolment(outcome); });
}

void StoredTablet::take_enrolment(const Status& outcome) {
    enrol_state_ = outcome ? ui::EnrolState::kNotAsked : failure_of(outcome.error().code);
    if (!outcome) return log::write_error("enrolment_failed", outcome.error());
    const auto identity = sync::find_identity(store_.connection());
    if (identity && *identity) organisation_ = (*identity)->organisation;
    const Status owned = take_owner();
    if (!owned) log::write_error("owner_not_read", owned.error());
}

engine::Outcome StoredTablet::run(const engine::Command& command) {
    engine::Outcome outcome = desk_->run(command);
    note_saved(command, outcome);
    return outcome;
}

engine::Outcome StoredTablet::end_form(const engine::Command& command,
                                       const engine::KeepForm& then) {
    engine::Outcome outcome = desk_->run(command, then);
    note_saved(command, outcome);
    return outcome;
}

void StoredTablet::note_saved(const engine::Command& command, const engine::Outcome& outcome) {
    const bool stays_here = std::holds_alternative<engine::NoteOpened>(command) ||
                            std::holds_alternative<engine::KeepForm>(command);
    if (outcome.saved() && hub_ && !stays_here) hub_->note_save();
}

Result<Bytes> StoredTablet::kept_form() { return desk_->kept_form(); }

Result<engine::View> StoredTablet::look(const engine::Look& look) { return desk_->look(look); }

void StoredTablet::bring_back_strays() {
    if (!hub_) return;
    const sync::SyncStatus& status = hub_->status();
    if (status.last_complete_at == strays_sought_after_) return;
    const bool is_first = !strays_sought_after_.has_value();
    strays_sought_after_ = status.last_complete_at;
    if (!is_first && status.received_now == 0) return;
    const Result<int> back =
        engine::bring_back_stray_families(store_, *capture_, ports_.clock, staff());
    if (!back) return log::write_error("strays_not_brought_back", back.error());
    if (*back > 0) hub_->note_save();
}

milliseconds StoredTablet::step() {
    const bool upkeep_waits = desk_->step();
    const milliseconds rest = hub_ ? hub_->step() : kRestLongest;
    bring_back_strays();
    return upkeep_waits ? milliseconds{0} : std::min(rest, kRestLongest);
}

std::int64_t StoredTablet::revision() const { return desk_->revision(); }

std::int64_t StoredTablet::revision_of(const engine::Look& look) const {
    return desk_->revision_of(look);
}

const Staff& StoredTablet::staff() const { return desk_->staff(); }

sync::SyncStatus StoredTablet::sync_status() const {
    if (!hub_) return {};
    sync::SyncStatus status = hub_->status();
    status.hub_url = hub_url_;
    return status;
}

void StoredTablet::note_former_papers_gone() {
    const Status noted = sync::note_former_papers_gone(store_.connection());
    if (!noted) return log::write_error("former_papers_not_noted", noted.error());
    has_former_papers_ = false;
}

void StoredTablet::note_code_changed() {
    if (!has_former_code_) return;
    const Status noted = sync::note_code_changed(store_.connection());
    if (!noted) return log::write_error("code_change_not_noted", noted.error());
    has_former_code_ = false;
}

void StoredTablet::sync_now() {
    if (hub_) hub_->sync_now();
}

void StoredTablet::pause_sync(bool paused) {
    if (hub_) hub_->pause(paused);
}

}  // namespace oppad::platform
