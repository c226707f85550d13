#include "ui/widgets/typing.h"

#include <imgui.h>

#include "ui/theme/letters.h"
#include "ui/widgets/clipboard.h"

namespace oppad::ui::widgets {

namespace {

bool key(ImGuiKey which) { return ImGui::IsKeyPressed(which, true); }

void take_letters(TextEdit& edit) {
    ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl && !io.KeyAlt) return;
    for (const ImWchar letter : io.InputQueueCharacters) edit.insert(utf8_of(letter));
    io.InputQueueCharacters.resize(0);
}

void take_shortcuts(TextEdit& edit, Copying copying, std::string& copied) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!io.KeyCtrl || io.KeyAlt) return;
    if (key(ImGuiKey_A)) edit.select_all();
    if (key(ImGuiKey_Z)) io.KeyShift ? edit.redo() : edit.undo();
    if (key(ImGuiKey_Y)) edit.redo();
    if (key(ImGuiKey_V)) edit.insert(clipboard_text());
    if (copying == Copying::kForbidden) return;
    if (key(ImGuiKey_C)) copied = edit.selected();
    if (key(ImGuiKey_X)) {
        copied = edit.selected();
        edit.erase_selection();
    }
}

void take_erasing(TextEdit& edit) {
    const bool by_word = ImGui::GetIO().KeyCtrl;
    if (key(ImGuiKey_Backspace)) by_word ? edit.erase_word_back() : edit.erase_back();
    if (key(ImGuiKey_Delete)) by_word ? edit.erase_word_on() : edit.erase_on();
}

}  // namespace

Typed type_into(TextEdit& edit, Lines lines, Copying copying) {
    const ImGuiIO& io = ImGui::GetIO();
    Typed typed;
    typed.extend = io.KeyShift ? Extend::kYes : Extend::kNo;
    const auto move = [&](ImGuiKey which, Motion motion) {
        if (!key(which)) return;
        edit.move(motion, typed.extend);
        typed.moved = true;
    };
    take_letters(edit);
    take_shortcuts(edit, copying, typed.copied);
    take_erasing(edit);
    if (key(ImGuiKey_Enter) || key(ImGuiKey_KeypadEnter)) {
        if (lines == Lines::kMany && !io.KeyCtrl) edit.insert("\n");
        typed.entered = lines == Lines::kOne;
    }
    move(ImGuiKey_LeftArrow, io.KeyCtrl ? Motion::kWordBack : Motion::kLetterBack);
    move(ImGuiKey_RightArrow, io.KeyCtrl ? Motion::kWordOn : Motion::kLetterOn);
    const bool whole_text = io.KeyCtrl || lines == Lines::kOne;
    if (whole_text) {
        move(ImGuiKey_Home, Motion::kTextStart);
        move(ImGuiKey_End, Motion::kTextEnd);
    } else {
        typed.line_start = key(ImGuiKey_Home);
        typed.line_end = key(ImGuiKey_End);
    }
    if (key(ImGuiKey_UpArrow)) --typed.lines;
    if (key(ImGuiKey_DownArrow)) ++typed.lines;
    if (key(ImGuiKey_PageUp)) --typed.pages;
    if (key(ImGuiKey_PageDown)) ++typed.pages;
    return typed;
}

}  // namespace oppad::ui::widgets
