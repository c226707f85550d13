// What two people wrote unaware of each other, from the first sync to the last word; and what the
// hub refused, until somebody has handled it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/storage/tables/sync_rows.h"
#include "sync/merge/base_text.h"
#include "sync/wire/clock.h"
#include "sync/wire/signature.h"
#include "tests/sync/settling_pair.h"

using namespace oppad;
using namespace oppad::sync;
using engine::OpenConflict;
using engine::SettleRefusal;
using engine::SyncPage;
using test::choice;
using test::key_of;
using test::kNote;
using test::kSafety;
using test::OnlineTablet;
using test::page_of;
using test::Pair;
using test::quarrel;
using test::run;
using test::sync_all;

TEST_CASE("edits of different sentences go together by themselves, everywhere the same",
          "[sync][settling][hazard-13]") {
    Pair pair;
    pair.note(pair.ann, "Mama belt. Papa werkt. School wacht.");
    sync_all({&pair.ann, &pair.bea});
    pair.note(pair.ann, "Mama belt morgen. Papa werkt. School wacht.");
    pair.note(pair.bea, "Mama belt. Papa werkt. School wacht. Zus komt mee.");
    sync_all({&pair.ann, &pair.bea});
    CHECK(pair.note(pair.ann) == "Mama belt morgen. Papa werkt. School wacht. Zus komt mee.");
    CHECK(pair.note(pair.bea) == pair.note(pair.ann));
    pair.expect_level();
    CHECK(pair.ann.queued() == 0);
    CHECK(pair.bea.queued() == 0);
}

TEST_CASE("two tablets that put the same texts together at once end with one text",
          "[sync][settling][hazard-14]") {
    Pair pair;
    pair.note(pair.ann, "A. B. C.");
    sync_all({&pair.ann, &pair.bea});
    pair.note(pair.ann, "A nieuw. B. C.");
    pair.note(pair.bea, "A. B. C nieuw.");
    // Each hears of the other's version before either has sent what it made of both.
    const RecordState mine = pair.ann.state(key_of(pair.family));
    const RecordState theirs = pair.bea.state(key_of(pair.family));
    CHECK(pair.ann.receive(test::reply_with({theirs})).settled == 1);
    CHECK(pair.bea.receive(test::reply_with({mine})).settled == 1);
    CHECK(pair.note(pair.ann) == "A nieuw. B. C nieuw.");
    sync_all({&pair.ann, &pair.bea});
    pair.expect_level();
    SECTION("and a third edit, made on one of the two, is no conflict with the other") {
        pair.note(pair.bea, "A nieuw. B. C nieuw. D.");
        sync_all({&pair.ann, &pair.bea});
        CHECK(pair.note(pair.ann) == "A nieuw. B. C nieuw. D.");
        pair.expect_level();
    }
}

TEST_CASE("both texts, their authors, times and base wait for a person",
          "[sync][settling][hazard-13]") {
    Pair pair;
    RecordState staff{.key = {RecordType::kStaff, RawId{{0xbe, 0xa}}}, .scope = test::kScope};
    staff.scope_stamp = {1, 1};
    staff.fields = {{1, MergeKind::kRegister, {{{1, 1}, std::string{"Bea"}}}, {}, {}},
                    {4,
                     MergeKind::kSet,
                     {},
                     {},
                     {{device_text(pair.bea.capture->clock().device()), {1, 1}, true}}}};
    pair.hub.put(staff);
    pair.bea.fixture.clock.advance(std::chrono::seconds{30});
    quarrel(pair);
    const SyncPage page = page_of(pair.ann);
    REQUIRE(page.conflicts.size() == 1);
    const OpenConflict& conflict = page.conflicts.front();
    CHECK(conflict.subject.family_name == "Peeters");
    CHECK(conflict.field_name == "note");
    CHECK(conflict.base == "eerste gesprek");
    REQUIRE(conflict.versions.size() == 2);
    CHECK(conflict.versions[0].is_mine);
    CHECK(conflict.versions[0].words == "gesprek met mama");
    CHECK_FALSE(conflict.versions[1].is_mine);
    CHECK(conflict.versions[1].author_name == "Bea");
    CHECK(conflict.versions[1].words == "gesprek met papa");
    // Each with its own author's time.
    const RecordState state = pair.ann.state(key_of(pair.family));
    const Versions& stamped = find_field_state(state, kNote)->versions;
    REQUIRE(stamped.size() == 2);
    REQUIRE_FALSE(written_at(stamped[0].stamp) == written_at(stamped[1].stamp));
    for (const Version& version : stamped) {
        const bool is_ann = version.stamp.device == pair.ann.capture->clock().device();
        CHECK(conflict.versions[is_ann ? 0 : 1].written_at == written_at(version.stamp));
    }
    CHECK(conflict.proposal == "gesprek met mama\ngesprek met papa");
    CHECK(page_of(pair.bea).conflicts.size() == 1);
    CHECK(pair.ann.client->status().open_conflicts == 1);
}

TEST_CASE("one person settles it, and it has ended for both", "[sync][settling][hazard-14]") {
    Pair pair;
    quarrel(pair);
    const OpenConflict conflict = page_of(pair.ann).conflicts.at(0);
    // "Mine" or "the colleague's" may be what the field says already: that ends it too.
    const std::string words = GENERATE_COPY(conflict.versions[0].words, conflict.versions[1].words,
                                            std::string{"gesprek met beide ouders"});
    REQUIRE(run(pair.ann, choice(conflict, words)).saved());
    sync_all({&pair.ann, &pair.bea});
    CHECK(pair.note(pair.ann) == words);
    CHECK(pair.note(pair.bea) == words);
    pair.expect_level();
}

TEST_CASE("two people who settle the same one end it once", "[sync][settling][hazard-14]") {
    Pair pair;
    quarrel(pair);
    const OpenConflict at_ann = page_of(pair.ann).conflicts.at(0);
    const OpenConflict at_bea = page_of(pair.bea).conflicts.at(0);
    SECTION("with the same words") {
        REQUIRE(run(pair.ann, choice(at_ann, at_ann.proposal)).saved());
        REQUIRE(run(pair.bea, choice(at_bea, at_ann.proposal)).saved());
        sync_all({&pair.ann, &pair.bea});
        CHECK(pair.note(pair.ann) == at_ann.proposal);
        pair.expect_level();
    }
    SECTION("one after the other: the second hears that it is settled") {
        REQUIRE(run(pair.ann, choice(at_ann, "allebei")).saved());
        sync_all({&pair.ann, &pair.bea});
        const engine::Outcome late = run(pair.bea, choice(at_bea, "anders"));
        REQUIRE(late.problems.size() == 1);
        CHECK(late.problems.front().code == ProblemCode::kAlreadySettled);
        CHECK(pair.note(pair.bea) == "allebei");
        pair.expect_level();
    }
    SECTION("with other words: one conflict about the two last texts, and one answer ends it") {
        REQUIRE(run(pair.ann, choice(at_ann, "allebei")).saved());
        REQUIRE(run(pair.bea, choice(at_bea, "geen van twee")).saved());
        sync_all({&pair.ann, &pair.bea});
        const SyncPage page = page_of(pair.bea);
        REQUIRE(page.conflicts.size() == 1);
        CHECK(page.conflicts[0].versions.size() == 2);
        REQUIRE(run(pair.bea, choice(page.conflicts[0], "allebei")).saved());
        sync_all({&pair.ann, &pair.bea});
        CHECK(pair.note(pair.ann) == "allebei");
        pair.expect_level();
    }
}

TEST_CASE("a version that came after the screen was drawn is never written over",
          "[sync][settling]") {
    Pair pair;
    OnlineTablet cas{pair.hub, 3};
    sync_all({&cas});
    cas.edit(pair.family.id, [](Family& one) { one.note = "gesprek met oma"; });
    quarrel(pair);
    const OpenConflict drawn = page_of(pair.ann).conflicts.at(0);
    sync_all({&cas, &pair.ann});
    const engine::Outcome outcome = run(pair.ann, choice(drawn, "klaar"));
    REQUIRE(outcome.problems.size() == 1);
    CHECK(outcome.problems.front().code == ProblemCode::kWrittenMeanwhile);
    const SyncPage page = page_of(pair.ann);
    REQUIRE(page.conflicts.size() == 1);
    CHECK(page.conflicts[0].versions.size() == 3);
    REQUIRE(run(pair.ann, choice(page.conflicts[0], "klaar")).saved());
    sync_all({&pair.ann, &cas, &pair.bea});
    pair.expect_level();
}

TEST_CASE("a critical field is never put together without a person", "[sync][settling]") {
    Pair pair;
    const auto remark = [&pair](OnlineTablet& tablet, const char* words) {
        tablet.edit(pair.family.id, [&](Family& one) { one.safety_remark = words; });
    };
    remark(pair.ann, "Hond. Trap. Bel niet.");
    sync_all({&pair.ann, &pair.bea});
    remark(pair.ann, "Grote hond. Trap. Bel niet.");
    remark(pair.bea, "Hond. Trap. Bel niet. Kom met twee.");
    sync_all({&pair.ann, &pair.bea});
    const SyncPage page = page_of(pair.bea);
    REQUIRE(page.conflicts.size() == 1);
    CHECK(page.conflicts[0].field == kSafety);
    CHECK(page.conflicts[0].proposal == "Grote hond. Trap. Bel niet. Kom met twee.");
}

TEST_CASE("several edits without a network stand on what the others have", "[sync][settling]") {
    Pair pair;
    pair.note(pair.ann, "eerste gesprek. Meer.");
    pair.note(pair.ann, "eerste gesprek. Meer. Nog meer.");
    const RecordState state = pair.ann.state(key_of(pair.family));
    const FieldState* note = find_field_state(state, kNote);
    REQUIRE(note != nullptr);
    CHECK(base_of(state, kNote, note->versions.front().stamp) == "eerste gesprek");
    sync_all({&pair.ann});
    pair.note(pair.ann, "klaar");
    const RecordState later = pair.ann.state(key_of(pair.family));
    CHECK(base_of(later, kNote, find_field_state(later, kNote)->versions.front().stamp) ==
          "eerste gesprek. Meer. Nog meer.");
}

TEST_CASE("a record says how far it has got", "[sync][settling][receipts]") {
    Pair pair;
    const auto where = [&pair] {
        const auto found =
            storage::whereabouts_of(pair.ann.fixture.connection(), key_of(pair.family));
        REQUIRE(found);
        return *found;
    };
    CHECK(where() == Whereabouts::kSafe);
    pair.note(pair.ann, "nieuw");
    CHECK(where() == Whereabouts::kOnlyHere);
    pair.ann.send();
    CHECK(where() == Whereabouts::kOnItsWay);
    pair.note(pair.ann, "nog nieuwer");
    CHECK(where() == Whereabouts::kOnlyHere);
    sync_all({&pair.ann});
    CHECK(where() == Whereabouts::kSafe);
    pair.hub.refuses = [](const RecordState&) { return true; };
    pair.note(pair.ann, "geweigerd");
    sync_all({&pair.ann});
    CHECK(where() == Whereabouts::kRefused);
}

TEST_CASE("what the hub refused waits until somebody has handled it",
          "[sync][settling][refusals]") {
    Pair pair;
    pair.hub.refuses = [](const RecordState&) { return true; };
    pair.note(pair.ann, "te lang");
    sync_all({&pair.ann});
    SyncPage page = page_of(pair.ann);
    REQUIRE(page.refused.size() == 1);
    CHECK(page.refused[0].cause == RefusalCause::kInvalid);
    CHECK(page.refused[0].subject.family_name == "Peeters");
    CHECK(page.refused[0].words == "te lang");
    SECTION("sent again and refused again, it is back") {
        REQUIRE(
            run(pair.ann, SettleRefusal{key_of(pair.family), RefusalChoice::kSendAgain}).saved());
        CHECK(page_of(pair.ann).refused.at(0).is_queued);
        sync_all({&pair.ann});
        CHECK(page_of(pair.ann).refused.size() == 1);
        CHECK(pair.ann.queued() == 0);
    }
    SECTION("sent again and taken, it is gone, and the other has the words") {
        pair.hub.refuses = nullptr;
        REQUIRE(
            run(pair.ann, SettleRefusal{key_of(pair.family), RefusalChoice::kSendAgain}).saved());
        sync_all({&pair.ann, &pair.bea});
        CHECK(page_of(pair.ann).refused.empty());
        CHECK(pair.note(pair.bea) == "te lang");
        CHECK(pair.ann.fixture.number("SELECT count(*) FROM refused_texts") == 0);
    }
    SECTION("set aside nobody is asked any more, and one tap takes it up again") {
        REQUIRE(
            run(pair.ann, SettleRefusal{key_of(pair.family), RefusalChoice::kSetAside}).saved());
        sync_all({&pair.ann});
        CHECK(page_of(pair.ann).refused.empty());
        CHECK(pair.ann.client->status().refused == 0);
        CHECK(pair.note(pair.ann) == "te lang");
        REQUIRE(
            run(pair.ann, SettleRefusal{key_of(pair.family), RefusalChoice::kTakeUpAgain}).saved());
        CHECK(page_of(pair.ann).refused.size() == 1);
    }
    SECTION("also when the scope was lost: the text can still be copied") {
        pair.note(pair.ann, "nooit verzonden");
        pair.hub.forget_next = {test::kScope};
        REQUIRE(pair.ann.sync() == SyncState::kIdle);
        page = page_of(pair.ann);
        REQUIRE_FALSE(page.refused.empty());
        CHECK_FALSE(page.refused[0].subject.is_here);
        CHECK(page.refused[0].words.find("nooit verzonden") != std::string::npos);
        const engine::Outcome again =
            run(pair.ann, SettleRefusal{key_of(pair.family), RefusalChoice::kSendAgain});
        CHECK_FALSE(again.saved());
    }
}

TEST_CASE("runs that carried something are told, others are not", "[sync][settling]") {
    Pair pair;
    const std::size_t before = page_of(pair.ann).runs.size();
    pair.ann.fixture.clock.advance(std::chrono::minutes{1});
    sync_all({&pair.ann});
    CHECK(page_of(pair.ann).runs.size() == before);
    pair.note(pair.ann, "nieuw");
    pair.ann.fixture.clock.advance(std::chrono::minutes{1});
    sync_all({&pair.ann});
    const SyncPage page = page_of(pair.ann);
    REQUIRE(page.runs.size() == before + 1);
    CHECK(page.runs.front().sent == 1);
    CHECK(page.runs.front().is_complete);
}
