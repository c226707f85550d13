#include "sync/merge/merge.h"

#include <algorithm>
#include <iterator>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "sync/merge/base_text.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

void keep_standing(const FieldState& from, const FieldState& other, Versions& kept) {
    for (const Version& version : from.versions) {
        const auto twin = std::find_if(
            other.versions.begin(), other.versions.end(),
            [&version](const Version& theirs) { return theirs.stamp == version.stamp; });
        if (twin != other.versions.end())
            kept.push_back(Version{version.stamp, std::max(version.value, twin->value)});
        else if (!covers(other.context, version.stamp))
            kept.push_back(version);
    }
}

void merge_versions(FieldState& a, const FieldState& b) {
    Versions kept;
    keep_standing(a, b, kept);
    keep_standing(b, a, kept);
    std::sort(kept.begin(), kept.end(),
              [](const Version& x, const Version& y) { return x.stamp < y.stamp; });
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());  // Those that both sides have.
    if (is_planted(PlantedBug::kDropConflictLoser) && kept.size() > 1) kept = {kept.back()};
    a.versions = std::move(kept);
    if (is_planted(PlantedBug::kLoseContextInMerge)) return;
    a.context = joined(a.context, b.context);
}

void merge_register(FieldState& a, const FieldState& b) {
    Version& mine = a.versions.front();
    const Version& theirs = b.versions.front();
    if (is_planted(PlantedBug::kRegisterByValue)) {
        if (mine.value < theirs.value) mine = theirs;
        return;
    }
    if (is_planted(PlantedBug::kDropTieBreak) && mine.stamp.time == theirs.stamp.time) return;
    if (mine.stamp < theirs.stamp || (mine.stamp == theirs.stamp && mine.value < theirs.value))
        mine = theirs;
}

void merge_elements(FieldState& a, const FieldState& b) {
    std::vector<SetElement> both;
    both.reserve(a.elements.size() + b.elements.size());
    auto left = a.elements.begin();
    auto right = b.elements.begin();
    while (left != a.elements.end() || right != b.elements.end()) {
        if (right == b.elements.end() ||
            (left != a.elements.end() && left->element < right->element)) {
            both.push_back(std::move(*left++));
        } else if (left == a.elements.end() || right->element < left->element) {
            both.push_back(*right++);
        } else {
            const bool same =
                left->stamp == right->stamp || is_planted(PlantedBug::kSetForgetsRemoval);
            const bool present = same ? left->present || right->present
                                      : (left->stamp < right->stamp ? right : left)->present;
            both.push_back(SetElement{left->element, std::max(left->stamp, right->stamp), present});
            ++left;
            ++right;
        }
    }
    a.elements = std::move(both);
}

void merge_field(FieldState& a, const FieldState& b) {
    if (a.merge != b.merge) {
        if (a.merge < b.merge) a = b;
        return;
    }
    switch (a.merge) {
        case MergeKind::kRegister:
            merge_register(a, b);
            break;
        case MergeKind::kText:
        case MergeKind::kCritical:
            merge_versions(a, b);
            break;
        case MergeKind::kSet:
            merge_elements(a, b);
            break;
    }
}

bool by_number(const FieldState& x, const FieldState& y) { return x.number < y.number; }

// In place: most of what comes is a few fields of many.
void merge_fields(std::vector<FieldState>& a, const std::vector<FieldState>& b) {
    std::vector<FieldState> missing;
    auto at = a.begin();
    for (const FieldState& field : b) {
        at = std::lower_bound(at, a.end(), field, by_number);
        if (at != a.end() && at->number == field.number)
            merge_field(*at, field);
        else
            missing.push_back(field);
    }
    if (missing.empty()) return;
    const auto middle = static_cast<std::ptrdiff_t>(a.size());
    a.insert(a.end(), std::make_move_iterator(missing.begin()),
             std::make_move_iterator(missing.end()));
    std::inplace_merge(a.begin(), a.begin() + middle, a.end(), by_number);
}

// Calls `visit` with each stamp that an edit left in the record.
template <class Visit>
void each_edit(const RecordState& state, Visit visit) {
    if (state.scope_stamp.time != 0) visit(state.scope_stamp);
    for (const FieldState& field : state.fields) {
        for (const Version& version : field.versions) visit(version.stamp);
        for (const SetElement& element : field.elements) visit(element.stamp);
    }
}

}  // namespace

RecordState merge(RecordState a, const RecordState& b) {
    ASSUME(a.key == b.key);
    const bool keeps_scope = is_planted(PlantedBug::kScopeKeepsMine) && a.scope_stamp.time != 0;
    if (!keeps_scope &&
        (a.scope_stamp < b.scope_stamp || (a.scope_stamp == b.scope_stamp && a.scope < b.scope))) {
        a.scope = b.scope;
        a.scope_stamp = b.scope_stamp;
    }
    if (is_planted(PlantedBug::kErasureMergesAway) && b.erased) return a;
    if (a.erased || b.erased) {
        a.erased = a.erased && b.erased ? std::max(*a.erased, *b.erased)
                                        : (a.erased ? *a.erased : *b.erased);
        a.fields.clear();
        a.deletions.clear();
        return a;
    }
    merge_fields(a.fields, b.fields);
    if (!b.deletions.empty()) {
        a.deletions.insert(a.deletions.end(), b.deletions.begin(), b.deletions.end());
        keep_widest(a.deletions);
    }
    return a;
}

bool is_hidden(const RecordState& state) {
    if (state.erased) return true;
    return std::any_of(
        state.deletions.begin(), state.deletions.end(), [&state](const Deletion& deletion) {
            bool all_seen = true;
            each_edit(state, [&](const Stamp& stamp) {
                all_seen = all_seen && (covers(deletion.context, stamp) ||
                                        is_planted(PlantedBug::kDeletionAlwaysHides));
            });
            return all_seen;
        });
}

CausalContext seen_context(const RecordState& state) {
    CausalContext context;
    each_edit(state, [&context](const Stamp& stamp) { include(context, stamp); });
    // What a version superseded was seen too.
    for (const FieldState& field : state.fields) context = joined(context, field.context);
    return context;
}

Stamp latest_stamp(const RecordState& state) {
    Stamp latest;
    each_edit(state, [&latest](const Stamp& stamp) { latest = std::max(latest, stamp); });
    for (const Deletion& deletion : state.deletions) latest = std::max(latest, deletion.stamp);
    if (state.erased) latest = std::max(latest, *state.erased);
    return latest;
}

std::optional<Stamp> latest_unseen(const RecordState& stored, const RecordState& incoming,
                                   DeviceId own) {
    Stamp latest;
    each_edit(incoming, [&latest, own](const Stamp& stamp) {
        if (stamp.device != own) latest = std::max(latest, stamp);
    });
    bool is_seen = latest.time == 0;
    each_edit(stored, [&latest, &is_seen](const Stamp& stamp) {
        is_seen = is_seen || (stamp.device == latest.device && stamp.time >= latest.time);
    });
    return is_seen ? std::nullopt : std::optional{latest};
}

Value shown_value(const FieldState& field) {
    if (field.merge != MergeKind::kSet)
        return field.versions.empty() ? Value{} : field.versions.back().value;
    TextSet present;
    for (const SetElement& element : field.elements) {
        if (element.present) present.push_back(element.element);
    }
    return present.empty() ? Value{} : Value{std::move(present)};
}

bool has_rivals(const RecordState& state) {
    return std::any_of(state.fields.begin(), state.fields.end(),
                       [](const FieldState& field) { return field.versions.size() > 1; });
}

std::vector<Version> standing_versions(const FieldState& field) {
    std::vector<Version> standing;
    for (auto version = field.versions.rbegin(); version != field.versions.rend(); ++version) {
        const bool said =
            std::any_of(standing.begin(), standing.end(),
                        [&version](const Version& later) { return later.value == version->value; });
        if (!said) standing.push_back(*version);
    }
    return standing;
}

bool may_conflict(const FieldState& field) {
    const bool keeps_both = field.merge == MergeKind::kText || field.merge == MergeKind::kCritical;
    return keeps_both && !is_base_field(field.number);
}

std::size_t open_conflicts(const RecordState& state) {
    if (is_hidden(state)) return 0;
    return static_cast<std::size_t>(
        std::count_if(state.fields.begin(), state.fields.end(), [](const FieldState& field) {
            return may_conflict(field) && field.versions.size() > 1 &&
                   standing_versions(field).size() > 1;
        }));
}

bool fits_schema(const RecordState& state) {
    const RecordSpec* spec = find_spec(state.key.type);
    if (spec == nullptr) return true;
    bool fits = true;
    each_field(state, *spec, [&fits](const FieldState& field, const FieldSpec* known) {
        fits = fits && (known == nullptr || known->merge == field.merge);
    });
    return fits;
}

const FieldState* find_field_state(const RecordState& state, FieldNumber number) {
    const auto at = std::lower_bound(
        state.fields.begin(), state.fields.end(), number,
        [](const FieldState& field, FieldNumber wanted) { return field.number < wanted; });
    return at != state.fields.end() && at->number == number ? &*at : nullptr;
}

}  // namespace oppad::sync
