// The demo's family: who they are, what took place, what may be shared.
#include "platform/screens/demo_parts.h"

namespace oppad::screens {

using engine::AgendaItem;
using engine::FamilyMember;
using engine::TimelineItem;
using engine::TimelineKind;

namespace {

FamilyMember member(unsigned number, const char* given, const char* family,
                    PersonRelation relation) {
    FamilyMember member;
    member.person.id = id_of<Person>(number);
    member.person.family_id = demo_family();
    member.person.given_name = given;
    member.person.family_name = family;
    member.person.relation = relation;
    return member;
}

std::vector<TimelineItem> timeline() {
    std::vector<TimelineItem> items(6);
    items[0] = {.kind = TimelineKind::kContact,
                .at = at(0, 11, 34),
                .is_mine = true,
                .whereabouts = Whereabouts::kOnlyHere,
                .contact_kind = ContactKind::kHomeVisit,
                .themes = {"school_costs", "food"},
                .text = "Hulp gevraagd met schoolrekening. Mama wil mee naar de sociale dienst."};
    items[1] = {.kind = TimelineKind::kReferral,
                .at = at(5, 15, 40),
                .is_mine = true,
                .partner_name = "Sociale dienst OCMW",
                .is_warm = true,
                .step = ReferralStep::kConsented,
                .steps = {{ReferralStep::kDiscussed, at(5, 15, 40)},
                          {ReferralStep::kConsented, at(0, 11, 34)}}};
    items[2] = {.kind = TimelineKind::kContact,
                .at = at(5, 15, 30),
                .is_mine = true,
                .contact_kind = ContactKind::kSchoolContact,
                .place_name = "De Regenboog",
                .contact_function = ContactFunction::kCareCoordinator,
                .text =
                    "Deniz komt soms zonder brooddoos. Juf maakt boterhammen. Ouders nog niet "
                    "aangesproken.",
                .signals = {{.id = id_of<Signal>(1),
                             .text = "Lege brooddozen in drie klassen",
                             .state = SignalState::kNoted}}};
    items[3] = {.kind = TimelineKind::kContact,
                .at = at(50, 10, 0),
                .author_name = "Hanne",
                .contact_kind = ContactKind::kGroupMoment,
                .place_name = "Huis van het Kind",
                .text = "Babyborrel, mama kwam met Lina."};
    items[4] = {.kind = TimelineKind::kContact,
                .at = at(56, 9, 15),
                .author_name = "Hanne",
                .contact_kind = ContactKind::kPhoneCall,
                .text = "Eerste contact na belactie aanmelding."};
    items[5] = {.kind = TimelineKind::kQuestion,
                .at = at(57, 10, 0),
                .author_name = "Hanne",
                .text = "Waar vraag ik een schooltoelage aan?",
                .question_state = QuestionState::kOpen};
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto number = static_cast<unsigned>(i + 1);
        switch (items[i].kind) {
            case TimelineKind::kReferral:
                items[i].key = {RecordType::kReferral, id_of<Referral>(number).raw};
                break;
            case TimelineKind::kQuestion:
                items[i].key = {RecordType::kQuestion, id_of<Question>(number).raw};
                break;
            default:
                items[i].key = {RecordType::kContact, id_of<Contact>(number).raw};
        }
    }
    return items;
}

}  // namespace

std::vector<FamilyMember> members() {
    std::vector<FamilyMember> all{member(1, "Elif", "Yılmaz", PersonRelation::kMother),
                                  member(2, "Tom", "Peeters", PersonRelation::kFather),
                                  member(3, "Deniz", "", PersonRelation::kChild),
                                  member(4, "Lina", "", PersonRelation::kChild)};
    all[0].person.phone = "+32470123456";
    all[2].age_years = 7;
    all[2].school_name = "De Regenboog";
    all[2].person.school_class = "2A";
    all[3].age_years = 2;
    all[3].age_months = 31;
    return all;
}

AgendaItem planned_visit(int days_ahead) {
    return AgendaItem{.id = id_of<Appointment>(4),
                      .kind = ContactKind::kHomeVisit,
                      .starts_at = at(-days_ahead, 10, 0),
                      .duration_minutes = 45,
                      .family_id = demo_family(),
                      .family_name = "Yılmaz-Peeters",
                      .where = "Turnhoutsebaan 14",
                      .safety_remark = "Grote hond: bel eerst, dan komt mama naar buiten."};
}

namespace {

engine::FamilyPage family_page() {
    engine::FamilyPage page;
    page.family.id = demo_family();
    page.family.name = "Yılmaz-Peeters";
    page.family.state = FamilyState::kInGuidance;
    page.family.street = "Turnhoutsebaan 14";
    page.family.postcode = "2400";
    page.family.municipality = "Mol";
    page.family.languages = {"tr", "nl"};
    page.family.needs_interpreter = true;
    page.family.safety_remark = "Grote hond: bel eerst aan.";
    page.reached_year = 2026;
    page.members = members();
    page.family.phone = "+32470123456";
    engine::SharedWith shared;
    shared.consent.id = id_of<Consent>(1);
    shared.consent.family_id = demo_family();
    shared.consent.partner_id = id_of<Partner>(2);
    shared.consent.purpose = "Aanmelding kleuter";
    shared.consent.given_day = add_days(today(), -42);
    shared.consent.until_day = Day{std::chrono::year{2026} / std::chrono::December / 31};
    shared.partner_name = "Huis van het Kind";
    shared.given_by = "Elif";
    page.shared_with = {shared};
    page.timeline = timeline();
    page.timeline_total = 6;
    const TimelineItem& referral = page.timeline[1];
    const TimelineItem& question = page.timeline[5];
    page.open_items = {{.key = referral.key,
                        .family_id = demo_family(),
                        .family_name = page.family.name,
                        .partner_name = referral.partner_name,
                        .partner_id = id_of<Partner>(1),
                        .is_warm = referral.is_warm,
                        .step = referral.step},
                       {.key = question.key,
                        .what = question.text,
                        .family_id = demo_family(),
                        .family_name = page.family.name}};
    return page;
}

}  // namespace

void add_family(ui::Snapshot& snapshot) {
    add(snapshot, engine::LookFamily{demo_family()}, family_page());
}

void add_other_family(ui::Snapshot& snapshot, const engine::FamilyRow& row) {
    engine::FamilyPage page;
    page.family.id = row.id;
    page.family.name = row.name;
    page.family.state = row.state;
    page.family.street = row.street;
    page.family.postcode = row.postcode;
    page.family.municipality = row.municipality;
    page.family.phone = "+32470123456";
    page.members = {members()[1], members()[2]};
    add(snapshot, engine::LookFamily{row.id}, std::move(page));
}

void add_guarded_family(ui::Snapshot& snapshot) {
    engine::FamilyPage page = family_page();
    page.planned = {planned_visit(1)};
    page.family.safety_remark = page.planned[0].safety_remark;
    page.family.note = "Ook bereikbaar op 014 58 12 12\nVroeger: Kerkstraat 8, 2400 Mol";
    page.once_shared.assign(2, page.shared_with[0]);
    page.once_shared[0].consent.purpose = "Schoolrekening";
    page.once_shared[0].consent.until_day = add_days(today(), -20);
    page.once_shared[1].partner_name = "Sociale dienst OCMW";
    page.once_shared[1].consent.withdrawn_day = add_days(today(), -3);
    Person& apart = page.members[1].person;
    apart.street = "Markt 3 bus 2";
    apart.postcode = "2400";
    apart.municipality = "Mol";
    add(snapshot, engine::LookFamily{demo_family()}, std::move(page));
}

void add_history(ui::Snapshot& snapshot) {
    engine::HistoryView contact;
    contact.changes = {{.record_type = RecordType::kContact,
                        .field_name = "note",
                        .field_type = FieldType::kText,
                        .is_mine = true,
                        .written_at = at(0, 11, 50),
                        .words = "Hulp gevraagd met de rekening van de school."},
                       {.record_type = RecordType::kContact,
                        .field_name = "themes",
                        .field_type = FieldType::kSet,
                        .is_mine = true,
                        .written_at = at(0, 11, 50),
                        .elements = {"food"}}};
    add(snapshot, engine::LookHistory{{RecordType::kContact, id_of<Contact>(1).raw}},
        std::move(contact));
    engine::HistoryView family;
    family.changes = {{.field_name = "street",
                       .field_type = FieldType::kText,
                       .author_name = "Hanne",
                       .written_at = at(4, 9, 12),
                       .words = "Kerkstraat 8"},
                      {.whose = "Deniz",
                       .record_type = RecordType::kPerson,
                       .field_name = "school_class",
                       .field_type = FieldType::kText,
                       .is_mine = true,
                       .written_at = at(83, 14, 5)}};
    family.values = {{.field_name = "phone",
                      .field_type = FieldType::kText,
                      .is_mine = true,
                      .written_at = at(30, 16, 40),
                      .words = "+32486001122"}};
    add(snapshot, engine::LookHistory{{RecordType::kFamily, demo_family().raw}}, std::move(family));
}

void add_logged(ui::Snapshot& snapshot) {
    engine::ContactPage page;
    page.contact.id = id_of<Contact>(1);
    page.contact.kind = ContactKind::kHomeVisit;
    page.contact.family_id = demo_family();
    page.contact.at = at(0, 11, 34);
    page.contact.themes = {"food", "school_costs"};
    page.contact.participants = {to_text(id_of<Person>(1).raw)};
    page.contact.note = "Hulp gevraagd met schoolrekening. Mama wil mee naar de sociale dienst.";
    page.signals = {{.id = id_of<Signal>(2),
                     .text = "Schoolrekeningen komen zonder uitleg",
                     .state = SignalState::kPassedOn}};
    const engine::LookContact look{page.contact.id};
    add(snapshot, look, std::move(page));
}

}  // namespace oppad::screens
