#include "platform/ctl/demo_year.h"

#include <algorithm>
#include <array>

namespace oppad::platform {

namespace {

using namespace std::chrono_literals;

constexpr auto kDayLength = 24h;

template <class Record>
Record begun_at(DemoScene& scene, Instant instant) {
    Record record;
    record.id = {scene.dice.id_at(instant)};
    record.scope = scene.order.author.scope;
    return record;
}

void replace_all(std::string& text, std::string_view mark, const std::string& word) {
    for (std::size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + word.size())) {
        text.replace(at, mark.size(), word);
    }
}

std::string filled_in(DemoScene& scene, const DemoFamily& made, std::string text) {
    const Person& parent = made.members.front();
    const Person& child = made.members.back();
    replace_all(text, "{ouder}", parent.given_name);
    replace_all(text, "{kind}", child.given_name);
    replace_all(text, "{school}", made.school->name);
    if (text.find("{partner}") != std::string::npos)
        replace_all(text, "{partner}", scene.dice.pick(scene.partners).name);
    return text;
}

Id<Staff> draw_author(DemoScene& scene) {
    if (scene.colleagues.empty() || scene.dice.chance(75)) return scene.order.author.id;
    return scene.dice.pick(scene.colleagues).id;
}

bool is_at_school(ContactKind kind) {
    return kind == ContactKind::kSchoolContact || kind == ContactKind::kSitDay;
}

// Never after now: a contact has taken place.
Instant past_moment(DemoScene& scene, Day from) {
    const int span = std::max(0, days_between(from, scene.today));
    const Day day = weekday_at_most(add_days(scene.today, -scene.dice.between(0, span)));
    const Instant moment = working_moment(scene, day);
    return moment <= scene.order.now ? moment : moment + -kDayLength;
}

const ContactPerson* person_at(const DemoScene& scene, Id<Place> place) {
    const auto found =
        std::find_if(scene.contact_persons.begin(), scene.contact_persons.end(),
                     [&](const ContactPerson& person) { return person.place_id == place; });
    return found == scene.contact_persons.end() ? nullptr : &*found;
}

TextSet present_members(DemoScene& scene, const DemoFamily& made) {
    TextSet ids;
    for (const Person& member : made.members) {
        if (&member == &made.members.front() || scene.dice.chance(30))
            ids.push_back(to_text(member.id.raw));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

Contact make_contact(DemoScene& scene, const DemoFamily& made, Instant at) {
    Dice& dice = scene.dice;
    const ContactWords& words = dice.pick(scene.words.contacts);
    auto contact = begun_at<Contact>(scene, at);
    contact.kind = dice.pick(words.kinds);
    contact.family_id = made.family.id;
    contact.at = at;
    contact.duration_minutes = 5L * dice.between(1, 15);
    contact.themes = words.themes;
    contact.participants = present_members(scene, made);
    contact.note = filled_in(scene, made, words.text);
    contact.author_id = draw_author(scene);
    if (is_at_school(contact.kind)) {
        contact.place_id = made.school->id;
        const ContactPerson* person = person_at(scene, made.school->id);
        if (person != nullptr && dice.chance(60)) contact.contact_person_id = person->id;
    } else if (contact.kind == ContactKind::kNeutralGround ||
               contact.kind == ContactKind::kGroupMoment) {
        contact.place_id = dice.pick(scene.meeting_places).id;
    }
    return contact;
}

FollowUp make_follow_up(DemoScene& scene, const DemoFamily& made, const Contact& contact,
                        FollowUpState state) {
    Dice& dice = scene.dice;
    auto promise = begun_at<FollowUp>(scene, contact.at);
    promise.family_id = made.family.id;
    promise.contact_id = contact.id;
    promise.what = dice.pick(scene.words.promises);
    promise.channel = dice.chance(60) ? Channel::kPhone : Channel::kMessage;
    promise.state = state;
    promise.owner_id = scene.order.author.id;
    if (state == FollowUpState::kOpen) {  // Half of them late, the rest in the days to come.
        const int days = dice.chance(50) ? -dice.between(1, 20) : dice.between(0, 14);
        promise.due_day = add_days(scene.today, days);
    } else {
        const Day promised = day_of(contact.at, scene.order.utc_offset);
        promise.due_day = add_days(promised, dice.between(1, 10));
        promise.settled_at =
            std::min(contact.at + dice.between(1, 9) * kDayLength, scene.order.now);
    }
    return promise;
}

Question make_question(DemoScene& scene, const DemoFamily& made, const Contact& contact) {
    Dice& dice = scene.dice;
    const QuestionWords& words = dice.pick(scene.words.questions);
    auto question = begun_at<Question>(scene, contact.at);
    question.family_id = made.family.id;
    question.contact_id = contact.id;
    question.themes = words.themes;
    question.text = words.text;
    question.opened_at = contact.at;
    question.owner_id = scene.order.author.id;
    question.state = dice.chance(50) ? QuestionState::kOpen : QuestionState::kAnswered;
    if (question.state == QuestionState::kAnswered) {
        question.answered_at =
            std::min(contact.at + dice.between(1, 20) * kDayLength, scene.order.now);
        question.answer = dice.pick(scene.words.answers);
    }
    return question;
}

// Introduced some days ago without an answer, or answered and closed.
Referral make_referral(DemoScene& scene, const DemoFamily& made, const Question& question) {
    Dice& dice = scene.dice;
    const bool is_open = question.state == QuestionState::kOpen;
    const Instant begun =
        is_open ? scene.order.now + -(dice.between(1, 25) * kDayLength) : question.opened_at;
    auto referral = begun_at<Referral>(scene, begun);
    referral.family_id = made.family.id;
    referral.question_id = question.id;
    referral.contact_id = question.contact_id;
    referral.partner_id = dice.pick(scene.partners).id;
    referral.what = dice.pick(scene.words.referrals);
    referral.owner_id = scene.order.author.id;
    referral.discussed_at = begun;
    referral.consented_at = begun;
    referral.introduced_at = std::min(begun + 2h, scene.order.now);
    referral.step = ReferralStep::kIntroduced;
    referral.introduction = dice.chance(50) ? Introduction::kWentAlong : Introduction::kCalled;
    if (dice.chance(65)) referral.warm_step = ReferralStep::kIntroduced;
    if (!is_open) {
        const Instant answered = question.answered_at.value_or(scene.order.now);
        referral.step = ReferralStep::kAnswered;
        referral.accepted_at = std::min(begun + 4h, answered);
        referral.answered_at = answered;
        referral.answer = dice.chance(70) ? ReferralAnswer::kHelped : ReferralAnswer::kWaitingList;
        referral.answer_note = dice.pick(scene.words.referral_answers);
    }
    return referral;
}

Consent make_consent(DemoScene& scene, const DemoFamily& made) {
    const Agreement& agreement = scene.dice.pick(scene.agreements);
    auto consent = begun_at<Consent>(scene, scene.order.now);
    consent.family_id = made.family.id;
    consent.partner_id = agreement.partner_id;
    consent.purpose = agreement.purpose;
    consent.given_by_id = made.members.front().id;
    consent.given_day = made.family.first_contact_day;
    consent.until_day = add_days(scene.today, scene.dice.between(30, 300));
    return consent;
}

Appointment make_appointment(DemoScene& scene, const std::vector<DemoFamily>& families,
                             Instant starts_at) {
    Dice& dice = scene.dice;
    const AppointmentWords& words = dice.pick(scene.words.appointments);
    auto appointment = begun_at<Appointment>(scene, scene.order.now);
    appointment.kind = words.kind;
    appointment.title = words.title;
    appointment.starts_at = starts_at;
    appointment.duration_minutes = words.minutes;
    appointment.owner_id = scene.order.author.id;
    appointment.state =
        starts_at < scene.order.now ? AppointmentState::kHeld : AppointmentState::kPlanned;
    if (is_at_school(words.kind))
        appointment.place_id = dice.pick(scene.schools).id;
    else if (words.kind == ContactKind::kGroupMoment || families.empty())
        appointment.place_id = dice.pick(scene.meeting_places).id;
    else
        appointment.family_id = dice.pick(families).family.id;
    return appointment;
}

}  // namespace

DemoYear live_year(DemoScene& scene, const DemoFamily& made, int contact_count) {
    Dice& dice = scene.dice;
    DemoYear year;
    const Day met = made.family.first_contact_day.value_or(scene.today);
    std::vector<Instant> moments;
    moments.reserve(static_cast<std::size_t>(contact_count));
    for (int i = 0; i < contact_count; ++i) moments.push_back(past_moment(scene, met));
    std::sort(moments.begin(), moments.end());
    for (const Instant at : moments) {
        year.contacts.push_back(make_contact(scene, made, at));
        const Contact& contact = year.contacts.back();
        if (dice.chance(8))
            year.follow_ups.push_back(make_follow_up(scene, made, contact, FollowUpState::kDone));
    }
    if (year.contacts.empty()) return year;
    const Contact& latest = year.contacts.back();
    if (dice.chance(12))
        year.follow_ups.push_back(make_follow_up(scene, made, latest, FollowUpState::kOpen));
    if (dice.chance(30)) {
        year.questions.push_back(make_question(scene, made, dice.pick(year.contacts)));
        if (dice.chance(60))
            year.referrals.push_back(make_referral(scene, made, year.questions.back()));
    }
    if (!scene.agreements.empty() && dice.chance(20))
        year.consents.push_back(make_consent(scene, made));
    return year;
}

int draw_contact_count(DemoScene& scene) {
    // Percent of families, and their span of contacts where the mean is 20.
    struct Band {
        int percent;
        int low;
        int high;
    };
    static constexpr std::array<Band, 4> kBands{
        {{40, 1, 12}, {35, 13, 25}, {20, 26, 50}, {5, 51, 83}}};
    int draw = scene.dice.between(1, 100);
    for (const Band& band : kBands) {
        draw -= band.percent;
        if (draw > 0) continue;
        const int count = scene.dice.between(band.low, band.high);
        const int scaled = count * scene.order.contacts_per_family;
        return (scaled + kDemoContactsPerFamily / 2) / kDemoContactsPerFamily;
    }
    return scene.order.contacts_per_family;
}

std::vector<Contact> anonymous_contacts(DemoScene& scene) {
    Dice& dice = scene.dice;
    std::vector<Contact> contacts;
    for (const Place& school : scene.schools) {
        if (dice.chance(15)) continue;  // Some schools nobody went to yet.
        const Day from = add_days(scene.today, dice.chance(80) ? -300 : -100);
        for (int i = dice.between(1, 4); i > 0; --i) {
            const Instant at = past_moment(scene, from);
            auto contact = begun_at<Contact>(scene, at);
            contact.kind = dice.chance(60) ? ContactKind::kSitDay : ContactKind::kSchoolContact;
            contact.place_id = school.id;
            contact.at = at;
            contact.duration_minutes = 90;
            contact.adults = dice.between(1, 9);
            contact.children = dice.between(0, 12);
            contact.author_id = scene.order.author.id;
            contacts.push_back(std::move(contact));
        }
    }
    return contacts;
}

std::vector<Appointment> plan_agenda(DemoScene& scene, const std::vector<DemoFamily>& families) {
    std::vector<Appointment> agenda;
    for (int offset = -7; offset <= 14; ++offset) {
        const Day day = add_days(scene.today, offset);
        const bool is_today = offset == 0;  // Today always has something, on a Sunday too.
        if (day.iso_weekday() > 5 && !is_today) continue;
        const int count = is_today ? 4 : scene.dice.between(1, 4);
        std::chrono::minutes start = 8h + 30min;
        for (int i = 0; i < count; ++i) {
            const Instant at = start_of(day, scene.order.utc_offset) + start;
            agenda.push_back(make_appointment(scene, families, at));
            start += std::chrono::minutes{agenda.back().duration_minutes} + 45min;
        }
    }
    return agenda;
}

}  // namespace oppad::platform
