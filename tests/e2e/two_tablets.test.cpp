// The main job, whole: two real tablets and a real hub on this machine. A contact is logged by taps
// without a network, the tablet loses its power, and the colleague's tablet shows the work once
// there is a hub again. Nothing here waits a fixed time; each wait is for what must come to be.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/e2e/organisation.h"

namespace oppad::e2e {
namespace {

using Json = nlohmann::json;
using std::chrono::seconds;

constexpr seconds kSyncLongest{60};

// The driver's own words stand beside a failure.
void must(const Status& status) {
    INFO((status ? std::string{} : status.error().detail));
    REQUIRE(status.has_value());
}

Json records(Organisation& organisation, std::string_view tablet, const std::string& what) {
    return Json::parse(organisation.ctl(tablet, {"show", what, "--json", "--with-secret"}));
}

int count_notes(const Json& contacts, const std::string& note) {
    int count = 0;
    for (const Json& contact : contacts) count += contact.value("note", "") == note ? 1 : 0;
    return count;
}

void log_home_visit(DrivenTablet& tablet, const std::string& family, const std::string& note) {
    must(tablet.tap("rail_log_contact"));
    must(tablet.tap("kind_home_visit"));
    must(tablet.tap("choose_family"));
    must(tablet.tap("picker_search"));
    must(tablet.type(family));
    must(tablet.tap("new_family"));
    must(tablet.wait_for_item("note"));
    must(tablet.tap("theme_school_costs"));
    must(tablet.tap("note"));
    must(tablet.type(note));
    must(tablet.tap("save_contact"));
    must(tablet.wait_for_screen("today"));
}

void log_school_contact(DrivenTablet& tablet, const std::string& note) {
    must(tablet.tap("rail_log_contact"));
    must(tablet.tap("kind_school_contact"));
    must(tablet.tap("theme_enrolment"));
    must(tablet.tap("note"));
    must(tablet.type(note));
    must(tablet.tap("save_contact"));
    must(tablet.wait_for_screen("today"));
}

bool wait_for_families(DrivenTablet& tablet) {
    must(tablet.tap("rail_families"));
    must(tablet.wait_for_screen("families"));
    return wait_until([&] { return tablet.find("family_row_0").has_value(); }, kSyncLongest);
}

TEST_CASE("what is logged without a hub outlives a power cut and reaches the colleague's tablet",
          "[e2e]") {
    Organisation organisation;
    organisation.start_hub();
    const auto els = organisation.add_tablet("els", "Els Peeters");
    const auto fatma = organisation.add_tablet("fatma", "Fatma Yildiz");
    organisation.stop_hub();

    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->save_picture(picture_path("1-today")));
    log_home_visit(*els, "Claes", "Kapotte boekentas");
    must(els->save_picture(picture_path("2-logged")));
    log_school_contact(*els, "Inschrijving besproken");
    els->program().kill_now();

    const Json kept = records(organisation, "els", "contacts");
    CHECK(count_notes(kept, "Kapotte boekentas") == 1);
    CHECK(count_notes(kept, "Inschrijving besproken") == 1);
    CHECK(kept.size() == 2);
    REQUIRE(records(organisation, "els", "families").size() == 1);

    must(els->start());
    must(els->unlock(std::string{kPin}));
    REQUIRE(wait_for_families(*els));
    must(els->save_picture(picture_path("3-after-the-power-cut")));

    organisation.start_hub();
    must(fatma->start());
    must(fatma->unlock(std::string{kPin}));
    const bool arrived = wait_for_families(*fatma);
    must(fatma->save_picture(picture_path("4-on-the-other-tablet")));
    REQUIRE(arrived);
    must(fatma->tap("family_row_0"));
    must(fatma->wait_for_screen("family"));
    must(fatma->save_picture(picture_path("5-the-family-there")));

    fatma->program().signal(SIGTERM);
    CHECK(fatma->program().wait_for_end(seconds{20}) == 0);
    const Json received = records(organisation, "fatma", "contacts");
    CHECK(count_notes(received, "Kapotte boekentas") == 1);
    CHECK(count_notes(received, "Inschrijving besproken") == 1);
}

TEST_CASE("a power cut in the middle of a sentence loses at most its last second", "[e2e]") {
    Organisation organisation;
    organisation.start_hub();
    const auto els = organisation.add_tablet("els", "Els Peeters");
    organisation.stop_hub();
    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->tap("rail_log_contact"));
    must(els->tap("note"));
    must(els->type("This was typed more than a second ago."));
    // The clock of the promise: a second after the last of these letters came to the screen, which
    // software drawing on a busy machine delays.
    els->settle();
    const auto written = std::chrono::steady_clock::now();
    wait_until([&] { return std::chrono::steady_clock::now() - written > seconds{1}; }, seconds{2});
    must(els->type(" And th"));
    els->program().kill_now();

    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->tap("rail_log_contact"));
    must(els->wait_for_item("save_contact"));
    must(els->save_picture(picture_path("6-the-draft-is-back")));
    must(els->tap("save_contact"));
    must(els->wait_for_screen("today"));
    els->program().signal(SIGTERM);
    CHECK(els->program().wait_for_end(seconds{20}) == 0);
    const Json contacts = records(organisation, "els", "contacts");
    REQUIRE(contacts.size() == 1);
    CHECK(contacts[0].value("note", "").rfind("This was typed more than a second ago.", 0) == 0);
}

TEST_CASE("a form that is half filled in outlives the lock and a power cut, and is saved once",
          "[e2e]") {
    Organisation organisation;
    organisation.start_hub();
    const auto els = organisation.add_tablet("els", "Els Peeters");
    organisation.stop_hub();
    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->tap("rail_places"));
    must(els->tap("new_place"));
    must(els->tap("panel_name"));
    must(els->type("De Regenboog"));
    must(els->tap("lock_now"));
    must(els->wait_for_screen("unlock"));
    must(els->unlock(std::string{kPin}));
    must(els->wait_for_item("panel_name"));
    must(els->save_picture(picture_path("7-the-form-is-back")));
    must(els->tap("panel_street"));
    must(els->type("Kerkstraat 7"));
    els->settle();
    const auto written = std::chrono::steady_clock::now();
    wait_until([&] { return std::chrono::steady_clock::now() - written > seconds{1}; }, seconds{2});
    els->program().kill_now();

    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->tap("panel_save"));
    must(els->wait_without_item("panel_save"));
    els->program().kill_now();

    must(els->start());
    must(els->unlock(std::string{kPin}));
    els->settle();
    CHECK_FALSE(els->find("panel_save"));
    els->program().kill_now();
    const Json places = records(organisation, "els", "places");
    REQUIRE(places.size() == 1);
    CHECK(places[0].value("name", "") == "De Regenboog");
    CHECK(places[0].value("street", "") == "Kerkstraat 7");
}

TEST_CASE("ending the program keeps the letters that were typed just before", "[e2e]") {
    Organisation organisation;
    organisation.start_hub();
    const auto els = organisation.add_tablet("els", "Els Peeters");
    organisation.stop_hub();
    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->tap("rail_log_contact"));
    must(els->tap("note"));
    must(els->type("Last words"));
    els->program().signal(SIGTERM);
    CHECK(els->program().wait_for_end(seconds{20}) == 0);
    must(els->start());
    must(els->unlock(std::string{kPin}));
    must(els->tap("rail_log_contact"));
    must(els->tap("save_contact"));
    must(els->wait_for_screen("today"));
    els->program().kill_now();
    CHECK(count_notes(records(organisation, "els", "contacts"), "Last words") == 1);
}

TEST_CASE("a wrong PIN keeps the tablet locked, and the right one opens it after", "[e2e]") {
    Organisation organisation;
    organisation.start_hub();
    const auto els = organisation.add_tablet("els", "Els Peeters");
    must(els->start());
    must(els->wait_for_screen("unlock"));
    for (int digit = 0; digit < 6; ++digit) must(els->tap("pin_0"));
    must(els->tap("pin_enter"));
    REQUIRE(wait_until([&] { return els->log().find("unlock_refused") != std::string::npos; },
                       seconds{30}));
    must(els->unlock(std::string{kPin}));
}

TEST_CASE("a second window on one store says so and shows nothing of it", "[e2e]") {
    Organisation organisation;
    organisation.start_hub();
    const auto first = organisation.add_tablet("els", "Els Peeters");
    must(first->start());
    must(first->unlock(std::string{kPin}));
    TabletOptions options = organisation.tablet_options("els");
    options.work_folder += "-second";
    const auto second = DrivenTablet::create(std::move(options));
    REQUIRE(second.has_value());
    must((*second)->start());
    must((*second)->wait_for_screen("unlock"));
    CHECK_FALSE((*second)->find("pin_1").has_value());
    CHECK((*second)->log().find("Another program has the store") != std::string::npos);
    must((*second)->save_picture(picture_path("7-second-window")));
    first->program().kill_now();
    must((*second)->unlock(std::string{kPin}));
}

TEST_CASE("the program says its version and its options without a display", "[e2e]") {
    const std::vector<std::pair<std::string, std::string>> no_display{{"DISPLAY", ""}};
    const auto version = run_to_end({program_path("oppad"), "--version"}, seconds{20}, no_display);
    REQUIRE(version.has_value());
    CHECK(version->exit_code == 0);
    CHECK(version->output.rfind("oppad ", 0) == 0);
    const auto options = run_to_end({program_path("oppad"), "--help"}, seconds{20}, no_display);
    REQUIRE(options.has_value());
    CHECK(options->exit_code == 0);
    CHECK(options->output.find("--store") != std::string::npos);
    const auto mistake = run_to_end({program_path("oppad"), "--nonsense"}, seconds{20}, no_display);
    REQUIRE(mistake.has_value());
    CHECK(mistake->exit_code != 0);
}

}  // namespace
}  // namespace oppad::e2e
