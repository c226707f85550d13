// Somebody who taps, drags, turns the tablet and types at random, for as long as
// OPPAD_MONKEY_STEPS says (per seed). Whatever was done, Today is a few taps away, and the window
// doesn't grow. A failure prints seed and step; OPPAD_MONKEY_SEED repeats one.
#include <malloc.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <string>

#include "platform/screens/demo.h"
#include "tests/ui/support/random_hands.h"
#include "tests/ui/support/walk.h"

namespace oppad::test {

namespace {

constexpr unsigned kSeeds = 10;
constexpr long kStepsUsual = 300;
constexpr long kStepsBetweenLooks = 100;
constexpr std::size_t kItemsMax = 1500;
constexpr std::size_t kGrowthMax = 24U << 20U;  // Bytes; fonts of many letters are large.

long number_from(const char* name, long usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::atol(text);
}

// Answers as the engine might, from the scenes of the tour: what was asked is done, refused or
// fails.
class Monkey {
public:
    explicit Monkey(unsigned seed)
        : scenes_(screens::all_scenes()), app_(scenes_.front().snapshot), hands_(app_, seed) {}

    void step() {
        hands_.act();
        if (hands_.roll(120) == 0) {
            const int count = static_cast<int>(scenes_.size());
            app_.show(scenes_[static_cast<std::size_t>(hands_.roll(count))].snapshot);
        }
        if (hands_.roll(100) == 0) lock_and_unlock();
        answer();
        REQUIRE(app_.items().items().size() < kItemsMax);
    }

    void go_home() {
        app_.show(at_work());
        hands_.go_home();
        app_.take();
    }

private:
    [[nodiscard]] ui::Snapshot at_work() const {
        ui::Snapshot snapshot = screens::demo_base();
        snapshot.person = person_;
        screens::add_today(snapshot);
        screens::add_families(snapshot, "");
        screens::add_family(snapshot);
        screens::add_places(snapshot);
        screens::add_place(snapshot);
        screens::add_log_contact(snapshot);
        return snapshot;
    }

    // As nobody touched it for as long as the settings say, or another person takes it over.
    void lock_and_unlock() {
        app_.show(screens::demo_locked());
        hands_.act();
        app_.take();
        if (hands_.roll(3) == 0) ++person_;
        app_.show(at_work());
    }

    void answer() {
        const auto asked = app_.take();
        if (asked.empty()) return;
        ui::Snapshot next = at_work();
        for (const ui::Intent& intent : asked) {
            if (std::holds_alternative<ui::LockNow>(intent)) next = screens::demo_locked();
            const auto* run = std::get_if<ui::Run>(&intent);
            if (run == nullptr) continue;
            engine::Outcome outcome;
            if (hands_.roll(4) == 0) outcome.problems.push_back({ProblemCode::kMissing, "name"});
            if (hands_.roll(8) == 0) outcome.error = Error{ErrorCode::kDiskFull, ""};
            next.outcomes.push_back({run->ticket, std::move(outcome)});
        }
        app_.show(std::move(next));
    }

    std::vector<screens::Scene> scenes_;
    TestApp app_;
    RandomHands hands_;
    std::uint64_t person_ = 0;
};

}  // namespace

TEST_CASE("random taps, drags, turns and typing never leave one stuck", "[ui][checks][monkey]") {
    const long steps = number_from("OPPAD_MONKEY_STEPS", kStepsUsual);
    const long only = number_from("OPPAD_MONKEY_SEED", 0);
    for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        if (only != 0 && seed != static_cast<unsigned>(only)) continue;
        Monkey monkey(seed);
        std::size_t bytes_early = 0;
        for (long step = 1; step <= steps; ++step) {
            INFO("seed " << seed << ", step " << step);
            monkey.step();
            if (step % kStepsBetweenLooks != 0) continue;
            monkey.go_home();
            const std::size_t bytes = mallinfo2().uordblks;
            if (bytes_early == 0) bytes_early = bytes;
            CHECK(bytes < bytes_early + kGrowthMax);
        }
    }
}

}  // namespace oppad::test
