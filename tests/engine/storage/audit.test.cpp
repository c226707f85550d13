// The audit chain: an entry altered, removed, moved or cut off is found and located.
#include "engine/storage/audit.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/transaction.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

void append_five(TestStore& fixture) {
    for (int count = 1; count <= 5; ++count) {
        auto transaction = Transaction::begin(fixture.connection());
        REQUIRE(transaction);
        const std::array<FieldNumber, 2> fields{3, static_cast<FieldNumber>(count)};
        REQUIRE(
            append_audit(fixture.connection(), {.at = fixture.clock.now(),
                                                .staff_id = fixture.staff.id.raw,
                                                .verb = "look_family",
                                                .key = {RecordType::kFamily, fixture.entropy.id()},
                                                .fields = fields}));
        REQUIRE(transaction->commit());
        fixture.clock.advance(std::chrono::minutes{1});
    }
}

std::optional<AuditFault> fault(TestStore& fixture) {
    const auto answer = find_audit_fault(fixture.connection());
    REQUIRE(answer);
    return *answer;
}

void check_fault(TestStore& fixture, AuditFaultKind kind, std::int64_t seq) {
    const std::optional<AuditFault> answer = fault(fixture);
    REQUIRE(answer.has_value());
    CHECK(answer->kind == kind);
    CHECK(answer->seq == seq);
}

}  // namespace

TEST_CASE("an untouched chain is whole", "[storage][audit]") {
    TestStore fixture;
    CHECK_FALSE(fault(fixture).has_value());
    append_five(fixture);
    CHECK_FALSE(fault(fixture).has_value());
    fixture.reopen();
    append_five(fixture);
    CHECK_FALSE(fault(fixture).has_value());
    const auto head = audit_head(fixture.connection());
    REQUIRE(head);
    CHECK(head->seq == 10);
}

TEST_CASE("a tampered chain is found and located", "[storage][audit]") {
    TestStore fixture;
    append_five(fixture);
    Connection& connection = fixture.connection();
    SECTION("each altered column") {
        for (const char* change : {"UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 3",
                                   "UPDATE audit SET staff_id = zeroblob(16) WHERE seq = 3",
                                   "UPDATE audit SET verb = 'look_place' WHERE seq = 3",
                                   "UPDATE audit SET type = 2 WHERE seq = 3",
                                   "UPDATE audit SET id = zeroblob(16) WHERE seq = 3",
                                   "UPDATE audit SET fields = '[3,4]' WHERE seq = 3",
                                   "UPDATE audit SET hash = zeroblob(32) WHERE seq = 3"}) {
            INFO(change);
            auto transaction = Transaction::begin(connection);
            REQUIRE(transaction);
            REQUIRE(connection.execute(change));
            check_fault(fixture, AuditFaultKind::kAltered, 3);
        }
        CHECK_FALSE(fault(fixture).has_value());
    }
    SECTION("a removed entry") {
        REQUIRE(connection.execute("DELETE FROM audit WHERE seq = 2"));
        check_fault(fixture, AuditFaultKind::kGap, 2);
    }
    SECTION("a removed entry with the rest moved up") {
        REQUIRE(connection.execute("DELETE FROM audit WHERE seq = 2"));
        REQUIRE(connection.execute("UPDATE audit SET seq = seq - 1 WHERE seq > 2"));
        check_fault(fixture, AuditFaultKind::kAltered, 2);
    }
    SECTION("two entries changed places") {
        REQUIRE(connection.execute("UPDATE audit SET seq = 100 WHERE seq = 2"));
        REQUIRE(connection.execute("UPDATE audit SET seq = 2 WHERE seq = 3"));
        REQUIRE(connection.execute("UPDATE audit SET seq = 3 WHERE seq = 100"));
        check_fault(fixture, AuditFaultKind::kAltered, 2);
    }
    SECTION("a cut end") {
        REQUIRE(connection.execute("DELETE FROM audit WHERE seq > 3"));
        check_fault(fixture, AuditFaultKind::kCut, 4);
    }
    SECTION("everything cut") {
        REQUIRE(connection.execute("DELETE FROM audit"));
        check_fault(fixture, AuditFaultKind::kCut, 1);
    }
}
