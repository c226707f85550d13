// A new code in the place of the one that opens the tablet: derived in a step of its own, answered
// under its ticket, for nobody but the person who works here.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/platform/app/unlocked_loop.h"

namespace oppad::platform {
namespace {

struct Bench : test::UnlockedLoop {
    void ask(const char* old_code, std::uint64_t person = 0) {
        ui::ChangeCode wish;
        wish.ticket = 7;
        wish.old_code = Secret::copy_of_text(old_code);
        wish.new_code = Secret::copy_of_text("719204");
        wish.person = person;
        send(std::move(wish));
    }
};

}  // namespace

TEST_CASE("a code is changed in a step of its own, once, and answered", "[platform][code]") {
    Bench bench;
    bench.ask("123456");
    bench.ask("123456");  // A second tap on the button.
    CHECK(bench.gate.code_changes == 0);
    bench.loop.step();
    bench.loop.step();
    CHECK(bench.gate.code_changes == 1);
    CHECK(bench.gate.new_code_given == "719204");
    CHECK(bench.outcome().saved());
}

TEST_CASE("a wrong old code is told at its field, and what else failed as an error",
          "[platform][code]") {
    Bench bench;
    SECTION("the old one") {
        bench.ask("000000");
        bench.loop.step();
        CHECK(bench.outcome().problems == Problems{{ProblemCode::kWrongPassphrase, "old_code"}});
    }
    SECTION("one that this tablet can't take, or a full disk") {
        const ErrorCode code = GENERATE(ErrorCode::kInvalid, ErrorCode::kDiskFull);
        bench.gate.code_fails_with = code;
        bench.ask("123456");
        bench.loop.step();
        const engine::Outcome outcome = bench.outcome();
        REQUIRE(outcome.error);
        CHECK(outcome.error->code == code);
        CHECK(outcome.problems.empty());
    }
    CHECK(bench.gate.new_code_given.empty());
}

TEST_CASE("that somebody else knows the code is told until it was changed", "[platform][code]") {
    Bench bench;
    bench.log.has_former_code = true;
    bench.ask("000000");
    bench.loop.step();
    CHECK(bench.loop.take_snapshot()->has_former_code);
    bench.ask("123456");
    bench.loop.step();
    CHECK_FALSE(bench.loop.take_snapshot()->has_former_code);
}

TEST_CASE("after too many wrong old codes the tablet locks", "[platform][code]") {
    Bench bench;
    bench.gate.must_wait = true;
    bench.ask("000000");
    bench.loop.step();
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kLocked);
}

TEST_CASE("a code is not changed for who locked the tablet, nor for who worked here before",
          "[platform][code][hazard-28]") {
    Bench bench;
    SECTION("locked before") {
        bench.send(ui::LockNow{});
        bench.ask("123456");
    }
    SECTION("locked meanwhile") {
        bench.ask("123456");
        bench.send(ui::LockNow{});
    }
    SECTION("asked by another") { bench.ask("123456", 3); }
    bench.loop.step();
    bench.send(ui::Unlock{Secret::copy_of_text("123456")});
    bench.loop.step();
    bench.loop.step();
    CHECK(bench.gate.code_changes == 0);
}

}  // namespace oppad::platform
