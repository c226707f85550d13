#include "sync/client/sync_client.h"

#include <algorithm>

#include "engine/core/log.h"
#include "engine/domain/code.h"
#include "engine/domain/codes.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/adopt.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/refusals.h"
#include "sync/capture/rejoin.h"
#include "sync/capture/run_list.h"
#include "sync/capture/sync_state.h"
#include "sync/client/exchange_parts.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

// Nothing was proven to what can't prove itself: that is no refusal of the code.
Error enrolment_error(const Error& error) {
    if (error.code == ErrorCode::kDenied) return {ErrorCode::kInvalid, error.detail};
    if (error.code == ErrorCode::kBusy) return {ErrorCode::kOffline, error.detail};
    return error;
}

Error enrolment_error(const HttpReply& reply, std::size_t bytes_max) {
    const auto failure = read_reply<Failure>(reply, bytes_max);
    if (!failure) return {ErrorCode::kInvalid, "what answered is no hub"};
    if (failure->code == "code" || reply.status == 403)
        return {ErrorCode::kDenied, "code is unknown, used or expired"};
    if (reply.status == 426) return {ErrorCode::kNotFound, "hub speaks another version"};
    return {ErrorCode::kOffline, "hub could not enrol now"};
}

}  // namespace

SyncClient::SyncClient(Capture& capture, Transport& transport, const Clock& clock, Entropy& entropy,
                       const SessionTuning& session_tuning, const ScheduleTuning& schedule_tuning)
    : capture_(capture),
      transport_(transport),
      clock_(clock),
      entropy_(entropy),
      session_tuning_(session_tuning),
      schedule_(schedule_tuning) {}

SyncClient::~SyncClient() = default;

Status SyncClient::start() {
    TRY_ASSIGN(identity_, find_identity(capture_.connection()));
    TRY(read_last_complete());
    if (identity_) {
        TRY_ASSIGN(hub_, recall_hub(capture_.connection()));
        status_.state = SyncState::kWaiting;
        be_due_in(0);
    }
    refresh();
    return ok();
}

Status SyncClient::read_last_complete() {
    TRY_ASSIGN(const std::uint64_t at, get_number(capture_.connection(), kCompleteKey));
    status_.last_complete_at.reset();
    if (at != 0) status_.last_complete_at = Instant{static_cast<std::int64_t>(at)};
    return ok();
}

void SyncClient::be_due_in(std::int64_t span_ms) {
    due_at_ = clock_.steady() + Ms{span_ms};
    status_.next_try_at = clock_.now() + Ms{span_ms};
}

void SyncClient::note_save() {
    refresh();
    if (session_) {
        save_during_session_ = true;
        return;
    }
    if (!identity_ || failures_ > 0) return;
    const Ms soon = clock_.steady() + Ms{schedule_.after_save_ms};
    if (!due_at_ || *due_at_ > soon) be_due_in(schedule_.after_save_ms);
}

void SyncClient::note_network() {
    if (!identity_ || session_) return;
    failures_ = 0;
    const Ms soon = clock_.steady() + Ms{schedule_.network_settle_ms};
    if (!due_at_ || *due_at_ > soon) be_due_in(schedule_.network_settle_ms);
}

void SyncClient::sync_now() {
    if (!identity_ || session_) return;
    failures_ = 0;
    be_due_in(0);
}

void SyncClient::pause() {
    paused_ = true;
    if (session_)
        session_->end_soon();
    else if (identity_)
        status_.state = SyncState::kPaused;
    status_.next_try_at.reset();
}

void SyncClient::resume() {
    if (!paused_) return;
    paused_ = false;
    if (!identity_ || session_) return;
    status_.state = SyncState::kWaiting;
    failures_ = 0;
    be_due_in(0);
}

void SyncClient::step() {
    if (session_ && session_->is_over()) finish_session();
    if (session_) {
        if (session_->counts().sent != status_.sent_now ||
            session_->counts().received != status_.received_now ||
            session_->state() != status_.state)
            refresh();
        return;
    }
    const bool is_due = due_at_ && clock_.steady() >= *due_at_;
    if (is_due && identity_ && !paused_ && !joins_anew_) begin_session();
}

std::optional<std::chrono::milliseconds> SyncClient::next_wakeup() const {
    if (session_ && session_->is_over()) return clock_.steady();
    if (session_ || paused_ || joins_anew_ || !identity_) return std::nullopt;
    return due_at_;
}

void SyncClient::begin_session() {
    due_at_.reset();
    status_.next_try_at.reset();
    save_during_session_ = false;
    session_began_at_ = clock_.steady();
    session_ = std::make_unique<Session>(capture_, transport_, entropy_, *identity_, hub_,
                                         session_tuning_);
    refresh();
    status_.to_send_at_start = status_.to_send;
    session_->start();
    refresh();
}

// One that carried nothing is nothing to tell, and costs no write.
void SyncClient::note_finished_run(SyncState ended) {
    if (status_.sent_now == 0 && status_.received_now == 0) return;
    const Instant now = clock_.now();
    const Status noted =
        note_run(capture_.connection(), {.began_at = Instant{now.ms - *status_.last_run_ms},
                                         .took_ms = *status_.last_run_ms,
                                         .sent = status_.sent_now,
                                         .received = status_.received_now,
                                         .is_complete = ended == SyncState::kIdle});
    if (!noted) log::write_error("sync_run_not_noted", noted.error());
}

std::int64_t SyncClient::retry_delay_ms() {
    const int doublings = std::min(failures_ - 1, 20);
    const std::int64_t full =
        std::min(schedule_.retry_max_ms, schedule_.retry_first_ms << doublings);
    const auto share = static_cast<std::int64_t>(random_number(entropy_) % 1024);
    return full / 2 + full / 2 * share / 1023;
}

void SyncClient::finish_session() {
    refresh();
    const SyncState ended = session_->state();
    session_.reset();
    status_.last_run_ms = (clock_.steady() - session_began_at_).count();
    note_finished_run(ended);
    status_.state = paused_ ? SyncState::kPaused : ended;
    if (ended == SyncState::kIdle) {
        failures_ = 0;
        status_.last_complete_at = clock_.now();
        be_due_in(save_during_session_ ? schedule_.after_save_ms : schedule_.poll_ms);
    } else if (ended == SyncState::kPaused) {
        if (!paused_) be_due_in(0);  // Resumed while it was ending.
    } else {
        ++failures_;
        hub_.has_met = false;  // The next one says hello first: it may be another network.
        const bool only_a_person = may_join_anew(ended) || ended == SyncState::kHubOtherVersion;
        be_due_in(only_a_person ? schedule_.refused_retry_ms : retry_delay_ms());
    }
    if (paused_) status_.next_try_at.reset();
}

void SyncClient::refresh() {
    if (session_) {
        status_.state = session_->state();
        status_.sent_now = session_->counts().sent;
        status_.received_now = session_->counts().received;
    }
    const auto queued = count_queued(capture_.connection());
    const auto refused = count_refused(capture_.connection());
    const auto conflicts = count_conflicts(capture_.connection());
    if (!queued || !refused || !conflicts) {
        log::write(log::Level::kWarning, "sync_counts_unreadable", {});
        return;
    }
    status_.to_send = *queued;
    status_.refused = *refused;
    status_.open_conflicts = *conflicts;
}

void SyncClient::enrol(const Joining& joining, std::function<void(Status)> callback) {
    if (identity_ && !may_join_anew(joining.because))
        return callback(Error{ErrorCode::kConflict, "enrolled already"});
    if (session_) return callback(Error{ErrorCode::kBusy, "a session is under way"});
    if (identity_) {
        joins_anew_ = true;
        status_.state = joining.because;
        due_at_.reset();
        status_.next_try_at.reset();
    }
    Secret seed{kSeedBytes};
    entropy_.fill(seed.bytes());
    // Made anew from its seed when the answer comes: a callback has to be copyable, a Secret isn't.
    auto kept_seed = std::make_shared<Secret>(std::move(seed));
    const EnrolRequest message{.code = joining.code,
                               .public_key = make_key_pair(*kept_seed).public_key};
    const std::size_t bytes_max = session_tuning_.reply_bytes_max;
    transport_.send(
        make_post("/v1/enrol", encode(message, WireForm::kCbor), Packing::kPlain),
        reading<EnrolReply>(bytes_max, [this, kept_seed, joining, bytes_max,
                                        callback = std::move(callback)](const auto& received) {
            const auto& [outcome, reply] = received;
            if (!outcome) return callback(enrolment_error(outcome.error()));
            if (outcome->status != 200) return callback(enrolment_error(*outcome, bytes_max));
            if (!reply) return callback(Error{ErrorCode::kInvalid, "what answered is no hub"});
            callback(keep_identity(*reply, joining, make_key_pair(*kept_seed).secret_key));
        }));
}

Status SyncClient::keep_identity(const EnrolReply& reply, const Joining& joining,
                                 Secret secret_key) {
    SyncIdentity identity;
    identity.device = reply.device;
    identity.stamping = reply.device;
    identity.incarnation = random_number(entropy_);
    identity.secret_key = std::move(secret_key);
    identity.hub_url = joining.hub_url;
    identity.organisation = reply.organisation;
    identity.staff.id = {reply.staff_id};
    identity.staff.scope = reply.scope;
    identity.staff.name = reply.staff_name;
    identity.staff.role = code_of<Role>(reply.role);
    identity.staff.active = true;
    // Before anything is stamped.
    capture_.clock().learn_hub_time(Instant{reply.hub_time_ms});
    storage::Connection& connection = capture_.connection();
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    const DeviceId before = capture_.clock().device();
    Status kept = take_over_records(joining, identity);
    if (kept) kept = transaction.commit();
    if (!kept) {
        transaction.rollback();
        capture_.clock().use_device(before);
        TRY(capture_.clock().reload());
        return kept;
    }
    hub_.has_met = false;  // Hello brings the limits.
    identity_ = std::move(identity);
    joins_anew_ = false;
    status_.state = SyncState::kWaiting;
    be_due_in(0);
    // What left the store must not live on in the write-ahead log.
    ignore_because(connection.checkpoint(storage::CheckpointKind::kTruncate),
                   "the next one empties it");
    refresh();
    return read_last_complete();
}

Status SyncClient::take_over_records(const Joining& joining, const SyncIdentity& next) {
    storage::Connection& connection = capture_.connection();
    if (!identity_) {
        TRY(adopt_records(connection, capture_.clock(),
                          {next.device, joining.local_staff, next.staff}));
        return save_identity(connection, next);
    }
    // A hub that was put back lacks what is here; any other has all that it may give.
    const Restart restart =
        joining.because == SyncState::kDeviceUnknown ? Restart::kHubPutBack : Restart::kTooLongAway;
    return rejoin(connection, capture_.clock(), *identity_, next,
                  {.restart = restart, .now = clock_.now()});
}

}  // namespace oppad::sync
