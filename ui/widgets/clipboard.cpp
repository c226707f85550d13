#include "ui/widgets/clipboard.h"

#include <imgui.h>

namespace oppad::ui::widgets {

void copy_text(const std::string& text) { ImGui::SetClipboardText(text.c_str()); }

void forget_copied(const std::string& text) {
    const char* held = ImGui::GetClipboardText();
    if (held != nullptr && text == held) ImGui::SetClipboardText("");
}

}  // namespace oppad::ui::widgets
