// Everything a person can ask of the engine, as plain structs: one per verb. Each verb is carried
// out by the file of its name in this folder (log_contact.cpp, promise_follow_up.cpp, …) inside one
// unit of work.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/commands/merged_families.h"
#include "engine/core/bytes.h"
#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/appointment.h"
#include "engine/domain/codes.h"
#include "engine/domain/consent.h"
#include "engine/domain/contact.h"
#include "engine/domain/contact_person.h"
#include "engine/domain/family.h"
#include "engine/domain/follow_up.h"
#include "engine/domain/partner.h"
#include "engine/domain/person.h"
#include "engine/domain/place.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"
#include "engine/domain/settling.h"
#include "engine/domain/signal.h"
#include "engine/domain/value.h"

namespace oppad::engine {

// Registers when `family.id` is nil, edits otherwise. `opened` is what the form showed when it was
// opened: a field that still equals it keeps what sync brought meanwhile; without it the whole
// record is written. The same holds for the other Save… commands.
struct SaveFamily {
    Family family;
    std::optional<Family> opened;
};
struct SavePerson {
    Person person;
    std::optional<Person> opened;
};
struct SavePlace {
    Place place;
    std::optional<Place> opened;
};
struct SaveContactPerson {
    ContactPerson contact_person;
    std::optional<ContactPerson> opened;
};
struct SavePartner {
    Partner partner;
    std::optional<Partner> opened;
};

struct PromiseFollowUp {
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    std::optional<Id<Contact>> contact_id;
    std::string what;
    std::optional<Day> due_day;
    Channel channel = Channel::kUnknown;
};

// Another day, other words. Undo = the same with `follow_up` and `opened` the other way round, and
// `undo` set: a day that is over by now may stand there again.
struct EditFollowUp {
    FollowUp follow_up;
    std::optional<FollowUp> opened;
    bool undo = false;
};

struct SettleFollowUp {
    Id<FollowUp> id;
    FollowUpState state = FollowUpState::kDone;  // kOpen undoes.
    std::string note;
};

struct OpenQuestion {
    std::optional<Id<Family>> family_id;
    std::optional<Id<Contact>> contact_id;
    TextSet themes;
    std::string text;
};

// Other words, other themes. Undo = the same with `question` and `opened` the other way round.
struct EditQuestion {
    Question question;
    std::optional<Question> opened;
};

struct AnswerQuestion {
    Id<Question> id;
    QuestionState state = QuestionState::kAnswered;  // kOpen undoes.
    std::string answer;
};

// Discussed, with what is said of it: the family's consent, and with that an introduction; one
// without the other is refused, as AdvanceReferral does. `warm` marks the step that it reaches.
struct ReferToPartner {
    std::optional<Id<Family>> family_id;
    std::optional<Id<Question>> question_id;
    std::optional<Id<Contact>> contact_id;
    std::optional<Id<Partner>> partner_id;
    std::string new_partner_name;  // A partner made in place; ignored when partner_id is set.
    std::string what;
    bool consented = false;  // The family was asked and agreed, or went along.
    bool warm = false;
    Introduction introduction = Introduction::kUnknown;
};

// What is asked, in other words, or of another partner; its steps are AdvanceReferral's. Undo = the
// same with `referral` and `opened` the other way round.
struct EditReferral {
    Referral referral;
    std::optional<Referral> opened;
};

// An observation in other words, with other themes; how far it got, and its answer. Undo = the same
// with `signal` and `opened` the other way round.
struct EditSignal {
    Signal signal;
    std::optional<Signal> opened;
};

// One step further; each step is dated now. The family's consent comes before the introduction, the
// introduction before acceptance and answer; closing is always possible. kAnswered needs `answer`
// and may be repeated until it is closed: when a waiting list ends, or to correct it. An answer
// that helped also answers the question; corrected to another it opens it again. In writing none is
// warm.
struct AdvanceReferral {
    Id<Referral> id;
    ReferralStep step = ReferralStep::kUnknown;
    bool warm = false;
    Introduction introduction = Introduction::kUnknown;
    ReferralAnswer answer = ReferralAnswer::kUnknown;
    std::optional<std::string> note;  // Unset = what stands stays; empty = nothing stands.
    // The remark as the form was opened with it: a `note` that is the same is not written, since a
    // colleague's may stand there by now, but it was given with this step.
    std::optional<std::string> opened_note;
};

// Takes a step back, and the answer to the question that came with it: the outcome of
// AdvanceReferral holds it. What somebody changed since stays as they left it.
struct UndoStep {
    Referral before;
    Referral after;
    std::optional<Question> question_before;
    std::optional<Question> question_after;
};

// Registers or edits, as Save… does. A new one with the state kWaiting goes on the waiting list of
// its place: somebody by a family or, in `title`, by whatever they are called. `undo` as in
// EditFollowUp.
struct PlanAppointment {
    Appointment appointment;
    std::optional<Appointment> opened;
    bool undo = false;
};

// A family's agreement to share; registers or edits, as Save… does. `undo` as in EditFollowUp.
struct SaveConsent {
    Consent consent;
    std::optional<Consent> opened;
    std::string new_partner_name = {};  // Made in place; ignored when partner_id is set.
    bool undo = false;
};
// From today nothing is shared for it any more; `undo` lets it hold again.
struct WithdrawConsent {
    Id<Consent> id;
    bool undo = false;
};

struct SettleAppointment {
    Id<Appointment> id;
    AppointmentState state = AppointmentState::kHeld;  // kPlanned, or kWaiting, undoes.
};

// When one sees each other again: with the family of the contact that it is agreed in and, where
// one meets at a place, at its place.
struct NextMeeting {
    ContactKind kind = ContactKind::kHomeVisit;
    Instant starts_at;
    std::int64_t duration_minutes = 0;
};

// What the Registreer page holds while a person writes; kept on disk within a second of each
// keystroke.
struct ContactDraft {
    RawId id;  // Of the draft; becomes the contact's id when it is saved.
    // The contact as it was when its changing began; unset while a new one is written. Its id is
    // the draft's.
    std::optional<Contact> edited;
    ContactKind kind = ContactKind::kHomeVisit;
    std::optional<Id<Family>> family_id;
    std::string new_family_name;       // A family made in place; ignored when family_id is set.
    std::optional<bool> known_before;  // Of the new family, as what follows is.
    std::string new_phone;
    std::string new_street;
    std::string new_postcode;
    std::string new_municipality;
    std::optional<Id<Place>> place_id;
    std::optional<Id<ContactPerson>> contact_person_id;
    std::optional<Instant> at;  // Unset = the moment the draft was begun.
    Instant begun_at;
    std::optional<Id<Appointment>> appointment_id;
    TextSet themes;
    TextSet participants;
    std::string note;
    std::int64_t adults = 0;
    std::int64_t children = 0;
    // "Wat nu?": each empty or complete.
    std::optional<PromiseFollowUp> follow_up;
    std::optional<ReferToPartner> referral;
    std::optional<NextMeeting> next_meeting;
    std::string question;
    std::string signal;
};

struct SaveDraft {
    ContactDraft draft;
};
struct DiscardDraft {
    RawId id;
};

// Writes the contact, a new family when asked, and each "what next", in one transaction; removes
// the draft. Repeating it with the same draft id changes nothing: a tap during a crash is never
// logged twice.
struct LogContact {
    ContactDraft draft;
};

// Takes back what one LogContact wrote, whose outcome holds it: the contact, each "what next" in
// `made`, a family that nothing else hangs on, what it completed of one that was there. What was
// written goes on as `draft`, a new one, so that no word is lost.
struct UndoLogContact {
    Id<Contact> id;
    std::vector<RecordKey> made;
    std::optional<Family> family_before;  // That was there, and
    std::optional<Family> family_after;   // completed.
    ContactDraft draft;
};

// Changes a contact that was logged. A family that it gets, or that it is moved to, also gets the
// promises, questions and referrals that came up in it. Undo = the same with `contact` and `opened`
// the other way round.
struct EditContact {
    Contact contact;
    std::optional<Contact> opened;
    // What was typed of the family that contact.family_id names: it is made in place, or is here
    // already and takes what it lacks; the outcome's undo then takes that back too.
    std::optional<Family> made_family;
    // Of an undo: the family that was made, removed again unless something else hangs on it by now;
    // what was completed of one that was here.
    std::optional<Id<Family>> unmade_family_id;
    std::optional<Family> family_before;
    std::optional<Family> family_after;
};

// Deletes a contact that was logged by mistake; `undo` brings it back.
struct DeleteContact {
    Id<Contact> id;
    bool undo = false;
};

// Takes away what was noted by mistake, or who is not there any more: a person, a contact person, a
// promise, a question, a signal. `undo` brings it back. What points to it stays, and names it.
struct RemoveRecord {
    RecordKey key;
    bool undo = false;
};

// A member goes over to another family. Undo = back.
struct MovePerson {
    Id<Person> id;
    Id<Family> family_id;
};

// Two families turn out to be one: everything that hangs on `merged` goes over to `kept`, which
// takes what it lacked; `merged` is removed. The outcome holds the UndoMerge.
struct MergeFamilies {
    Id<Family> kept;
    Id<Family> merged;
};
// What somebody changed after the merge stays as they left it.
struct UndoMerge {
    MergedFamilies merged;
};

// Ends an open conflict: `words` become what the field says. `seen` are the versions that the
// person had before them: one that came since is never written over. A field of codes takes one of
// the codes that stand.
struct ResolveConflict {
    RecordKey key;
    FieldNumber field = 0;
    std::string words;
    std::vector<VersionMark> seen;
};

// The undo of ResolveConflict, as an ordinary edit: one of the texts that were not chosen becomes
// what the field says, as long as it says `settled`. The conflict itself stays ended.
struct TakeUnchosen {
    RecordKey key;
    FieldNumber field = 0;
    std::string settled;
    std::string words;
};

struct SettleRefusal {
    RecordKey key;
    RefusalChoice choice = RefusalChoice::kSendAgain;
};

// Whom a family's sheet on paper is for.
enum class SheetPurpose : std::uint8_t { kFamily, kPartner, kOwnUse };

// Notes in the audit that a family's sheet leaves the store, and for whom: before it does. Nothing
// else is written. One for a partner needs a consent that holds.
struct PrintSheet {
    Id<Family> family_id;
    SheetPurpose purpose = SheetPurpose::kFamily;
    std::optional<Id<Consent>> consent_id;
};

// A family or a place was opened: it stands among what was opened last, on this tablet alone.
struct NoteOpened {
    RecordKey key;
};

// What stands half filled in on the screen, in the window's own words: it lies among the drafts of
// whoever works here, until the next KeepForm. Empty = nothing does any more.
struct KeepForm {
    Bytes content;
};

using Command =
    std::variant<SaveFamily, SavePerson, SavePlace, SaveContactPerson, SavePartner, PromiseFollowUp,
                 SettleFollowUp, OpenQuestion, AnswerQuestion, ReferToPartner, AdvanceReferral,
                 PlanAppointment, SettleAppointment, SaveDraft, DiscardDraft, LogContact,
                 DeleteContact, SaveConsent, WithdrawConsent, EditContact, MovePerson,
                 MergeFamilies, UndoMerge, ResolveConflict, TakeUnchosen, SettleRefusal, PrintSheet,
                 UndoStep, UndoLogContact, NoteOpened, EditFollowUp, RemoveRecord, KeepForm,
                 EditQuestion, EditReferral, EditSignal>;

}  // namespace oppad::engine
