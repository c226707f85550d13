// The states that nobody draws first: nothing at all, an answer on its way, a refusal, and far too
// much of everything.
#include <utility>

#include "platform/screens/demo.h"
#include "platform/screens/tour.h"

namespace oppad::screens {

namespace {

using namespace std::chrono_literals;

constexpr const char* kLongName =
    "Van den Bogaerde-Vanderstraeten de la Fontaine-Papadimitriou Kongolo wa Mulumba";
constexpr const char* kLongWord = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
// The longest labels last, where the bars end.
constexpr const char* kAllThemes[] = {
    "school_costs",   "enrolment",      "food",          "material_support",
    "health_care",    "housing",        "income_rights", "child_care",
    "language",       "work",           "leisure",       "parenting",
    "transport",      "residence",      "debt",          "mental_health",
    "safety",         "digital_access", "other",         "school_attendance",
    "period_poverty", "perinatal",      "growth_package"};
constexpr const char* kRightToLeft = "عائلة عبد الرحمن النجار";
constexpr std::size_t kNoteLetters = 4000;
constexpr unsigned kChildren = 12;
constexpr std::uint64_t kTicketsAnswered = 600;

template <class Record>
Id<Record> id_of(unsigned number) {
    Id<Record> id;
    id.raw.bytes[0] = 2;
    id.raw.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

template <class ViewType>
void add(ui::Snapshot& snapshot, const engine::Look& look, ViewType view) {
    snapshot.views.emplace_back(look, std::make_shared<const engine::View>(std::move(view)));
}

std::string long_note() {
    std::string note;
    while (note.size() < kNoteLetters) {
        note +=
            "De mama vertelt dat de oudste sinds de verhuizing niet meer graag naar school gaat. ";
        if (note.size() % 3 == 0) note += "\n\n";
        if (note.size() % 7 == 0) note += std::string(kLongWord) + ' ';
    }
    note.resize(kNoteLetters);
    return note;
}

Day today() { return day_of(demo_now(), demo_offset()); }

const char* name_of(unsigned number) {
    constexpr const char* kNames[] = {kLongName, kLongWord, kRightToLeft, "O"};
    return kNames[number % std::size(kNames)];
}

void add_crowded_today(ui::Snapshot& snapshot) {
    engine::TodayView view;
    view.day = today();
    for (unsigned i = 0; i < 14; ++i) {
        view.agenda.push_back({.id = id_of<Appointment>(i),
                               .kind = ContactKind::kHomeVisit,
                               .starts_at = demo_now() + i * 20min,
                               .duration_minutes = 480,
                               .title = i % 2 == 0 ? std::string{} : std::string(kLongWord),
                               .family_id = demo_family(),
                               .family_name = name_of(i),
                               .where = kLongName,
                               .note = long_note().substr(0, 400),
                               .needs_interpreter = true,
                               .is_held = i % 3 == 0});
    }
    constexpr RecordType kTypes[] = {RecordType::kReferral, RecordType::kQuestion,
                                     RecordType::kFollowUp};
    for (unsigned i = 0; i < 30; ++i) {
        view.open_items.push_back({.key = {kTypes[i % 3], id_of<FollowUp>(i).raw},
                                   .what = long_note().substr(0, 200),
                                   .family_id = id_of<Family>(9),
                                   .family_name = name_of(i),
                                   .partner_name = kLongName,
                                   .is_warm = true,
                                   .step = ReferralStep::kIntroduced,
                                   .channel = Channel::kInPerson,
                                   .due_day = add_days(today(), -300),
                                   .answer_day = add_days(today(), -300),
                                   .days_overdue = 300,
                                   .days_silent = 1234});
    }
    view.open_item_count = 12345;
    view.overdue_count = 1234;
    view.silent_place_count = 999;
    view.has_families = true;
    add(snapshot, engine::LookToday{}, std::move(view));
}

void add_crowded_families(ui::Snapshot& snapshot) {
    engine::FamiliesView view{.query = {}, .rows = {}, .total = 204'816};
    for (unsigned i = 0; i < 40; ++i) {
        view.rows.push_back({.id = i == 0 ? demo_family() : id_of<Family>(i),
                             .name = name_of(i),
                             .street = kLongName,
                             .postcode = "2400",
                             .municipality = kLongWord,
                             .child_count = 12,
                             .last_contact_at = demo_now() + -300h,
                             .matched_person = kLongName,
                             .whereabouts = Whereabouts::kOnlyHere});
    }
    add(snapshot, engine::LookFamilies{}, std::move(view));
}

void add_crowded_search(ui::Snapshot& snapshot) {
    engine::SearchPage page{.query = "xyz"};
    for (unsigned i = 0; i < engine::kFoundMax; ++i) {
        page.families.push_back({.id = id_of<Family>(i),
                                 .name = name_of(i),
                                 .municipality = kLongWord,
                                 .is_similar = true});
        page.places.push_back({.id = id_of<Place>(i), .name = name_of(i)});
        page.partners.push_back({.id = id_of<Partner>(i), .name = name_of(i)});
        engine::FoundContactPerson person;
        person.id = id_of<ContactPerson>(i);
        person.name = name_of(i);
        page.contact_persons.push_back(std::move(person));
        page.texts.push_back({.key = {RecordType::kQuestion, id_of<Question>(i).raw},
                              .piece = kLongWord + std::string(" xyz"),
                              .family_id = id_of<Family>(i),
                              .family_name = name_of(i)});
    }
    add(snapshot, engine::LookSearch{"xyz"}, std::move(page));
}

std::vector<engine::FamilyMember> many_members() {
    std::vector<engine::FamilyMember> members;
    for (unsigned i = 0; i < kChildren + 2; ++i) {
        engine::FamilyMember member;
        member.person.id = id_of<Person>(i);
        member.person.given_name = name_of(i);
        member.person.family_name = kLongName;
        member.person.relation = i < 2 ? PersonRelation::kMother : PersonRelation::kChild;
        member.person.phone = "+32470123456";
        member.person.school_class = kLongWord;
        if (i % 2 == 0) member.person.street = std::string(kLongName) + " 12";
        member.school_name = kLongName;
        if (i >= 2) member.age_years = static_cast<int>(i);
        members.push_back(std::move(member));
    }
    return members;
}

void add_crowded_family(ui::Snapshot& snapshot) {
    engine::FamilyPage page;
    page.family.id = demo_family();
    page.family.name = kLongName;
    page.family.state = FamilyState::kInGuidance;
    page.family.street = kLongName;
    page.family.postcode = "2400";
    page.family.municipality = kLongWord;
    page.family.phone = "+32470123456";
    page.family.languages = {"tr", "nl", "ar", "fr", "en", "pl"};
    page.family.needs_interpreter = true;
    page.family.safety_remark = long_note().substr(0, 200);
    page.whereabouts = Whereabouts::kOnlyHere;
    page.reached_year = 2026;
    page.members = many_members();
    engine::SharedWith shared;
    shared.consent.purpose = kLongName;
    shared.consent.given_day = today();
    shared.consent.until_day = today();
    shared.partner_name = kLongWord;
    shared.given_by = kRightToLeft;
    page.shared_with.assign(3, shared);
    page.once_shared.assign(3, shared);
    for (unsigned i = 0; i < 12; ++i) {
        engine::TimelineItem item{.kind = engine::TimelineKind::kContact,
                                  .key = {RecordType::kContact, id_of<Contact>(i).raw},
                                  .at = demo_now() + -24h * static_cast<int>(i),
                                  .author_name = kLongName,
                                  .whereabouts = Whereabouts::kOnlyHere,
                                  .has_conflict = true,
                                  .contact_kind = ContactKind::kSchoolContact,
                                  .place_name = kLongName,
                                  .contact_person = kLongWord,
                                  .contact_function = ContactFunction::kCareCoordinator,
                                  .themes = {"school_costs", "food", "housing", "income_rights"},
                                  .text = i == 0 ? long_note() : std::string(name_of(i))};
        page.timeline.push_back(std::move(item));
    }
    page.timeline_total = 12;
    add(snapshot, engine::LookFamily{demo_family()}, std::move(page));
}

void add_crowded_places(ui::Snapshot& snapshot) {
    engine::PlacesView view;
    for (unsigned i = 0; i < 30; ++i) {
        view.rows.push_back({.id = i == 0 ? demo_place() : id_of<Place>(i),
                             .name = name_of(i),
                             .kind = PlaceKind::kSchool,
                             .municipality = kLongWord,
                             .neighbourhood = kLongName,
                             .families_reached = 12'345,
                             .silent_days = 1'234,
                             .is_silent = i % 2 == 0});
    }
    view.school_count = 999;
    view.association_count = 999;
    add(snapshot, engine::LookPlaces{}, std::move(view));
    engine::PlacePage page;
    page.place.id = demo_place();
    page.place.name = kLongName;
    page.families_reached = 12'345;
    page.not_known_before = 12'345;
    page.sit_days = 365;
    for (unsigned i = 0; i < 6; ++i) {
        ContactPerson person;
        person.id = id_of<ContactPerson>(i);
        person.place_id = demo_place();
        person.name = name_of(i);
        person.function = ContactFunction::kCareCoordinator;
        person.phone = "+32470123456";
        person.email = std::string(kLongWord) + "@school.example";
        person.weekdays = {"1", "2", "3", "4", "5"};
        person.preferred_channel = Channel::kMessage;
        page.contact_persons.push_back(std::move(person));
    }
    for (unsigned i = 0; i < 12; ++i) {
        page.sit_day.walk_ins.push_back(
            {id_of<Contact>(i), demo_now(), name_of(i), {"school_costs", "income_rights"}});
        page.sit_day.waiting.push_back({id_of<Appointment>(i), demo_now(), name_of(i), {}, {}});
    }
    for (const char* theme : kAllThemes) page.themes.push_back({theme, 12'345, false});
    page.themes[1].count = 999;
    page.themes[2] = {"food", 3, true};
    add(snapshot, engine::LookPlace{demo_place()}, std::move(page));
}

void add_crowded_log(ui::Snapshot& snapshot) {
    engine::LogContactPage page;
    page.family = engine::FamilyRow{.id = demo_family(), .name = kLongName};
    page.members = many_members();
    page.safety_remark = long_note().substr(0, 200);
    page.themes = {"school_costs", "enrolment", "food", "housing", "child_care", "language"};
    for (unsigned i = 0; i < 8; ++i) page.partners.push_back({id_of<Partner>(i), name_of(i)});
    engine::ContactDraft draft;
    draft.id = id_of<Contact>(77).raw;
    draft.kind = ContactKind::kHomeVisit;
    draft.family_id = demo_family();
    draft.begun_at = demo_now();
    draft.note = long_note();
    draft.referral = engine::ReferToPartner{.partner_id = id_of<Partner>(1),
                                            .what = long_note().substr(0, 200),
                                            .consented = true,
                                            .warm = true,
                                            .introduction = Introduction::kWentAlong};
    draft.follow_up = engine::PromiseFollowUp{.what = long_note().substr(0, 200),
                                              .due_day = add_days(today(), 3),
                                              .channel = Channel::kPhone};
    page.draft = draft;
    add(snapshot, engine::LookLogContact{}, page);
    add(snapshot, engine::LookLogContact{{}, demo_family(), {}}, std::move(page));
}

ui::Snapshot crowded() {
    ui::Snapshot snapshot = demo_base();
    snapshot.organisation = kLongName;
    snapshot.sync.to_send = 12'345;
    add_crowded_today(snapshot);
    add_crowded_families(snapshot);
    add_crowded_search(snapshot);
    add_crowded_family(snapshot);
    add_crowded_places(snapshot);
    add_crowded_log(snapshot);
    return snapshot;
}

ui::Snapshot empty() {
    ui::Snapshot snapshot = demo_base();
    add(snapshot, engine::LookToday{}, engine::TodayView{});
    engine::FamiliesView families;
    add(snapshot, engine::LookFamilies{}, std::move(families));
    add(snapshot, engine::LookPlaces{}, engine::PlacesView{});
    add(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    add(snapshot, engine::LookAgenda{today(), add_days(today(), 6)}, engine::AgendaView{});
    add(snapshot, engine::LookSearch{"xyz"}, engine::SearchPage{.query = "xyz"});
    return snapshot;
}

// A family and a school of which nothing is known but that they are there.
ui::Snapshot bare() {
    ui::Snapshot snapshot = demo_base();
    add_families(snapshot, "");
    add_places(snapshot);
    engine::FamilyPage family;
    family.family.id = demo_family();
    add(snapshot, engine::LookFamily{demo_family()}, std::move(family));
    add(snapshot, engine::LookHistory{{RecordType::kFamily, demo_family().raw}},
        engine::HistoryView{});
    engine::PlacePage place;
    place.place.id = demo_place();
    add(snapshot, engine::LookPlace{demo_place()}, std::move(place));
    return snapshot;
}

ui::Snapshot refused(ui::Snapshot snapshot, const engine::Outcome& outcome) {
    for (std::uint64_t ticket = 1; ticket <= kTicketsAnswered; ++ticket) {
        snapshot.outcomes.push_back({ticket, outcome});
    }
    return snapshot;
}

void add_refusals(std::vector<Scene>& all) {
    const engine::Outcome full{.error = Error{ErrorCode::kDiskFull, ""}};
    const engine::Outcome missing{.problems = {{ProblemCode::kMissing, "family_id"},
                                               {ProblemCode::kTooLong, "note"},
                                               {ProblemCode::kMissing, "name"}}};
    ui::Snapshot work = demo_base();
    add_today(work);
    add_families(work, "");
    add_family(work);
    add(work, engine::LookLogContact{}, engine::LogContactPage{});
    const std::vector<std::string> save{"rail_log_contact", "save_contact"};
    const std::vector<std::string> panel{"rail_families", "family_row_0", "edit_family",
                                         "panel_save"};
    all.push_back({"x1-log-full", work, save, {}, refused(work, full)});
    all.push_back({"x2-log-problems", work, save, {}, refused(work, missing)});
    all.push_back({"x3-panel-full", work, panel, {}, refused(work, full)});
    all.push_back({"x4-panel-problems", work, panel, {}, refused(work, missing)});
    all.push_back({"x5-settle-full", work, {"settle_1"}, {}, refused(work, full)});
    all.push_back({"x6-settled", work, {"settle_1"}, {}, refused(work, {})});
}

// What was chosen is on its way.
void add_answers_awaited(std::vector<Scene>& all) {
    ui::Snapshot lists = demo_base();
    add_today(lists);
    add_families(lists, "");
    add_places(lists);
    all.push_back({"loading-family", lists, {"rail_families", "family_row_0"}, {}, {}});
    all.push_back({"loading-place", lists, {"rail_places", "place_row_0"}, {}, {}});
    all.push_back({"loading-search", lists, {"rail_families", "family_search"}, "xyz", {}});
    all.push_back({"loading-week", lists, {"agenda_week"}, {}, {}});
}

void add_odd_scenes(std::vector<Scene>& all) {
    ui::Snapshot fresh = demo_locked();
    fresh.lock = ui::LockState::kNoStore;
    all.push_back({"x7-not-set-up", fresh, {}, {}, {}});
    all.push_back(
        {"crowded-search", crowded(), {"rail_families", "family_search"}, "xyz", {}, false, {}});
    all.push_back({"crowded-place-themes",
                   crowded(),
                   {"rail_places", "place_row_0"},
                   {},
                   {},
                   false,
                   "met_today"});
    all.push_back(
        {"empty-search", empty(), {"rail_families", "family_search"}, "xyz", {}, false, {}});
    ui::Snapshot locked = demo_locked();
    locked.organisation = kLongName;
    locked.waiting_while_locked = 12'345;
    all.push_back({"x8-locked-long", locked, {}, {}, {}});
}

}  // namespace

std::vector<Scene> extreme_scenes() {
    std::vector<Scene> all;
    const auto add_all =
        [&](const char* prefix, const ui::Snapshot& snapshot,
            const std::vector<std::pair<const char*, std::vector<std::string>>>& walks) {
            for (const auto& [name, taps] : walks) {
                all.push_back({std::string(prefix) + name, snapshot, taps, {}, {}, false, {}});
            }
        };
    add_all("crowded-", crowded(),
            {{"today", {}},
             {"step", {"step_0"}},
             {"follow-ups", {"rail_follow_ups"}},
             {"families", {"rail_families"}},
             {"family", {"rail_families", "family_row_0"}},
             {"family-edit", {"rail_families", "family_row_0", "edit_family"}},
             {"family-plan", {"rail_families", "family_row_0", "plan_appointment"}},
             {"places", {"rail_places"}},
             {"place", {"rail_places", "place_row_0"}},
             {"log", {"rail_log_contact"}},
             {"log-referral", {"rail_log_contact", "next_referral"}},
             {"log-family", {"rail_log_contact", "choose_family"}},
             {"log-note", {"rail_log_contact", "note"}},
             {"settings", {"rail_sync", "settings"}}});
    ui::Snapshot first_sync = empty();
    first_sync.sync.last_complete_at.reset();
    add_all("first-sync-", first_sync,
            {{"today", {}}, {"families", {"rail_families"}}, {"places", {"rail_places"}}});
    ui::Snapshot passed_on = first_sync;
    passed_on.has_former_code = true;
    add_all("passed-on-", passed_on,
            {{"today", {}},
             {"families", {"rail_families"}},
             {"places", {"rail_places"}},
             {"code", {"change_code_now"}}});
    add_all("empty-", empty(),
            {{"today", {}},
             {"follow-ups", {"rail_follow_ups"}},
             {"families", {"rail_families"}},
             {"places", {"rail_places"}},
             {"week", {"agenda_week"}},
             {"picker", {"rail_log_contact", "choose_family"}},
             {"log", {"rail_log_contact"}}});
    add_all("bare-", bare(),
            {{"family", {"rail_families", "family_row_0"}},
             {"history", {"rail_families", "family_row_0", "edit_family", "family_history"}},
             {"place", {"rail_places", "place_row_0"}}});
    add_all("loading-", demo_base(),
            {{"today", {}},
             {"follow-ups", {"rail_follow_ups"}},
             {"families", {"rail_families"}},
             {"places", {"rail_places"}},
             {"log", {"rail_log_contact"}}});
    add_answers_awaited(all);
    add_refusals(all);
    add_odd_scenes(all);
    return all;
}

}  // namespace oppad::screens
