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

// Down to some 15 records of 4 kB together, which take half a minute at 100 bytes a second.
constexpr int kHalvingsMax = 6;

int halved(int most, int times) { return std::max(1, most >> times); }

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
      copies_(capture.connection(), tuning) {}

Session::~Session() {
    if (asker_) asker_->let_go();
}

void Session::start() {
    use_limits(hub_.limits);
    const auto says_hello = needs_hello();
    if (!says_hello) {
        ignore_because(has_failed(says_hello.error()), "it ends the session");
        return;
    }
    if (*says_hello) return send_hello();
    send_exchange();
}

// Those of the hub, or what a slow way lets through within the time that a request may take.
void Session::use_limits(const Limits& limits) {
    limits_ = limits;
    if (hub_.halvings == 0) return;
    limits_.records_max =
        std::min(limits.records_max, halved(tuning_.batch_records_max, hub_.halvings));
    limits_.body_bytes_max =
        std::min(limits.body_bytes_max, halved(tuning_.batch_bytes_max, hub_.halvings));
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
    const Status settled = capture_.connection().settle();
    if (!settled) log::write_error("sync_pages_not_kept", settled.error());
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
            .packing = best_packing(*hello),
            .halvings = hub_.halvings};
    use_limits(hello->limits);
    if (has_failed(keep_packing(capture_.connection(), hub_.packing))) return;
    send_exchange();
}

Result<Session::Question> Session::next_question() {
    storage::Connection& connection = capture_.connection();
    TRY_ASSIGN(auto sent, find_sent_batch(connection));
    if (sent) {
        batch_ = std::move(*sent);
        TRY_ASSIGN(Question repeat, make_question());
        if (!is_above_limits(repeat.request)) return repeat;
        // Made for a file, or for a hub that took more: sent as it is it would only be refused.
        TRY(in_transaction(connection, [&] { return take_back_batch(connection); }));
    }
    // A clock set during this session is noticed by the hub, or by the next one.
    if (capture_.clock().knows_hub_time()) {
        TRY(rebase_unsent(connection, capture_.clock(), capture_.clock().now(),
                          tuning_.ahead_ms_max));
    }
    return begin_question();
}

bool Session::is_above_limits(const HttpRequest& request) const {
    const bool is_too_large =
        request.body.size() > static_cast<std::size_t>(limits_.body_bytes_max);
    const bool is_too_many = batch_.push.size() > static_cast<std::size_t>(limits_.records_max);
    return batch_.push.size() > 1 && (is_too_large || is_too_many);
}

Result<Session::Question> Session::begin_question() {
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
        TRY_ASSIGN(Question question, make_question());
        if (batch_growth_ == 1 || !is_above_limits(question.request)) return question;
        // It packs worse than most: the hub would only refuse it.
        TRY(in_transaction(connection, [&] { return take_back_batch(connection); }));
    }
}

Result<Session::Question> Session::make_question() {
    storage::Connection& connection = capture_.connection();
    SyncRequest message{.incarnation = identity_.incarnation,
                        .batch = batch_.number,
                        .push = {},
                        .records_max = asker_->records_max()};
    TRY_ASSIGN(message.cursor, get_text(connection, kCursorKey));
    TRY_ASSIGN(message.newest_batch, get_number(connection, kBatchKey));
    if (batch_.number != 0) {
        TRY_ASSIGN(message.withdrawn, withdrawn_before(connection, batch_.number));
    }
    TRY_ASSIGN(message.names, untold_names(connection, identity_));
    tells_names_ = !message.names.empty();
    TRY(copies_.fill(message));
    HttpRequest request = asker_->make_request(message, batch_.content, capture_.clock().now());
    return Question{std::move(message), std::move(request)};
}

void Session::make_asker() {
    if (asker_) asker_->let_go();
    SessionTuning tuning = tuning_;
    tuning.pull_records_max = halved(tuning_.pull_records_max, hub_.halvings);
    const PageAsker::Parts parts{transport_, capture_.clock().wall(), entropy_, tuning};
    asker_ = std::make_shared<PageAsker>(
        parts, Signer{identity_.device, identity_.secret_key.duplicate()},
        packs_ ? std::optional{hub_.packing} : std::nullopt,
        [this](const ReceivedPage& received) { take_exchange(received); });
}

Result<PageAsker::Following> Session::following() const {
    const bool asks_alone = batch_.number == 0 && !tells_names_ && !ends_soon_;
    if (!asks_alone || exchanges_ >= tuning_.exchanges_max) return PageAsker::Following::kNone;
    TRY_ASSIGN(const bool has_unsent, has_queued(capture_.connection()));
    return has_unsent ? PageAsker::Following::kNone : PageAsker::Following::kPages;
}

void Session::send_exchange() {
    if (ends_soon_) return end(SyncState::kPaused);
    if (exchanges_ >= tuning_.exchanges_max) return end(SyncState::kWaiting);
    if (!asker_) make_asker();
    state_ = SyncState::kExchanging;
    auto question = next_question();
    const auto follow = question ? following() : question.error();
    if (!follow) {
        ignore_because(has_failed(follow.error()), "it ends the session");
        return;
    }
    // Of a tablet that has nothing yet: all that comes is new to it.
    if (question->message.cursor.empty()) asker_->expect(Expecting::kNew);
    asker_->ask(std::move(question->request), question->message, *follow);
}

void Session::take_exchange(const ReceivedPage& received) {
    if (over_) return;  // Asked for ahead of what ended it.
    ++exchanges_;
    const auto& [outcome, page, was_quick] = received;
    was_quick_ = was_quick;
    if (is_planted(PlantedBug::kAcknowledgeWithoutAnswer) && !outcome) {
        storage::Connection& connection = capture_.connection();
        const Status done = in_transaction(
            connection, [&] { return acknowledge(connection, {}, capture_.clock().now()); });
        if (has_failed(done)) return;
    }
    if (!outcome) return take_error(outcome.error());
    if (outcome->status != 200) return take_failure(*outcome);
    if (was_quick) hub_.halvings = 0;
    if (!page || !answers_push(page->reply, batch_)) {
        log::write(log::Level::kWarning, "sync_reply_not_ours",
                   {{"bytes", static_cast<std::int64_t>(outcome->body.size())}});
        return end(SyncState::kNotOurHub);
    }
    if (!was_quick)
        batch_growth_ = 1;
    else if (!batch_.push.empty())
        batch_growth_ = std::min(2 * batch_growth_, tuning_.batch_growth_max);
    if (copies_.asks_back()) return take_page(copies_.with_asked_back(*page));
    take_page(*page);
}

// What doesn't get through in time would not get through later either: less is tried then.
void Session::take_error(const Error& error) {
    if (error.code == ErrorCode::kBusy) hub_.halvings = std::min(hub_.halvings + 1, kHalvingsMax);
    end(state_on_the_way(error));
}

// Only while the next page is on its way, and comes soon.
Ending Session::ending_of(const IncomingPage& page) const {
    const bool is_one_of_many = page.reply.has_more && asker_->is_under_way() && was_quick_;
    const bool is_enough = held_records_ >= tuning_.held_records_max;
    return is_one_of_many && !is_enough && !ends_soon_ ? Ending::kMayHold : Ending::kCommit;
}

void Session::take_page(const IncomingPage& page) {
    const SyncReply& reply = page.reply;
    capture_.clock().learn_hub_time(Instant{reply.hub_time_ms});
    hub_.knows_time = true;
    hub_.limits = reply.limits;
    const int received = static_cast<int>(page.records.size());
    const Answers answers = batch_.number != 0 ? Answers::kPush : Answers::kPullOnly;
    const Ending ending = ending_of(page);
    const auto applied = apply_page(capture_.connection(), capture_.clock(), page, answers,
                                    capture_.clock().now(), ending);
    held_records_ = ending == Ending::kMayHold ? held_records_ + received : 0;
    if (!applied) {
        ignore_because(has_failed(applied.error()), "it ends the session");
        return;
    }
    if (!applied->is_next) return start_over();
    if (tells_names_ && has_failed(note_told())) return;
    counts_.sent += static_cast<int>(batch_.push.size());
    counts_.received += received;
    // Of a first pull: what follows is most likely like it.
    asker_->expect(2 * applied->added > received ? Expecting::kNew : Expecting::kKnown);
    const auto goes_on = has_more_to_ask(reply, *applied);
    if (!goes_on) {
        ignore_because(has_failed(goes_on.error()), "it ends the session");
        return;
    }
    if (!*goes_on) return end(SyncState::kIdle);
    go_on();
}

// What was written meanwhile goes before more is fetched.
void Session::go_on() {
    const auto follow = following();
    if (!follow) {
        ignore_because(has_failed(follow.error()), "it ends the session");
        return;
    }
    if (*follow == PageAsker::Following::kPages)
        asker_->go_on();
    else
        asker_->ask_no_more();
    if (!asker_->is_under_way()) send_exchange();
}

// The store stands elsewhere than where this page begins: something else moved its cursor, or took
// back what had moved it. What is under way belongs behind that page.
void Session::start_over() {
    make_asker();
    send_exchange();
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
    if (failure->code == "bad_body" && packs_) return send_unpacked();
    if (failure->code == "too_large" || failure->code == "bad_body") return send_less();
    if (failure->code == "disk_full") return end(SyncState::kNoSpace);
    if (failure->code == "replayed") return end(SyncState::kWaiting);
    if (failure->code == "unknown_device") return end(SyncState::kDeviceUnknown);
    // Every request is signed and says its type when it leaves; the hub's word on the tablet is
    // another.
    if (failure->code == "unsigned" || failure->code == "signature" ||
        failure->code == "unsupported_type")
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

// A proxy that takes out how a body is packed leaves the hub with what it can't read: no fault of
// what is in it.
void Session::send_unpacked() {
    packs_ = false;
    make_asker();
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
