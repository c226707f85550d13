// A disk that is full when the tablet locks: what was typed last is held until there is room.
#include "platform/app/unkept_words.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/platform/app/unlocked_loop.h"

namespace oppad::test {
namespace {

ui::Run typed(const char* note) {
    engine::SaveDraft save;
    save.draft.id.bytes[0] = 9;
    save.draft.note = note;
    return {7, save};
}

void lock(UnlockedLoop& tablet) { tablet.send(ui::LockNow{}); }

void unlock(UnlockedLoop& tablet) {
    tablet.send(ui::Unlock{Secret::copy_of_text("123456")});
    tablet.loop.step();
}

ui::Run filled_in(Bytes content) { return {7, engine::KeepForm{std::move(content)}}; }

bool holds_words(UnlockedLoop& tablet) {
    const auto snapshot = tablet.loop.take_snapshot();
    REQUIRE(snapshot);
    return snapshot->holds_words;
}

TEST_CASE("words that a full disk refused at the lock are kept after the unlock",
          "[platform][app]") {
    UnlockedLoop tablet;
    tablet.send(typed("Mama belt"));
    tablet.log.disk_is_full = true;
    tablet.send(typed("Mama belt maandag terug"));
    lock(tablet);
    CHECK(holds_words(tablet));
    SECTION("once there is room") {
        tablet.log.disk_is_full = false;
        unlock(tablet);
        CHECK(tablet.log.drafts.back() == "Mama belt maandag terug");
        lock(tablet);
        CHECK_FALSE(holds_words(tablet));
    }
    SECTION("at the unlock after that, when it is still full at the first") {
        unlock(tablet);
        const auto opened = tablet.loop.take_snapshot();
        REQUIRE(opened);
        // Not what lies on disk is gone on with.
        REQUIRE(opened->unkept.drafts.size() == 1);
        CHECK(opened->unkept.drafts[0].note == "Mama belt maandag terug");
        lock(tablet);
        CHECK(holds_words(tablet));
        tablet.log.disk_is_full = false;
        unlock(tablet);
        CHECK(tablet.log.drafts.back() == "Mama belt maandag terug");
        CHECK(tablet.loop.take_snapshot()->unkept.drafts.empty());
    }
    SECTION("but not on a tablet that is another person's") {
        tablet.log.disk_is_full = false;
        tablet.log.staff.id.raw.bytes[0] = 3;
        unlock(tablet);
        CHECK(tablet.log.drafts.size() == 1);
    }
}

TEST_CASE("words that were kept, or thrown away, after a refusal are not held", "[platform][app]") {
    UnlockedLoop tablet;
    tablet.log.disk_is_full = true;
    tablet.send(typed("Mama belt"));
    tablet.log.disk_is_full = false;
    SECTION("kept") { tablet.send(typed("Mama belt terug")); }
    SECTION("thrown away, also while there is no room for that either") {
        tablet.log.disk_is_full = GENERATE(true, false);
        engine::DiscardDraft discard;
        discard.id.bytes[0] = 9;
        tablet.send(ui::Run{7, discard});
        tablet.log.disk_is_full = false;
    }
    SECTION("logged") {
        engine::LogContact log;
        log.draft.id.bytes[0] = 9;
        tablet.send(ui::Run{7, log});
    }
    SECTION("made, of a contact that was changed") {
        engine::EditContact edit;
        edit.contact.id.raw.bytes[0] = 9;
        tablet.send(ui::Run{7, edit});
    }
    const std::size_t kept = tablet.log.drafts.size();
    lock(tablet);
    CHECK_FALSE(holds_words(tablet));
    unlock(tablet);
    CHECK(tablet.log.drafts.size() == kept);
}

TEST_CASE("words are held until what they came to is written", "[platform][app]") {
    platform::UnkeptWords words;
    engine::Outcome refused;
    refused.error = Error{ErrorCode::kDiskFull, "planned"};
    words.note(typed("Mama belt").command, refused);
    engine::Outcome unfinished;
    unfinished.problems.push_back({ProblemCode::kMissing, "family_id"});
    SECTION("a contact that lacks something") {
        engine::LogContact log;
        log.draft.id.bytes[0] = 9;
        words.note(log, unfinished);
    }
    SECTION("a change that lacks something") {
        engine::EditContact edit;
        edit.contact.id.raw.bytes[0] = 9;
        words.note(edit, unfinished);
    }
    // As on disk: the change waits until that is undone.
    SECTION("the change of a contact that is deleted") {
        engine::DeleteContact remove;
        remove.id.raw.bytes[0] = 9;
        words.note(remove, {});
    }
    CHECK_FALSE(words.empty());
}

TEST_CASE("a form that a full disk refused at the lock comes back as it was last",
          "[platform][app][kept_form]") {
    UnlockedLoop tablet;
    tablet.send(filled_in({'a'}));
    tablet.log.disk_is_full = true;
    tablet.send(filled_in({'b'}));
    lock(tablet);
    CHECK(holds_words(tablet));
    SECTION("once there is room") {
        tablet.log.disk_is_full = false;
        unlock(tablet);
        const auto opened = tablet.loop.take_snapshot();
        REQUIRE(opened->kept_form);
        CHECK(*opened->kept_form == Bytes{'b'});
        CHECK_FALSE(opened->unkept.has_form);
        CHECK(tablet.log.form == Bytes{'b'});
        lock(tablet);
        CHECK_FALSE(holds_words(tablet));
    }
    SECTION("also while there is none") {
        unlock(tablet);
        const auto opened = tablet.loop.take_snapshot();
        REQUIRE(opened->kept_form);
        CHECK(*opened->kept_form == Bytes{'b'});
        CHECK(opened->unkept.has_form);
        lock(tablet);
        CHECK(holds_words(tablet));
        tablet.log.disk_is_full = false;
        unlock(tablet);
        CHECK(tablet.log.form == Bytes{'b'});
    }
    SECTION("but not on a tablet that is another person's") {
        tablet.log.staff.id.raw.bytes[0] = 3;
        tablet.log.form.clear();
        unlock(tablet);
        CHECK_FALSE(tablet.loop.take_snapshot()->kept_form);
    }
}

TEST_CASE("a form that was closed while the disk was full does not come back",
          "[platform][app][kept_form]") {
    UnlockedLoop tablet;
    tablet.send(filled_in({'a'}));
    tablet.log.disk_is_full = true;
    tablet.send(filled_in({}));
    lock(tablet);
    CHECK_FALSE(holds_words(tablet));
    tablet.log.disk_is_full = GENERATE(true, false);
    unlock(tablet);
    const auto opened = tablet.loop.take_snapshot();
    CHECK_FALSE(opened->kept_form);
    CHECK_FALSE(opened->unkept.has_form);
    CHECK(tablet.log.form.empty() != tablet.log.disk_is_full);
}

TEST_CASE("a form that was kept, closed or saved after a refusal is not held",
          "[platform][app][kept_form]") {
    UnlockedLoop tablet;
    tablet.log.disk_is_full = true;
    tablet.send(filled_in({'a'}));
    Bytes expected;
    SECTION("kept") {
        tablet.log.disk_is_full = false;
        expected = {'b'};
        tablet.send(filled_in(expected));
    }
    SECTION("closed") {
        tablet.log.disk_is_full = GENERATE(true, false);
        tablet.send(filled_in({}));
        tablet.log.disk_is_full = false;
    }
    SECTION("saved") {
        tablet.log.disk_is_full = false;
        tablet.send(ui::Run{
            .ticket = 7, .command = engine::SaveFamily{}, .then = engine::KeepForm{expected}});
    }
    lock(tablet);
    CHECK_FALSE(holds_words(tablet));
    unlock(tablet);
    CHECK(tablet.log.form == expected);
}

}  // namespace
}  // namespace oppad::test
