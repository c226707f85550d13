// A hub in memory behind a Transport, for tests of the tablet's side: the real codec, signature and
// merge; no roles, one organisation. Every fault of a network is a switch.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/client/transport.h"
#include "sync/wire/messages.h"
#include "tests/support/temp_store.h"

namespace oppad::test {

using namespace oppad::sync;

// What stands at the end of the wire.
class HubDoor {
public:
    virtual ~HubDoor() = default;
    virtual HttpReply answer(const HttpRequest& request) = 0;
};

// One tablet's way to the hub.
class LoopbackTransport final : public Transport {
public:
    explicit LoopbackTransport(HubDoor& hub) : hub_(hub) {}

    void send(HttpRequest request, Receiver receiver) override {
        waiting_.push_back({std::move(request), std::move(receiver)});
        ++sent;
    }

    // Carries every request that waits to the hub and its answer back; true when there was one.
    bool deliver();
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

    bool is_offline = false;
    std::size_t bytes_max = 0;                    // More, either way, is too slow; 0 = no bound.
    int replies_to_drop = 0;                      // The hub acts, the answer is lost.
    std::function<void(HttpReply&)> alter_reply;  // A portal, a proxy, a cut.
    std::function<void()> on_the_way;             // Between sending and the hub's answer.
    bool engine_is_busy = false;                  // What has come waits for take_one().
    // The oldest that waits; true when there was one.
    bool take_one();
    [[nodiscard]] std::size_t untaken() const { return untaken_.size(); }
    int sent = 0;
    std::vector<HttpReply> replies;  // All that were given, for playing one again.

private:
    struct Waiting {
        HttpRequest request;
        Receiver receiver;
    };
    HubDoor& hub_;
    std::deque<Waiting> waiting_;
    std::deque<Delivery> untaken_;
};

class LoopbackHub : public HubDoor {
public:
    HttpReply answer(const HttpRequest& request) override;

    // What everyone must become equal to.
    [[nodiscard]] const std::map<RecordKey, RecordState>& records() const { return records_; }
    void put(const RecordState& state);

    TestClock clock;
    Limits limits;
    int protocol = kProtocol;
    std::size_t state_bytes_max = 1'000'000;
    std::function<bool(const RecordState&)> refuses;  // Broken by a rule.
    std::vector<RawId> forget_next;                   // In the next answer.
    int batches_applied = 0;
    int requests = 0;
    Instant last_request_time;

private:
    HttpReply sync(const HttpRequest& request);
    HttpReply enrol(const HttpRequest& request);
    HttpReply fail(int status, const char* code) const;
    bool take_push(const SyncRequest& request, DeviceId device, SyncReply& reply);

    struct StoredBatch {
        Bytes hash;
        std::vector<Receipt> receipts;
        std::vector<Refusal> refusals;
    };
    std::map<DeviceId, Bytes> keys_;
    std::map<RecordKey, RecordState> records_;
    std::map<RecordKey, std::uint64_t> seqs_;
    std::map<std::pair<std::uint64_t, std::uint64_t>, StoredBatch> batches_;
    std::uint64_t seq_ = 0;
    DeviceId next_device_ = 100;
};

}  // namespace oppad::test
