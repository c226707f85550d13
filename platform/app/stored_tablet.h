// The unlocked tablet over its real store: commands and looks through the desk, sync beside it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/desk.h"
#include "engine/ports/file_system.h"
#include "engine/ports/key_store.h"
#include "engine/storage/store.h"
#include "platform/app/hub_link.h"
#include "platform/app/tablet.h"
#include "sync/capture/capture.h"

namespace oppad::platform {

// What the gate and the tablet behind it use of this machine. Borrowed for as long as both live.
struct TabletPorts {
    FileSystem& files;
    KeyStore& keys;
    const Clock& clock;
    Entropy& entropy;
    Mailbox& mailbox;         // Nudged when a reply of the hub waits.
    std::string hub_ca_file;  // Empty = the system's authorities.
};

// Owns the store. Thread: engine only.
class StoredTablet final : public OpenTablet {
public:
    // Fails: kNotFound when the store belongs to nobody yet, kCorrupt.
    static Result<std::unique_ptr<OpenTablet>> open(storage::Store store, const TabletPorts& ports);

    engine::Outcome run(const engine::Command& command) override;
    engine::Outcome end_form(const engine::Command& command, const engine::KeepForm& then) override;
    Result<Bytes> kept_form() override;
    Result<engine::View> look(const engine::Look& look) override;
    std::chrono::milliseconds step() override;
    [[nodiscard]] std::int64_t revision() const override;
    [[nodiscard]] std::int64_t revision_of(const engine::Look& look) const override;
    [[nodiscard]] const Staff& staff() const override;
    [[nodiscard]] std::string organisation() const override { return organisation_; }
    [[nodiscard]] sync::SyncStatus sync_status() const override;
    void enrol(const ui::Enrol& wish) override;
    [[nodiscard]] ui::EnrolState enrol_state() const override { return enrol_state_; }
    [[nodiscard]] bool has_former_papers() const override { return has_former_papers_; }
    void note_former_papers_gone() override;
    [[nodiscard]] bool has_former_code() const override { return has_former_code_; }
    void note_code_changed() override;
    void sync_now() override;
    void pause_sync(bool paused) override;

private:
    StoredTablet(storage::Store store, const TabletPorts& ports)
        : store_(std::move(store)), ports_(ports) {}
    Result<std::unique_ptr<HubLink>> link_to(const std::string& hub_url);
    // Works from now on as whom the store says it belongs to.
    Status take_owner();
    void take_enrolment(const Status& outcome);
    void note_saved(const engine::Command& command, const engine::Outcome& outcome);
    // Once after each run of sync that brought something.
    void bring_back_strays();

    storage::Store store_;
    TabletPorts ports_;
    std::string organisation_;
    std::string hub_url_;  // That was last linked to.
    ui::EnrolState enrol_state_ = ui::EnrolState::kNotAsked;
    bool has_former_papers_ = false;
    bool has_former_code_ = false;
    std::optional<Instant> strays_sought_after_;  // The run of sync.
    // In the order in which they borrow from one another.
    std::optional<sync::Capture> capture_;
    std::optional<engine::Desk> desk_;
    std::unique_ptr<HubLink> hub_;  // Empty before enrolment.
};

}  // namespace oppad::platform
