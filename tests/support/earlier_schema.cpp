#include "tests/support/earlier_schema.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace oppad::test {

namespace {

struct TakenBack {
    int schema = 0;  // What it brought.
    const char* script = nullptr;
};

constexpr TakenBack kNewestFirst[] = {
    {18,
     "DROP INDEX signals_by_contact; "
     "DELETE FROM search_texts WHERE rowid < (6 << 40) OR rowid >= (17 << 40); "
     "DELETE FROM texts_read WHERE type < 6 OR type = 17;"},
    {17,
     "DROP INDEX referrals_open; CREATE INDEX referrals_open ON referrals (owner_id, discussed_at, "
     "consented_at, introduced_at, accepted_at, answered_at, step) "
     "WHERE (step IN ('discussed', 'consented', 'introduced', 'accepted') "
     "OR (step = 'answered' AND answer = 'waiting_list')) AND deleted = 0;"},
    {16, "DROP TABLE arrivals;"},
    {15, "DROP TABLE search_texts; DROP TABLE texts_read;"},
    {14,
     "DROP INDEX referrals_open; CREATE INDEX referrals_open ON referrals (owner_id, discussed_at, "
     "consented_at, introduced_at, accepted_at) "
     "WHERE step IN ('discussed', 'consented', 'introduced', 'accepted') AND deleted = 0;"},
    {13, "DROP INDEX contacts_unnamed;"},
    {12,
     "DROP TABLE opened; DROP TABLE new_columns; ALTER TABLE persons DROP COLUMN street; "
     "ALTER TABLE persons DROP COLUMN postcode; ALTER TABLE persons DROP COLUMN municipality; "
     "DROP INDEX families_by_origin; DROP INDEX families_not_known_before; "
     "DROP INDEX contacts_by_place; "
     "CREATE INDEX contacts_by_place ON contacts (place_id, at, family_id, deleted);"},
    {11,
     "DROP TABLE sealed_drafts; ALTER TABLE sent_batch DROP COLUMN author; "
     "DROP INDEX sealed_work_waiting; ALTER TABLE sealed_work DROP COLUMN waits;"},
    {10,
     "DROP INDEX follow_ups_open; DROP INDEX referrals_open; DROP INDEX questions_open; "
     "DROP INDEX contacts_sit_days;"},
    {9,
     "DROP TABLE former_values; "
     "CREATE TABLE former_values (type INTEGER NOT NULL, id BLOB NOT NULL, field INTEGER NOT NULL, "
     "changed_at_ms INTEGER NOT NULL, changed_by BLOB NOT NULL, value ANY, "
     "PRIMARY KEY (type, id, changed_at_ms, field)) STRICT, WITHOUT ROWID;"},
    {8, "DROP TABLE sealed_work;"},
    {7, "DROP TABLE former_values;"},
    {6,
     "DROP INDEX families_removed; DROP TABLE sync_runs; DROP TABLE replaced_values; "
     "DROP TABLE refused_texts; ALTER TABLE refusals DROP COLUMN set_aside_at_ms; "
     "DROP TABLE conflict_versions; ALTER TABLE staff DROP COLUMN devices;"},
    {5, "DROP TABLE unconfirmed_records;"},
};

}  // namespace

void return_to_schema(TestStore& fixture, int version) {
    REQUIRE(version >= 4);
    REQUIRE(fixture.number("PRAGMA user_version") == kNewestFirst[0].schema);
    for (const TakenBack& one : kNewestFirst) {
        if (one.schema <= version) break;
        CAPTURE(one.schema);
        fixture.keep(fixture.connection().execute_script(one.script));
    }
    const std::string mark = "PRAGMA user_version = " + std::to_string(version);
    fixture.keep(fixture.connection().execute_script(mark.c_str()));
}

}  // namespace oppad::test
