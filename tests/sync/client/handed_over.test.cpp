// A tablet that passes from one person to another: what of the former person's work is on it, and
// what becomes of that, from the moment of the hub's answer on.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "engine/storage/sqlite/statement.h"
#include "engine/storage/tables/draft_rows.h"
#include "sync/capture/rejoin.h"
#include "sync/client/exchange_parts.h"
#include "sync/wire/codec.h"
#include "tests/support/faulty_disk.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

// Where nothing looks that a person sees. Of records that the new person gets as well, history
// stays.
const std::set<std::string> kUnseen{"sealed_work", "sealed_drafts", "former_values",
                                    "replaced_values"};

std::vector<std::string> texts_of(RealTablet& tablet, const std::string& sql) {
    std::vector<std::string> texts;
    auto select = tablet.fixture.connection().prepare(sql);
    REQUIRE(select);
    for (;;) {
        const auto has_row = select->step();
        REQUIRE(has_row);
        if (!*has_row) return texts;
        texts.emplace_back(select->text(0));
    }
}

// The tables that say the word anywhere, search's own too.
std::set<std::string> tables_with(RealTablet& tablet, const std::string& word) {
    std::set<std::string> found;
    const auto tables = texts_of(
        tablet, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'");
    for (const std::string& table : tables) {
        for (const std::string& column :
             texts_of(tablet, "SELECT name FROM pragma_table_info('" + table + "')")) {
            const std::string sql = "SELECT count(*) FROM \"" + table + "\" WHERE instr(CAST(\"" +
                                    column + "\" AS BLOB), CAST('" + word + "' AS BLOB)) > 0";
            if (tablet.fixture.number(sql.c_str()) > 0) found.insert(table);
        }
    }
    return found;
}

std::set<std::string> seen_tables_with(RealTablet& tablet, const std::string& word) {
    std::set<std::string> found = tables_with(tablet, word);
    for (const std::string& table : kUnseen) found.erase(table);
    return found;
}

void keep_draft(RealTablet& tablet, const std::string& words) {
    storage::UnitOfWork work = tablet.begin();
    const Bytes content{words.begin(), words.end()};
    REQUIRE(work.put_draft(tablet.entropy.id(), content));
    REQUIRE(work.commit());
}

// What is half filled in elsewhere than in a contact.
void keep_form(RealTablet& tablet, const std::string& words) {
    storage::UnitOfWork work = tablet.begin();
    REQUIRE(work.put_draft(storage::kFormDraft, as_bytes(words)));
    REQUIRE(work.commit());
}

std::string kept_form(RealTablet& tablet) {
    const auto row = storage::find_draft(tablet.fixture.connection(), storage::kFormDraft);
    REQUIRE(row);
    return *row ? std::string{as_text((*row)->content)} : std::string{};
}

void open_page(RealTablet& tablet, const Family& family) {
    storage::UnitOfWork work = tablet.begin();
    REQUIRE(work.note_opened(key_of(family)));
    REQUIRE(work.commit());
}

bool has_former_code(RealTablet& tablet) {
    const auto has = sync::has_former_code(tablet.fixture.connection());
    REQUIRE(has);
    return *has;
}

// Ann and Cor work in the north, Bea doesn't; all three are in the team.
struct House {
    House() {
        hub::Administration& admin = *hub.inner.administration;
        const auto added = admin.add_scope("Noord");
        REQUIRE(added);
        north = added->id;
        for (const char* name : {"Ann", "Cor"})
            REQUIRE(admin.grant(hub.inner.user(name), *added, hub::Right::kWrite));
        team = ann.fixture.staff.scope;
    }
    Family new_family_in(RealTablet& tablet, const RawId& scope, const char* name) {
        tablet.fixture.staff.scope = scope;
        const Family family = new_family(tablet, name);
        tablet.fixture.staff.scope = team;
        return family;
    }
    // Who works on Ann's tablet is signed off.
    void sign_off() {
        REQUIRE(hub.inner.administration->revoke_device(ann.client->identity()->device));
        ann.way.is_offline = false;
        REQUIRE(ann.sync() == SyncState::kDeviceRefused);
    }
    void pass_to(const char* name) {
        sign_off();
        REQUIRE(ann.join(hub.next_code_for(name), SyncState::kDeviceRefused).has_value());
        REQUIRE(ann.client->status().state == SyncState::kIdle);
    }
    void pass_without_network_to(const char* name) {
        sign_off();
        const std::string code = hub.next_code_for(name);
        REQUIRE(ann.join_and_lose_network(code, SyncState::kDeviceRefused).has_value());
    }
    std::int64_t count(const char* sql) { return ann.fixture.number(sql); }

    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    RealTablet cor{hub, "Cor", 3};
    RawId north;
    RawId team;
};

}  // namespace

TEST_CASE("from the hub's answer on nothing that the former person could read is in sight",
          "[sync][client][hub][hazard-28]") {
    House house;
    RealTablet& ann = house.ann;
    const Family theirs = house.new_family_in(ann, house.north, "Kolibrie");
    const Family everybodys = house.new_family_in(ann, house.team, "Kolibrie");
    sync_all({&ann, &house.cor});
    // Two people wrote one note; what may not go there was refused; a visit is half written.
    ann.edit(theirs.id, [](Family& family) { family.note = "kolibrie of ann"; });
    house.cor.edit(theirs.id, [](Family& family) { family.note = "kolibrie of cor"; });
    sync_all({&house.cor, &ann});
    house.new_family_in(ann, RawId{{0xee, 1}}, "Kolibrie elders");
    REQUIRE(ann.sync() == SyncState::kIdle);
    REQUIRE(ann.client->status().refused == 1);
    REQUIRE(ann.client->status().open_conflicts == 1);
    keep_draft(ann, "kolibrie half written");
    open_page(ann, theirs);
    ann.edit(everybodys.id, [](Family& family) { family.note = "kolibrie unsent"; });
    for (const char* table : {"families", "refused_texts", "conflict_versions", "drafts"})
        REQUIRE(tables_with(ann, "olibrie").contains(table));

    house.pass_without_network_to("Bea");
    const auto check_unseen = [&] {
        CHECK(seen_tables_with(ann, "olibrie") == std::set<std::string>{});
        CHECK_FALSE(ann.find(theirs.id).has_value());
        CHECK_FALSE(ann.find(everybodys.id).has_value());
        const SyncStatus& status = ann.client->status();
        CHECK(status.refused == 0);
        CHECK(status.open_conflicts == 0);
        CHECK_FALSE(status.last_complete_at.has_value());
        CHECK(status.to_send == 1);
        CHECK(house.count("SELECT count(*) FROM opened") == 0);
    };
    check_unseen();
    ann.reboot();
    ann.run();
    check_unseen();

    // What she writes meanwhile is hers, and is there.
    const Family of_bea = new_family(ann, "Mertens");
    ann.way.is_offline = false;
    sync_all({&ann, &house.bea, &house.cor});
    CHECK(ann.load(everybodys.id).note == "kolibrie unsent");
    CHECK_FALSE(ann.find(theirs.id).has_value());
    CHECK(ann.client->status().last_complete_at.has_value());
    CHECK(ann.queued() == 0);
    for (RealTablet* tablet : {&ann, &house.bea, &house.cor})
        CHECK(tablet->load(of_bea.id).name == "Mertens");
    CHECK(house.cor.load(everybodys.id).note == "kolibrie unsent");
    CHECK(seen_tables_with(ann, "of ann") == std::set<std::string>{});
    CHECK(seen_tables_with(ann, "half written") == std::set<std::string>{});
}

TEST_CASE("that the former person knows the code is remembered until there is another",
          "[sync][client][hub][hazard-28]") {
    House house;
    CHECK_FALSE(has_former_code(house.ann));
    house.pass_to("Bea");
    CHECK(has_former_code(house.ann));
    house.ann.reboot();
    CHECK(has_former_code(house.ann));
    REQUIRE(note_code_changed(house.ann.fixture.connection()));
    CHECK_FALSE(has_former_code(house.ann));
    house.pass_to("Ann");
    CHECK(has_former_code(house.ann));
}

TEST_CASE("who comes back to a tablet finds drafts, refusals and unsent work again",
          "[sync][client][hub][hazard-28][hazard-45]") {
    House house;
    RealTablet& ann = house.ann;
    const Family known = house.new_family_in(ann, house.north, "Peeters");
    REQUIRE(ann.sync() == SyncState::kIdle);
    const Family refused = house.new_family_in(ann, RawId{{0xee, 1}}, "Claes");
    REQUIRE(ann.sync() == SyncState::kIdle);
    keep_draft(ann, "half written");
    ann.edit(known.id, [](Family& family) { family.note = "unsent"; });
    const bool had_network = GENERATE(false, true);
    if (had_network)
        house.pass_to("Bea");
    else
        house.pass_without_network_to("Bea");
    keep_draft(ann, "by bea");
    CHECK(house.count("SELECT count(*) FROM drafts") == 1);
    house.pass_to("Ann");
    CHECK(ann.load(known.id).note == "unsent");
    CHECK(ann.load(refused.id).name == "Claes");
    CHECK(ann.client->status().refused == 1);
    CHECK(texts_of(ann, "SELECT content FROM drafts") == std::vector<std::string>{"half written"});
    sync_all({&ann, &house.cor});
    CHECK(house.cor.load(known.id).note == "unsent");
    CHECK(house.count("SELECT count(*) FROM sealed_work") == 0);
    house.pass_to("Bea");
    CHECK(texts_of(ann, "SELECT content FROM drafts") == std::vector<std::string>{"by bea"});
}

TEST_CASE("what somebody has half filled in waits for them alone",
          "[sync][client][hub][kept_form][hazard-28]") {
    House house;
    RealTablet& ann = house.ann;
    REQUIRE(ann.sync() == SyncState::kIdle);
    keep_form(ann, "kolibrie half filled in");
    house.pass_to("Bea");
    CHECK(kept_form(ann).empty());
    CHECK(seen_tables_with(ann, "kolibrie").empty());
    keep_form(ann, "by bea");
    house.pass_to("Ann");
    CHECK(kept_form(ann) == "kolibrie half filled in");
    house.pass_to("Bea");
    CHECK(kept_form(ann) == "by bea");
}

TEST_CASE("what was unsent when the tablet passed on stays whose it is, however often it passes on",
          "[sync][client][hub][hazard-28]") {
    House house;
    RealTablet& ann = house.ann;
    const Family known = house.new_family_in(ann, house.north, "Peeters");
    const Family shared = house.new_family_in(ann, house.team, "Claes");
    sync_all({&ann, &house.cor});
    const DeviceId of_ann = ann.client->identity()->device;
    ann.edit(known.id, [](Family& family) { family.note = "by ann"; });
    ann.edit(shared.id, [](Family& family) { family.phone = "014"; });
    house.pass_without_network_to("Bea");
    const Family of_bea = new_family(ann, "Mertens");
    const Family not_hers = house.new_family_in(ann, house.north, "Nauwelaerts");
    REQUIRE(house.hub.code_for("Dirk").size() > 4);
    house.pass_to("Dirk");
    // Of both what may go has gone, as theirs, and the rest waits for each of them.
    sync_all({&ann, &house.bea, &house.cor});
    CHECK(house.cor.load(shared.id).phone == "014");
    CHECK(house.bea.load(of_bea.id).name == "Mertens");
    CHECK_FALSE(ann.find(known.id).has_value());
    CHECK_FALSE(ann.find(not_hers.id).has_value());
    CHECK(ann.client->status().refused == 0);
    CHECK(ann.queued() == 0);

    house.pass_to("Ann");
    CHECK(ann.load(known.id).note == "by ann");
    CHECK(ann.client->status().refused == 0);  // Nothing of Bea's is hers to settle.
    CHECK_FALSE(ann.find(not_hers.id).has_value());
    sync_all({&ann, &house.cor});
    CHECK(house.cor.load(known.id).note == "by ann");
    const RecordState on_cor = house.cor.state(key_of(known));
    CHECK(std::any_of(on_cor.fields.begin(), on_cor.fields.end(), [&](const FieldState& field) {
        return !field.versions.empty() && field.versions.front().stamp.device == of_ann;
    }));
    house.pass_to("Bea");
    CHECK(ann.client->status().refused == 1);
}

TEST_CASE("a tablet that joins another organisation tells it nothing of the former one's work",
          "[sync][client][hub][hazard-28]") {
    House house;
    RealTablet& ann = house.ann;
    new_family(ann, "Kolibrie");
    house.pass_without_network_to("Bea");
    new_family(ann, "Kolibrie of bea");
    house.sign_off();
    ann.way.alter_reply = [](HttpReply& reply) {
        auto enrolled = read_reply<EnrolReply>(reply, 1'000'000);
        REQUIRE(enrolled);
        enrolled->organisation = "Elders";
        reply.body = encode(*enrolled, WireForm::kCbor);
        reply.content_encoding.clear();
    };
    const std::string code = house.hub.code_for("Dirk");
    REQUIRE(ann.join_and_lose_network(code, SyncState::kDeviceRefused).has_value());
    ann.way.alter_reply = nullptr;
    ann.way.is_offline = false;
    CHECK(ann.client->status().to_send == 0);
    sync_all({&ann, &house.bea});
    CHECK(house.bea.fixture.number("SELECT count(*) FROM families") == 0);
    CHECK(house.count("SELECT count(*) FROM sealed_work") == 2);
    house.pass_to("Ann");
    CHECK(house.count("SELECT count(*) FROM families") == 1);
    CHECK(house.count("SELECT count(*) FROM sealed_work") == 1);
}

TEST_CASE("what the hub took of a tablet that was signed off stays on it",
          "[sync][client][hub][hazard-45]") {
    House house;
    RealTablet& ann = house.ann;
    REQUIRE(ann.sync() == SyncState::kIdle);
    const Family unsent = new_family(ann, "Peeters");
    const char* next = GENERATE("Ann", "Bea");
    CAPTURE(next);
    house.pass_to(next);
    CHECK(house.bea.sync() == SyncState::kIdle);
    CHECK(house.bea.load(unsent.id).name == "Peeters");
    CHECK(ann.find(unsent.id).has_value());
}

TEST_CASE("a tablet that a restored hub doesn't know passes to another person as any other",
          "[sync][client][hub][hazard-26][hazard-28]") {
    House house;
    RealTablet& ann = house.ann;
    const std::string backup = house.hub.inner.back_up();
    RealTablet eva{house.hub, 9, "Ann"};
    const Family lacked = house.new_family_in(eva, house.team, "Kolibrie");
    const Family theirs = house.new_family_in(eva, house.north, "Kolibrie");
    REQUIRE(eva.sync() == SyncState::kIdle);
    house.hub.inner.restore(backup);
    REQUIRE(eva.sync() == SyncState::kDeviceUnknown);
    const std::string code = house.hub.next_code_for("Bea");
    REQUIRE(eva.join_and_lose_network(code, SyncState::kDeviceUnknown).has_value());
    CHECK(seen_tables_with(eva, "olibrie") == std::set<std::string>{});
    eva.way.is_offline = false;
    sync_all({&eva, &house.bea, &ann});
    // The hub lacked both; it has what may be brought.
    CHECK(ann.load(lacked.id).name == "Kolibrie");
    CHECK_FALSE(eva.find(theirs.id).has_value());
    CHECK(eva.queued() == 0);
    CHECK(eva.client->status().refused == 0);
    REQUIRE(house.hub.inner.administration->revoke_device(eva.client->identity()->device));
    REQUIRE(eva.sync() == SyncState::kDeviceRefused);
    REQUIRE(eva.join(house.hub.next_code_for("Ann"), SyncState::kDeviceRefused).has_value());
    sync_all({&eva, &ann});
    CHECK(ann.load(theirs.id).name == "Kolibrie");
}

TEST_CASE("two texts of which one was sealed are told to whoever may settle them",
          "[sync][client][hub][hazard-13][hazard-28]") {
    House house;
    RealTablet& ann = house.ann;
    std::vector<Family> families;
    for (const char* name : {"Peeters", "Claes", "Mertens"})
        families.push_back(house.new_family_in(ann, house.team, name));
    sync_all({&ann, &house.cor});
    for (const Family& family : families) {
        ann.edit(family.id, [](Family& edited) { edited.note = "of ann"; });
        house.cor.edit(family.id, [](Family& edited) { edited.note = "of cor"; });
    }
    REQUIRE(house.cor.sync() == SyncState::kIdle);
    // The hub's versions are here before the last of the sealed ones have gone.
    ann.session_tuning.batch_records_max = 1;
    ann.session_tuning.batch_growth_max = 1;
    house.pass_to("Bea");
    CHECK(ann.client->status().open_conflicts == 3);
    sync_all({&house.bea, &ann});
    for (const Family& family : families)
        CHECK(ann.state(key_of(family)) == house.bea.state(key_of(family)));
}

TEST_CASE("a tablet whose power goes while it passes on is the one person's or the other's",
          "[sync][client][hub][hazard-28][hazard-37]") {
    House house;
    RealTablet& ann = house.ann;
    const Family theirs = house.new_family_in(ann, house.north, "Kolibrie");
    REQUIRE(ann.sync() == SyncState::kIdle);
    ann.edit(theirs.id, [](Family& family) { family.note = "kolibrie unsent"; });
    keep_draft(ann, "kolibrie half written");
    house.sign_off();
    const std::string before = ann.copy_of_store();
    const RawId of_ann = ann.client->identity()->staff.id.raw;
    test::FaultyDisk disk;  // Of the tablet alone: the hub's store was opened before.
    int at = 0;
    int points = 0;
    int passed_on = 0;
    for (bool has_fired = true; has_fired;) {
        at += at < 8 ? 1 : 7;  // Most are pages of one transaction.
        ++points;
        INFO("write " << at);
        ann.way.is_offline = false;
        ann.put_back(before);
        const std::string code = house.hub.next_code_for("Bea");
        disk.arm(test::Fault::kInputOutput, test::FaultSpan::kForEver, at);
        const bool has_joined =
            ann.join_and_lose_network(code, SyncState::kDeviceRefused).has_value();
        has_fired = disk.has_fired();
        ann.lose_power(disk);
        const bool is_anns = ann.client->identity()->staff.id.raw == of_ann;
        CHECK((!has_joined || !is_anns));
        CHECK(ann.find(theirs.id).has_value() == is_anns);
        CHECK(seen_tables_with(ann, "olibrie").empty() == !is_anns);
        CHECK(house.count("SELECT (SELECT count(*) FROM drafts) +"
                          " (SELECT count(*) FROM sealed_drafts)") == 1);
        CHECK(ann.queued() == 1);
        passed_on += is_anns ? 0 : 1;
    }
    ann.close();
    CHECK(points > 3);
    CHECK(passed_on > 0);
    CHECK(passed_on < points);
}
