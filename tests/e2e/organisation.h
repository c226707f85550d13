// A whole organisation on this machine for one case: a real hub on loopback and real tablets, in a
// folder that goes with the case.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/e2e/driver/driven_tablet.h"
#include "tests/e2e/driver/program.h"
#include "tests/support/temp_store.h"

namespace oppad::e2e {

inline constexpr std::string_view kPin = "482913";

// Where the programs of this build and the pictures are.
std::string program_path(std::string_view name);
std::string picture_path(std::string_view name);

// Every step REQUIREs its success.
class Organisation {
public:
    // Makes the hub and its one scope; it does not serve yet.
    Organisation();

    void start_hub();
    void stop_hub();
    // Whether any tablet has sent work.
    [[nodiscard]] bool hub_was_sent_to() const;

    // Adds a colleague with a tablet of their own: initialised and enrolled. The hub serves
    // meanwhile.
    void enrol_tablet(std::string_view name, std::string_view person);
    // A tablet that is enrolled, with a screen of that size, not yet started. Requires: no other
    // one of that name runs.
    std::unique_ptr<DrivenTablet> take_tablet(std::string_view name, DisplaySize size);
    // Both at once, with the usual size.
    std::unique_ptr<DrivenTablet> add_tablet(std::string_view name, std::string_view person);

    // oppadctl over a tablet's store, which must be closed. Returns what it printed.
    std::string ctl(std::string_view tablet, std::vector<std::string> arguments);

    // Of the tablet's person: XDG_DATA_HOME of its programs, with store and device share in it.
    [[nodiscard]] std::string home_folder(std::string_view tablet) const;
    [[nodiscard]] std::string store_folder(std::string_view tablet) const;
    [[nodiscard]] TabletOptions tablet_options(std::string_view tablet) const;

private:
    std::string hub(std::vector<std::string> arguments);

    test::TempFolder folder_;
    std::optional<Program> hub_;
    int port_ = 0;  // Chosen at the first start, kept at the next ones.
};

}  // namespace oppad::e2e
