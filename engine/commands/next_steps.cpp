#include "engine/commands/next_steps.h"

#include "engine/commands/calendar.h"
#include "engine/commands/new_id.h"
#include "engine/domain/validate.h"

namespace oppad::engine {

FollowUp make_follow_up(const Context& context, const PromiseFollowUp& promise) {
    FollowUp follow_up;
    follow_up.id = new_id<FollowUp>(context.clock, context.entropy);
    follow_up.family_id = promise.family_id;
    follow_up.place_id = promise.place_id;
    follow_up.contact_id = promise.contact_id;
    follow_up.what = promise.what;
    follow_up.due_day = promise.due_day;
    follow_up.channel = promise.channel;
    follow_up.state = FollowUpState::kOpen;
    follow_up.owner_id = context.staff.id;
    normalise(follow_up);
    return follow_up;
}

Question make_question(const Context& context, const OpenQuestion& asked) {
    Question question;
    question.id = new_id<Question>(context.clock, context.entropy);
    question.family_id = asked.family_id;
    question.contact_id = asked.contact_id;
    question.themes = asked.themes;
    question.text = asked.text;
    question.state = QuestionState::kOpen;
    question.opened_at = context.clock.now();
    question.owner_id = context.staff.id;
    normalise(question);
    return question;
}

std::optional<Partner> make_partner(const Context& context, const ReferToPartner& wish) {
    if (wish.partner_id) return std::nullopt;
    return make_partner(context, wish.new_partner_name);
}

std::optional<Partner> make_partner(const Context& context, const std::string& name) {
    Partner partner;
    partner.name = name;
    normalise(partner);
    if (partner.name.empty()) return std::nullopt;
    partner.id = new_id<Partner>(context.clock, context.entropy);
    partner.scope = context.staff.scope;
    return partner;
}

Problems problems_of_made(const Context& context, const Partner& partner) {
    Problems problems = validate(partner, present_at(context.clock));
    for (Problem& problem : problems) problem.field = "new_partner_name";
    return problems;
}

std::optional<Problem> problem_of_wish(const ReferToPartner& wish) {
    if (wish.consented || wish.introduction == Introduction::kUnknown) return std::nullopt;
    return Problem{ProblemCode::kWrongOrder, "consented"};
}

Referral make_referral(const Context& context, const ReferToPartner& wish) {
    const Instant now = context.clock.now();
    Referral referral;
    referral.id = new_id<Referral>(context.clock, context.entropy);
    referral.family_id = wish.family_id;
    referral.question_id = wish.question_id;
    referral.contact_id = wish.contact_id;
    referral.partner_id = wish.partner_id;
    referral.what = wish.what;
    referral.step = ReferralStep::kDiscussed;
    referral.discussed_at = now;
    if (wish.consented) {
        referral.step = ReferralStep::kConsented;
        referral.consented_at = now;
    }
    if (wish.consented && wish.introduction != Introduction::kUnknown) {
        referral.step = ReferralStep::kIntroduced;
        referral.introduction = wish.introduction;
        referral.introduced_at = now;
    }
    if (wish.warm && is_in_person(wish.introduction)) referral.warm_step = referral.step;
    referral.owner_id = context.staff.id;
    normalise(referral);
    return referral;
}

RawId scope_beside(const Context& context, const std::optional<Family>& family) {
    return family ? family->scope : context.staff.scope;
}

}  // namespace oppad::engine
