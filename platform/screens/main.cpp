// oppad-screens: draws every screen with invented records and writes it as PNG, for looking at it.
#include <imgui.h>
#include <png.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "platform/app/app_assets.h"
#include "platform/app/window_glfw.h"
#include "platform/screens/demo.h"
#include "ui/frame/app.h"

namespace oppad::screens {

namespace {

class CountedIds : public ui::IdSource {
public:
    RawId make_id() override {
        RawId id;
        id.bytes[15] = ++count_;
        return id;
    }

private:
    std::uint8_t count_ = 0;
};

Status write_png(const std::filesystem::path& path, const platform::Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGBA;
    std::vector<std::uint8_t> opaque = picture.rgba;
    for (std::size_t i = 3; i < opaque.size(); i += 4) opaque[i] = 0xFF;
    if (png_image_write_to_file(&image, path.c_str(), 0, opaque.data(), 0, nullptr) == 0) {
        return Error{ErrorCode::kInvalid, "the picture can't be written"};
    }
    return ok();
}

struct Wish {
    std::filesystem::path out;
    std::string assets = "assets";
    std::string language = "nl";
    std::string size = "1280x800";
    std::string theme = "light";
    int text_percent = 100;
};

class Studio {
public:
    static Result<std::unique_ptr<Studio>> open(const Wish& wish) {
        platform::WindowOptions options{.visibility = platform::Visibility::kHidden};
        if (std::sscanf(wish.size.c_str(), "%dx%d", &options.width, &options.height) != 2) {
            return Error{ErrorCode::kInvalid, "a size looks like 1280x800"};
        }
        TRY_ASSIGN(auto window, platform::Window::open(options));
        TRY_ASSIGN(auto parts, platform::read_app_assets(wish.assets));
        auto studio = std::unique_ptr<Studio>(new Studio(std::move(window), wish.out));
        parts.ids = &studio->ids_;
        parts.preferences.language = wish.language;
        parts.preferences.text_percent = wish.text_percent;
        if (wish.theme == "dark") parts.preferences.theme = ui::ThemeChoice::kDark;
        if (wish.theme == "sun") parts.preferences.theme = ui::ThemeChoice::kSun;
        studio->parts_ = std::move(parts);
        return studio;
    }

    // Draws `snapshot`, taps what `taps` names one after the other, types, and keeps the picture.
    struct Script {
        std::vector<std::string> taps;
        std::string typed;
    };
    Status take(const std::string& name, const ui::Snapshot& snapshot, const Script& script) {
        TRY_ASSIGN(auto app, ui::App::create(parts_));
        app.show(std::make_shared<const ui::Snapshot>(snapshot));
        settle(app);
        for (const std::string& id : script.taps) {
            scroll_to(app, id);
            const ui::Item* item = app.items().find(id);
            if (item == nullptr || item->visible.empty()) {
                return Error{ErrorCode::kNotFound, name + " lacks " + id};
            }
            tap(app, item->visible.centre());
        }
        for (const char letter : script.typed) {
            ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
        }
        settle(app);
        return write_png(out_ / (name + ".png"), window_->read_back());
    }

private:
    bool draw(ui::App& app) {
        window_->poll();
        if (app.prepare(window_->surface())) window_->upload_fonts();
        window_->begin_frame();
        const bool again = app.frame({demo_now(), std::chrono::milliseconds(16 * ++frames_)});
        window_->end_frame();
        return again;
    }

    void settle(ui::App& app) {
        constexpr int kFramesMax = 40;
        for (int i = 0; i < kFramesMax && draw(app); ++i) {
        }
    }

    // Turns the wheel until the item is in sight, as a finger would drag.
    void scroll_to(ui::App& app, const std::string& id) {
        constexpr int kNotchesMax = 30;
        ImGuiIO& io = ImGui::GetIO();
        const ui::Item* first = app.items().find(id);
        if (first == nullptr) return;
        io.AddMousePosEvent(first->rect.centre().x, io.DisplaySize.y * 0.5F);
        for (int i = 0; i < kNotchesMax; ++i) {
            const ui::Item* item = app.items().find(id);
            if (item == nullptr || item->visible.h >= item->rect.h) return;
            io.AddMouseWheelEvent(0, -1);
            draw(app);
            settle(app);
        }
    }

    void tap(ui::App& app, ui::Point point) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(point.x, point.y);
        io.AddMouseButtonEvent(0, true);
        settle(app);
        io.AddMouseButtonEvent(0, false);
        settle(app);
    }

    Studio(std::unique_ptr<platform::Window> window, std::filesystem::path out)
        : window_(std::move(window)), out_(std::move(out)) {}

    std::unique_ptr<platform::Window> window_;
    std::filesystem::path out_;
    CountedIds ids_;
    int frames_ = 0;
    ui::AppParts parts_;
};

ui::Snapshot with(const std::vector<void (*)(ui::Snapshot&)>& parts) {
    ui::Snapshot snapshot = demo_base();
    for (const auto& part : parts) part(snapshot);
    return snapshot;
}

Status draw_locked(Studio& studio) {
    TRY(studio.take("09-unlock", demo_locked(), {{"pin_1", "pin_2", "pin_3", "pin_4"}, {}}));
    TRY(studio.take("09a-unlock-passphrase", demo_locked(), {{"use_passphrase"}, "een zin"}));
    ui::Snapshot wrong = demo_locked();
    wrong.unlock_failure = ui::UnlockFailure::kTooManyTries;
    wrong.unlock_allowed_at = demo_now() + std::chrono::seconds(30);
    TRY(studio.take("09b-unlock-wait", wrong, {}));
    ui::Snapshot unusable = demo_locked();
    unusable.lock = ui::LockState::kUnusable;
    unusable.store_error = Error{ErrorCode::kCorrupt, ""};
    TRY(studio.take("09c-unusable", unusable, {}));
    ui::Snapshot fresh;
    fresh.lock = ui::LockState::kNoStore;
    return studio.take("09d-set-up", fresh, {{"set_up_begin", "set_up_name"}, "Lies"});
}

Status draw_log_contact(Studio& studio) {
    ui::Snapshot snapshot = with({add_today, add_log_contact});
    add_families(snapshot, "");
    const auto take = [&](const char* name, std::vector<std::string> taps) {
        taps.insert(taps.begin(), "rail_log_contact");
        return studio.take(name, snapshot, {std::move(taps), {}});
    };
    TRY(take("02-log-contact", {"note"}));
    const ui::Snapshot at_place = with({add_places, add_place, add_log_contact});
    TRY(studio.take("02f-log-contact-place", at_place,
                    {{"rail_places", "place_row_0", "log_contact_place"}, {}}));
    TRY(take("02b-log-contact-follow-up", {"next_follow_up"}));
    TRY(take("02c-log-contact-family", {"choose_family"}));
    TRY(take("02d-log-contact-referral", {"next_referral"}));
    return take("02e-log-contact-when", {"choose_when"});
}

Status draw_work(Studio& studio) {
    TRY(studio.take("01-today", with({add_today}), {}));
    TRY(studio.take("01c-today-plan", with({add_today}), {{"plan_appointment"}, {}}));
    TRY(studio.take("01d-today-step", with({add_today}), {{"step_0"}, {}}));
    TRY(studio.take("14-today-empty", with({add_nothing_today}), {}));
    TRY(studio.take("01b-today-waiting", with({}), {}));
    ui::Snapshot families = with({add_family});
    add_families(families, "");
    add_families(families, "peeters mol kerk");
    TRY(studio.take("10-families", families, {{"rail_families"}, {}}));
    TRY(studio.take("10b-families-found", families,
                    {{"rail_families", "family_search"}, "peeters mol kerk"}));
    TRY(studio.take("03-family", families, {{"rail_families", "family_row_0"}, {}}));
    const auto family = [&](const char* name, const char* item) {
        return studio.take(name, families, {{"rail_families", "family_row_0", item}, {}});
    };
    TRY(family("03b-family-edit", "edit_family"));
    TRY(family("03c-family-child", "edit_member_2"));
    TRY(family("03d-family-step", "timeline_step_1"));
    TRY(family("03e-family-delete", "timeline_more_0"));
    TRY(family("03f-family-plan", "plan_appointment"));
    const ui::Snapshot places = with({add_places, add_place});
    TRY(studio.take("04-places", places, {{"rail_places"}, {}}));
    TRY(studio.take("04b-place", places, {{"rail_places", "place_row_0"}, {}}));
    TRY(studio.take("04c-contact-person", places,
                    {{"rail_places", "place_row_0", "edit_contact_person_0"}, {}}));
    TRY(studio.take("08b-answer", with({add_today}), {{"rail_follow_ups", "answer_3"}, {}}));
    return studio.take("08-follow-ups", with({add_today}), {{"rail_follow_ups"}, {}});
}

Status draw_tablet(Studio& studio) {
    ui::Snapshot busy = demo_base();
    busy.sync.state = sync::SyncState::kExchanging;
    busy.sync.to_send = 23;
    busy.sync.sent_now = 41;
    busy.sync.to_send_at_start = 64;
    busy.sync.received_now = 12;
    busy.sync.open_conflicts = 1;
    busy.sync.last_run_ms = 3100;
    TRY(studio.take("06-sync", busy, {{"rail_sync"}, {}}));
    TRY(studio.take("06b-sync-waiting", with({}), {{"rail_sync"}, {}}));
    ui::Snapshot alone = demo_base();
    alone.sync = {};
    alone.enrol = ui::EnrolState::kBadCode;
    TRY(studio.take("06c-sync-enrol", alone, {{"rail_sync"}, {}}));
    return studio.take("15-settings", with({}), {{"rail_sync", "settings"}, {}});
}

Status draw_all(const Wish& wish) {
    std::error_code failure;
    std::filesystem::create_directories(wish.out, failure);
    TRY_ASSIGN(auto studio, Studio::open(wish));
    TRY(draw_locked(*studio));
    TRY(draw_work(*studio));
    TRY(draw_log_contact(*studio));
    return draw_tablet(*studio);
}

}  // namespace

}  // namespace oppad::screens

int main(int argc, char** argv) {
    oppad::screens::Wish wish;
    CLI::App cli{"Draws every screen of Op Pad with invented records, as PNG"};
    cli.add_option("out", wish.out, "Folder for the pictures")->required();
    cli.add_option("--assets", wish.assets, "The repository's assets folder");
    cli.add_option("--language", wish.language, "nl, fr or en");
    cli.add_option("--size", wish.size, "Width x height in pixels");
    cli.add_option("--text-percent", wish.text_percent, "100, 125, 150 or 200");
    cli.add_option("--theme", wish.theme, "light, dark or sun");
    CLI11_PARSE(cli, argc, argv);
    const oppad::Status drawn = oppad::screens::draw_all(wish);
    if (drawn.has_value()) return 0;
    std::fprintf(stderr, "%s\n", drawn.error().detail.c_str());
    return 1;
}
