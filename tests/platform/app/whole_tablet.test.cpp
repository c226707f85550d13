// The whole tablet but for its window: the real screens, the engine's loop, the gate and an
// encrypted store with a demo's families, under hands that do anything at all. Nothing crashes,
// nothing gets stuck, no command ends in an inner error, and the store is whole afterwards.
// OPPAD_MONKEY_STEPS (per seed) makes it long; OPPAD_MONKEY_SEED repeats one.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

#include "engine/storage/integrity.h"
#include "engine/storage/store_keys.h"
#include "platform/app/engine_loop.h"
#include "platform/app/home_shelf.h"
#include "platform/app/stored_gate.h"
#include "platform/ctl/demo.h"
#include "platform/host/file_key_store.h"
#include "platform/host/posix_file_system.h"
#include "platform/screens/demo.h"
#include "platform/tablet/owner.h"
#include "sync/capture/capture.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_store.h"
#include "tests/ui/support/random_hands.h"

#include <malloc.h>

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

constexpr const char* kPin = "482913";
// Argon2id at its cheapest: these hands unlock often.
constexpr storage::KeyCost kCheap{.memory_kib = 8, .passes = 1};
constexpr int kFamilies = 40;
constexpr unsigned kSeeds = 10;
constexpr long kStepsUsual = 60;
constexpr long kStepsBetweenLooks = 10;
// Of what stays in memory under a lock. A size of text that is drawn for the first time takes some
// MiB that go again; a leak lifts the least of the last quarter over the most of the first half.
constexpr std::size_t kGrowthMax = std::size_t{8} << 20;
// Upkeep takes a turn for each word that an index is to learn, and a store has thousands at first.
constexpr int kTurnsMax = 20'000;

long number_from(const char* name, long usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::atol(text);
}

class SilentBell final : public WindowBell {
public:
    void ring() override {}
};

class Tablet {
public:
    Tablet() {
        clock_.wall = screens::demo_now();
        fill();
        gate_.emplace(paths_, TabletPorts{files_, keys_, clock_, entropy_, mailbox_, {}});
        loop_.emplace(*gate_, clock_, files_, shelf_, paths_.folder);
        app_.show(*loop_->take_snapshot());
        catch_up();
    }

    test::TestApp& app() { return app_; }

    // Hands what was asked to the engine, lets it work, and shows what came of it.
    void catch_up() {
        clock_.advance(milliseconds{300});
        for (int turn = 0; turn < kTurnsMax; ++turn) {
            std::vector<ui::Intent> asked = app_.take();
            if (app_.watched() != watched_) {
                watched_ = app_.watched();
                asked.emplace_back(ui::Watch{watched_});
            }
            loop_->take(std::move(asked));
            const milliseconds rest = loop_->step();
            const auto newest = loop_->take_snapshot();
            if (newest) show(*newest);
            if (!newest && rest > milliseconds{0}) return;
        }
        FAIL("the engine came to no rest");
    }
    void unlock_if_locked() {
        if (lock_ == ui::LockState::kUnlocked) return;
        REQUIRE(lock_ == ui::LockState::kLocked);
        clock_.advance(std::chrono::hours{1});  // After wrong tries one waits.
        for (const char* key = kPin; *key != '\0'; ++key) {
            tap(std::string("pin_") + *key);
        }
        tap("pin_enter");
        catch_up();
        REQUIRE(lock_ == ui::LockState::kUnlocked);
    }
    void lock() {
        std::vector<ui::Intent> wish;
        wish.emplace_back(ui::LockNow{});
        loop_->take(std::move(wish));
        catch_up();
    }
    // Returns how many writes these hands brought about.
    std::int64_t expect_whole_store() {
        loop_->close();
        gate_.reset();
        storage::Store store = open();
        const auto report = storage::inspect_store(store.connection());
        REQUIRE(report);
        for (const storage::SearchAgreement& search : report->search) {
            INFO(search.word << ": missing " << search.missing << ", stray " << search.stray
                             << ", unfound " << search.unfound);
            CHECK(search.holds());
        }
        CHECK(report->is_whole());
        return report->audit_entries - entries_before_;
    }

private:
    // With large letters on a small screen even the keys of a PIN scroll.
    void tap(const std::string& id) {
        app_.scroll_to(id);
        app_.tap(id);
    }
    void show(const ui::Snapshot& snapshot) {
        lock_ = snapshot.lock;
        for (const ui::TicketOutcome& outcome : snapshot.outcomes) {
            const auto& error = outcome.outcome.error;
            if (!error) continue;
            INFO(error->detail);
            CHECK(error->code != ErrorCode::kInternal);
            CHECK(error->code != ErrorCode::kCorrupt);
        }
        app_.show(snapshot);
    }
    Secret share() {
        Secret share;
        keys_.make_key([&share](Result<Secret> answer) {
            REQUIRE(answer);
            share = std::move(*answer);
        });
        return share;
    }
    storage::Store open() {
        const Secret pin = Secret::copy_of_text(kPin);
        const Secret held = share();
        auto key = storage::unlock(paths_, {pin, held}, {files_, entropy_, clock_});
        REQUIRE(key);
        auto store = storage::Store::open(paths_, *key);
        REQUIRE(store);
        return std::move(*store);
    }
    void fill() {
        const Secret pin = Secret::copy_of_text(kPin);
        const Secret held = share();
        auto store = storage::create_store(paths_, {pin, held}, "Huis van het Kind",
                                           {files_, entropy_, clock_}, kCheap);
        REQUIRE(store);
        const auto words = load_demo_words(test::source_dir() + "/assets");
        REQUIRE(words);
        auto capture = sync::Capture::open(store->connection(), clock_, entropy_);
        REQUIRE(capture);
        REQUIRE(save_local_owner(store->connection(), clock_, entropy_, "Els Peeters"));
        const auto owner = load_owner(store->connection());
        REQUIRE(owner);
        DemoOrder order;
        order.families = kFamilies;
        order.contacts_per_family = 8;
        order.seed = 3;
        order.now = clock_.now();
        order.utc_offset = clock_.utc_offset(order.now);
        order.author = *owner;
        RecordPen pen{*store, *capture, clock_, order.author};
        REQUIRE(write_demo(order, *words, pen));
        const auto report = storage::inspect_store(store->connection());
        REQUIRE(report);
        entries_before_ = report->audit_entries;
    }

    test::TempFolder folder_;
    test::TestClock clock_;
    test::TestEntropy entropy_;
    PosixFileSystem files_;
    FileKeyStore keys_{files_, entropy_, folder_.path() + "/device"};
    SilentBell bell_;
    Mailbox mailbox_{bell_};
    storage::StorePaths paths_{folder_.path() + "/store"};
    HomeShelf shelf_{files_, {folder_.path(), folder_.path() + "/config", {}}};
    test::TestApp app_;
    std::optional<StoredGate> gate_;
    std::optional<EngineLoop> loop_;
    std::int64_t entries_before_ = 0;
    std::vector<engine::Look> watched_;
    ui::LockState lock_ = ui::LockState::kLocked;
};

}  // namespace

TEST_CASE("whatever hands do to a whole tablet, it goes on and its store stays whole",
          "[platform][app][monkey]") {
    const long steps = number_from("OPPAD_MONKEY_STEPS", kStepsUsual);
    const long only = number_from("OPPAD_MONKEY_SEED", 0);
    const long seeds = number_from("OPPAD_MONKEY_SEEDS", kSeeds);
    std::int64_t written = 0;
    for (long seed = 1; seed <= seeds; ++seed) {
        if (only != 0 && seed != only) continue;
        Tablet tablet;
        test::RandomHands hands{tablet.app(), static_cast<unsigned>(seed)};
        std::size_t bytes_early = 0;
        std::size_t bytes_late = std::numeric_limits<std::size_t>::max();
        for (long step = 1; step <= steps; ++step) {
            INFO("seed " << seed << ", step " << step);
            tablet.unlock_if_locked();
            hands.act();
            tablet.catch_up();
            if (step % kStepsBetweenLooks != 0) continue;
            tablet.lock();
            const std::size_t bytes = mallinfo2().uordblks;
            if (step <= steps / 2) bytes_early = std::max(bytes_early, bytes);
            if (step > steps - steps / 4) bytes_late = std::min(bytes_late, bytes);
            tablet.unlock_if_locked();
            hands.go_home();
            tablet.catch_up();
        }
        INFO("seed " << seed);
        CHECK(bytes_late < bytes_early + kGrowthMax);
        written += tablet.expect_whole_store();
    }
    CHECK(written > 0);
}

}  // namespace oppad::platform
