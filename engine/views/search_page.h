// Search everywhere: families, their members, places, contact persons and partners that match what
// is typed, and what was written: in contacts, questions, referrals, promises, appointments and
// signals, and as a note of a family, a person or a place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/domain/codes.h"
#include "engine/domain/value.h"
#include "engine/views/families.h"
#include "engine/views/noted_signal.h"
#include "engine/views/today.h"

namespace oppad {
struct ContactPerson;
struct Partner;
struct Person;
struct Place;
}  // namespace oppad

namespace oppad::engine {

struct FoundPlace {
    Id<Place> id;
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    std::string municipality;
    bool is_similar = false;
};

struct FoundContactPerson {
    Id<ContactPerson> id;
    std::string name;
    ContactFunction function = ContactFunction::kUnknown;
    Id<Place> place_id;
    std::string place_name;
    std::string phone;  // E.164.
    bool is_similar = false;
};

// A member of a family that is here.
struct FoundMember {
    Id<Person> id;
    std::string name;
    PersonRelation relation = PersonRelation::kUnknown;
    std::optional<int> age_years;  // On the day of the view.
    std::string phone;             // E.164.
    Id<Family> family_id;
    std::string family_name;
    bool is_similar = false;
};

struct FoundPartner {
    Id<Partner> id;
    std::string name;
    std::string municipality;
    std::string phone;  // E.164.
    std::string street;
    std::string postcode;
    std::string email;
    std::string services;
    std::string opening_hours;
    std::string conditions;
};

// What was written, with what there is to tell it from others.
struct FoundText {
    RecordKey key;                                     // Of each type that text_index.h finds.
    ContactKind contact_kind = ContactKind::kUnknown;  // Of a contact, an appointment.
    std::optional<Day> day;                            // Of a promise: when it is due.
    std::string piece;  // Of the text, around the first word that was typed.
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::string partner_name;  // Of a referral.
    std::string whose_name;    // Of a note of a person, a contact person.
    // Of a planned appointment with neither family nor place: no page shows it.
    std::optional<AgendaItem> planned = {};
    std::optional<NotedSignal> signal = {};  // Of a signal; whose contact it was is not told.
};

// Each list best first, at most kFoundMax; of texts a few of each type. With nothing typed: the
// families seen last alone.
struct SearchPage {
    std::string query;
    std::vector<FamilyRow> families;
    std::vector<FoundPlace> places;
    std::vector<FoundContactPerson> contact_persons;
    std::vector<FoundPartner> partners;
    std::vector<FoundMember> members;  // Their families are in `families` too.
    std::vector<FoundText> texts;      // The latest first, what has no day last.
    bool has_more_texts = false;
};

inline constexpr int kFoundMax = 30;

}  // namespace oppad::engine
