// oppad-screens: draws every screen with invented records and writes it as PNG, for looking at it.
#include <fmt/format.h>
#include <imgui.h>
#include <png.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "platform/app/app_assets.h"
#include "platform/app/window_glfw.h"
#include "platform/screens/demo.h"
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

Status write_png(const std::filesystem::path& path, const platform::Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGBA;
    image.flags = PNG_IMAGE_FLAG_FAST;
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
        auto studio = std::unique_ptr<Studio>(new Studio(std::move(window), wish.out));
        parts.ids = &studio->ids_;
        parts.preferences.language = wish.language;
        parts.preferences.text_percent = wish.text_percent;
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

    // Turns the wheel until the item is in sight, as a finger would drag. Long lists draw only what
    // is near: an item that isn't there yet may be further down.
    void scroll_to(ui::App& app, const std::string& id) {
        constexpr int kNotchesMax = 200;
        ImGuiIO& io = ImGui::GetIO();
        for (int i = 0; i < kNotchesMax; ++i) {
            const ui::Item* item = app.items().find(id);
            if (item != nullptr && item->visible.h >= item->rect.h - 1) return;
            const float middle = io.DisplaySize.y * 0.5F;
            const bool is_below = item == nullptr || item->rect.centre().y > middle;
            const float x = item == nullptr ? io.DisplaySize.x * 0.6F : item->rect.centre().x;
            io.AddMousePosEvent(x, middle);
            io.AddMouseWheelEvent(0, is_below ? -1.0F : 1.0F);
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

Status draw_scenes(const Wish& wish) {
    std::error_code failure;
    std::filesystem::create_directories(wish.out, failure);
    TRY_ASSIGN(auto studio, Studio::open(wish));
    for (const Scene& scene : usual_scenes()) TRY(studio->take(scene));
    if (wish.extremes) {
        for (const Scene& scene : extreme_scenes()) TRY(studio->take(scene));
    }
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
    cli.add_flag("--extremes", wish.extremes, "Also empty, loading, refused and crowded screens");
    cli.add_flag("--all", wish.all, "Every language, theme, size and size of text");
    CLI11_PARSE(cli, argc, argv);
    const oppad::Status drawn =
        wish.all ? oppad::screens::draw_all(wish) : oppad::screens::draw_scenes(wish);
    if (drawn.has_value()) return 0;
    std::fprintf(stderr, "%s\n", drawn.error().detail.c_str());
    return 1;
}
