// Drafts: every field survives, damage and newer versions are left alone, nothing readable is lost.
#include <rapidcheck.h>

#include "engine/commands/draft_codec.h"
#include "engine/storage/tables/draft_rows.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

void store_raw(TestDesk& desk, const RawId& id, std::string_view content) {
    storage::UnitOfWork work = desk.fixture.begin("save_draft");
    REQUIRE(work.put_draft(id, as_bytes(content)));
    REQUIRE(work.commit());
}

ContactDraft filled_draft(TestDesk& desk) {
    ContactDraft draft = desk.draft();
    draft.edited.emplace().note = "eerst stond er dit";
    draft.edited->at = Instant{1795300000000};
    draft.edited->themes = {"debt"};
    draft.kind = ContactKind::kNeutralGround;
    draft.family_id = Id<Family>{desk.fixture.entropy.id()};
    draft.new_family_name = "Yılmaz";
    draft.known_before = false;
    draft.new_phone = "0470 12 34 56";
    draft.new_street = "Kerkstraat 8";
    draft.new_postcode = "9000";
    draft.new_municipality = "Gent";
    draft.place_id = Id<Place>{desk.fixture.entropy.id()};
    draft.contact_person_id = Id<ContactPerson>{desk.fixture.entropy.id()};
    draft.at = Instant{1795400000000};
    draft.appointment_id = Id<Appointment>{desk.fixture.entropy.id()};
    draft.themes = {"food", "housing"};
    draft.participants = {to_text(desk.fixture.entropy.id())};
    draft.note = "mama zei: \"morgen\"\nمرحبا";
    draft.adults = 2;
    draft.children = 3;
    draft.question = "vraag";
    draft.signal = "signaal";
    draft.follow_up.emplace();
    draft.follow_up->what = "bellen";
    draft.follow_up->due_day = Day{std::chrono::year{2026} / 12 / 1};
    draft.follow_up->channel = Channel::kMessage;
    draft.referral.emplace();
    draft.referral->partner_id = Id<Partner>{desk.fixture.entropy.id()};
    draft.referral->what = "voedselpakket";
    draft.referral->consented = true;
    draft.referral->warm = true;
    draft.referral->introduction = Introduction::kCalled;
    draft.next_meeting = {ContactKind::kPhoneCall, Instant{1795500000000}, 30};
    return draft;
}

}  // namespace

TEST_CASE("a draft comes back as it was, after a restart too", "[commands][drafts]") {
    TestDesk desk;
    const ContactDraft draft = filled_draft(desk);
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const auto page = desk.look<LogContactPage>(LookLogContact{draft.id, {}, {}});
    REQUIRE(page.draft);
    CHECK(encode_draft(*page.draft, {}) == encode_draft(draft, {}));
    CHECK(page.draft->note == draft.note);
    CHECK(page.draft->new_phone == draft.new_phone);
    CHECK(page.draft->new_street == draft.new_street);
    CHECK(page.draft->new_postcode == draft.new_postcode);
    CHECK(page.draft->new_municipality == draft.new_municipality);
    CHECK(page.draft->follow_up->due_day == draft.follow_up->due_day);
    CHECK(page.draft->referral->partner_id == draft.referral->partner_id);
    CHECK(page.draft->referral->consented);
    REQUIRE(page.draft->next_meeting);
    CHECK(page.draft->next_meeting->kind == ContactKind::kPhoneCall);
    CHECK(page.draft->next_meeting->starts_at == Instant{1795500000000});
    CHECK(page.draft->next_meeting->duration_minutes == 30);
}

TEST_CASE("a draft from before families were asked agrees only where they went along",
          "[commands][drafts]") {
    TestDesk desk;
    const auto consented = [&](const std::string& referral) {
        const std::string content = R"({"format":1,"referral":)" + referral + "}";
        const Result<ContactDraft> draft =
            decode_draft(desk.fixture.entropy.id(), as_bytes(std::string_view{content}));
        REQUIRE(draft);
        REQUIRE(draft->referral);
        return draft->referral->consented;
    };
    CHECK(consented(R"({"introduction":"went_along"})"));
    CHECK_FALSE(consented(R"({"introduction":"called"})"));
    CHECK_FALSE(consented(R"({"what":"voedselpakket"})"));
    CHECK_FALSE(consented(R"({"introduction":"went_along","consented":false})"));
}

TEST_CASE("what a person empties in a draft is empty", "[commands][drafts]") {
    TestDesk desk;
    ContactDraft draft = filled_draft(desk);
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const RawId id = draft.id;
    draft = ContactDraft{};
    draft.id = id;
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const auto page = desk.look<LogContactPage>(LookLogContact{id, {}, {}});
    REQUIRE(page.draft);
    CHECK(page.draft->note.empty());
    CHECK(page.draft->themes.empty());
    CHECK_FALSE(page.draft->follow_up);
    CHECK_FALSE(page.draft->family_id);
    CHECK_FALSE(page.draft->known_before);
}

TEST_CASE("what a newer version wrote beside our fields survives our saving",
          "[commands][drafts]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "oud";
    store_raw(desk, draft.id, R"({"format":1,"note":"oud","mood":"calm","kind":"video_call"})");
    draft.note = "nieuw";
    draft.kind = ContactKind::kUnknown;
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const auto stored = storage::find_draft(desk.fixture.connection(), draft.id);
    REQUIRE(stored);
    REQUIRE(*stored);
    const std::string text{as_text((*stored)->content)};
    CHECK(text.find("calm") != std::string::npos);
    CHECK(text.find("video_call") != std::string::npos);
    CHECK(text.find("nieuw") != std::string::npos);
}

TEST_CASE("what was chosen in a draft and set back is chosen no more", "[commands][drafts]") {
    TestDesk desk;
    ContactDraft draft = filled_draft(desk);
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    draft.referral->introduction = Introduction::kUnknown;
    draft.referral->warm = false;
    draft.follow_up->channel = Channel::kUnknown;
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const auto page = desk.look<LogContactPage>(LookLogContact{draft.id, {}, {}});
    REQUIRE(page.draft);
    CHECK(page.draft->referral->introduction == Introduction::kUnknown);
    CHECK(page.draft->follow_up->channel == Channel::kUnknown);
}

TEST_CASE("a way of a newer version stays in a draft that says nothing of it",
          "[commands][drafts]") {
    TestDesk desk;
    ContactDraft draft = filled_draft(desk);
    draft.referral->introduction = Introduction::kUnknown;
    draft.follow_up->channel = Channel::kUnknown;
    const Bytes saved = encode_draft(
        draft,
        as_bytes(std::string_view{
            R"({"format":1,"referral":{"introduction":"video"},"follow_up":{"channel":"fax"}})"}));
    const std::string text{as_text(saved)};
    CHECK(text.find("\"video\"") != std::string::npos);
    CHECK(text.find("fax") != std::string::npos);
}

TEST_CASE("a draft that can't be read is listed, kept and never overwritten",
          "[commands][drafts]") {
    const std::string content = GENERATE(
        as<std::string>{}, "", "{", "[]", "null", R"({"note":1,"format":1})", R"({"format":"1"})",
        R"({"note":"zonder format"})", R"({"format":2,"note":"x"})", R"({"format":1,"at":"nu"})",
        R"({"format":1,"follow_up":{"due_day":"2026-02-31"}})", R"({"format":1,"themes":["a",2]})",
        R"({"format":1,"edited":[]})", R"({"format":1,"edited":{"at":"gisteren"}})",
        R"({"format":1,"edited":{"family_id":"x"}})", "\xFF\xFE\x00");
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "wat ik nu typ";
    store_raw(desk, draft.id, content);

    const auto drafts = desk.look<DraftsView>(LookDrafts{});
    REQUIRE(drafts.rows.size() == 1);
    CHECK(drafts.rows.front().kind == ContactKind::kUnknown);
    CHECK_FALSE(desk.desk.look(LookLogContact{draft.id, {}, {}}));
    CHECK_FALSE(desk.look<LogContactPage>(LookLogContact{}).draft);  // The newest readable one.

    CHECK(desk.desk.run(DiscardDraft{draft.id}).error);
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    CHECK(desk.look<DraftsView>(LookDrafts{}).rows.size() == 2);
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.look<DraftsView>(LookDrafts{}).rows.size() == 1);
}

TEST_CASE("a draft nested without end is damage, not a crash", "[commands][drafts]") {
    const std::string deep(200'000, '[');
    const Result<ContactDraft> draft = decode_draft(RawId{}, bytes_of(deep));
    REQUIRE_FALSE(draft);
    CHECK(draft.error().code == ErrorCode::kCorrupt);
}

TEST_CASE("any bytes decode to a draft or to an error", "[commands][drafts]") {
    TestDesk desk;
    const Bytes sound = encode_draft(filled_draft(desk), {});
    const bool held = rc::check("one byte changed", [&sound] {
        Bytes content = sound;
        content[*rc::gen::inRange<std::size_t>(0, content.size())] =
            *rc::gen::arbitrary<std::uint8_t>();
        const Result<ContactDraft> draft = decode_draft(RawId{}, content);
        RC_ASSERT((draft || draft.error().code == ErrorCode::kCorrupt ||
                   draft.error().code == ErrorCode::kInvalid));
    });
    CHECK(held);
}

TEST_CASE("a character broken by a keyboard costs that character alone", "[commands][drafts]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "voor \xC3 na";
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const auto page = desk.look<LogContactPage>(LookLogContact{draft.id, {}, {}});
    REQUIRE(page.draft);
    CHECK(page.draft->note.find("voor ") == 0);
    CHECK(page.draft->note.find(" na") != std::string::npos);
}

TEST_CASE("a draft that was thrown away comes back as it was", "[commands][drafts][undo]") {
    TestDesk desk;
    const ContactDraft draft = filled_draft(desk);
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const Outcome outcome = desk.desk.run(DiscardDraft{draft.id});
    REQUIRE(outcome.undo);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    const auto page = desk.look<LogContactPage>(LookLogContact{draft.id, {}, {}});
    REQUIRE(page.draft);
    CHECK(encode_draft(*page.draft, {}) == encode_draft(draft, {}));
}

TEST_CASE("a discarded draft is gone, discarding it again is fine", "[commands][drafts]") {
    TestDesk desk;
    const ContactDraft draft = desk.draft();
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    CHECK(desk.desk.run(DiscardDraft{draft.id}).saved());
    CHECK(desk.desk.run(DiscardDraft{draft.id}).saved());
    CHECK(desk.look<DraftsView>(LookDrafts{}).rows.empty());
}
