#include "sync/wire/copy_codec.h"

#include <algorithm>

#include "sync/wire/record_codec.h"

namespace oppad::sync {

namespace {

Tree range_tree(const Range& range, WireForm form) {
    return Tree::object({{"type", static_cast<int>(range.type)},
                         {"after", id_tree(range.after, form)},
                         {"last", id_tree(range.last, form)}});
}

bool read_range(const Tree& tree, Range& range) {
    int type = 0;
    if (!read_key(tree, "type", type) || type <= 0) return false;
    range.type = static_cast<RecordType>(type);
    return read_key(tree, "after", range.after) && read_key(tree, "last", range.last);
}

bool read_digest(const Tree& tree, StateDigest& digest) {
    Bytes bytes;
    if (!read(tree, bytes) || bytes.size() != digest.size()) return false;
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return true;
}

bool read_check(const Tree& tree, RangeCheck& check) {
    const Tree* sum = find_key(tree, "sum");
    return read_range(tree, check.range) && read_key(tree, "count", check.sum.count) &&
           check.sum.count >= 0 && sum != nullptr && read_digest(*sum, check.sum.sum);
}

bool read_listing(const Tree& tree, RangeListing& listing) {
    const Tree* records = find_key(tree, "records");
    if (!read_range(tree, listing.range) || records == nullptr || !records->is_array()) {
        return false;
    }
    for (const Tree& one : *records) {
        ListedRecord record;
        const bool is_pair = one.is_array() && one.size() == 2;
        if (!is_pair || !read(one[0], record.id) || !read_digest(one[1], record.digest)) {
            return false;
        }
        listing.records.push_back(record);
    }
    return true;
}

bool read_withdrawn(const Tree& tree, std::vector<WithdrawnBatch>& batches) {
    const Tree* list = find_key(tree, "withdrawn");
    if (list == nullptr) return true;
    if (!list->is_array() || list->size() > kWithdrawnMax) return false;
    for (const Tree& one : *list) {
        WithdrawnBatch batch;
        const bool is_pair = one.is_array() && one.size() == 2;
        if (!is_pair || !read(one[0], batch.number) || !read(one[1], batch.hash)) return false;
        batches.push_back(std::move(batch));
    }
    return true;
}

}  // namespace

void add_copy_parts(Tree& tree, const SyncRequest& request, WireForm form) {
    for (const DeviceId name : request.names) tree["names"].push_back(number_tree(name, form));
    if (request.newest_batch) tree["newest"] = *request.newest_batch;
    if (request.check) {
        Tree check = range_tree(request.check->range, form);
        check["count"] = request.check->sum.count;
        check["sum"] = bytes_tree(request.check->sum.sum, form);
        tree["check"] = std::move(check);
    }
    for (const RecordKey& key : request.want) tree["want"].push_back(to_tree(key, form));
    for (const WithdrawnBatch& batch : request.withdrawn)
        tree["withdrawn"].push_back(Tree::array({batch.number, bytes_tree(batch.hash, form)}));
}

void add_copy_parts(Tree& tree, const SyncReply& reply, WireForm form) {
    if (reply.restart != Restart::kNone) tree["restart"] = static_cast<int>(reply.restart);
    if (reply.listing) {
        Tree records = Tree::array();
        for (const ListedRecord& record : reply.listing->records) {
            records.push_back(
                Tree::array({id_tree(record.id, form), bytes_tree(record.digest, form)}));
        }
        Tree listing = range_tree(reply.listing->range, form);
        listing["records"] = std::move(records);
        tree["listing"] = std::move(listing);
    }
    if (!reply.wanted.empty()) tree["wanted"] = to_tree(reply.wanted, form);
    if (reply.stamps_until != 0) tree["stamps_until"] = number_tree(reply.stamps_until, form);
}

bool read_copy_parts(const Tree& tree, SyncRequest& request) {
    if (!read_optional(tree, "names", request.names)) return false;
    if (const Tree* newest = find_key(tree, "newest")) {
        std::uint64_t number = 0;
        if (!read(*newest, number)) return false;
        request.newest_batch = number;
    }
    if (const Tree* check = find_key(tree, "check")) {
        request.check.emplace();
        if (!read_check(*check, *request.check)) return false;
    }
    return read_withdrawn(tree, request.withdrawn) && read_optional(tree, "want", request.want);
}

bool read_copy_parts(const Tree& tree, SyncReply& reply) {
    int restart = 0;
    if (!read_optional(tree, "restart", restart)) return false;
    const bool is_known = restart >= 0 && restart <= static_cast<int>(Restart::kTooLongAway);
    if (!is_known) return false;
    reply.restart = static_cast<Restart>(restart);
    if (const Tree* listing = find_key(tree, "listing")) {
        reply.listing.emplace();
        if (!read_listing(*listing, *reply.listing)) return false;
    }
    return read_optional(tree, "wanted", reply.wanted) &&
           read_optional(tree, "stamps_until", reply.stamps_until);
}

}  // namespace oppad::sync
