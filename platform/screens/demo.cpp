#include "platform/screens/demo.h"

#include "platform/screens/demo_parts.h"

namespace oppad::screens {

namespace {

using engine::AgendaItem;
using engine::FamilyRow;
using engine::OpenItem;
using engine::PlaceRow;
using namespace std::chrono_literals;

std::vector<OpenItem> open_items() {
    std::vector<OpenItem> items(5);
    items[0] = {.key = {RecordType::kReferral, id_of<Referral>(1).raw},
                .family_id = id_of<Family>(3),
                .family_name = "El Amrani",
                .partner_name = "Huis van het Kind",
                .is_warm = true,
                .step = ReferralStep::kIntroduced,
                .days_overdue = 2,
                .days_silent = 9};
    items[1] = {.key = {RecordType::kFollowUp, id_of<FollowUp>(2).raw},
                .what = "Schooltoelage navragen",
                .family_id = id_of<Family>(4),
                .family_name = "Peeters",
                .due_day = add_days(today(), -4),
                .days_overdue = 4};
    items[2] = {.key = {RecordType::kFollowUp, id_of<FollowUp>(3).raw},
                .what = "Terugbellen: mevr. Nowak",
                .family_id = id_of<Family>(5),
                .family_name = "Nowak",
                .phone = "+32470654321",
                .channel = Channel::kPhone,
                .due_day = today()};
    items[3] = {.key = {RecordType::kQuestion, id_of<Question>(4).raw},
                .what = "Inschrijving 1ste leerjaar via het CLB",
                .family_id = id_of<Family>(6),
                .family_name = "De Smet",
                .due_day = add_days(today(), 1)};
    items[4] = {.key = {RecordType::kFollowUp, id_of<FollowUp>(5).raw},
                .what = "Kennismaking met de nieuwe directie voorbereiden",
                .place_id = id_of<Place>(2),
                .place_name = "GO! basisschool Het Kompas",
                .channel = Channel::kInPerson,
                .due_day = add_days(today(), 3)};
    for (OpenItem& item : items) {
        item.answer_day =
            item.days_overdue > 0 ? add_days(today(), -item.days_overdue) : item.due_day;
    }
    return items;
}

std::vector<FamilyRow> family_rows() {
    const auto row = [](unsigned number, const char* name, const char* street, int children,
                        Instant last) {
        return FamilyRow{.id = id_of<Family>(number),
                         .name = name,
                         .street = street,
                         .postcode = "2400",
                         .municipality = "Mol",
                         .state = FamilyState::kInGuidance,
                         .child_count = children,
                         .last_contact_at = last};
    };
    return {row(1, "Yılmaz-Peeters", "Turnhoutsebaan 14", 2, at(0, 11, 34)),
            row(2, "Peeters-Diallo", "Kerkplein 2", 1, at(12, 9, 0)),
            row(3, "El Amrani", "Stationsstraat 41 b2", 3, at(9, 14, 0)),
            row(4, "Peeters", "Kerkstraat 8", 3, at(1, 10, 0)),
            row(5, "Nowak", "Ginderbuiten 112", 2, at(3, 16, 0)),
            row(6, "De Smet", "Corbiestraat 7", 1, at(20, 10, 0)),
            row(7, "Van den Broeck", "Achterbos 66", 4, at(41, 11, 0))};
}

std::vector<PlaceRow> place_rows() {
    const auto row = [](unsigned number, const char* name, const char* area, int reached,
                        int silent) {
        PlaceRow place{.id = id_of<Place>(number),
                       .name = name,
                       .kind = PlaceKind::kSchool,
                       .municipality = "Mol",
                       .neighbourhood = area,
                       .families_reached = reached,
                       .silent_days = silent};
        if (silent >= 0) place.last_contact_day = add_days(today(), -silent);
        place.is_silent = silent < 0 || silent >= engine::kSilentDays;
        return place;
    };
    return {row(1, "VBS De Regenboog", "Mol-Centrum", 38, 0),
            row(2, "GO! basisschool Het Kompas", "Mol-Gompel", 27, 6),
            row(3, "Gemeenteschool De Toren", "Achterbos", 21, 12),
            row(4, "KOSH campus secundair", "Centrum", 16, 3),
            row(5, "Sint-Jan Berchmanscollege", "Centrum", 4, 94),
            row(6, "Freinetschool De Zonnebloem", "Sluis", 0, -1)};
}

std::vector<ContactPerson> contact_persons() {
    std::vector<ContactPerson> persons(2);
    persons[0].id = id_of<ContactPerson>(1);
    persons[0].place_id = demo_place();
    persons[0].name = "Katrien Maes";
    persons[0].function = ContactFunction::kCareCoordinator;
    persons[0].weekdays = {"1", "2", "4"};
    persons[0].preferred_channel = Channel::kMessage;
    persons[0].phone = "+32471223344";
    persons[1].id = id_of<ContactPerson>(2);
    persons[1].place_id = demo_place();
    persons[1].name = "Dirk Janssens";
    persons[1].function = ContactFunction::kPrincipal;
    persons[1].email = "directie@deregenboog.example";
    return persons;
}

engine::OpenConflict conflict() {
    const std::string base = "Mama vraagt hulp met de schoolrekening.";
    const std::string mine = base + " Wil mee naar de sociale dienst.";
    const std::string theirs = "Mama vraagt hulp met de schoolrekening van de oudste (€ 84).";
    engine::OpenConflict conflict{.field = 9, .field_name = "note", .base = base};
    conflict.subject.key = {RecordType::kContact, id_of<Contact>(4).raw};
    conflict.subject.is_here = true;
    conflict.subject.family_id = demo_family().raw;
    conflict.subject.family_name = "Yılmaz-Peeters";
    conflict.subject.kind = ContactKind::kHomeVisit;
    conflict.subject.at = at(5, 14, 0);
    conflict.versions.push_back({.mark = {2, "00000000000000aa"},
                                 .is_mine = true,
                                 .was_offline = true,
                                 .written_at = at(4, 10, 12),
                                 .words = mine,
                                 .parts = mark_new_words(base, mine, PartOf::kFirst)});
    conflict.versions.push_back({.mark = {1, "00000000000000bb"},
                                 .author_name = "Nadia",
                                 .written_at = at(4, 9, 47),
                                 .words = theirs,
                                 .parts = mark_new_words(base, theirs, PartOf::kSecond)});
    const TextProposal proposal = merge_texts(base, mine, theirs);
    conflict.proposal = proposal.text;
    conflict.proposal_parts = mark_new_words(base, proposal);
    return conflict;
}

}  // namespace

Instant demo_now() {
    constexpr Day kDay{std::chrono::year{2026} / std::chrono::November / 23};
    return start_of(kDay, demo_offset()) + 11h + 34min;
}

std::chrono::minutes demo_offset() { return 60min; }
Id<Family> demo_family() { return id_of<Family>(1); }
Id<Place> demo_place() { return id_of<Place>(1); }

ui::Snapshot demo_base() {
    ui::Snapshot snapshot;
    snapshot.lock = ui::LockState::kUnlocked;
    snapshot.organisation = "Outreach gemeente Mol";
    snapshot.staff.name = "Lies";
    snapshot.staff.role = Role::kOutreacher;
    snapshot.made_at = demo_now();
    snapshot.utc_offset = demo_offset();
    snapshot.sync.state = sync::SyncState::kWaiting;
    snapshot.sync.to_send = 3;
    snapshot.sync.last_complete_at = at(3, 16, 48);
    return snapshot;
}

ui::Snapshot demo_of_another() {
    ui::Snapshot snapshot = demo_base();
    snapshot.person = 99;
    return snapshot;
}

ui::Snapshot demo_locked() {
    ui::Snapshot snapshot = demo_base();
    snapshot.lock = ui::LockState::kLocked;
    snapshot.waiting_while_locked = 3;
    snapshot.last_unlocked_at = at(0, 9, 12);
    return snapshot;
}

void add_today(ui::Snapshot& snapshot) {
    engine::TodayView view;
    view.day = today();
    view.agenda = {AgendaItem{.id = id_of<Appointment>(1),
                              .kind = ContactKind::kSitDay,
                              .starts_at = at(0, 9, 0),
                              .duration_minutes = 60,
                              .place_id = id_of<Place>(1),
                              .place_name = "VBS De Regenboog",
                              .note = "2 ouders aangemeld",
                              .is_held = true},
                   AgendaItem{.id = id_of<Appointment>(2),
                              .kind = ContactKind::kHomeVisit,
                              .starts_at = at(0, 11, 30),
                              .duration_minutes = 45,
                              .family_id = demo_family(),
                              .family_name = "Yılmaz-Peeters",
                              .where = "Turnhoutsebaan 14",
                              .needs_interpreter = true,
                              .languages = {"nl", "tr"},
                              .safety_remark = "Grote hond: bel eerst aan."},
                   AgendaItem{.id = id_of<Appointment>(3),
                              .kind = ContactKind::kSchoolContact,
                              .starts_at = at(0, 15, 15),
                              .title = "GO! basisschool Het Kompas",
                              .place_id = id_of<Place>(2),
                              .where = "schoolpoort",
                              .note = "Kennismaking nieuwe directie"}};
    view.open_items = open_items();
    view.open_item_count = 5;
    view.overdue_count = 2;
    view.silent_place_count = 3;
    view.has_families = true;
    view.news = {{.family_id = id_of<Family>(3),
                  .family_name = "El Amrani",
                  .author_name = "Hanne",
                  .at = at(1, 14, 10),
                  .items = {{.key = {RecordType::kContact, id_of<Contact>(31).raw},
                             .contact_kind = ContactKind::kHomeVisit},
                            {.key = {RecordType::kFamily, id_of<Family>(3).raw}}}}};
    add(snapshot, engine::LookToday{}, std::move(view));
}

void add_running(ui::Snapshot& snapshot) {
    add_today(snapshot);
    engine::TodayView view = std::get<engine::TodayView>(*snapshot.views.back().second);
    snapshot.views.pop_back();
    view.unlogged = {AgendaItem{.id = id_of<Appointment>(11),
                                .kind = ContactKind::kHomeVisit,
                                .starts_at = at(3, 10, 0),
                                .duration_minutes = 45,
                                .family_id = id_of<Family>(2),
                                .family_name = "El Amrani",
                                .where = "Rozenberg 8"}};
    view.campaigns = {{.id = id_of<Campaign>(1),
                       .name = "Belactie aanmelding kleuters",
                       .working_days_left = 4,
                       .calls = 50,
                       .done = 31,
                       .asked_help = 12,
                       .to_call_back_today = 5}};
    add(snapshot, engine::LookToday{}, std::move(view));
    add(snapshot, engine::LookDrafts{},
        engine::DraftsView{{{.id = id_of<Contact>(41).raw,
                             .kind = ContactKind::kHomeVisit,
                             .family_name = "Nowak",
                             .place_name = {},
                             .saved_at = at(0, 10, 50)},
                            {.id = id_of<Contact>(42).raw,
                             .kind = ContactKind::kPhoneCall,
                             .family_name = "De Smet",
                             .place_name = {},
                             .saved_at = at(1, 16, 5),
                             .is_edit = true}}});
    add(snapshot, engine::LookUnnamed{5},
        engine::UnnamedView{
            .rows = {{id_of<Contact>(43),
                      ContactKind::kNeutralGround,
                      at(1, 10, 20),
                      {"food", "housing"}},
                     {id_of<Contact>(44), ContactKind::kPhoneCall, at(9, 9, 5), {}}},
            .has_more = true});
}

void add_nothing_today(ui::Snapshot& snapshot) {
    engine::TodayView view;
    view.day = today();
    view.silent_place_count = 3;
    view.has_families = true;
    add(snapshot, engine::LookToday{}, std::move(view));
    snapshot.sync.state = sync::SyncState::kIdle;
    snapshot.sync.to_send = 0;
}

void add_week(ui::Snapshot& snapshot) {
    engine::AgendaView week;
    week.first_day = today();
    week.last_day = add_days(today(), 6);
    week.items = {planned_visit(1),
                  AgendaItem{.id = id_of<Appointment>(5),
                             .kind = ContactKind::kSitDay,
                             .starts_at = at(-1, 15, 0),
                             .duration_minutes = 60,
                             .place_id = id_of<Place>(2),
                             .place_name = "GO! basisschool Het Kompas"},
                  AgendaItem{.id = id_of<Appointment>(6),
                             .kind = ContactKind::kPhoneCall,
                             .starts_at = at(-3, 9, 30),
                             .family_id = id_of<Family>(5),
                             .family_name = "Nowak"}};
    engine::AgendaView next{add_days(today(), 7), add_days(today(), 13), {week.items.front()}};
    next.items.front().starts_at = at(-8, 10, 0);
    const engine::LookAgenda look{week.first_day, week.last_day};
    const engine::LookAgenda look_further{next.first_day, next.last_day};
    add(snapshot, look, std::move(week));
    add(snapshot, look_further, std::move(next));
}

void add_similar(ui::Snapshot& snapshot, const engine::LookSimilarFamilies& look) {
    add(snapshot, look,
        engine::SimilarFamilies{.rows = {{family_rows()[3], engine::Likeness::kNameAndStreet},
                                         {family_rows()[1], engine::Likeness::kName}}});
    add_other_family(snapshot, family_rows()[3]);
}

void add_partners(ui::Snapshot& snapshot) {
    add(snapshot, engine::LookPartners{},
        engine::PartnersView{.rows = {{id_of<Partner>(1), "Sociale dienst OCMW"},
                                      {id_of<Partner>(2), "Huis van het Kind"},
                                      {id_of<Partner>(3), "CLB Kempen"}}});
}

namespace {

void add_opened(ui::Snapshot& snapshot) {
    add(snapshot, engine::LookOpened{},
        engine::OpenedView{
            .rows = {{{RecordType::kFamily, demo_family().raw}, "Yılmaz-Peeters"},
                     {{RecordType::kPlace, demo_place().raw}, "De Regenboog"},
                     {{RecordType::kFamily, id_of<Family>(7).raw}, "Van den Broeck"}}});
}

}  // namespace

void add_families(ui::Snapshot& snapshot, const std::string& query) {
    engine::FamiliesView view{.query = query, .rows = family_rows(), .total = 104};
    if (!query.empty()) {
        view.rows.erase(view.rows.begin() + 4, view.rows.end());
        view.rows.erase(view.rows.begin() + 2);
        view.rows.push_back(FamilyRow{.id = id_of<Family>(9),
                                      .name = "Pieters",
                                      .street = "Oude Kerkweg 31",
                                      .postcode = "2400",
                                      .municipality = "Mol",
                                      .last_contact_at = at(120, 9, 0),
                                      .is_similar = true});
        view.total = static_cast<int>(view.rows.size());
    } else {
        view.rows[0].whereabouts = Whereabouts::kOnlyHere;
        view.rows[2].whereabouts = Whereabouts::kRefused;
        add_opened(snapshot);
    }
    if (!query.empty()) add_found(snapshot, view);
    add(snapshot, engine::LookFamilies{query}, std::move(view));
}

void add_places(ui::Snapshot& snapshot) {
    engine::PlacesView view;
    view.rows = place_rows();
    view.school_count = 22;
    view.association_count = 3;
    view.groups = {{"Mol", {0, 1, 2, 3, 4, 5}}};
    add(snapshot, engine::LookPlaces{}, std::move(view));
}

void add_place(ui::Snapshot& snapshot) {
    engine::PlacePage page;
    page.place.id = demo_place();
    page.place.name = "VBS De Regenboog";
    page.place.kind = PlaceKind::kSchool;
    page.place.street = "Rondplein 14";
    page.place.postcode = "2400";
    page.place.municipality = "Mol";
    page.place.phone = "+3214312233";
    page.families_reached = 38;
    page.not_known_before = 21;
    page.sit_days = 9;
    page.contact_persons = contact_persons();
    page.planned = {AgendaItem{.id = id_of<Appointment>(7),
                               .kind = ContactKind::kSitDay,
                               .starts_at = at(-2, 15, 0),
                               .duration_minutes = 60,
                               .place_id = demo_place(),
                               .place_name = "VBS De Regenboog"},
                    AgendaItem{.id = id_of<Appointment>(10),
                               .kind = ContactKind::kSchoolContact,
                               .starts_at = at(-3, 9, 30),
                               .duration_minutes = 30,
                               .place_id = demo_place(),
                               .place_name = "VBS De Regenboog",
                               .is_mine = false,
                               .owner_name = "Hanne"}};
    page.sit_day.walk_ins = {{id_of<Contact>(31), at(0, 11, 20), {}, {}},
                             {id_of<Contact>(1), at(0, 10, 55), "Yılmaz-Peeters", {"food"}}};
    page.sit_day.waiting = {
        {id_of<Appointment>(8), at(0, 11, 5), "Mama van Deniz", {}, {}},
        {id_of<Appointment>(9), at(5, 16, 0), {}, id_of<Family>(2), "El Amrani"}};
    page.themes = {{"school_costs", 17, false},
                   {"enrolment", 11, false},
                   {"food", 8, false},
                   {"child_care", 5, false},
                   {"other", 3, true}};
    add(snapshot, engine::LookPlace{demo_place()}, std::move(page));
}

void add_quiet_place(ui::Snapshot& snapshot) {
    const engine::LookPlace look{demo_place()};
    ui::Snapshot whole;
    add_place(whole);
    engine::PlacePage page = *ui::find_view<engine::PlacePage>(whole, look);
    page.sit_day = {};
    add(snapshot, look, std::move(page));
}

void add_sync(ui::Snapshot& snapshot) {
    engine::SyncPage page;
    page.conflicts = {conflict()};
    engine::RefusedRecord refused{.cause = RefusalCause::kOutOfScope,
                                  .refused_at = at(3, 16, 48),
                                  .words = "Oma vraagt een taalcursus voor de jongste."};
    refused.subject.key = {RecordType::kQuestion, id_of<Question>(3).raw};
    refused.subject.is_here = true;
    refused.subject.family_id = id_of<Family>(2).raw;
    refused.subject.family_name = "El Amrani";
    refused.subject.at = at(5, 10, 0);
    page.refused = {refused};
    page.runs = {{at(3, 16, 48), 3100, 118, 43, true}, {at(6, 9, 5), 900, 12, 0, false}};
    snapshot.sync.open_conflicts = 1;
    snapshot.sync.refused = 1;
    add(snapshot, engine::LookSync{}, std::move(page));
}

void add_sheets(ui::Snapshot& snapshot) {
    using enum ui::SheetFolder;
    const ui::SheetPlace documents{kDocuments, "/home/somebody/Documenten", {}};
    snapshot.sheets.places = {documents,
                              {kDownloads, "/home/somebody/Downloads", {}},
                              {kStick, "/media/somebody/KINGSTON", "KINGSTON"}};
    snapshot.sheets.lying = {{"/home/somebody/Documenten/op-pad-2026-11-20-1.pdf",
                              "op-pad-2026-11-20-1.pdf", documents}};
    snapshot.sheets.can_open = true;
}

void add_nothing_to_settle(ui::Snapshot& snapshot) {
    add(snapshot, engine::LookSync{}, engine::SyncPage{});
}

void add_log_contact(ui::Snapshot& snapshot) {
    engine::LogContactPage page;
    page.family = family_rows()[0];
    page.members = members();
    page.themes = {"school_costs",   "enrolment",   "food",          "housing", "child_care",
                   "language",       "health_care", "income_rights", "work",    "leisure",
                   "growth_package", "transport",   "debt"};
    page.partners = {{id_of<Partner>(1), "Sociale dienst OCMW"},
                     {id_of<Partner>(2), "Huis van het Kind"},
                     {id_of<Partner>(3), "CLB Kempen"}};
    engine::ContactDraft draft;
    draft.id = id_of<Contact>(77).raw;
    draft.kind = ContactKind::kHomeVisit;
    draft.family_id = demo_family();
    draft.begun_at = demo_now();
    draft.themes = {"school_costs", "food"};
    draft.participants = {to_text(id_of<Person>(1).raw), to_text(id_of<Person>(3).raw)};
    draft.note =
        "Mama vraagt hulp met de schoolrekening van de oudste (€ 84 open). Papa zoekt werk sinds "
        "september. Lunchdozen de laatste week vaak leeg, juf heeft boterhammen gemaakt. Mama wil "
        "meegaan naar de sociale dienst als ik erbij ben";
    draft.referral = engine::ReferToPartner{.partner_id = id_of<Partner>(1),
                                            .what = "afbetaling schoolrekening",
                                            .consented = true,
                                            .warm = true,
                                            .introduction = Introduction::kWentAlong};
    draft.follow_up = engine::PromiseFollowUp{
        .what = "terugbellen", .due_day = add_days(today(), 3), .channel = Channel::kPhone};
    page.draft = draft;
    add(snapshot, engine::LookLogContact{}, page);
    add(snapshot, engine::LookLogContact{{}, demo_family(), {}}, page);
    page.draft.reset();
    page.place = place_rows()[0];
    page.contact_persons = contact_persons();
    add(snapshot, engine::LookLogContact{{}, {}, demo_place()}, std::move(page));
}

}  // namespace oppad::screens
