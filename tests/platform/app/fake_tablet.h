// A tablet without a disk: answers looks with values that tell how often it was asked, opens with
// one passphrase, and counts what happens to it. A clock that only the case moves.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ports/clock.h"
#include "engine/ports/file_system.h"
#include "platform/app/tablet.h"

namespace oppad::test {

class StillClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return at; }
    [[nodiscard]] std::chrono::milliseconds steady() const override { return since_start; }
    [[nodiscard]] std::chrono::minutes utc_offset(Instant instant) const override {
        return std::chrono::minutes{instant < winter_from ? 120 : 60};
    }
    void pass(std::chrono::milliseconds span) {
        at = at + span;
        since_start += span;
    }

    Instant winter_from{0};         // Summer time until then.
    Instant at{1'795'341'600'000};  // 22 November 2026, 10:00 UTC.
    std::chrono::milliseconds since_start{5'000};
};

class MemoryFiles final : public FileSystem {
public:
    Result<std::optional<Bytes>> read(const std::string& path) override {
        const auto found = content.find(path);
        if (found == content.end()) return std::optional<Bytes>{};
        return std::optional<Bytes>{found->second};
    }
    Status replace(const std::string& path, ByteView bytes) override {
        if (is_full) return Error{ErrorCode::kDiskFull, "full"};
        content[path] = Bytes(bytes.begin(), bytes.end());
        return ok();
    }
    Status remove(const std::string& path) override {
        content.erase(path);
        return ok();
    }

    std::map<std::string, Bytes> content;
    bool is_full = false;
};

// What the fake tablet counts; outlives it.
struct TabletLog {
    int opened = 0;
    int closed = 0;
    int looks = 0;
    int sync_now = 0;
    std::vector<std::string> drafts;  // The notes of the SaveDraft commands, in order.
    bool disk_is_full = false;        // For commands.
    Bytes form;                       // Of the last KeepForm.
    std::int64_t revision = 1;
    std::int64_t draft_revision = 0;  // Of `revision`, by drafts alone.
    bool families_gone = false;
    bool looks_fail = false;
    std::string title;  // Of the only appointment; empty = there is none.
    int sheets = 0;     // Noted in the audit.
    bool refuses_sheets = false;
    sync::SyncStatus sync;
    std::string enrolled_at;
    ui::EnrolState enrol = ui::EnrolState::kNotAsked;
    Staff staff;
    bool has_former_papers = false;
    bool has_former_code = false;
};

class FakeTablet final : public platform::OpenTablet {
public:
    explicit FakeTablet(TabletLog& log) : log_(log) {
        ++log_.opened;
        if (log_.staff.name.empty()) log_.staff.name = "Els";
    }
    ~FakeTablet() override { ++log_.closed; }
    FakeTablet(const FakeTablet&) = delete;
    FakeTablet& operator=(const FakeTablet&) = delete;

    engine::Outcome run(const engine::Command& command) override {
        if (log_.disk_is_full) {
            engine::Outcome refused;
            refused.error = Error{ErrorCode::kDiskFull, "planned"};
            return refused;
        }
        if (const auto* save = std::get_if<engine::SaveDraft>(&command)) {
            log_.drafts.push_back(save->draft.note);
            ++log_.draft_revision;
        }
        if (std::holds_alternative<engine::PrintSheet>(command)) {
            engine::Outcome refused;
            refused.problems.push_back({ProblemCode::kGone, "consent_id"});
            if (log_.refuses_sheets) return refused;
            ++log_.sheets;
        }
        if (const auto* keep = std::get_if<engine::KeepForm>(&command)) log_.form = keep->content;
        ++log_.revision;
        return {};
    }
    engine::Outcome end_form(const engine::Command& command,
                             const engine::KeepForm& then) override {
        engine::Outcome outcome = run(command);
        if (outcome.saved()) log_.form = then.content;
        return outcome;
    }
    Result<Bytes> kept_form() override { return log_.form; }
    Result<engine::View> look(const engine::Look& look) override {
        ++log_.looks;
        if (log_.looks_fail) return Error{ErrorCode::kInternal, "planned"};
        if (std::holds_alternative<engine::LookFamily>(look)) {
            if (log_.families_gone) return Error{ErrorCode::kNotFound, "planned"};
            return engine::View{engine::FamilyPage{}};
        }
        engine::TodayView today;
        today.open_item_count = log_.looks;
        if (!log_.title.empty()) today.agenda.emplace_back().title = log_.title;
        return engine::View{today};
    }
    std::chrono::milliseconds step() override { return std::chrono::milliseconds{10'000}; }
    [[nodiscard]] std::int64_t revision() const override { return log_.revision; }
    [[nodiscard]] std::int64_t revision_of(const engine::Look& look) const override {
        const bool shows_drafts = std::holds_alternative<engine::LookLogContact>(look);
        return shows_drafts ? log_.revision : log_.revision - log_.draft_revision;
    }
    [[nodiscard]] const Staff& staff() const override { return log_.staff; }
    [[nodiscard]] std::string organisation() const override { return "Huis van het Kind"; }
    [[nodiscard]] sync::SyncStatus sync_status() const override { return log_.sync; }
    void enrol(const ui::Enrol& wish) override {
        log_.enrolled_at = wish.hub_url;
        log_.enrol = ui::EnrolState::kUnderWay;
    }
    [[nodiscard]] ui::EnrolState enrol_state() const override { return log_.enrol; }
    [[nodiscard]] bool has_former_papers() const override { return log_.has_former_papers; }
    void note_former_papers_gone() override { log_.has_former_papers = false; }
    [[nodiscard]] bool has_former_code() const override { return log_.has_former_code; }
    void note_code_changed() override { log_.has_former_code = false; }
    void sync_now() override { ++log_.sync_now; }
    void pause_sync(bool /*paused*/) override {}

private:
    TabletLog& log_;
};

class FakeGate final : public platform::TabletGate {
public:
    explicit FakeGate(TabletLog& log) : log_(log) {}

    [[nodiscard]] platform::GateView look() override { return view; }
    platform::UnlockAnswer unlock(const Secret& passphrase) override {
        platform::UnlockAnswer answer;
        answer.gate = view;
        answer.error = error;
        if (error) return answer;
        if (as_text(passphrase.view()) == "123456") {
            answer.tablet = std::make_unique<FakeTablet>(log_);
        } else {
            answer.failure = ui::UnlockFailure::kWrongPassphrase;
        }
        return answer;
    }

    Status confirm(const Secret& passphrase) override {
        if (must_wait) return Error{ErrorCode::kBusy, "planned"};
        if (as_text(passphrase.view()) == "123456") return ok();
        return Error{ErrorCode::kDenied, "planned"};
    }

    Status change_code(const Secret& old_code, const Secret& new_code) override {
        ++code_changes;
        TRY(confirm(old_code));
        if (code_fails_with) return Error{*code_fails_with, "planned"};
        new_code_given = std::string{as_text(new_code.view())};
        return ok();
    }

    Result<std::unique_ptr<platform::OpenTablet>> set_up(const ui::SetUp& wish) override {
        if (as_text(wish.passphrase.view()).size() < 6) {
            return Error{ErrorCode::kInvalid, "too short"};
        }
        view.lock = ui::LockState::kLocked;
        return std::unique_ptr<platform::OpenTablet>{std::make_unique<FakeTablet>(log_)};
    }

    platform::GateView view;
    std::optional<Error> error;  // Met by each unlock.
    bool must_wait = false;
    int code_changes = 0;  // Tried.
    std::string new_code_given;
    std::optional<ErrorCode> code_fails_with;

private:
    TabletLog& log_;
};

}  // namespace oppad::test
