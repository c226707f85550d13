// The yearly report as the network coordinator gets it: counts, and nobody's name.
#include "tests/ctl/terminal.h"

namespace oppad::platform {

TEST_CASE("a year is reported in counts, small ones hidden, and without anybody's name",
          "[ctl][process][secrecy]") {
    using Json = nlohmann::json;
    Terminal terminal;
    REQUIRE(terminal.demo(40).code == ExitCode::kDone);
    const Answer counted = terminal.run({"report", "--store", terminal.store(), "--json"});
    REQUIRE(counted.code == ExitCode::kDone);
    const Json report = Json::parse(counted.output);
    CHECK(report["contacts"].get<int>() > 0);
    CHECK(report["families_reached"].get<int>() >= 40);
    CHECK(report["months"].size() == 12);
    CHECK_FALSE(report["themes"].empty());
    for (const Json& place : report["places"]) {
        const Json& families = place["families_reached"];
        const bool is_shown = families.is_number() && families.get<int>() >= 5;
        CHECK((is_shown || families == "<5"));
    }
    const Answer table = terminal.run({"report", "--store", terminal.store(), "--year", "1999"});
    REQUIRE(table.code == ExitCode::kDone);
    CHECK(table.output.find("families reached\t0\n") != std::string::npos);

    const Answer families =
        terminal.run({"show", "--store", terminal.store(), "families", "--json"});
    const Answer this_year = terminal.run({"report", "--store", terminal.store()});
    for (const Json& family : Json::parse(families.output)) {
        const auto name = family["name"].get<std::string>();
        CHECK(this_year.output.find(name) == std::string::npos);
        CHECK(counted.output.find(name) == std::string::npos);
    }
    CHECK(terminal.run({"report", "--store", terminal.store(), "--year", "next"}).code ==
          ExitCode::kUsage);
}

}  // namespace oppad::platform
