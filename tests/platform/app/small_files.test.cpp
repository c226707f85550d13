// The two readable files beside the store: what is written comes back, and what was damaged by hand
// or by a crash falls back on defaults.
#include "platform/app/small_files.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/platform/app/fake_tablet.h"

namespace oppad::platform {
namespace {

using test::MemoryFiles;

TEST_CASE("preferences come back as they were saved", "[platform][app]") {
    MemoryFiles files;
    const ui::Preferences saved{.language = "fr",
                                .theme = ui::ThemeChoice::kSun,
                                .text_percent = 150,
                                .left_handed = true,
                                .idle_lock_minutes = 5,
                                .keyboard_layout = ui::KeyboardLayout::kQwerty,
                                .keyboard_shown = ui::KeyboardShown::kNever,
                                .tour_seen = true};
    REQUIRE(save_preferences(files, "/store", saved).has_value());
    CHECK(load_preferences(files, "/store") == saved);
}

TEST_CASE("a language that came with its file alone is still chosen at the next start",
          "[platform][app]") {
    MemoryFiles files;
    const char* code = GENERATE("de", "tzm", "pt-BR", "sr_Latn");
    REQUIRE(save_preferences(files, "/store", {.language = code}).has_value());
    CHECK(load_preferences(files, "/store").language == code);
}

TEST_CASE("what is no code of a language is not taken for one", "[platform][app]") {
    MemoryFiles files;
    const char* code = GENERATE("", "d", "deutsch", "DE", "de-", "../de", "de\n", "d3");
    REQUIRE(save_preferences(files, "/store", {.language = code}).has_value());
    CHECK(load_preferences(files, "/store").language == ui::Preferences{}.language);
}

TEST_CASE("a damaged preferences file gives the defaults", "[platform][app]") {
    MemoryFiles files;
    const char* content = GENERATE("", "{", "[1,2]", "null", "\xff\xfe{}",
                                   R"({"language":7,"theme":7,"text_percent":7000,)"
                                   R"("left_handed":"yes","idle_lock_minutes":-1})",
                                   R"({"idle_lock_minutes":99999999999999999999})");
    const ByteView bytes = as_bytes(content);
    files.content["/store/preferences.json"] = Bytes(bytes.begin(), bytes.end());
    CHECK(load_preferences(files, "/store") == ui::Preferences{});
}

TEST_CASE("one wrong value leaves the others as they were", "[platform][app]") {
    MemoryFiles files;
    const ByteView bytes = as_bytes(R"({"language":"en","text_percent":"big"})");
    files.content["/store/preferences.json"] = Bytes(bytes.begin(), bytes.end());
    const ui::Preferences loaded = load_preferences(files, "/store");
    CHECK(loaded.language == "en");
    CHECK(loaded.text_percent == 100);
}

TEST_CASE("lock screen facts come back as they were saved", "[platform][app]") {
    MemoryFiles files;
    const LockScreenFacts facts{"Huis van het Kind", Instant{1'700'000'000'123}, 12};
    REQUIRE(save_lock_screen_facts(files, "/store", facts).has_value());
    CHECK(load_lock_screen_facts(files, "/store") == facts);
    CHECK(load_lock_screen_facts(files, "/elsewhere") == LockScreenFacts{});
}

TEST_CASE("a full disk is told and keeps the former preferences", "[platform][app]") {
    MemoryFiles files;
    REQUIRE(save_preferences(files, "/store", {.language = "fr"}).has_value());
    files.is_full = true;
    const Status saved = save_preferences(files, "/store", {.language = "en"});
    REQUIRE_FALSE(saved.has_value());
    CHECK(saved.error().code == ErrorCode::kDiskFull);
    CHECK(load_preferences(files, "/store").language == "fr");
}

}  // namespace
}  // namespace oppad::platform
