// Two tablets and a hub in one process: what must hold whatever the network and the clocks do.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/wire/codec.h"
#include "tests/sync/online_tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::LoopbackHub;
using test::new_family;
using test::OnlineTablet;
using test::sync_all;

TEST_CASE("what one wrote reaches the other and all three hold the same", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    CHECK(bea.load(family.id).name == "Peeters");
    CHECK(ann.state(key_of(family)) == hub.records().at(key_of(family)));
    CHECK(bea.state(key_of(family)) == hub.records().at(key_of(family)));
    CHECK(ann.client->status().to_send == 0);
}

TEST_CASE("nothing new costs one exchange", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    ann.sync();
    const int before = hub.requests;
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(hub.requests == before + 1);
}

TEST_CASE("an answer lost after the hub took the batch applies nothing twice",
          "[sync][client][hazard-07]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    new_family(ann, "Peeters");
    const int before = hub.batches_applied;
    const auto audited = ann.fixture.number("SELECT COUNT(*) FROM audit");
    for (int attempt = 0; attempt < 5; ++attempt) {
        ann.way.replies_to_drop = 2;  // That of hello may be one of them.
        ann.sync();
        ann.reboot();
    }
    ann.way.replies_to_drop = 0;
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(hub.batches_applied == before + 1);
    CHECK(hub.records().size() == 1);
    CHECK(ann.queued() == 0);
    CHECK(ann.fixture.number("SELECT COUNT(*) FROM audit") == audited);
}

TEST_CASE("a batch number that the hub knows with other content starts a new incarnation",
          "[sync][client][hazard-08][hazard-27]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    new_family(ann, "First");
    ann.sync();
    const std::uint64_t incarnation = ann.client->identity()->incarnation;
    // As after a restored backup: the number goes back, the work differs.
    REQUIRE(ann.fixture.connection().execute("DELETE FROM sync_state WHERE key = 'batch'"));
    const Family other = new_family(ann, "Second");
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(ann.client->identity()->incarnation != incarnation);
    CHECK(hub.records().count(key_of(other)) == 1);
    ann.reboot();
    CHECK(ann.client->identity()->incarnation != incarnation);
}

TEST_CASE("an edit made while its record is in flight arrives with the next batch",
          "[sync][client][hazard-10][hazard-11]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    bool edited = false;
    ann.way.on_the_way = [&] {
        if (std::exchange(edited, true)) return;
        ann.edit(family.id, [](Family& record) { record.phone = "0470"; });
    };
    sync_all({&ann, &bea});
    CHECK(ann.load(family.id).phone == "0470");
    CHECK(bea.load(family.id).phone == "0470");
    CHECK(ann.queued() == 0);
}

TEST_CASE("edits of two fields both survive in either order", "[sync][client][hazard-12]") {
    const bool ann_first = GENERATE(true, false);
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.edit(family.id, [](Family& record) { record.phone = "0470"; });
    bea.edit(family.id, [](Family& record) { record.languages = {"ar", "nl"}; });
    if (ann_first)
        sync_all({&ann, &bea});
    else
        sync_all({&bea, &ann});
    for (OnlineTablet* tablet : {&ann, &bea}) {
        CHECK(tablet->load(family.id).phone == "0470");
        CHECK(tablet->load(family.id).languages == TextSet{"ar", "nl"});
        CHECK(tablet->state(key_of(family)) == hub.records().at(key_of(family)));
    }
}

TEST_CASE("a note written by two is kept twice, shown to both, settled once",
          "[sync][client][hazard-13][hazard-14]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    bea.edit(family.id, [](Family& record) { record.note = "belt dinsdag"; });
    sync_all({&ann, &bea});
    CHECK(ann.client->status().open_conflicts == 1);
    CHECK(bea.client->status().open_conflicts == 1);
    CHECK(ann.load(family.id).note == bea.load(family.id).note);
    const RecordState open = hub.records().at(key_of(family));
    CHECK(standing_versions(*find_field_state(open, 13)).size() == 2);
    SECTION("by one") {
        bea.edit(family.id, [](Family& record) { record.note = "belt maandag of dinsdag"; });
    }
    SECTION("by both with the same words") {
        for (OnlineTablet* tablet : {&ann, &bea})
            tablet->edit(family.id, [](Family& record) { record.note = "belt deze week"; });
    }
    sync_all({&ann, &bea});
    CHECK(ann.client->status().open_conflicts == 0);
    CHECK(bea.client->status().open_conflicts == 0);
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("a tablet a year ahead beats no edit made in the hour after it synced",
          "[sync][client][hazard-15]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.reboot();  // What it knew of the hub's time is gone.
    ann.fixture.clock.advance(std::chrono::hours{24 * 365});
    ann.edit(family.id, [](Family& record) { record.name = "Uit de toekomst"; });
    sync_all({&ann, &bea});
    CHECK(bea.load(family.id).name == "Uit de toekomst");
    hub.clock.advance(std::chrono::minutes{30});
    bea.fixture.clock.advance(std::chrono::minutes{30});
    bea.edit(family.id, [](Family& record) { record.name = "Van nu"; });
    sync_all({&bea, &ann});
    CHECK(ann.load(family.id).name == "Van nu");
    CHECK(ann.state(key_of(family)) == hub.records().at(key_of(family)));
}

TEST_CASE("a clock put back a year between two syncs loses no edit", "[sync][client][hazard-16]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    bea.fixture.clock.wall = bea.fixture.clock.wall + -std::chrono::hours{24 * 365};
    bea.edit(family.id, [](Family& record) { record.name = "Peeters-Claes"; });
    sync_all({&ann, &bea});
    CHECK(ann.load(family.id).name == "Peeters-Claes");
    CHECK(bea.load(family.id).name == "Peeters-Claes");
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("a tablet in 1970 beats what it has seen", "[sync][client][hazard-16]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    bea.reboot();
    bea.fixture.clock.wall = Instant{86'400'000};
    bea.edit(family.id, [](Family& record) { record.name = "Peters"; });
    sync_all({&bea, &ann});
    CHECK(ann.load(family.id).name == "Peters");
}

TEST_CASE("a deletion and an edit made unaware of it leave the record in sight everywhere",
          "[sync][client][hazard-18]") {
    const bool deleter_first = GENERATE(true, false);
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.remove(key_of(family));
    bea.edit(family.id, [](Family& record) { record.phone = "0470"; });
    if (deleter_first)
        sync_all({&ann, &bea});
    else
        sync_all({&bea, &ann});
    CHECK(ann.find(family.id).has_value());
    CHECK(bea.find(family.id).has_value());
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("a deleted id that is written again converges", "[sync][client][hazard-20]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.remove(key_of(family));
    sync_all({&ann, &bea});
    CHECK_FALSE(bea.find(family.id).has_value());
    Family again = family;
    again.name = "Terug";
    bea.save(again);
    sync_all({&ann, &bea});
    CHECK(ann.load(family.id).name == "Terug");
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("a record made and deleted before a tablet ever synced is not in sight there",
          "[sync][client][hazard-21]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    const Family family = new_family(ann, "Kort");
    ann.remove(key_of(family));
    sync_all({&ann});
    OnlineTablet bea{hub, 2};
    sync_all({&bea});
    CHECK_FALSE(bea.find(family.id).has_value());
}

TEST_CASE("one record against a rule is listed and 499 land", "[sync][client][hazard-30]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    std::vector<Family> families;
    for (int number = 0; number < 500; ++number)
        families.push_back(new_family(ann, ("F" + std::to_string(number)).c_str()));
    const RecordKey bad = key_of(families[250]);
    hub.refuses = [bad](const RecordState& state) { return state.key == bad; };
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(hub.records().size() == 499);
    CHECK(ann.client->status().refused == 1);
    CHECK(ann.client->status().to_send == 0);
    CHECK(ann.find(families[250].id).has_value());
}

TEST_CASE(
    "a batch that is too large halves itself, and a record that alone is too large is set "
    "aside",
    "[sync][client][hazard-31]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    hub.limits.body_bytes_max = 4'000;
    hub.state_bytes_max = 3'000;
    std::vector<Family> families;
    for (int number = 0; number < 60; ++number)
        families.push_back(new_family(ann, ("F" + std::to_string(number)).c_str()));
    ann.edit(families[10].id, [](Family& record) { record.note = std::string(5'000, 'x'); });
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(hub.records().size() == 59);
    CHECK(hub.records().count(key_of(families[10])) == 0);
    CHECK(ann.client->status().refused == 1);
    CHECK(ann.queued() == 0);
}

TEST_CASE("an old tablet's edit leaves columns it doesn't know as they were",
          "[sync][client][hazard-33]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    const Family family = new_family(ann, "Peeters");
    ann.sync();
    RecordState newer = hub.records().at(key_of(family));
    newer.fields.push_back({4711, MergeKind::kRegister, {{{99, 5}, std::string{"nieuw"}}}, {}, {}});
    hub.put(newer);
    ann.sync();
    ann.edit(family.id, [](Family& record) { record.name = "Peters"; });
    ann.sync();
    const FieldState* kept = find_field_state(hub.records().at(key_of(family)), 4711);
    REQUIRE(kept != nullptr);
    CHECK(*kept == newer.fields.back());
    CHECK(ann.state(key_of(family)) == hub.records().at(key_of(family)));
}

TEST_CASE("what is not our hub's answer changes nothing", "[sync][client][hazard-35][hazard-46]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family theirs = new_family(bea, "Theirs");
    sync_all({&bea});
    const Family mine = new_family(ann, "Mine");
    const int applied_before = hub.batches_applied;
    const auto alter = GENERATE(0, 1, 2, 3);
    const std::vector<HttpReply> earlier = ann.way.replies;
    ann.way.alter_reply = [&](HttpReply& reply) {
        if (alter == 0) {
            reply = {.status = 200, .content_type = "text/html"};
            const std::string page = "<html>Log in</html>";
            reply.body.assign(page.begin(), page.end());
        }
        if (alter == 1) reply.content_type = "application/octet-stream";
        if (alter == 2) reply.body.resize(reply.body.size() / 2);
        if (alter == 3) reply = earlier.back();  // A cache's.
    };
    CHECK(ann.sync() == SyncState::kNotOurHub);
    CHECK(ann.queued() == 1);
    CHECK_FALSE(ann.find(theirs.id).has_value());
    ann.way.alter_reply = nullptr;
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(ann.find(theirs.id).has_value());
    CHECK(hub.records().count(key_of(mine)) == 1);
    CHECK(hub.batches_applied == applied_before + 1);
}

TEST_CASE("a request whose head was changed on the way sets no work aside", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    new_family(ann, "Peeters");
    ann.way.alter_reply = [&](HttpReply& reply) {
        const Failure failure{.code = "bad_request", .message = "no", .hub_time_ms = 1};
        reply = {.status = 400,
                 .content_type = std::string{kCborType},
                 .body = encode(failure, WireForm::kCbor)};
    };
    CHECK(ann.sync() == SyncState::kWaiting);
    CHECK(ann.client->status().refused == 0);
    CHECK(ann.queued() == 1);
}

TEST_CASE("a saved edit is in sight all the while its upload waits", "[sync][client][hazard-39]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    bea.edit(family.id, [](Family& record) { record.street = "Kerkstraat"; });
    bea.sync();
    ann.way.on_the_way = [&] {
        ann.edit(family.id, [](Family& record) { record.phone = "0470"; });
        ann.way.on_the_way = nullptr;
    };
    ann.way.is_offline = true;
    ann.sync();
    ann.way.is_offline = false;
    ann.sync();
    CHECK(ann.load(family.id).phone == "0470");
    CHECK(ann.load(family.id).street == "Kerkstraat");
    sync_all({&ann, &bea});
    CHECK(bea.load(family.id).phone == "0470");
}

TEST_CASE("a pull goes on where it stopped, page by page", "[sync][client][hazard-06]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    for (int number = 0; number < 25; ++number)
        new_family(ann, ("F" + std::to_string(number)).c_str());
    ann.sync();
    OnlineTablet bea{hub, 2};
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM families") == 25);
    OnlineTablet cor{hub, 3};
    REQUIRE(cor.fixture.connection().execute("DELETE FROM families"));
    REQUIRE(cor.fixture.connection().execute("DELETE FROM sync_state WHERE key = 'cursor'"));
    cor.session_tuning.pull_records_max = 10;
    cor.session_tuning.large_pull_records_max = 10;
    cor.reboot();
    int answers = 0;
    cor.way.alter_reply = [&](HttpReply& reply) {
        if (++answers > 1) reply.body.resize(5);
    };
    CHECK(cor.sync() == SyncState::kNotOurHub);
    CHECK(cor.fixture.number("SELECT COUNT(*) FROM families") == 10);
    cor.way.alter_reply = nullptr;
    cor.reboot();
    CHECK(cor.sync() == SyncState::kIdle);
    CHECK(cor.client->status().received_now == 15);  // What was there is not fetched again.
    CHECK(cor.fixture.number("SELECT COUNT(*) FROM families") == 25);
}
