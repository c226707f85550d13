// What a record must satisfy, breach by breach, and what is mended without a question.
#include "engine/domain/validate.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace oppad;

namespace {

const Day kToday{std::chrono::year{2026} / 11 / 23};
const Present kPresent{Instant{1795420800000}, kToday, Instant{1795388400000}};

bool has(const Problems& problems, ProblemCode code, std::string_view field) {
    return std::find(problems.begin(), problems.end(), Problem{code, field}) != problems.end();
}

Family sound_family() {
    Family family;
    family.name = "Van den Broeck";
    return family;
}

}  // namespace

TEST_CASE("a family needs a name and nothing more", "[domain][validate]") {
    CHECK(validate(sound_family(), kPresent).empty());
    CHECK(has(validate(Family{}, kPresent), ProblemCode::kMissing, "name"));
}

TEST_CASE("a family's name may be in any script", "[domain][validate]") {
    Family family;
    family.name = GENERATE(as<std::string>{}, "Yılmaz", "الأمراني", "Нова́к", "王", "D'Hondt",
                           "ო’ნილი", "Nguyễn Thị");
    CHECK(validate(family, kPresent).empty());
}

TEST_CASE("a name that breaks a line, a character or its length is refused", "[domain][validate]") {
    Family family;
    family.name = "De\nSmet";
    CHECK(has(validate(family, kPresent), ProblemCode::kControlCharacter, "name"));
    family.name = "De\x01Smet";
    CHECK(has(validate(family, kPresent), ProblemCode::kControlCharacter, "name"));
    family.name = "De\xFFSmet";
    CHECK(has(validate(family, kPresent), ProblemCode::kControlCharacter, "name"));
    family.name = std::string(kTextCharsMax, 'x');
    CHECK(validate(family, kPresent).empty());
    family.name += 'x';
    CHECK(has(validate(family, kPresent), ProblemCode::kTooLong, "name"));
}

TEST_CASE("length counts characters, not bytes", "[domain][validate]") {
    Family family;
    for (std::size_t at = 0; at < kTextCharsMax; ++at) family.name += "é";
    CHECK(validate(family, kPresent).empty());
}

TEST_CASE("a note may have lines and be long, up to its limit", "[domain][validate]") {
    Family family = sound_family();
    family.note = "een\ntwee\t3";
    CHECK(validate(family, kPresent).empty());
    family.note = std::string(kNoteCharsMax + 1, 'x');
    CHECK(has(validate(family, kPresent), ProblemCode::kTooLong, "note"));
}

TEST_CASE("phone, postcode and e-mail must be what they say", "[domain][validate]") {
    Person person;
    person.family_id = Id<Family>{};
    person.given_name = "Elif";
    person.phone = "bel mama";
    person.email = "elif@";
    CHECK(has(validate(person, kPresent), ProblemCode::kNotAPhone, "phone"));
    CHECK(has(validate(person, kPresent), ProblemCode::kNotAnEmail, "email"));
    person.phone = "+32470123456";
    person.email = "elif.yılmaz@voorbeeld.be";
    CHECK(validate(person, kPresent).empty());

    Family family = sound_family();
    family.postcode = GENERATE(as<std::string>{}, "24000", "240", "0240", "B-2400", "２４００");
    person.postcode = family.postcode;
    CHECK(has(validate(family, kPresent), ProblemCode::kNotAPostcode, "postcode"));
    CHECK(has(validate(person, kPresent), ProblemCode::kNotAPostcode, "postcode"));
    family.postcode = "2400";
    person.postcode = "2400";
    CHECK(validate(person, kPresent).empty());
    CHECK(validate(family, kPresent).empty());
}

TEST_CASE("days of the future are refused where only the past makes sense", "[domain][validate]") {
    Person child;
    child.family_id = Id<Family>{};
    child.given_name = "Lina";
    child.birth_day = add_days(kToday, 1);
    CHECK(has(validate(child, kPresent), ProblemCode::kInTheFuture, "birth_day"));
    child.birth_day = kToday;
    CHECK(validate(child, kPresent).empty());

    Contact contact;
    contact.kind = ContactKind::kPhoneCall;
    contact.note = "gebeld";
    contact.at = kPresent.now + std::chrono::milliseconds{1};
    CHECK(has(validate(contact, kPresent), ProblemCode::kInTheFuture, "at"));
    contact.at = kPresent.now;
    CHECK(validate(contact, kPresent).empty());
}

TEST_CASE("promises and appointments before today are refused", "[domain][validate]") {
    FollowUp follow_up;
    follow_up.what = "schooltoelage navragen";
    follow_up.due_day = add_days(kToday, -1);
    CHECK(has(validate(follow_up, kPresent), ProblemCode::kInThePast, "due_day"));
    follow_up.due_day = kToday;
    CHECK(validate(follow_up, kPresent).empty());

    Appointment appointment;
    appointment.kind = ContactKind::kHomeVisit;
    appointment.starts_at = Instant{kPresent.start_of_today.ms - 1};
    CHECK(has(validate(appointment, kPresent), ProblemCode::kInThePast, "starts_at"));
    appointment.starts_at = kPresent.start_of_today;  // Earlier today is still today.
    CHECK(validate(appointment, kPresent).empty());
}

TEST_CASE("a contact that says nothing is refused", "[domain][validate]") {
    Contact contact;
    contact.kind = ContactKind::kSitDay;
    CHECK(has(validate(contact, kPresent), ProblemCode::kMissing, "family_id"));
    contact.adults = 3;
    CHECK(validate(contact, kPresent).empty());
    contact.adults = 10'001;
    CHECK(has(validate(contact, kPresent), ProblemCode::kTooLong, "adults"));
}

TEST_CASE("a contact person may be known by function alone", "[domain][validate]") {
    ContactPerson person;
    person.place_id = Id<Place>{};
    CHECK(has(validate(person, kPresent), ProblemCode::kMissing, "name"));
    person.function = ContactFunction::kCareCoordinator;
    CHECK(validate(person, kPresent).empty());
}

TEST_CASE("what needs no question is mended", "[domain][validate]") {
    Family family;
    family.name = "  De Smet ";
    family.phone = " 0470 12 34 56";
    family.languages = {"tr", "nl", " tr", ""};
    normalise(family);
    CHECK(family.name == "De Smet");
    CHECK(family.phone == "+32470123456");
    CHECK(family.languages == TextSet{"nl", "tr"});
    family.phone = "na 14 uur";  // Can't be read: left as typed, for validate() to tell.
    normalise(family);
    CHECK(family.phone == "na 14 uur");
}
