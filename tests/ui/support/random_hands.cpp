#include "tests/ui/support/random_hands.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iterator>

namespace oppad::test {

void RandomHands::act() {
    switch (roll(12)) {
        case 0:
            drag();
            break;
        case 1:
            type();
            break;
        case 2:
        case 3:
            press_key();
            break;
        case 4:
            rest();
            break;
        case 5:
            act_seldom();
            break;
        default:
            tap();
    }
}

void RandomHands::act_seldom() {
    switch (roll(12)) {
        case 0:
        case 1:
            return turn();
        case 2:
            return turn_while_typing();
        case 3:
            return change_setting();
        default:
            return tap();
    }
}

void RandomHands::go_home() {
    for (int tries = 0; tries < 3 && !reaches("rail_today"); ++tries) app_.press(ImGuiKey_Escape);
    REQUIRE(reaches("rail_today"));
    app_.tap("rail_today");
    const auto is_today = [](const engine::Look& look) {
        return std::holds_alternative<engine::LookToday>(look);
    };
    CHECK(std::ranges::any_of(app_.watched(), is_today));
}

bool RandomHands::reaches(const char* id) const {
    const ui::Item* item = app_.items().find(id);
    return item != nullptr && !item->visible.empty() &&
           app_.items().at(item->visible.centre()) == item;
}

ui::Point RandomHands::anywhere() {
    return {static_cast<float>(roll(surface_.width)), static_cast<float>(roll(surface_.height))};
}

ui::Point RandomHands::on_something() {
    const auto& items = app_.items().items();
    if (items.empty() || roll(8) == 0) return anywhere();
    return items[static_cast<std::size_t>(roll(static_cast<int>(items.size())))].rect.centre();
}

void RandomHands::tap() {
    app_.move_finger(on_something());
    app_.put_finger_down();
    app_.lift_finger();
}

void RandomHands::drag() {
    app_.move_finger(roll(3) == 0 ? ui::Point{4, anywhere().y} : on_something());
    app_.put_finger_down();
    for (int i = roll(5); i >= 0; --i) app_.move_finger(anywhere());
    app_.lift_finger();
}

void RandomHands::rest() {
    app_.move_finger(on_something());
    app_.put_finger_down();
    app_.pass(std::chrono::milliseconds(roll(1500)));
    if (roll(2) == 0) app_.move_finger(on_something());
    app_.lift_finger();
}

void RandomHands::type() {
    constexpr const char* kTexts[] = {"a", "é", "Yıldız", "12/3/2019", "عائلة", " ", "0470"};
    app_.type(kTexts[roll(static_cast<int>(std::size(kTexts)))]);
}

// A tablet that is turned in the middle of a word: the field keeps what was typed, and the focus.
void RandomHands::turn_while_typing() {
    std::vector<ui::Point> fields;
    for (const ui::Item& item : app_.items().items()) {
        if (item.takes_text() && !item.visible.empty()) fields.push_back(item.visible.centre());
    }
    if (fields.empty()) return;
    app_.move_finger(fields[static_cast<std::size_t>(roll(static_cast<int>(fields.size())))]);
    app_.put_finger_down();
    app_.lift_finger();
    type();
    turn();
    type();
    turn();
}

// Another hand, theme, size of text, language, keyboard or time until the lock.
void RandomHands::change_setting() {
    for (const char* id : {"rail_sync", "settings"}) {
        if (!reaches(id)) return;
        app_.tap(id);
    }
    std::vector<std::string> choices;
    for (const ui::Item& item : app_.items().items()) {
        for (const char* kind :
             {"hand_", "theme_", "text_", "language_", "keyboard_", "layout_", "idle_"}) {
            if (item.id.rfind(kind, 0) == 0) choices.push_back(item.id);
        }
    }
    if (choices.empty()) return;
    const std::string chosen =
        choices[static_cast<std::size_t>(roll(static_cast<int>(choices.size())))];
    app_.scroll_to(chosen);
    if (reaches(chosen.c_str())) app_.tap(chosen);
}

void RandomHands::press_key() {
    constexpr ImGuiKey kKeys[] = {ImGuiKey_Tab,       ImGuiKey_Enter,      ImGuiKey_Escape,
                                  ImGuiKey_Backspace, ImGuiKey_DownArrow,  ImGuiKey_UpArrow,
                                  ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageDown,
                                  ImGuiKey_PageUp,    ImGuiKey_Delete,     ImGuiKey_Home};
    constexpr ImGuiKey kWithCtrl[] = {ImGuiKey_S, ImGuiKey_F, ImGuiKey_A, ImGuiKey_Z, ImGuiKey_X};
    if (roll(4) == 0) return app_.press_with_ctrl(kWithCtrl[roll(5)]);
    app_.press(kKeys[roll(static_cast<int>(std::size(kKeys)))]);
}

void RandomHands::turn() {
    constexpr ui::Surface kSurfaces[] = {
        {1280, 800, 1}, {800, 1280, 1}, {1024, 600, 1}, {1920, 1200, 1.5F}};
    surface_ = kSurfaces[roll(4)];
    app_.turn(surface_);
}

}  // namespace oppad::test
