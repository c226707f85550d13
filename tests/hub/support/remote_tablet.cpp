#include "tests/hub/support/remote_tablet.h"

namespace oppad::test {

hub::Response to_response(const RawReply& reply) {
    hub::Response response{.status = reply.status, .body = reply.body};
    if (!reply.body.empty() && reply.body[0] == 0x28) response.content_encoding = "zstd";
    return response;
}

void learn_time(HttpClient& client, TestHub& world) {
    const auto hello =
        message_in<sync::Hello>(to_response(client.send({.method = "GET", .target = "/v1/hello"})));
    world.clock.wall = Instant{hello.hub_time_ms};
}

TestTablet enrol_over(HttpClient& client, TestHub& world, const std::string& code) {
    learn_time(client, world);
    Secret seed{sync::kSeedBytes};
    world.entropy.fill(seed.bytes());
    sync::KeyPair keys = sync::make_key_pair(seed);
    hub::Request request{.method = "POST", .target = "/v1/enrol"};
    request.headers = {{"Content-Type", "application/cbor"}};
    request.body = sync::encode(sync::EnrolRequest{.code = code, .public_key = keys.public_key},
                                sync::WireForm::kCbor);
    const auto reply = message_in<sync::EnrolReply>(to_response(client.send(request)));
    return {world, reply.device, std::move(keys), reply.scope};
}

sync::SyncReply exchange_over(HttpClient& client, TestTablet& tablet) {
    return tablet.take_in(to_response(client.send(tablet.signed_request(tablet.next_request()))));
}

}  // namespace oppad::test
