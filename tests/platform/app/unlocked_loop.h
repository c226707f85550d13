// The engine's loop over fakes, unlocked: for what an unlocked tablet is asked under ticket 7.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <utility>
#include <vector>

#include "platform/app/engine_loop.h"
#include "tests/platform/app/fake_shelf.h"
#include "tests/platform/app/fake_tablet.h"

namespace oppad::test {

struct UnlockedLoop {
    TabletLog log;
    FakeGate gate{log};
    StillClock clock;
    MemoryFiles files;
    FakeShelf shelf;
    platform::EngineLoop loop{gate, clock, files, shelf, "/store"};

    UnlockedLoop() {
        send(ui::Unlock{Secret::copy_of_text("123456")});
        loop.step();
    }
    template <class Intent>
    void send(Intent intent) {
        std::vector<ui::Intent> intents;
        intents.emplace_back(std::move(intent));
        loop.take(std::move(intents));
    }
    // REQUIREs that it is the only one that is new.
    engine::Outcome outcome() {
        const auto snapshot = loop.take_snapshot();
        REQUIRE(snapshot);
        REQUIRE(snapshot->outcomes.size() == 1);
        CHECK(snapshot->outcomes[0].ticket == 7);
        return snapshot->outcomes[0].outcome;
    }
};

}  // namespace oppad::test
