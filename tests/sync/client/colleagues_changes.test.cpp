// What a colleague's value said before another colleague changed it: in the history of a tablet
// that only looked on.
#include <catch2/catch_test_macros.hpp>

#include "sync/wire/signature.h"
#include "tests/sync/settling_pair.h"

using namespace oppad;
using namespace oppad::sync;
using test::desk_of;
using test::key_of;
using test::OnlineTablet;
using test::Pair;
using test::sync_all;

namespace {

struct Onlooker : Pair {
    Onlooker() { sync_all({&ann, &bea, &cas}); }

    template <class Change>
    void edit(OnlineTablet& tablet, Change change) {
        tablet.fixture.clock.advance(std::chrono::minutes{1});
        tablet.edit(family.id, change);
        sync_all({&tablet, &cas});
    }
    engine::HistoryView history() {
        auto view = desk_of(cas).look(engine::LookHistory{key_of(family)});
        REQUIRE(view);
        return std::get<engine::HistoryView>(*view);
    }
    std::int64_t kept() { return cas.fixture.number("SELECT COUNT(*) FROM former_values"); }

    OnlineTablet cas{hub, 3};
};

std::string words_on(const engine::HistoryView& view, std::string_view field) {
    std::string words;
    for (const engine::ReplacedValue& change : view.changes)
        if (change.field_name == field) words += change.words + ';';
    return words;
}

}  // namespace

TEST_CASE("a colleague's value that another colleague changed stays in the history",
          "[sync][history]") {
    Onlooker office;
    CHECK(office.kept() == 0);  // What comes first replaces nothing.
    office.edit(office.ann, [](Family& family) { family.street = "Kerkstraat 1"; });
    sync_all({&office.bea});
    office.edit(office.bea, [](Family& family) { family.street = "Dorp 2"; });
    const engine::HistoryView view = office.history();
    REQUIRE(words_on(view, "street") == "Kerkstraat 1;;");  // Before Ann's there was nothing.
    CHECK(view.values.empty());                             // Nobody was overruled.
    CHECK(view.changes.front().written_at ==
          Instant{office.cas.fixture.number("SELECT MAX(changed_at_ms) FROM former_values")});
    CHECK_FALSE(view.changes.front().is_mine);
}

TEST_CASE("who changed it is told by name, known by their tablet", "[sync][history]") {
    Onlooker office;
    office.edit(office.ann, [](Family& family) { family.street = "Kerkstraat 1"; });
    REQUIRE(office.kept() == 1);
    CHECK(office.history().changes.at(0).author_name.empty());
    Staff ann{.id = {RawId{{0xa}}}, .name = "Ann", .active = true};
    ann.devices = {device_text(office.ann.capture->clock().device())};
    office.cas.fixture.save(ann);
    CHECK(office.history().changes.at(0).author_name == "Ann");
}

TEST_CASE("a text that was written further, and a set, keep what they said before",
          "[sync][history]") {
    Onlooker office;
    office.edit(office.ann, [](Family& family) {
        family.note = "eerste gesprek, en een tweede";
        family.languages = {"fr", "pl"};
    });
    const engine::HistoryView view = office.history();
    CHECK(words_on(view, "note") == "eerste gesprek;");
    REQUIRE(view.changes.size() == 2);
    const auto& languages = view.changes.at(view.changes[0].field_name == "languages" ? 0 : 1);
    CHECK(languages.field_name == "languages");
    CHECK(languages.elements == TextSet{"fr", "nl"});
}

TEST_CASE("words that still stand beside others are no former words", "[sync][history]") {
    Onlooker office;
    office.note(office.ann, "gesprek met mama");
    office.note(office.bea, "gesprek met papa");
    sync_all({&office.ann, &office.cas});  // Ann's alone first: that replaces "eerste gesprek".
    const std::int64_t before = office.kept();
    CHECK(before == 1);
    sync_all({&office.bea, &office.cas});
    CHECK(office.cas.fixture.number("SELECT COUNT(*) FROM conflicts") == 1);
    CHECK(office.kept() == before);
}

TEST_CASE("an answer taken in again keeps nothing twice, and neither is sent", "[sync][history]") {
    Onlooker office;
    office.edit(office.ann, [](Family& family) { family.street = "Kerkstraat 1"; });
    const std::int64_t kept = office.kept();
    CHECK(kept == 1);
    office.cas.receive(test::reply_with({office.ann.state(key_of(office.family))}));
    CHECK(office.kept() == kept);
    CHECK(office.cas.queued() == 0);
    CHECK(office.cas.state(key_of(office.family)) == office.ann.state(key_of(office.family)));
}

TEST_CASE("an erased record takes what colleagues wrote before along", "[sync][history]") {
    Onlooker office;
    office.edit(office.ann, [](Family& family) { family.street = "Kerkstraat 1"; });
    office.edit(office.ann, [](Family& family) { family.street = "Dorp 2"; });
    REQUIRE(office.kept() == 2);  // Also of one millisecond.
    RecordState erasure = office.ann.state(key_of(office.family));
    erasure.erased = Stamp{latest_stamp(erasure).time + 1, 5};
    erasure.fields.clear();
    office.cas.receive(test::reply_with({erasure}));
    CHECK(office.kept() == 0);
}
