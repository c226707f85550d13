// The fixed code lists. Words are stored on disk and sent on the wire; never change one.
#pragma once

#include <cstdint>

#include "engine/domain/code.h"

namespace oppad {

enum class ContactKind : std::uint8_t {
    kUnknown,
    kHomeVisit,
    kSchoolContact,
    kPhoneCall,
    kSitDay,
    kGroupMoment,
    kNeutralGround,
    kMessage,
    kLetter,
};
template <>
struct CodeTable<ContactKind> {
    static constexpr std::array<std::pair<ContactKind, std::string_view>, 8> words{{
        {ContactKind::kHomeVisit, "home_visit"},
        {ContactKind::kSchoolContact, "school_contact"},
        {ContactKind::kPhoneCall, "phone_call"},
        {ContactKind::kSitDay, "sit_day"},
        {ContactKind::kGroupMoment, "group_moment"},
        {ContactKind::kNeutralGround, "neutral_ground"},
        {ContactKind::kMessage, "message"},
        {ContactKind::kLetter, "letter"},
    }};
};

enum class PlaceKind : std::uint8_t {
    kUnknown,
    kSchool,
    kPovertyAssociation,
    kFamilyHouse,
    kAntenna,
    kLibrary,
    kNeutralGround,
    kOther,
};
template <>
struct CodeTable<PlaceKind> {
    static constexpr std::array<std::pair<PlaceKind, std::string_view>, 7> words{{
        {PlaceKind::kSchool, "school"},
        {PlaceKind::kPovertyAssociation, "poverty_association"},
        {PlaceKind::kFamilyHouse, "family_house"},
        {PlaceKind::kAntenna, "antenna"},
        {PlaceKind::kLibrary, "library"},
        {PlaceKind::kNeutralGround, "neutral_ground"},
        {PlaceKind::kOther, "other"},
    }};
};

enum class PersonRelation : std::uint8_t {
    kUnknown,
    kMother,
    kFather,
    kPartner,
    kChild,
    kGrandparent,
    kGuardian,
    kOther,
};
template <>
struct CodeTable<PersonRelation> {
    static constexpr std::array<std::pair<PersonRelation, std::string_view>, 7> words{{
        {PersonRelation::kMother, "mother"},
        {PersonRelation::kFather, "father"},
        {PersonRelation::kPartner, "partner"},
        {PersonRelation::kChild, "child"},
        {PersonRelation::kGrandparent, "grandparent"},
        {PersonRelation::kGuardian, "guardian"},
        {PersonRelation::kOther, "other"},
    }};
};

enum class FamilyState : std::uint8_t { kUnknown, kInGuidance, kAtRest, kClosed };
template <>
struct CodeTable<FamilyState> {
    static constexpr std::array<std::pair<FamilyState, std::string_view>, 3> words{{
        {FamilyState::kInGuidance, "in_guidance"},
        {FamilyState::kAtRest, "at_rest"},
        {FamilyState::kClosed, "closed"},
    }};
};

enum class ContactFunction : std::uint8_t {
    kUnknown,
    kPrincipal,
    kCareCoordinator,
    kTeacher,
    kClbStaff,
    kSecretary,
    kVolunteer,
    kOther,
};
template <>
struct CodeTable<ContactFunction> {
    static constexpr std::array<std::pair<ContactFunction, std::string_view>, 7> words{{
        {ContactFunction::kPrincipal, "principal"},
        {ContactFunction::kCareCoordinator, "care_coordinator"},
        {ContactFunction::kTeacher, "teacher"},
        {ContactFunction::kClbStaff, "clb_staff"},
        {ContactFunction::kSecretary, "secretary"},
        {ContactFunction::kVolunteer, "volunteer"},
        {ContactFunction::kOther, "other"},
    }};
};

enum class Channel : std::uint8_t { kUnknown, kPhone, kMessage, kEmail, kInPerson };
template <>
struct CodeTable<Channel> {
    static constexpr std::array<std::pair<Channel, std::string_view>, 4> words{{
        {Channel::kPhone, "phone"},
        {Channel::kMessage, "message"},
        {Channel::kEmail, "email"},
        {Channel::kInPerson, "in_person"},
    }};
};

enum class QuestionState : std::uint8_t { kUnknown, kOpen, kAnswered, kClosed };
template <>
struct CodeTable<QuestionState> {
    static constexpr std::array<std::pair<QuestionState, std::string_view>, 3> words{{
        {QuestionState::kOpen, "open"},
        {QuestionState::kAnswered, "answered"},
        {QuestionState::kClosed, "closed"},
    }};
};

// In the order in which a referral goes through them.
enum class ReferralStep : std::uint8_t {
    kUnknown,
    kDiscussed,
    kConsented,
    kIntroduced,
    kAccepted,
    kAnswered,
    kClosed,
};
template <>
struct CodeTable<ReferralStep> {
    static constexpr std::array<std::pair<ReferralStep, std::string_view>, 6> words{{
        {ReferralStep::kDiscussed, "discussed"},
        {ReferralStep::kConsented, "consented"},
        {ReferralStep::kIntroduced, "introduced"},
        {ReferralStep::kAccepted, "accepted"},
        {ReferralStep::kAnswered, "answered"},
        {ReferralStep::kClosed, "closed"},
    }};
};

enum class Introduction : std::uint8_t { kUnknown, kCalled, kWritten, kWentAlong };
template <>
struct CodeTable<Introduction> {
    static constexpr std::array<std::pair<Introduction, std::string_view>, 3> words{{
        {Introduction::kCalled, "called"},
        {Introduction::kWritten, "written"},
        {Introduction::kWentAlong, "went_along"},
    }};
};

enum class ReferralAnswer : std::uint8_t { kUnknown, kHelped, kPartly, kNotHelped, kWaitingList };
template <>
struct CodeTable<ReferralAnswer> {
    static constexpr std::array<std::pair<ReferralAnswer, std::string_view>, 4> words{{
        {ReferralAnswer::kHelped, "helped"},
        {ReferralAnswer::kPartly, "partly"},
        {ReferralAnswer::kNotHelped, "not_helped"},
        {ReferralAnswer::kWaitingList, "waiting_list"},
    }};
};

enum class FollowUpState : std::uint8_t { kUnknown, kOpen, kDone, kCancelled };
template <>
struct CodeTable<FollowUpState> {
    static constexpr std::array<std::pair<FollowUpState, std::string_view>, 3> words{{
        {FollowUpState::kOpen, "open"},
        {FollowUpState::kDone, "done"},
        {FollowUpState::kCancelled, "cancelled"},
    }};
};

// kWaiting: on the waiting list of a place's sit-days, without an hour of its own.
enum class AppointmentState : std::uint8_t { kUnknown, kPlanned, kHeld, kCancelled, kWaiting };
template <>
struct CodeTable<AppointmentState> {
    static constexpr std::array<std::pair<AppointmentState, std::string_view>, 4> words{{
        {AppointmentState::kPlanned, "planned"},
        {AppointmentState::kHeld, "held"},
        {AppointmentState::kCancelled, "cancelled"},
        {AppointmentState::kWaiting, "waiting"},
    }};
};

enum class CallResult : std::uint8_t {
    kUnknown,
    kSpoken,
    kNoAnswer,
    kCallBack,
    kWrongNumber,
    kRefused
};
template <>
struct CodeTable<CallResult> {
    static constexpr std::array<std::pair<CallResult, std::string_view>, 5> words{{
        {CallResult::kSpoken, "spoken"},
        {CallResult::kNoAnswer, "no_answer"},
        {CallResult::kCallBack, "call_back"},
        {CallResult::kWrongNumber, "wrong_number"},
        {CallResult::kRefused, "refused"},
    }};
};

enum class SignalState : std::uint8_t { kUnknown, kNoted, kBundled, kPassedOn, kAnswered };
template <>
struct CodeTable<SignalState> {
    static constexpr std::array<std::pair<SignalState, std::string_view>, 4> words{{
        {SignalState::kNoted, "noted"},
        {SignalState::kBundled, "bundled"},
        {SignalState::kPassedOn, "passed_on"},
        {SignalState::kAnswered, "answered"},
    }};
};

enum class Role : std::uint8_t {
    kUnknown,
    kOutreacher,
    kNurse,
    kSocialWorker,
    kBridgeFigure,
    kCoordinator,
    kAdministrator,
};
template <>
struct CodeTable<Role> {
    static constexpr std::array<std::pair<Role, std::string_view>, 6> words{{
        {Role::kOutreacher, "outreacher"},
        {Role::kNurse, "nurse"},
        {Role::kSocialWorker, "social_worker"},
        {Role::kBridgeFigure, "bridge_figure"},
        {Role::kCoordinator, "coordinator"},
        {Role::kAdministrator, "administrator"},
    }};
};

}  // namespace oppad
