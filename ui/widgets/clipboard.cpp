#include "ui/widgets/clipboard.h"

#include <imgui.h>

namespace oppad::ui::widgets {

void copy_text(Canvas& canvas, const std::string& text) {
    if (text.empty()) return;
    ImGui::SetClipboardText(text.c_str());
    canvas.note_copied(text);
}

std::string clipboard_text() {
    const char* held = ImGui::GetClipboardText();
    return held == nullptr ? std::string{} : std::string(held);
}

void forget_copied(const std::string& text) {
    if (clipboard_text() == text) ImGui::SetClipboardText("");
}

}  // namespace oppad::ui::widgets
