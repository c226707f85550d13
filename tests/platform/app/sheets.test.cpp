// How a sheet leaves the tablet: the PIN again, then the audit, then the file.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/platform/app/unlocked_loop.h"

namespace oppad::platform {
namespace {

struct Bench : test::UnlockedLoop {
    void make(const char* passphrase) {
        ui::MakeSheet wish;
        wish.ticket = 7;
        wish.passphrase = Secret::copy_of_text(passphrase);
        wish.folder = "/home/somebody/Documents";
        send(std::move(wish));
        loop.step();
    }
};

}  // namespace

TEST_CASE("a sheet is put in its folder, and is seen to lie there", "[platform][sheet]") {
    Bench bench;
    bench.make("123456");
    CHECK(bench.shelf.folders == std::vector<std::string>{"/home/somebody/Documents"});
    CHECK(bench.log.sheets == 1);
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot->outcomes.size() == 1);
    CHECK(snapshot->outcomes[0].outcome.saved());
    CHECK(snapshot->sheets.lying.size() == 1);
}

TEST_CASE("with a wrong PIN nothing is noted and nothing is written", "[platform][sheet]") {
    Bench bench;
    bench.make("000000");
    CHECK(bench.shelf.folders.empty());
    CHECK(bench.log.sheets == 0);
    const engine::Outcome outcome = bench.outcome();
    REQUIRE(outcome.problems.size() == 1);
    CHECK(outcome.problems[0].code == ProblemCode::kWrongPassphrase);
}

TEST_CASE("after too many wrong PINs the tablet locks", "[platform][sheet]") {
    Bench bench;
    bench.gate.must_wait = true;
    bench.make("000000");
    CHECK(bench.loop.take_snapshot()->lock == ui::LockState::kLocked);
    CHECK(bench.shelf.folders.empty());
}

TEST_CASE("what the audit refuses is not written", "[platform][sheet]") {
    Bench bench;
    bench.log.refuses_sheets = true;
    bench.make("123456");
    CHECK(bench.shelf.folders.empty());
    CHECK_FALSE(bench.outcome().saved());
}

TEST_CASE("a folder that is full is told as such", "[platform][sheet]") {
    Bench bench;
    bench.shelf.fails_with = ErrorCode::kDiskFull;
    bench.make("123456");
    CHECK(bench.log.sheets == 1);  // The try stays noted.
    CHECK(bench.outcome().error->code == ErrorCode::kDiskFull);
}

TEST_CASE("a sheet is deleted when asked, and a locked tablet shows and touches none",
          "[platform][sheet]") {
    Bench bench;
    bench.make("123456");
    bench.send(ui::DeleteSheet{7, bench.shelf.sheets.lying[0].path});
    CHECK(bench.loop.take_snapshot()->sheets.lying.empty());
    bench.make("123456");
    bench.send(ui::LockNow{});
    CHECK(bench.loop.take_snapshot()->sheets == ui::Sheets{});
    bench.send(ui::DeleteSheet{7, bench.shelf.sheets.lying[0].path});
    CHECK(bench.shelf.sheets.lying.size() == 1);
}

TEST_CASE("a sheet that is neither opened nor deleted is told under its ticket",
          "[platform][sheet]") {
    Bench bench;
    bench.make("123456");
    REQUIRE(bench.outcome().saved());
    const std::string path = bench.shelf.sheets.lying[0].path;
    bench.shelf.fails_with = ErrorCode::kDenied;
    const bool is_opened = GENERATE(true, false);
    if (is_opened) {
        bench.send(ui::OpenSheet{8, path});
    } else {
        bench.send(ui::DeleteSheet{8, path});
    }
    const auto snapshot = bench.loop.take_snapshot();
    REQUIRE(snapshot->outcomes.size() == 2);
    CHECK(snapshot->outcomes[1].ticket == 8);
    REQUIRE(snapshot->outcomes[1].outcome.error);
    CHECK(snapshot->outcomes[1].outcome.error->code == ErrorCode::kDenied);
    CHECK(snapshot->sheets.lying.size() == 1);
}

TEST_CASE("papers of who worked here before go when another person takes the tablet",
          "[platform][sheet][hazard-28]") {
    Bench bench;
    bench.make("123456");
    REQUIRE(bench.shelf.sheets.lying.size() == 1);
    bench.log.has_former_papers = true;
    bench.log.staff.id.raw.bytes[0] = 9;
    SECTION("while it is open") { bench.loop.step(); }
    SECTION("when a folder could not be written to, at the next unlock") {
        bench.shelf.fails_with = ErrorCode::kDenied;
        bench.loop.step();
        CHECK(bench.log.has_former_papers);
        bench.shelf.fails_with.reset();
        bench.send(ui::LockNow{});
        bench.send(ui::Unlock{Secret::copy_of_text("123456")});
        bench.loop.step();
        bench.loop.step();
    }
    CHECK(bench.shelf.sheets.lying.empty());
    CHECK_FALSE(bench.log.has_former_papers);
    CHECK(bench.loop.take_snapshot()->sheets.lying.empty());
}

}  // namespace oppad::platform
