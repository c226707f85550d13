#include "tests/ui/support/test_app.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "platform/app/app_assets.h"
#include "platform/screens/demo.h"
#include "platform/screens/wheel.h"
#include "tests/support/source_dir.h"

namespace oppad::test {

namespace {

constexpr std::chrono::milliseconds kFrame{16};
constexpr int kFramesMax = 60;

}  // namespace

TestApp::TestApp(ui::Snapshot first, ui::Preferences preferences, ui::Surface surface,
                 Greeted greeted)
    : context_(ImGui::CreateContext()), surface_(surface) {
    auto parts = platform::read_app_assets(source_dir() + "/assets");
    REQUIRE(parts.has_value());
    parts->ids = &ids_;
    parts->ledger = &ledger_;
    parts->preferences = std::move(preferences);
    parts->preferences.tour_seen = greeted == Greeted::kYes;
    auto app = ui::App::create(std::move(*parts));
    REQUIRE(app.has_value());
    app_ = std::make_unique<ui::App>(std::move(*app));
    show(std::move(first));
}

TestApp::~TestApp() {
    app_.reset();
    ImGui::DestroyContext(context_);
}

void TestApp::show(ui::Snapshot snapshot) {
    app_->show(std::make_shared<const ui::Snapshot>(std::move(snapshot)));
    settle();
}

bool TestApp::draw() {
    steady_ += kFrame;
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(surface_.width), static_cast<float>(surface_.height)};
    io.DeltaTime = 0.016F;
    app_->prepare(surface_);
    const bool again = app_->frame({now_, steady_});
    for (ui::Intent& intent : app_->take_intents()) {
        if (auto* watch = std::get_if<ui::Watch>(&intent)) {
            watched_ = watch->looks;
        } else {
            taken_.push_back(std::move(intent));
        }
    }
    return again;
}

void TestApp::settle() {
    for (int i = 0; i < kFramesMax && draw(); ++i) {
    }
}

void TestApp::pass(std::chrono::milliseconds span) {
    steady_ += span;
    settle();
}

void TestApp::tap(std::string_view id) {
    const ui::Item* item = app_->items().find(id);
    INFO("item " << id);
    REQUIRE(item != nullptr);
    REQUIRE_FALSE(item->visible.empty());
    const ui::Point at = item->visible.centre();
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    settle();
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    settle();
}

void TestApp::drag(std::string_view id, float by_y) {
    const ui::Item* item = app_->items().find(id);
    REQUIRE(item != nullptr);
    const ui::Point at = item->visible.centre();
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    settle();
    constexpr int kSteps = 8;
    for (int i = 1; i <= kSteps; ++i) {
        ImGui::GetIO().AddMousePosEvent(at.x, at.y + by_y * static_cast<float>(i) / kSteps);
        draw();
    }
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    draw();
}

void TestApp::move_finger(ui::Point to) {
    ImGui::GetIO().AddMousePosEvent(to.x, to.y);
    settle();
}

void TestApp::press_finger(std::string_view id) {
    const ui::Item* item = app_->items().find(id);
    INFO("item " << id);
    REQUIRE(item != nullptr);
    REQUIRE_FALSE(item->visible.empty());
    move_finger(item->visible.centre());
    put_finger_down();
}

void TestApp::put_finger_down() {
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    settle();
}

void TestApp::lift_finger() {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    settle();
}

void TestApp::hold(std::string_view id, std::chrono::milliseconds span) {
    press_finger(id);
    const auto until = steady_ + span;
    while (app_->wake_at() && *app_->wake_at() < until) {
        steady_ = std::max(steady_, *app_->wake_at());
        settle();
    }
    steady_ = std::max(steady_, until);
    lift_finger();
}

void TestApp::hold_and_slide(std::string_view id, std::chrono::milliseconds span,
                             std::string_view to) {
    press_finger(id);
    pass(span);
    const ui::Item* item = app_->items().find(to);
    INFO("item " << to);
    REQUIRE(item != nullptr);
    move_finger(item->visible.centre());
    lift_finger();
}

void TestApp::scroll_to(std::string_view id) {
    constexpr int kTurnsMax = 300;
    if (const auto fold = screens::fold_over(app_->items(), id)) {
        scroll_to(*fold);
        tap(*fold);
    }
    for (int i = 0; i < kTurnsMax; ++i) {
        const auto turn = screens::turn_towards(app_->items(), id, surface_);
        if (!turn) return;
        ImGui::GetIO().AddMousePosEvent(turn->over.x, turn->over.y);
        ImGui::GetIO().AddMouseWheelEvent(0, turn->notches);
        settle();
    }
}

std::vector<ui::Color> TestApp::shapes_at(std::string_view id) const {
    const ui::Item* item = app_->items().find(id);
    REQUIRE(item != nullptr);
    std::vector<ui::Color> colors;
    for (const ui::DrawnFill& fill : ledger_.fills) {
        if (fill.rect.contains(item->rect.centre())) colors.push_back(fill.color);
    }
    return colors;
}

void TestApp::turn(const ui::Surface& surface) {
    surface_ = surface;
    settle();
}

void TestApp::type(std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    settle();
}

void TestApp::press(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    settle();
    ImGui::GetIO().AddKeyEvent(key, false);
    settle();
}

void TestApp::press_with(ImGuiKey modifier, ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(modifier, true);
    settle();
    press(key);
    ImGui::GetIO().AddKeyEvent(modifier, false);
    settle();
}

void TestApp::press_with_ctrl(ImGuiKey key) { press_with(ImGuiMod_Ctrl, key); }
void TestApp::press_with_shift(ImGuiKey key) { press_with(ImGuiMod_Shift, key); }

std::vector<ui::Intent> TestApp::take() { return std::exchange(taken_, {}); }

}  // namespace oppad::test
