// Two families become one on one tablet while another writes about the one that goes: what was
// promised must stay where somebody sees it.
#include <catch2/generators/catch_generators.hpp>

#include "engine/commands/stray_families.h"
#include "engine/commands/verbs.h"
#include "engine/domain/contact.h"
#include "engine/domain/follow_up.h"
#include "engine/storage/search_index.h"
#include "engine/views/make_views.h"
#include "tests/sync/online_tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::LoopbackHub;
using test::new_family;
using test::OnlineTablet;
using test::sync_all;

namespace {

template <class Command, class Verb>
engine::Outcome run(OnlineTablet& tablet, const Command& command, Verb verb) {
    tablet.fixture.clock.advance(std::chrono::milliseconds{1});
    storage::UnitOfWork work = tablet.begin();
    engine::Context context{tablet.fixture.clock, tablet.entropy, work, tablet.fixture.staff};
    auto outcome = verb(context, command);
    REQUIRE(outcome);
    REQUIRE(outcome->saved());
    REQUIRE(work.commit());
    return std::move(*outcome);
}

engine::MergedFamilies merge(OnlineTablet& tablet, const Family& kept, const Family& merged) {
    auto outcome = run(tablet, engine::MergeFamilies{kept.id, merged.id}, engine::merge_families);
    REQUIRE(outcome.undo);
    return std::get<engine::UndoMerge>(*outcome.undo).merged;
}

// As the tablet does after each run that brought something.
int bring_back(OnlineTablet& tablet) {
    const auto back = engine::bring_back_stray_families(*tablet.fixture.store, *tablet.capture,
                                                        tablet.fixture.clock, tablet.fixture.staff);
    REQUIRE(back);
    return *back;
}

template <class Record>
Record record_of(OnlineTablet& tablet, const Family& family) {
    Record record;
    record.id = {tablet.entropy.id()};
    record.family_id = family.id;
    tablet.save(record);
    return record;
}

// As the desk does in a quiet moment.
void refresh_search(OnlineTablet& tablet) {
    auto transaction = storage::Transaction::begin(tablet.fixture.connection());
    REQUIRE(transaction);
    const auto left = storage::refresh_search(tablet.fixture.connection(), 1'000);
    REQUIRE(left);
    REQUIRE(*left == 0);
    REQUIRE(transaction->commit());
}

struct TwoTablets {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    Family kept = new_family(ann, "Peeters");
    Family merged = new_family(ann, "Peters");
    Contact first = record_of<Contact>(ann, merged);

    TwoTablets() { sync_all({&ann, &bea}); }

    void check_alike() {
        for (const Family& family : {kept, merged}) {
            CHECK(ann.state(key_of(family)) == hub.records().at(key_of(family)));
            CHECK(bea.state(key_of(family)) == hub.records().at(key_of(family)));
        }
    }
};

}  // namespace

TEST_CASE("a family that was merged away comes back with what another tablet wrote about it",
          "[sync][client][merge]") {
    const bool both_bring_back = GENERATE(true, false);
    TwoTablets two;
    merge(two.ann, two.kept, two.merged);
    const Contact visit = record_of<Contact>(two.bea, two.merged);
    const FollowUp promise = record_of<FollowUp>(two.bea, two.merged);
    sync_all({&two.ann, &two.bea});
    CHECK_FALSE(two.ann.find(two.merged.id));
    CHECK_FALSE(two.bea.find(two.merged.id));

    CHECK(bring_back(two.ann) == 1);
    if (both_bring_back) CHECK(bring_back(two.bea) == 1);
    sync_all({&two.ann, &two.bea});
    for (OnlineTablet* tablet : {&two.ann, &two.bea}) {
        CHECK(tablet->load(two.merged.id).name == "Peters");
        CHECK(tablet->load(visit.id).family_id == two.merged.id);
        CHECK(tablet->load(promise.id).family_id == two.merged.id);
        CHECK(tablet->load(two.first.id).family_id == two.kept.id);
        CHECK(bring_back(*tablet) == 0);
    }
    two.check_alike();
}

TEST_CASE("a family that two made unaware of each other is found alike, and one after a merge",
          "[sync][client][merge][hazard-42]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family of_ann = new_family(ann, "Peeters");
    const Contact visit_of_ann = record_of<Contact>(ann, of_ann);
    const Family of_bea = new_family(bea, "Peeters");
    const Contact visit_of_bea = record_of<Contact>(bea, of_bea);
    const FollowUp promise = record_of<FollowUp>(bea, of_bea);
    sync_all({&ann, &bea});
    for (OnlineTablet* tablet : {&ann, &bea}) {
        CHECK(tablet->load(of_ann.id).name == "Peeters");
        CHECK(tablet->load(of_bea.id).name == "Peeters");
        refresh_search(*tablet);
        const auto alike = engine::make_similar_families(
            {tablet->fixture.connection(), tablet->fixture.clock, tablet->fixture.staff},
            {.name = "Peeters", .phone = {}, .street = {}, .except = of_ann.id});
        REQUIRE(alike);
        REQUIRE(alike->rows.size() == 1);
        CHECK(alike->rows.front().family.id == of_bea.id);
    }
    merge(ann, of_ann, of_bea);
    sync_all({&ann, &bea});
    for (OnlineTablet* tablet : {&ann, &bea}) {
        CHECK_FALSE(tablet->find(of_bea.id));
        for (const Contact& visit : {visit_of_ann, visit_of_bea})
            CHECK(tablet->load(visit.id).family_id == of_ann.id);
        CHECK(tablet->load(promise.id).family_id == of_ann.id);
    }
}

TEST_CASE("a family of which a merge took everything stays away", "[sync][client][merge]") {
    TwoTablets two;
    merge(two.ann, two.kept, two.merged);
    two.bea.edit(two.first.id, [](Contact& contact) { contact.note = "ze zochten een jas"; });
    sync_all({&two.ann, &two.bea});
    for (OnlineTablet* tablet : {&two.ann, &two.bea}) {
        CHECK(bring_back(*tablet) == 0);
        CHECK_FALSE(tablet->find(two.merged.id));
        CHECK(tablet->load(two.first.id).family_id == two.kept.id);
        CHECK(tablet->load(two.first.id).note == "ze zochten een jas");
    }
}

TEST_CASE("two that came apart again are merged again, and taken apart by the undo",
          "[sync][client][merge]") {
    TwoTablets two;
    const auto done = merge(two.ann, two.kept, two.merged);
    const Contact visit = record_of<Contact>(two.bea, two.merged);
    sync_all({&two.ann, &two.bea});
    REQUIRE(bring_back(two.ann) == 1);
    SECTION("merged again") {
        merge(two.ann, two.kept, two.merged);
        sync_all({&two.ann, &two.bea});
        CHECK(bring_back(two.bea) == 0);
        CHECK_FALSE(two.bea.find(two.merged.id));
        CHECK(two.bea.load(visit.id).family_id == two.kept.id);
    }
    SECTION("the first merge undone") {
        run(two.ann, engine::UndoMerge{done}, engine::undo_merge);
        sync_all({&two.ann, &two.bea});
        CHECK(two.bea.load(two.first.id).family_id == two.merged.id);
        CHECK(two.bea.load(visit.id).family_id == two.merged.id);
    }
    two.check_alike();
}
