// Hands that tap, drag, hold, turn the tablet, type and change settings at random, the same for the
// same seed.
#pragma once

#include <random>

#include "tests/ui/support/test_app.h"

namespace oppad::test {

class RandomHands {
public:
    // Borrows `app`.
    RandomHands(TestApp& app, unsigned seed) : dice_(seed), app_(app) {}

    // One thing that hands do.
    void act();
    // 0 … sides - 1.
    int roll(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(dice_); }

    // As anybody would: away with the keyboard, and the word on the rail. REQUIREs that it leads to
    // Today, from wherever in the work these hands have come.
    void go_home();

private:
    void act_seldom();
    [[nodiscard]] bool reaches(const char* id) const;
    ui::Point anywhere();
    ui::Point on_something();
    void tap();
    void drag();
    void rest();
    void type();
    void turn_while_typing();
    void change_setting();
    void press_key();
    void turn();

    std::mt19937 dice_;
    TestApp& app_;
    ui::Surface surface_;
};

}  // namespace oppad::test
