// Asks the hub for page after page. The next one is asked for where the one before arrives, from
// the cursor that came with it: the hub and the network are at work while that page is read and the
// engine takes an earlier one in.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/capture/incoming.h"
#include "sync/client/exchange_parts.h"
#include "sync/client/transport.h"
#include "sync/tuning.h"
#include "sync/wire/messages.h"

namespace oppad::sync {

// An exchange that has come to its end.
struct ReceivedPage {
    Result<HttpReply> reply;
    Result<IncomingPage> page;  // An error without an answer of status 200.
    bool was_quick = false;     // The whole answer was here soon after it was asked for.
};

// Two threads touch it: the engine's asks and takes, the transport's receives and reads. Each
// answer that is under way holds it, so it may outlive the session that made it; then it lets go of
// what comes. Transport, clock and entropy are borrowed, and used from both threads.
class PageAsker : public std::enable_shared_from_this<PageAsker> {
public:
    using Take = std::function<void(const ReceivedPage&)>;
    struct Parts {
        Transport& transport;
        const Clock& clock;
        Entropy& entropy;
        SessionTuning tuning;
    };
    // Whether pages behind the answer may be asked for before it has been taken.
    enum class Following : std::uint8_t { kNone, kPages };

    // `take` is called once for each answer, in their order, on the engine thread.
    PageAsker(const Parts& parts, Signer signer, std::optional<Packing> packing, Take take);
    PageAsker(const PageAsker&) = delete;
    PageAsker& operator=(const PageAsker&) = delete;

    // `push` is the CBOR of what the message pushes. Thread: engine, as all that follows.
    HttpRequest make_request(const SyncRequest& message, ByteView push, Instant hub_now);
    // `request` is made of `message`. Requires: none is under way.
    void ask(HttpRequest request, const SyncRequest& message, Following following);
    // A page has been taken: one more may be asked for.
    void go_on();
    // What is under way still comes, and nothing behind it.
    void ask_no_more();
    // Nothing more is taken.
    void let_go();
    [[nodiscard]] bool is_under_way() const;

    // How many records to ask for: more after each full answer that came quickly.
    [[nodiscard]] int records_max() const;
    void expect(Expecting expecting);

private:
    // What is known of a request when its answer comes.
    struct Asked {
        std::string cursor;
        std::uint64_t incarnation = 0;
        std::optional<std::uint64_t> newest_batch;
        Following following = Following::kNone;
    };

    struct Behind {
        Asked asked;
        ReplyHead head;
    };

    // Both with the lock held.
    void send(HttpRequest request, Asked asked);
    void ask_behind(const Behind& behind);

    Reading receive(const Asked& asked, Result<HttpReply> reply);
    void note_head(const Asked& asked, const ReplyHead& head, bool was_quick);
    [[nodiscard]] Result<IncomingPage> read(const Asked& asked, ByteView content) const;
    void take(const ReceivedPage& received);

    const Parts parts_;
    const Signer signer_;
    const std::optional<Packing> packing_;
    const Take take_;
    bool is_let_go_ = false;  // The engine thread's.

    mutable std::mutex mutex_;  // Guards what follows.
    int under_way_ = 0;
    int may_ask_ = 0;  // So many pages more before one is taken.
    std::optional<Behind>
        unasked_;  // The page that came last, while nothing behind it may be asked.
    int records_max_;
    Expecting expecting_ = Expecting::kKnown;
    std::chrono::milliseconds asked_at_{0};  // The latest.
};

}  // namespace oppad::sync
