// Vandaag: the agenda of the day, what was promised (overdue first), and what to do when nothing
// waits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/settling.h"
#include "engine/domain/value.h"

namespace oppad {
struct Appointment;
struct Campaign;
struct Family;
struct Partner;
struct Place;
}  // namespace oppad

namespace oppad::engine {

struct AgendaItem {
    Id<Appointment> id;
    ContactKind kind = ContactKind::kUnknown;
    Instant starts_at;
    std::int64_t duration_minutes = 0;
    std::string title;  // As typed; empty = ui names it from kind and family or place.
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::string where;        // Street of the family or place, or what was typed.
    std::string typed_where;  // Only what was typed.
    std::string note;
    std::string withheld_note;  // In the place of `note` where no row tells it: for its form alone.
    bool needs_interpreter = false;
    TextSet languages;          // Of the family.
    std::string safety_remark;  // Of the family: to be read before the bell is rung.
    bool is_held = false;       // A contact was logged for it.
    bool is_mine = true;        // Or nobody's.
    std::string owner_name;     // Of a colleague whose it is; empty when they are not known here.
    Whereabouts whereabouts = Whereabouts::kSafe;
};

// One line of "Op te volgen": a promise, a referral without an answer or an open question.
struct OpenItem {
    RecordKey key;  // kFollowUp, kReferral or kQuestion.
    std::string what;
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::string phone;         // To be called: the family's, of nobody's the place's.
    std::string partner_name;  // Of a referral.
    std::optional<Id<Partner>> partner_id = {};
    bool is_warm = false;
    ReferralStep step = ReferralStep::kUnknown;        // Of a referral: how far it is.
    ReferralAnswer answer = ReferralAnswer::kUnknown;  // Of a referral: kWaitingList, or none yet.
    std::string answer_note;
    Channel channel = Channel::kUnknown;
    std::optional<Day> due_day;
    std::optional<Day> answer_day;  // After which it is late, by which the list is ordered.
    int days_overdue = 0;  // > 0 = late; a referral is late 7 days after its last step without an
                           // answer, and 30 days after it was said to be on a waiting list.
    int days_silent = 0;   // Of a referral: since its last step.
    Whereabouts whereabouts = Whereabouts::kSafe;
};

// A new or changed record: kFamily, kPerson, kContact, kQuestion, kReferral, kFollowUp,
// kAppointment or kConsent.
struct NewsItem {
    RecordKey key;
    ContactKind contact_kind = ContactKind::kUnknown;  // Of a contact or an appointment.
};

// What colleagues changed about a family of mine: one I met or promised something in the last year.
struct FamilyNews {
    Id<Family> family_id;
    std::string family_name;
    std::string author_name;      // Of the latest; empty when they are not known here.
    Instant at;                   // When the latest came in here.
    std::vector<NewsItem> items;  // Each record once, the latest first.
};

// A list of calls that runs (belactie).
struct RunningCampaign {
    Id<Campaign> id;
    std::string name;
    std::optional<int> working_days_left;  // Until and with its deadline; today counts.
    int calls = 0;
    int done = 0;
    int asked_help = 0;
    int to_call_back_today = 0;  // And before.
};

struct TodayView {
    Day day;
    std::vector<AgendaItem> agenda;
    std::vector<AgendaItem> unlogged;  // Mine of the kUnloggedDays before, without a contact.
    std::vector<OpenItem> open_items;  // Overdue first, then by due day; as many as asked.
    int open_item_count = 0;           // All of them.
    int overdue_count = 0;
    std::vector<FamilyNews> news;  // Since the start of yesterday, newest first; at most kNewsMax.
    std::vector<RunningCampaign> campaigns;  // The nearest deadline first.
    int silent_place_count = 0;              // Schools without a contact for kSilentDays.
    bool has_families = false;               // False on a fresh tablet: ui shows how to begin.
};

inline constexpr int kOpenItemsMax = 100;  // Unless more are asked for.
inline constexpr int kNewsMax = 20;
inline constexpr int kUnloggedDays = 14;
inline constexpr int kSilentDays = 60;
inline constexpr int kReferralAnswerDays = 7;
inline constexpr int kWaitingListDays = 30;  // Then it is time to ask again.

}  // namespace oppad::engine
