// Which text and icon stand for a fixed code of the domain.
#pragma once

#include "engine/core/result.h"
#include "engine/domain/codes.h"
#include "engine/domain/problem.h"
#include "engine/domain/settling.h"
#include "ui/i18n/catalog.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace oppad::ui {

Text text_of(ContactKind kind);
Icon icon_of(ContactKind kind);
Tone tone_of(ContactKind kind);
Text text_of(FamilyState state);
Text text_of(PersonRelation relation);
Text text_of(ContactFunction function);
Text text_of(oppad::Role role);
Text text_of(PlaceKind kind);
Text text_of(Channel channel);
Text text_of(ReferralStep step);
Text text_of(ReferralAnswer answer);
Text text_of(Introduction introduction);
Text text_of(FollowUpState state);
Text text_of(SignalState state);
Text text_of(QuestionState state);
Text text_of(ProblemCode code);
Text text_of(Whereabouts whereabouts);
Icon icon_of(Whereabouts whereabouts);
Tone tone_of(Whereabouts whereabouts);
// What came back, and what one can do about it.
Text sentence_of(RefusalCause cause);
// The name of a text or critical field, as in schema.h.
Text label_of_field(std::string_view name);
// What happened, what is safe, what to do.
Text sentence_of(ErrorCode code);

}  // namespace oppad::ui
