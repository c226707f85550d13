#include <algorithm>

#include "engine/commands/complete_family.h"
#include "engine/commands/draft_codec.h"
#include "engine/commands/next_steps.h"
#include "engine/commands/told_family.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/contact.h"
#include "engine/domain/signal.h"
#include "engine/domain/text.h"
#include "engine/storage/tables/draft_rows.h"

namespace oppad::engine {

namespace {

// Everything one tap on "Bewaar" writes, made and checked before the first write.
struct LoggedContact {
    Contact contact;
    std::optional<Family> new_family;
    std::optional<Family> family;  // The one that is here already, and is edited where needed,
    std::optional<Family> family_before;  // as it was.
    std::optional<Appointment> appointment;
    std::optional<Appointment> next_meeting;
    std::optional<FollowUp> follow_up;
    std::optional<Question> question;
    std::optional<Referral> referral;
    std::optional<Partner> partner;  // Made in place for the referral.
    std::optional<Signal> signal;
};

// The moment of the contact: as noted, else when the draft was begun. A clock that was set back in
// between must not put it in the future.
Instant moment_of(const ContactDraft& draft, Instant now) {
    if (draft.at) return *draft.at;
    return draft.begun_at == Instant{} ? now : std::min(draft.begun_at, now);
}

bool is_begun(const PromiseFollowUp& promise) {
    return !tidied(promise.what).empty() || promise.due_day.has_value();
}

bool is_begun(const ReferToPartner& wish) {
    return wish.partner_id.has_value() || !tidied(wish.what).empty() ||
           !tidied(wish.new_partner_name).empty();
}

template <class Record>
void check(const Record& record, const Present& present, Problems& problems) {
    const Problems found = validate(record, present);
    problems.insert(problems.end(), found.begin(), found.end());
}

// A draft calls the words of a question or a signal by the name of what they become.
template <class Record>
void check_words(const Record& record, const Present& present, Problems& problems) {
    for (Problem problem : validate(record, present)) {
        if (problem.field == "text") problem.field = Schema<Record>::word;
        problems.push_back(problem);
    }
}

Contact make_contact(const Context& context, const ContactDraft& draft) {
    Contact contact;
    contact.id = Id<Contact>{draft.id};
    contact.kind = draft.kind;
    contact.family_id = draft.family_id;
    contact.place_id = draft.place_id;
    contact.contact_person_id = draft.contact_person_id;
    contact.at = moment_of(draft, context.clock.now());
    contact.themes = draft.themes;
    contact.participants = draft.participants;
    contact.note = draft.note;
    contact.adults = draft.adults;
    contact.children = draft.children;
    contact.author_id = context.staff.id;
    contact.appointment_id = draft.appointment_id;
    normalise(contact);
    return contact;
}

Family make_family(const Context& context, const ContactDraft& draft, const Contact& contact) {
    Family family = told_family(draft);
    family.id = new_id<Family>(context.clock, context.entropy);
    family.scope = context.staff.scope;
    family.state = FamilyState::kInGuidance;
    family.first_contact_day = local_day(context.clock, contact.at);
    family.origin_place_id = draft.place_id;
    normalise(family);
    return family;
}

Signal make_signal(const Context& context, const ContactDraft& draft, const Contact& contact) {
    Signal signal;
    signal.id = new_id<Signal>(context.clock, context.entropy);
    signal.scope = context.staff.scope;
    signal.text = draft.signal;
    signal.themes = draft.themes;
    signal.place_id = draft.place_id;
    signal.noted_at = contact.at;
    signal.state = SignalState::kNoted;
    signal.contact_id = contact.id;
    signal.owner_id = context.staff.id;
    normalise(signal);
    return signal;
}

// Of the other kinds the place is where one agreed, not where one meets; of nobody's it is all that
// is known.
bool is_met_at_place(ContactKind kind) {
    return kind == ContactKind::kSchoolContact || kind == ContactKind::kSitDay ||
           kind == ContactKind::kGroupMoment;
}

Appointment make_next_meeting(const Context& context, const NextMeeting& next,
                              const Contact& contact) {
    Appointment appointment;
    appointment.id = new_id<Appointment>(context.clock, context.entropy);
    appointment.kind = next.kind;
    appointment.family_id = contact.family_id;
    const bool has_place = is_met_at_place(next.kind) || !contact.family_id;
    if (has_place) appointment.place_id = contact.place_id;
    appointment.starts_at = next.starts_at;
    appointment.duration_minutes = next.duration_minutes;
    appointment.state = AppointmentState::kPlanned;
    appointment.owner_id = context.staff.id;
    normalise(appointment);
    return appointment;
}

Status find_references(Context& context, const ContactDraft& draft, LoggedContact& logged,
                       Problems& problems) {
    TRY_ASSIGN(logged.family, find_referenced(context, draft.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Place> place,
               find_referenced(context, draft.place_id, "place_id", problems));
    TRY_ASSIGN(const std::optional<ContactPerson> contact_person,
               find_referenced(context, draft.contact_person_id, "contact_person_id", problems));
    // The page shows no field for it, and what was said stands without it: one that has left the
    // tablet is none.
    Problems gone;
    TRY_ASSIGN(logged.appointment,
               find_referenced(context, draft.appointment_id, "appointment_id", gone));
    if (!logged.appointment) logged.contact.appointment_id.reset();
    for (const std::string& participant : draft.participants) {
        const bool is_id = parse_id(participant).has_value();
        if (!is_id) problems.push_back({ProblemCode::kGone, "participants"});
    }
    return ok();
}

Status make_next_steps(Context& context, const ContactDraft& draft, LoggedContact& logged,
                       Problems& problems) {
    const Present present = present_at(context.clock);
    const Contact& contact = logged.contact;
    if (!tidied(draft.question).empty()) {
        logged.question =
            make_question(context, {contact.family_id, contact.id, draft.themes, draft.question});
        check_words(*logged.question, present, problems);
    }
    if (draft.follow_up && is_begun(*draft.follow_up)) {
        logged.follow_up = make_follow_up(context, *draft.follow_up);
        logged.follow_up->family_id = contact.family_id;
        logged.follow_up->place_id = contact.place_id;
        logged.follow_up->contact_id = contact.id;
        check(*logged.follow_up, present, problems);
    }
    if (draft.referral && is_begun(*draft.referral)) {
        TRY_ASSIGN(const std::optional<Partner> partner,
                   find_referenced(context, draft.referral->partner_id, "partner_id", problems));
        if (const auto problem = problem_of_wish(*draft.referral)) problems.push_back(*problem);
        logged.partner = make_partner(context, *draft.referral);
        logged.referral = make_referral(context, *draft.referral);
        if (logged.partner) logged.referral->partner_id = logged.partner->id;
        if (logged.partner) {
            const Problems found = problems_of_made(context, *logged.partner);
            problems.insert(problems.end(), found.begin(), found.end());
        }
        logged.referral->family_id = contact.family_id;
        logged.referral->contact_id = contact.id;
        if (!logged.referral->question_id && logged.question)
            logged.referral->question_id = logged.question->id;
        check(*logged.referral, present, problems);
    }
    if (draft.next_meeting) {
        logged.next_meeting = make_next_meeting(context, *draft.next_meeting, contact);
        check(*logged.next_meeting, present, problems);
    }
    if (!tidied(draft.signal).empty()) {
        logged.signal = make_signal(context, draft, contact);
        check_words(*logged.signal, present, problems);
    }
    return ok();
}

// What the contact teaches about the family that nobody had filled in yet.
void teach_family(Context& context, const ContactDraft& draft, const Contact& contact,
                  Family& family) {
    const Day day = local_day(context.clock, contact.at);
    // What is logged afterwards may lie before what was thought to be the first.
    if (!family.first_contact_day || day < *family.first_contact_day)
        family.first_contact_day = day;
    complete_family(context, told_family(draft), family);
}

Result<LoggedContact> make_all(Context& context, const ContactDraft& draft, Problems& problems) {
    LoggedContact logged;
    logged.contact = make_contact(context, draft);
    TRY(find_references(context, draft, logged, problems));
    if (!draft.family_id && !tidied(draft.new_family_name).empty()) {
        logged.new_family = make_family(context, draft, logged.contact);
        logged.contact.family_id = logged.new_family->id;
        for (Problem problem : validate(*logged.new_family, present_at(context.clock))) {
            // A wrong day is told at the contact's own.
            if (problem.field != "first_contact_day") problems.push_back(problem);
        }
    }
    check(logged.contact, present_at(context.clock), problems);
    TRY(make_next_steps(context, draft, logged, problems));

    const RawId scope = scope_beside(context, logged.family);
    logged.contact.scope = scope;
    if (logged.question) logged.question->scope = scope;
    if (logged.follow_up) logged.follow_up->scope = scope;
    if (logged.referral) logged.referral->scope = scope;
    if (logged.next_meeting) logged.next_meeting->scope = scope;
    logged.family_before = logged.family;
    if (logged.family) teach_family(context, draft, logged.contact, *logged.family);
    if (logged.appointment && logged.appointment->state == AppointmentState::kPlanned)
        logged.appointment->state = AppointmentState::kHeld;
    return logged;
}

template <class Record>
Status save_if(Context& context, const std::optional<Record>& record) {
    return record ? context.work.save(*record) : ok();
}

Status write_all(Context& context, const LoggedContact& logged) {
    TRY(save_if(context, logged.new_family));
    TRY(save_if(context, logged.family));
    TRY(context.work.save(logged.contact));
    TRY(save_if(context, logged.appointment));
    TRY(save_if(context, logged.question));
    TRY(save_if(context, logged.follow_up));
    TRY(save_if(context, logged.partner));
    TRY(save_if(context, logged.referral));
    TRY(save_if(context, logged.next_meeting));
    TRY(save_if(context, logged.signal));
    return ok();
}

template <class Record>
void add_key(const std::optional<Record>& record, std::vector<RecordKey>& keys) {
    if (record) keys.push_back({Schema<Record>::type, record->id.raw});
}

// A partner that was made in place stays: the draft goes on with it.
UndoLogContact undo_of(const Context& context, const ContactDraft& draft,
                       const LoggedContact& logged) {
    UndoLogContact undo{.id = logged.contact.id,
                        .made = {},
                        .family_before = logged.family_before,
                        .family_after = logged.family,
                        .draft = draft};
    add_key(logged.question, undo.made);
    add_key(logged.follow_up, undo.made);
    add_key(logged.referral, undo.made);
    add_key(logged.next_meeting, undo.made);
    add_key(logged.signal, undo.made);
    add_key(logged.new_family, undo.made);
    undo.draft.id = new_raw_id(context.clock, context.entropy);
    undo.draft.at = logged.contact.at;
    if (logged.partner) {
        undo.draft.referral->partner_id = logged.partner->id;
        undo.draft.referral->new_partner_name.clear();
    }
    return undo;
}

// A stored draft that can't be read holds something else than what was logged: it stays.
Status drop_readable_draft(Context& context, const RawId& id) {
    TRY_ASSIGN(const std::optional<storage::DraftRow> stored,
               storage::find_draft(context.work.connection(), id));
    if (!stored || !decode_draft(id, stored->content)) return ok();
    return context.work.drop_draft(id);
}

}  // namespace

Result<Outcome> log_contact(Context& context, const LogContact& command) {
    const ContactDraft& draft = command.draft;
    if (draft.id.is_nil()) return refused(ProblemCode::kMissing, "id");
    Outcome outcome;
    // Deleted counts as logged too: a repeated tap must not bring a mistake back.
    TRY_ASSIGN(const std::optional<storage::StoredRecord> logged_before,
               storage::find_record(context.work.connection(), {RecordType::kContact, draft.id}));
    if (!logged_before) {
        TRY_ASSIGN(const LoggedContact logged, make_all(context, draft, outcome.problems));
        if (!outcome.problems.empty()) return outcome;
        TRY(write_all(context, logged));
        outcome.undo = undo_of(context, draft, logged);
    }
    TRY(drop_readable_draft(context, draft.id));
    outcome.record = RecordKey{RecordType::kContact, draft.id};
    return outcome;
}

}  // namespace oppad::engine
