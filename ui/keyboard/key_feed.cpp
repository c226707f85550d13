#include "ui/keyboard/key_feed.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>

namespace oppad::ui {

namespace {

bool is_key(const ImGuiInputEvent& event) {
    if (event.Type == ImGuiInputEventType_Text) return true;
    if (event.Type != ImGuiInputEventType_Key || !event.Key.Down) return false;
    const ImGuiKey key = event.Key.Key;
    return key >= ImGuiKey_Tab && key < ImGuiKey_GamepadStart;
}

}  // namespace

void KeyFeed::type(std::string_view text) {
    const std::uint32_t first = ImGui::GetCurrentContext()->InputEventsNextEventId;
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    for (auto id = first; id < ImGui::GetCurrentContext()->InputEventsNextEventId; ++id) {
        fed_.push_back(id);
    }
}

void KeyFeed::press(FedKey key) {
    const ImGuiKey which = key == FedKey::kEnter ? ImGuiKey_Enter : ImGuiKey_Backspace;
    fed_.push_back(ImGui::GetCurrentContext()->InputEventsNextEventId);
    ImGui::GetIO().AddKeyEvent(which, true);
    ImGui::GetIO().AddKeyEvent(which, false);
}

bool KeyFeed::real_key_waits() {
    const auto& queue = ImGui::GetCurrentContext()->InputEventsQueue;
    if (queue.empty()) fed_.clear();
    return std::any_of(queue.begin(), queue.end(), [&](const ImGuiInputEvent& event) {
        return is_key(event) && std::find(fed_.begin(), fed_.end(), event.EventId) == fed_.end();
    });
}

}  // namespace oppad::ui
