// The real oppadctl and the real oppad-hub over a real wire, plain on loopback and TLS with an
// authority of one's own: what goes well, and the sentence for each thing that doesn't.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "sync/wire/codec.h"
#include "tests/ctl/hub_world.h"

namespace oppad::platform {

namespace {

using Json = nlohmann::json;

void expect_refusal(const Answer& answer, ExitCode code, const char* sentence) {
    expect(answer, code);
    INFO(answer.complaint);
    CHECK(has(answer.complaint, sentence));
}

std::string failure_bytes(const char* code) {
    const Bytes body = sync::encode(sync::Failure{.code = code, .message = "no", .hub_time_ms = 1},
                                    sync::WireForm::kCbor);
    return std::string{as_text(body)};
}

std::set<std::string> staff_in(Terminal& tablet) {
    std::set<std::string> staff;
    for (const Json& colleague : shown(tablet, "staff")) staff.insert(colleague["name"]);
    return staff;
}

}  // namespace

TEST_CASE("a tablet with work of its own enrols, and a second one has all of it",
          "[ctl][process][hub]") {
    HubWorld hub{GENERATE(Wire::kPlain, Wire::kTls)};
    hub.start();
    Terminal first;
    expect(first.demo(20), ExitCode::kDone);
    const Answer enrolled = hub.enrol(first, hub.code_for("Leen Peeters"));
    expect(enrolled, ExitCode::kDone);
    CHECK(has(enrolled.output, "belongs to Huis van het Kind now, for Leen Peeters"));
    CHECK(has(enrolled.output, "waiting 0, refused 0"));
    const Answer synced = hub.sync(first);
    expect(synced, ExitCode::kDone);
    CHECK(has(synced.output, "Sent 0"));

    Terminal second;
    hub.join(second, "Omar Haddad");
    CHECK(shown(second, "families").size() == 20);
    require_equal(first, second);
    CHECK(staff_in(second) == std::set<std::string>{"Leen Peeters", "Omar Haddad"});
    std::string leen;
    for (const Json& colleague : shown(second, "staff")) {
        if (colleague["name"] == "Leen Peeters") leen = colleague["id"];
    }
    for (const Json& promise : shown(second, "follow_ups")) CHECK(promise["owner_id"] == leen);
    expect(second.run({"verify", "--store", second.store()}), ExitCode::kDone);
}

TEST_CASE("a code opens once, and a wrong one never", "[ctl][process][hub]") {
    HubWorld hub{Wire::kPlain};
    hub.start();
    Terminal first;
    const std::string code = hub.code_for("Leen Peeters");
    expect(hub.enrol(first, code), ExitCode::kDone);
    Terminal second;
    expect(second.demo(2), ExitCode::kDone);
    expect_refusal(hub.enrol(second, code), ExitCode::kRefusedByHub, "unknown, used");
    expect_refusal(hub.enrol(second, "AAAA-BBBB-CCCC"), ExitCode::kRefusedByHub, "unknown, used");
    expect_refusal(hub.sync(second), ExitCode::kNotEnrolled, "no hub yet");
    const std::string fresh = hub.code_for("Omar Haddad");
    expect_refusal(hub.enrol(first, fresh), ExitCode::kRefusedByHub, "belongs to a hub already");
    expect(hub.enrol(second, fresh), ExitCode::kDone);  // Not used up by the first's mistake.
    CHECK(shown(second, "families").size() == 2);
}

TEST_CASE("a hub that is down or has revoked the tablet is told, and the work stays",
          "[ctl][process][hub][hazard-29][hazard-45]") {
    HubWorld hub{GENERATE(Wire::kPlain, Wire::kTls)};
    hub.start();
    Terminal tablet;
    hub.join(tablet, "Leen Peeters");
    hub.stop();
    expect(tablet.run({"demo", "--into-hub", "--store", tablet.store(), "--families", "3",
                       "--contacts-per-family", "2"}),
           ExitCode::kDone);
    expect_refusal(hub.sync(tablet), ExitCode::kOffline, "could not be reached to the end");
    hub.start();
    hub.revoke_all();
    expect_refusal(hub.sync(tablet), ExitCode::kRefusedByHub, "does not accept this tablet");
    CHECK(shown(tablet, "families").size() == 3);
    const Answer whole = tablet.run({"verify", "--store", tablet.store()});
    expect(whole, ExitCode::kDone);
    CHECK_FALSE(has(whole.output, "unsent records            0"));
}

TEST_CASE("a tablet that was enrolled after the hub's backup is enrolled anew, and loses nothing",
          "[ctl][process][hub][hazard-26][hazard-29]") {
    HubWorld hub{Wire::kPlain};
    hub.start();
    Terminal before;
    hub.join(before, "Leen Peeters");
    const std::string backup = hub.back_up();
    Terminal after;
    hub.join(after, "Omar Haddad");
    const auto write_families = [&after](const char* count) {
        expect(after.run({"demo", "--into-hub", "--store", after.store(), "--families", count,
                          "--contacts-per-family", "2"}),
               ExitCode::kDone);
    };
    write_families("3");
    expect(hub.sync(after), ExitCode::kDone);
    hub.stop();
    hub.restore(backup);
    hub.start();
    expect_refusal(hub.sync(after), ExitCode::kRefusedByHub, "does not know this tablet");
    expect_refusal(hub.enrol(after, "AAAA-BBBB-CCCC"), ExitCode::kRefusedByHub, "unknown, used");
    CHECK(shown(after, "families").size() == 3);
    const Answer anew = hub.enrol(after, hub.code_for("Omar Haddad"));
    INFO(anew.complaint);
    CHECK(anew.code == ExitCode::kDone);  // Its log tells that the hub refused it first.
    expect(hub.sync(before), ExitCode::kDone);
    CHECK(shown(before, "families").size() == 3);
    expect(after.run({"verify", "--store", after.store()}), ExitCode::kDone);
    require_equal(before, after);
}

TEST_CASE("a tablet that another person takes shows them nothing, and is whole",
          "[ctl][process][hub][hazard-28]") {
    HubWorld hub{Wire::kPlain};
    hub.start();
    Terminal tablet;
    hub.join(tablet, "Leen Peeters");
    const auto write_families = [&tablet](const char* seed) {
        expect(tablet.run({"demo", "--into-hub", "--store", tablet.store(), "--families", "3",
                           "--contacts-per-family", "2", "--seed", seed}),
               ExitCode::kDone);
    };
    write_families("1");
    expect(hub.sync(tablet), ExitCode::kDone);
    write_families("2");
    const std::size_t families = shown(tablet, "families").size();
    hub.revoke_all();
    expect_refusal(hub.sync(tablet), ExitCode::kRefusedByHub, "does not accept this tablet");
    // Who enrols it lets nothing through afterwards.
    const sync::EnrolReply omar{.device = 77'777,
                                .staff_id = RawId{{9}},
                                .staff_name = "Omar Haddad",
                                .role = "outreacher",
                                .scope = RawId{{8}},
                                .organisation = "Huis van het Kind"};
    const Bytes enrolled = sync::encode(omar, sync::WireForm::kCbor);
    test::LoopbackServer gate{[&enrolled](int connection, const std::string& request) {
        const bool is_enrolment = request.find("/v1/enrol") != std::string::npos;
        test::send_all(connection, is_enrolment ? http_reply("200 OK", "application/cbor",
                                                             std::string{as_text(enrolled)})
                                                : http_reply("401 Unauthorized", "application/cbor",
                                                             failure_bytes("unknown_device")));
    }};
    expect_refusal(tablet.run({"enrol", "--store", tablet.store(), "--hub", gate.url("http"),
                               "--code", "AAAA-BBBB-CCCC"}),
                   ExitCode::kRefusedByHub, "does not know this tablet");
    for (const std::string& type : demo_words_of_types()) {
        CAPTURE(type);
        CHECK(shown(tablet, type).empty());
    }
    CHECK(shown(tablet, "staff").empty());
    expect(tablet.run({"verify", "--store", tablet.store()}), ExitCode::kDone);

    // A third person, who may see them. Its log tells that it was refused first.
    const Answer anew = hub.enrol(tablet, hub.code_for("Sara Claes"));
    INFO(anew.complaint);
    CHECK(anew.code == ExitCode::kDone);
    CHECK(shown(tablet, "families").size() == families);
    expect(tablet.run({"verify", "--store", tablet.store()}), ExitCode::kDone);
}

TEST_CASE("a hub whose certificate nobody vouches for gets nothing and changes nothing",
          "[ctl][process][hub][hazard-46]") {
    HubWorld hub{Wire::kTls};
    hub.start();
    Terminal tablet;
    const std::string code = hub.code_for("Leen Peeters");
    const test::TempFolder elsewhere;
    const std::string right = hub.authority_file;
    const std::string wrong = test::make_signed_certificate(elsewhere.path()).authority_file;
    for (const std::string& authority : {wrong, std::string{}}) {
        hub.authority_file = authority;
        expect_refusal(hub.enrol(tablet, code), ExitCode::kRefusedByHub, "The code was not used");
    }
    CHECK_FALSE(has(hub.log(), "path=enrol"));
    hub.authority_file = right;
    expect(hub.enrol(tablet, code), ExitCode::kDone);
    hub.authority_file = wrong;
    expect_refusal(hub.sync(tablet), ExitCode::kRefusedByHub, "prove to be our hub");
    hub.authority_file = right;
    expect(hub.sync(tablet), ExitCode::kDone);
}

TEST_CASE("a portal and a hub of another version are told apart, and change nothing",
          "[ctl][process][hub][hazard-46]") {
    HubWorld hub{Wire::kPlain};
    hub.start();
    Terminal enrolled;
    hub.join(enrolled, "Leen Peeters");
    hub.stop();
    Terminal fresh;
    {
        const Stranger portal{
            hub.port(),
            http_reply("200 OK", "text/html", "<html><body>Log in to the wifi</body></html>")};
        expect_refusal(hub.sync(enrolled), ExitCode::kRefusedByHub, "is not our hub");
        expect_refusal(hub.enrol(fresh, "AAAA-BBBB"), ExitCode::kRefusedByHub, "login page");
    }
    {
        const Stranger newer{hub.port(), http_reply("426 Upgrade Required", "application/cbor",
                                                    failure_bytes("version"))};
        expect_refusal(hub.sync(enrolled), ExitCode::kRefusedByHub, "don't understand each other");
        expect_refusal(hub.enrol(fresh, "AAAA-BBBB"), ExitCode::kRefusedByHub,
                       "don't understand each other");
    }
    hub.start();
    expect(hub.sync(enrolled), ExitCode::kDone);
    expect(hub.enrol(fresh, hub.code_for("Omar Haddad")), ExitCode::kDone);
}

}  // namespace oppad::platform
