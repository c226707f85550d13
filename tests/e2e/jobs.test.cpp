// The daily jobs, each done by one person at a real window with a real hub: what they cost in taps,
// letters, frames and time stands afterwards in build/e2e/jobs.md. Taps are held to a promise; time
// is told and not held, for it is this machine's. The jobs are done on each size of tablet; with
// OPPAD_JOBS_ALL_SIZES all of them on all.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
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
    user.unfold("ahead_more");
    user.see("settle_0");
    return user.end();
}

JobCost refer_warmly(CountedUser& user) {
    user.begin("3 Refer warmly, going along to a partner that is new");
    user.tap("note_more");
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

// On which sizes of tablet the jobs are done: each visit and each promise on one, and so on.
struct Sizes {
    std::string_view name;
    DisplaySize visits;    // Job 1.
    DisplaySize promises;  // Jobs 2 and 3.
    DisplaySize schools;   // Job 6.
    DisplaySize sync;      // Job 4: the colleague's.
};
constexpr std::string_view kUsualName = "1280x800";
constexpr DisplaySize kUsual{1280, 800};
constexpr DisplaySize kSmall{1024, 600};
constexpr DisplaySize kUpright{800, 1280};
constexpr DisplaySize kLarge{1920, 1200};

constexpr Sizes all_on(std::string_view name, DisplaySize size) {
    return {name, size, size, size, size};
}

// Each job on two sizes, which together are all four; at length each on all.
std::vector<Sizes> sizes_to_try() {
    std::vector<Sizes> sizes{all_on(kUsualName, kUsual)};
    if (std::getenv("OPPAD_JOBS_ALL_SIZES") == nullptr) {
        sizes.push_back({"mixed", kSmall, kUpright, kLarge, kSmall});
    } else {
        sizes.push_back(all_on("1024x600", kSmall));
        sizes.push_back(all_on("800x1280", kUpright));
        sizes.push_back(all_on("1920x1200", kLarge));
    }
    return sizes;
}

void end(DrivenTablet& tablet) {
    tablet.program().signal(SIGTERM);
    CHECK(tablet.program().wait_for_end(kEndLongest) == 0);
}

// One tablet through its day, taken up again where another size is wanted.
class Day {
public:
    Day(Organisation& organisation, const Sizes& sizes)
        : organisation_(organisation), sizes_(sizes) {}

    std::vector<JobCost> do_all() {
        take_up(sizes_.visits);
        log_visits();
        take_up(sizes_.promises);
        keep_promises();
        take_up(sizes_.schools);
        reach_a_school();
        end(*els_);
        sync_at_the_office();
        end(*els_);
        return costs_;
    }

private:
    // As a person who unlocks it; the same one goes on as long as it has the size.
    void take_up(DisplaySize size) {
        if (els_ && els_->size() == size) return;
        if (els_) end(*els_);
        els_ = organisation_.take_tablet("els", size);
        must(els_->start());
        must(els_->unlock(std::string{kPin}));
    }

    void keep_picture(DrivenTablet& tablet, const char* job) {
        must(tablet.save_picture(picture_path(std::string{job} + "-" + std::string{sizes_.name})));
    }

    void log_visits() {
        CountedUser user{*els_};
        costs_.push_back(log_a_visit(user));
        CHECK(costs_.back().taps <= kTapsOfAVisitMax);
        keep_picture(*els_, "job-1");
        costs_.push_back(log_nobody_known(user));
    }

    void keep_promises() {
        CountedUser user{*els_};
        find_family(user);
        costs_.push_back(promise(user));
        user.tap("rail_families");
        user.tap("family_search_clear");
        user.tap("rail_today");
        costs_.push_back(know_the_family(user));
        keep_picture(*els_, "job-2");
        costs_.push_back(refer_warmly(user));
        costs_.push_back(enter_the_answer(user));
        keep_picture(*els_, "job-3");
        costs_.push_back(keep_a_promise(user));
    }

    void reach_a_school() {
        CountedUser user{*els_};
        costs_.push_back(plan_a_sit_day(user));
        costs_.push_back(log_at_school(user));
        keep_picture(*els_, "job-6");
    }

    // Back at the office both open their tablets; the colleague looks at her list, nobody taps. On
    // the usual size she is there before the hub is, and waits for the tablet's next try.
    void sync_at_the_office() {
        const auto fatma = organisation_.take_tablet("fatma", sizes_.sync);
        const bool waits = sizes_.name == kUsualName;
        if (!waits) send_to_the_hub();
        must(fatma->start());
        must(fatma->unlock(std::string{kPin}));
        CountedUser colleague{*fatma};
        colleague.tap("rail_families");
        colleague.see_screen("families");
        colleague.begin("4 Sync at the office");
        if (waits) send_to_the_hub();
        REQUIRE(wait_until([&] { return fatma->find("family_row_0").has_value(); }, kSyncLongest));
        costs_.push_back(colleague.end());
        CHECK(costs_.back().taps == 0);
        keep_picture(*fatma, "job-4");
        end(*fatma);
    }

    void send_to_the_hub() {
        organisation_.start_hub();
        must(els_->start());
        must(els_->unlock(std::string{kPin}));
        REQUIRE(wait_until([&] { return organisation_.hub_was_sent_to(); }, kSyncLongest));
    }

    Organisation& organisation_;
    Sizes sizes_;
    std::unique_ptr<DrivenTablet> els_;
    std::vector<JobCost> costs_;
};

void tell(const Sizes& sizes, const std::vector<JobCost>& costs) {
    const std::string table = table_of(costs);
    std::printf("%s:\n%s", std::string{sizes.name}.c_str(), table.c_str());
    const bool is_usual = sizes.name == kUsualName;
    const std::string more = is_usual ? std::string{} : "-" + std::string{sizes.name};
    std::ofstream file{std::string{OPPAD_PICTURES} + "/jobs" + more + ".md"};
    file << table;
}

// What the colleague's tablet holds in the end.
void check_records(Organisation& organisation) {
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

}  // namespace

TEST_CASE("each daily job is done in a real window, a visit in at most eight taps", "[e2e][jobs]") {
    const Sizes sizes = GENERATE(from_range(sizes_to_try()));
    INFO("sizes " << sizes.name);
    Organisation organisation;
    organisation.start_hub();
    organisation.enrol_tablet("els", "Els Peeters");
    organisation.enrol_tablet("fatma", "Fatma Yildiz");
    organisation.ctl("els", {"demo", "--families", "12", "--seed", "7", "--into-hub", "--assets",
                             std::string{OPPAD_ASSETS}});
    organisation.stop_hub();
    Day day{organisation, sizes};
    tell(sizes, day.do_all());
    check_records(organisation);
}

}  // namespace oppad::e2e
