#include "sync/capture/capture.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/outbox.h"
#include "sync/capture/sync_identity.h"
#include "sync/merge/merge.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

bool is_empty(const Value& value) { return std::holds_alternative<std::monostate>(value); }

bool contains(const TextSet& set, const std::string& element) {
    return std::binary_search(set.begin(), set.end(), element);
}

TextSet set_of(const Value& value) {
    const TextSet* set = std::get_if<TextSet>(&value);
    return set != nullptr ? *set : TextSet{};
}

// The field's entry in the blob, made when the row stamp alone has told it so far.
FieldState& entry_of(RowCausal& causal, const FieldSpec& spec, const Value& before) {
    std::vector<FieldState>& fields = causal.residual.fields;
    const auto at = std::lower_bound(
        fields.begin(), fields.end(), spec.number,
        [](const FieldState& field, FieldNumber number) { return field.number < number; });
    if (at != fields.end() && at->number == spec.number) return *at;
    FieldState field{.number = spec.number, .merge = spec.merge};
    const bool was_written = !is_empty(before) && causal.row.time != 0;
    if (was_written && spec.merge == MergeKind::kSet) {
        for (const std::string& element : set_of(before))
            field.elements.push_back({element, causal.row, true});
    } else if (was_written && spec.merge != MergeKind::kRegister) {
        include(field.context, causal.row);
    }
    return *fields.insert(at, std::move(field));
}

void stamp_element(FieldState& field, const std::string& element, const Stamp& stamp,
                   bool present) {
    const auto at = std::lower_bound(
        field.elements.begin(), field.elements.end(), element,
        [](const SetElement& entry, const std::string& wanted) { return entry.element < wanted; });
    if (at != field.elements.end() && at->element == element)
        *at = SetElement{element, stamp, present};
    else
        field.elements.insert(at, SetElement{element, stamp, present});
}

void stamp_set(FieldState& field, const TextSet& before, const TextSet& after, const Stamp& stamp) {
    for (const std::string& element : after) {
        if (!contains(before, element)) stamp_element(field, element, stamp, true);
    }
    for (const std::string& element : before) {
        if (!contains(after, element)) stamp_element(field, element, stamp, false);
    }
}

}  // namespace

Result<Capture> Capture::open(storage::Connection& connection, const Clock& wall,
                              Entropy& entropy) {
    TRY_ASSIGN(const DeviceId device, stamping_device(connection, entropy));
    TRY_ASSIGN(StampClock clock, StampClock::open(connection, wall, device));
    return Capture{connection, clock};
}

Status Capture::stamp_save(const RecordChange& change, const Stamp& stamp, RowCausal& causal) {
    const RecordSpec* spec = find_spec(change.key.type);
    ENSURE(spec != nullptr);
    for (const FieldChange& changed : change.fields) {
        const FieldSpec* field = find_field(*spec, changed.field);
        ENSURE(field != nullptr);
        FieldState& entry = entry_of(causal, *field, *changed.before);
        if (field->merge == MergeKind::kSet) {
            stamp_set(entry, set_of(*changed.before), set_of(*changed.after), stamp);
            continue;
        }
        const bool was_open = entry.versions.size() > 1;
        entry.versions = {{stamp, Value{}}};  // Its value stands in the column.
        if (field->merge == MergeKind::kRegister) continue;
        if (is_planted(PlantedBug::kLoseCausalContext)) entry.context.clear();
        include(entry.context, stamp);
        if (was_open) TRY(close_conflict(*connection_, change.key, changed.field));
    }
    // A record that comes back without another change: its scope, written again, is the edit that
    // the deletion had not seen.
    const bool comes_back = change.fields.empty() && !causal.residual.deletions.empty() &&
                            !is_planted(PlantedBug::kRestoreWithoutStamp);
    if (comes_back || !(change.scope == causal.residual.scope)) causal.residual.scope_stamp = stamp;
    causal.residual.scope = change.scope;
    return ok();
}

// A record that comes back brings the conflicts along that nobody had settled.
Status Capture::list_conflicts_again(const RecordChange& change) {
    TRY_ASSIGN(const auto row, storage::find_record(*connection_, change.key));
    if (!row) return ok();
    TRY_ASSIGN(RecordState before, state_of(*row));
    before.deletions.clear();
    std::erase_if(before.fields, [&change](const FieldState& field) {
        return std::any_of(
            change.fields.begin(), change.fields.end(),
            [&field](const FieldChange& changed) { return changed.field == field.number; });
    });
    return list_conflicts(*connection_, before, clock_.now());
}

Result<Bytes> Capture::record(const RecordChange& change) {
    TRY_ASSIGN(const Stamp stamp, clock_.tick());
    TRY_ASSIGN(RowCausal causal, unpack_causal(change.causal_before, change.key));
    std::vector<FieldNumber> changed;
    if (change.causal_before.empty()) {
        // New, or written before there was a capture: the whole of it counts as written now.
        causal.row = stamp;
        causal.residual.scope = change.scope;
        causal.residual.scope_stamp = stamp;
        changed = {kWholeRecord};
    } else {
        TRY(stamp_save(change, stamp, causal));
        for (const FieldChange& field : change.fields) changed.push_back(field.field);
    }
    if (change.kind == ChangeKind::kDeleted) {
        CausalContext seen = seen_context(causal.residual);
        if (causal.row.time != 0) include(seen, causal.row);
        if (is_planted(PlantedBug::kDeletionSeesNothing)) seen.clear();
        causal.residual.deletions.push_back({stamp, std::move(seen)});
        keep_widest(causal.residual.deletions);
        TRY(close_conflicts(*connection_, change.key));
    } else if (!causal.residual.deletions.empty()) {
        TRY(list_conflicts_again(change));
    }
    TRY(queue_change(*connection_, change.key, changed));
    return pack_causal(causal);
}

}  // namespace oppad::sync
