// The engine's loop without a thread and without a disk: what is published after which intents,
// and how often views are made.
#include "platform/app/engine_loop.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/platform/app/fake_shelf.h"
#include "tests/platform/app/fake_tablet.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;
using test::FakeGate;
using test::MemoryFiles;
using test::StillClock;
using test::TabletLog;

// Everything a case needs, unlocked on request.
struct Bench {
    TabletLog log;
    FakeGate gate{log};
    StillClock clock;
    MemoryFiles files;
    test::FakeShelf shelf;
    EngineLoop loop{gate, clock, files, shelf, "/store"};

    template <class Intent>
    void send(Intent intent) {
        std::vector<ui::Intent> intents;
        intents.emplace_back(std::move(intent));
        loop.take(std::move(intents));
    }
    void unlock(const char* passphrase = "123456") {
        send(ui::Unlock{Secret::copy_of_text(passphrase)});
        loop.step();
    }
    void watch_today() { send(ui::Watch{{engine::LookToday{}}}); }
    void save_note(std::string note) {
        engine::ContactDraft draft;
        draft.note = std::move(note);
        send(ui::Run{1, engine::SaveDraft{draft}});
    }
    void save_family() { send(ui::Run{1, engine::SaveFamily{}}); }
};

TEST_CASE("each moment is shown as the clock on the wall shows it then", "[platform][app]") {
    Bench bench;
    bench.clock.winter_from = bench.clock.at;
    bench.unlock();
    const auto open = bench.loop.take_snapshot();
    CHECK(open->utc_offset.at(bench.clock.at) == std::chrono::minutes{60});
    CHECK(open->utc_offset.at(bench.clock.at + milliseconds{-1}) == std::chrono::minutes{120});
}

TEST_CASE("unlocking is seen before the key is derived, and the open tablet after",
          "[platform][app]") {
    Bench bench;
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kLocked);
    bench.send(ui::Unlock{Secret::copy_of_text("123456")});
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kUnlocking);
    CHECK(bench.log.opened == 0);
    bench.loop.step();
    const auto open = bench.loop.take_snapshot();
    CHECK(open->lock == ui::LockState::kUnlocked);
    CHECK(open->staff.name == "Els");
    CHECK(open->organisation == "Huis van het Kind");
}

TEST_CASE("a wrong passphrase leaves the tablet locked and says why", "[platform][app]") {
    Bench bench;
    bench.unlock("000000");
    const auto snapshot = bench.loop.take_snapshot();
    CHECK(snapshot->lock == ui::LockState::kLocked);
    CHECK(snapshot->unlock_failure == ui::UnlockFailure::kWrongPassphrase);
    bench.unlock();
    CHECK(bench.loop.take_snapshot()->unlock_failure == std::nullopt);
}

TEST_CASE("a locked tablet carries no command out", "[platform][app]") {
    Bench bench;
    bench.save_note("lost if accepted in silence");
    CHECK(bench.log.drafts.empty());
    const auto snapshot = bench.loop.take_snapshot();
    CHECK(snapshot->views.empty());
}

TEST_CASE("locking closes the store and leaves nobody's name in the snapshot", "[platform][app]") {
    Bench bench;
    bench.log.sync.to_send = 7;
    bench.unlock();
    bench.watch_today();
    REQUIRE(bench.loop.take_snapshot()->views.size() == 1);
    bench.send(ui::LockNow{});
    const auto locked = bench.loop.take_snapshot();
    CHECK(bench.log.closed == 1);
    CHECK(locked->lock == ui::LockState::kLocked);
    CHECK(locked->views.empty());
    CHECK(locked->outcomes.empty());
    CHECK(locked->staff.name.empty());
    CHECK(locked->waiting_while_locked == 7);
    CHECK(locked->organisation == "Huis van het Kind");
}

TEST_CASE("a command that comes before the lock in one delivery is carried out",
          "[platform][app]") {
    Bench bench;
    bench.unlock();
    std::vector<ui::Intent> intents;
    engine::ContactDraft draft;
    draft.note = "half a sentence";
    intents.emplace_back(ui::Run{9, engine::SaveDraft{draft}});
    intents.emplace_back(ui::LockNow{});
    bench.loop.take(std::move(intents));
    CHECK(bench.log.drafts == std::vector<std::string>{"half a sentence"});
    CHECK(bench.log.closed == 1);
}

TEST_CASE("what the lock screen says survives a restart", "[platform][app]") {
    Bench bench;
    bench.log.sync.to_send = 3;
    bench.unlock();
    bench.loop.close();
    EngineLoop restarted{bench.gate, bench.clock, bench.files, bench.shelf, "/store"};
    const auto snapshot = restarted.take_snapshot();
    CHECK(snapshot->organisation == "Huis van het Kind");
    CHECK(snapshot->waiting_while_locked == 3);
    CHECK(snapshot->last_unlocked_at == bench.clock.at);
}

TEST_CASE("a view is made once and again only when the store changes", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.watch_today();
    REQUIRE(bench.log.looks == 1);
    REQUIRE(bench.loop.take_snapshot() != nullptr);
    bench.loop.step();
    bench.loop.step();
    bench.watch_today();
    CHECK(bench.log.looks == 1);
    bench.loop.take_snapshot();
    CHECK(bench.loop.take_snapshot() == nullptr);

    bench.save_family();
    CHECK(bench.log.looks == 2);
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot->outcomes.size() == 1);
    CHECK(snapshot->outcomes[0].outcome.saved());
    const auto* today = ui::find_view<engine::TodayView>(*snapshot, engine::LookToday{});
    REQUIRE(today != nullptr);
    CHECK(today->open_item_count == 2);
}

TEST_CASE("a kept draft makes only the views anew that show drafts", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.send(ui::Watch{{engine::LookToday{}, engine::LookLogContact{}}});
    REQUIRE(bench.log.looks == 2);
    bench.save_note("half a sentence");
    CHECK(bench.log.looks == 3);
    bench.save_family();
    CHECK(bench.log.looks == 5);
}

TEST_CASE("a write that no view shows makes none anew, and nothing to draw", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.watch_today();
    REQUIRE(bench.loop.take_snapshot());
    bench.clock.pass(milliseconds{1'000});
    ++bench.log.revision;
    ++bench.log.draft_revision;
    bench.loop.step();
    CHECK(bench.log.looks == 1);
    CHECK_FALSE(bench.loop.take_snapshot());
}

TEST_CASE("writes of sync refresh the screen at most every fifth of a second", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.watch_today();
    bench.clock.pass(milliseconds{1'000});
    ++bench.log.revision;
    bench.loop.step();
    REQUIRE(bench.log.looks == 2);
    ++bench.log.revision;
    const milliseconds rest = bench.loop.step();
    CHECK(bench.log.looks == 2);
    CHECK(rest == milliseconds{200});
    bench.clock.pass(rest);
    bench.loop.step();
    CHECK(bench.log.looks == 3);
}

TEST_CASE("no view that was made for one person is published for another",
          "[platform][app][hazard-28]") {
    Bench bench;
    bench.unlock();
    bench.watch_today();
    bench.loop.step();
    REQUIRE(bench.loop.take_snapshot());
    const int looks = bench.log.looks;
    // In the middle of what sync writes, when the screen is not made anew at each commit.
    ++bench.log.revision;
    bench.log.staff.id.raw.bytes[0] = 9;
    bench.log.staff.name = "Bea";
    SECTION("made anew") { bench.loop.step(); }
    SECTION("not to be made") {
        bench.log.looks_fail = true;
        bench.loop.step();
    }
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot);
    CHECK(snapshot->staff.name == "Bea");
    CHECK(bench.log.looks == looks + 1);
    CHECK(snapshot->views.size() == (bench.log.looks_fail ? 0U : 1U));
}

TEST_CASE("what one person asked for is not carried out for the next",
          "[platform][app][hazard-28]") {
    Bench bench;
    bench.unlock();
    bench.log.staff.id.raw.bytes[0] = 9;
    bench.log.has_former_papers = GENERATE(true, false);
    const bool is_other = bench.log.has_former_papers;
    bench.loop.step();
    bench.save_note("on its way when the tablet passed on");
    CHECK(bench.log.drafts.empty() == is_other);
    CHECK(bench.log.has_former_papers == false);
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot->outcomes.size() == 1);
    CHECK(snapshot->outcomes[0].outcome.saved() != is_other);
    CHECK(snapshot->person == (is_other ? 1U : 0U));
    bench.send(ui::Run{2, engine::SaveFamily{}, snapshot->person});
    CHECK(bench.loop.take_snapshot()->outcomes.back().outcome.saved());
}

TEST_CASE("what was half filled in comes with the unlock, and not to the next person",
          "[platform][app][kept_form][hazard-28]") {
    Bench bench;
    bench.unlock();
    CHECK_FALSE(bench.loop.take_snapshot()->kept_form);
    bench.send(ui::Run{1, engine::KeepForm{{'a'}}});
    bench.send(ui::LockNow{});
    CHECK_FALSE(bench.loop.take_snapshot()->kept_form);
    bench.unlock();
    const auto unlocked = bench.loop.take_snapshot();
    REQUIRE(unlocked->kept_form);
    CHECK(*unlocked->kept_form == Bytes{'a'});
    bench.log.staff.id.raw.bytes[0] = 9;
    SECTION("who only got a name of the hub goes on") {
        bench.loop.step();
        CHECK(bench.loop.take_snapshot()->kept_form);
    }
    SECTION("another has none, until it is their own") {
        bench.log.has_former_papers = true;
        bench.log.form = GENERATE(Bytes{}, Bytes{'b'});
        bench.loop.step();
        const auto passed_on = bench.loop.take_snapshot();
        CHECK(passed_on->person == 1);
        CHECK((passed_on->kept_form != nullptr) == !bench.log.form.empty());
        if (passed_on->kept_form) CHECK(*passed_on->kept_form == Bytes{'b'});
    }
}

TEST_CASE("what ends a form says in the same breath what is kept", "[platform][app][kept_form]") {
    Bench bench;
    bench.unlock();
    bench.send(ui::Run{1, engine::KeepForm{{'a'}}});
    bench.send(ui::Run{.ticket = 2, .command = engine::SaveFamily{}, .then = engine::KeepForm{}});
    CHECK(bench.log.form.empty());
    CHECK(bench.loop.take_snapshot()->outcomes.back().outcome.saved());
}

TEST_CASE("midnight makes the views of today anew", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.watch_today();
    REQUIRE(bench.log.looks == 1);
    bench.clock.pass(std::chrono::hours{14});  // 01:00 in Brussels.
    bench.loop.step();
    CHECK(bench.log.looks == 2);
}

TEST_CASE("a record that is not here any more is named as gone, not shown from memory",
          "[platform][app]") {
    Bench bench;
    bench.unlock();
    const engine::Look family = engine::LookFamily{{RawId{{1}}}};
    bench.send(ui::Watch{{family}});
    REQUIRE(bench.loop.take_snapshot()->views.size() == 1);
    bench.log.families_gone = true;
    bench.save_family();
    const auto snapshot = bench.loop.take_snapshot();
    CHECK(snapshot->views.empty());
    REQUIRE(snapshot->gone.size() == 1);
    CHECK(snapshot->gone[0] == family);
}

TEST_CASE("a look that fails is not asked again until something changes", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.log.looks_fail = true;
    bench.watch_today();
    bench.loop.step();
    bench.loop.step();
    CHECK(bench.log.looks == 1);
    bench.log.looks_fail = false;
    bench.save_family();
    CHECK(bench.loop.take_snapshot()->views.size() == 1);
}

TEST_CASE("a look that fails is named with its reason, and asked again by who wants to",
          "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.log.looks_fail = true;
    bench.watch_today();
    const auto failed = bench.loop.take_snapshot();
    CHECK(failed->views.empty());
    CHECK(failed->gone.empty());
    REQUIRE(failed->failed.size() == 1);
    CHECK(failed->failed[0].look == engine::Look{engine::LookToday{}});
    CHECK(failed->failed[0].code == ErrorCode::kInternal);
    bench.send(ui::LookAgain{});
    CHECK(bench.log.looks == 2);
    CHECK(bench.loop.take_snapshot()->failed.size() == 1);
    bench.log.looks_fail = false;
    bench.send(ui::LookAgain{});
    const auto seen = bench.loop.take_snapshot();
    CHECK(seen->failed.empty());
    CHECK(seen->views.size() == 1);
    bench.send(ui::LookAgain{});
    CHECK(bench.log.looks == 3);  // Only what failed.
}

TEST_CASE("preferences that could not be kept are told under their ticket", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.files.is_full = true;
    bench.send(ui::SavePreferences{5, {}});
    bench.files.is_full = false;
    bench.send(ui::SavePreferences{6, {}});
    const auto outcomes = bench.loop.take_snapshot()->outcomes;
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[0].ticket == 5);
    REQUIRE(outcomes[0].outcome.error);
    CHECK(outcomes[0].outcome.error->code == ErrorCode::kDiskFull);
    CHECK(outcomes[1].outcome.saved());
}

TEST_CASE("progress of sync is published without a change of the store", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.loop.step();
    bench.loop.take_snapshot();
    bench.log.sync.state = sync::SyncState::kExchanging;
    bench.log.sync.sent_now = 12;
    bench.loop.step();
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot != nullptr);
    CHECK(snapshot->sync.sent_now == 12);
}

TEST_CASE("at most the last sixty-four outcomes are kept", "[platform][app]") {
    Bench bench;
    bench.unlock();
    for (std::uint64_t ticket = 1; ticket <= 70; ++ticket) {
        bench.send(ui::Run{ticket, engine::SaveDraft{}});
    }
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot->outcomes.size() == ui::kOutcomesMax);
    CHECK(snapshot->outcomes.back().ticket == 70);
}

TEST_CASE("a new tablet is set up once and is open then", "[platform][app]") {
    Bench bench;
    bench.gate.view.lock = ui::LockState::kNoStore;
    bench.loop.step();
    bench.send(ui::SetUp{"Els", Secret::copy_of_text("123")});
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kUnlocking);
    bench.loop.step();
    const auto refused = bench.loop.take_snapshot();
    CHECK(refused->lock == ui::LockState::kNoStore);
    REQUIRE(refused->set_up_error);
    CHECK(refused->set_up_error->code == ErrorCode::kInvalid);
    bench.send(ui::SetUp{"Els", Secret::copy_of_text("123456")});
    bench.loop.step();
    const auto open = bench.loop.take_snapshot();
    CHECK(open->lock == ui::LockState::kUnlocked);
    CHECK_FALSE(open->set_up_error);
    bench.send(ui::SetUp{"Els", Secret::copy_of_text("123456")});
    bench.loop.step();
    CHECK(bench.log.opened == 1);
}

TEST_CASE("a store that is there is never set up over", "[platform][app]") {
    Bench bench;
    bench.send(ui::SetUp{"Els", Secret::copy_of_text("123456")});
    bench.loop.step();
    CHECK(bench.log.opened == 0);
}

TEST_CASE("how enrolment stands is seen", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.send(ui::Enrol{"https://hub.example.org", "code"});
    bench.loop.step();
    CHECK(bench.log.enrolled_at == "https://hub.example.org");
    CHECK(bench.loop.take_snapshot()->enrol == ui::EnrolState::kUnderWay);
    bench.log.enrol = ui::EnrolState::kBadCode;
    bench.loop.step();
    CHECK(bench.loop.take_snapshot()->enrol == ui::EnrolState::kBadCode);
    bench.send(ui::LockNow{});
    CHECK(bench.loop.take_snapshot()->enrol == ui::EnrolState::kNotAsked);
}

TEST_CASE("an unusable store says why and opens once the reason is gone", "[platform][app]") {
    Bench bench;
    bench.gate.view = {ui::LockState::kUnusable, Error{ErrorCode::kBusy, "held"}, {}, {}};
    bench.loop.step();
    const auto held = bench.loop.take_snapshot();
    CHECK(held->lock == ui::LockState::kUnusable);
    CHECK(held->store_error->code == ErrorCode::kBusy);
    bench.unlock();
    CHECK(bench.log.opened == 0);
    bench.gate.view = {};
    bench.loop.step();
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kLocked);
}

TEST_CASE("what may pass and what will not are told at the lock", "[platform][app]") {
    Bench bench;
    bench.gate.error = Error{ErrorCode::kDiskFull, "planned"};
    bench.unlock();
    const auto full = bench.loop.take_snapshot();
    CHECK(full->lock == ui::LockState::kLocked);
    REQUIRE(full->unlock_error);
    CHECK(full->unlock_error->code == ErrorCode::kDiskFull);
    CHECK_FALSE(full->unlock_failure);
    bench.loop.step();  // The look every two seconds leaves the sentence standing.
    CHECK(bench.loop.take_snapshot() == nullptr);
    bench.gate.error.reset();
    bench.gate.view.forfeit = ui::Forfeit::kPinOnly;
    bench.loop.step();
    CHECK(bench.loop.take_snapshot()->forfeit == ui::Forfeit::kPinOnly);
    bench.unlock();
    const auto open = bench.loop.take_snapshot();
    CHECK(open->lock == ui::LockState::kUnlocked);
    CHECK(open->forfeit == ui::Forfeit::kNone);
    CHECK_FALSE(open->unlock_error);
}

TEST_CASE("a full disk at the lock loses nothing but the lock screen's facts", "[platform][app]") {
    Bench bench;
    bench.unlock();
    bench.files.is_full = true;
    bench.send(ui::LockNow{});
    CHECK(bench.log.closed == 1);
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kLocked);
}

}  // namespace
}  // namespace oppad::platform
