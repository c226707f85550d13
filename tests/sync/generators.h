// Random states for the laws of merge and codec: few devices, times and values, so that ties,
// repeats and covered stamps are common rather than rare.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "engine/domain/record.h"
#include "sync/merge/base_text.h"
#include "sync/wire/canonical.h"
#include "sync/wire/record_state.h"

namespace oppad::test {

using namespace oppad::sync;

inline rc::Gen<Stamp> any_stamp() {
    return rc::gen::map(rc::gen::pair(rc::gen::inRange(1, 12), rc::gen::inRange(1, 4)),
                        [](const std::pair<int, int>& parts) {
                            return Stamp{static_cast<std::uint64_t>(parts.first),
                                         static_cast<DeviceId>(parts.second)};
                        });
}

inline rc::Gen<Value> any_value() {
    return rc::gen::oneOf(rc::gen::just(Value{}),
                          rc::gen::map(rc::gen::inRange(-3, 3),
                                       [](int number) { return Value{std::int64_t{number}}; }),
                          rc::gen::element(Value{std::string{"brood"}}, Value{std::string{"melk"}},
                                           Value{std::string{"épicerie €\n"}}),
                          rc::gen::just(Value{RawId{{1, 2, 3}}}),
                          rc::gen::element(Value{TextSet{"nl"}}, Value{TextSet{"fr", "nl"}}));
}

inline rc::Gen<CausalContext> any_context() {
    return rc::gen::map(
        rc::gen::tuple(rc::gen::inRange(0, 12), rc::gen::inRange(0, 12), rc::gen::inRange(0, 12)),
        [](const std::tuple<int, int, int>& times) {
            CausalContext context;
            const int each[] = {std::get<0>(times), std::get<1>(times), std::get<2>(times)};
            for (int device = 1; device <= 3; ++device) {
                if (each[device - 1] > 0) {
                    context.push_back({static_cast<DeviceId>(device),
                                       static_cast<std::uint64_t>(each[device - 1])});
                }
            }
            return context;
        });
}

inline rc::Gen<Version> any_version() {
    return rc::gen::map(rc::gen::pair(any_stamp(), any_value()),
                        [](const std::pair<Stamp, Value>& parts) {
                            return Version{parts.first, parts.second};
                        });
}

// Drops what has the same key as an earlier entry.
template <class Entry, class Key>
std::vector<Entry> each_once(const std::vector<Entry>& entries, Key key) {
    std::vector<Entry> kept;
    for (const Entry& entry : entries) {
        const bool there = std::any_of(
            kept.begin(), kept.end(), [&](const Entry& other) { return key(other) == key(entry); });
        if (!there) kept.push_back(entry);
    }
    return kept;
}

// The merge kind follows the number, as it does in every released schema; 77 is of no schema.
inline FieldState make_field(FieldNumber number, const std::vector<Version>& versions,
                             const CausalContext& context) {
    FieldState field;
    field.number = number;
    field.merge = static_cast<MergeKind>(1 + number % 4);
    if (field.merge == MergeKind::kSet) {
        const std::vector<std::string> words = {"a", "b", "c"};
        for (const Version& version : versions) {
            // Also one word in and out under one stamp, as a broken clock makes them.
            const std::size_t index = version.value.index();
            field.elements.push_back({words[index % words.size()], version.stamp,
                                      (index + version.stamp.time) % 2 == 0});
        }
        field.elements =
            each_once(field.elements, [](const SetElement& element) { return element.element; });
        return field;
    }
    const auto kept = each_once(versions, [](const Version& version) { return version.stamp; });
    field.versions.assign(kept.begin(), kept.end());
    if (field.merge == MergeKind::kRegister) field.versions.resize(1);
    field.context = context;
    return field;
}

inline rc::Gen<FieldState> any_field(FieldNumber number) {
    return rc::gen::map(
        rc::gen::pair(rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<Version>>(
                                             any_version()))),
                      any_context()),
        [number](const std::pair<std::vector<Version>, CausalContext>& parts) {
            return make_field(number, parts.first, parts.second);
        });
}

inline rc::Gen<std::vector<Deletion>> any_deletions() {
    return rc::gen::resize(2, rc::gen::container<std::vector<Deletion>>(
                                  rc::gen::map(rc::gen::pair(any_stamp(), any_context()),
                                               [](const std::pair<Stamp, CausalContext>& parts) {
                                                   return Deletion{parts.first, parts.second};
                                               })));
}

// States of one and the same record.
inline rc::Gen<RecordState> any_state() {
    return rc::gen::exec([] {
        RecordState state;
        state.key = {RecordType::kFamily, RawId{{9, 9, 9}}};
        const int scope = *rc::gen::inRange(0, 3);
        state.scope = RawId{{static_cast<std::uint8_t>(scope)}};
        // Of fewer stamps than fields have: two moves under one stamp must come up in each run.
        if (scope > 0) {
            state.scope_stamp = {static_cast<std::uint64_t>(*rc::gen::inRange(1, 4)),
                                 static_cast<DeviceId>(*rc::gen::inRange(1, 3))};
        }
        for (const FieldNumber number :
             std::vector<FieldNumber>{1, 2, 3, 4, 5, 77, base_field_of(1)}) {
            if (*rc::gen::inRange(0, 3) > 0) state.fields.push_back(*any_field(number));
        }
        if (*rc::gen::inRange(0, 3) == 0) state.deletions = *any_deletions();
        if (*rc::gen::inRange(0, 12) == 0) state.erased = *any_stamp();
        RC_ASSERT(make_canonical(state).has_value());
        return state;
    });
}

// Any state but an erased one, with the merge kinds that the family's schema gives its fields.
inline rc::Gen<RecordState> any_family_state() {
    return rc::gen::map(any_state(), [](RecordState state) {
        state.erased.reset();
        std::vector<FieldState> fitting;
        for (const FieldSpec& spec : find_spec(RecordType::kFamily)->fields) {
            for (FieldState field : state.fields) {
                if (field.merge != spec.merge || fitting.size() > 20) continue;
                field.number = spec.number;
                fitting.push_back(field);
                break;
            }
        }
        for (const FieldState& field : state.fields) {
            if (field.number == 77) fitting.push_back(field);
        }
        state.fields = fitting;
        return state;
    });
}

}  // namespace oppad::test

namespace rc {
template <>
struct Arbitrary<oppad::sync::RecordState> {
    static Gen<oppad::sync::RecordState> arbitrary() { return oppad::test::any_state(); }
};
}  // namespace rc
