// One family: who, what may be shared, what was promised, and the timeline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/domain/codes.h"
#include "engine/domain/consent.h"
#include "engine/domain/family.h"
#include "engine/domain/person.h"
#include "engine/domain/settling.h"
#include "engine/views/noted_signal.h"
#include "engine/views/today.h"

namespace oppad::engine {

struct FamilyMember {
    Person person;
    std::string school_name;
    std::optional<int> age_years;   // On the day of the view.
    std::optional<int> age_months;  // Below three years, for "2½ jaar".
};

struct SharedWith {
    Consent consent;
    std::string partner_name;
    std::string given_by;  // Given name.
};

// A step that a referral has gone.
struct StepDone {
    ReferralStep step = ReferralStep::kUnknown;
    std::optional<Instant> at;  // Unset: nobody noted when.
    bool operator==(const StepDone&) const = default;
};

enum class TimelineKind { kContact, kReferral, kQuestion, kFollowUp };

// Which members are meaningful follows from `kind`.
struct TimelineItem {
    TimelineKind kind = TimelineKind::kContact;
    RecordKey key;
    Instant at;  // Contact: when it took place; else when it began.
    std::string author_name;
    bool is_mine = false;
    Whereabouts whereabouts = Whereabouts::kSafe;
    bool has_conflict = false;  // Two people wrote: both versions are kept.
    ContactKind contact_kind = ContactKind::kUnknown;
    std::string place_name;
    std::string contact_person;  // Name, else empty.
    ContactFunction contact_function = ContactFunction::kUnknown;
    TextSet themes;
    std::string text;  // Note, what was promised, what is asked.
    std::string partner_name;
    std::optional<Id<Partner>> partner_id;
    bool is_warm = false;
    ReferralStep step = ReferralStep::kUnknown;
    std::vector<StepDone> steps;                         // In their order, up to `step`.
    Introduction introduction = Introduction::kUnknown;  // How the third step was gone.
    ReferralAnswer answer = ReferralAnswer::kUnknown;
    QuestionState question_state = QuestionState::kUnknown;
    FollowUpState follow_up_state = FollowUpState::kUnknown;
    std::optional<Day> due_day;
    std::string answer_text;
    std::vector<NotedSignal> signals = {};  // Of a contact.

    bool operator==(const TimelineItem&) const = default;
};

struct FamilyPage {
    Family family;
    std::string origin_place_name;
    Whereabouts whereabouts = Whereabouts::kSafe;
    std::optional<int>
        reached_year;  // Year of first contact, when no service knew the family before.
    std::vector<FamilyMember> members;    // Adults first, then children by age.
    std::vector<SharedWith> shared_with;  // Consents that hold today.
    std::vector<SharedWith> once_shared;  // Consents that are over or were withdrawn.
    std::vector<OpenItem> open_items;
    std::vector<AgendaItem> planned;            // From today.
    std::vector<TimelineItem> timeline;         // Newest first; as many as was asked for.
    std::optional<TimelineKind> timeline_only;  // What it was asked to hold alone.
    int timeline_total = 0;                     // Of what was asked for, all there are.
};

inline constexpr int kTimelineStep = 1000;  // By which more of it is asked for.

}  // namespace oppad::engine
