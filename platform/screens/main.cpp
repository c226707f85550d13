// oppad-screens: draws every screen with invented records and writes it as PNG, for looking at it.
#include <imgui.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "platform/app/app_assets.h"
#include "platform/app/window_glfw.h"
#include "platform/screens/demo.h"
#include "platform/screens/picture_file.h"
#include "platform/screens/tour.h"
#include "platform/screens/wheel.h"
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

constexpr int kFramesOfARest = 40;

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
};

class Studio {
public:
    static Result<std::unique_ptr<Studio>> open(const Wish& wish) {
        platform::WindowOptions options{.visibility = platform::Visibility::kHidden};
        if (std::sscanf(wish.size.c_str(), "%dx%d", &options.width, &options.height) != 2) {
            return Error{ErrorCode::kInvalid, "a size looks like 1280x800"};
        }
        auto studio = std::unique_ptr<Studio>(new Studio(wish));
        TRY_ASSIGN(studio->window_, platform::Window::open(options));
        TRY_ASSIGN(auto parts, platform::read_app_assets(wish.assets));
        parts.ids = &studio->ids_;
        parts.preferences.language = wish.language;
        parts.preferences.text_percent = wish.text_percent;
        parts.preferences.left_handed = wish.left_handed;
        parts.preferences.tour_seen = true;
        parts.about.version = "1.0.0";  // No picture changes with the number of a release.
        if (wish.theme == "dark") parts.preferences.theme = ui::ThemeChoice::kDark;
        if (wish.theme == "sun") parts.preferences.theme = ui::ThemeChoice::kSun;
        TRY_ASSIGN(auto app, ui::App::create(std::move(parts)));
        studio->app_.emplace(std::move(app));
        return studio;
    }

    // Plays the scene and keeps the picture. Nothing of the scene before is left.
    Status take(const Scene& scene) {
        const std::string& name = scene.name;
        show(demo_of_another());
        show(demo_locked());
        show(scene.snapshot);
        for (std::size_t i = 0; i < scene.taps.size(); ++i) {
            const std::string& id = scene.taps[i];
            scroll_to(id);
            const ui::Item* item = app_->items().find(id);
            if (item == nullptr || item->visible.empty()) {
                return Error{ErrorCode::kNotFound, name + " lacks " + id};
            }
            const bool rests = scene.rests && i + 1 == scene.taps.size();
            tap(item->visible.centre(), rests ? kFramesOfARest : 0);
        }
        for (const char letter : scene.typed) {
            ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
        }
        settle();
        if (scene.then) show(*scene.then);
        if (!scene.sees.empty()) scroll_to(scene.sees);
        window_->end_frame();  // What leads to the picture needs no pixels.
        return write_png(out_ / (name + ".png"), window_->read_back(), packing_);
    }

private:
    bool draw() {
        window_->poll();
        if (app_->prepare(window_->surface())) window_->upload_fonts();
        window_->begin_frame();
        return app_->frame({demo_now(), std::chrono::milliseconds(16 * ++frames_)});
    }

    void settle() {
        constexpr int kFramesMax = 40;
        for (int i = 0; i < kFramesMax && draw(); ++i) {
        }
    }

    void show(const ui::Snapshot& snapshot) {
        app_->show(std::make_shared<const ui::Snapshot>(snapshot));
        settle();
    }

    void scroll_to(const std::string& id) {
        constexpr int kTurnsMax = 300;
        ImGuiIO& io = ImGui::GetIO();
        if (const auto fold = fold_over(app_->items(), id)) {
            scroll_to(std::string(*fold));
            tap(app_->items().find(*fold)->visible.centre(), 0);
        }
        for (int i = 0; i < kTurnsMax; ++i) {
            const auto turn = turn_towards(app_->items(), id, window_->surface());
            if (!turn) return;
            io.AddMousePosEvent(turn->over.x, turn->over.y);
            io.AddMouseWheelEvent(0, turn->notches);
            settle();
        }
    }

    void tap(ui::Point point, int frames_at_rest) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(point.x, point.y);
        io.AddMouseButtonEvent(0, true);
        settle();
        for (int i = 0; i < frames_at_rest; ++i) draw();
        io.AddMouseButtonEvent(0, false);
        settle();
    }

    explicit Studio(const Wish& wish)
        : out_(wish.out), packing_(wish.small ? Packing::kSmall : Packing::kQuick) {}

    std::unique_ptr<platform::Window> window_;
    std::filesystem::path out_;
    Packing packing_;
    CountedIds ids_;
    int frames_ = 0;
    std::optional<ui::App> app_;  // Ends before the window that it draws in.
};

Status draw_scenes(const Wish& wish) {
    std::error_code failure;
    std::filesystem::create_directories(wish.out, failure);
    TRY_ASSIGN(auto studio, Studio::open(wish));
    std::size_t taken = 0;
    for (const Scene& scene : wish.extremes ? all_scenes() : usual_scenes()) {
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
    CLI11_PARSE(cli, argc, argv);
    const oppad::Status drawn = oppad::screens::draw_scenes(wish);
    if (drawn.has_value()) return 0;
    std::fprintf(stderr, "%s\n", drawn.error().detail.c_str());
    return 1;
}
