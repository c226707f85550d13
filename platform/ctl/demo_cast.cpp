#include "platform/ctl/demo_cast.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

namespace oppad::platform {

namespace {

using namespace std::chrono_literals;

constexpr int kSchoolsMin = 22;  // What one outreacher serves.
constexpr int kFamiliesPerSchool = 150;

template <class Record>
Record begun_at(DemoScene& scene, Instant instant) {
    Record record;
    record.id = {scene.dice.id_at(instant)};
    record.scope = scene.order.author.scope;
    return record;
}

// Prefixes that no subscriber has been given, so that nobody is rung up by a demo.
std::string mobile_number(Dice& dice) {
    char text[16];
    std::snprintf(text, sizeof text, "+32450%06d", dice.between(0, 999'999));
    return text;
}
std::string landline_number(Dice& dice) {
    char text[16];
    std::snprintf(text, sizeof text, "+32140%05d", dice.between(0, 99'999));
    return text;
}

// "Basisschool De Zonnewijzer" → "dezonnewijzer.example".
std::string domain_of(std::string_view name) {
    const std::size_t first_space = name.find(' ');
    if (first_space != std::string_view::npos) name.remove_prefix(first_space + 1);
    std::string domain;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0) domain += static_cast<char>(std::tolower(letter));
    }
    return domain + ".example";
}

std::string house_number(Dice& dice) {
    std::string number = std::to_string(dice.between(1, 140));
    if (dice.chance(12)) number += " bus " + std::to_string(dice.between(1, 8));
    return number;
}

// School names in order; a second round tells its branch apart by the neighbourhood.
std::string school_name(const DemoWords& words, std::size_t index, std::string_view neighbourhood) {
    const std::size_t count = words.school_names.size();
    std::string name = words.school_names[index % count];
    if (index >= count) {
        name += " " + std::string{neighbourhood};
        if (index >= 2 * count) name += " " + std::to_string(index / count);
    }
    return name;
}

Place make_place(DemoScene& scene, std::string name, PlaceKind kind) {
    Dice& dice = scene.dice;
    const Day met = add_days(scene.today, -dice.between(60, 500));
    auto place = begun_at<Place>(scene, start_of(met, scene.order.utc_offset));
    const Municipality& municipality = dice.pick(scene.words.municipalities);
    place.name = std::move(name);
    place.kind = kind;
    place.street = dice.pick(scene.words.streets) + " " + house_number(dice);
    place.postcode = municipality.postcode;
    place.municipality = municipality.name;
    place.neighbourhood = dice.pick(municipality.neighbourhoods);
    place.phone = landline_number(dice);
    place.email = "onthaal@" + domain_of(place.name);
    if (kind == PlaceKind::kSchool) place.network = dice.pick(scene.words.networks);
    if (dice.chance(90)) place.first_meeting_day = met;
    return place;
}

void add_schools(DemoScene& scene) {
    const int count = std::max(kSchoolsMin, scene.order.families / kFamiliesPerSchool);
    for (int i = 0; i < count; ++i) {
        Place school = make_place(scene, "", PlaceKind::kSchool);
        school.name = school_name(scene.words, static_cast<std::size_t>(i), school.neighbourhood);
        school.email = "onthaal@" + domain_of(school.name);
        school.external_id = std::to_string(900'000 + i);
        scene.schools.push_back(std::move(school));
    }
}

void add_meeting_places(DemoScene& scene) {
    const DemoWords& words = scene.words;
    std::vector<Place>& places = scene.meeting_places;
    for (const std::string& name : words.association_names) {
        places.push_back(make_place(scene, name, PlaceKind::kPovertyAssociation));
    }
    places.push_back(make_place(scene, words.house_name, PlaceKind::kFamilyHouse));
    places.push_back(make_place(scene, words.antenna_name, PlaceKind::kAntenna));
    places.push_back(make_place(scene, words.library_name, PlaceKind::kLibrary));
    places.push_back(make_place(scene, words.neutral_name, PlaceKind::kNeutralGround));
}

std::string adult_name(DemoScene& scene) {
    const NameGroup& group = scene.words.name_groups.front();
    const bool is_woman = scene.dice.chance(70);
    std::string name = scene.dice.pick(is_woman ? group.girls : group.boys);
    name += ' ';
    if (scene.dice.chance(20)) name += scene.dice.pick(scene.words.particles) + " ";
    return name + scene.dice.pick(group.family_names);
}

void add_contact_person(DemoScene& scene, const Place& place, ContactFunction function) {
    Dice& dice = scene.dice;
    auto person = begun_at<ContactPerson>(scene, scene.order.now);
    person.place_id = place.id;
    person.name = adult_name(scene);
    person.function = function;
    person.phone = dice.chance(70) ? mobile_number(dice) : place.phone;
    person.email = std::string{word_of(function)} + "@" + domain_of(place.name);
    for (const char* weekday : {"1", "2", "4", "5"}) {
        if (dice.chance(75)) person.weekdays.emplace_back(weekday);
    }
    person.preferred_channel = dice.chance(60) ? Channel::kPhone : Channel::kEmail;
    if (dice.chance(25)) person.note = dice.pick(scene.words.contact_notes);
    scene.contact_persons.push_back(std::move(person));
}

void add_contact_persons(DemoScene& scene) {
    for (const Place& school : scene.schools) {
        add_contact_person(scene, school, ContactFunction::kCareCoordinator);
        if (scene.dice.chance(60)) add_contact_person(scene, school, ContactFunction::kPrincipal);
        if (scene.dice.chance(30)) add_contact_person(scene, school, ContactFunction::kTeacher);
    }
    for (const Place& place : scene.meeting_places) {
        add_contact_person(scene, place, ContactFunction::kVolunteer);
    }
}

void add_partners(DemoScene& scene) {
    Dice& dice = scene.dice;
    for (const PartnerWords& words : scene.words.partners) {
        auto partner = begun_at<Partner>(scene, scene.order.now);
        const Municipality& municipality = scene.words.municipalities.front();
        partner.name = words.name;
        partner.domains = words.domains;
        partner.services = words.services;
        partner.conditions = words.conditions;
        partner.opening_hours = words.opening_hours;
        partner.street = dice.pick(scene.words.streets) + " " + house_number(dice);
        partner.postcode = municipality.postcode;
        partner.municipality = municipality.name;
        partner.phone = landline_number(dice);
        partner.email = "info@" + domain_of(words.name);
        scene.partners.push_back(std::move(partner));
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(2, scene.partners.size()); ++i) {
        auto agreement = begun_at<Agreement>(scene, scene.order.now);
        agreement.partner_id = scene.partners[i].id;
        agreement.purpose = "Warme doorverwijzing";
        agreement.fields = {"family.name", "family.phone"};
        agreement.starts_day = add_days(scene.today, -300);
        agreement.ends_day = add_days(scene.today, 400);
        agreement.needs_consent = true;
        scene.agreements.push_back(std::move(agreement));
    }
}

void add_colleagues(DemoScene& scene) {
    for (const ColleagueWords& words : scene.words.colleagues) {
        auto colleague = begun_at<Staff>(scene, scene.order.now);
        colleague.name = words.name;
        colleague.role = words.role;
        colleague.active = true;
        scene.colleagues.push_back(std::move(colleague));
    }
}

const NameGroup& pick_group(DemoScene& scene) {
    int total = 0;
    for (const NameGroup& group : scene.words.name_groups) total += group.weight;
    int draw = scene.dice.between(1, total);
    for (const NameGroup& group : scene.words.name_groups) {
        draw -= group.weight;
        if (draw <= 0) return group;
    }
    return scene.words.name_groups.back();
}

// 1 to 6 members, 4 on average.
int draw_member_count(Dice& dice) {
    static constexpr std::array<int, 6> kPercents{5, 10, 18, 27, 25, 15};
    int draw = dice.between(1, 100);
    for (std::size_t i = 0; i < kPercents.size(); ++i) {
        draw -= kPercents[i];
        if (draw <= 0) return static_cast<int>(i) + 1;
    }
    return 6;
}

std::string surname(DemoScene& scene, const NameGroup& group) {
    std::string name = scene.dice.pick(group.family_names);
    if (group.language == "nl" && scene.dice.chance(15))
        name = scene.dice.pick(scene.words.particles) + " " + name;
    return name;
}

TextSet languages_of(DemoScene& scene, const NameGroup& group) {
    TextSet languages{group.language};
    for (const std::string& other : group.other_languages) {
        if (scene.dice.chance(50)) languages.push_back(other);
    }
    std::sort(languages.begin(), languages.end());
    return languages;
}

Person make_adult(DemoScene& scene, const Family& family, const NameGroup& group,
                  PersonRelation relation, Instant met) {
    Dice& dice = scene.dice;
    auto person = begun_at<Person>(scene, met);
    person.family_id = family.id;
    person.given_name = dice.pick(relation == PersonRelation::kMother ? group.girls : group.boys);
    person.family_name = surname(scene, group);
    person.relation = relation;
    if (dice.chance(60)) person.birth_day = add_days(scene.today, -dice.between(7'700, 16'500));
    if (dice.chance(50)) person.phone = mobile_number(dice);
    person.languages = family.languages;
    return person;
}

Person make_child(DemoScene& scene, const DemoFamily& made, const NameGroup& group,
                  const std::string& family_name, Instant met) {
    Dice& dice = scene.dice;
    auto person = begun_at<Person>(scene, met);
    const int age_days = dice.between(40, 6'200);
    person.family_id = made.family.id;
    person.given_name = dice.pick(dice.chance(50) ? group.girls : group.boys);
    person.family_name = family_name;
    person.relation = PersonRelation::kChild;
    person.birth_day = add_days(scene.today, -age_days);
    if (age_days > 913) {  // From two and a half on, a child goes to school.
        person.school_id = made.school->id;
        person.school_class = dice.pick(scene.words.classes);
    }
    return person;
}

void describe_family(DemoScene& scene, DemoFamily& made, const NameGroup& group, Day met) {
    Dice& dice = scene.dice;
    Family& family = made.family;
    const Municipality& municipality = dice.pick(scene.words.municipalities);
    family.state = dice.chance(60)   ? FamilyState::kInGuidance
                   : dice.chance(60) ? FamilyState::kAtRest
                                     : FamilyState::kClosed;
    if (dice.chance(90)) family.known_before = dice.chance(50);
    family.first_contact_day = met;
    family.street = dice.pick(scene.words.streets) + " " + house_number(dice);
    family.postcode = municipality.postcode;
    family.municipality = municipality.name;
    family.languages = languages_of(scene, group);
    family.needs_interpreter = group.language != "nl" && dice.chance(35);
    if (dice.chance(85)) family.phone = mobile_number(dice);
    if (dice.chance(30)) family.note = dice.pick(scene.words.family_notes);
    if (dice.chance(4)) family.safety_remark = dice.pick(scene.words.safety_remarks);
    family.origin_place_id = dice.chance(75) ? made.school->id : dice.pick(scene.meeting_places).id;
}

}  // namespace

DemoScene set_scene(const DemoOrder& order, const DemoWords& words) {
    DemoScene scene{
        order, words, Dice{order.seed}, day_of(order.now, order.utc_offset), {}, {}, {}, {},
        {},    {}};
    add_schools(scene);
    add_meeting_places(scene);
    add_contact_persons(scene);
    add_partners(scene);
    if (order.invents_colleagues) add_colleagues(scene);
    return scene;
}

DemoFamily make_family(DemoScene& scene) {
    Dice& dice = scene.dice;
    const NameGroup& group = pick_group(scene);
    const Day met = weekday_at_most(add_days(scene.today, -dice.between(1, 365)));
    const Instant met_at = start_of(met, scene.order.utc_offset) + 9h;
    DemoFamily made;
    made.school = &dice.pick(scene.schools);
    made.family = begun_at<Family>(scene, met_at);
    describe_family(scene, made, group, met);

    const int members = draw_member_count(dice);
    const bool has_two_parents = members > 2 && dice.chance(70);
    const auto first = dice.chance(80) ? PersonRelation::kMother : PersonRelation::kFather;
    made.members.push_back(make_adult(scene, made.family, group, first, met_at));
    if (has_two_parents) {
        const auto second =
            first == PersonRelation::kMother ? PersonRelation::kFather : PersonRelation::kMother;
        made.members.push_back(make_adult(scene, made.family, group, second, met_at));
    }
    const std::string family_name = made.members.back().family_name;
    while (static_cast<int>(made.members.size()) < members) {
        made.members.push_back(make_child(scene, made, group, family_name, met_at));
    }
    made.family.name = family_name;
    if (has_two_parents && dice.chance(40))
        made.family.name = made.members.front().family_name + "-" + family_name;
    return made;
}

Instant working_moment(DemoScene& scene, Day day) {
    const std::chrono::minutes quarter{15 * scene.dice.between(34, 66)};  // 8.30 to 16.30.
    return start_of(day, scene.order.utc_offset) + quarter;
}

Day weekday_at_most(Day day) {
    const auto weekday = static_cast<int>(day.iso_weekday());
    return weekday > 5 ? add_days(day, 5 - weekday) : day;
}

}  // namespace oppad::platform
