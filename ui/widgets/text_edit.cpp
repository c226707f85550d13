#include "ui/widgets/text_edit.h"

#include <algorithm>
#include <utility>

#include "engine/core/secret.h"
#include "ui/theme/letters.h"

namespace oppad::ui {

namespace {

// Words end at ASCII spaces and signs; every other letter, of whatever script, belongs to a word.
bool is_word_byte(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '_';
}

std::string cleaned(std::string_view text, Lines lines) {
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        const char byte = text[at];
        if (byte == '\n' || byte == '\t') {
            clean += lines == Lines::kMany && byte == '\n' ? '\n' : ' ';
            ++at;
            continue;
        }
        const unsigned letter = letter_at(text, at);
        std::size_t length = utf8_of(letter).size();
        const bool is_broken = letter == 0xFFFD && static_cast<unsigned char>(byte) != 0xEF;
        if (!is_broken) clean += utf8_of(letter);
        at += is_broken || length == 0 ? 1 : length;
    }
    return clean;
}

}  // namespace

void TextEdit::set_text(std::string_view text) {
    text_ = cleaned(text, lines_);
    caret_ = anchor_ = text_.size();
    undo_.clear();
    redo_.clear();
    last_change_ = Change::kNone;
    ++revision_;
}

void TextEdit::wipe_text() {
    const auto overwrite = [](std::string& text) {
        wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    };
    overwrite(text_);
    for (Step& step : undo_) overwrite(step.text);
    for (Step& step : redo_) overwrite(step.text);
    set_text({});
}

std::string_view TextEdit::selected() const {
    return std::string_view(text_).substr(selection_begin(), selection_end() - selection_begin());
}

void TextEdit::remember(Change change) {
    const bool goes_on = change == last_change_ && change != Change::kOther && !has_selection();
    last_change_ = change;
    redo_.clear();
    if (goes_on) return;
    undo_.push_back({text_, caret_, anchor_});
    if (undo_.size() > kUndoStepsMax) undo_.erase(undo_.begin());
}

void TextEdit::replace(std::size_t begin, std::size_t end, std::string_view text) {
    text_.replace(begin, end - begin, text);
    caret_ = anchor_ = begin + text.size();
    // A mark typed after its letter joins it: the caret may not stand between the two.
    caret_ = anchor_ = letter_start(caret_);
    ++revision_;
}

void TextEdit::insert(std::string_view text) {
    std::string clean = cleaned(text, lines_);
    const std::size_t kept = text_.size() - (selection_end() - selection_begin());
    const std::size_t room = kEditBytesMax - std::min(kEditBytesMax, kept);
    while (clean.size() > room) clean.resize(previous_letter(clean, clean.size()));
    if (clean.empty()) return;
    const bool is_typed = count_letters(clean) == 1 && clean != "\n";
    remember(is_typed ? Change::kTyping : Change::kOther);
    // A new word is a new step, so that undo takes words back, not everything.
    if (clean == " ") last_change_ = Change::kOther;
    replace(selection_begin(), selection_end(), clean);
}

void TextEdit::erase_selection() {
    if (!has_selection()) return;
    remember(Change::kOther);
    replace(selection_begin(), selection_end(), {});
}

void TextEdit::erase_back() {
    if (has_selection()) return erase_selection();
    if (caret_ == 0) return;
    remember(Change::kErasing);
    replace(previous_letter(text_, caret_), caret_, {});
}

void TextEdit::erase_on() {
    if (has_selection()) return erase_selection();
    if (caret_ >= text_.size()) return;
    remember(Change::kErasing);
    replace(caret_, next_letter(text_, caret_), {});
}

void TextEdit::erase_word_back() {
    if (has_selection()) return erase_selection();
    if (caret_ == 0) return;
    remember(Change::kOther);
    replace(word_back(caret_), caret_, {});
}

void TextEdit::erase_word_on() {
    if (has_selection()) return erase_selection();
    if (caret_ >= text_.size()) return;
    remember(Change::kOther);
    replace(caret_, word_on(caret_), {});
}

std::size_t TextEdit::word_back(std::size_t at) const {
    while (at > 0 && !is_word_byte(text_[at - 1])) at = previous_letter(text_, at);
    while (at > 0 && is_word_byte(text_[at - 1])) at = previous_letter(text_, at);
    return at;
}

std::size_t TextEdit::word_on(std::size_t at) const {
    while (at < text_.size() && is_word_byte(text_[at])) at = next_letter(text_, at);
    while (at < text_.size() && !is_word_byte(text_[at])) at = next_letter(text_, at);
    return at;
}

std::size_t TextEdit::letter_start(std::size_t at) const {
    if (at >= text_.size()) return text_.size();
    std::size_t start = 0;
    // Only the few letters before `at` matter; a line break never joins what follows it.
    if (at > 64) {
        start = at - 64;
        while (start > 0 && (static_cast<unsigned char>(text_[start]) & 0xC0U) == 0x80U) --start;
    }
    while (start < at) {
        const std::size_t next = next_letter(text_, start);
        if (next > at) return next;
        start = next;
    }
    return start;
}

void TextEdit::move(Motion motion, Extend extend) {
    const bool collapses = has_selection() && extend == Extend::kNo;
    std::size_t to = caret_;
    switch (motion) {
        case Motion::kLetterBack:
            to = collapses ? selection_begin() : previous_letter(text_, caret_);
            break;
        case Motion::kLetterOn:
            to = collapses ? selection_end() : next_letter(text_, caret_);
            break;
        case Motion::kWordBack:
            to = word_back(caret_);
            break;
        case Motion::kWordOn:
            to = word_on(caret_);
            break;
        case Motion::kTextStart:
            to = 0;
            break;
        case Motion::kTextEnd:
            to = text_.size();
            break;
    }
    place_caret(to, extend);
}

void TextEdit::place_caret(std::size_t at, Extend extend) {
    caret_ = letter_start(at);
    if (extend == Extend::kNo) anchor_ = caret_;
    last_change_ = Change::kNone;
}

void TextEdit::select_all() {
    anchor_ = 0;
    caret_ = text_.size();
    last_change_ = Change::kNone;
}

void TextEdit::select_word_at(std::size_t at) {
    at = letter_start(at);
    std::size_t begin = at;
    std::size_t end = at;
    while (begin > 0 && is_word_byte(text_[begin - 1])) begin = previous_letter(text_, begin);
    while (end < text_.size() && is_word_byte(text_[end])) end = next_letter(text_, end);
    anchor_ = begin;
    caret_ = end;
    last_change_ = Change::kNone;
}

void TextEdit::undo() {
    if (undo_.empty()) return;
    redo_.push_back({text_, caret_, anchor_});
    Step step = std::move(undo_.back());
    undo_.pop_back();
    text_ = std::move(step.text);
    caret_ = step.caret;
    anchor_ = step.anchor;
    last_change_ = Change::kNone;
    ++revision_;
}

void TextEdit::redo() {
    if (redo_.empty()) return;
    undo_.push_back({text_, caret_, anchor_});
    Step step = std::move(redo_.back());
    redo_.pop_back();
    text_ = std::move(step.text);
    caret_ = step.caret;
    anchor_ = step.anchor;
    last_change_ = Change::kNone;
    ++revision_;
}

}  // namespace oppad::ui
