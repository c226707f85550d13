// Rows without their C++ type, for capture and sync: the schema's columns, versions, shapes,
// purging.
#include "engine/storage/record_table.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "engine/domain/record.h"
#include "engine/storage/sqlite/transaction.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

StoredRecord a_place(TestStore& fixture) {
    StoredRecord record{.key = {RecordType::kPlace, fixture.entropy.id()},
                        .scope = fixture.entropy.id(),
                        .causal = {1, 2, 3}};
    record.values.resize(find_spec(RecordType::kPlace)->fields.size());
    record.values[0] = std::string{"De Kleine Prins"};
    return record;
}

void put(TestStore& fixture, const StoredRecord& record) {
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    REQUIRE(put_record(fixture.connection(), record));
    REQUIRE(transaction->commit());
}

StoredRecord load(TestStore& fixture, const RecordKey& key) {
    const auto found = find_record(fixture.connection(), key);
    REQUIRE(found);
    REQUIRE(found->has_value());
    return **found;
}

const char* column_type(FieldType type) {
    switch (type) {
        case FieldType::kInteger:
        case FieldType::kBool:
        case FieldType::kInstant:
            return "INTEGER";
        case FieldType::kId:
            return "BLOB";
        default:
            return "TEXT";
    }
}

}  // namespace

TEST_CASE("a row is added where there is none, and one that is there stays as it is", "[storage]") {
    TestStore fixture;
    const StoredRecord place = a_place(fixture);
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    const auto added = add_record(fixture.connection(), place);
    REQUIRE(added);
    CHECK(*added);
    StoredRecord other = place;
    other.values[0] = std::string{"De Regenboog"};
    const auto again = add_record(fixture.connection(), other);
    REQUIRE(again);
    CHECK_FALSE(*again);
    REQUIRE(transaction->commit());
    const StoredRecord stored = load(fixture, place.key);
    CHECK(stored.values == place.values);
    CHECK(stored.causal == place.causal);
    CHECK(stored.scope == place.scope);
}

TEST_CASE("an update writes what differs and nothing else", "[storage][record_table]") {
    TestStore fixture;
    StoredRecord before = a_place(fixture);
    before.values[1] = Value{};
    put(fixture, before);
    StoredRecord after = before;
    after.causal = {4, 5};
    SECTION("values") { after.values[0] = std::string{"De Regenboog"}; }
    SECTION("a value that goes") { after.values[0] = Value{}; }
    SECTION("a removal") { after.deleted = true; }
    SECTION("a move") { after.scope = fixture.entropy.id(); }
    SECTION("the stamps alone") {}
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    REQUIRE(update_record(fixture.connection(), before, after));
    REQUIRE(transaction->commit());
    const StoredRecord stored = load(fixture, before.key);
    CHECK(stored.values == after.values);
    CHECK(stored.causal == after.causal);
    CHECK(stored.scope == after.scope);
    CHECK(stored.deleted == after.deleted);
    CHECK(stored.version == 2);
}

TEST_CASE("an update of no row, or to a value of another shape, is refused",
          "[storage][record_table]") {
    TestStore fixture;
    const StoredRecord place = a_place(fixture);
    StoredRecord other = place;
    other.values[0] = std::string{"De Regenboog"};
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    const Status missing = update_record(fixture.connection(), place, other);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::kConflict);
    REQUIRE(put_record(fixture.connection(), place));
    other.values[0] = std::int64_t{1};
    const Status shapeless = update_record(fixture.connection(), place, other);
    REQUIRE_FALSE(shapeless);
    CHECK(shapeless.error().code == ErrorCode::kInvalid);
}

TEST_CASE("the tables have the columns of schema.h, in its order and types", "[storage][schema]") {
    TestStore fixture;
    for (const RecordSpec& spec : all_record_specs()) {
        INFO(spec.word);
        auto select = fixture.connection().prepare(
            "SELECT name, type FROM pragma_table_info(:table) ORDER BY cid");
        REQUIRE(select);
        select->bind(":table", spec.table);
        std::vector<std::pair<std::string, std::string>> columns;
        for (;;) {
            const auto has_row = select->step();
            REQUIRE(has_row);
            if (!*has_row) break;
            columns.emplace_back(select->get<std::string>(0), select->get<std::string>(1));
        }
        std::vector<std::pair<std::string, std::string>> expected{
            {"rowid", "INTEGER"},   {"id", "BLOB"},         {"scope", "BLOB"},
            {"deleted", "INTEGER"}, {"version", "INTEGER"}, {"causal", "BLOB"}};
        for (const FieldSpec& field : spec.fields)
            expected.emplace_back(field.name, column_type(field.type));
        CHECK(columns == expected);
    }
}

TEST_CASE("a row comes back as it was put, its version counted", "[storage][record_table]") {
    TestStore fixture;
    StoredRecord place = a_place(fixture);
    put(fixture, place);
    StoredRecord stored = load(fixture, place.key);
    CHECK(stored.version == 1);
    CHECK(stored.values == place.values);
    CHECK(stored.scope == place.scope);
    CHECK(stored.causal == place.causal);
    CHECK_FALSE(stored.deleted);

    place.values[0] = Value{};
    place.scope = fixture.entropy.id();
    place.causal = {9};
    place.deleted = true;
    put(fixture, place);
    stored = load(fixture, place.key);
    CHECK(stored.version == 2);
    CHECK(stored.deleted);
    CHECK(stored.values == place.values);
    CHECK(stored.scope == place.scope);
    CHECK(stored.causal == place.causal);
}

TEST_CASE("a value of another shape is refused before it reaches the row",
          "[storage][record_table]") {
    TestStore fixture;
    StoredRecord place = a_place(fixture);
    place.values[0] = std::int64_t{5};
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    const Status refused = put_record(fixture.connection(), place);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kInvalid);
    REQUIRE(transaction->commit());
    CHECK(fixture.number("SELECT count(*) FROM places") == 0);
}

TEST_CASE("a row outside a transaction is refused", "[storage][record_table]") {
    TestStore fixture;
    CHECK_FALSE(put_record(fixture.connection(), a_place(fixture)));
    CHECK(fixture.number("SELECT count(*) FROM places") == 0);
}

TEST_CASE("a purged row is gone from its table and from search", "[storage][record_table]") {
    TestStore fixture;
    const StoredRecord place = a_place(fixture);
    put(fixture, place);
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    REQUIRE(purge_record(fixture.connection(), place.key));
    REQUIRE(purge_record(fixture.connection(), place.key));
    REQUIRE(transaction->commit());
    CHECK(fixture.number("SELECT count(*) FROM places") == 0);
    CHECK(fixture.number("SELECT count(*) FROM search_pending") == 0);
    const auto found = find_record(fixture.connection(), place.key);
    REQUIRE(found);
    CHECK_FALSE(found->has_value());
}
