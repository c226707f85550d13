// One attempt to be level with the hub: hello where an exchange alone will not do, then exchanges
// until nothing is left on either side. Thrown away afterwards; whoever starts it again is
// SyncClient.
#pragma once

#include <chrono>
#include <memory>

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/capture/apply.h"
#include "sync/capture/capture.h"
#include "sync/capture/outbox.h"
#include "sync/capture/sync_identity.h"
#include "sync/client/copy_check.h"
#include "sync/client/exchange_parts.h"
#include "sync/client/transport.h"
#include "sync/sync_status.h"
#include "sync/tuning.h"
#include "sync/wire/compression.h"

namespace oppad::sync {

struct SessionCounts {
    int sent = 0;  // Acknowledged or refused: off the outbox.
    int received = 0;
};

// What one session teaches the next.
struct HubKnowledge {
    // Hello was answered once, and nothing has failed since.
    bool has_met = false;
    bool knows_time = false;
    Limits limits;
    Packing packing = Packing::kPlain;  // Of requests.
};

// What was kept of it when the store was open before.
Result<HubKnowledge> recall_hub(storage::Connection& connection);

// Borrows all it is made of. A reply that comes back when it has gone is dropped. Thread: engine
// only.
class Session {
public:
    Session(Capture& capture, Transport& transport, Entropy& entropy, SyncIdentity& identity,
            HubKnowledge& hub, const SessionTuning& tuning);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    // Ends it after the answer that is under way; nothing is cut off.
    void end_soon() { ends_soon_ = true; }

    [[nodiscard]] bool is_over() const { return over_; }
    // kIdle when all went; kConnecting and kExchanging while it runs; else why it ended.
    [[nodiscard]] SyncState state() const { return state_; }
    [[nodiscard]] const SessionCounts& counts() const { return counts_; }

private:
    [[nodiscard]] Result<bool> needs_hello();
    void send_hello();
    void take_hello(const Received<Hello>& received);
    void send_exchange();
    Result<HttpRequest> next_request();
    Result<HttpRequest> begin_request();
    [[nodiscard]] bool is_above_limits(const HttpRequest& request) const;
    // Of batch_.
    Result<HttpRequest> make_request();
    HttpRequest signed_request(const SyncRequest& message);
    void post(HttpRequest request);
    // Whether the next page may be asked for while this one is taken in: nothing waits to be sent.
    [[nodiscard]] Result<bool> may_ask_ahead(const SyncReply& reply) const;
    Status ask_ahead(const SyncReply& reply);
    void take_exchange(const Received<IncomingPage>& received);
    void take_page(const IncomingPage& page);
    void size_next_exchange(const IncomingPage& page);
    Status note_told();
    void take_failure(const HttpReply& reply);
    void take_clock(const Failure& failure);
    void send_less();
    void go_on_as_a_copy();
    Result<bool> has_more_to_ask(const SyncReply& reply, const Applied& applied);
    // Ends the session when `status` failed, and says whether it did.
    bool has_failed(const Status& status);
    void end(SyncState state);

    Capture& capture_;
    Transport& transport_;
    Entropy& entropy_;
    SyncIdentity& identity_;
    HubKnowledge& hub_;
    const SessionTuning& tuning_;
    SyncState state_ = SyncState::kConnecting;
    SessionCounts counts_;
    CopyCheck copies_;
    Batch batch_;    // Under way.
    Limits limits_;  // What the hub takes, and less after it was too much.
    int pull_records_max_;
    int batch_growth_ = 1;
    Expecting expecting_ = Expecting::kKnown;  // Of the next page.
    std::chrono::milliseconds asked_at_{0};
    int exchanges_ = 0;
    std::shared_ptr<const bool> life_ = std::make_shared<const bool>(true);  // Ends with it.
    bool is_asked_ahead_ = false;  // The answer behind the one in hand is under way already.
    bool over_ = false;
    bool ends_soon_ = false;
    bool tells_names_ = false;  // The request that is under way.
    bool clock_was_corrected_ = false;
    bool incarnation_is_new_ = false;
};

}  // namespace oppad::sync
