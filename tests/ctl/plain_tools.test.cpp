// The hub as docs/developer-guide.md shows it to plain tools: curl, JSON, gzip, and headers signed
// by oppadctl.
#include <catch2/catch_test_macros.hpp>

#include "tests/ctl/hub_world.h"

namespace oppad::platform {

namespace {

using Json = nlohmann::json;

// What a shell prints for `script`. REQUIREs that it ends well.
std::string shell(Terminal& terminal, const std::string& script) {
    const Answer done = terminal.run_through({"/bin/bash", "-euo", "pipefail", "-c", script}, {});
    INFO(done.complaint);
    REQUIRE(done.code == ExitCode::kDone);
    return done.output;
}

}  // namespace

TEST_CASE("curl reads the hub in JSON, and exchanges with headers that oppadctl signed",
          "[ctl][process][hub]") {
    HubWorld hub{Wire::kPlain};
    hub.start();
    Terminal tablet;
    hub.join(tablet, "Leen Peeters");
    const std::string url = hub.url();
    const Json hello = Json::parse(shell(tablet, "curl -sf --compressed " + url + "/v1/hello"));
    CHECK(hello["organisation"] == "Huis van het Kind");
    CHECK(hello["limits"]["records"] == 1000);
    const Json document =
        Json::parse(shell(tablet, "curl -sf --compressed " + url + "/v1/openapi.json"));
    CHECK(document["openapi"] == "3.1.0");

    const std::string body = tablet.write_file(
        "body.json", R"({"protocol": 1, "incarnation": "0000000000000001", "batch": 0})");
    const std::string signing = "\"$0\" sign --store " + tablet.store() + " < " + body;
    const std::string headers = tablet.folder() + "/headers";
    const std::string reply =
        shell(tablet, signing + " > " + headers + "; curl -sf -H @" + headers +
                          " -H 'Content-Type: application/json' --data-binary @" + body + " " +
                          url + "/v1/sync");
    const Json answer = Json::parse(reply);
    CHECK(answer["has_more"] == false);
    CHECK(answer["changes"].size() == 1);  // The colleague that she is.
    // The same headers again are a replay.
    const Json refused = Json::parse(shell(
        tablet, "curl -s -H @" + headers + " -H 'Content-Type: application/json' --data-binary @" +
                    body + " " + url + "/v1/sync"));
    CHECK(refused["code"] == "replayed");
}

}  // namespace oppad::platform
