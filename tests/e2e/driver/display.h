// A screen that nobody sees: one Xvfb, its pixels as PNG, and hands (xdotool) that tap and type on
// it.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "tests/e2e/driver/program.h"

namespace oppad::e2e {

struct DisplaySize {
    int width = 1280;
    int height = 800;

    bool operator==(const DisplaySize&) const = default;
};

class Display {
public:
    // `folder` takes the frame buffer. Fails: kNotFound without Xvfb, kBusy when it doesn't start.
    static Result<Display> open(const std::string& folder, DisplaySize size);

    // ":7".
    [[nodiscard]] const std::string& name() const { return name_; }

    Status tap(int x, int y);
    Status drag(int x, int from_y, int to_y);
    // One key press per character.
    Status type(const std::string& text);
    // As xdotool names them: "Return", "ctrl+s".
    Status key(const std::string& name);
    // Fails: kInternal when the frame buffer isn't one, kDiskFull when the file can't be written.
    Status save_picture(const std::string& png_path);

private:
    Display(Program server, std::string name, std::string folder)
        : server_(std::move(server)), name_(std::move(name)), folder_(std::move(folder)) {}
    Status hands(std::vector<std::string> arguments);

    Program server_;
    std::string name_;
    std::string folder_;
};

}  // namespace oppad::e2e
