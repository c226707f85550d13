// The code lists of assets/codes: sound JSON, no code twice, every label in three languages, and
// the built-in themes the same as in the engine.
#include "engine/domain/theme_codes.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "engine/domain/text.h"
#include "tests/support/source_dir.h"

namespace {

nlohmann::json read_list(const std::string& name) {
    std::ifstream file(oppad::test::source_dir() + "/assets/codes/" + name + ".json");
    REQUIRE(file.is_open());
    return nlohmann::json::parse(file);
}

}  // namespace

TEST_CASE("every code list has unique codes and three labels each", "[domain][codes]") {
    const std::string name = GENERATE("themes", "target_groups", "service_domains", "not_enrolled",
                                      "partner_roles", "languages");
    std::set<std::string> codes;
    for (const auto& entry : read_list(name)) {
        const std::string code = entry.at("code");
        INFO(name << " " << code);
        CHECK(codes.insert(code).second);
        for (const char* language : {"nl", "fr", "en"}) {
            const std::string label = entry.at(language);
            CHECK_FALSE(label.empty());
            CHECK(label == oppad::tidied(label));
            // As in the texts of the screens, where they stand.
            const bool is_english = std::string_view{language} == "en";
            CHECK((is_english || label.find('\'') == std::string::npos));
        }
    }
    CHECK(codes.size() >= 6);
}

TEST_CASE("the engine offers the themes of the list, in its order", "[domain][codes]") {
    std::vector<std::string> codes;
    for (const auto& entry : read_list("themes")) codes.push_back(entry.at("code"));
    CHECK(std::equal(codes.begin(), codes.end(), oppad::kThemeCodes.begin(),
                     oppad::kThemeCodes.end()));
}
