#include "sync/server/api/compare.h"

#include <algorithm>

#include "sync/merge/merge.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

namespace {

using sync::ListedRecord;
using sync::RangeListing;

// Stored by a hub that didn't note it: the state itself tells.
Result<bool> is_hidden(const StoredState& stored) {
    if (stored.hidden_at) return true;
    if (!stored.digest.empty()) return false;
    TRY_ASSIGN(const auto state,
               sync::decode<sync::RecordState>(stored.state, sync::WireForm::kCbor));
    return !state.erased && sync::is_hidden(state);
}

Status list_scope(const StoredState& stored, RangeListing& listing) {
    ListedRecord listed{.id = stored.key.id};
    if (is_sound(stored)) {
        TRY_ASSIGN(const bool hidden, is_hidden(stored));
        if (hidden) return ok();
        listed.digest = sync::digest_of_encoded(stored.state);
    }
    listing.records.push_back(listed);
    return ok();
}

bool by_id(const ListedRecord& a, const ListedRecord& b) { return a.id < b.id; }

}  // namespace

bool is_sound(const StoredState& stored) {
    if (stored.digest.empty()) return true;
    const sync::StateDigest digest = sync::digest_of_encoded(stored.state);
    return std::equal(digest.begin(), digest.end(), stored.digest.begin(), stored.digest.end());
}

Result<std::optional<RangeListing>> compare_range(StoreTransaction& transaction,
                                                  const Rights& rights,
                                                  const sync::RangeCheck& check) {
    RangeListing listing{.range = check.range, .records = {}};
    if (!role_may_read(rights.role(), check.range.type)) return std::optional<RangeListing>{};
    for (const RawId& scope : rights.readable_scopes()) {
        TRY_ASSIGN(const auto records,
                   transaction.list_range(scope, {check.range.type, check.range.after},
                                          check.range.last, kComparedMax));
        if (records.size() == static_cast<std::size_t>(kComparedMax)) {
            listing.range.last = std::min(listing.range.last, records.back().key.id);
        }
        for (const StoredState& record : records) TRY(list_scope(record, listing));
    }
    std::sort(listing.records.begin(), listing.records.end(), by_id);
    while (!listing.records.empty() && listing.range.last < listing.records.back().id) {
        listing.records.pop_back();
    }
    sync::RangeSum sum;
    for (const ListedRecord& record : listing.records) sum.add(record.digest);
    if (listing.range == check.range && sum == check.sum) return std::optional<RangeListing>{};
    return std::optional<RangeListing>{std::move(listing)};
}

Result<std::vector<sync::RecordState>> give_wanted(StoreTransaction& transaction,
                                                   const Rights& rights,
                                                   const std::vector<RecordKey>& want) {
    std::vector<sync::RecordState> wanted;
    for (const RecordKey& key : want) {
        TRY_ASSIGN(const auto stored, transaction.find_record(key));
        if (!stored || !is_sound(*stored)) continue;
        if (!rights.may_read(stored->scope) || !role_may_read(rights.role(), key.type)) continue;
        TRY_ASSIGN(auto state,
                   sync::decode<sync::RecordState>(stored->state, sync::WireForm::kCbor));
        wanted.push_back(std::move(state));
    }
    return wanted;
}

}  // namespace oppad::hub
