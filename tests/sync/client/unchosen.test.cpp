// What two people wrote and the record no longer says: kept, shown, and taken back by one tap.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/sync/settling_pair.h"

using namespace oppad;
using namespace oppad::sync;
using engine::OpenConflict;
using engine::TakeUnchosen;
using test::choice;
using test::desk_of;
using test::key_of;
using test::kNote;
using test::OnlineTablet;
using test::page_of;
using test::Pair;
using test::quarrel;
using test::run;
using test::sync_all;

namespace {

std::vector<engine::ReplacedValue> history_of(const Pair& pair, OnlineTablet& tablet) {
    auto view = desk_of(tablet).look(engine::LookHistory{key_of(pair.family)});
    REQUIRE(view);
    return std::get<engine::HistoryView>(*view).values;
}

TakeUnchosen undo(const Pair& pair, std::string settled, std::string words) {
    return {.key = key_of(pair.family),
            .field = kNote,
            .settled = std::move(settled),
            .words = std::move(words)};
}

}  // namespace

TEST_CASE("a value that lost stays in the history of the tablet that wrote it",
          "[sync][settling]") {
    Pair pair;
    const auto move = [&pair](OnlineTablet& tablet, const char* street) {
        tablet.edit(pair.family.id, [street](Family& one) { one.street = street; });
    };
    move(pair.ann, "Kerkstraat 1");
    pair.bea.fixture.clock.advance(std::chrono::seconds{5});
    move(pair.bea, "Dorp 2");
    sync_all({&pair.ann, &pair.bea});
    CHECK(pair.ann.load(pair.family.id).street == "Dorp 2");
    const auto values = history_of(pair, pair.ann);
    REQUIRE(values.size() == 1);
    CHECK(values[0].field_name == "street");
    CHECK(values[0].words == "Kerkstraat 1");
    CHECK(values[0].is_mine);
    CHECK(history_of(pair, pair.bea).empty());
}

TEST_CASE("the text that a person did not choose stays in the history", "[sync][settling]") {
    Pair pair;
    quarrel(pair);
    const OpenConflict conflict = page_of(pair.ann).conflicts.at(0);
    REQUIRE(run(pair.ann, choice(conflict, conflict.versions[0].words)).saved());
    const auto values = history_of(pair, pair.ann);
    REQUIRE(values.size() == 1);
    CHECK(values[0].words == "gesprek met papa");
    CHECK(values[0].field_name == "note");
}

TEST_CASE("the other text comes back as an ordinary edit, for both", "[sync][settling]") {
    Pair pair;
    quarrel(pair);
    const OpenConflict conflict = page_of(pair.ann).conflicts.at(0);
    const std::string settled =
        GENERATE(std::string{"gesprek met mama"}, std::string{" gesprek met beide ouders  "});
    REQUIRE(run(pair.ann, choice(conflict, settled)).saved());
    SECTION("before anybody heard of the settling") {}
    SECTION("after both did") { sync_all({&pair.ann, &pair.bea}); }
    REQUIRE(run(pair.ann, undo(pair, settled, "gesprek met papa")).saved());
    sync_all({&pair.ann, &pair.bea});
    CHECK(pair.note(pair.ann) == "gesprek met papa");
    CHECK(pair.note(pair.bea) == "gesprek met papa");
    pair.expect_level();
}

TEST_CASE("taking the other text back writes over nothing that came since", "[sync][settling]") {
    Pair pair;
    quarrel(pair);
    const OpenConflict conflict = page_of(pair.ann).conflicts.at(0);
    REQUIRE(run(pair.ann, choice(conflict, "allebei")).saved());
    const auto expect_refused = [&pair](const TakeUnchosen& command) {
        const std::string before = pair.note(pair.ann);
        const engine::Outcome outcome = run(pair.ann, command);
        REQUIRE(outcome.problems.size() == 1);
        CHECK(outcome.problems.front().code == ProblemCode::kWrittenMeanwhile);
        CHECK(pair.note(pair.ann) == before);
    };
    SECTION("not a colleague's edit") {
        sync_all({&pair.ann, &pair.bea});
        pair.note(pair.bea, "allebei, vrijdag");
        sync_all({&pair.bea, &pair.ann});
        expect_refused(undo(pair, "allebei", "gesprek met papa"));
    }
    SECTION("not a conflict that opened again") {
        pair.note(pair.bea, "nog iets anders");
        sync_all({&pair.bea, &pair.ann});
        REQUIRE(page_of(pair.ann).conflicts.size() == 1);
        expect_refused(undo(pair, pair.note(pair.ann), "gesprek met papa"));
    }
    SECTION("and brings no words that nobody wrote") {
        expect_refused(undo(pair, "allebei", "verzonnen"));
    }
}
