// What fields said before: every kind of value comes back as it was, also from an earlier store.
#include "engine/storage/former_values.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/transaction.h"
#include "tests/support/earlier_schema.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

constexpr FieldNumber kStreet = 5;
constexpr FieldNumber kLanguages = 8;
constexpr FieldNumber kInterpreter = 9;
constexpr FieldNumber kPhone = 10;
constexpr FieldNumber kOrigin = 14;
const RecordKey kFamily{RecordType::kFamily, RawId{{7}}};

std::vector<FormerRow> former_of(TestStore& fixture) {
    const auto rows = list_former(fixture.connection(), kFamily, 100);
    REQUIRE(rows);
    return *rows;
}

const Value& value_of(const std::vector<FormerRow>& rows, FieldNumber field) {
    static const Value kMissing{std::string{"missing"}};
    for (const FormerRow& row : rows)
        if (row.field == field) return row.value;
    return kMissing;
}

}  // namespace

TEST_CASE("each kind of value comes back as it was", "[storage][history]") {
    TestStore fixture;
    const std::string odd = "\"Kerk\\straat\"\n\t\x01 8, {Ωé} 👋";
    FormerChange change{.key = kFamily,
                        .changed_at = Instant{1000},
                        .changed_by = fixture.staff.id.raw,
                        .device = std::nullopt,
                        .fields = {{kStreet, Value{odd}},
                                   {kLanguages, Value{TextSet{"fr", "nl"}}},
                                   {kInterpreter, Value{std::int64_t{1}}},
                                   {kPhone, Value{}},
                                   {kOrigin, Value{RawId{{0xab, 9}}}}}};
    auto transaction = Transaction::begin(fixture.connection());
    REQUIRE(transaction);
    REQUIRE(keep_former(fixture.connection(), change));
    change.fields = {{kStreet, Value{std::string{"later, in the same moment"}}}};
    REQUIRE(keep_former(fixture.connection(), change));
    REQUIRE(transaction->commit());
    auto rows = former_of(fixture);
    REQUIRE(rows.size() == 6);
    CHECK(rows.front().value == Value{std::string{"later, in the same moment"}});
    CHECK(rows.front().changed_by == fixture.staff.id.raw);
    rows.erase(rows.begin());
    CHECK(value_of(rows, kStreet) == Value{odd});
    CHECK(value_of(rows, kLanguages) == Value{TextSet{"fr", "nl"}});
    CHECK(value_of(rows, kInterpreter) == Value{std::int64_t{1}});
    CHECK(value_of(rows, kPhone) == Value{});
    CHECK(value_of(rows, kOrigin) == Value{RawId{{0xab, 9}}});
}

TEST_CASE("what was kept under an earlier schema is still told", "[storage][history]") {
    TestStore fixture;
    test::return_to_schema(fixture, 8);
    fixture.keep(fixture.connection().execute(
        "INSERT INTO former_values SELECT 1, x'07000000000000000000000000000000', column1, 1000, "
        "x'0b000000000000000000000000000000', column2 FROM (VALUES (5, 'say \"hey\"'), "
        "(8, '[\"fr\",\"nl\"]'), (9, 1), (10, NULL), (14, x'AB090000000000000000000000000000'))"));
    fixture.reopen();
    const auto rows = former_of(fixture);
    REQUIRE(rows.size() == 5);
    CHECK(rows.front().changed_at == Instant{1000});
    CHECK(rows.front().changed_by == RawId{{0xb}});
    CHECK(value_of(rows, kStreet) == Value{std::string{"say \"hey\""}});
    CHECK(value_of(rows, kLanguages) == Value{TextSet{"fr", "nl"}});
    CHECK(value_of(rows, kInterpreter) == Value{std::int64_t{1}});
    CHECK(value_of(rows, kPhone) == Value{});
    CHECK(value_of(rows, kOrigin) == Value{RawId{{0xab, 9}}});
}
