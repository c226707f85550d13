// One window of GLFW with an OpenGL 3 surface for Dear ImGui: the only file that knows GLFW.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "ui/frame/app.h"

namespace oppad::platform {

enum class Visibility { kShown, kHidden };

struct WindowOptions {
    int width = 1280;
    int height = 800;
    const char* title = "Op Pad";
    Visibility visibility = Visibility::kShown;
};

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;  // Rows from the top.
};

// Makes and owns the Dear ImGui context. At most one at a time. Thread: main.
class Window {
public:
    // Fails: kNotFound without a display or OpenGL 3.
    static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] bool should_close() const;
    [[nodiscard]] ui::Surface surface() const;

    // Sleeps until input, wake() or the time-out; unset = for ever.
    void wait(std::optional<std::chrono::milliseconds> timeout);
    // Takes what waits, without sleeping.
    void poll();
    // Ends a wait(). Thread: any.
    static void wake();
    // Whether anything came in (finger, key, size, uncover) since the last call.
    bool take_input_seen();

    void upload_fonts();
    void begin_frame();
    void end_frame();
    // The frame as drawn by the last end_frame().
    [[nodiscard]] Picture read_back() const;

private:
    struct Inside;
    explicit Window(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace oppad::platform
