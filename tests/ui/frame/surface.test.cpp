// How large things are drawn on a display of so many pixels.
#include "ui/frame/surface.h"

#include <catch2/catch_test_macros.hpp>

namespace oppad::test {

TEST_CASE("a display that says nothing of its scale is drawn as the screens were designed",
          "[ui][surface]") {
    CHECK(ui::fit_surface(1280, 800, 1).pixel_ratio == 1.0F);
    CHECK(ui::fit_surface(800, 1280, 1).pixel_ratio == 1.0F);
    CHECK(ui::fit_surface(1920, 1200, 1).pixel_ratio == 1.5F);
    CHECK(ui::fit_surface(1200, 1920, 1).pixel_ratio == 1.5F);
    CHECK(ui::fit_surface(2560, 1600, 1).pixel_ratio == 2.0F);
}

TEST_CASE("a bar of the system takes a strip of the screen, and nothing of what is readable",
          "[ui][surface]") {
    CHECK(ui::fit_surface(1920, 1168, 1).pixel_ratio == 1.5F);
    CHECK(ui::fit_surface(1366, 768, 1).pixel_ratio == 1.0F);
    CHECK(ui::fit_surface(1280, 768, 1).pixel_ratio == 1.0F);
}

TEST_CASE("a wall of pixels is still held at arm's length", "[ui][surface]") {
    CHECK(ui::fit_surface(5120, 3200, 1).pixel_ratio == 2.0F);
}

TEST_CASE("the shorter side decides, and a small display stays as it is", "[ui][surface]") {
    CHECK(ui::fit_surface(1024, 600, 1).pixel_ratio == 1.0F);
    CHECK(ui::fit_surface(1920, 800, 1).pixel_ratio == 1.0F);
    CHECK(ui::fit_surface(1920, 1080, 1).pixel_ratio == 1.25F);
}

TEST_CASE("a display that asks for more gets it", "[ui][surface]") {
    CHECK(ui::fit_surface(1024, 600, 1.25F).pixel_ratio == 1.25F);
    CHECK(ui::fit_surface(1920, 1200, 2).pixel_ratio == 2.0F);
    CHECK(ui::fit_surface(5120, 3200, 3).pixel_ratio == 3.0F);
    CHECK(ui::fit_surface(1920, 1200, 1.25F).pixel_ratio == 1.25F);  // Its own word, no guess.
    CHECK(ui::fit_surface(1920, 1200, 0).pixel_ratio == 1.5F);
}

}  // namespace oppad::test
