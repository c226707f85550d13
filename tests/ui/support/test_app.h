// The whole window without a window: a Dear ImGui context with no back end, driven by taps and
// keys.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/renew.h"
#include "platform/screens/demo.h"
#include "ui/frame/app.h"

namespace oppad::test {

class CountedIds : public ui::IdSource {
public:
    RawId make_id() override {
        RawId id;
        id.bytes[0] = 7;
        ++count_;
        for (unsigned byte = 0; byte < sizeof count_; ++byte)
            id.bytes[15 - byte] = static_cast<std::uint8_t>(count_ >> (8 * byte));
        return id;
    }

private:
    std::uint32_t count_ = 0;
};

// The answer of the engine to one look, as a snapshot carries it.
inline void add_answer(ui::Snapshot& snapshot, engine::Look look, engine::View view) {
    snapshot.views.emplace_back(std::move(look),
                                std::make_shared<const engine::View>(std::move(view)));
}

// Whether the person has seen the tour.
enum class Greeted { kNo, kYes };

class TestApp {
public:
    explicit TestApp(ui::Snapshot first = {}, ui::Preferences preferences = {},
                     ui::Surface surface = {}, Greeted greeted = Greeted::kYes);
    ~TestApp();
    TestApp(const TestApp&) = delete;
    TestApp& operator=(const TestApp&) = delete;

    void show(ui::Snapshot snapshot);
    // From now on it is then; demo_now() until it is said.
    void turn_clock(Instant now) { now_ = now; }
    // Draws until nothing wants to be drawn.
    void settle();
    // Lets time pass, then draws.
    void pass(std::chrono::milliseconds span);
    // Requires: the item is in sight.
    void tap(std::string_view id);
    void drag(std::string_view id, float by_y);
    // A finger down on the item and up again, in parts.
    void press_finger(std::string_view id);
    void put_finger_down();  // Where it is.
    void move_finger(ui::Point to);
    void lift_finger();
    // Rests on the item that long, the window waking up whenever it asks to.
    void hold(std::string_view id, std::chrono::milliseconds span);
    // … then slides to what that opened.
    void hold_and_slide(std::string_view id, std::chrono::milliseconds span, std::string_view to);
    // Turns the wheel until the whole item is in sight, or it can't get nearer.
    void scroll_to(std::string_view id);
    // The colours that were filled over the middle of the item, in their order.
    [[nodiscard]] std::vector<ui::Color> shapes_at(std::string_view id) const;
    // Whether a moment was asked for to draw although nothing comes in.
    [[nodiscard]] bool wants_to_draw() { return draw() || app_->wake_at().has_value(); }
    [[nodiscard]] const ui::Ledger& ledger() const { return ledger_; }
    void turn(const ui::Surface& surface);
    void type(std::string_view text);
    void press(ImGuiKey key);
    void press_with_ctrl(ImGuiKey key);
    void press_with_shift(ImGuiKey key);
    [[nodiscard]] bool has(std::string_view id) const { return app_->items().find(id) != nullptr; }
    [[nodiscard]] const ui::Preferences& preferences() const { return app_->preferences(); }
    [[nodiscard]] const ui::ItemMap& items() const { return app_->items(); }
    [[nodiscard]] const std::string& focus_id() const { return app_->focus_id(); }

    // Keeps nothing of what was asked so far.
    void forget_asked() {
        renew(taken_);
        renew(watched_);
    }
    // As when the program ends.
    void forget_copied() { app_->forget_copied(); }

    // What was asked since the last call, watches left out.
    std::vector<ui::Intent> take();
    template <class Command>
    std::vector<Command> take_commands() {
        std::vector<Command> found;
        for (ui::Intent& intent : take()) {
            auto* run = std::get_if<ui::Run>(&intent);
            if (run == nullptr) continue;
            if (auto* command = std::get_if<Command>(&run->command)) {
                found.push_back(*command);
                last_ticket = run->ticket;
            }
        }
        return found;
    }
    [[nodiscard]] const std::vector<engine::Look>& watched() const { return watched_; }

    std::uint64_t last_ticket = 0;

private:
    bool draw();
    void press_with(ImGuiKey modifier, ImGuiKey key);

    ImGuiContext* context_;
    CountedIds ids_;
    ui::Ledger ledger_;
    std::unique_ptr<ui::App> app_;
    ui::Surface surface_;
    std::chrono::milliseconds steady_{1000};
    Instant now_ = screens::demo_now();
    std::vector<ui::Intent> taken_;
    std::vector<engine::Look> watched_;
};

}  // namespace oppad::test
