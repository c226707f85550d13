#include "sync/capture/withdrawn_batches.h"

#include <algorithm>

#include "engine/core/bytes.h"
#include "sync/capture/outbox.h"
#include "sync/capture/sync_state.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

constexpr char kBetween = ' ';
constexpr char kBeforeHash = ':';

// "7:<hash in hexadecimal> 8:<hash>"
std::string text_of(const std::vector<WithdrawnBatch>& batches) {
    std::string text;
    for (const WithdrawnBatch& batch : batches) {
        if (!text.empty()) text += kBetween;
        text += std::to_string(batch.number) + kBeforeHash + to_hex(batch.hash);
    }
    return text;
}

// What isn't read is left out: then the hub notices less.
std::vector<WithdrawnBatch> batches_in(const std::string& text) {
    std::vector<WithdrawnBatch> batches;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(kBetween, at), text.size());
        const std::size_t colon = text.find(kBeforeHash, at);
        if (colon >= end) return batches;
        auto hash = from_hex(std::string_view{text}.substr(colon + 1, end - colon - 1));
        if (!hash) return batches;
        batches.push_back({std::strtoull(text.c_str() + at, nullptr, 10), std::move(*hash)});
        at = end + 1;
    }
    return batches;
}

}  // namespace

// An answered number stands between what was taken back before it and after it.
Result<std::vector<WithdrawnBatch>> withdrawn_before(storage::Connection& connection,
                                                     std::uint64_t batch) {
    TRY_ASSIGN(const std::string text, get_text(connection, kWithdrawnKey));
    std::vector<WithdrawnBatch> batches = batches_in(text);
    std::size_t first = batches.size();
    while (first > 0 && batches[first - 1].number + (batches.size() - first + 1) == batch) --first;
    batches.erase(batches.begin(), batches.begin() + static_cast<std::ptrdiff_t>(first));
    return batches;
}

Status take_back_batch(storage::Connection& connection) {
    TRY_ASSIGN(const auto sent, find_sent_batch(connection));
    if (!sent) return ok();
    TRY_ASSIGN(std::vector<WithdrawnBatch> batches, withdrawn_before(connection, sent->number));
    batches.push_back({sent->number, push_hash(sent->push)});
    if (batches.size() > kWithdrawnMax) batches.erase(batches.begin());
    TRY(set_text(connection, kWithdrawnKey, text_of(batches)));
    return withdraw_batch(connection);
}

}  // namespace oppad::sync
