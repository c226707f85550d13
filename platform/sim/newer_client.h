// A client of a later version, on the wire alone: it writes fields and record types that today's
// tablets don't know, and erases for good. It pulls by looking at the hub.
#pragma once

#include <optional>

#include "platform/sim/book.h"
#include "platform/sim/hub.h"
#include "platform/sim/trace.h"
#include "sync/wire/clock.h"
#include "sync/wire/signature.h"

namespace oppad::sim {

// Number of the client in the book and in the grants.
inline constexpr int kNewerAuthor = -1;

class NewerClient {
public:
    NewerClient(Hub& hub, Book& book, Trace& trace, const Clock& clock, std::uint64_t seed);

    // Fails: as the hub.
    Status enrol(const std::string& code);
    // Requires: enrolled, an open hub. Nothing happens when the hub can't answer.
    void write_unknown(platform::Dice& dice, const RawId& scope);
    void erase(platform::Dice& dice);

private:
    std::optional<RecordKey> pick(platform::Dice& dice) const;
    void push(sync::RecordState state, EntryId entry);
    hub::Request signed_request(Bytes body);
    // Lost, cut short, answered to nobody or brought twice, and said again a few times. Nothing
    // when no answer came; `has_arrived` tells whether the hub may have taken it.
    std::optional<hub::Response> send(const Bytes& body, bool& has_arrived);

    Hub& hub_;
    Book& book_;
    Trace& trace_;
    const Clock& clock_;
    SimEntropy entropy_;
    platform::Dice network_;
    sync::KeyPair keys_;
    sync::DeviceId device_ = 0;
    std::optional<sync::HybridClock> stamps_;
    std::uint64_t batch_ = 0;
};

}  // namespace oppad::sim
