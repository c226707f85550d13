// The daily jobs, each done by one person at a real window with a real hub: what they cost in taps,
// letters, frames and time stands afterwards in build/e2e/jobs.md. Taps are held to a promise; time
// is told and not held, for it is this machine's.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/e2e/counted_user.h"
#include "tests/e2e/organisation.h"

namespace oppad::e2e {
namespace {

using Json = nlohmann::json;
using std::chrono::seconds;

constexpr int kTapsOfAVisitMax = 8;
constexpr seconds kEndLongest{20};
constexpr seconds kSyncLongest{90};
constexpr const char* kNote = "Schoolrekening besproken, papa zoekt werk.";
constexpr const char* kPromise = "Terugbellen over de wachtlijst";
constexpr const char* kPartner = "Buurthuis De Brug";
constexpr const char* kAtSchool = "Kennismaking met de zorgcoach.";

void must(const Status& status) {
    INFO((status ? std::string{} : status.error().detail));
    REQUIRE(status.has_value());
}

Json records(Organisation& organisation, std::string_view tablet, const std::string& what) {
    return Json::parse(organisation.ctl(tablet, {"show", what, "--json", "--with-secret"}));
}

int count_with(const Json& all, const std::string& field, const std::string& value) {
    int count = 0;
    for (const Json& each : all) count += each.value(field, "") == value ? 1 : 0;
    return count;
}

std::string id_named(const Json& all, const std::string& name) {
    for (const Json& each : all) {
        if (each.value("name", "") == name) return each.value("id", "");
    }
    return "none";
}

// A known family, who was there, two themes and a note.
JobCost log_a_visit(CountedUser& user) {
    user.begin("1 Log a home visit");
    user.tap("rail_log_contact");
    user.tap("choose_family");
    user.tap("picker_family_0");
    user.tap("member_0");
    user.tap("theme_school_costs");
    user.tap("theme_food");
    user.tap("note");
    user.type(kNote);
    user.tap("save_contact");
    user.see_screen("today");
    return user.end();
}

JobCost log_nobody_known(CountedUser& user) {
    user.begin("1 Log a visit to a family that nobody knows");
    user.tap("rail_log_contact");
    user.tap("choose_family");
    user.tap("picker_search");
    user.type("Okonkwo");
    user.tap("new_family");
    user.tap("theme_work");
    user.tap("save_contact");
    user.see_screen("today");
    return user.end();
}

void find_family(CountedUser& user) {
    user.tap("rail_families");
    user.tap("family_search");
    user.type("okonk");
    user.tap("family_row_0");
    user.see_screen("family");
}

JobCost promise(CountedUser& user) {
    user.begin("3 Promise to call back, while logging a call");
    user.tap("log_contact_family");
    user.tap("kind_phone_call");
    user.tap("next_follow_up");
    user.tap("follow_up_what");
    user.type(kPromise);
    user.tap("part_done");
    user.tap("save_contact");
    user.see_screen("family");
    return user.end();
}

// The family has nothing open but what was just promised: "settle_" is that promise.
JobCost know_the_family(CountedUser& user) {
    user.begin("2 Find a family by its name and read what was promised");
    find_family(user);
    user.see("settle_0");
    return user.end();
}

JobCost refer_warmly(CountedUser& user) {
    user.begin("3 Refer warmly, going along to a partner that is new");
    user.tap("refer_family");
    user.tap("panel_new_partner_name");
    user.type(kPartner);
    user.tap("introduction_3");
    user.tap("panel_save");
    user.see_gone("panel_save");
    return user.end();
}

JobCost enter_the_answer(CountedUser& user) {
    user.begin("3 Enter what the partner answered");
    user.tap_first("step_");
    user.tap("step_choice_1");
    user.tap("referral_helped");
    user.tap("panel_save");
    user.see_gone("panel_save");
    return user.end();
}

JobCost keep_a_promise(CountedUser& user) {
    user.begin("3 Tick off what was promised");
    user.tap("settle_0");
    user.see("toast_undo");
    user.see_gone("settle_0");
    return user.end();
}

JobCost plan_a_sit_day(CountedUser& user) {
    user.begin("6 Plan a sit-day at a school");
    user.tap("rail_places");
    user.tap("place_row_0");
    user.tap("plan_appointment");
    user.tap("plan_sit_day");
    user.tap("plan_day_1");
    user.tap("panel_save");
    user.see_gone("panel_save");
    return user.end();
}

JobCost log_at_school(CountedUser& user) {
    user.begin("6 Log a contact at that school");
    user.tap("log_contact_place");
    user.tap("theme_school_costs");
    user.tap("note");
    user.type(kAtSchool);
    user.tap("save_contact");
    user.see("log_contact_place");
    return user.end();
}

// Back at the office both open their tablets; the colleague looks at her list, and nobody taps.
JobCost sync_at_the_office(Organisation& organisation, DrivenTablet& els, DrivenTablet& fatma) {
    must(fatma.start());
    must(fatma.unlock(std::string{kPin}));
    CountedUser colleague{fatma};
    colleague.tap("rail_families");
    colleague.see_screen("families");
    colleague.begin("4 Sync at the office");
    organisation.start_hub();
    must(els.start());
    must(els.unlock(std::string{kPin}));
    REQUIRE(wait_until([&] { return fatma.find("family_row_0").has_value(); }, kSyncLongest));
    return colleague.end();
}

void end(DrivenTablet& tablet) {
    tablet.program().signal(SIGTERM);
    CHECK(tablet.program().wait_for_end(kEndLongest) == 0);
}

void tell(const std::vector<JobCost>& costs) {
    const std::string table = table_of(costs);
    std::fputs(table.c_str(), stdout);
    std::ofstream file{std::string{OPPAD_PICTURES} + "/jobs.md"};
    file << table;
}

}  // namespace

TEST_CASE("each daily job is done in a real window, a visit in at most eight taps", "[e2e][jobs]") {
    Organisation organisation;
    organisation.start_hub();
    const auto els = organisation.add_tablet("els", "Els Peeters");
    const auto fatma = organisation.add_tablet("fatma", "Fatma Yildiz");
    organisation.ctl("els", {"demo", "--families", "12", "--seed", "7", "--into-hub", "--assets",
                             std::string{OPPAD_ASSETS}});
    organisation.stop_hub();
    must(els->start());
    must(els->unlock(std::string{kPin}));

    CountedUser user{*els};
    std::vector<JobCost> costs{log_a_visit(user)};
    CHECK(costs[0].taps <= kTapsOfAVisitMax);
    must(els->save_picture(picture_path("job-1")));
    costs.push_back(log_nobody_known(user));
    find_family(user);
    costs.push_back(promise(user));
    user.tap("rail_families");
    user.tap("family_search_clear");
    user.tap("rail_today");
    costs.push_back(know_the_family(user));
    must(els->save_picture(picture_path("job-2")));
    costs.push_back(refer_warmly(user));
    costs.push_back(enter_the_answer(user));
    must(els->save_picture(picture_path("job-3")));
    costs.push_back(keep_a_promise(user));
    costs.push_back(plan_a_sit_day(user));
    costs.push_back(log_at_school(user));
    must(els->save_picture(picture_path("job-6")));
    end(*els);
    costs.push_back(sync_at_the_office(organisation, *els, *fatma));
    CHECK(costs.back().taps == 0);
    must(fatma->save_picture(picture_path("job-4")));
    tell(costs);

    end(*els);
    end(*fatma);
    const Json contacts = records(organisation, "fatma", "contacts");
    CHECK(count_with(contacts, "note", kNote) == 1);
    CHECK(count_with(contacts, "note", kAtSchool) == 1);
    CHECK(count_with(records(organisation, "fatma", "families"), "name", "Okonkwo") == 1);
    const Json promises = records(organisation, "fatma", "follow_ups");
    REQUIRE(count_with(promises, "what", kPromise) == 1);
    for (const Json& each : promises) {
        if (each.value("what", "") == kPromise) CHECK(each.value("state", "") == "done");
    }
    const Json partners = records(organisation, "fatma", "partners");
    REQUIRE(count_with(partners, "name", kPartner) == 1);
    for (const Json& each : records(organisation, "fatma", "referrals")) {
        if (each.value("partner_id", "") != id_named(partners, kPartner)) continue;
        CHECK(each.value("step", "") == "answered");
        CHECK(each.value("answer", "") == "helped");
    }
}

}  // namespace oppad::e2e
