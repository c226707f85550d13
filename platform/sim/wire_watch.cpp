#include "platform/sim/wire_watch.h"

#include <algorithm>
#include <utility>

#include "sync/wire/codec.h"
#include "sync/wire/compression.h"
#include "sync/wire/signature.h"

namespace oppad::sim {

namespace {

constexpr std::size_t kBytesMax = 64 * 1024 * 1024;

template <class Message>
std::optional<Message> read(const Bytes& body, std::string_view encoding) {
    Result<Bytes> content = body;
    if (const auto packing = sync::packing_of(encoding))
        content = sync::decompress(body, kBytesMax, *packing);
    if (!content) return std::nullopt;
    auto message = sync::decode<Message>(*content, sync::WireForm::kCbor);
    return message ? std::optional{std::move(*message)} : std::nullopt;
}

std::string short_text(const RecordKey& key) { return to_text(key.id).substr(0, 12); }

}  // namespace

std::vector<std::optional<hub::Seq>> WireWatch::places_of(const std::vector<RecordKey>& keys) {
    std::vector<std::optional<hub::Seq>> places;
    places.reserve(keys.size());
    for (const RecordKey& key : keys) places.push_back(hub_.seq_of(key));
    return places;
}

void WireWatch::expect(const hub::Request& request) {
    const auto device = sync::parse_device(hub::find_header(request, sync::kDeviceHeader));
    if (request.target != "/v1/sync" || !device) return settle();
    const auto message =
        read<sync::SyncRequest>(request.body, hub::find_header(request, "Content-Encoding"));
    return message ? expect(*device, *message) : settle();
}

void WireWatch::expect(sync::DeviceId device, const sync::SyncRequest& request) {
    settle();
    expected_.reset();
    if (request.batch == 0 || request.push.empty()) return;
    Expected expected{.id = {device, request.incarnation, request.batch},
                      .hash = sync::push_hash(request.push),
                      .seq_before = hub_.last_seq()};
    const auto is_known = hub_.knows_batch({device, request.incarnation, request.batch});
    const bool was_seen = batches_.count(expected.id) > 0;
    expected.was_taken = was_seen || is_known.value_or(false);
    if (was_seen) check_remembered(expected.id);
    if (expected.was_taken) {
        for (const sync::RecordState& pushed : request.push) expected.keys.push_back(pushed.key);
        expected.places_before = places_of(expected.keys);
    }
    expected_ = std::move(expected);
}

// A repeat gives no record another place, whatever the hub says to it. What moved the hub's order
// was taken, although nobody may have been told.
void WireWatch::settle() {
    if (!expected_) return;
    const auto seq = hub_.last_seq();
    if (!seq) return;
    const Expected expected = std::move(*expected_);
    expected_.reset();
    const std::string batch = "batch " + std::to_string(expected.id.number) + " of device " +
                              sync::device_text(expected.id.device);
    if (expected.was_taken) {
        const auto places = places_of(expected.keys);
        for (std::size_t at = 0; at < places.size(); ++at) {
            const auto& before = expected.places_before[at];
            if (before && places[at] && *before != *places[at])
                return trace_.break_law(batch + " was applied twice");
        }
        return;
    }
    const auto is_known =
        hub_.knows_batch({expected.id.device, expected.id.incarnation, expected.id.number});
    const bool has_moved = expected.seq_before && *expected.seq_before != *seq;
    if (!has_moved && !is_known.value_or(false)) return;
    batches_.try_emplace(expected.id, Taken{.hash = expected.hash});
}

void WireWatch::see(const Passage& passage) {
    const bool was_taken = expected_ && expected_->was_taken;
    settle();
    if (passage.request.target != "/v1/sync" || passage.response.status != 200) return;
    const auto request = read<sync::SyncRequest>(
        passage.request.body, hub::find_header(passage.request, "Content-Encoding"));
    const auto reply =
        read<sync::SyncReply>(passage.response.body, passage.response.content_encoding);
    if (!request || !reply) return trace_.break_law("an answer of 200 that doesn't read");
    trace_.note("tablet " + std::to_string(passage.tablet) + " pushed " +
                std::to_string(request->push.size()) + " in batch " +
                std::to_string(request->batch) + ", refused " +
                std::to_string(reply->refusals.size()) + ", got " +
                std::to_string(reply->changes.size()) + ", forgets " +
                std::to_string(reply->forget.size()));
    if (reply->restart != sync::Restart::kNone) {
        note_begun_anew(passage.tablet, passage.user);
        trace_.note("begins again, " + std::to_string(static_cast<int>(reply->restart)));
    }
    note_forgotten(passage.user, *reply);
    check_scopes(passage.user, *reply);
    check_receipts(*request, *reply);
    const auto device = sync::parse_device(hub::find_header(passage.request, sync::kDeviceHeader));
    if (!device) return trace_.break_law("an answer of 200 to nobody");
    check_once({.user = passage.user,
                .id = {*device, request->incarnation, request->batch},
                .request = *request,
                .reply = *reply,
                .was_taken = was_taken,
                .moved_on = passage.seq_before != passage.seq_after});
}

void WireWatch::see_stick(const StickPassage& passage) {
    const bool was_taken = expected_ && expected_->was_taken;
    settle();
    for (const sync::SyncReply& reply : passage.replies) {
        note_forgotten(passage.user, reply);
        check_scopes(passage.user, reply);
    }
    if (passage.replies.empty()) return;
    const sync::SyncReply& first = passage.replies.front();
    check_receipts(passage.request, first);
    check_once({.user = passage.user,
                .id = {passage.device, passage.request.incarnation, passage.request.batch},
                .request = passage.request,
                .reply = first,
                .was_taken = was_taken,
                .moved_on = passage.seq_before != passage.seq_after});
}

bool WireWatch::was_told_to_forget(int tablet) const {
    const int user = grants_.user_of(tablet);
    return restarted_.count(user) > 0 ||
           std::any_of(forgotten_.begin(), forgotten_.end(),
                       [user](const auto& told) { return told.first == user; });
}

void WireWatch::note_forgotten(int user, const sync::SyncReply& reply) {
    for (const RawId& scope : reply.forget) forgotten_.insert({user, scope});
}

// A record that left everything the person sees is named once more, without content, so that the
// tablet can drop it.
void WireWatch::check_scopes(int user, const sync::SyncReply& reply) {
    for (const sync::RecordState& change : reply.changes) {
        if (grants_.may_user_read(user, change.scope)) continue;
        const bool is_farewell =
            change.fields.empty() && change.deletions.empty() && !change.erased &&
            std::find(reply.forget.begin(), reply.forget.end(), change.scope) != reply.forget.end();
        if (is_farewell) continue;
        trace_.break_law("record " + short_text(change.key) + " reached user " +
                         std::to_string(user) + ", who may not see its scope");
    }
    for (const sync::RecordState& wanted : reply.wanted) {
        if (!grants_.may_user_read(user, wanted.scope))
            trace_.break_law("record " + short_text(wanted.key) + " was given to user " +
                             std::to_string(user) + ", who asked for what they may not see");
    }
}

void WireWatch::check_receipts(const sync::SyncRequest& request, const sync::SyncReply& reply) {
    std::map<RecordKey, int> answers;
    for (const sync::Receipt& receipt : reply.receipts) ++answers[receipt.key];
    for (const sync::Refusal& refusal : reply.refusals) ++answers[refusal.key];
    for (const sync::RecordState& pushed : request.push) {
        if (answers[pushed.key] != 1)
            trace_.break_law("record " + short_text(pushed.key) + " was pushed and answered " +
                             std::to_string(answers[pushed.key]) + " times");
    }
}

// What is new goes on to where its family lies, be that out of its author's sight.
void WireWatch::check_rights(const Answered& answered) {
    for (const sync::Receipt& receipt : answered.reply.receipts) {
        const auto state = hub_.find_state(receipt.key);
        const bool is_new = taken_.insert(receipt.key).second;
        const bool may_go_on = is_new && book_.families().count(receipt.key) > 0;
        if (!state || may_go_on || grants_.may_user_write(answered.user, state->scope)) continue;
        trace_.break_law("user " + std::to_string(answered.user) + " wrote record " +
                         short_text(receipt.key) + " of a scope that is not theirs");
    }
}

// Its answer is kept for as long as a repeat may come.
void WireWatch::check_remembered(const BatchId& id) {
    const hub::BatchKey key{id.device, id.incarnation, id.number};
    const auto is_known = hub_.knows_batch(key);
    const auto newest = hub_.newest_batch(key);
    if (!is_known || !newest || *is_known) return;
    if (*newest >= id.number + hub::kBatchesKept) return;
    trace_.break_law("batch " + std::to_string(id.number) + " was taken, and the hub forgot it");
}

void WireWatch::check_once(const Answered& answered) {
    if (answered.request.batch == 0 || answered.request.push.empty()) return;
    const Bytes hash = sync::push_hash(answered.request.push);
    Taken& taken = batches_.try_emplace(answered.id, Taken{.hash = hash}).first->second;
    const bool was_answered = std::exchange(taken.was_answered, true);
    const std::string batch =
        "batch " + std::to_string(answered.id.number) + " of user " + std::to_string(answered.user);
    if (taken.hash != hash) trace_.break_law(batch + " was taken twice with other content");
    if (!answered.moved_on) return;  // Nothing was written by it.
    if (!answered.was_taken) return check_rights(answered);
    // One that it failed over may have stopped short of the names that came with it.
    if (was_answered) trace_.break_law(batch + " was applied twice");
}

}  // namespace oppad::sim
