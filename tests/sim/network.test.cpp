// The network of a world: what an older tablet says and hears of how messages are packed.
#include "platform/sim/network.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "sync/client/exchange_parts.h"
#include "sync/wire/codec.h"

namespace oppad::sim {

namespace {

class HelloHub final : public HubDoor {
public:
    std::optional<hub::Response> answer(int /*tablet*/, const hub::Request& request) override {
        accepted = hub::find_header(request, "Accept-Encoding");
        const sync::Hello hello{.organisation = "House", .limits = {}, .dictionaries = {1, 2}};
        return hub::Response{.status = 200,
                             .content_type = "application/cbor",
                             .body = sync::encode(hello, sync::WireForm::kCbor)};
    }
    std::string accepted;
};

std::vector<int> dictionaries_told(Network& network, TrueTime& time, sync::HttpRequest request) {
    std::optional<sync::Hello> told;
    network.way_of(0).send(std::move(request), [&told](const Result<sync::HttpReply>& reply) {
        auto hello = reply ? sync::decode<sync::Hello>(reply->body, sync::WireForm::kCbor)
                           : Result<sync::Hello>{reply.error()};
        if (hello) told = *hello;
        return [] { return [] {}; };
    });
    while (!told && network.next_due()) {
        time.move_to(*network.next_due());
        network.deliver_next();
    }
    REQUIRE(told);
    return told->dictionaries;
}

}  // namespace

TEST_CASE("network: an older tablet hears of no packing but zstd, and names no other", "[sim]") {
    TrueTime time;
    HelloHub hub;
    Trace trace{Keeping::kHashOnly};
    Network network{time, hub, trace, 5, 1};
    network.set_older(0, false);
    CHECK(dictionaries_told(network, time, sync::make_get(sync::kHelloPath)).size() == 2);
    CHECK(hub.accepted.find(sync::kColumnsEncoding) != std::string::npos);
    network.set_older(0, true);
    CHECK(dictionaries_told(network, time, sync::make_get(sync::kHelloPath)).empty());
    CHECK(hub.accepted.empty());
    const auto post = sync::make_post("/v1/hello", {}, sync::Packing::kPlain);
    CHECK(dictionaries_told(network, time, post).empty());
    CHECK(hub.accepted == sync::kZstdEncoding);
}

TEST_CASE("network: some tablets are older, most are not", "[sim]") {
    TrueTime time;
    HelloHub hub;
    Trace trace{Keeping::kHashOnly};
    int older = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Network network{time, hub, trace, seed, 1};
        if (network.is_older(0)) ++older;
    }
    CHECK(older > 20);
    CHECK(older < 80);
}

}  // namespace oppad::sim
