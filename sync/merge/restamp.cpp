#include "sync/merge/restamp.h"

#include <algorithm>

#include "sync/wire/canonical.h"

namespace oppad::sync {

namespace {

// Calls `visit` with each stamp of the state, to read or to change it.
template <class State, class Visit>
void each_stamp(State& state, Visit visit) {
    visit(state.scope_stamp);
    for (auto& field : state.fields) {
        for (auto& version : field.versions) visit(version.stamp);
        for (auto& element : field.elements) visit(element.stamp);
    }
    for (auto& deletion : state.deletions) visit(deletion.stamp);
    if (state.erased) visit(*state.erased);
}

const CorrectedStamp* find_correction(const Corrections& corrections, const Stamp& stamp) {
    const auto at = std::lower_bound(corrections.stamps.begin(), corrections.stamps.end(), stamp,
                                     [](const CorrectedStamp& correction, const Stamp& wanted) {
                                         return correction.claimed < wanted;
                                     });
    return at != corrections.stamps.end() && at->claimed == stamp ? &*at : nullptr;
}

void restamp_context(CausalContext& context, const Corrections& corrections) {
    for (Seen& seen : context) {
        if (seen.device != corrections.device || seen.time <= corrections.time_max) continue;
        // Before the first claimed stamp that still stands: seen was something that none keeps.
        std::uint64_t time = corrections.stamps.front().given.time - 1;
        for (const CorrectedStamp& correction : corrections.stamps) {
            if (correction.claimed.time <= seen.time) time = correction.given.time;
        }
        seen.time = time;
    }
}

void sort_versions(FieldState& field) {
    std::sort(field.versions.begin(), field.versions.end(),
              [](const Version& a, const Version& b) { return a.stamp < b.stamp; });
}

void rename_in_context(CausalContext& context, DeviceId from, DeviceId to) {
    for (Seen& seen : context) {
        if (seen.device == from) seen.device = to;
    }
    std::sort(context.begin(), context.end(),
              [](const Seen& a, const Seen& b) { return a.device < b.device; });
}

void split_context(CausalContext& context, const Stamp& from, DeviceId to) {
    const auto own = std::find_if(context.begin(), context.end(),
                                  [&from](const Seen& seen) { return seen.device == from.device; });
    if (own == context.end() || own->time <= from.time) return;
    const Stamp renamed{own->time, to};
    if (from.time == 0)
        context.erase(own);
    else
        own->time = from.time;
    include(context, renamed);
}

}  // namespace

Corrections plan_corrections(const std::vector<RecordState>& states, DeviceId device,
                             std::uint64_t time_max, std::uint64_t floor) {
    std::vector<Stamp> ahead;
    for (const RecordState& state : states) {
        each_stamp(state, [&](const Stamp& stamp) {
            if (stamp.device != device) return;
            if (stamp.time > time_max)
                ahead.push_back(stamp);
            else
                floor = std::max(floor, stamp.time + 1);
        });
    }
    std::sort(ahead.begin(), ahead.end());
    ahead.erase(std::unique(ahead.begin(), ahead.end()), ahead.end());
    Corrections corrections{device, time_max, {}};
    for (const Stamp& claimed : ahead)
        corrections.stamps.push_back({claimed, Stamp{floor++, device}});
    return corrections;
}

RecordState restamp(RecordState state, const Corrections& corrections) {
    if (corrections.stamps.empty()) return state;
    each_stamp(state, [&corrections](Stamp& stamp) {
        const CorrectedStamp* correction = find_correction(corrections, stamp);
        if (correction != nullptr) stamp = correction->given;
    });
    for (FieldState& field : state.fields) {
        restamp_context(field.context, corrections);
        sort_versions(field);
        if (field.merge == MergeKind::kText || field.merge == MergeKind::kCritical) {
            for (const Version& version : field.versions) include(field.context, version.stamp);
        }
    }
    for (Deletion& deletion : state.deletions) restamp_context(deletion.context, corrections);
    keep_widest(state.deletions);
    return state;
}

RecordState rename_device(RecordState state, DeviceId from, DeviceId to) {
    each_stamp(state, [from, to](Stamp& stamp) {
        if (stamp.device == from) stamp.device = to;
    });
    for (FieldState& field : state.fields) {
        rename_in_context(field.context, from, to);
        sort_versions(field);
    }
    for (Deletion& deletion : state.deletions) rename_in_context(deletion.context, from, to);
    keep_widest(state.deletions);
    return state;
}

RecordState rename_later(RecordState state, DeviceId from, std::uint64_t after, DeviceId to) {
    each_stamp(state, [&](Stamp& stamp) {
        if (stamp.device == from && stamp.time > after) stamp.device = to;
    });
    for (FieldState& field : state.fields) {
        split_context(field.context, {after, from}, to);
        sort_versions(field);
    }
    for (Deletion& deletion : state.deletions) split_context(deletion.context, {after, from}, to);
    keep_widest(state.deletions);
    return state;
}

}  // namespace oppad::sync
