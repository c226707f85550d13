// One real oppad window on a display of its own, driven as a person does: by taps on what is in
// sight and by keys. What is in sight comes from the item map that the window writes
// (ui/frame/item_map.h); ids, never pixels, are named.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/e2e/driver/display.h"
#include "tests/e2e/driver/program.h"

namespace oppad::e2e {

struct TabletOptions {
    std::string program;  // The oppad executable.
    std::string store_folder;
    std::string home_folder;  // Of the person: XDG_DATA_HOME, with the device share.
    std::string work_folder;  // Logs, item map, frame buffer.
    DisplaySize size;
    std::vector<std::string> more_arguments;
};

struct SeenItem {
    std::string id;
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    bool operator==(const SeenItem&) const = default;
};

// Every wait has a deadline; what fails says what was in sight instead.
class DrivenTablet {
public:
    static Result<std::unique_ptr<DrivenTablet>> create(TabletOptions options);

    // Starts the program on the same store again, after it ended or was killed.
    Status start();
    Program& program() { return *program_; }
    Display& display() { return display_; }
    [[nodiscard]] DisplaySize size() const { return options_.size; }

    // Returns the screen's name as of the last drawn frame, else empty.
    [[nodiscard]] std::string screen() const;
    [[nodiscard]] std::vector<SeenItem> items() const;
    [[nodiscard]] std::optional<SeenItem> find(std::string_view id) const;
    // Whether enough of it is in sight to be tapped.
    [[nodiscard]] bool is_whole(std::string_view id) const;
    // How many frames the window has drawn since it started.
    [[nodiscard]] std::int64_t frame() const;

    // Fails: kNotFound at the deadline.
    Status wait_for_screen(std::string_view name);
    Status wait_for_item(std::string_view id);
    Status wait_without_item(std::string_view id);
    // Waits for the item to be in sight and to stand still, then taps its middle.
    Status tap(std::string_view id);
    // Drags from the lower to the upper part of the screen, as who reads on does.
    Status swipe_up();
    // The other way, as who looks back does.
    Status swipe_down();
    Status type(const std::string& text) { return display_.type(text); }
    // Opens the locked tablet, skips the tour of a new one, waits for the first screen of work.
    Status unlock(const std::string& pin);
    // Waits until nothing is drawn any more: all letters are taken in. Bounded by three seconds,
    // for what moves for ever.
    void settle();
    // After settle().
    Status save_picture(const std::string& png_path);

    // What the program wrote to standard error so far.
    [[nodiscard]] std::string log() const;

private:
    DrivenTablet(TabletOptions options, Display display);
    [[nodiscard]] std::string map_path() const { return options_.work_folder + "/items.json"; }
    [[nodiscard]] Error not_seen(std::string_view what) const;
    Status swipe(int from_y, int to_y);
    Result<SeenItem> still_item(std::string_view id);

    TabletOptions options_;
    Display display_;
    std::optional<Program> program_;
};

}  // namespace oppad::e2e
