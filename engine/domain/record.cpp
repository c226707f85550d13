#include "engine/domain/record.h"

#include <algorithm>
#include <array>

#include "engine/core/check.h"
#include "engine/domain/schema.h"

namespace oppad {

namespace {

template <class Record>
constexpr auto specs_of() {
    return std::apply(
        [](const auto&... bound) { return std::array<FieldSpec, sizeof...(bound)>{bound.spec...}; },
        Schema<Record>::fields);
}

template <class Record>
constexpr auto kFields = specs_of<Record>();

template <class Record>
constexpr RecordSpec spec_of() {
    return {Schema<Record>::type, Schema<Record>::word, Schema<Record>::table, kFields<Record>};
}

template <class... Records>
constexpr auto specs_of_all(const std::tuple<Records...>*) {
    return std::array<RecordSpec, sizeof...(Records)>{spec_of<Records>()...};
}

constexpr auto kSpecs = specs_of_all(static_cast<const AllRecords*>(nullptr));

constexpr bool types_are_consecutive() {
    for (std::size_t at = 0; at < kSpecs.size(); ++at) {
        if (static_cast<std::size_t>(kSpecs[at].type) != at + 1) return false;
    }
    return true;
}
static_assert(types_are_consecutive(), "find_spec looks a type up by its number");

constexpr bool fields_are_in_order() {
    for (const RecordSpec& spec : kSpecs) {
        for (std::size_t at = 1; at < spec.fields.size(); ++at) {
            if (spec.fields[at - 1].number >= spec.fields[at].number) return false;
        }
    }
    return true;
}
static_assert(fields_are_in_order(), "record.h says so");

}  // namespace

std::span<const RecordSpec> all_record_specs() { return kSpecs; }

const RecordSpec* find_spec(RecordType type) {
    const auto number = static_cast<std::size_t>(type);
    return number >= 1 && number <= kSpecs.size() ? &kSpecs[number - 1] : nullptr;
}

const RecordSpec* find_spec(std::string_view word) {
    for (const RecordSpec& spec : kSpecs) {
        if (spec.word == word) return &spec;
    }
    return nullptr;
}

const FieldSpec* find_field(const RecordSpec& spec, FieldNumber number) {
    const auto at = std::lower_bound(
        spec.fields.begin(), spec.fields.end(), number,
        [](const FieldSpec& field, FieldNumber wanted) { return field.number < wanted; });
    return at != spec.fields.end() && at->number == number ? &*at : nullptr;
}

template <class Record>
std::vector<Value> to_values(const Record& record) {
    return std::apply(
        [&record](const auto&... bound) {
            return std::vector<Value>{to_value(record.*bound.member)...};
        },
        Schema<Record>::fields);
}

template <class Record>
Record from_values(std::span<const Value> values) {
    CHECK(values.size() == kFields<Record>.size());
    Record record;
    std::size_t at = 0;
    std::apply([&](const auto&... bound) { (from_value(values[at++], record.*bound.member), ...); },
               Schema<Record>::fields);
    return record;
}

#define OPPAD_INSTANTIATE(Record)                                 \
    template std::vector<Value> to_values<Record>(const Record&); \
    template Record from_values<Record>(std::span<const Value>);

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

}  // namespace oppad
