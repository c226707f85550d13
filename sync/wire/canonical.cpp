#include "sync/wire/canonical.h"

#include <algorithm>

namespace oppad::sync {

namespace {

// Sorts by `key` and says whether every key is there once. Nearly all are in order as they come.
template <class Entries, class Key>
bool sort_unique(Entries& entries, Key key) {
    const auto out_of_order =
        std::adjacent_find(entries.begin(), entries.end(),
                           [&key](const auto& a, const auto& b) { return !(key(a) < key(b)); });
    if (out_of_order == entries.end()) return true;
    std::sort(entries.begin(), entries.end(),
              [&key](const auto& a, const auto& b) { return key(a) < key(b); });
    return std::adjacent_find(entries.begin(), entries.end(), [&key](const auto& a, const auto& b) {
               return !(key(a) < key(b));
           }) == entries.end();
}

bool canonical_context(CausalContext& context) {
    context.erase(std::remove_if(context.begin(), context.end(),
                                 [](const Seen& seen) { return seen.time == 0; }),
                  context.end());
    return context.size() <= kContextMax &&
           sort_unique(context, [](const Seen& seen) { return seen.device; });
}

void sort_set(Value& value) {
    TextSet* set = std::get_if<TextSet>(&value);
    if (set == nullptr) return;
    std::sort(set->begin(), set->end());
    set->erase(std::unique(set->begin(), set->end()), set->end());
    set->erase(std::remove(set->begin(), set->end(), std::string{}), set->end());
    if (set->empty()) value = Value{};
}

bool canonical_versions(FieldState& field) {
    if (field.versions.size() > kVersionsMax) return false;
    for (Version& version : field.versions) {
        if (version.stamp.time == 0) return false;
        sort_set(version.value);
    }
    if (!sort_unique(field.versions, [](const Version& version) { return version.stamp; }))
        return false;
    if (field.merge == MergeKind::kRegister) {
        field.context.clear();
        return field.versions.size() == 1;
    }
    if (!canonical_context(field.context)) return false;
    for (const Version& version : field.versions) include(field.context, version.stamp);
    return field.context.size() <= kContextMax;
}

bool canonical_field(FieldState& field) {
    if (field.merge != MergeKind::kSet) return field.elements.empty() && canonical_versions(field);
    field.context.clear();
    for (const SetElement& element : field.elements) {
        if (element.stamp.time == 0 || element.element.empty()) return false;
    }
    return field.versions.empty() &&
           sort_unique(field.elements, [](const SetElement& element) { return element.element; });
}

// Requires: both sorted.
bool contains(const CausalContext& wide, const CausalContext& narrow) {
    auto at = wide.begin();
    return std::all_of(narrow.begin(), narrow.end(), [&at, &wide](const Seen& seen) {
        while (at != wide.end() && at->device < seen.device) ++at;
        return at != wide.end() && at->device == seen.device && at->time >= seen.time;
    });
}

// A strict partial order, so that what is widest does not depend on the order of looking.
bool is_wider(const Deletion& a, const Deletion& b) {
    if (!contains(a.context, b.context)) return false;
    return a.context != b.context || b.stamp < a.stamp;
}

bool comes_before(const Deletion& a, const Deletion& b) {
    if (!(a.stamp == b.stamp)) return a.stamp < b.stamp;
    return std::lexicographical_compare(a.context.begin(), a.context.end(), b.context.begin(),
                                        b.context.end(), [](const Seen& left, const Seen& right) {
                                            return left.device != right.device
                                                       ? left.device < right.device
                                                       : left.time < right.time;
                                        });
}

void sort_and_drop_repeats(std::vector<Deletion>& deletions) {
    std::sort(deletions.begin(), deletions.end(), comes_before);
    deletions.erase(std::unique(deletions.begin(), deletions.end()), deletions.end());
}

}  // namespace

void keep_widest(std::vector<Deletion>& deletions) {
    sort_and_drop_repeats(deletions);
    std::vector<Deletion> widest;
    for (const Deletion& deletion : deletions) {
        const bool beaten =
            std::any_of(deletions.begin(), deletions.end(),
                        [&deletion](const Deletion& other) { return is_wider(other, deletion); });
        if (!beaten) widest.push_back(deletion);
    }
    deletions = std::move(widest);
}

void include(CausalContext& context, const Stamp& stamp) {
    const auto at =
        std::lower_bound(context.begin(), context.end(), stamp.device,
                         [](const Seen& seen, DeviceId device) { return seen.device < device; });
    if (at != context.end() && at->device == stamp.device)
        at->time = std::max(at->time, stamp.time);
    else
        context.insert(at, Seen{stamp.device, stamp.time});
}

bool covers(const CausalContext& context, const Stamp& stamp) {
    if (stamp.time == 0) return true;  // Never written: nothing to have missed.
    const auto at =
        std::lower_bound(context.begin(), context.end(), stamp.device,
                         [](const Seen& seen, DeviceId device) { return seen.device < device; });
    return at != context.end() && at->device == stamp.device && at->time >= stamp.time;
}

CausalContext joined(const CausalContext& a, const CausalContext& b) {
    CausalContext both;
    both.reserve(std::max(a.size(), b.size()));
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        if (right == b.end() || (left != a.end() && left->device < right->device)) {
            both.push_back(*left++);
        } else if (left == a.end() || right->device < left->device) {
            both.push_back(*right++);
        } else {
            both.push_back(Seen{left->device, std::max(left->time, right->time)});
            ++left;
            ++right;
        }
    }
    return both;
}

Status make_canonical(RecordState& state) {
    if (state.erased) {
        state.fields.clear();
        state.deletions.clear();
        if (state.erased->time == 0) return Error{ErrorCode::kInvalid, "erased without a time"};
        return ok();
    }
    for (FieldState& field : state.fields) {
        if (!canonical_field(field)) return Error{ErrorCode::kInvalid, "field is not canonical"};
    }
    if (!sort_unique(state.fields, [](const FieldState& field) { return field.number; }))
        return Error{ErrorCode::kInvalid, "field twice"};
    for (Deletion& deletion : state.deletions) {
        if (deletion.stamp.time == 0 || !canonical_context(deletion.context))
            return Error{ErrorCode::kInvalid, "deletion is not canonical"};
    }
    sort_and_drop_repeats(state.deletions);
    if (state.deletions.size() > kDeletionsMax)
        return Error{ErrorCode::kInvalid, "too many deletions"};
    keep_widest(state.deletions);
    return ok();
}

}  // namespace oppad::sync
