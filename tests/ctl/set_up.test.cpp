// A new tablet, set up and enrolled through the window's own door, at a real hub: what was written
// before the enrolment reaches a colleague.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/app/stored_gate.h"
#include "platform/host/file_key_store.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/system_clock.h"
#include "tests/ctl/hub_world.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest{30'000};  // A passing case never waits for it.
constexpr int kTurnsMax = 2'000;

class SilentBell final : public WindowBell {
public:
    void ring() override {}
};

// The machine around a tablet that nobody has used yet.
struct NewTablet {
    test::TempFolder folder;
    SystemClock clock;
    test::TestEntropy entropy;
    PosixFileSystem files;
    FileKeyStore keys{files, entropy, folder.path() + "/device"};
    SilentBell bell;
    Mailbox mailbox{bell};
    StoredGate gate{{.folder = folder.path() + "/store"},
                    {files, keys, clock, entropy, mailbox, {}}};
    std::unique_ptr<OpenTablet> tablet;

    void set_up() {
        auto made = gate.set_up({"Els", Secret::copy_of_text("482913")});
        REQUIRE(made);
        tablet = std::move(*made);
    }
    template <class Reached>
    void step_until(Reached reached) {
        for (int turn = 0; turn < kTurnsMax && !reached(); ++turn) {
            const milliseconds rest = tablet->step();
            if (rest > milliseconds{0} && !reached()) mailbox.wait(std::min(rest, kLongest));
        }
        REQUIRE(reached());
    }
    ui::EnrolState enrol(const std::string& url, const std::string& code) {
        tablet->enrol({url, code});
        step_until([this] { return tablet->enrol_state() != ui::EnrolState::kUnderWay; });
        return tablet->enrol_state();
    }
};

}  // namespace

TEST_CASE("a tablet set up in its window enrols there, and what it held reaches a colleague",
          "[ctl][enrol]") {
    HubWorld hub(Wire::kPlain);
    hub.start();
    NewTablet els;
    els.set_up();
    engine::SaveFamily family;
    family.family.name = "Yılmaz-Peeters";
    REQUIRE(els.tablet->run(family).saved());

    CHECK(els.enrol("not an address", "x") == ui::EnrolState::kBadAddress);
    CHECK(els.enrol("http://127.0.0.1:9", "x") == ui::EnrolState::kOffline);
    CHECK(els.enrol(hub.url(), "no such code") == ui::EnrolState::kBadCode);
    CHECK(els.tablet->staff().name == "Els");
    CHECK(els.tablet->organisation().empty());

    REQUIRE(els.enrol(hub.url(), hub.code_for("Els Peeters")) == ui::EnrolState::kNotAsked);
    CHECK(els.tablet->staff().name == "Els Peeters");
    CHECK_FALSE(els.tablet->organisation().empty());
    els.step_until([&els] {
        const sync::SyncStatus status = els.tablet->sync_status();
        return status.state == sync::SyncState::kIdle && status.to_send == 0;
    });
    Terminal colleague;
    hub.join(colleague, "An");
    const auto families = shown(colleague, "families");
    REQUIRE(families.size() == 1);
    CHECK(families[0]["name"] == "Yılmaz-Peeters");
}

}  // namespace oppad::platform
