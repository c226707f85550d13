// One attempt to be level with the hub: hello where an exchange alone will not do, then exchanges
// until nothing is left on either side. Thrown away afterwards; whoever starts it again is
// SyncClient.
#pragma once

#include <memory>

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/capture/apply.h"
#include "sync/capture/capture.h"
#include "sync/capture/outbox.h"
#include "sync/capture/sync_identity.h"
#include "sync/client/copy_check.h"
#include "sync/client/exchange_parts.h"
#include "sync/client/page_asker.h"
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
    // What goes at once is halved so often: the way was too slow for more.
    int halvings = 0;
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
    ~Session();

    void start();
    // Ends it after the answer that is under way; nothing is cut off.
    void end_soon() { ends_soon_ = true; }

    [[nodiscard]] bool is_over() const { return over_; }
    // kIdle when all went; kConnecting and kExchanging while it runs; else why it ended.
    [[nodiscard]] SyncState state() const { return state_; }
    [[nodiscard]] const SessionCounts& counts() const { return counts_; }

private:
    [[nodiscard]] Result<bool> needs_hello();
    void use_limits(const Limits& limits);
    void send_hello();
    void take_hello(const Received<Hello>& received);
    void send_exchange();
    // What is asked, in both forms.
    struct Question {
        SyncRequest message;  // But for what it pushes.
        HttpRequest request;
    };
    Result<Question> next_question();
    Result<Question> begin_question();
    [[nodiscard]] bool is_above_limits(const HttpRequest& request) const;
    // Of batch_.
    Result<Question> make_question();
    void make_asker();
    void take_error(const Error& error);
    // Whether pages may be asked for before their turn: nothing waits to be sent.
    [[nodiscard]] Result<PageAsker::Following> following() const;
    void take_exchange(const ReceivedPage& received);
    [[nodiscard]] Ending ending_of(const IncomingPage& page) const;
    void take_page(const IncomingPage& page);
    void go_on();
    void start_over();
    Status note_told();
    void take_failure(const HttpReply& reply);
    void take_clock(const Failure& failure);
    void send_less();
    void send_unpacked();
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
    int batch_growth_ = 1;
    int exchanges_ = 0;
    int held_records_ = 0;              // Taken in and not committed.
    bool was_quick_ = false;            // The answer in hand.
    std::shared_ptr<PageAsker> asker_;  // From hello on.
    std::shared_ptr<const bool> life_ = std::make_shared<const bool>(true);  // Ends with it.
    bool over_ = false;
    bool ends_soon_ = false;
    bool tells_names_ = false;  // The request that is under way.
    bool packs_ = true;         // Until something on the way is in its way.
    bool clock_was_corrected_ = false;
    bool incarnation_is_new_ = false;
};

}  // namespace oppad::sync
