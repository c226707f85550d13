#include "platform/sim/wire_watch.h"

#include <algorithm>

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

void WireWatch::see(const Passage& passage) {
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
        begun_anew_.insert(passage.tablet);
        trace_.note("begins again, " + std::to_string(static_cast<int>(reply->restart)));
    }
    const int user = grants_.user_of(passage.tablet);
    check_scopes(user, *reply);
    check_receipts(*request, *reply);
    const std::string device{hub::find_header(passage.request, sync::kDeviceHeader)};
    check_once({user, device, *request, *reply, passage.seq_before != passage.seq_after});
}

void WireWatch::see_stick(const StickPassage& passage) {
    for (const sync::SyncReply& reply : passage.replies) check_scopes(passage.user, reply);
    if (passage.replies.empty()) return;
    const sync::SyncReply& first = passage.replies.front();
    check_receipts(passage.request, first);
    const bool moved_on = passage.seq_before != passage.seq_after;
    check_once({passage.user, passage.device, passage.request, first, moved_on});
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

void WireWatch::check_once(const Answered& answered) {
    const sync::SyncRequest& request = answered.request;
    if (request.batch == 0) return;
    const Bytes hash = sync::push_hash(request.push);
    const auto [at, is_first] =
        answered_.emplace(std::tuple{answered.device, request.incarnation, request.batch}, hash);
    if (is_first && !answered.moved_on) return;  // Nothing was written by it.
    if (is_first) return check_rights(answered);
    const std::string batch =
        "batch " + std::to_string(request.batch) + " of user " + std::to_string(answered.user);
    if (at->second != hash) trace_.break_law(batch + " was taken twice with other content");
    if (answered.moved_on) trace_.break_law(batch + " was applied twice");
}

}  // namespace oppad::sim
