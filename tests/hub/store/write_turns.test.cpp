#include "sync/server/store/write_turns.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

namespace oppad::test {

using namespace std::chrono_literals;

TEST_CASE("a turn is one writer's until it ends", "[hub][turns]") {
    hub::WriteTurns turns;
    {
        auto first = turns.take(0ms);
        REQUIRE(first);
        CHECK_FALSE(turns.take(0ms));
        const hub::WriteTurns::Turn moved = std::move(*first);
        first.reset();
        CHECK_FALSE(turns.take(0ms));
    }
    CHECK(turns.take(0ms));
}

TEST_CASE("whoever waits for a turn gets one, and never two at once", "[hub][turns]") {
    constexpr int kWriters = 8;
    constexpr int kEach = 500;
    hub::WriteTurns turns;
    int count = 0;  // Unguarded: the turns are what guards it.
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
        writers.emplace_back([&turns, &count] {
            for (int at = 0; at < kEach; ++at) {
                const auto turn = turns.take(1h);
                count += turn ? 1 : 0;
            }
        });
    }
    for (std::thread& writer : writers) writer.join();
    CHECK(count == kWriters * kEach);
}

}  // namespace oppad::test
