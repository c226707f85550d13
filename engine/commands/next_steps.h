// "Wat nu?": the records that come out of a contact or stand on their own: a promise, a question, a
// referral. Made here once, so that logging a contact and the separate verbs write the same.
#pragma once

#include "engine/commands/commands.h"
#include "engine/commands/context.h"
#include "engine/domain/follow_up.h"
#include "engine/domain/problem.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"

namespace oppad::engine {

// New, normalised records with id, owner and first state; `scope` and references are the caller's
// to complete. Nothing is written.
FollowUp make_follow_up(const Context& context, const PromiseFollowUp& promise);
Question make_question(const Context& context, const OpenQuestion& asked);
// Without a partner of its own the wish may name one that is made in place: that is made here.
std::optional<Partner> make_partner(const Context& context, const ReferToPartner& wish);
// Nothing for a name that is empty.
std::optional<Partner> make_partner(const Context& context, const std::string& name);
// What is wrong with it, at the wish's own field: the form has one for its name alone.
Problems problems_of_made(const Context& context, const Partner& partner);
// An introduction to which the family did not agree.
std::optional<Problem> problem_of_wish(const ReferToPartner& wish);
Referral make_referral(const Context& context, const ReferToPartner& wish);

// Warm is who was introduced in person: in writing alone nobody is.
inline bool is_in_person(Introduction introduction) {
    return introduction != Introduction::kWritten;
}

// The scope of what hangs on a family: the family's own, else the author's.
RawId scope_beside(const Context& context, const std::optional<Family>& family);

}  // namespace oppad::engine
