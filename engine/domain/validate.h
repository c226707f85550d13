// What a record must satisfy before it is written, each breach as a Problem, and the small mending
// that needs no question (spaces at the ends, a phone typed the national way).
#pragma once

#include "engine/core/time.h"
#include "engine/domain/problem.h"
#include "engine/domain/schema.h"

namespace oppad {

// The moment of validation: what is later is the future.
struct Present {
    Instant now;
    Day today;
    Instant start_of_today;
};

// Mends in place: texts without blanks at the ends, phones as E.164 where they can be read, sets
// sorted with each element once. Defined for every type of AllRecords.
template <class Record>
void normalise(Record& record);

// In the order of the fields. Requires: normalised.
Problems validate(const Family& family, const Present& present);
Problems validate(const Person& person, const Present& present);
Problems validate(const Place& place, const Present& present);
Problems validate(const ContactPerson& contact_person, const Present& present);
Problems validate(const Partner& partner, const Present& present);
Problems validate(const Contact& contact, const Present& present);
Problems validate(const Question& question, const Present& present);
Problems validate(const Referral& referral, const Present& present);
Problems validate(const FollowUp& follow_up, const Present& present);
Problems validate(const Appointment& appointment, const Present& present);
Problems validate(const Consent& consent, const Present& present);
Problems validate(const Signal& signal, const Present& present);

}  // namespace oppad
