// The ONE list of record types and fields: tables, wire, merge, forms, audit and export follow from
// it. To add a field: a member in its struct, a line here with the next free number, a column in
// the next schema/*.sql, which puts the type into new_columns. Numbers are stored and sent: never
// reuse one.
#pragma once

#include <tuple>

#include "engine/domain/agreement.h"
#include "engine/domain/appointment.h"
#include "engine/domain/campaign.h"
#include "engine/domain/campaign_call.h"
#include "engine/domain/consent.h"
#include "engine/domain/contact.h"
#include "engine/domain/contact_person.h"
#include "engine/domain/family.h"
#include "engine/domain/field.h"
#include "engine/domain/follow_up.h"
#include "engine/domain/group_event.h"
#include "engine/domain/partner.h"
#include "engine/domain/person.h"
#include "engine/domain/place.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"
#include "engine/domain/signal.h"
#include "engine/domain/staff.h"
#include "engine/domain/story.h"
#include "engine/domain/theme.h"

namespace oppad {

template <>
struct Schema<Family> {
    static constexpr RecordType type = RecordType::kFamily;
    static constexpr std::string_view word = "family";
    static constexpr std::string_view table = "families";
    static constexpr auto fields = std::tuple{
        field(1, "name", &Family::name, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "state", &Family::state, MergeKind::kRegister, Sensitivity::kPersonal),
        field(3, "known_before", &Family::known_before, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "first_contact_day", &Family::first_contact_day, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(5, "street", &Family::street, MergeKind::kRegister, Sensitivity::kPersonal),
        field(6, "postcode", &Family::postcode, MergeKind::kRegister, Sensitivity::kPersonal),
        field(7, "municipality", &Family::municipality, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(8, "languages", &Family::languages, MergeKind::kSet, Sensitivity::kPersonal),
        field(9, "needs_interpreter", &Family::needs_interpreter, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(10, "phone", &Family::phone, MergeKind::kRegister, Sensitivity::kPersonal),
        field(11, "target_groups", &Family::target_groups, MergeKind::kSet, Sensitivity::kSecret),
        field(12, "safety_remark", &Family::safety_remark, MergeKind::kCritical,
              Sensitivity::kSecret),
        field(13, "note", &Family::note, MergeKind::kText, Sensitivity::kSecret),
        field(14, "origin_place_id", &Family::origin_place_id, MergeKind::kRegister,
              Sensitivity::kOpen),
    };
};

template <>
struct Schema<Person> {
    static constexpr RecordType type = RecordType::kPerson;
    static constexpr std::string_view word = "person";
    static constexpr std::string_view table = "persons";
    static constexpr auto fields = std::tuple{
        field(1, "family_id", &Person::family_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "given_name", &Person::given_name, MergeKind::kRegister, Sensitivity::kPersonal),
        field(3, "family_name", &Person::family_name, MergeKind::kRegister, Sensitivity::kPersonal),
        field(4, "relation", &Person::relation, MergeKind::kRegister, Sensitivity::kPersonal),
        field(5, "birth_day", &Person::birth_day, MergeKind::kRegister, Sensitivity::kPersonal),
        field(6, "phone", &Person::phone, MergeKind::kRegister, Sensitivity::kPersonal),
        field(7, "email", &Person::email, MergeKind::kRegister, Sensitivity::kPersonal),
        field(8, "school_id", &Person::school_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(9, "school_class", &Person::school_class, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(10, "languages", &Person::languages, MergeKind::kSet, Sensitivity::kPersonal),
        field(11, "note", &Person::note, MergeKind::kText, Sensitivity::kSecret),
        field(12, "street", &Person::street, MergeKind::kRegister, Sensitivity::kPersonal),
        field(13, "postcode", &Person::postcode, MergeKind::kRegister, Sensitivity::kPersonal),
        field(14, "municipality", &Person::municipality, MergeKind::kRegister,
              Sensitivity::kPersonal),
    };
};

template <>
struct Schema<Place> {
    static constexpr RecordType type = RecordType::kPlace;
    static constexpr std::string_view word = "place";
    static constexpr std::string_view table = "places";
    static constexpr auto fields = std::tuple{
        field(1, "name", &Place::name, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "kind", &Place::kind, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "street", &Place::street, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "postcode", &Place::postcode, MergeKind::kRegister, Sensitivity::kOpen),
        field(5, "municipality", &Place::municipality, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "neighbourhood", &Place::neighbourhood, MergeKind::kRegister, Sensitivity::kOpen),
        field(7, "network", &Place::network, MergeKind::kRegister, Sensitivity::kOpen),
        field(8, "phone", &Place::phone, MergeKind::kRegister, Sensitivity::kOpen),
        field(9, "email", &Place::email, MergeKind::kRegister, Sensitivity::kOpen),
        field(10, "external_id", &Place::external_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(11, "first_meeting_day", &Place::first_meeting_day, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(12, "note", &Place::note, MergeKind::kText, Sensitivity::kPersonal),
    };
};

template <>
struct Schema<ContactPerson> {
    static constexpr RecordType type = RecordType::kContactPerson;
    static constexpr std::string_view word = "contact_person";
    static constexpr std::string_view table = "contact_persons";
    static constexpr auto fields = std::tuple{
        field(1, "place_id", &ContactPerson::place_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "name", &ContactPerson::name, MergeKind::kRegister, Sensitivity::kPersonal),
        field(3, "function", &ContactPerson::function, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "phone", &ContactPerson::phone, MergeKind::kRegister, Sensitivity::kPersonal),
        field(5, "email", &ContactPerson::email, MergeKind::kRegister, Sensitivity::kPersonal),
        field(6, "weekdays", &ContactPerson::weekdays, MergeKind::kSet, Sensitivity::kOpen),
        field(7, "preferred_channel", &ContactPerson::preferred_channel, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(8, "note", &ContactPerson::note, MergeKind::kText, Sensitivity::kPersonal),
    };
};

template <>
struct Schema<Partner> {
    static constexpr RecordType type = RecordType::kPartner;
    static constexpr std::string_view word = "partner";
    static constexpr std::string_view table = "partners";
    static constexpr auto fields = std::tuple{
        field(1, "name", &Partner::name, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "domains", &Partner::domains, MergeKind::kSet, Sensitivity::kOpen),
        field(3, "services", &Partner::services, MergeKind::kText, Sensitivity::kOpen),
        field(4, "conditions", &Partner::conditions, MergeKind::kText, Sensitivity::kOpen),
        field(5, "opening_hours", &Partner::opening_hours, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(6, "street", &Partner::street, MergeKind::kRegister, Sensitivity::kOpen),
        field(7, "postcode", &Partner::postcode, MergeKind::kRegister, Sensitivity::kOpen),
        field(8, "municipality", &Partner::municipality, MergeKind::kRegister, Sensitivity::kOpen),
        field(9, "phone", &Partner::phone, MergeKind::kRegister, Sensitivity::kOpen),
        field(10, "email", &Partner::email, MergeKind::kRegister, Sensitivity::kOpen),
        field(11, "roles", &Partner::roles, MergeKind::kSet, Sensitivity::kOpen),
    };
};

template <>
struct Schema<Contact> {
    static constexpr RecordType type = RecordType::kContact;
    static constexpr std::string_view word = "contact";
    static constexpr std::string_view table = "contacts";
    static constexpr auto fields = std::tuple{
        field(1, "kind", &Contact::kind, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "family_id", &Contact::family_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(3, "place_id", &Contact::place_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "contact_person_id", &Contact::contact_person_id, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(5, "at", &Contact::at, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "duration_minutes", &Contact::duration_minutes, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(7, "themes", &Contact::themes, MergeKind::kSet, Sensitivity::kSecret),
        field(8, "participants", &Contact::participants, MergeKind::kSet, Sensitivity::kPersonal),
        field(9, "note", &Contact::note, MergeKind::kText, Sensitivity::kSecret),
        field(10, "adults", &Contact::adults, MergeKind::kRegister, Sensitivity::kOpen),
        field(11, "children", &Contact::children, MergeKind::kRegister, Sensitivity::kOpen),
        field(12, "author_id", &Contact::author_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(13, "appointment_id", &Contact::appointment_id, MergeKind::kRegister,
              Sensitivity::kOpen),
    };
};

template <>
struct Schema<Theme> {
    static constexpr RecordType type = RecordType::kTheme;
    static constexpr std::string_view word = "theme";
    static constexpr std::string_view table = "themes";
    static constexpr auto fields = std::tuple{
        field(1, "code", &Theme::code, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "label_nl", &Theme::label_nl, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "label_fr", &Theme::label_fr, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "label_en", &Theme::label_en, MergeKind::kRegister, Sensitivity::kOpen),
        field(5, "retired", &Theme::retired, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<Question> {
    static constexpr RecordType type = RecordType::kQuestion;
    static constexpr std::string_view word = "question";
    static constexpr std::string_view table = "questions";
    static constexpr auto fields = std::tuple{
        field(1, "family_id", &Question::family_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "contact_id", &Question::contact_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(3, "themes", &Question::themes, MergeKind::kSet, Sensitivity::kSecret),
        field(4, "text", &Question::text, MergeKind::kText, Sensitivity::kSecret),
        field(5, "state", &Question::state, MergeKind::kRegister, Sensitivity::kPersonal),
        field(6, "opened_at", &Question::opened_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(7, "answered_at", &Question::answered_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(8, "answer", &Question::answer, MergeKind::kText, Sensitivity::kSecret),
        field(9, "owner_id", &Question::owner_id, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<Referral> {
    static constexpr RecordType type = RecordType::kReferral;
    static constexpr std::string_view word = "referral";
    static constexpr std::string_view table = "referrals";
    static constexpr auto fields = std::tuple{
        field(1, "family_id", &Referral::family_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "question_id", &Referral::question_id, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(3, "contact_id", &Referral::contact_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(4, "partner_id", &Referral::partner_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(5, "what", &Referral::what, MergeKind::kText, Sensitivity::kSecret),
        field(6, "step", &Referral::step, MergeKind::kCritical, Sensitivity::kPersonal),
        field(7, "warm_step", &Referral::warm_step, MergeKind::kRegister, Sensitivity::kOpen),
        field(8, "introduction", &Referral::introduction, MergeKind::kRegister, Sensitivity::kOpen),
        field(9, "discussed_at", &Referral::discussed_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(10, "consented_at", &Referral::consented_at, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(11, "introduced_at", &Referral::introduced_at, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(12, "accepted_at", &Referral::accepted_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(13, "answered_at", &Referral::answered_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(14, "closed_at", &Referral::closed_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(15, "answer", &Referral::answer, MergeKind::kCritical, Sensitivity::kPersonal),
        field(16, "answer_note", &Referral::answer_note, MergeKind::kText, Sensitivity::kSecret),
        field(17, "owner_id", &Referral::owner_id, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<FollowUp> {
    static constexpr RecordType type = RecordType::kFollowUp;
    static constexpr std::string_view word = "follow_up";
    static constexpr std::string_view table = "follow_ups";
    static constexpr auto fields = std::tuple{
        field(1, "family_id", &FollowUp::family_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "place_id", &FollowUp::place_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "contact_id", &FollowUp::contact_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(4, "what", &FollowUp::what, MergeKind::kText, Sensitivity::kSecret),
        field(5, "due_day", &FollowUp::due_day, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "channel", &FollowUp::channel, MergeKind::kRegister, Sensitivity::kOpen),
        field(7, "state", &FollowUp::state, MergeKind::kCritical, Sensitivity::kOpen),
        field(8, "settled_at", &FollowUp::settled_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(9, "settled_note", &FollowUp::settled_note, MergeKind::kText, Sensitivity::kSecret),
        field(10, "owner_id", &FollowUp::owner_id, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<Appointment> {
    static constexpr RecordType type = RecordType::kAppointment;
    static constexpr std::string_view word = "appointment";
    static constexpr std::string_view table = "appointments";
    static constexpr auto fields = std::tuple{
        field(1, "kind", &Appointment::kind, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "family_id", &Appointment::family_id, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(3, "place_id", &Appointment::place_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "title", &Appointment::title, MergeKind::kRegister, Sensitivity::kPersonal),
        field(5, "starts_at", &Appointment::starts_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "duration_minutes", &Appointment::duration_minutes, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(7, "where", &Appointment::where, MergeKind::kRegister, Sensitivity::kPersonal),
        field(8, "note", &Appointment::note, MergeKind::kText, Sensitivity::kSecret),
        field(9, "state", &Appointment::state, MergeKind::kRegister, Sensitivity::kOpen),
        field(10, "owner_id", &Appointment::owner_id, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<GroupEvent> {
    static constexpr RecordType type = RecordType::kGroupEvent;
    static constexpr std::string_view word = "group_event";
    static constexpr std::string_view table = "group_events";
    static constexpr auto fields = std::tuple{
        field(1, "place_id", &GroupEvent::place_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "name", &GroupEvent::name, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "starts_at", &GroupEvent::starts_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "adults", &GroupEvent::adults, MergeKind::kRegister, Sensitivity::kOpen),
        field(5, "children", &GroupEvent::children, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "partners", &GroupEvent::partners, MergeKind::kSet, Sensitivity::kOpen),
        field(7, "themes", &GroupEvent::themes, MergeKind::kSet, Sensitivity::kOpen),
        field(8, "note", &GroupEvent::note, MergeKind::kText, Sensitivity::kPersonal),
    };
};

template <>
struct Schema<Agreement> {
    static constexpr RecordType type = RecordType::kAgreement;
    static constexpr std::string_view word = "agreement";
    static constexpr std::string_view table = "agreements";
    static constexpr auto fields = std::tuple{
        field(1, "partner_id", &Agreement::partner_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "purpose", &Agreement::purpose, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "legal_ground", &Agreement::legal_ground, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(4, "fields", &Agreement::fields, MergeKind::kSet, Sensitivity::kOpen),
        field(5, "starts_day", &Agreement::starts_day, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "ends_day", &Agreement::ends_day, MergeKind::kRegister, Sensitivity::kOpen),
        field(7, "needs_consent", &Agreement::needs_consent, MergeKind::kRegister,
              Sensitivity::kOpen),
    };
};

template <>
struct Schema<Consent> {
    static constexpr RecordType type = RecordType::kConsent;
    static constexpr std::string_view word = "consent";
    static constexpr std::string_view table = "consents";
    static constexpr auto fields = std::tuple{
        field(1, "family_id", &Consent::family_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "partner_id", &Consent::partner_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(3, "purpose", &Consent::purpose, MergeKind::kRegister, Sensitivity::kPersonal),
        field(4, "given_by_id", &Consent::given_by_id, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(5, "given_day", &Consent::given_day, MergeKind::kRegister, Sensitivity::kPersonal),
        field(6, "until_day", &Consent::until_day, MergeKind::kCritical, Sensitivity::kPersonal),
        field(7, "withdrawn_day", &Consent::withdrawn_day, MergeKind::kCritical,
              Sensitivity::kPersonal),
    };
};

template <>
struct Schema<Campaign> {
    static constexpr RecordType type = RecordType::kCampaign;
    static constexpr std::string_view word = "campaign";
    static constexpr std::string_view table = "campaigns";
    static constexpr auto fields = std::tuple{
        field(1, "name", &Campaign::name, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "purpose", &Campaign::purpose, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "agreement_id", &Campaign::agreement_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "starts_day", &Campaign::starts_day, MergeKind::kRegister, Sensitivity::kOpen),
        field(5, "deadline_day", &Campaign::deadline_day, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "erase_day", &Campaign::erase_day, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<CampaignCall> {
    static constexpr RecordType type = RecordType::kCampaignCall;
    static constexpr std::string_view word = "campaign_call";
    static constexpr std::string_view table = "campaign_calls";
    static constexpr auto fields = std::tuple{
        field(1, "campaign_id", &CampaignCall::campaign_id, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(2, "family_id", &CampaignCall::family_id, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(3, "person_id", &CampaignCall::person_id, MergeKind::kRegister,
              Sensitivity::kPersonal),
        field(4, "owner_id", &CampaignCall::owner_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(5, "result", &CampaignCall::result, MergeKind::kRegister, Sensitivity::kPersonal),
        field(6, "reason", &CampaignCall::reason, MergeKind::kRegister, Sensitivity::kPersonal),
        field(7, "call_back_at", &CampaignCall::call_back_at, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(8, "handed_over", &CampaignCall::handed_over, MergeKind::kRegister,
              Sensitivity::kOpen),
        field(9, "note", &CampaignCall::note, MergeKind::kText, Sensitivity::kSecret),
    };
};

template <>
struct Schema<Signal> {
    static constexpr RecordType type = RecordType::kSignal;
    static constexpr std::string_view word = "signal";
    static constexpr std::string_view table = "signals";
    static constexpr auto fields = std::tuple{
        field(1, "text", &Signal::text, MergeKind::kText, Sensitivity::kOpen),
        field(2, "themes", &Signal::themes, MergeKind::kSet, Sensitivity::kOpen),
        field(3, "place_id", &Signal::place_id, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "noted_at", &Signal::noted_at, MergeKind::kRegister, Sensitivity::kOpen),
        field(5, "state", &Signal::state, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "answer", &Signal::answer, MergeKind::kText, Sensitivity::kOpen),
        field(7, "contact_id", &Signal::contact_id, MergeKind::kRegister, Sensitivity::kPersonal),
        field(8, "owner_id", &Signal::owner_id, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<Story> {
    static constexpr RecordType type = RecordType::kStory;
    static constexpr std::string_view word = "story";
    static constexpr std::string_view table = "stories";
    static constexpr auto fields = std::tuple{
        field(1, "title", &Story::title, MergeKind::kRegister, Sensitivity::kPersonal),
        field(2, "text", &Story::text, MergeKind::kText, Sensitivity::kSecret),
        field(3, "domain", &Story::domain, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "why", &Story::why, MergeKind::kText, Sensitivity::kPersonal),
        field(5, "level", &Story::level, MergeKind::kRegister, Sensitivity::kOpen),
        field(6, "told_day", &Story::told_day, MergeKind::kRegister, Sensitivity::kOpen),
    };
};

template <>
struct Schema<Staff> {
    static constexpr RecordType type = RecordType::kStaff;
    static constexpr std::string_view word = "staff";
    static constexpr std::string_view table = "staff";
    static constexpr auto fields = std::tuple{
        field(1, "name", &Staff::name, MergeKind::kRegister, Sensitivity::kOpen),
        field(2, "role", &Staff::role, MergeKind::kRegister, Sensitivity::kOpen),
        field(3, "active", &Staff::active, MergeKind::kRegister, Sensitivity::kOpen),
        field(4, "devices", &Staff::devices, MergeKind::kSet, Sensitivity::kOpen),
    };
};

// Every record type, in the order of RecordType.
using AllRecords = std::tuple<Family, Person, Place, ContactPerson, Partner, Contact, Theme,
                              Question, Referral, FollowUp, Appointment, GroupEvent, Agreement,
                              Consent, Campaign, CampaignCall, Signal, Story, Staff>;

}  // namespace oppad
