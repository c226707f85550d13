// The note's editing without a pixel: random edits keep it whole, and undo leads back.
#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>

#include "ui/theme/letters.h"
#include "ui/widgets/text_edit.h"

namespace oppad::test {

using ui::Extend;
using ui::Lines;
using ui::Motion;
using ui::TextEdit;

namespace {

// Every position that the caret may take.
bool stands_on_a_letter(const TextEdit& edit, std::size_t at) {
    std::size_t letter = 0;
    while (letter < at) letter = ui::next_letter(edit.text(), letter);
    return letter == at;
}

void apply(TextEdit& edit, int action) {
    static const std::string kPieces[] = {"a", "é",  "ı",      "👪",   "e\u0301",
                                          " ", "\n", "woord ", "\x01"};
    const auto extend = action % 2 == 0 ? Extend::kNo : Extend::kYes;
    switch (action % 17) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4:
        case 5:
        case 6:
        case 7:
        case 8:
            return edit.insert(kPieces[action % 17]);
        case 9:
            return edit.erase_back();
        case 10:
            return edit.erase_on();
        case 11:
            return edit.erase_word_back();
        case 12:
            return edit.move(Motion::kLetterBack, extend);
        case 13:
            return edit.move(Motion::kLetterOn, extend);
        case 14:
            return edit.move(Motion::kWordBack, extend);
        case 15:
            return edit.move(Motion::kTextStart, extend);
        default:
            return edit.select_all();
    }
}

}  // namespace

TEST_CASE("random edits never split a letter", "[ui][text_edit]") {
    CHECK(rc::check("caret and selection stand on letters",
                    [](const std::vector<std::uint8_t>& actions) {
                        TextEdit edit(Lines::kMany);
                        for (const int action : actions) {
                            apply(edit, action);
                            RC_ASSERT(edit.caret() <= edit.text().size());
                            RC_ASSERT(stands_on_a_letter(edit, edit.caret()));
                            RC_ASSERT(edit.text().find('\x01') == std::string::npos);
                        }
                    }));
}

TEST_CASE("undoing everything leads back to the start, and redoing to the end", "[ui][text_edit]") {
    CHECK(
        rc::check("undo and redo mirror each other", [](const std::vector<std::uint8_t>& actions) {
            TextEdit edit(Lines::kMany);
            edit.set_text("begin");
            for (const int action : actions) apply(edit, action);
            const std::string end = edit.text();
            for (std::size_t i = 0; i <= ui::kUndoStepsMax; ++i) edit.undo();
            if (actions.size() < ui::kUndoStepsMax) RC_ASSERT(edit.text() == "begin");
            for (std::size_t i = 0; i <= ui::kUndoStepsMax; ++i) edit.redo();
            RC_ASSERT(edit.text() == end);
        }));
}

TEST_CASE("undo takes back a word, not a letter and not everything", "[ui][text_edit]") {
    TextEdit edit(Lines::kMany);
    for (const char* letter : {"e", "e", "n", " ", "t", "w", "e", "e"}) edit.insert(letter);
    edit.undo();
    CHECK(edit.text() == "een ");
}

TEST_CASE("a line break in a field of one line becomes a space", "[ui][text_edit]") {
    TextEdit edit(Lines::kOne);
    edit.insert("Van\nden Broeck");
    CHECK(edit.text() == "Van den Broeck");
}

TEST_CASE("typing over a selection replaces it", "[ui][text_edit]") {
    TextEdit edit(Lines::kMany);
    edit.set_text("oud woord");
    edit.select_word_at(1);
    CHECK(edit.selected() == "oud");
    edit.insert("nieuw");
    CHECK(edit.text() == "nieuw woord");
}

}  // namespace oppad::test
