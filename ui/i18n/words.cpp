#include "ui/i18n/words.h"

#include <algorithm>
#include <array>

namespace oppad::ui {

Text text_of(ContactKind kind) {
    switch (kind) {
        case ContactKind::kHomeVisit:
            return Text::kKindHomeVisit;
        case ContactKind::kSchoolContact:
            return Text::kKindSchoolContact;
        case ContactKind::kPhoneCall:
            return Text::kKindPhoneCall;
        case ContactKind::kSitDay:
            return Text::kKindSitDay;
        case ContactKind::kGroupMoment:
            return Text::kKindGroupMoment;
        case ContactKind::kNeutralGround:
            return Text::kKindNeutralGround;
        case ContactKind::kMessage:
            return Text::kKindMessage;
        case ContactKind::kLetter:
            return Text::kKindLetter;
        case ContactKind::kUnknown:
            return Text::kKindUnknown;
    }
    return Text::kKindUnknown;
}

Text text_of(FamilyState state) {
    switch (state) {
        case FamilyState::kInGuidance:
            return Text::kStateInGuidance;
        case FamilyState::kAtRest:
            return Text::kStateAtRest;
        case FamilyState::kClosed:
            return Text::kStateClosed;
        case FamilyState::kUnknown:
            return Text::kStateUnknown;
    }
    return Text::kStateUnknown;
}

Text text_of(PersonRelation relation) {
    switch (relation) {
        case PersonRelation::kMother:
            return Text::kRelationMother;
        case PersonRelation::kFather:
            return Text::kRelationFather;
        case PersonRelation::kPartner:
            return Text::kRelationPartner;
        case PersonRelation::kChild:
            return Text::kRelationChild;
        case PersonRelation::kGrandparent:
            return Text::kRelationGrandparent;
        case PersonRelation::kGuardian:
            return Text::kRelationGuardian;
        case PersonRelation::kOther:
            return Text::kRelationOther;
        case PersonRelation::kUnknown:
            return Text::kRelationOther;
    }
    return Text::kRelationOther;
}

Text text_of(ContactFunction function) {
    switch (function) {
        case ContactFunction::kPrincipal:
            return Text::kFunctionPrincipal;
        case ContactFunction::kCareCoordinator:
            return Text::kFunctionCareCoordinator;
        case ContactFunction::kTeacher:
            return Text::kFunctionTeacher;
        case ContactFunction::kClbStaff:
            return Text::kFunctionClbStaff;
        case ContactFunction::kSecretary:
            return Text::kFunctionSecretary;
        case ContactFunction::kVolunteer:
            return Text::kFunctionVolunteer;
        case ContactFunction::kOther:
            return Text::kFunctionOther;
        case ContactFunction::kUnknown:
            return Text::kFunctionOther;
    }
    return Text::kFunctionOther;
}

Text text_of(oppad::Role role) {
    switch (role) {
        case oppad::Role::kOutreacher:
            return Text::kRoleOutreacher;
        case oppad::Role::kNurse:
            return Text::kRoleNurse;
        case oppad::Role::kSocialWorker:
            return Text::kRoleSocialWorker;
        case oppad::Role::kBridgeFigure:
            return Text::kRoleBridgeFigure;
        case oppad::Role::kCoordinator:
            return Text::kRoleCoordinator;
        case oppad::Role::kAdministrator:
            return Text::kRoleAdministrator;
        case oppad::Role::kUnknown:
            return Text::kRoleUnknown;
    }
    return Text::kRoleUnknown;
}

Text text_of(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::kSchool:
            return Text::kPlaceSchool;
        case PlaceKind::kPovertyAssociation:
            return Text::kPlacePovertyAssociation;
        case PlaceKind::kFamilyHouse:
            return Text::kPlaceFamilyHouse;
        case PlaceKind::kAntenna:
            return Text::kPlaceAntenna;
        case PlaceKind::kLibrary:
            return Text::kPlaceLibrary;
        case PlaceKind::kNeutralGround:
            return Text::kPlaceNeutralGround;
        case PlaceKind::kOther:
            return Text::kPlaceOther;
        case PlaceKind::kUnknown:
            return Text::kPlaceOther;
    }
    return Text::kPlaceOther;
}

Text text_of(Channel channel) {
    switch (channel) {
        case Channel::kPhone:
            return Text::kChannelPhone;
        case Channel::kMessage:
            return Text::kChannelMessage;
        case Channel::kEmail:
            return Text::kChannelEmail;
        case Channel::kInPerson:
            return Text::kChannelInPerson;
        case Channel::kUnknown:
            return Text::kChannelAny;
    }
    return Text::kChannelAny;
}

Text text_of(ReferralStep step) {
    switch (step) {
        case ReferralStep::kDiscussed:
            return Text::kStepDiscussed;
        case ReferralStep::kConsented:
            return Text::kStepConsented;
        case ReferralStep::kIntroduced:
            return Text::kStepIntroduced;
        case ReferralStep::kAccepted:
            return Text::kStepAccepted;
        case ReferralStep::kAnswered:
            return Text::kStepAnswered;
        case ReferralStep::kClosed:
            return Text::kStepClosed;
        case ReferralStep::kUnknown:
            return Text::kStepDiscussed;
    }
    return Text::kStepDiscussed;
}

Text text_of(ReferralAnswer answer) {
    switch (answer) {
        case ReferralAnswer::kHelped:
            return Text::kAnswerHelped;
        case ReferralAnswer::kPartly:
            return Text::kAnswerPartly;
        case ReferralAnswer::kNotHelped:
            return Text::kAnswerNotHelped;
        case ReferralAnswer::kWaitingList:
            return Text::kAnswerWaitingList;
        case ReferralAnswer::kUnknown:
            return Text::kAnswerNone;
    }
    return Text::kAnswerNone;
}

Text text_of(Introduction introduction) {
    switch (introduction) {
        case Introduction::kCalled:
            return Text::kIntroducedCalled;
        case Introduction::kWritten:
            return Text::kIntroducedWritten;
        case Introduction::kWentAlong:
            return Text::kIntroducedWentAlong;
        case Introduction::kUnknown:
            return Text::kIntroducedNotYet;
    }
    return Text::kIntroducedNotYet;
}

Text text_of(FollowUpState state) {
    switch (state) {
        case FollowUpState::kOpen:
            return Text::kFollowUpOpen;
        case FollowUpState::kDone:
            return Text::kFollowUpDone;
        case FollowUpState::kCancelled:
            return Text::kFollowUpCancelled;
        case FollowUpState::kUnknown:
            return Text::kFollowUpOpen;
    }
    return Text::kFollowUpOpen;
}

Text text_of(SignalState state) {
    switch (state) {
        case SignalState::kBundled:
            return Text::kSignalBundled;
        case SignalState::kPassedOn:
            return Text::kSignalPassedOn;
        case SignalState::kAnswered:
            return Text::kSignalAnswered;
        case SignalState::kNoted:
        case SignalState::kUnknown:
            break;
    }
    return Text::kSignalNoted;
}

Text text_of(QuestionState state) {
    switch (state) {
        case QuestionState::kAnswered:
            return Text::kQuestionAnswered;
        case QuestionState::kClosed:
            return Text::kQuestionClosed;
        case QuestionState::kOpen:
        case QuestionState::kUnknown:
            return Text::kQuestionOpen;
    }
    return Text::kQuestionOpen;
}

Text text_of(ProblemCode code) {
    switch (code) {
        case ProblemCode::kMissing:
            return Text::kProblemMissing;
        case ProblemCode::kTooLong:
            return Text::kProblemTooLong;
        case ProblemCode::kNotAPhone:
            return Text::kProblemNotAPhone;
        case ProblemCode::kNotAPostcode:
            return Text::kProblemNotAPostcode;
        case ProblemCode::kNotAnEmail:
            return Text::kProblemNotAnEmail;
        case ProblemCode::kInTheFuture:
            return Text::kProblemInTheFuture;
        case ProblemCode::kInThePast:
            return Text::kProblemInThePast;
        case ProblemCode::kGone:
            return Text::kProblemGone;
        case ProblemCode::kWrittenMeanwhile:
            return Text::kProblemWrittenMeanwhile;
        case ProblemCode::kAlreadySettled:
            return Text::kProblemAlreadySettled;
        case ProblemCode::kWrongOrder:
            return Text::kProblemWrongOrder;
        case ProblemCode::kControlCharacter:
            return Text::kProblemControlCharacter;
        case ProblemCode::kWrongPassphrase:
            return Text::kWrongPassphrase;
    }
    return Text::kProblemControlCharacter;
}

Text text_of(Whereabouts whereabouts) {
    switch (whereabouts) {
        case Whereabouts::kSafe:
            return Text::kSafeOnHub;
        case Whereabouts::kOnItsWay:
            return Text::kOnItsWay;
        case Whereabouts::kOnlyHere:
            return Text::kOnlyHere;
        case Whereabouts::kRefused:
            return Text::kRefusedByHub;
    }
    return Text::kOnlyHere;
}

Icon icon_of(Whereabouts whereabouts) {
    switch (whereabouts) {
        case Whereabouts::kSafe:
            return Icon::kCloudDone;
        case Whereabouts::kOnItsWay:
            return Icon::kSync;
        case Whereabouts::kOnlyHere:
            return Icon::kCloudOff;
        case Whereabouts::kRefused:
            return Icon::kSyncProblem;
    }
    return Icon::kCloudOff;
}

Tone tone_of(Whereabouts whereabouts) {
    switch (whereabouts) {
        case Whereabouts::kSafe:
            return Tone::kOk;
        case Whereabouts::kOnItsWay:
            return Tone::kPrimary;
        case Whereabouts::kOnlyHere:
            return Tone::kAccent;
        case Whereabouts::kRefused:
            return Tone::kDanger;
    }
    return Tone::kAccent;
}

Text sentence_of(RefusalCause cause) {
    switch (cause) {
        case RefusalCause::kUnknown:
            return Text::kRefusedUnknown;
        case RefusalCause::kOutOfScope:
            return Text::kRefusedOutOfScope;
        case RefusalCause::kNotAllowed:
            return Text::kRefusedNotAllowed;
        case RefusalCause::kInvalid:
            return Text::kRefusedInvalid;
        case RefusalCause::kErased:
            return Text::kRefusedErased;
    }
    return Text::kRefusedUnknown;
}

Text label_of_field(std::string_view name) {
    struct Label {
        std::string_view name;
        Text text;
    };
    static constexpr std::array kLabels = std::to_array<Label>({
        {"note", Text::kFieldNote},
        {"settled_note", Text::kFieldNote},
        {"answer_note", Text::kFieldAnswer},
        {"safety_remark", Text::kFieldSafetyRemark},
        {"services", Text::kFieldServices},
        {"conditions", Text::kFieldConditions},
        {"text", Text::kFieldText},
        {"answer", Text::kFieldAnswer},
        {"what", Text::kFieldWhat},
        {"due_day", Text::kByWhen},
        {"channel", Text::kThrough},
        {"partner_id", Text::kFieldPartner},
        {"introduction", Text::kHowIntroduced},
        {"step", Text::kFieldStep},
        {"state", Text::kFieldState},
        {"kind", Text::kFieldKind},
        {"family_id", Text::kFamily},
        {"place_id", Text::kPlace},
        {"contact_person_id", Text::kFunctionOther},
        {"at", Text::kWhen},
        {"themes", Text::kFieldThemes},
        {"participants", Text::kPresent},
        {"adults", Text::kAdults},
        {"children", Text::kChildrenLabel},
        {"name", Text::kNameLabel},
        {"known_before", Text::kFieldKnownBefore},
        {"first_contact_day", Text::kFieldFirstContact},
        {"street", Text::kAddress},
        {"postcode", Text::kPostcodeLabel},
        {"municipality", Text::kMunicipalityLabel},
        {"languages", Text::kLanguageAtHome},
        {"needs_interpreter", Text::kFieldInterpreter},
        {"phone", Text::kPhoneLabel},
        {"email", Text::kEmailLabel},
        {"origin_place_id", Text::kFieldOrigin},
        {"given_name", Text::kGivenNameLabel},
        {"family_name", Text::kSurnameLabel},
        {"relation", Text::kFieldRelation},
        {"birth_day", Text::kFieldBirthDay},
        {"school_id", Text::kSchoolLabel},
        {"school_class", Text::kClassLabel},
    });
    const auto label = std::find_if(kLabels.begin(), kLabels.end(),
                                    [name](const Label& one) { return one.name == name; });
    return label != kLabels.end() ? label->text : Text::kFieldOther;
}

Text sentence_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::kNotFound:
            return Text::kErrorNotFound;
        case ErrorCode::kConflict:
            return Text::kErrorConflict;
        case ErrorCode::kInvalid:
            return Text::kErrorInvalid;
        case ErrorCode::kDenied:
            return Text::kErrorDenied;
        case ErrorCode::kOffline:
            return Text::kErrorOffline;
        case ErrorCode::kBusy:
            return Text::kErrorBusy;
        case ErrorCode::kCorrupt:
            return Text::kErrorCorrupt;
        case ErrorCode::kDiskFull:
            return Text::kErrorDiskFull;
        case ErrorCode::kCancelled:
            return Text::kErrorCancelled;
        case ErrorCode::kInternal:
            return Text::kErrorInternal;
    }
    return Text::kErrorInternal;
}

Icon icon_of(ContactKind kind) {
    switch (kind) {
        case ContactKind::kHomeVisit:
            return Icon::kHome;
        case ContactKind::kSchoolContact:
            return Icon::kSchool;
        case ContactKind::kPhoneCall:
            return Icon::kPhone;
        case ContactKind::kSitDay:
            return Icon::kSeat;
        case ContactKind::kGroupMoment:
            return Icon::kGroups;
        case ContactKind::kNeutralGround:
            return Icon::kPlace;
        case ContactKind::kMessage:
            return Icon::kMessage;
        case ContactKind::kLetter:
            return Icon::kMail;
        case ContactKind::kUnknown:
            return Icon::kMore;
    }
    return Icon::kMore;
}

Tone tone_of(ContactKind kind) {
    switch (kind) {
        case ContactKind::kHomeVisit:
            return Tone::kAccent;
        case ContactKind::kSchoolContact:
            return Tone::kPrimary;
        case ContactKind::kPhoneCall:
            return Tone::kPrimary;
        case ContactKind::kSitDay:
            return Tone::kPrimary;
        case ContactKind::kGroupMoment:
            return Tone::kPolicy;
        case ContactKind::kNeutralGround:
            return Tone::kInfo;
        case ContactKind::kMessage:
            return Tone::kInfo;
        case ContactKind::kLetter:
            return Tone::kInfo;
        case ContactKind::kUnknown:
            return Tone::kNeutral;
    }
    return Tone::kNeutral;
}

}  // namespace oppad::ui
