// How a tablet becomes known: one code, once, for ten minutes, whatever happens to the answer.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "sync/server/auth/enrolment_code.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

Bytes key_of(std::uint8_t seed) { return Bytes(sync::kPublicKeyBytes, seed); }

}  // namespace

TEST_CASE("a code enrols one tablet with its user's name, role and scope", "[hub][auth]") {
    TestHub hub;
    const hub::User leen = required(hub.administration->add_user("Leen Peeters", Role::kNurse));
    const std::string code = required(hub.administration->make_code(leen));
    const auto reply = message_in<sync::EnrolReply>(hub.enrol_with(code, key_of(1)));
    CHECK(reply.staff_id == leen.id);
    CHECK(reply.staff_name == "Leen Peeters");
    CHECK(reply.role == "nurse");
    CHECK(reply.scope == hub.administration->organisation().team_scope);
    CHECK(reply.organisation == "Huis van het Kind");
    CHECK(reply.hub_time_ms == hub.clock.now().ms);

    const hub::Response second = hub.enrol_with(code, key_of(2));
    CHECK(second.status == 403);
    CHECK(hub.failure_in(second).code == "code");
    CHECK(required(hub.administration->list_devices()).size() == 1);

    SECTION("and the same tablet gets the same answer when the first was lost") {
        hub.reopen();
        const auto again = message_in<sync::EnrolReply>(hub.enrol_with(code, key_of(1)));
        CHECK(again.device == reply.device);
        CHECK(required(hub.administration->list_devices()).size() == 1);
    }
    SECTION("but not after the code's ten minutes") {
        hub.clock.advance(std::chrono::minutes{10});
        CHECK(hub.enrol_with(code, key_of(1)).status == 403);
    }
}

TEST_CASE("an expired, unknown or broken code enrols nobody", "[hub][auth]") {
    TestHub hub;
    const hub::User leen = required(hub.administration->add_user("Leen Peeters", Role::kNurse));
    std::string code = required(hub.administration->make_code(leen));
    SECTION("expired") { hub.clock.advance(std::chrono::minutes{10}); }
    SECTION("one character off") { code[0] = code[0] == 'A' ? 'B' : 'A'; }
    SECTION("too short") { code.pop_back(); }
    SECTION("too long") { code += "A"; }
    SECTION("empty") { code.clear(); }
    SECTION("not of its alphabet") { code[1] = '!'; }
    const hub::Response response = hub.enrol_with(code, key_of(1));
    CHECK(response.status == 403);
    CHECK(required(hub.administration->list_devices()).empty());
}

TEST_CASE("a code is read as people type it", "[hub][auth]") {
    const auto digest = hub::digest_of_code("ABCD-EF01-2345-6789");
    REQUIRE(digest.has_value());
    CHECK(hub::digest_of_code("abcdef0123456789") == digest);
    CHECK(hub::digest_of_code(" abcd efol 2345 6789 ") == digest);
    CHECK(hub::digest_of_code("ABCDEFOI23456789") == digest);
    CHECK(hub::digest_of_code("ABCD-EF01-2345-6780") != digest);
}

TEST_CASE("codes are long, readable and never the same", "[hub][auth]") {
    TestEntropy entropy;
    std::set<std::string> seen;
    for (int count = 0; count < 1'000; ++count) {
        const std::string code = hub::make_enrolment_code(entropy);
        CHECK(code.size() == 19);
        CHECK(code[4] == '-');
        CHECK(code.find_first_of("ILOUilou") == std::string::npos);
        CHECK(hub::digest_of_code(code).has_value());
        seen.insert(code);
    }
    CHECK(seen.size() == 1'000);
}

TEST_CASE("a code or a key isn't readable in what the hub keeps", "[hub][auth]") {
    TestHub hub;
    const hub::User leen = required(hub.administration->add_user("Leen Peeters", Role::kNurse));
    const std::string code = required(hub.administration->make_code(leen));
    require_success(hub.store->checkpoint());
    const auto content = required(hub.files.read(hub.paths.database()));
    REQUIRE(content.has_value());
    CHECK(as_text(*content).find(code) == std::string_view::npos);
    CHECK(as_text(*content).find("SQLite format") == std::string_view::npos);
}
