#include "tests/ui/support/test_app.h"

#include <catch2/catch_test_macros.hpp>

#include "platform/app/app_assets.h"
#include "platform/screens/demo.h"
#include "tests/support/source_dir.h"

namespace oppad::test {

namespace {

constexpr std::chrono::milliseconds kFrame{16};
constexpr int kFramesMax = 60;

}  // namespace

TestApp::TestApp(ui::Snapshot first, ui::Preferences preferences, ui::Surface surface)
    : context_(ImGui::CreateContext()), surface_(surface) {
    auto parts = platform::read_app_assets(source_dir() + "/assets");
    REQUIRE(parts.has_value());
    parts->ids = &ids_;
    parts->preferences = std::move(preferences);
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
    const bool again = app_->frame({screens::demo_now(), steady_});
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

void TestApp::scroll_to(std::string_view id) {
    constexpr int kNotchesMax = 60;
    INFO("item " << id);
    for (int i = 0; i < kNotchesMax; ++i) {
        const ui::Item* item = app_->items().find(id);
        REQUIRE(item != nullptr);
        if (item->visible.h >= item->rect.h) return;
        const float middle = static_cast<float>(surface_.height) / 2;
        ImGui::GetIO().AddMousePosEvent(item->rect.centre().x, middle);
        ImGui::GetIO().AddMouseWheelEvent(0, item->rect.y > middle ? -1.0F : 1.0F);
        settle();
    }
    FAIL("never in sight");
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

void TestApp::press_with_ctrl(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    settle();
    press(key);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    settle();
}

std::vector<ui::Intent> TestApp::take() { return std::exchange(taken_, {}); }

}  // namespace oppad::test
