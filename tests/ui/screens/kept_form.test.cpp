// What is half filled in when the tablet locks, or the program is killed, comes back to whoever
// wrote it, exactly as it was; it is gone once it was saved or cancelled, and for anybody else.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <optional>

#include "platform/screens/demo.h"
#include "tests/ui/support/forms.h"
#include "ui/screens/panels/form_codec.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot with_form(const Bytes& content) {
    ui::Snapshot snapshot = work_for_forms();
    if (!content.empty()) snapshot.kept_form = std::make_shared<const Bytes>(content);
    return snapshot;
}

ui::Snapshot answered(std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = work_for_forms();
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    return snapshot;
}

// A tall window without keys, so that all of a form is in sight.
ui::Surface tall() { return {.width = 1280, .height = 3600}; }
ui::Preferences without_keys() {
    ui::Preferences preferences;
    preferences.keyboard_shown = ui::KeyboardShown::kNever;
    return preferences;
}

// What "save" asks for, and what its toast takes back.
std::vector<std::vector<Value>> outcome_of(TestApp& app) {
    take_asked(app);
    app.tap("panel_save");
    const Asked asked = take_asked(app);
    REQUIRE(asked.forms.size() == 1);
    const ui::Run& save = asked.forms[0];
    REQUIRE(save.then);
    CHECK(save.then->content.empty());
    std::vector<std::vector<Value>> all{described(save.command)};
    app.show(answered(save.ticket, {}));
    CHECK_FALSE(app.has("panel_save"));
    if (!app.has("toast_undo")) return all;
    app.tap("toast_undo");
    all.push_back(described(take_asked(app).forms.at(0).command));
    return all;
}

Bytes last_kept(TestApp& app) {
    const Asked asked = take_asked(app);
    REQUIRE_FALSE(asked.kept.empty());
    return asked.kept.back();
}

void lock(TestApp& app) {
    app.tap("lock_now");
    app.show(screens::demo_locked());
    CHECK_FALSE(app.has("panel_save"));
}

Form family_form() { return all_forms()[6]; }

// The family's form with a letter more in its name.
void begin_family(TestApp& app) {
    open(app, family_form());
    app.tap("panel_name");
    app.type("q");
}

}  // namespace

TEST_CASE("every form comes back after a lock as it was filled in, and asks for the same",
          "[ui][kept_form]") {
    const std::vector<Form> forms = all_forms();
    const Form& form = forms[GENERATE_COPY(range(std::size_t{0}, forms.size()))];
    // All that can be filled in, or about half of it.
    const unsigned one_in = GENERATE(1U, 2U);
    const bool is_killed = one_in == 2;
    INFO(form.name << (is_killed ? ", killed" : ", locked"));
    std::optional<TestApp> app;
    const auto begin = [&](const ui::Snapshot& snapshot) {
        app.reset();
        app.emplace(snapshot, without_keys(), tall());
    };
    const auto begin_filled = [&] {
        begin(work_for_forms());
        open(*app, form);
        fill(*app, one_in);
    };
    begin_filled();
    const auto never_locked = outcome_of(*app);

    begin_filled();
    const std::string before = picture(*app);
    if (is_killed) {
        app->pass(900ms);
        begin(with_form(last_kept(*app)));
    } else {
        lock(*app);
        app->show(with_form(last_kept(*app)));
    }
    REQUIRE(app->has("panel_save"));
    CHECK(picture(*app) == before);
    CHECK(take_asked(*app).kept.empty());  // It lies there already.
    CHECK(outcome_of(*app) == never_locked);
}

TEST_CASE("a form in which nothing was filled in does not come back", "[ui][kept_form]") {
    const std::vector<Form> forms = all_forms();
    const Form& form = forms[GENERATE_COPY(range(std::size_t{0}, forms.size()))];
    INFO(form.name);
    TestApp app(work_for_forms(), without_keys(), tall());
    open(app, form);
    app.pass(2s);
    lock(app);
    CHECK(take_asked(app).kept.empty());
}

TEST_CASE("what is filled in is kept within a second, and gone when the form is closed",
          "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    app.pass(900ms);
    CHECK_FALSE(last_kept(app).empty());
    app.pass(2s);
    CHECK(take_asked(app).kept.empty());
    SECTION("by its cross") { app.tap("panel_close"); }
    SECTION("by another screen") { app.tap("rail_today"); }
    SECTION("by saving") {
        app.tap("panel_save");
        const Asked asked = take_asked(app);
        REQUIRE(asked.forms.size() == 1);
        CHECK(asked.kept.empty());
        REQUIRE(asked.forms[0].then);
        CHECK(asked.forms[0].then->content.empty());
        app.show(answered(asked.forms[0].ticket, {}));
    }
    CHECK(last_kept(app).empty());
    lock(app);
    CHECK(take_asked(app).kept.empty());
}

TEST_CASE("a form that was closed and taken back is kept again", "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    lock(app);
    const Bytes kept = last_kept(app);
    app.show(with_form(kept));
    app.tap("panel_close");
    CHECK(last_kept(app).empty());
    app.tap("toast_undo");
    app.pass(1s);
    CHECK(last_kept(app) == kept);
}

TEST_CASE("a lock between save and its answer leaves to the engine what is kept",
          "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    app.tap("panel_save");
    Asked asked = take_asked(app);
    // Before it is asked for: it comes back if that is refused.
    REQUIRE(asked.kept.size() == 1);
    CHECK_FALSE(asked.kept[0].empty());
    REQUIRE(asked.forms.size() == 1);
    lock(app);
    CHECK(take_asked(app).kept.empty());
    SECTION("it was saved") {
        app.show(with_form({}));
        CHECK_FALSE(app.has("panel_save"));
    }
    SECTION("it was refused") {
        app.show(with_form(asked.kept[0]));
        CHECK(app.has("panel_save"));
    }
}

TEST_CASE("what was refused stays kept as it is", "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    app.tap("panel_save");
    const Asked asked = take_asked(app);
    engine::Outcome outcome;
    outcome.problems.push_back({ProblemCode::kMissing, "name"});
    app.show(answered(asked.forms.at(0).ticket, outcome));
    REQUIRE(app.has("panel_save"));
    lock(app);
    CHECK(take_asked(app).kept.empty());
}

TEST_CASE("a form under its history comes back", "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    app.tap("family_history");
    REQUIRE_FALSE(app.has("panel_name"));
    lock(app);
    app.show(with_form(last_kept(app)));
    CHECK(app.has("panel_name"));
}

TEST_CASE("a form that was opened from a contact being changed comes back over it",
          "[ui][kept_form][edit]") {
    const auto with_contact = [](ui::Snapshot snapshot) {
        screens::add_logged(snapshot);
        screens::add_log_contact(snapshot);
        return snapshot;
    };
    TestApp app(with_contact(work_for_forms()), without_keys(), tall());
    const Form form{
        "signal",
        {"rail_families", "family_row_0", "timeline_more_0", "timeline_edit_0", "signal_0"}};
    open(app, form);
    app.tap("panel_text");
    app.type("q");
    lock(app);
    const Bytes kept = last_kept(app);
    app.show(with_contact(with_form(kept)));
    app.pass(2s);
    REQUIRE(app.has("panel_text"));
    CHECK_FALSE(app.has("toast_undo"));
    CHECK(take_asked(app).kept.empty());  // It lies there already.
    app.tap("panel_save");
    const Asked asked = take_asked(app);
    REQUIRE(asked.forms.size() == 1);
    CHECK(std::holds_alternative<engine::EditSignal>(asked.forms[0].command));
    app.show(with_contact(answered(asked.forms[0].ticket, {})));
    CHECK(app.has("cancel_edit"));
}

TEST_CASE("a form that came back and does not lie on disk is asked to be kept again",
          "[ui][kept_form][keeping]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    lock(app);
    const Bytes kept = last_kept(app);
    ui::Snapshot snapshot = with_form(kept);
    snapshot.unkept.has_form = true;
    app.show(std::move(snapshot));
    app.pass(1s);
    CHECK(last_kept(app) == kept);
}

TEST_CASE("the next person is not shown the form of the one before, nor asked to keep it",
          "[ui][kept_form][hazard-28]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    ui::Snapshot of_another = work_for_forms();
    of_another.person = 2;
    SECTION("behind a lock") { lock(app); }
    SECTION("while it is open") {}
    take_asked(app);
    app.show(of_another);
    app.pass(2s);
    CHECK_FALSE(app.has("panel_save"));
    CHECK(take_asked(app).kept.empty());
}

TEST_CASE("a code is never kept", "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    for (const char* id : {"rail_sync", "settings", "change_code", "panel_old_code"}) {
        app.scroll_to(id);
        app.tap(id);
    }
    app.type("482913");
    app.pass(2s);
    lock(app);
    CHECK(take_asked(app).kept.empty());
}

TEST_CASE("a form for what has gone meanwhile is still read, and says so", "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    lock(app);
    ui::Snapshot gone = screens::demo_base();
    gone.kept_form = std::make_shared<const Bytes>(last_kept(app));
    gone.gone.push_back(engine::LookFamily{screens::demo_family()});
    app.show(gone);
    REQUIRE(app.has("panel_name"));
    const std::string seen = picture(app);
    CHECK(seen.find("Dit staat niet meer op deze tablet.") != std::string::npos);
    CHECK(seen.find("Peetersq") != std::string::npos);
}

TEST_CASE("a kept form of another version is read as far as both know its fields",
          "[ui][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    begin_family(app);
    lock(app);
    const Bytes kept = last_kept(app);
    std::string text(kept.begin(), kept.end());
    const auto form_in = [](const std::string& changed) {
        return ui::decode_unfinished(as_bytes(changed));
    };
    const auto replaced = [&](const std::string& from, const std::string& to) {
        std::string changed = text;
        REQUIRE(changed.find(from) != std::string::npos);
        return changed.replace(changed.find(from), from.size(), to);
    };
    SECTION("a field that is new there") {
        const auto form = form_in(replaced("\"needs_interpreter\"", "\"is_new_here\""));
        REQUIRE(form);
        REQUIRE(form->form);
        CHECK(form->form->fields.at("name").text().back() == 'q');
    }
    SECTION("a field of another shape") {
        const auto form = form_in(replaced("\"all_days\":0", "\"all_days\":{}"));
        REQUIRE(form);
        CHECK(form->form->fields.at("name").text().back() == 'q');
    }
    SECTION("a kind of form that is unknown") {
        CHECK_FALSE(form_in(replaced("\"kind\":\"family\"", "\"kind\":\"meal\"")));
    }
    SECTION("another meaning") { CHECK_FALSE(form_in(replaced("\"format\":1", "\"format\":2"))); }
    SECTION("damaged anywhere") {
        for (std::size_t at = 0; at < text.size(); ++at) {
            form_in(text.substr(0, at));
            for (const char byte : {'[', '"', '7', '}'}) {
                std::string changed = text;
                changed[at] = byte;
                form_in(changed);
            }
        }
    }
}

// --- a text of one's own for a conflict ---

namespace {

void write_own_words(TestApp& app) {
    for (const char* id : {"rail_sync", "conflict_0_edit", "conflict_words"}) {
        app.scroll_to(id);
        app.tap(id);
    }
    app.press_with_ctrl(ImGuiKey_A);
    app.type("Mama belt zelf terug");
}

engine::ResolveConflict settled(TestApp& app) {
    take_asked(app);
    app.tap("conflict_0_take_merged");
    const Asked asked = take_asked(app);
    REQUIRE(asked.forms.size() == 1);
    REQUIRE(asked.forms[0].then);
    return std::get<engine::ResolveConflict>(asked.forms[0].command);
}

}  // namespace

TEST_CASE("one's own text for a conflict comes back after a lock", "[ui][sync][kept_form]") {
    std::optional<TestApp> app;
    app.emplace(work_for_forms(), without_keys(), tall());
    write_own_words(*app);
    const engine::ResolveConflict expected = settled(*app);
    app.reset();
    app.emplace(work_for_forms(), without_keys(), tall());
    write_own_words(*app);
    lock(*app);
    app->show(with_form(last_kept(*app)));
    const engine::ResolveConflict asked = settled(*app);
    CHECK(asked.words == "Mama belt zelf terug");
    CHECK(asked.key == expected.key);
    CHECK(asked.field == expected.field);
    CHECK(asked.seen == expected.seen);
}

TEST_CASE("one's own text is gone once it was taken or left", "[ui][sync][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    write_own_words(app);
    app.pass(900ms);
    CHECK_FALSE(last_kept(app).empty());
    SECTION("left") { app.tap("conflict_0_edit"); }
    SECTION("taken") {
        app.tap("conflict_0_take_merged");
        const Asked asked = take_asked(app);
        REQUIRE(asked.forms.size() == 1);
        REQUIRE(asked.forms[0].then);
        CHECK(asked.forms[0].then->content.empty());
        ui::Snapshot level = screens::demo_base();
        screens::add_nothing_to_settle(level);
        level.outcomes.push_back({asked.forms[0].ticket, {}});
        app.show(level);
        CHECK(app.has("toast_undo"));  // That it was settled, not that somebody was first.
    }
    CHECK(last_kept(app).empty());
}

TEST_CASE("whose conflict was settled meanwhile is told so", "[ui][sync][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    write_own_words(app);
    lock(app);
    ui::Snapshot level = screens::demo_base();
    screens::add_nothing_to_settle(level);
    level.kept_form = std::make_shared<const Bytes>(last_kept(app));
    app.show(level);
    CHECK(picture(app).find("Dit was al afgehandeld") != std::string::npos);
    app.pass(1s);
    CHECK(last_kept(app).empty());
}

TEST_CASE("a form and a text of one's own are kept beside each other", "[ui][sync][kept_form]") {
    TestApp app(work_for_forms(), without_keys(), tall());
    write_own_words(app);
    begin_family(app);
    lock(app);
    app.show(with_form(last_kept(app)));
    REQUIRE(app.has("panel_name"));
    app.tap("panel_save");
    const Asked asked = take_asked(app);
    REQUIRE(asked.forms.at(0).then);
    const auto left = ui::decode_unfinished(asked.forms[0].then->content);
    REQUIRE(left);
    CHECK_FALSE(left->form);
    REQUIRE(left->conflict);
    CHECK(left->conflict->words == "Mama belt zelf terug");
    app.show(answered(asked.forms[0].ticket, {}));
    app.tap("rail_sync");
    CHECK(settled(app).words == "Mama belt zelf terug");
}

}  // namespace oppad::test
