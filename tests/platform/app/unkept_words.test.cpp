// A disk that is full when the tablet locks: what was typed last is held until there is room.
#include "platform/app/unkept_words.h"

#include <catch2/catch_test_macros.hpp>

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
        lock(tablet);
        CHECK(holds_words(tablet));
        tablet.log.disk_is_full = false;
        unlock(tablet);
        CHECK(tablet.log.drafts.back() == "Mama belt maandag terug");
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
    SECTION("thrown away") {
        engine::DiscardDraft discard;
        discard.id.bytes[0] = 9;
        tablet.send(ui::Run{7, discard});
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

}  // namespace
}  // namespace oppad::test
