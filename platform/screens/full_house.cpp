// A family that is large and known for long: twelve children, a thousand contacts, names of two
// scripts. Nothing here is impossible, and all of it has to be found on one page.
#include <iterator>
#include <utility>

#include "platform/screens/demo_parts.h"
#include "platform/screens/tour.h"

namespace oppad::screens {

using engine::FamilyMember;
using engine::TimelineItem;

namespace {

constexpr unsigned kContacts = 1000;

constexpr unsigned kLongNote = 2;
constexpr std::size_t kNoteLetters = 4000;

std::string long_note() {
    std::string note = "Zitdag, bijna een uur.\n\n";
    while (note.size() < kNoteLetters) {
        note +=
            "De mama vertelt dat de oudste sinds de verhuizing niet graag naar school gaat en dat "
            "de kleinsten wel wennen. ";
        if (note.size() % 3 == 0) note += "\n\n";
    }
    note.resize(kNoteLetters);
    return note;
}

struct Child {
    const char* name;
    int age_years;
    const char* school;
    const char* school_class;
};

constexpr Child kChildren[] = {{"Yusuf", 17, "KOSH campus secundair", "6TW"},
                               {"Mariam", 16, "KOSH campus secundair", "5 Zorg en welzijn"},
                               {"عبد الرحمن", 14, "KOSH campus secundair", "3B"},
                               {"Anne-Sophie", 12, "VBS De Regenboog", "6A"},
                               {"Ibrahim", 11, "VBS De Regenboog", "5A"},
                               {"Fatıma-Zehra", 10, "GO! basisschool Het Kompas", "4C"},
                               {"Noor نور", 8, "VBS De Regenboog", "3A"},
                               {"Žofie", 7, "VBS De Regenboog", "2B"},
                               {"Đorđe", 6, "VBS De Regenboog", "1A"},
                               {"Lina", 4, "Kleuterschool Kerkstraat", "K2"},
                               {"Adam", 2, "", ""},
                               {"Sara", 0, "", ""}};

FamilyMember adult(unsigned number, const char* given, const char* family,
                   PersonRelation relation) {
    FamilyMember member;
    member.person.id = id_of<Person>(number);
    member.person.given_name = given;
    member.person.family_name = family;
    member.person.relation = relation;
    return member;
}

std::vector<FamilyMember> many_members() {
    std::vector<FamilyMember> all{
        adult(1, "Khadija", "النجار", PersonRelation::kMother),
        adult(2, "Mohammed", "El Amrani-Vandenbroucke", PersonRelation::kFather),
        adult(3, "فاطمة", "النجار", PersonRelation::kGrandparent)};
    all[0].person.phone = "+32470123456";
    all[1].person.street = "Markt 3 bus 2";
    all[1].person.postcode = "2400";
    all[1].person.municipality = "Mol";
    for (unsigned i = 0; i < std::size(kChildren); ++i) {
        const Child& child = kChildren[i];
        FamilyMember member = adult(4 + i, child.name, "", PersonRelation::kChild);
        member.age_years = child.age_years;
        member.age_months = child.age_years * 12 + 5;
        member.school_name = child.school;
        member.person.school_class = child.school_class;
        all.push_back(std::move(member));
    }
    return all;
}

// All of them older than the newest contacts that a page holds.
std::vector<TimelineItem> old_referrals() {
    const std::pair<const char*, ReferralStep> all[] = {{"CAW", ReferralStep::kClosed},
                                                        {"OCMW Mol", ReferralStep::kAnswered},
                                                        {"VDAB", ReferralStep::kIntroduced}};
    std::vector<TimelineItem> items;
    for (const auto& [partner, step] : all) {
        const unsigned number = static_cast<unsigned>(items.size()) + 1;
        items.push_back({.kind = engine::TimelineKind::kReferral,
                         .key = {RecordType::kReferral, id_of<Referral>(number).raw},
                         .at = at(static_cast<int>(kContacts + number) * 3, 10, 15),
                         .is_mine = true,
                         .text = "Samen de papieren nakijken.",
                         .partner_name = partner,
                         .is_warm = true,
                         .step = step,
                         .answer = ReferralAnswer::kHelped});
    }
    return items;
}

void add_full_house(ui::Snapshot& snapshot) {
    engine::FamilyPage page;
    page.family.id = demo_family();
    page.family.name = "El Amrani-النجار";
    page.family.state = FamilyState::kInGuidance;
    page.family.street = "Stationsstraat 41 b2";
    page.family.postcode = "2400";
    page.family.municipality = "Mol";
    page.family.phone = "+32470123456";
    page.family.languages = {"ar", "fr"};
    page.family.needs_interpreter = true;
    page.members = many_members();
    constexpr ContactKind kKinds[] = {ContactKind::kHomeVisit, ContactKind::kPhoneCall,
                                      ContactKind::kSchoolContact, ContactKind::kSitDay};
    for (unsigned i = 0; i < kContacts; ++i) {
        TimelineItem item{.key = {RecordType::kContact, id_of<Contact>(i).raw},
                          .at = at(static_cast<int>(i) * 3, 10, 15),
                          .is_mine = i % 2 == 0,
                          .contact_kind = kKinds[i % std::size(kKinds)]};
        if (i % 2 != 0) item.author_name = "Hanne";
        if (i % 4 == 2) item.place_name = "De Regenboog";
        if (i % 3 == 0) item.themes = {"school_costs"};
        item.text = i % 5 == 0 ? "Mama belt terug over de inschrijving. Papa werkt nu overdag; "
                                 "het oudste kind haalt de kleinsten op aan de schoolpoort."
                               : "Kort gesproken aan de schoolpoort.";
        if (i == kLongNote) item.text = long_note();
        page.timeline.push_back(std::move(item));
    }
    page.timeline_total = static_cast<int>(kContacts) + 234;  // The oldest are not shown.
    engine::FamilyPage referrals = page;
    referrals.timeline = old_referrals();
    referrals.timeline_only = engine::TimelineKind::kReferral;
    referrals.timeline_total = static_cast<int>(referrals.timeline.size());
    add(snapshot, engine::LookFamily{.id = demo_family(), .only = referrals.timeline_only},
        std::move(referrals));
    add(snapshot, engine::LookFamily{demo_family()}, std::move(page));
    engine::LogContactPage log;
    log.family = engine::FamilyRow{.id = demo_family(), .name = "El Amrani-النجار"};
    log.members = many_members();
    log.themes = {"school_costs", "enrolment", "food", "housing", "child_care", "language"};
    add(snapshot, engine::LookLogContact{{}, demo_family(), {}}, std::move(log));
}

}  // namespace

std::vector<Scene> full_house_scenes() {
    ui::Snapshot snapshot = demo_base();
    add_families(snapshot, "");
    add_full_house(snapshot);
    const std::vector<std::string> open{"rail_families", "family_row_0"};
    const auto scene = [&](const char* name, std::vector<std::string> taps, const char* sees) {
        taps.insert(taps.begin(), open.begin(), open.end());
        return Scene{name, snapshot, std::move(taps), {}, {}, false, sees};
    };
    return {scene("full-family", {}, ""),
            scene("full-family-youngest", {}, "edit_member_14"),
            scene("full-family-child", {"edit_member_9"}, ""),
            scene("full-family-long-ago", {}, "timeline_more_60"),
            scene("full-family-note", {"timeline_more_2"}, ""),
            scene("full-family-referrals", {"timeline_referrals"}, ""),
            scene("full-family-log", {"log_contact_family"}, "")};
}

}  // namespace oppad::screens
