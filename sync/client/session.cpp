#include "sync/client/session.h"

#include <algorithm>

#include "engine/core/log.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/apply.h"
#include "sync/capture/incarnation.h"
#include "sync/capture/rebase.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"
#include "sync/capture/withdrawn_batches.h"
#include "sync/client/exchange_parts.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

constexpr const char* kHelloPath = "/v1/hello";
constexpr const char* kSyncPath = "/v1/sync";

// Runs `step` in a transaction of its own.
template <class Step>
Status in_transaction(storage::Connection& connection, Step step) {
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY(step());
    return transaction.commit();
}

Packing best_packing(const Hello& hello) {
    const auto reads = [&hello](int number) {
        return std::find(hello.dictionaries.begin(), hello.dictionaries.end(), number) !=
               hello.dictionaries.end();
    };
    if (reads(kColumnsNumber)) return Packing::kColumns;
    return reads(kDictionaryNumber) ? Packing::kDictionary : Packing::kPlain;
}

// Packings are counted from 1, so that nothing kept is none of them.
Status keep_packing(storage::Connection& connection, Packing packing) {
    const auto number = static_cast<std::uint64_t>(packing) + 1;
    TRY_ASSIGN(const std::uint64_t kept, get_number(connection, kPackingKey));
    if (kept == number) return ok();
    return in_transaction(connection, [&] { return set_number(connection, kPackingKey, number); });
}

SyncState state_after(const Error& error) {
    switch (error.code) {
        using enum ErrorCode;
        case kDiskFull:
            return SyncState::kNoSpace;
        case kDenied:
        case kNotFound:
        case kConflict:
        case kInvalid:
        case kOffline:
        case kBusy:
        case kCorrupt:
        case kCancelled:
        case kInternal:
            return SyncState::kWaiting;
    }
    return SyncState::kWaiting;
}

// What the network did to a request, in the words for people.
SyncState state_on_the_way(const Error& error) {
    switch (error.code) {
        using enum ErrorCode;
        case kDenied:
            return SyncState::kOtherCertificate;
        case kInvalid:
            return SyncState::kNotOurHub;
        case kBusy:
            return SyncState::kTooSlow;
        case kDiskFull:
        case kNotFound:
        case kConflict:
        case kOffline:
        case kCorrupt:
        case kCancelled:
        case kInternal:
            return SyncState::kWaiting;
    }
    return SyncState::kWaiting;
}

}  // namespace

Result<HubKnowledge> recall_hub(storage::Connection& connection) {
    TRY_ASSIGN(const std::uint64_t kept, get_number(connection, kPackingKey));
    if (kept == 0 || kept > static_cast<std::uint64_t>(Packing::kColumns) + 1)
        return HubKnowledge{};
    return HubKnowledge{.has_met = true, .limits = {}, .packing = static_cast<Packing>(kept - 1)};
}

Session::Session(Capture& capture, Transport& transport, Entropy& entropy, SyncIdentity& identity,
                 HubKnowledge& hub, const SessionTuning& tuning)
    : capture_(capture),
      transport_(transport),
      entropy_(entropy),
      identity_(identity),
      hub_(hub),
      tuning_(tuning),
      copies_(capture.connection(), tuning),
      pull_records_max_(tuning.pull_records_max) {}

void Session::start() {
    limits_ = hub_.limits;
    const auto says_hello = needs_hello();
    if (!says_hello) {
        ignore_because(has_failed(says_hello.error()), "it ends the session");
        return;
    }
    if (*says_hello) return send_hello();
    send_exchange();
}

// A clock that was set meanwhile would date unsent work by what is no longer true. A question alone
// is dated by nothing, and its answer tells the time.
Result<bool> Session::needs_hello() {
    if (!hub_.has_met) return true;
    if (hub_.knows_time && capture_.clock().knows_hub_time()) return false;
    return has_queued(capture_.connection());
}

void Session::end(SyncState state) {
    state_ = state;
    over_ = true;
}

bool Session::has_failed(const Status& status) {
    if (status) return false;
    log::write_error("sync_step_failed", status.error());
    end(state_after(status.error()));
    return true;
}

void Session::send_hello() {
    transport_.send(make_get(kHelloPath),
                    reading<Hello>(tuning_.reply_bytes_max,
                                   [this, life = std::weak_ptr{life_}](const auto& received) {
                                       if (!life.expired()) take_hello(received);
                                   }));
}

void Session::take_hello(const Received<Hello>& received) {
    const auto& [reply, hello] = received;
    if (!reply) return end(state_on_the_way(reply.error()));
    if (reply->status != 200) return take_failure(*reply);
    if (!hello) return end(SyncState::kNotOurHub);
    if (hello->protocol < kProtocolMin || hello->protocol_min > kProtocol)
        return end(SyncState::kHubOtherVersion);
    capture_.clock().learn_hub_time(Instant{hello->hub_time_ms});
    hub_ = {.has_met = true,
            .knows_time = true,
            .limits = hello->limits,
            .packing = best_packing(*hello)};
    limits_ = hello->limits;
    if (has_failed(keep_packing(capture_.connection(), hub_.packing))) return;
    send_exchange();
}

Result<HttpRequest> Session::next_request() {
    storage::Connection& connection = capture_.connection();
    TRY_ASSIGN(auto sent, find_sent_batch(connection));
    if (sent) {
        batch_ = std::move(*sent);
        TRY_ASSIGN(HttpRequest repeat, make_request());
        if (!is_above_limits(repeat)) return repeat;
        // Made for a file, or for a hub that took more: sent as it is it would only be refused.
        TRY(in_transaction(connection, [&] { return take_back_batch(connection); }));
    }
    // A clock set during this session is noticed by the hub, or by the next one.
    if (capture_.clock().knows_hub_time()) {
        TRY(rebase_unsent(connection, capture_.clock(), capture_.clock().now(),
                          tuning_.ahead_ms_max));
    }
    return begin_request();
}

bool Session::is_above_limits(const HttpRequest& request) const {
    const bool is_too_large =
        request.body.size() > static_cast<std::size_t>(limits_.body_bytes_max);
    const bool is_too_many = batch_.push.size() > static_cast<std::size_t>(limits_.records_max);
    return batch_.push.size() > 1 && (is_too_large || is_too_many);
}

Result<HttpRequest> Session::begin_request() {
    storage::Connection& connection = capture_.connection();
    for (;; batch_growth_ /= 2) {
        const int records = tuning_.batch_records_max * batch_growth_;
        const int bytes = std::min(limits_.body_bytes_max, tuning_.batch_bytes_max);
        const Limits limits{.records_max = std::min(limits_.records_max, records),
                            .body_bytes_max = bytes * batch_growth_};
        TRY(in_transaction(connection, [&]() -> Status {
            TRY_ASSIGN(batch_, begin_batch(connection, limits));
            return ok();
        }));
        TRY_ASSIGN(HttpRequest request, make_request());
        if (batch_growth_ == 1 || !is_above_limits(request)) return request;
        // It packs worse than most: the hub would only refuse it.
        TRY(in_transaction(connection, [&] { return take_back_batch(connection); }));
    }
}

Result<HttpRequest> Session::make_request() {
    storage::Connection& connection = capture_.connection();
    SyncRequest message{.incarnation = identity_.incarnation,
                        .batch = batch_.number,
                        .push = {},
                        .records_max = pull_records_max_};
    TRY_ASSIGN(message.cursor, get_text(connection, kCursorKey));
    TRY_ASSIGN(message.newest_batch, get_number(connection, kBatchKey));
    if (batch_.number != 0) {
        TRY_ASSIGN(message.withdrawn, withdrawn_before(connection, batch_.number));
    }
    TRY_ASSIGN(message.names, untold_names(connection, identity_));
    tells_names_ = !message.names.empty();
    TRY(copies_.fill(message));
    return signed_request(message);
}

HttpRequest Session::signed_request(const SyncRequest& message) {
    HttpRequest request =
        make_post(kSyncPath, encode_with_push(message, batch_.content), hub_.packing);
    sign_request(request, identity_, capture_.clock().now(), entropy_);
    return request;
}

void Session::post(HttpRequest request) {
    ++exchanges_;
    state_ = SyncState::kExchanging;
    asked_at_ = capture_.clock().steady();
    const auto read = [bytes_max = tuning_.reply_bytes_max,
                       expecting = expecting_](const HttpReply& reply) -> Result<IncomingPage> {
        TRY_ASSIGN(SyncReply message, read_reply<SyncReply>(reply, bytes_max));
        return make_incoming(std::move(message), expecting);
    };
    const auto take = [this, life = std::weak_ptr{life_}](const Received<IncomingPage>& received) {
        if (!life.expired()) take_exchange(received);
    };
    transport_.send(std::move(request), reading_by<IncomingPage>(read, take));
}

void Session::send_exchange() {
    if (ends_soon_) return end(SyncState::kPaused);
    if (exchanges_ >= tuning_.exchanges_max) return end(SyncState::kWaiting);
    auto request = next_request();
    if (!request) {
        ignore_because(has_failed(request.error()), "it ends the session");
        return;
    }
    post(std::move(*request));
}

Result<bool> Session::may_ask_ahead(const SyncReply& reply) const {
    const bool is_plain_page =
        reply.has_more && reply.restart == Restart::kNone && batch_.number == 0 && !tells_names_;
    if (!is_plain_page || ends_soon_ || exchanges_ >= tuning_.exchanges_max) return false;
    TRY_ASSIGN(const bool has_unsent, has_queued(capture_.connection()));
    return !has_unsent;
}

// From the cursor that comes with the page in hand. Only when that page is in the store does the
// store stand there; if it never gets in, the answer is dropped with this session.
Status Session::ask_ahead(const SyncReply& reply) {
    TRY_ASSIGN(is_asked_ahead_, may_ask_ahead(reply));
    if (!is_asked_ahead_) return ok();
    SyncRequest message{.incarnation = identity_.incarnation,
                        .push = {},
                        .cursor = reply.cursor,
                        .records_max = pull_records_max_};
    TRY_ASSIGN(message.newest_batch, get_number(capture_.connection(), kBatchKey));
    post(signed_request(message));
    return ok();
}

void Session::take_exchange(const Received<IncomingPage>& received) {
    const auto& [outcome, page] = received;
    if (is_planted(PlantedBug::kAcknowledgeWithoutAnswer) && !outcome) {
        storage::Connection& connection = capture_.connection();
        const Status done = in_transaction(
            connection, [&] { return acknowledge(connection, {}, capture_.clock().now()); });
        if (has_failed(done)) return;
    }
    if (!outcome) return end(state_on_the_way(outcome.error()));
    if (outcome->status != 200) return take_failure(*outcome);
    if (!page || !answers_push(page->reply, batch_)) {
        log::write(log::Level::kWarning, "sync_reply_not_ours",
                   {{"bytes", static_cast<std::int64_t>(outcome->body.size())}});
        return end(SyncState::kNotOurHub);
    }
    size_next_exchange(*page);
    if (has_failed(ask_ahead(page->reply))) return;
    if (copies_.asks_back()) return take_page(copies_.with_asked_back(*page));
    take_page(*page);
}

void Session::size_next_exchange(const IncomingPage& page) {
    const bool was_quick =
        (capture_.clock().steady() - asked_at_).count() < tuning_.quick_answer_ms;
    if (!was_quick) {
        pull_records_max_ = tuning_.pull_records_max;
        batch_growth_ = 1;
        return;
    }
    if (page.reply.has_more && !page.records.empty()) {
        const int most = std::max(tuning_.pull_records_max, tuning_.large_pull_records_max);
        pull_records_max_ = std::min(tuning_.pull_growth * pull_records_max_, most);
    }
    if (!batch_.push.empty()) batch_growth_ = std::min(2 * batch_growth_, tuning_.batch_growth_max);
}

void Session::take_page(const IncomingPage& page) {
    const SyncReply& reply = page.reply;
    capture_.clock().learn_hub_time(Instant{reply.hub_time_ms});
    hub_.knows_time = true;
    hub_.limits = reply.limits;
    const Answers answers = batch_.number != 0 ? Answers::kPush : Answers::kPullOnly;
    const auto applied =
        apply_page(capture_.connection(), capture_.clock(), page, answers, capture_.clock().now());
    if (!applied) {
        ignore_because(has_failed(applied.error()), "it ends the session");
        return;
    }
    if (tells_names_ && has_failed(note_told())) return;
    counts_.sent += static_cast<int>(batch_.push.size());
    const int received = static_cast<int>(page.records.size());
    counts_.received += received;
    // Of a first pull: what follows is most likely like it.
    expecting_ = 2 * applied->added > received ? Expecting::kNew : Expecting::kKnown;
    const auto goes_on = has_more_to_ask(reply, *applied);
    if (!goes_on) {
        ignore_because(has_failed(goes_on.error()), "it ends the session");
        return;
    }
    if (!*goes_on) return end(SyncState::kIdle);
    if (!is_asked_ahead_) return send_exchange();
    asked_at_ = capture_.clock().steady();  // What the network takes from here on is waited for.
}

Status Session::note_told() {
    storage::Connection& connection = capture_.connection();
    return in_transaction(connection, [&] { return note_names_told(connection, true); });
}

Result<bool> Session::has_more_to_ask(const SyncReply& reply, const Applied& applied) {
    const Instant now{reply.hub_time_ms};
    TRY(copies_.take(reply, {.own = capture_.clock().device(), .now = now}));
    if (!applied.is_level) return true;
    TRY_ASSIGN(const bool wants_exchange, copies_.wants_exchange(now));
    if (wants_exchange) return true;
    return has_queued(capture_.connection());  // Healing the hub's copy queues this one.
}

void Session::take_failure(const HttpReply& reply) {
    const auto failure = read_reply<Failure>(reply, tuning_.reply_bytes_max);
    // A proxy with a smaller limit than the hub's: less gets through. Nothing is set aside on the
    // word of a stranger.
    if (!failure && reply.status == 413 && batch_.push.size() > 1) return send_less();
    // A gateway that is up while the hub is not answers pages of its own.
    if (!failure) return end(reply.status >= 500 ? SyncState::kWaiting : SyncState::kNotOurHub);
    log::write(log::Level::kWarning, "sync_refused", {{"status", std::int64_t{reply.status}}});
    if (reply.status == 426) return end(SyncState::kHubOtherVersion);
    if (failure->code == "clock") return take_clock(*failure);
    if (failure->code == "batch_reused") return go_on_as_a_copy();
    if (failure->code == "too_large" || failure->code == "bad_body") return send_less();
    if (failure->code == "disk_full") return end(SyncState::kNoSpace);
    if (failure->code == "replayed") return end(SyncState::kWaiting);
    if (failure->code == "unknown_device") return end(SyncState::kDeviceUnknown);
    // Every request is signed when it leaves; the hub's word on the tablet is another.
    if (failure->code == "unsigned" || failure->code == "signature")
        return end(SyncState::kAltered);
    if (reply.status == 401 || reply.status == 403) return end(SyncState::kDeviceRefused);
    end(SyncState::kWaiting);
}

void Session::take_clock(const Failure& failure) {
    if (clock_was_corrected_) return end(SyncState::kClockUnknown);
    clock_was_corrected_ = true;
    capture_.clock().learn_hub_time(Instant{failure.hub_time_ms});
    send_exchange();
}

// Halves what goes at once; a record that is too much on its own waits for a person, so that it
// holds up nothing else.
void Session::send_less() {
    storage::Connection& connection = capture_.connection();
    if (batch_.push.empty()) return end(SyncState::kWaiting);
    if (batch_.push.size() == 1) {
        const Status done = in_transaction(connection, [&] {
            return set_aside_batch(connection, RefusalReason::kInvalid, capture_.clock().now());
        });
        if (has_failed(done)) return;
        ++counts_.sent;
        return send_exchange();
    }
    if (has_failed(in_transaction(connection, [&] { return take_back_batch(connection); }))) return;
    batch_growth_ = 1;
    limits_.records_max = static_cast<int>(batch_.push.size() / 2);
    limits_.body_bytes_max = std::max(1, limits_.body_bytes_max / 2);
    send_exchange();
}

// The hub knows more of this incarnation, or other things, than this store does: it was copied or
// put back. It goes on as another life of itself; merging makes a second delivery harmless.
void Session::go_on_as_a_copy() {
    if (incarnation_is_new_) return end(SyncState::kWaiting);
    incarnation_is_new_ = true;
    if (has_failed(begin_incarnation(capture_.connection(), capture_.clock(), entropy_, identity_)))
        return;
    log::write(log::Level::kWarning, "sync_new_incarnation", {});
    send_exchange();
}

}  // namespace oppad::sync
