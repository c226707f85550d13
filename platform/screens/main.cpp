// oppad-screens: draws every screen with invented records and writes it as PNG, for looking at it.
#include <fmt/format.h>
#include <imgui.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "platform/app/app_assets.h"
#include "platform/app/window_glfw.h"
#include "platform/screens/demo.h"
#include "platform/screens/picture_file.h"
#include "platform/screens/tour.h"
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

struct Wish {
    std::filesystem::path out;
    std::string assets = "assets";
    std::string language = "nl";
    std::string size = "1280x800";
    std::string theme = "light";
    int text_percent = 100;
    bool left_handed = false;
    std::vector<std::string> only;  // Names of scenes; none = all of them.
    bool small = false;
    bool extremes = false;
    bool all = false;
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
        auto studio = std::unique_ptr<Studio>(new Studio(
            std::move(window), wish.out, wish.small ? Packing::kSmall : Packing::kQuick));
        parts.ids = &studio->ids_;
        parts.preferences.language = wish.language;
        parts.preferences.text_percent = wish.text_percent;
        parts.preferences.left_handed = wish.left_handed;
        parts.preferences.tour_seen = true;
        parts.about.version = "1.0.0";  // No picture changes with the number of a release.
        if (wish.theme == "dark") parts.preferences.theme = ui::ThemeChoice::kDark;
        if (wish.theme == "sun") parts.preferences.theme = ui::ThemeChoice::kSun;
        studio->parts_ = std::move(parts);
        return studio;
    }

    // Plays the scene and keeps the picture.
    Status take(const Scene& scene) {
        const std::string& name = scene.name;
        TRY_ASSIGN(auto app, ui::App::create(parts_));
        app.show(std::make_shared<const ui::Snapshot>(scene.snapshot));
        settle(app);
        for (const std::string& id : scene.taps) {
            scroll_to(app, id);
            const ui::Item* item = app.items().find(id);
            if (item == nullptr || item->visible.empty()) {
                return Error{ErrorCode::kNotFound, name + " lacks " + id};
            }
            tap(app, item->visible.centre());
        }
        for (const char letter : scene.typed) {
            ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
        }
        settle(app);
        if (scene.then) {
            app.show(std::make_shared<const ui::Snapshot>(*scene.then));
            settle(app);
        }
        return write_png(out_ / (name + ".png"), window_->read_back(), packing_);
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

    // Turns the wheel until the item is in sight, as a finger would drag. Long lists draw only what
    // is near: an item that isn't there yet may be further down.
    void scroll_to(ui::App& app, const std::string& id) {
        constexpr int kNotchesMax = 300;
        constexpr float kEnough = 60;  // Of what is higher than its place.
        ImGuiIO& io = ImGui::GetIO();
        for (int i = 0; i < kNotchesMax; ++i) {
            const ui::Item* item = app.items().find(id);
            if (item != nullptr && item->visible.h >= std::min(item->rect.h - 1, kEnough)) return;
            const ui::Point over = point_beside(app, item);
            const bool is_below = item == nullptr || item->rect.centre().y > over.y;
            io.AddMousePosEvent(over.x, over.y);
            io.AddMouseWheelEvent(0, is_below ? -0.5F : 0.5F);
            draw(app);
            settle(app);
        }
    }

    // Over the largest thing in sight of the list that the item is in, else where lists usually
    // are.
    static ui::Point point_beside(const ui::App& app, const ui::Item* item) {
        const ImVec2 screen = ImGui::GetIO().DisplaySize;
        ui::Point over{screen.x * 0.6F, screen.y * 0.4F};
        if (item == nullptr) return over;
        float most = 0;
        for (const ui::Item& other : app.items().items()) {
            const float size = other.visible.w * other.visible.h;
            if (other.scroll != item->scroll || other.takes_text() || size <= most) continue;
            most = size;
            over = other.visible.centre();
        }
        return over;
    }

    void tap(ui::App& app, ui::Point point) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(point.x, point.y);
        io.AddMouseButtonEvent(0, true);
        settle(app);
        io.AddMouseButtonEvent(0, false);
        settle(app);
    }

    Studio(std::unique_ptr<platform::Window> window, std::filesystem::path out, Packing packing)
        : window_(std::move(window)), out_(std::move(out)), packing_(packing) {}

    std::unique_ptr<platform::Window> window_;
    std::filesystem::path out_;
    Packing packing_;
    CountedIds ids_;
    int frames_ = 0;
    ui::AppParts parts_;
};

Status draw_scenes(const Wish& wish) {
    std::error_code failure;
    std::filesystem::create_directories(wish.out, failure);
    TRY_ASSIGN(auto studio, Studio::open(wish));
    std::vector<Scene> scenes = usual_scenes();
    if (wish.extremes) {
        for (Scene& scene : extreme_scenes()) scenes.push_back(std::move(scene));
    }
    std::size_t taken = 0;
    for (const Scene& scene : scenes) {
        const auto& only = wish.only;
        if (!only.empty() && std::find(only.begin(), only.end(), scene.name) == only.end())
            continue;
        TRY(studio->take(scene));
        ++taken;
    }
    if (!wish.only.empty() && taken != wish.only.size())
        return Error{ErrorCode::kNotFound, "a name of --only is of no scene"};
    return ok();
}

// Every language, theme, size and size of text, each in a folder of its own.
Status draw_all(const Wish& wish) {
    for (const char* size : {"1024x600", "1280x800", "1920x1200", "800x1280"}) {
        for (const char* language : {"nl", "fr", "en"}) {
            for (const char* theme : {"light", "dark", "sun"}) {
                for (const int percent : {100, 150, 200}) {
                    Wish each = wish;
                    each.size = size;
                    each.language = language;
                    each.theme = theme;
                    each.text_percent = percent;
                    each.extremes = true;
                    each.out /= fmt::format("{}-{}-{}-{}", size, language, theme, percent);
                    TRY(draw_scenes(each));
                }
            }
        }
    }
    return ok();
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
    cli.add_option("--only", wish.only, "Names of the pictures wanted, comma between")
        ->delimiter(',');
    cli.add_flag("--small", wish.small, "Pack the pictures tightly, for keeping");
    cli.add_flag("--left-handed", wish.left_handed, "Mirrored for the left hand");
    cli.add_flag("--extremes", wish.extremes, "Also empty, loading, refused and crowded screens");
    cli.add_flag("--all", wish.all, "Every language, theme, size and size of text");
    CLI11_PARSE(cli, argc, argv);
    const oppad::Status drawn =
        wish.all ? oppad::screens::draw_all(wish) : oppad::screens::draw_scenes(wish);
    if (drawn.has_value()) return 0;
    std::fprintf(stderr, "%s\n", drawn.error().detail.c_str());
    return 1;
}
