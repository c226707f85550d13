// The real hub (HubApi over its store) in this process at the end of a tablet's wire, on virtual
// time.
#pragma once

#include "engine/core/log.h"
#include "tests/hub/support/test_hub.h"
#include "tests/sync/online_tablet.h"

namespace oppad::test {

class RealHub final : public HubDoor {
public:
    RealHub() { log::set_level(log::Level::kError); }

    HttpReply answer(const HttpRequest& request) override {
        const hub::Response response = inner.answer({.method = request.method,
                                                     .target = request.path,
                                                     .headers = request.headers,
                                                     .body = request.body});
        return {.status = response.status,
                .content_type = response.content_type,
                .body = response.body,
                .content_encoding = response.content_encoding};
    }
    std::string code_for(const std::string& name) {
        const auto user = inner.administration->add_user(name, Role::kOutreacher);
        REQUIRE(user);
        const auto code = inner.administration->make_code(*user);
        REQUIRE(code);
        return *code;
    }

    TestHub inner;
};

// A tablet whose records go where the hub says.
struct RealTablet : OnlineTablet {
    RealTablet(RealHub& hub, const std::string& name, std::uint64_t seed)
        : OnlineTablet(hub, hub.code_for(name), seed) {
        fixture.staff.scope = client->identity()->staff.scope;
    }
};

}  // namespace oppad::test
