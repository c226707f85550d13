// Somebody who taps, drags, turns the tablet and types at random, for as long as
// OPPAD_MONKEY_STEPS says (per seed). Whatever was done, Today is a few taps away, and the window
// doesn't grow. A failure prints seed and step; OPPAD_MONKEY_SEED repeats one.
#include <malloc.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>
#include <string>

#include "platform/screens/demo.h"
#include "tests/ui/support/walk.h"

namespace oppad::test {

namespace {

using namespace std::chrono_literals;

constexpr unsigned kSeeds = 10;
constexpr long kStepsUsual = 300;
constexpr long kStepsBetweenLooks = 100;
constexpr std::size_t kItemsMax = 1500;
constexpr std::size_t kGrowthMax = 24U << 20U;  // Bytes; fonts of many letters are large.

long number_from(const char* name, long usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::atol(text);
}

class Monkey {
public:
    explicit Monkey(unsigned seed) : dice_(seed), scenes_(whole_tour()), app_(scene().snapshot) {}

    void step() {
        switch (roll(12)) {
            case 0:
                drag();
                break;
            case 1:
                type();
                break;
            case 2:
            case 3:
                press_key();
                break;
            case 4:
                rest();
                break;
            case 5:
                if (roll(6) == 0) turn();
                break;
            case 6:
                if (roll(10) == 0) app_.show(scene().snapshot);
                break;
            default:
                tap();
        }
        answer();
        REQUIRE(app_.items().items().size() < kItemsMax);
    }

    // By what anybody would try: away with the keyboard, and the word on the rail.
    void go_home() {
        app_.show(at_work());
        for (int tries = 0; tries < 3 && !reaches("rail_today"); ++tries) {
            app_.press(ImGuiKey_Escape);
        }
        REQUIRE(reaches("rail_today"));
        app_.tap("rail_today");
        bool is_today = false;
        for (const engine::Look& look : app_.watched()) {
            is_today = is_today || std::holds_alternative<engine::LookToday>(look);
        }
        CHECK(is_today);
        app_.take();
    }

private:
    int roll(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(dice_); }

    const screens::Scene& scene() {
        return scenes_[static_cast<std::size_t>(roll(static_cast<int>(scenes_.size())))];
    }

    static ui::Snapshot at_work() {
        ui::Snapshot snapshot = screens::demo_base();
        screens::add_today(snapshot);
        screens::add_families(snapshot, "");
        screens::add_family(snapshot);
        screens::add_places(snapshot);
        screens::add_place(snapshot);
        screens::add_log_contact(snapshot);
        return snapshot;
    }

    bool reaches(const char* id) {
        const ui::Item* item = app_.items().find(id);
        return item != nullptr && !item->visible.empty() &&
               app_.items().at(item->visible.centre()) == item;
    }

    ui::Point anywhere() {
        return {static_cast<float>(roll(surface_.width)),
                static_cast<float>(roll(surface_.height))};
    }

    ui::Point on_something() {
        const auto& items = app_.items().items();
        if (items.empty() || roll(8) == 0) return anywhere();
        return items[static_cast<std::size_t>(roll(static_cast<int>(items.size())))].rect.centre();
    }

    void tap() {
        app_.move_finger(on_something());
        app_.put_finger_down();
        app_.lift_finger();
    }

    void drag() {
        app_.move_finger(roll(3) == 0 ? ui::Point{4, anywhere().y} : on_something());
        app_.put_finger_down();
        for (int i = roll(5); i >= 0; --i) app_.move_finger(anywhere());
        app_.lift_finger();
    }

    void rest() {
        app_.move_finger(on_something());
        app_.put_finger_down();
        app_.pass(std::chrono::milliseconds(roll(1500)));
        if (roll(2) == 0) app_.move_finger(on_something());
        app_.lift_finger();
    }

    void type() {
        constexpr const char* kTexts[] = {"a", "é", "Yıldız", "12/3/2019", "عائلة", " ", "0470"};
        app_.type(kTexts[roll(static_cast<int>(std::size(kTexts)))]);
    }

    void press_key() {
        constexpr ImGuiKey kKeys[] = {ImGuiKey_Tab,       ImGuiKey_Enter,      ImGuiKey_Escape,
                                      ImGuiKey_Backspace, ImGuiKey_DownArrow,  ImGuiKey_UpArrow,
                                      ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageDown,
                                      ImGuiKey_PageUp,    ImGuiKey_Delete,     ImGuiKey_Home};
        constexpr ImGuiKey kWithCtrl[] = {ImGuiKey_S, ImGuiKey_F, ImGuiKey_A, ImGuiKey_Z,
                                          ImGuiKey_X};
        if (roll(4) == 0) return app_.press_with_ctrl(kWithCtrl[roll(5)]);
        app_.press(kKeys[roll(static_cast<int>(std::size(kKeys)))]);
    }

    void turn() {
        constexpr ui::Surface kSurfaces[] = {
            {1280, 800, 1}, {800, 1280, 1}, {1024, 600, 1}, {1920, 1200, 1.5F}};
        surface_ = kSurfaces[roll(4)];
        app_.turn(surface_);
    }

    // As the engine would: what was asked is done, refused or fails; a lock locks.
    void answer() {
        const auto asked = app_.take();
        if (asked.empty()) return;
        ui::Snapshot next = at_work();
        for (const ui::Intent& intent : asked) {
            if (std::holds_alternative<ui::LockNow>(intent)) next = screens::demo_locked();
            const auto* run = std::get_if<ui::Run>(&intent);
            if (run == nullptr) continue;
            engine::Outcome outcome;
            if (roll(4) == 0) outcome.problems.push_back({ProblemCode::kMissing, "name"});
            if (roll(8) == 0) outcome.error = Error{ErrorCode::kDiskFull, ""};
            next.outcomes.push_back({run->ticket, std::move(outcome)});
        }
        app_.show(std::move(next));
    }

    std::mt19937 dice_;
    std::vector<screens::Scene> scenes_;
    ui::Surface surface_;
    TestApp app_;
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
