#include "sync/capture/row_state.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/domain/value_shape.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

constexpr std::uint8_t kForm = 1;
constexpr std::uint8_t kFormScopeUnstamped = 2;

void append_number(Bytes& bytes, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

std::uint64_t number_at(ByteView bytes, std::size_t at) {
    std::uint64_t number = 0;
    for (std::size_t next = at; next < at + 8; ++next) number = (number << 8) | bytes[next];
    return number;
}

bool is_empty(const Value& value) { return std::holds_alternative<std::monostate>(value); }

// The field as the row stamp alone tells it.
FieldState plain_field(const FieldSpec& spec, const Stamp& stamp, const Value& value) {
    FieldState field{.number = spec.number, .merge = spec.merge};
    if (spec.merge == MergeKind::kSet) {
        if (const TextSet* set = std::get_if<TextSet>(&value)) {
            for (const std::string& element : *set)
                field.elements.push_back({element, stamp, true});
        }
        return field;
    }
    field.versions.push_back({stamp, value});
    if (spec.merge != MergeKind::kRegister) field.context.push_back({stamp.device, stamp.time});
    return field;
}

// The stamp of a set that was written at once and whole; time 0 for any other.
Stamp plain_set_stamp(const FieldState& field) {
    const Stamp& first = field.elements.front().stamp;
    const bool is_plain = std::all_of(
        field.elements.begin(), field.elements.end(),
        [&first](const SetElement& element) { return element.present && element.stamp == first; });
    return is_plain && field.versions.empty() && field.context.empty() ? first : Stamp{};
}

// The field beside a column that says what is shown.
FieldState beside_column(const FieldState& field, FieldType type) {
    FieldState rest{.number = field.number,
                    .merge = field.merge,
                    .context = field.context,
                    .elements = field.elements};
    if (field.versions.empty()) return rest;
    const Version& shown = field.versions.back();
    rest.versions.assign(field.versions.begin(), field.versions.end() - 1);
    rest.versions.push_back(fits(shown.value, type) ? Version{shown.stamp, {}} : shown);
    return rest;
}

bool by_number(const FieldState& a, const FieldState& b) { return a.number < b.number; }

// The one stamp of a field that the row stamp could tell (plain_field() would give the same field);
// time 0 when it is not so simple.
Stamp plain_stamp(const FieldSpec& spec, const FieldState& field, const Value& shown) {
    if (field.merge != spec.merge || is_empty(shown) || !fits(shown, spec.type)) return {};
    if (spec.merge == MergeKind::kSet) return plain_set_stamp(field);
    if (field.versions.size() != 1 || !field.elements.empty()) return {};
    const Stamp& stamp = field.versions.front().stamp;
    const bool has_plain_context =
        spec.merge == MergeKind::kRegister
            ? field.context.empty()
            : field.context.size() == 1 && field.context.front() == Seen{stamp.device, stamp.time};
    return has_plain_context ? stamp : Stamp{};
}

// The stamp that tells the most fields; the earliest of equals, so that equal states have equal
// blobs.
Stamp most_common(std::vector<Stamp> stamps) {
    std::sort(stamps.begin(), stamps.end());
    Stamp best;
    std::ptrdiff_t best_count = 0;
    for (auto at = stamps.begin(); at != stamps.end();) {
        const auto end = std::upper_bound(at, stamps.end(), *at);
        if (at->time != 0 && end - at > best_count) {
            best = *at;
            best_count = end - at;
        }
        at = end;
    }
    return best;
}

}  // namespace

Result<RowCausal> unpack_causal(ByteView blob, const RecordKey& key) {
    RowCausal causal{.residual = {.key = key}};
    if (blob.empty()) return causal;
    if (blob.size() < kCausalHeadBytes || (blob[0] != kForm && blob[0] != kFormScopeUnstamped))
        return Error{ErrorCode::kCorrupt, "causal blob has another form"};
    causal.row = Stamp{number_at(blob, 1), number_at(blob, 9)};
    if (blob.size() > kCausalHeadBytes) {
        auto residual = decode_body(blob.subspan(kCausalHeadBytes), key);
        if (!residual) return Error{ErrorCode::kCorrupt, "causal blob is broken"};
        causal.residual = std::move(*residual);
    }
    causal.residual.scope = *id_from_bytes(blob.subspan(17, 16));
    if (causal.residual.scope_stamp.time == 0 && blob[0] == kForm)
        causal.residual.scope_stamp = causal.row;
    return causal;
}

Bytes pack_causal(RowCausal causal) {
    RecordState& rest = causal.residual;
    Bytes blob{rest.scope_stamp.time == 0 ? kFormScopeUnstamped : kForm};
    append_number(blob, causal.row.time);
    append_number(blob, causal.row.device);
    blob.insert(blob.end(), rest.scope.bytes.begin(), rest.scope.bytes.end());
    rest.scope = RawId{};
    if (rest.scope_stamp == causal.row) rest.scope_stamp = Stamp{};
    if (rest == RecordState{.key = rest.key}) return blob;
    const Bytes body = encode_body(rest);
    blob.insert(blob.end(), body.begin(), body.end());
    return blob;
}

Result<RecordState> state_of(const storage::StoredRecord& row) {
    const RecordSpec* spec = find_spec(row.key.type);
    ENSURE(spec != nullptr && row.values.size() == spec->fields.size());
    TRY_ASSIGN(RowCausal causal, unpack_causal(row.causal, row.key));
    RecordState state = std::move(causal.residual);
    state.scope = row.scope;
    std::vector<FieldState> plain;
    plain.reserve(spec->fields.size());
    for (std::size_t at = 0; at < spec->fields.size(); ++at) {
        const FieldSpec& field = spec->fields[at];
        const Value& value = row.values[at];
        const FieldState* kept = find_field_state(state, field.number);
        if (kept == nullptr) {
            if (!is_empty(value) && causal.row.time != 0)
                plain.push_back(plain_field(field, causal.row, value));
        } else if (!kept->versions.empty() && is_empty(kept->versions.back().value)) {
            const auto offset = kept - state.fields.data();
            state.fields[static_cast<std::size_t>(offset)].versions.back().value = value;
        }
    }
    std::vector<FieldState> kept = std::exchange(state.fields, {});
    state.fields.reserve(kept.size() + plain.size());
    std::merge(std::make_move_iterator(kept.begin()), std::make_move_iterator(kept.end()),
               std::make_move_iterator(plain.begin()), std::make_move_iterator(plain.end()),
               std::back_inserter(state.fields), by_number);
    return state;
}

storage::StoredRecord row_of(const RecordState& state) {
    const RecordSpec* spec = find_spec(state.key.type);
    CHECK(spec != nullptr && !state.erased);
    storage::StoredRecord row{.key = state.key, .scope = state.scope, .deleted = is_hidden(state)};
    row.values.resize(spec->fields.size());
    std::vector<Stamp> plain(spec->fields.size());  // In the order of the schema; 0 = not plain.
    const auto column_of = [spec](const FieldSpec& known) {
        return static_cast<std::size_t>(&known - spec->fields.data());
    };
    each_field(state, *spec, [&](const FieldState& field, const FieldSpec* known) {
        if (known == nullptr) return;
        Value shown = shown_value(field);
        plain[column_of(*known)] = plain_stamp(*known, field, shown);
        if (fits(shown, known->type)) row.values[column_of(*known)] = std::move(shown);
    });
    RowCausal causal{.row = most_common(plain), .residual = {.key = state.key}};
    if (causal.row.time == 0) causal.row = state.scope_stamp;
    causal.residual.scope = state.scope;
    causal.residual.scope_stamp = state.scope_stamp;
    causal.residual.deletions = state.deletions;
    each_field(state, *spec, [&](const FieldState& field, const FieldSpec* known) {
        if (known == nullptr) {
            if (!is_planted(PlantedBug::kDropUnknownFields))
                causal.residual.fields.push_back(field);
            return;
        }
        const Stamp& stamp = plain[column_of(*known)];
        if (stamp.time != 0 && stamp == causal.row) return;
        causal.residual.fields.push_back(beside_column(field, known->type));
    });
    row.causal = pack_causal(std::move(causal));
    return row;
}

}  // namespace oppad::sync
