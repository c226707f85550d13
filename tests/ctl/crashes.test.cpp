// Tablet and hub killed at random moments of a sync: afterwards every side has every record once.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <random>
#include <set>

#include "tests/ctl/hub_world.h"

namespace oppad::platform {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t kSeed = 20261122;
constexpr seconds kLongest{120};
// After the first request of a run. How long a sync takes is the machine's: halved, down to the
// least, each time that one came to its end before it was struck.
constexpr int kFirstWithinMs = 256;
constexpr int kLeastWithinMs = 4;

// A tablet that always has something to send.
class BusyTablet {
public:
    BusyTablet(HubWorld& hub, const std::string& person) : hub_(hub) {
        hub.join(tablet, person);
        write(70, 20);
        const std::string counted = tablet.run({"verify", "--store", tablet.store()}).output;
        REQUIRE(number_after(counted, "unsent records") > 2'000);
    }

    void write(int families, int contacts_per_family) {
        const Answer written =
            tablet.run({"demo", "--into-hub", "--store", tablet.store(), "--families",
                        std::to_string(families), "--contacts-per-family",
                        std::to_string(contacts_per_family), "--seed", std::to_string(++seed_)});
        expect(written, ExitCode::kDone);
        families_ += families;
    }
    [[nodiscard]] int families() const { return families_; }

    // Begins a sync and calls `strike` at a random moment after its first request; returns whether
    // it still ran then. Never before: a kill during the unlock counts as a wrong passphrase.
    template <class Strike>
    bool strike_while_syncing(Terminal& terminal, std::mt19937& random, Strike strike) {
        const std::size_t log_before = hub_.log().size();
        e2e::Program program = terminal.begin(hub_.sync_words(terminal));
        const bool asked = e2e::wait_until(
            [&] { return hub_.log().size() > log_before || !program.is_running(); }, kLongest);
        REQUIRE(asked);
        const milliseconds pause{static_cast<int>(random() % within_ms_)};
        e2e::wait_until([&] { return !program.is_running(); }, pause);
        const bool was_running = program.is_running();
        if (!was_running) within_ms_ = std::max(within_ms_ / 2, kLeastWithinMs);
        strike(program);
        REQUIRE(program.wait_for_end(kLongest).has_value());
        return was_running;
    }

    static int number_after(const std::string& text, const std::string& word) {
        const std::size_t at = text.find(word);
        REQUIRE(at != std::string::npos);
        return std::stoi(text.substr(at + word.size()));
    }

    Terminal tablet;

private:
    HubWorld& hub_;
    int seed_ = 0;
    int families_ = 0;
    int within_ms_ = kFirstWithinMs;
};

void require_all_level(HubWorld& hub, BusyTablet& busy, Terminal& second) {
    expect(hub.sync(busy.tablet), ExitCode::kDone);
    expect(hub.sync(second), ExitCode::kDone);
    Terminal fresh;
    hub.join(fresh, "Nour Claes");
    CHECK(shown(fresh, "families").size() == static_cast<std::size_t>(busy.families()));
    require_equal(busy.tablet, second);
    require_equal(busy.tablet, fresh);
    for (Terminal* tablet : {&busy.tablet, &second, &fresh})
        expect(tablet->run({"verify", "--store", tablet->store()}), ExitCode::kDone);
}

}  // namespace

TEST_CASE("thirty kills of tablets in the middle of a sync lose nothing and double nothing",
          "[ctl][process][hub][crash][hazard-06][hazard-07]") {
    INFO("seed " << kSeed);
    std::mt19937 random{kSeed};
    HubWorld hub{Wire::kPlain};
    hub.start();
    BusyTablet busy{hub, "Leen Peeters"};
    Terminal second;
    hub.join(second, "Omar Haddad");
    const auto kill = [](e2e::Program& program) { program.kill_now(); };
    int killed = 0;
    for (int round = 0; killed < 30 && round < 90; ++round) {
        Terminal& target = round % 3 == 2 ? second : busy.tablet;
        const bool was_running = busy.strike_while_syncing(target, random, kill);
        if (was_running) ++killed;
        // A run that was struck may not have got as far as to take its try back.
        expect(target.run({"verify", "--store", target.store()}), ExitCode::kDone);
        // It came to its end: the next run needs work.
        if (!was_running && &target == &busy.tablet) busy.write(8, 20);
    }
    CHECK(killed == 30);
    require_all_level(hub, busy, second);
}

TEST_CASE("a hub that is killed while it receives loses nothing that it acknowledged",
          "[ctl][process][hub][crash][hazard-07]") {
    INFO("seed " << kSeed);
    std::mt19937 random{kSeed};
    HubWorld hub{Wire::kPlain};
    hub.start();
    BusyTablet busy{hub, "Leen Peeters"};
    Terminal second;
    hub.join(second, "Omar Haddad");
    const auto kill_hub = [&hub](e2e::Program&) { hub.kill(); };
    int struck = 0;
    for (int round = 0; struck < 10 && round < 30; ++round) {
        const bool was_running = busy.strike_while_syncing(busy.tablet, random, kill_hub);
        if (was_running) ++struck;
        hub.start();
        if (!was_running) busy.write(8, 20);
    }
    CHECK(struck == 10);
    require_all_level(hub, busy, second);
}

}  // namespace oppad::platform
