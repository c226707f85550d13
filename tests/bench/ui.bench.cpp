// What one frame costs the window's thread, screen by screen, over the demo's large tablet: layout
// and draw lists by Dear ImGui without a back end. What the graphics card does is not in it.
#include <imgui.h>

#include <functional>

#include "engine/core/check.h"
#include "platform/app/app_assets.h"
#include "tests/bench/demo_tablet.h"
#include "tests/bench/turns.h"
#include "tests/support/source_dir.h"
#include "ui/frame/app.h"

namespace oppad::bench {

namespace {

constexpr ui::Surface kSurface{.width = 1280, .height = 800, .pixel_ratio = 1.0F};
constexpr std::size_t kTimelineItems = 1000;
constexpr std::size_t kNoteLetters = 4000;
constexpr int kFramesToSettle = 100;

class RandomIds : public ui::IdSource {
public:
    RawId make_id() override {
        RawId id;
        demo_tablet().entropy().fill(id.bytes);
        return id;
    }
};

// The window without a window: what it asks to see is answered from the desk at once.
class HeadlessApp {
public:
    HeadlessApp() : context_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(kSurface.width), static_cast<float>(kSurface.height)};
        io.DeltaTime = 0.016F;
        auto parts = platform::read_app_assets(test::source_dir() + "/assets");
        CHECK(parts.has_value());
        parts->ids = &ids_;
        parts->preferences.tour_seen = true;
        auto app = ui::App::create(std::move(*parts));
        CHECK(app.has_value());
        app_ = std::make_unique<ui::App>(std::move(*app));
        snapshot_.organisation = "Huis van het Kind";
        app_->show(std::make_shared<const ui::Snapshot>(snapshot_));
        settle();
    }
    HeadlessApp(const HeadlessApp&) = delete;
    HeadlessApp& operator=(const HeadlessApp&) = delete;
    ~HeadlessApp() {
        app_.reset();
        ImGui::DestroyContext(context_);
    }

    void unlock() {
        snapshot_.lock = ui::LockState::kUnlocked;
        snapshot_.staff = demo_tablet().staff();
        snapshot_.staff.name = "Els Peeters";
        snapshot_.sync.state = sync::SyncState::kWaiting;
        publish();
    }
    // One turn of the loop. Returns whether it wants another.
    bool frame() {
        steady_ += std::chrono::milliseconds{16};
        const double before = thread_cpu_ms();
        app_->prepare(kSurface);
        const bool again = app_->frame({demo_tablet().clock().now(), steady_});
        dearest_ms_ = std::max(dearest_ms_, thread_cpu_ms() - before);
        return again;
    }
    [[nodiscard]] bool shows(const std::string& id) const {
        return app_->items().find(id) != nullptr;
    }
    // The dearest frame since the last call.
    double take_dearest() { return std::exchange(dearest_ms_, 0); }
    // Answers what was asked. Returns whether something was.
    bool answer() {
        bool has_news = false;
        for (ui::Intent& intent : app_->take_intents()) {
            auto* watch = std::get_if<ui::Watch>(&intent);
            if (watch == nullptr) continue;
            looks_ = std::move(watch->looks);
            has_news = true;
        }
        if (has_news) publish();
        return has_news;
    }
    void settle() {
        for (int i = 0; i < kFramesToSettle; ++i) {
            const bool again = frame();
            if (!answer() && !again) return;
        }
    }
    void tap(const std::string& id) {
        const ui::Item* item = app_->items().find(id);
        CHECK(item != nullptr);
        const ui::Point at = item->visible.centre();
        ImGui::GetIO().AddMousePosEvent(at.x, at.y);
        ImGui::GetIO().AddMouseButtonEvent(0, true);
        frame();
        ImGui::GetIO().AddMouseButtonEvent(0, false);
        settle();
    }
    void type(const char* text) {
        ImGui::GetIO().AddInputCharactersUTF8(text);
        settle();
    }
    void renew() { publish(); }
    void wheel(float steps) {
        ImGui::GetIO().AddMousePosEvent(900, 500);
        ImGui::GetIO().AddMouseWheelEvent(0, steps);
    }

private:
    void publish() {
        snapshot_.made_at = demo_tablet().clock().now();
        snapshot_.utc_offset = demo_tablet().clock().utc_offset(snapshot_.made_at);
        snapshot_.views.clear();
        for (const engine::Look& look : looks_) snapshot_.views.emplace_back(look, view_of(look));
        app_->show(std::make_shared<const ui::Snapshot>(snapshot_));
    }
    // Every family opened is the one with the longest history, repeated up to what a page shows;
    // what is logged of one goes on with a long note.
    static std::shared_ptr<const engine::View> view_of(const engine::Look& look) {
        const bool is_family = std::holds_alternative<engine::LookFamily>(look);
        const engine::Look asked =
            is_family ? engine::Look{engine::LookFamily{demo_tablet().long_family}} : look;
        auto view = demo_tablet().desk().look(asked);
        CHECK(view.has_value());
        if (auto* page = std::get_if<engine::FamilyPage>(&*view)) {
            const std::size_t own = page->timeline.size();
            CHECK(own > 0);
            while (page->timeline.size() < kTimelineItems)
                page->timeline.push_back(page->timeline[page->timeline.size() % own]);
        }
        const auto* logged = std::get_if<engine::LookLogContact>(&look);
        if (logged != nullptr && logged->family_id)
            std::get<engine::LogContactPage>(*view).draft = long_draft(*logged->family_id);
        return std::make_shared<const engine::View>(std::move(*view));
    }
    static engine::ContactDraft long_draft(const Id<Family>& family) {
        engine::ContactDraft draft;
        draft.id.bytes.back() = 1;
        draft.family_id = family;
        draft.begun_at = demo_tablet().clock().now();
        while (draft.note.size() < kNoteLetters)
            draft.note += "De mama vertelt dat de oudste niet graag naar school gaat. ";
        draft.note.resize(kNoteLetters);
        return draft;
    }

    ImGuiContext* context_;
    RandomIds ids_;
    std::unique_ptr<ui::App> app_;
    ui::Snapshot snapshot_;
    std::vector<engine::Look> looks_;
    std::chrono::milliseconds steady_{1000};
    double dearest_ms_ = 0;
};

using Way = std::function<void(HeadlessApp&)>;

struct Screen {
    Way open;
    const char* seen;  // An item that stands on it alone.
};

// Shows new views of the same screen, as after a save: nothing that was laid out holds.
void open_again(HeadlessApp& app) {
    app.take_dearest();
    app.renew();
    app.settle();
}

// Frames of a screen that stands still, and of one that scrolls down and up again.
void draw_screen(benchmark::State& state, const Screen& screen, bool scrolls) {
    HeadlessApp app;
    screen.open(app);  // Letters that only names need are in the fonts from here on.
    CHECK(app.shows(screen.seen));
    open_again(app);
    state.counters["opening_cpu_max"] = app.take_dearest();
    Turns turns{state};
    state.counters["corners"] = ImGui::GetDrawData()->TotalVtxCount;
    int count = 0;
    for (auto _ : state) {
        if (scrolls) app.wheel(++count % 200 < 100 ? -3.0F : 3.0F);
        turns.time([&] { app.frame(); });
    }
}

void lock_screen(HeadlessApp& /*app*/) {}
void today(HeadlessApp& app) {
    app.unlock();
    app.settle();
}
Way after_today(std::initializer_list<const char*> ids) {
    return [ids = std::vector<const char*>(ids)](HeadlessApp& app) {
        today(app);
        for (const char* id : ids) app.tap(id);
    };
}
void found_families(HeadlessApp& app) {
    after_today({"rail_families", "family_search"})(app);
    app.type("pe");
}

void found_everywhere(HeadlessApp& app) {
    after_today({"rail_families", "family_search"})(app);
    app.type("school");
}

constexpr int kFrames = 500;

void add_screen(const std::string& name, const Screen& screen) {
    for (const bool scrolls : {false, true}) {
        const std::string full = "ui_" + name + (scrolls ? "_scrolled" : "");
        benchmark::RegisterBenchmark(
            full.c_str(),
            [screen, scrolls](benchmark::State& state) { draw_screen(state, screen, scrolls); })
            ->UseManualTime()
            ->Iterations(kFrames)
            ->Unit(benchmark::kMillisecond);
    }
}

const bool kAdded = [] {
    add_screen("lock", {lock_screen, "pin_1"});
    add_screen("today", {today, "open_item_0"});
    add_screen("families", {after_today({"rail_families"}), "family_row_0"});
    add_screen("families_found", {found_families, "family_row_0"});
    add_screen("family_of_1000_items",
               {after_today({"rail_families", "family_row_0"}), "timeline_filter"});
    add_screen("places", {after_today({"rail_places"}), "place_row_0"});
    add_screen("place", {after_today({"rail_places", "place_row_1"}), "log_contact_place"});
    add_screen("log_contact", {after_today({"rail_log_contact"}), "save_contact"});
    add_screen("log_contact_long_note",
               {after_today({"rail_families", "family_row_0", "log_contact_family", "note"}),
                "key_space"});
    add_screen("family_form",
               {after_today({"rail_families", "family_row_0", "edit_family"}), "panel_save"});
    add_screen("found_everywhere", {found_everywhere, "find_all"});
    add_screen("follow_ups", {after_today({"rail_follow_ups"}), "open_item_0"});
    add_screen("sync", {after_today({"rail_sync"}), "sync_now"});
    return true;
}();

}  // namespace

}  // namespace oppad::bench
