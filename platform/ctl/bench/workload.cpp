#include "platform/ctl/bench/workload.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/time.h"
#include "platform/ctl/dice.h"

namespace oppad::platform {

namespace {

constexpr Instant kFirstDay{1'704'067'200'000};  // 2024-01-01.
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;
constexpr int kNoteKept = 340;  // Characters that a later revision leaves as they were.

constexpr std::array<std::string_view, 96> kWords{
    "de",         "het",         "een",         "en",          "van",       "in",
    "op",         "met",         "voor",        "niet",        "aan",       "is",
    "was",        "moeder",      "vader",       "kind",        "gezin",     "school",
    "klas",       "huisbezoek",  "afspraak",    "huisarts",    "OCMW",      "CAW",
    "budget",     "rekening",    "inkomen",     "leefloon",    "huur",      "achterstal",
    "opvang",     "kleuter",     "baby",        "taal",        "tolk",      "netwerk",
    "oma",        "buurvrouw",   "ziek",        "moe",         "slapen",    "eten",
    "veilig",     "melding",     "overleg",     "gemeente",    "wijk",      "verpleegkundige",
    "vaccinatie", "groei",       "gewicht",     "zwanger",     "partner",   "scheiding",
    "werk",       "opleiding",   "inburgering", "brief",       "formulier", "aanvraag",
    "premie",     "ziekenfonds", "tandarts",    "medicatie",   "controle",  "vervolg",
    "gesprek",    "thuis",       "kantoor",     "telefonisch", "rustig",    "bezorgd",
    "beter",      "afgesproken", "volgende",    "week",        "maand",     "terug",
    "gebeld",     "niemand",     "aanwezig",    "warme",       "maaltijd",  "kledij",
    "fiets",      "speelplein",  "huiswerk",    "bibliotheek", "sport",     "kosten",
    "factuur",    "energie",     "water",       "verwarming",  "woning",    "vocht"};
constexpr std::array<std::string_view, 10> kGivenNames{
    "Fatima", "Jan", "Sofie", "Mohamed", "Els", "Pieter", "Aylin", "Koen", "Marieke", "Joris"};
constexpr std::array<std::string_view, 10> kFamilyNames{
    "Peeters", "Janssens", "El Amrani", "Bakker",  "Van den Berghe",
    "Yilmaz",  "Claes",    "Smets",     "De Boer", "Mertens"};
constexpr std::array<std::string_view, 7> kCities{"Gent",   "Antwerpen", "Mechelen", "Leuven",
                                                  "Brugge", "Hasselt",   "Aalst"};
constexpr std::array<std::string_view, 5> kPurposes{"intake", "opvolging", "crisis", "evaluatie",
                                                    "afsluiting"};

template <class List>
const auto& pick(Dice& dice, const List& list) {
    return list[static_cast<std::size_t>(dice.next() % list.size())];
}

RawId random_id(Dice& dice) {
    return dice.id_at(Instant{kFirstDay.ms + dice.between(0, 900) * kDayMs});
}

// One of `count` ids that come back: colleagues.
RawId shared_id(Dice& dice, int count) {
    Dice other{static_cast<std::uint64_t>(dice.between(1, count)) * 7919U};
    return other.id_at(kFirstDay);
}

std::string words_of(Dice& dice, std::size_t length) {
    std::string text;
    while (text.size() < length) {
        if (!text.empty()) text += ' ';
        text += pick(dice, kWords);
        if (dice.chance(8)) text += '.';
    }
    text.resize(length);
    return text;
}

std::string name_of(Dice& dice) {
    return std::string{pick(dice, kGivenNames)} + ' ' + std::string{pick(dice, kFamilyNames)};
}

ReferralStep step_of(Dice& dice) { return pick(dice, CodeTable<ReferralStep>::words).first; }

std::optional<Instant> after(Instant moment, std::int64_t span_ms) {
    return Instant{moment.ms + span_ms};
}

void revise(Referral& referral, std::int64_t number, int revision) {
    Dice dice{static_cast<std::uint64_t>(number) * 40503U +
              static_cast<std::uint64_t>(revision) * 7919U};
    referral.step = step_of(dice);
    referral.closed_at = after(*referral.discussed_at, (30 + dice.between(0, 59)) * kDayMs);
    referral.owner_id = Id<Staff>{shared_id(dice, 200)};
    referral.answer_note.resize(kNoteKept);
    referral.answer_note += ' ' + words_of(dice, 50);
}

}  // namespace

Referral bench_referral(std::int64_t number, int revision) {
    Dice dice{static_cast<std::uint64_t>(number) * 2'654'435'761U + 12345U};
    Referral referral;
    // Its number in place of a moment: two never meet.
    referral.id = {dice.id_at(Instant{kFirstDay.ms + number * 1000})};
    referral.family_id = Id<Family>{random_id(dice)};
    referral.question_id = Id<Question>{random_id(dice)};  // The peer's person.
    referral.contact_id = Id<Contact>{random_id(dice)};
    referral.partner_id = Id<Partner>{shared_id(dice, 100)};  // The peer's visitor.
    referral.what = name_of(dice) + ", " + std::string{pick(dice, kCities)} + ", " +
                    std::string{pick(dice, kPurposes)};
    referral.step = step_of(dice);
    referral.warm_step = step_of(dice);
    referral.introduction = pick(dice, CodeTable<Introduction>::words).first;
    const Instant day{kFirstDay.ms + dice.between(0, 899) * kDayMs};
    referral.discussed_at = after(day, (16 + dice.between(0, 19)) * 30 * kMinuteMs);
    referral.consented_at = after(*referral.discussed_at, 15 * dice.between(1, 8) * kMinuteMs);
    referral.introduced_at = after(*referral.consented_at, dice.between(0, 4) * kDayMs);
    referral.accepted_at = after(*referral.introduced_at, dice.between(0, 100) * kMinuteMs);
    referral.answered_at = after(*referral.accepted_at, dice.between(0, 9) * kDayMs);
    referral.closed_at = after(day, (7 + dice.between(0, 59)) * kDayMs);
    referral.answer = pick(dice, CodeTable<ReferralAnswer>::words).first;
    referral.owner_id = Id<Staff>{shared_id(dice, 200)};
    referral.answer_note = words_of(dice, static_cast<std::size_t>(dice.between(380, 420)));
    if (revision > 0) revise(referral, number, revision);
    return referral;
}

}  // namespace oppad::platform
