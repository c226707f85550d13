#include "sync/server/api/family_members.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

namespace {

using sync::RecordState;

constexpr std::string_view kFamilyField = "family_id";
constexpr int kEntriesAtOnce = 1'000;

const sync::FieldState* find_family_field(const RecordState& state) {
    const RecordSpec* spec = find_spec(state.key.type);
    if (spec == nullptr || state.erased) return nullptr;
    const auto field = std::find_if(spec->fields.begin(), spec->fields.end(),
                                    [](const FieldSpec& one) { return one.name == kFamilyField; });
    return field != spec->fields.end() ? sync::find_field_state(state, field->number) : nullptr;
}

// Whether the family's id stands anywhere in it: most records are passed over unread.
bool mentions(const Bytes& state, const RawId& family) {
    return std::search(state.begin(), state.end(), family.bytes.begin(), family.bytes.end()) !=
           state.end();
}

Status visit_if_of(StoreTransaction& transaction, const LogEntry& entry, const RawId& family,
                   const VisitMember& visit) {
    if (entry.departed || !mentions(entry.record.state, family)) return ok();
    // Not the log's: it tells less.
    TRY_ASSIGN(const auto stored, transaction.find_record(entry.record.key));
    if (!stored) return ok();
    auto state = sync::decode<RecordState>(stored->state, sync::WireForm::kCbor);
    if (!state || family_of(*state) != family) return ok();
    return visit(*stored, std::move(*state));
}

}  // namespace

std::optional<RawId> family_of(const RecordState& state) {
    const sync::FieldState* family = find_family_field(state);
    if (family == nullptr) return std::nullopt;
    const Value shown = sync::shown_value(*family);
    const auto* id = std::get_if<RawId>(&shown);
    return id != nullptr ? std::optional{*id} : std::nullopt;
}

bool sets_family(const RecordState& change) { return find_family_field(change) != nullptr; }

// Those that are written meanwhile get later places, in this scope's log or in another's.
Status visit_members(StoreTransaction& transaction, const RawId& family, const RawId& scope,
                     const VisitMember& visit) {
    Seq after = 0;
    for (;;) {
        TRY_ASSIGN(const std::vector<LogEntry> entries,
                   transaction.list_log(scope, after, kEntriesAtOnce));
        for (const LogEntry& entry : entries) TRY(visit_if_of(transaction, entry, family, visit));
        if (entries.size() < kEntriesAtOnce) return ok();
        after = entries.back().seq;
    }
}

}  // namespace oppad::hub
