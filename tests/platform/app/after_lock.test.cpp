// What was read and typed, looked for in the memory of the window and of the engine's loop once the
// tablet is locked (tests/support/heap_search.h).
#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "engine/core/renew.h"
#include "platform/screens/demo.h"
#include "tests/platform/app/unlocked_loop.h"
#include "tests/support/heap_search.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

constexpr std::size_t kShort = 14;  // As much as lies inside its object.

ui::Snapshot open_family_list() {
    ui::Snapshot open = screens::demo_base();
    screens::add_today(open);
    screens::add_families(open, "");
    screens::add_log_contact(open);
    return open;
}

}  // namespace

TEST_CASE("what was typed in the window is nowhere in its memory after the lock",
          "[platform][secrecy]") {
    constexpr int kSearched = 4;
    constexpr int kNoted = 9;
    // Owned here: a member of the window is looked for in the heap, as in the program.
    auto app = std::make_unique<TestApp>(open_family_list());
    app->tap("rail_families");
    app->tap("family_search");
    app->type(planted_text(kSearched, 1).substr(0, kShort));
    app->tap("rail_log_contact");
    app->tap("note");
    app->type(planted_text(kNoted, 3));
    app->settle();
    REQUIRE(count_in_heap(kSearched, kShort) > 0);
    REQUIRE(count_in_heap(kNoted) > 0);
    app->forget_asked();
    app->show(screens::demo_locked());
    CHECK(count_in_heap(kSearched, kShort) == 0);
    CHECK(count_in_heap(kNoted) == 0);
}

TEST_CASE("what the engine's loop had made and was asked is nowhere in its memory after the lock",
          "[platform][secrecy]") {
    constexpr int kSearched = 6;
    constexpr int kShown = 13;
    auto bench = std::make_unique<UnlockedLoop>();
    bench->log.title = planted_text(kShown, 2);
    bench->send(ui::Watch{
        {engine::LookToday{}, engine::LookFamilies{planted_text(kSearched, 1).substr(0, kShort)}}});
    bench->loop.step();
    bench->loop.take_snapshot();
    REQUIRE(count_in_heap(kSearched, kShort) > 0);
    REQUIRE(count_in_heap(kShown) > 1);
    renew(bench->log.title);
    bench->send(ui::LockNow{});
    bench->loop.take_snapshot();
    CHECK(count_in_heap(kSearched, kShort) == 0);
    CHECK(count_in_heap(kShown) == 0);
}

}  // namespace oppad::test
