// What took place with a family or at a place, one query per kind of record, newest first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/settling.h"
#include "engine/domain/value.h"

namespace oppad {
struct Contact;
struct Family;
struct FollowUp;
struct Partner;
struct Place;
struct Question;
struct Referral;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

// What every line of a timeline has.
struct TimelineMark {
    RawId id;
    Instant at;
    std::optional<Id<Staff>> author_id;
    std::string author_name;
    Whereabouts whereabouts = Whereabouts::kSafe;
    bool has_conflict = false;
};

struct ContactLine {
    TimelineMark mark;
    ContactKind kind = ContactKind::kUnknown;
    std::string place_name;
    std::string contact_person;
    ContactFunction contact_function = ContactFunction::kUnknown;
    TextSet themes;
    std::string note;
    bool has_family = false;
};

struct ReferralLine {
    TimelineMark mark;
    std::string what;
    std::string partner_name;
    std::optional<Id<Partner>> partner_id;
    bool is_warm = false;
    ReferralStep step = ReferralStep::kUnknown;
    ReferralAnswer answer = ReferralAnswer::kUnknown;
    std::string answer_note;
    Introduction introduction = Introduction::kUnknown;
    std::optional<Instant> discussed_at;
    std::optional<Instant> consented_at;
    std::optional<Instant> introduced_at;
    std::optional<Instant> accepted_at;
    std::optional<Instant> answered_at;
    std::optional<Instant> closed_at;
};

struct QuestionLine {
    TimelineMark mark;
    TextSet themes;
    std::string text;
    QuestionState state = QuestionState::kUnknown;
    std::string answer;
};

struct FollowUpLine {
    TimelineMark mark;  // `at` is the contact's where it was promised, else unset (0).
    std::string what;
    std::string place_name;
    FollowUpState state = FollowUpState::kUnknown;
    std::optional<Day> due_day;
    std::string settled_note;
};

// All four: at most `limit` rows.
Result<std::vector<ContactLine>> list_contacts_of(Connection& connection, const Id<Family>& family,
                                                  int limit);
Result<std::vector<ReferralLine>> list_referrals_of(Connection& connection,
                                                    const Id<Family>& family, int limit);
Result<std::vector<QuestionLine>> list_questions_of(Connection& connection,
                                                    const Id<Family>& family, int limit);
Result<std::vector<FollowUpLine>> list_follow_ups_of(Connection& connection,
                                                     const Id<Family>& family, int limit);
Result<std::vector<ContactLine>> list_contacts_at(Connection& connection, const Id<Place>& place,
                                                  int limit);

Result<int> count_contacts_at(Connection& connection, const Id<Place>& place);
struct TimelineCounts {
    int contacts = 0;
    int referrals = 0;
    int questions = 0;
    int follow_ups = 0;
};
Result<TimelineCounts> count_timeline(Connection& connection, const Id<Family>& family);

}  // namespace oppad::storage
