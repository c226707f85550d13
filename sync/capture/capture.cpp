#include "sync/capture/capture.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/new_columns.h"
#include "sync/capture/outbox.h"
#include "sync/capture/refusals.h"
#include "sync/capture/replaced_values.h"
#include "sync/capture/sync_identity.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/base_text.h"
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

// An edit of its own, that no deletion has seen: a field or the scope, written again, could give
// way to another's that says nothing of the restoring.
void stamp_restored(const Stamp& stamp, RowCausal& causal) {
    FieldState& restored =
        entry_of(causal, {.number = kRestoredField, .merge = MergeKind::kText}, Value{});
    restored.versions = {{stamp, Value{}}};
    include(restored.context, stamp);
}

}  // namespace

Result<Capture> Capture::open(storage::Connection& connection, const Clock& wall,
                              Entropy& entropy) {
    TRY(fill_new_columns(connection));
    TRY_ASSIGN(const DeviceId device, stamping_device(connection, entropy));
    TRY_ASSIGN(StampClock clock, StampClock::open(connection, wall, device));
    return Capture{connection, clock};
}

// Nobody else can have built on it.
Result<bool> Capture::was_never_sent(const Stamp& stamp) {
    if (stamp.device != clock_.device()) return false;
    TRY_ASSIGN(const std::uint64_t sent, get_number(*connection_, kSentKey));
    return stamp.time > sent;
}

// Keeps what this edit of a text was made on. `replaced` is the stamp of the one version that stood
// there; time 0 = none, or several. Edits that follow each other unsent keep the base of the first:
// that is what others have.
Status Capture::stamp_base(const FieldSpec& field, const Value& before, const Stamp& replaced,
                           const Stamp& stamp, RowCausal& causal) {
    const FieldNumber number = base_field_of(field.number);
    const bool is_kept = find_field_state(causal.residual, number) != nullptr;
    TRY_ASSIGN(const bool goes_on, was_never_sent(replaced));
    if (!is_kept && (goes_on || is_empty(before))) return ok();
    FieldState& bases = entry_of(causal, {.number = number, .merge = field.merge}, Value{});
    const bool keeps_base = goes_on && !bases.versions.empty();
    const Value base = keeps_base ? bases.versions.back().value : before;
    bases.versions = {{stamp, base}};
    include(bases.context, stamp);
    return ok();
}

// What the author had before them and did not choose.
Status Capture::keep_unchosen(const RecordKey& key, FieldState field, const FieldChange& changed) {
    if (field.versions.size() < 2) return ok();
    field.versions.back().value = *changed.before;  // Its place is the column.
    for (const Version& version : field.versions) {
        if (version.value == *changed.after) continue;
        TRY(keep_version(*connection_, key, field.number, version, clock_.device()));
    }
    return ok();
}

Status Capture::stamp_value(const RecordKey& key, const FieldSpec& field,
                            const FieldChange& changed, const Stamp& stamp, RowCausal& causal) {
    const Value& before = *changed.before;
    FieldState& entry = entry_of(causal, field, before);
    const bool was_open = entry.versions.size() > 1;
    TRY(keep_unchosen(key, entry, changed));
    Stamp replaced;
    if (entry.versions.size() == 1) replaced = entry.versions.front().stamp;
    if (entry.versions.empty() && !is_empty(before)) replaced = causal.row;
    entry.versions = {{stamp, Value{}}};  // Its value stands in the column.
    if (field.merge == MergeKind::kRegister) return ok();
    if (is_planted(PlantedBug::kLoseCausalContext)) entry.context.clear();
    include(entry.context, stamp);
    if (field.type == FieldType::kText) TRY(stamp_base(field, before, replaced, stamp, causal));
    return was_open ? close_conflict(*connection_, key, field.number) : ok();
}

Status Capture::stamp_save(const RecordChange& change, const Stamp& stamp, RowCausal& causal) {
    const RecordSpec* spec = find_spec(change.key.type);
    ENSURE(spec != nullptr);
    for (const FieldChange& changed : change.fields) {
        const FieldSpec* field = find_field(*spec, changed.field);
        ENSURE(field != nullptr);
        if (field->merge == MergeKind::kSet) {
            FieldState& entry = entry_of(causal, *field, *changed.before);
            stamp_set(entry, set_of(*changed.before), set_of(*changed.after), stamp);
        } else {
            TRY(stamp_value(change.key, *field, changed, stamp, causal));
        }
    }
    const bool comes_back = change.kind == ChangeKind::kSaved && is_hidden(causal.residual) &&
                            !is_planted(PlantedBug::kRestoreWithoutStamp);
    if (comes_back) stamp_restored(stamp, causal);
    if (!(change.scope == causal.residual.scope)) causal.residual.scope_stamp = stamp;
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
    return list_conflicts(*connection_, before, {.own = clock_.device(), .now = clock_.now()});
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
        for (const FieldChange& field : change.fields) {
            changed.push_back(field.field);
            const FieldNumber base = base_field_of(field.field);
            if (find_field_state(causal.residual, base) != nullptr) changed.push_back(base);
        }
    }
    if (change.kind == ChangeKind::kDeleted) {
        CausalContext seen = seen_context(causal.residual);
        if (causal.row.time != 0) include(seen, causal.row);
        if (is_planted(PlantedBug::kDeletionSeesNothing)) seen.clear();
        causal.residual.deletions.push_back({stamp, std::move(seen)});
        keep_widest(causal.residual.deletions);
        TRY(close_conflicts(*connection_, change.key));
    } else if (!causal.residual.deletions.empty()) {
        changed = {kWholeRecord};  // The hub may have let the deleted record go.
        TRY(list_conflicts_again(change));
    }
    TRY(queue_change(*connection_, change.key, changed));
    return pack_causal(std::move(causal));
}

Status Capture::settle_refusal(const RecordKey& key, RefusalChoice choice) {
    TRY_ASSIGN(const bool was_refused, is_refused(*connection_, key));
    if (!was_refused) return Error{ErrorCode::kNotFound, "settle: nothing was refused"};
    if (choice != RefusalChoice::kSendAgain)
        return put_aside(*connection_, key, choice == RefusalChoice::kSetAside, clock_.now());
    TRY_ASSIGN(const auto row, storage::find_record(*connection_, key));
    if (!row) return Error{ErrorCode::kNotFound, "settle: the record is not here"};
    return queue_change(*connection_, key, {kWholeRecord});
}

}  // namespace oppad::sync
