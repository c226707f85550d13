// The one network of a world: messages that arrive late, twice, cut off or never, all from a seed.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "platform/sim/ports.h"
#include "platform/sim/trace.h"
#include "sync/client/transport.h"
#include "sync/server/api/request.h"

namespace oppad::sim {

// How a tablet's way to the hub is.
enum class Weather { kGood, kBad, kNone, kPortal };

class HubDoor {
public:
    virtual ~HubDoor() = default;
    // Nothing when no hub answers: it is down, or went down while it answered.
    virtual std::optional<hub::Response> answer(int tablet, const hub::Request& request) = 0;
};

// Borrows all it is made of. What it delivers runs inside deliver_next().
class Network {
public:
    Network(const TrueTime& time, HubDoor& hub, Trace& trace, std::uint64_t seed, int tablets);
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    ~Network();

    sync::Transport& way_of(int tablet);
    // What it says and hears is what a version said and heard that knew zstd alone: no dictionary,
    // no columns.
    [[nodiscard]] bool is_older(int tablet) const { return older_.at(index(tablet)); }
    void set_older(int tablet, bool is_older) { older_.at(index(tablet)) = is_older; }
    void set_weather(int tablet, Weather weather) { weather_.at(index(tablet)) = weather; }
    // The tablet's program has died: nobody waits for its answers. Its requests still travel.
    void forget_call(int tablet);

    // On the true time; nothing when nothing is on its way.
    [[nodiscard]] std::optional<Ms> next_due() const;
    // Requires: next_due() has come. Returns the tablet that it concerned.
    int deliver_next();

private:
    class Way;
    enum class AnswerFate { kWhole, kLost, kCutShort };
    struct Journey {
        int tablet = 0;
        std::uint64_t call = 0;
        std::optional<hub::Request> request;  // None: an answer on its way back.
        AnswerFate fate = AnswerFate::kWhole;
        std::uint64_t chance = 0;
        Result<sync::HttpReply> reply = Error{ErrorCode::kOffline, "no answer"};
        bool is_look = false;  // The engine takes the oldest answer that waits for it.
    };
    struct Call {
        std::uint64_t number = 0;
        sync::Receiver receiver;
    };

    static std::size_t index(int tablet) { return static_cast<std::size_t>(tablet); }
    void send(int tablet, sync::HttpRequest request, sync::Receiver receiver);
    void send_through_bad_weather(Journey journey, platform::Dice& dice);
    // Of the chance of what a tablet sent last.
    [[nodiscard]] std::uint64_t stream_of(int tablet) const;
    void put(Ms delay, Journey journey);
    void put_reply(int tablet, Ms delay, Result<sync::HttpReply> reply);
    void arrive_at_hub(Journey journey);
    void arrive_at_tablet(const Journey& journey);
    void take_oldest(int tablet);

    const TrueTime& time_;
    HubDoor& hub_;
    Trace& trace_;
    std::uint64_t seed_;
    std::uint64_t calls_ = 0;
    std::uint64_t journeys_ = 0;
    std::vector<std::unique_ptr<Way>> ways_;
    std::vector<Weather> weather_;
    std::vector<bool> older_;
    std::vector<std::uint64_t> sent_;  // Per tablet, so that one's chance depends on no other.
    std::vector<std::optional<Call>> open_calls_;
    bool has_busy_engines_;  // Answers wait for some while pages behind them are fetched.
    std::vector<std::deque<sync::Delivery>> untaken_;
    std::map<std::pair<Ms, std::uint64_t>, Journey> under_way_;
};

}  // namespace oppad::sim
