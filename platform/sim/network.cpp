#include "platform/sim/network.h"

#include <utility>

#include "sync/wire/codec.h"
#include "sync/wire/compression.h"

namespace oppad::sim {

namespace {

constexpr std::uint64_t kOlder = 0xc00;  // A stream of chance for each tablet.
constexpr Ms kGivesUpAfter{120'000};     // TransportTuning::total_timeout_ms.

Error offline() { return {ErrorCode::kOffline, "simulated"}; }

sync::HttpReply portal_page() {
    constexpr std::string_view kPage = "<html>Welcome. Accept the terms to go online.</html>";
    return {.status = 200, .content_type = "text/html", .body = Bytes{kPage.begin(), kPage.end()}};
}

hub::Request to_hub(sync::HttpRequest request) {
    return {.method = std::move(request.method),
            .target = std::move(request.path),
            .headers = std::move(request.headers),
            .body = std::move(request.body)};
}

sync::HttpReply to_tablet(hub::Response response) {
    return {.status = response.status,
            .content_type = std::move(response.content_type),
            .body = std::move(response.body),
            .content_encoding = std::move(response.content_encoding)};
}

void cut_short(Bytes& bytes, platform::Dice& dice) {
    if (!bytes.empty()) bytes.resize(static_cast<std::size_t>(dice.next() % bytes.size()));
}

// Headers are not signed, so the tablet's own request may stand for the older one.
void say_as_older(sync::HttpRequest& request) {
    for (auto& [name, value] : request.headers)
        if (name == "Accept-Encoding") value = request.method == "GET" ? "" : sync::kZstdEncoding;
}

// From a hub of then: a tablet packs in no way that it doesn't list.
void hear_as_older(hub::Response& hello) {
    auto known = sync::decode<sync::Hello>(hello.body, sync::WireForm::kCbor);
    if (!known) return;
    known->dictionaries.clear();
    hello.body = sync::encode(*known, sync::WireForm::kCbor);
}

// In few steps, so that tablets learn the hub's time with the same error now and then, and make
// equal stamps.
Ms travel_time(platform::Dice& dice) { return Ms{100 * dice.between(1, 4)}; }

}  // namespace

class Network::Way final : public sync::Transport {
public:
    Way(Network& network, int tablet) : network_(network), tablet_(tablet) {}
    void send(sync::HttpRequest request, sync::Receiver receiver) override {
        network_.send(tablet_, std::move(request), std::move(receiver));
    }

private:
    Network& network_;
    int tablet_;
};

Network::Network(const TrueTime& time, HubDoor& hub, Trace& trace, std::uint64_t seed, int tablets)
    : time_(time),
      hub_(hub),
      trace_(trace),
      seed_(seed),
      has_busy_engines_(mixed(seed, 0xb5) % 4 == 0) {
    for (int tablet = 0; tablet < tablets; ++tablet) {
        ways_.push_back(std::make_unique<Way>(*this, tablet));
    }
    weather_.resize(ways_.size(), Weather::kGood);
    for (int tablet = 0; tablet < tablets; ++tablet)
        older_.push_back(mixed(seed, kOlder + static_cast<std::uint64_t>(tablet)) % 5 == 0);
    sent_.resize(ways_.size());
    open_calls_.resize(ways_.size());
    untaken_.resize(ways_.size());
}

Network::~Network() = default;

sync::Transport& Network::way_of(int tablet) { return *ways_.at(index(tablet)); }

void Network::forget_call(int tablet) {
    open_calls_.at(index(tablet)).reset();
    untaken_.at(index(tablet)).clear();
}

std::uint64_t Network::stream_of(int tablet) const {
    return static_cast<std::uint64_t>(tablet) * 1'000'003U + sent_.at(index(tablet));
}

void Network::put(Ms delay, Journey journey) {
    under_way_.emplace(std::pair{time_.elapsed() + delay, ++journeys_}, std::move(journey));
}

void Network::put_reply(int tablet, Ms delay, Result<sync::HttpReply> reply) {
    Journey journey{.tablet = tablet, .call = open_calls_.at(index(tablet))->number};
    journey.reply = std::move(reply);
    put(delay, std::move(journey));
}

void Network::send(int tablet, sync::HttpRequest request, sync::Receiver receiver) {
    const std::size_t at = index(tablet);
    if (older_[at]) say_as_older(request);
    open_calls_[at] = Call{++calls_, std::move(receiver)};
    ++sent_[at];
    platform::Dice dice{mixed(seed_, stream_of(tablet))};
    put_reply(tablet, kGivesUpAfter, offline());
    Journey journey{.tablet = tablet, .call = calls_, .request = to_hub(std::move(request))};
    journey.chance = dice.next();
    switch (weather_[at]) {
        case Weather::kGood:
            return put(travel_time(dice), std::move(journey));
        case Weather::kBad:
            return send_through_bad_weather(std::move(journey), dice);
        case Weather::kNone:
            return put_reply(tablet, Ms{50}, offline());
        case Weather::kPortal:
            return put_reply(tablet, travel_time(dice), portal_page());
    }
}

void Network::send_through_bad_weather(Journey journey, platform::Dice& dice) {
    const int tablet = journey.tablet;
    const int fate = dice.between(1, 100);
    Ms delay = travel_time(dice);
    if (fate <= 10) return put_reply(tablet, delay, offline());  // Lost on the way.
    if (fate <= 14) {
        sync::HttpReply gateway = portal_page();
        gateway.status = 502;
        return put_reply(tablet, delay, std::move(gateway));
    }
    if (fate <= 16) return put_reply(tablet, delay, Error{ErrorCode::kDenied, "other certificate"});
    if (fate <= 22) cut_short(journey.request->body, dice);
    if (fate > 22 && fate <= 36) journey.fate = AnswerFate::kLost;
    if (fate > 36 && fate <= 46) journey.fate = AnswerFate::kCutShort;
    // Later than the tablet waits, and perhaps than what it sends next.
    if (fate > 46 && fate <= 56) delay += Ms{dice.between(1'000, 400'000)};
    if (fate > 56 && fate <= 68) {
        Journey again = journey;
        again.chance = dice.next();
        put(delay + Ms{dice.between(1, 60'000)}, std::move(again));
    }
    put(delay, std::move(journey));
}

std::optional<Ms> Network::next_due() const {
    if (under_way_.empty()) return std::nullopt;
    return under_way_.begin()->first.first;
}

int Network::deliver_next() {
    Journey journey = std::move(under_way_.extract(under_way_.begin()).mapped());
    const int tablet = journey.tablet;
    if (journey.is_look)
        take_oldest(tablet);
    else if (journey.request)
        arrive_at_hub(std::move(journey));
    else
        arrive_at_tablet(journey);
    return tablet;
}

void Network::arrive_at_hub(Journey journey) {
    platform::Dice dice{journey.chance};
    std::optional<hub::Response> response = hub_.answer(journey.tablet, *journey.request);
    Journey back{.tablet = journey.tablet, .call = journey.call};
    back.reply = offline();
    const Ms delay = travel_time(dice);
    if (!response) return put(delay, std::move(back));
    if (is_older(journey.tablet) && journey.request->target == "/v1/hello")
        hear_as_older(*response);
    trace_.note("answer " + std::to_string(response->status) + " for tablet " +
                std::to_string(journey.tablet) + ", bytes " +
                std::to_string(response->body.size()));
    // A connection that breaks is noticed; a proxy may hand on what it has as if it were whole.
    const bool is_noticed = journey.fate == AnswerFate::kLost || dice.chance(50);
    if (journey.fate == AnswerFate::kWhole) {
        back.reply = to_tablet(std::move(*response));
    } else if (!is_noticed) {
        cut_short(response->body, dice);
        back.reply = to_tablet(std::move(*response));
    }
    put(delay, std::move(back));
}

void Network::arrive_at_tablet(const Journey& journey) {
    std::optional<Call>& open = open_calls_.at(index(journey.tablet));
    if (!open || open->number != journey.call) return;  // Answered, given up, or dead.
    const Call call = std::move(*open);
    open.reset();
    const int tablet = journey.tablet;
    untaken_.at(index(tablet)).push_back(call.receiver(journey.reply)());
    platform::Dice dice{mixed(~seed_, stream_of(tablet))};
    if (!has_busy_engines_ || dice.chance(30)) return take_oldest(tablet);
    put(Ms{dice.between(1, 900)}, Journey{.tablet = tablet, .is_look = true});
}

// Each answer comes with one look, so all are taken, in the order in which they came.
void Network::take_oldest(int tablet) {
    auto& untaken = untaken_.at(index(tablet));
    if (untaken.empty()) return;  // The tablet went off meanwhile.
    const sync::Delivery delivery = std::move(untaken.front());
    untaken.pop_front();
    delivery();
}

}  // namespace oppad::sim
