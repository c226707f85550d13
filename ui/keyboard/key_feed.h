// Puts what the keyboard on the screen types into Dear ImGui's queue of input, where the keys of a
// real keyboard come in as well: the fields can't tell them apart, only this can.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace oppad::ui {

enum class FedKey : std::uint8_t { kBackspace, kEnter };

// Thread: window. Uses the current ImGui context.
class KeyFeed {
public:
    void type(std::string_view text);
    void press(FedKey key);
    // Whether a key of a real keyboard waits in the queue. Call before ImGui::NewFrame().
    [[nodiscard]] bool real_key_waits();

private:
    std::vector<std::uint32_t> fed_;  // Events of ours that still wait.
};

}  // namespace oppad::ui
