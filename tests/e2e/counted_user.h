// A person at the tablet whose work is counted: what a job costs the finger, the clock and the
// tablet. Drives the real window; every step REQUIREs its success.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/e2e/driver/driven_tablet.h"

namespace oppad::e2e {

struct JobCost {
    std::string job;
    int taps = 0;
    int swipes = 0;                     // Drags that scroll.
    int letters = 0;                    // Typed, each one key.
    std::chrono::milliseconds took{0};  // Of this machine, which draws in software: told, not held.
    std::int64_t frames = 0;            // Drawn meanwhile.
};

class CountedUser {
public:
    explicit CountedUser(DrivenTablet& tablet) : tablet_(tablet) {}

    void begin(std::string_view job);
    // Swipes up the screen until the item shows, where need be down again, then taps it.
    void tap(std::string_view id);
    // What stands folded there on a low screen costs one tap more.
    void unfold(std::string_view id);
    // The first in sight whose id begins so: "settle_" is the first that can be ticked off.
    void tap_first(std::string_view prefix);
    void type(const std::string& text);
    void see_screen(std::string_view name);
    void see(std::string_view id);
    void see_gone(std::string_view id);
    // Ends the job that was begun.
    JobCost end();

private:
    void bring_into_sight(std::string_view id);
    // Keeps a picture of what is in sight instead.
    void must_be(const Status& status);

    DrivenTablet& tablet_;
    JobCost cost_;
    std::chrono::steady_clock::time_point began_at_;
    std::int64_t frames_before_ = 0;
};

// As a table of Markdown, a line a job.
std::string table_of(const std::vector<JobCost>& costs);

}  // namespace oppad::e2e
