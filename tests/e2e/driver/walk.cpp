// oppad-walk OPPAD HOME PIN PICTURES: opens the tablet of HOME on an unseen screen, logs one
// contact by taps and saves a picture of each step; what scripts/run shows without a display.
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>

#include "tests/e2e/driver/driven_tablet.h"

namespace oppad::e2e {
namespace {

Status walk(DrivenTablet& tablet, const std::string& pin, const std::string& pictures) {
    TRY(tablet.start());
    TRY(tablet.wait_for_item("pin_enter"));
    TRY(tablet.save_picture(pictures + "/1-unlock.png"));
    TRY(tablet.unlock(pin));
    TRY(tablet.wait_for_item("plan_appointment"));
    TRY(tablet.save_picture(pictures + "/2-today.png"));
    TRY(tablet.tap("rail_log_contact"));
    TRY(tablet.tap("kind_home_visit"));
    TRY(tablet.tap("choose_family"));
    TRY(tablet.tap("picker_family_0"));
    TRY(tablet.tap("theme_school_costs"));
    TRY(tablet.tap("note"));
    TRY(tablet.type("Nieuwe boekentas nodig voor september."));
    TRY(tablet.save_picture(pictures + "/3-log-a-contact.png"));
    TRY(tablet.tap("save_contact"));
    TRY(tablet.wait_for_screen("today"));
    TRY(tablet.save_picture(pictures + "/4-saved.png"));
    TRY(tablet.tap("rail_families"));
    TRY(tablet.tap("family_row_0"));
    TRY(tablet.wait_for_screen("family"));
    TRY(tablet.save_picture(pictures + "/5-family.png"));
    tablet.program().signal(SIGTERM);
    constexpr std::chrono::seconds kEndLongest{20};
    if (tablet.program().wait_for_end(kEndLongest) == 0) return ok();
    return Error{ErrorCode::kInternal, "the tablet did not end well"};
}

int run(const std::string& oppad, const std::string& home, const std::string& pin,
        const std::string& pictures) {
    std::error_code failed;
    std::filesystem::create_directories(pictures, failed);
    auto tablet = DrivenTablet::create({.program = oppad,
                                        .store_folder = home + "/oppad",
                                        .home_folder = home,
                                        .work_folder = home + "/walk",
                                        .size = {},
                                        .more_arguments = {}});
    const Status walked = tablet ? walk(**tablet, pin, pictures) : Status{tablet.error()};
    if (walked) return 0;
    std::fprintf(stderr, "oppad-walk: %s\n", walked.error().detail.c_str());
    return 1;
}

}  // namespace
}  // namespace oppad::e2e

int main(int argument_count, char** arguments) {
    if (argument_count != 5) {
        std::fprintf(stderr, "usage: oppad-walk OPPAD HOME PIN PICTURES\n");
        return 2;
    }
    return oppad::e2e::run(arguments[1], arguments[2], arguments[3], arguments[4]);
}
