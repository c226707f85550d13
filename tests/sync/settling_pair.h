// Two tablets of one family whose people write the same note, and what their screens ask.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/desk.h"
#include "sync/merge/merge.h"
#include "tests/sync/online_tablet.h"

namespace oppad::test {

inline constexpr FieldNumber kNote = 13;
inline constexpr FieldNumber kSafety = 12;

inline engine::Desk desk_of(OnlineTablet& tablet) {
    return engine::Desk{*tablet.fixture.store, *tablet.capture, tablet.fixture.clock,
                        tablet.entropy, tablet.fixture.staff};
}

inline engine::SyncPage page_of(OnlineTablet& tablet) {
    auto view = desk_of(tablet).look(engine::LookSync{});
    REQUIRE(view);
    return std::get<engine::SyncPage>(std::move(*view));
}

inline engine::Outcome run(OnlineTablet& tablet, const engine::Command& command) {
    tablet.fixture.clock.advance(std::chrono::milliseconds{1});
    return desk_of(tablet).run(command);
}

inline engine::ResolveConflict choice(const engine::OpenConflict& conflict, std::string words) {
    engine::ResolveConflict command{
        .key = conflict.subject.key, .field = conflict.field, .words = std::move(words)};
    for (const auto& version : conflict.versions) command.seen.push_back(version.mark);
    return command;
}

// Two tablets that know one family with a note.
struct Pair {
    Pair() {
        family = new_family(ann, "Peeters");
        sync_all({&ann, &bea});
    }

    void note(OnlineTablet& tablet, const std::string& words) {
        tablet.edit(family.id, [&words](Family& one) { one.note = words; });
    }
    std::string note(OnlineTablet& tablet) { return tablet.load(family.id).note; }
    void expect_level() {
        const RecordState& state = hub.records().at(key_of(family));
        CHECK(ann.state(key_of(family)) == state);
        CHECK(bea.state(key_of(family)) == state);
        CHECK(open_conflicts(state) == 0);
        CHECK(ann.client->status().open_conflicts == 0);
        CHECK(bea.client->status().open_conflicts == 0);
        CHECK(page_of(ann).conflicts.empty());
        CHECK(page_of(bea).conflicts.empty());
    }

    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    OnlineTablet bea{hub, 2};
    Family family;
};

// Both rewrote the one sentence of the note.
inline void quarrel(Pair& pair) {
    pair.note(pair.ann, "gesprek met mama");
    pair.note(pair.bea, "gesprek met papa");
    sync_all({&pair.ann, &pair.bea});
}

}  // namespace oppad::test
