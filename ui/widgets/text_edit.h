// The text being written, without a pixel: caret, selection, undo. Always whole UTF-8 letters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oppad::ui {

enum class Extend : std::uint8_t { kNo, kYes };  // Whether a move takes the selection along.
enum class Motion : std::uint8_t {
    kLetterBack,
    kLetterOn,
    kWordBack,
    kWordOn,
    kTextStart,
    kTextEnd
};
enum class Lines : std::uint8_t { kOne, kMany };

inline constexpr std::size_t kEditBytesMax = 100'000;  // Four bytes a letter, over kNoteCharsMax.
inline constexpr std::size_t kUndoStepsMax = 200;

// Caret and anchor are byte positions at the start of a letter, or the end of the text.
class TextEdit {
public:
    explicit TextEdit(Lines lines) : lines_(lines) {}

    // Starts over: nothing to undo, caret at the end.
    void set_text(std::string_view text);
    // Overwrites what was typed and what undo remembers of it, then starts over with nothing.
    void wipe_text();
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::size_t caret() const { return caret_; }
    [[nodiscard]] std::size_t selection_begin() const {
        return caret_ < anchor_ ? caret_ : anchor_;
    }
    [[nodiscard]] std::size_t selection_end() const { return caret_ < anchor_ ? anchor_ : caret_; }
    [[nodiscard]] bool has_selection() const { return caret_ != anchor_; }
    [[nodiscard]] std::string_view selected() const;

    // Puts `text` in the place of the selection. Control characters are left out; in a single line
    // a line break becomes a space. What goes over kEditBytesMax is left out.
    void insert(std::string_view text);
    void erase_back();  // The selection, or the letter before the caret.
    void erase_on();
    void erase_word_back();
    void erase_word_on();
    void erase_selection();

    void move(Motion motion, Extend extend);
    void place_caret(std::size_t at, Extend extend);
    void select_all();
    void select_word_at(std::size_t at);

    [[nodiscard]] bool can_undo() const { return !undo_.empty(); }
    void undo();
    void redo();

    // Grows with every change of the text.
    [[nodiscard]] std::uint64_t revision() const { return revision_; }

private:
    enum class Change : std::uint8_t { kNone, kTyping, kErasing, kOther };
    struct Step {
        std::string text;
        std::size_t caret;
        std::size_t anchor;
    };
    void remember(Change change);
    void replace(std::size_t begin, std::size_t end, std::string_view text);
    [[nodiscard]] std::size_t word_back(std::size_t at) const;
    [[nodiscard]] std::size_t word_on(std::size_t at) const;
    [[nodiscard]] std::size_t letter_start(std::size_t at) const;

    Lines lines_;
    std::string text_;
    std::size_t caret_ = 0;
    std::size_t anchor_ = 0;
    std::uint64_t revision_ = 0;
    Change last_change_ = Change::kNone;
    std::vector<Step> undo_;
    std::vector<Step> redo_;
};

}  // namespace oppad::ui
