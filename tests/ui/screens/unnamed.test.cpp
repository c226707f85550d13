// Lists of Vandaag that may be longer than what is shown at once: what was logged without a family
// and without a place, and what is to be followed up.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

engine::UnnamedView unnamed(std::size_t count) {
    engine::UnnamedView view;
    for (std::size_t i = 0; i < count; ++i) {
        engine::UnnamedContact row{.id = {},
                                   .kind = ContactKind::kNeutralGround,
                                   .at = screens::demo_now(),
                                   .themes = {"food"}};
        row.id.raw.bytes[0] = 9;
        row.id.raw.bytes[15] = static_cast<std::uint8_t>(i);
        view.rows.push_back(row);
    }
    return view;
}

bool watches(const TestApp& app, const engine::Look& look) {
    return std::find(app.watched().begin(), app.watched().end(), look) != app.watched().end();
}

}  // namespace

TEST_CASE("a contact without a name is opened from Vandaag and gets its family",
          "[ui][today][unnamed]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_nothing_today(snapshot);  // Nothing else is to be seen that day.
    const engine::UnnamedView view = unnamed(1);
    add_answer(snapshot, engine::LookUnnamed{5}, view);
    TestApp app(snapshot);
    CHECK(watches(app, engine::LookUnnamed{5}));
    app.tap("unnamed_0");
    const Id<Contact> id = view.rows[0].id;
    REQUIRE(watches(app, engine::LookContact{id}));

    engine::ContactPage page;
    page.contact.id = id;
    page.contact.kind = ContactKind::kNeutralGround;
    page.contact.at = screens::demo_now();
    page.contact.adults = 1;
    add_answer(snapshot, engine::LookContact{id}, page);
    screens::add_families(snapshot, "");
    app.show(snapshot);
    app.tap("choose_family");
    app.tap("picker_family_0");
    app.tap("save_contact");
    const auto edits = app.take_commands<engine::EditContact>();
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].contact.id == id);
    CHECK(edits[0].contact.family_id == screens::demo_family());
    CHECK_FALSE(edits[0].made_family);
}

TEST_CASE("what was typed of a family that turns out to be here goes to it", "[ui][unnamed]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_nothing_today(snapshot);
    const engine::UnnamedView view = unnamed(1);
    add_answer(snapshot, engine::LookUnnamed{5}, view);
    engine::ContactPage page;
    page.contact.id = view.rows[0].id;
    page.contact.kind = ContactKind::kNeutralGround;
    page.contact.at = screens::demo_now();
    add_answer(snapshot, engine::LookContact{page.contact.id}, page);
    screens::add_families(snapshot, "");
    screens::add_similar(snapshot, {.name = "Ok", .phone = "0470", .street = {}, .except = {}});
    TestApp app(snapshot);
    app.tap("unnamed_0");
    app.tap("choose_family");
    app.tap("picker_search");
    app.type("Ok");
    app.scroll_to("new_family");
    app.tap("new_family");
    app.scroll_to("new_whereabouts");
    app.tap("new_whereabouts");
    app.type("0470");
    app.scroll_to("same_family_0");
    app.tap("same_family_0");
    app.tap("save_contact");
    const auto edits = app.take_commands<engine::EditContact>();
    REQUIRE(edits.size() == 1);
    REQUIRE(edits[0].made_family);
    CHECK(edits[0].made_family->id == edits[0].contact.family_id);
    CHECK(edits[0].made_family->phone == "0470");
}

TEST_CASE("older contacts without a name are a tap away", "[ui][today][unnamed]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_nothing_today(snapshot);
    engine::UnnamedView view = unnamed(5);
    view.has_more = true;
    add_answer(snapshot, engine::LookUnnamed{5}, view);
    TestApp app(snapshot);
    app.scroll_to("unnamed_more");
    app.tap("unnamed_more");
    REQUIRE(watches(app, engine::LookUnnamed{55}));
    CHECK(app.has("unnamed_4"));  // Until the answer is here.
    add_answer(snapshot, engine::LookUnnamed{55}, unnamed(7));
    app.show(snapshot);
    app.scroll_to("unnamed_6");
    CHECK(app.has("unnamed_6"));
    CHECK_FALSE(app.has("unnamed_more"));
}

namespace {

engine::TodayView much_open(unsigned shown) {
    ui::Snapshot demo = screens::demo_base();
    screens::add_today(demo);
    engine::TodayView view = *ui::find_view<engine::TodayView>(demo, engine::LookToday{});
    const engine::OpenItem item = view.open_items[1];
    view.open_items.assign(shown, item);
    for (unsigned i = 0; i < shown; ++i)
        view.open_items[i].key.id.bytes[0] = static_cast<std::uint8_t>(i);
    view.open_item_count = 130;
    return view;
}

}  // namespace

TEST_CASE("whatever is to be followed up can be reached, from Vandaag too",
          "[ui][today][follow_ups]") {
    ui::Snapshot snapshot = screens::demo_base();
    add_answer(snapshot, engine::LookToday{}, much_open(100));
    TestApp app(snapshot);
    app.scroll_to("all_open_items");
    app.tap("all_open_items");
    CHECK_FALSE(app.has("all_open_items"));
    app.scroll_to("open_items_more");
    app.tap("open_items_more");
    REQUIRE(watches(app, engine::LookToday{200}));
    CHECK(app.has("open_item_99"));  // Until the answer is here.
    add_answer(snapshot, engine::LookToday{200}, much_open(130));
    app.show(snapshot);
    app.scroll_to("open_item_129");
    CHECK(app.has("open_item_129"));
    CHECK_FALSE(app.has("open_items_more"));
}

}  // namespace oppad::test
