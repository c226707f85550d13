// A store read whole: what was written is found to be there, and each kind of harm is named.
#include "engine/storage/integrity.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "engine/domain/family.h"
#include "engine/domain/person.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "tests/support/temp_store.h"

namespace oppad::storage {

namespace {

Family family_named(test::TestStore& fixture, const char* name) {
    Family family;
    family.id.raw = fixture.entropy.id();
    family.name = name;
    family.street = "Dauwpad 3";
    return family;
}

IntegrityReport report_of(test::TestStore& fixture) {
    auto report = inspect_store(fixture.connection());
    INFO((report ? std::string{} : report.error().detail));
    REQUIRE(report.has_value());
    return std::move(*report);
}

std::int64_t visible(const IntegrityReport& report, std::string_view word) {
    const auto found = std::find_if(report.counts.begin(), report.counts.end(),
                                    [&](const TypeCount& entry) { return entry.word == word; });
    REQUIRE(found != report.counts.end());
    return found->count.visible;
}

}  // namespace

TEST_CASE("an empty store is whole", "[storage][integrity]") {
    test::TestStore fixture;
    const IntegrityReport report = report_of(fixture);
    CHECK(report.is_whole());
    CHECK(report.audit_entries == 0);
    CHECK(report.counts.size() == 19);
}

TEST_CASE("a name without a letter is no damage, though no search finds it",
          "[storage][integrity]") {
    test::TestStore fixture;
    Family unknown = family_named(fixture, "?");
    unknown.street.clear();
    fixture.save(unknown);
    CHECK(report_of(fixture).is_whole());
}

TEST_CASE("a written store is whole and its records are counted", "[storage][integrity]") {
    test::TestStore fixture;
    const Family kept = family_named(fixture, "Yılmaz-Peeters");
    const Family removed = family_named(fixture, "Van den Broeck");
    fixture.save(kept);
    fixture.save(removed);
    UnitOfWork work = fixture.begin("delete");
    fixture.keep(work.remove({RecordType::kFamily, removed.id.raw}));
    fixture.keep(work.commit());

    const IntegrityReport report = report_of(fixture);
    CHECK(report.is_whole());
    CHECK(visible(report, "family") == 1);
    CHECK(report.audit_entries >= 3);
    const auto ids = list_record_ids(fixture.connection(), RecordType::kFamily);
    REQUIRE(ids.has_value());
    CHECK(*ids == std::vector<RawId>{kept.id.raw});
}

TEST_CASE("a search entry that waits for a colleague's deletion is no damage",
          "[storage][integrity]") {
    test::TestStore fixture;
    const Family family = family_named(fixture, "Nur");
    fixture.save(family);
    const RecordKey key{RecordType::kFamily, family.id.raw};
    auto record = find_record(fixture.connection(), key);
    REQUIRE((record && *record));
    (*record)->deleted = true;
    auto transaction = Transaction::begin(fixture.connection());  // As sync takes one in.
    REQUIRE(transaction);
    fixture.keep(put_record(fixture.connection(), **record));
    fixture.keep(transaction->commit());

    const IntegrityReport report = report_of(fixture);
    CHECK(report.search_pending == 1);
    CHECK(report.is_whole());
}

TEST_CASE("an altered audit entry is located", "[storage][integrity]") {
    test::TestStore fixture;
    fixture.save(family_named(fixture, "Nur"));
    fixture.save(family_named(fixture, "Ana"));
    REQUIRE(fixture.connection().execute("UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1"));
    const IntegrityReport report = report_of(fixture);
    CHECK_FALSE(report.is_whole());
    REQUIRE(report.audit_fault.has_value());
    CHECK(report.audit_fault->seq == 1);
}

TEST_CASE("a record that search lost is counted, and so is a stray entry", "[storage][integrity]") {
    test::TestStore fixture;
    fixture.save(family_named(fixture, "Nur"));
    fixture.save(family_named(fixture, "Ana"));
    SECTION("lost") {
        REQUIRE(fixture.connection().execute("DELETE FROM search_families WHERE rowid = 1"));
        const IntegrityReport report = report_of(fixture);
        CHECK_FALSE(report.is_whole());
        CHECK(report.search.front().missing == 1);
        CHECK(report.search.front().unfound == 1);
    }
    SECTION("stray") {
        REQUIRE(fixture.connection().execute(
            "INSERT INTO search_families (rowid, name) VALUES (77, 'nobody')"));
        const IntegrityReport report = report_of(fixture);
        CHECK_FALSE(report.is_whole());
        CHECK(report.search.front().stray == 1);
    }
}

}  // namespace oppad::storage
