#include "ui/screens/families/family_words.h"

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"

namespace oppad::ui {

namespace {

constexpr int kChildAge = 18;

template <class Record>
std::string address_in(const Record& record) {
    return joined({record.street, joined({record.postcode, record.municipality}, " ")}, ", ");
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) {
        if (!part.empty()) text += (text.empty() ? "" : between) + part;
    }
    return text;
}

std::string address_of(const Family& family) { return address_in(family); }
std::string address_of(const Person& person) { return address_in(person); }

std::string languages_of(const Stage& stage, const Family& family) {
    if (family.languages.empty()) return {};
    std::vector<std::string> languages;
    for (const std::string& code : family.languages) languages.push_back(stage.code_label(code));
    const std::string interpreter =
        family.needs_interpreter ? stage.tr(Text::kInterpreterWanted) : std::string{};
    return capitalised(joined({joined(languages, ", "), interpreter}, " · "));
}

std::string interpreter_words(const Stage& stage, const TextSet& languages) {
    constexpr std::string_view kOfTheOffice = "nl";
    std::vector<std::string> foreign;
    for (const std::string& code : languages)
        if (code != kOfTheOffice && code != stage.texts().language())
            foreign.push_back(stage.code_label(code));
    if (foreign.size() != 1) return stage.tr(Text::kInterpreterWanted);
    return stage.texts().fill(Text::kInterpreterFor, foreign.front());
}

std::string member_name(const engine::FamilyMember& member) {
    return joined({member.person.given_name, member.person.family_name}, " ");
}

std::string member_remark(const Stage& stage, const engine::FamilyMember& member) {
    const Person& person = member.person;
    const bool is_child = person.relation == PersonRelation::kChild;
    std::vector<std::string> parts;
    if (!is_child) parts.push_back(stage.tr(text_of(person.relation)));
    const bool shows_age = is_child || (member.age_years && *member.age_years < kChildAge);
    if (shows_age) parts.push_back(age(stage.texts(), member.age_years, member.age_months));
    parts.push_back(joined({member.school_name, person.school_class}, ", "));
    parts.push_back(unbroken_phone(person.phone));
    std::string remark = joined(parts, " · ");
    return remark.empty() ? stage.tr(text_of(person.relation)) : remark;
}

std::string consent_title(const engine::SharedWith& shared) {
    return joined({shared.consent.purpose, shared.partner_name}, " · ");
}

std::string consent_remark(const Stage& stage, const engine::SharedWith& shared) {
    std::vector<std::string> remark;
    if (shared.consent.withdrawn_day) {
        remark.push_back(
            stage.texts().fill(Text::kWithdrawnOn, full_date(*shared.consent.withdrawn_day)));
    } else if (shared.consent.until_day) {
        remark.push_back(stage.texts().fill(Text::kUntil, full_date(*shared.consent.until_day)));
    }
    if (!shared.given_by.empty()) {
        remark.push_back(stage.texts().fill(
            Text::kAgreedBy, shared.given_by,
            shared.consent.given_day ? date_beside(*shared.consent.given_day, stage.today())
                                     : std::string{}));
    }
    return joined(remark, " · ");
}

}  // namespace oppad::ui
