// What oppad meets when it starts and ends: its command line, a second window on the same store,
// the system's wish to stop, and the time after which it locks itself.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <vector>

#include "platform/app/idle_watch.h"
#include "platform/app/instance_lock.h"
#include "platform/app/lock_veil.h"
#include "platform/app/options.h"
#include "platform/app/stop_signal.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

using test::TempFolder;

std::variant<AppOptions, AnsweredHere> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "oppad");
    return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

TEST_CASE("the options arrive as they were given", "[platform][app]") {
    const auto parsed = parse({"--store", "/a", "--device", "/b", "--assets", "/c", "--size",
                               "800x1280", "--language", "fr"});
    const auto* options = std::get_if<AppOptions>(&parsed);
    REQUIRE(options != nullptr);
    CHECK(options->store_folder == "/a");
    CHECK(options->device_folder == "/b");
    CHECK(options->assets_folder == "/c");
    CHECK(options->width == 800);
    CHECK(options->height == 1280);
    CHECK(options->language == "fr");
}

TEST_CASE("without options the person's own folders and a ten-inch window are meant",
          "[platform][app]") {
    const auto parsed = parse({});
    const auto* options = std::get_if<AppOptions>(&parsed);
    REQUIRE(options != nullptr);
    CHECK(options->store_folder.empty());
    CHECK(options->width == 1280);
    CHECK(options->height == 800);
}

TEST_CASE("a size that is none is refused", "[platform][app]") {
    const char* size =
        GENERATE("", "x", "1280", "1280x", "x800", "1280x800x2", "-1x800", "1280 x800", "100x100",
                 "99999x800", "axb", "99999999999999999999x800");
    const auto parsed = parse({"--size", size});
    const auto* answered = std::get_if<AnsweredHere>(&parsed);
    REQUIRE(answered != nullptr);
    CHECK(answered->exit_code != 0);
}

TEST_CASE("an unknown option is refused", "[platform][app]") {
    const auto option = parse({"--hub", "https://example.org"});
    REQUIRE(std::holds_alternative<AnsweredHere>(option));
    CHECK(std::get<AnsweredHere>(option).exit_code != 0);
}

TEST_CASE("a language can be asked for when its file came, and no other", "[platform][app]") {
    const TempFolder assets;
    std::filesystem::create_directory(assets.path() + "/i18n");
    for (const char* code : {"nl", "de"}) std::ofstream(assets.path() + "/i18n/" + code + ".po");
    const auto parsed = parse({"--assets", assets.path().c_str(), "--language", "de"});
    const auto* options = std::get_if<AppOptions>(&parsed);
    REQUIRE(options != nullptr);
    CHECK(options->language == "de");
    const auto unknown = parse({"--assets", assets.path().c_str(), "--language", "xx"});
    const auto* answered = std::get_if<AnsweredHere>(&unknown);
    REQUIRE(answered != nullptr);
    CHECK(answered->exit_code != 0);
}

TEST_CASE("asking for the version ends in success", "[platform][app]") {
    const auto parsed = parse({"--version"});
    REQUIRE(std::holds_alternative<AnsweredHere>(parsed));
    CHECK(std::get<AnsweredHere>(parsed).exit_code == 0);
}

TEST_CASE("a second window on a store is refused until the first is gone", "[platform][app]") {
    const TempFolder folder;
    {
        const auto first = InstanceLock::take(folder.path());
        REQUIRE(first.has_value());
        const auto second = InstanceLock::take(folder.path());
        REQUIRE_FALSE(second.has_value());
        CHECK(second.error().code == ErrorCode::kBusy);
    }
    CHECK(InstanceLock::take(folder.path()).has_value());
}

TEST_CASE("a missing store folder is not made by looking at it", "[platform][app]") {
    const TempFolder folder;
    const auto lock = InstanceLock::take(folder.path() + "/none");
    REQUIRE_FALSE(lock.has_value());
    CHECK(lock.error().code == ErrorCode::kNotFound);
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/none"));
}

class PromiseBell final : public WindowBell {
public:
    void ring() override { rung_.set_value(); }
    std::future<void> heard() { return rung_.get_future(); }

private:
    std::promise<void> rung_;
};

TEST_CASE("the system's wish to stop rings the bell instead of ending the program",
          "[platform][app]") {
    const int number = GENERATE(SIGTERM, SIGINT, SIGHUP);
    PromiseBell bell;
    auto heard = bell.heard();
    const StopSignal stop{bell};
    CHECK_FALSE(stop.is_raised());
    REQUIRE(::kill(::getpid(), number) == 0);
    heard.wait();
    CHECK(stop.is_raised());
}

TEST_CASE("a tablet is due to lock exactly after the time that is allowed", "[platform][app]") {
    using std::chrono::milliseconds;
    using std::chrono::minutes;
    const auto at = [](std::int64_t steady, std::int64_t wall) {
        return IdleWatch::Moment{.steady = milliseconds{steady}, .wall = Instant{wall}};
    };
    IdleWatch idle;
    idle.touched(at(1'000, 5'000));
    CHECK_FALSE(idle.is_due(at(120'999, 124'999), minutes{2}));
    CHECK(idle.is_due(at(121'000, 5'000), minutes{2}));  // Whatever the clock on the wall says.
    idle.touched(at(121'000, 125'000));
    CHECK_FALSE(idle.is_due(at(121'001, 125'001), minutes{2}));
    // A machine whose steady clock stood still while it slept.
    CHECK(idle.is_due(at(121'002, 245'000), minutes{2}));
}

TEST_CASE("from the moment that the lock is asked for nothing of anybody is shown",
          "[platform][app]") {
    ui::Snapshot open;
    open.lock = ui::LockState::kUnlocked;
    open.person = 3;
    open.staff.name = "Els";
    open.organisation = "Huis van het Kind";
    open.sync.to_send = 2;
    open.views.emplace_back(engine::LookToday{}, nullptr);
    LockVeil veil;
    CHECK(veil.lets_through(open));
    const auto shown = veil.draw_over(open);
    CHECK(shown->lock == ui::LockState::kLocked);
    CHECK(shown->staff.name.empty());
    CHECK(shown->views.empty());
    CHECK(shown->person == 3);
    CHECK(shown->organisation == "Huis van het Kind");
    CHECK(shown->waiting_while_locked == 2);
    // What the engine made before it came to the lock.
    CHECK_FALSE(veil.lets_through(open));
    CHECK(veil.is_drawn());
    CHECK(veil.lets_through(ui::Snapshot{}));
    CHECK_FALSE(veil.is_drawn());
    CHECK(veil.lets_through(open));
}

TEST_CASE("a lock is asked for by the intent that says so, wherever it stands", "[platform][app]") {
    std::vector<ui::Intent> intents;
    intents.emplace_back(ui::SyncNow{});
    CHECK_FALSE(asks_for_lock(intents));
    intents.emplace_back(ui::LockNow{});
    intents.emplace_back(ui::SyncNow{});
    CHECK(asks_for_lock(intents));
}

}  // namespace
}  // namespace oppad::platform
