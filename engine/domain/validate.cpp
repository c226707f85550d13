#include "engine/domain/validate.h"

#include <algorithm>

#include "engine/domain/phone.h"
#include "engine/domain/text.h"

namespace oppad {

namespace {

constexpr std::size_t kEmailCharsMax = 254;
constexpr std::int64_t kCountMax = 10'000;
constexpr std::size_t kSetElementsMax = 200;

bool is_filled(std::string_view name, std::string_view expected, const std::string& text) {
    return name == expected && !text.empty();
}

bool is_note(const FieldSpec& spec) {
    return spec.merge == MergeKind::kText || spec.merge == MergeKind::kCritical ||
           spec.name == "opening_hours";
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.size() > kEmailCharsMax) return false;
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    const bool has_dot = dot != std::string_view::npos && dot != 0 && dot + 1 < domain.size();
    return has_dot && domain.find('@') == std::string_view::npos &&
           text.find_first_of(" \t\n,;<>") == std::string_view::npos;
}

bool is_postcode(std::string_view text) {
    return text.size() == 4 && text.front() >= '1' && text.front() <= '9' &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<ProblemCode> text_problem(const std::string& text, const FieldSpec& spec) {
    const TextFacts facts = text_facts(text);
    const bool breaks_line = facts.has_line_break || facts.has_tab;
    if (!facts.is_utf8 || facts.has_control || (breaks_line && !is_note(spec)))
        return ProblemCode::kControlCharacter;
    if (facts.chars > (is_note(spec) ? kNoteCharsMax : kTextCharsMax)) return ProblemCode::kTooLong;
    if (is_filled(spec.name, "phone", text) && !is_e164(text)) return ProblemCode::kNotAPhone;
    if (is_filled(spec.name, "postcode", text) && !is_postcode(text))
        return ProblemCode::kNotAPostcode;
    if (is_filled(spec.name, "email", text) && !is_email(text)) return ProblemCode::kNotAnEmail;
    return std::nullopt;
}

std::optional<ProblemCode> member_problem(const std::string& text, const FieldSpec& spec) {
    return text_problem(text, spec);
}

std::optional<ProblemCode> member_problem(const TextSet& set, const FieldSpec& spec) {
    if (set.size() > kSetElementsMax) return ProblemCode::kTooLong;
    for (const std::string& element : set) {
        if (const std::optional<ProblemCode> code = text_problem(element, spec)) return code;
    }
    return std::nullopt;
}

std::optional<ProblemCode> member_problem(std::int64_t number, const FieldSpec& /*spec*/) {
    if (number < 0) return ProblemCode::kMissing;
    return number > kCountMax ? std::optional{ProblemCode::kTooLong} : std::nullopt;
}

template <class Other>
std::optional<ProblemCode> member_problem(const Other& /*member*/, const FieldSpec& /*spec*/) {
    return std::nullopt;
}

// What holds for every field of its kind, in any record.
template <class Record>
Problems field_problems(const Record& record) {
    Problems problems;
    const auto look = [&](const auto& bound) {
        const auto code = member_problem(record.*bound.member, bound.spec);
        if (code) problems.push_back({*code, bound.spec.name});
    };
    std::apply([&](const auto&... bound) { (look(bound), ...); }, Schema<Record>::fields);
    return problems;
}

void require(Problems& problems, bool is_there, std::string_view field) {
    if (!is_there) problems.push_back({ProblemCode::kMissing, field});
}

void forbid_future(Problems& problems, const std::optional<Day>& day, const Present& present,
                   std::string_view field) {
    if (day && present.today < *day) problems.push_back({ProblemCode::kInTheFuture, field});
}

void mend(std::string& text, const FieldSpec& spec) {
    text = tidied(text);
    if (spec.name != "phone") return;
    if (std::optional<std::string> e164 = parse_phone(text)) text = std::move(*e164);
}

void mend(TextSet& set, const FieldSpec& /*spec*/) {
    for (std::string& element : set) element = tidied(element);
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
    if (!set.empty() && set.front().empty()) set.erase(set.begin());
}

template <class Other>
void mend(Other& /*member*/, const FieldSpec& /*spec*/) {}

}  // namespace

template <class Record>
void normalise(Record& record) {
    std::apply([&](const auto&... bound) { (mend(record.*bound.member, bound.spec), ...); },
               Schema<Record>::fields);
}

// NOLINTNEXTLINE(bugprone-macro-parentheses): a template argument can't stand in parentheses.
#define OPPAD_INSTANTIATE(Record) template void normalise<Record>(Record&);
OPPAD_INSTANTIATE(Family)
OPPAD_INSTANTIATE(Person)
OPPAD_INSTANTIATE(Place)
OPPAD_INSTANTIATE(ContactPerson)
OPPAD_INSTANTIATE(Partner)
OPPAD_INSTANTIATE(Contact)
OPPAD_INSTANTIATE(Theme)
OPPAD_INSTANTIATE(Question)
OPPAD_INSTANTIATE(Referral)
OPPAD_INSTANTIATE(FollowUp)
OPPAD_INSTANTIATE(Appointment)
OPPAD_INSTANTIATE(GroupEvent)
OPPAD_INSTANTIATE(Agreement)
OPPAD_INSTANTIATE(Consent)
OPPAD_INSTANTIATE(Campaign)
OPPAD_INSTANTIATE(CampaignCall)
OPPAD_INSTANTIATE(Signal)
OPPAD_INSTANTIATE(Story)
OPPAD_INSTANTIATE(Staff)

Problems validate(const Family& family, const Present& present) {
    Problems problems = field_problems(family);
    require(problems, !family.name.empty(), "name");
    forbid_future(problems, family.first_contact_day, present, "first_contact_day");
    return problems;
}

Problems validate(const Person& person, const Present& present) {
    Problems problems = field_problems(person);
    require(problems, person.family_id.has_value(), "family_id");
    require(problems, !person.given_name.empty() || !person.family_name.empty(), "given_name");
    forbid_future(problems, person.birth_day, present, "birth_day");
    return problems;
}

Problems validate(const Place& place, const Present& present) {
    Problems problems = field_problems(place);
    require(problems, !place.name.empty(), "name");
    forbid_future(problems, place.first_meeting_day, present, "first_meeting_day");
    return problems;
}

Problems validate(const ContactPerson& contact_person, const Present& /*present*/) {
    Problems problems = field_problems(contact_person);
    const bool is_known = contact_person.function != ContactFunction::kUnknown;
    require(problems, contact_person.place_id.has_value(), "place_id");
    // "The care coordinator" is enough when her name is not known yet.
    require(problems, !contact_person.name.empty() || is_known, "name");
    return problems;
}

Problems validate(const Partner& partner, const Present& /*present*/) {
    Problems problems = field_problems(partner);
    require(problems, !partner.name.empty(), "name");
    return problems;
}

Problems validate(const Contact& contact, const Present& present) {
    Problems problems = field_problems(contact);
    require(problems, contact.kind != ContactKind::kUnknown, "kind");
    // A tap on a kind alone tells nothing: somebody, somewhere, something or a count is needed.
    const bool says_something = contact.family_id || contact.place_id ||
                                contact.contact_person_id || !contact.themes.empty() ||
                                !contact.note.empty() || contact.adults + contact.children > 0;
    require(problems, says_something, "family_id");
    if (present.now < contact.at) problems.push_back({ProblemCode::kInTheFuture, "at"});
    return problems;
}

Problems validate(const Question& question, const Present& /*present*/) {
    Problems problems = field_problems(question);
    require(problems, !question.text.empty(), "text");
    return problems;
}

Problems validate(const Referral& referral, const Present& /*present*/) {
    Problems problems = field_problems(referral);
    require(problems, referral.partner_id || !referral.what.empty(), "partner_id");
    return problems;
}

Problems validate(const FollowUp& follow_up, const Present& present) {
    Problems problems = field_problems(follow_up);
    require(problems, !follow_up.what.empty(), "what");
    if (follow_up.due_day && *follow_up.due_day < present.today)
        problems.push_back({ProblemCode::kInThePast, "due_day"});
    return problems;
}

Problems validate(const Appointment& appointment, const Present& present) {
    Problems problems = field_problems(appointment);
    require(problems, appointment.kind != ContactKind::kUnknown, "kind");
    require(problems, appointment.starts_at != Instant{}, "starts_at");
    if (appointment.starts_at != Instant{} && appointment.starts_at < present.start_of_today)
        problems.push_back({ProblemCode::kInThePast, "starts_at"});
    return problems;
}

Problems validate(const Consent& consent, const Present& present) {
    Problems problems = field_problems(consent);
    require(problems, consent.family_id.has_value(), "family_id");
    require(problems, consent.partner_id.has_value(), "partner_id");
    require(problems, !consent.purpose.empty(), "purpose");
    forbid_future(problems, consent.given_day, present, "given_day");
    if (consent.until_day && *consent.until_day < present.today)
        problems.push_back({ProblemCode::kInThePast, "until_day"});
    return problems;
}

Problems validate(const Signal& signal, const Present& /*present*/) {
    Problems problems = field_problems(signal);
    require(problems, !signal.text.empty(), "text");
    return problems;
}

}  // namespace oppad
