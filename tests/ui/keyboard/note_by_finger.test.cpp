// A note written on a tablet without a keyboard: a resting finger selects, a drag scrolls, and what
// Ctrl does elsewhere stands beside the text.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>
#include <sstream>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot blank() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

void write_a_note(TestApp& app) {
    app.tap("rail_log_contact");
    app.tap("note");
    for (const char* key : {"key_a", "key_z", "key_space", "key_e", "key_r"}) app.tap(key);
}

// What of it is kept as a draft.
std::string kept_note(TestApp& app) {
    app.pass(1s);
    const auto kept = app.take_commands<engine::SaveDraft>();
    return kept.empty() ? "?" : kept.back().draft.note;
}

std::string clipboard() {
    const char* text = ImGui::GetClipboardText();
    return text == nullptr ? "" : text;
}

}  // namespace

TEST_CASE("a finger that rests on a word selects it, and what is typed takes its place",
          "[ui][note]") {
    TestApp app(blank());
    write_a_note(app);
    app.hold("note", 600ms);
    app.tap("key_t");
    CHECK(kept_note(app) == "az t");
}

TEST_CASE("a finger that rests on a note nobody writes in begins to write there", "[ui][note]") {
    TestApp app(blank());
    write_a_note(app);
    app.tap("key_hide");
    app.tap("rail_today");
    app.tap("rail_log_contact");
    REQUIRE_FALSE(app.has("key_hide"));
    app.hold("note", 600ms);
    CHECK(app.has("key_hide"));
    app.tap("key_t");
    CHECK(kept_note(app) == "az t");
}

TEST_CASE("words are cut and pasted elsewhere without a keyboard", "[ui][note]") {
    TestApp app(blank());
    write_a_note(app);
    CHECK_FALSE(app.has("text_cut"));
    app.hold("note", 600ms);
    app.tap("text_cut");
    CHECK(clipboard() == "er");
    CHECK(kept_note(app) == "az ");
    app.tap("text_paste");
    app.tap("key_space");
    app.tap("key_t");
    app.hold("note", 600ms);
    app.tap("text_copy");
    CHECK(clipboard() == "t");
    CHECK(kept_note(app) == "az er t");
}

TEST_CASE("what was typed is taken back by a tap", "[ui][note]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("note");
    CHECK_FALSE(app.has("text_undo"));
    for (const char* key : {"key_a", "key_space", "key_z"}) app.tap(key);
    app.tap("text_undo");
    CHECK(kept_note(app) == "a ");
}

TEST_CASE("a drag over the note that is written in scrolls it and selects nothing", "[ui][note]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("note");
    for (int line = 0; line < 40; ++line) {
        app.tap("key_a");
        app.tap("key_enter");
    }
    const std::string before = kept_note(app);
    app.drag("note", 150);
    app.pass(1s);
    app.tap("key_z");
    CHECK(kept_note(app) == before + "z");
}

TEST_CASE("no line of a narrow note ends within a word", "[ui][note]") {
    const int percent = GENERATE(100, 150, 200);
    INFO(percent << " %");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(blank(), preferences, {800, 1280, 1});
    app.tap("rail_log_contact");
    app.scroll_to("note");
    app.tap("note");
    const std::vector<std::string> words{"schoolrekening", "van", "de",     "hoogste",
                                         "kleuterklas",    "op",  "maandag"};
    std::set<std::string> whole(words.begin(), words.end());
    std::string line;
    for (int i = 0; i < 40; ++i) line += words[static_cast<std::size_t>(i) % words.size()] + ' ';
    app.type(line);
    app.press(ImGuiKey_Escape);
    std::size_t lines = 0;
    for (const ui::DrawnText& drawn : app.ledger().texts) {
        if (drawn.scroll != "note_scroll") continue;
        ++lines;
        std::istringstream in(drawn.text);
        for (std::string word; in >> word;) {
            INFO(drawn.text << " holds " << word);
            CHECK(whole.count(word) == 1);
        }
    }
    CHECK(lines > 3);
}

TEST_CASE("a word that is longer than its note breaks, and loses no letter", "[ui][note]") {
    TestApp app(blank(), {}, {800, 1280, 1});
    app.tap("rail_log_contact");
    app.scroll_to("note");
    app.tap("note");
    std::string word;
    for (int i = 0; i < 150; ++i) word += static_cast<char>('a' + i % 26);
    app.type("kort " + word);
    std::string drawn;
    std::size_t lines = 0;
    for (const ui::DrawnText& line : app.ledger().texts) {
        if (line.scroll != "note_scroll") continue;
        ++lines;
        drawn += line.text;
    }
    CHECK(lines > 2);
    CHECK(drawn.find(word) != std::string::npos);
}

TEST_CASE("with a real keyboard a drag over the note selects", "[ui][note]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("een\ntwee\ndrie");
    app.press_finger("note");
    app.move_finger({0, 0});
    app.lift_finger();
    app.type("x");
    CHECK(kept_note(app) == "x");
}

TEST_CASE("what is copied from a note leaves the clipboard after half a minute", "[ui][note]") {
    TestApp app(blank());
    write_a_note(app);
    SECTION("by a tap") {
        app.hold("note", 600ms);
        app.tap("text_copy");
        REQUIRE(clipboard() == "er");
    }
    SECTION("with Ctrl+C") {
        app.press_with_ctrl(ImGuiKey_A);
        app.press_with_ctrl(ImGuiKey_C);
        REQUIRE(clipboard() == "az er");
    }
    app.pass(29s);
    CHECK_FALSE(clipboard().empty());
    app.pass(2s);
    CHECK(clipboard().empty());
}

}  // namespace oppad::test
