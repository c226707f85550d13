// A disk that fails at every single write, and power that goes at every single one: what was
// acknowledged is there afterwards, what was not is there whole or not at all, and the same work
// can be done again.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>

#include "engine/storage/audit.h"
#include "engine/storage/search.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/unit_of_work.h"
#include "tests/support/faulty_disk.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::Fault;
using oppad::test::FaultSpan;
namespace fs = std::filesystem;

namespace {

// A store with earlier work in it, and one command to be interrupted: a new family with a member, a
// contact and its draft gone.
class Bench {
public:
    Bench() {
        TestFamily earlier{1};
        fixture.save(earlier.family);
        UnitOfWork work = fixture.begin("save_draft");
        fixture.keep(work.put_draft(draft, as_bytes("half een verhaal")));
        fixture.keep(work.commit());
        fixture.store.reset();
        fs::copy(fixture.paths.folder, untouched);
    }

    // The same beginning for every run.
    void start_over() {
        fixture.store.reset();
        fs::remove_all(fixture.paths.folder);
        fs::copy(untouched, fixture.paths.folder);
        fixture.reopen();
    }

    Status run_command() {
        TRY_ASSIGN(UnitOfWork work, UnitOfWork::begin(*fixture.store, fixture.null_sink,
                                                      fixture.clock, fixture.staff, "log_contact"));
        TestFamily fresh{2};
        TRY(work.save(fresh.family));
        TRY(work.save(fresh.member));
        for (const Contact& contact : fresh.contacts) TRY(work.save(contact));
        TRY(work.drop_draft(draft));
        return work.commit();
    }

    // Requires: an open store on a disk that works.
    void check_whole() {
        CHECK(fixture.number("SELECT count(*) FROM families WHERE name = 'Vroeger'") == 1);
        const std::int64_t families = fixture.number("SELECT count(*) FROM families");
        const bool is_done = families == 2;
        CHECK(fixture.number("SELECT count(*) FROM persons") == (is_done ? 1 : 0));
        CHECK(fixture.number("SELECT count(*) FROM contacts") == (is_done ? kContacts : 0));
        CHECK(fixture.number("SELECT count(*) FROM drafts") == (is_done ? 0 : 1));
        CHECK(fixture.number("SELECT count(*) FROM audit") == (is_done ? 3 + kContacts : 1));
        const auto fault = find_audit_fault(fixture.connection());
        REQUIRE(fault);
        CHECK_FALSE(fault->has_value());
        const auto hits = search(fixture.connection(), SearchKind::kFamilies, "nieuwkomer", 10);
        REQUIRE(hits);
        CHECK(hits->size() == (is_done ? 1 : 0));
        CHECK(fixture.number("SELECT count(*) FROM pragma_integrity_check "
                             "WHERE integrity_check = 'ok'") == 1);
    }

    bool is_done() { return fixture.number("SELECT count(*) FROM families") == 2; }

    static constexpr int kContacts = 20;

    struct TestFamily {
        explicit TestFamily(std::uint64_t seed) {
            test::TestEntropy entropy{seed};
            family.id = {entropy.id()};
            family.name = seed == 1 ? "Vroeger" : "Nieuwkomer";
            member.id = {entropy.id()};
            member.family_id = family.id;
            member.given_name = "Sofie";
            for (int count = 0; count < kContacts; ++count) {
                Contact contact;
                contact.id = {entropy.id()};
                contact.family_id = family.id;
                contact.note = std::string(700, static_cast<char>('a' + count));
                contacts.push_back(contact);
            }
        }
        Family family;
        Person member;
        std::vector<Contact> contacts;
    };

    // The disk outlives the store that uses it.
    test::FaultyDisk disk;
    test::TestStore fixture;
    std::string untouched = fixture.folder.path() + "/untouched";
    RawId draft = test::TestEntropy{77}.id();
};

struct Plan {
    Fault fault;
    FaultSpan span;
};

constexpr int kCallsMax = 500;

}  // namespace

TEST_CASE("a failure at any write leaves the command whole or absent",
          "[storage][faults][hazard-44]") {
    const Plan plan = GENERATE(
        Plan{Fault::kDiskFull, FaultSpan::kOnce}, Plan{Fault::kDiskFull, FaultSpan::kForEver},
        Plan{Fault::kInputOutput, FaultSpan::kOnce}, Plan{Fault::kInputOutput, FaultSpan::kForEver},
        Plan{Fault::kSyncFails, FaultSpan::kOnce}, Plan{Fault::kSyncFails, FaultSpan::kForEver});
    Bench bench;
    int at = 1;
    for (;; ++at) {
        REQUIRE(at < kCallsMax);
        CAPTURE(static_cast<int>(plan.fault), static_cast<int>(plan.span), at);
        bench.start_over();
        bench.disk.arm(plan.fault, plan.span, at);
        const Status status = bench.run_command();
        const bool has_fired = bench.disk.has_fired();
        bench.disk.disarm();
        if (!has_fired) {
            REQUIRE(status);
            break;
        }
        // Whether the error said "nothing was written" or "unknown": look after reopening.
        const bool nothing_written = !status && status.error().code == ErrorCode::kDiskFull;
        bench.fixture.reopen();
        bench.check_whole();
        if (status) CHECK(bench.is_done());
        if (nothing_written) CHECK_FALSE(bench.is_done());
        // The same command again: ids are the device's, so it ends the same.
        if (!bench.is_done()) REQUIRE(bench.run_command());
        bench.check_whole();
        CHECK(bench.is_done());
    }
    // The command does write and sync: the loop looked at something.
    CHECK(at > (plan.fault == Fault::kSyncFails ? 1 : 5));
}

TEST_CASE("a full disk is told, and work goes on once there is room",
          "[storage][faults][hazard-38]") {
    Bench bench;
    bench.start_over();
    bench.disk.arm(Fault::kDiskFull, FaultSpan::kForEver, 1);
    const Status refused = bench.run_command();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kDiskFull);
    CHECK_FALSE(bench.fixture.connection().in_transaction());
    CHECK_FALSE(bench.is_done());
    bench.disk.disarm();
    REQUIRE(bench.run_command());
    bench.check_whole();
    CHECK(bench.is_done());
}

TEST_CASE("power that goes at any write takes nothing acknowledged along",
          "[storage][faults][hazard-37]") {
    Bench bench;
    for (int at = 1;; ++at) {
        REQUIRE(at < kCallsMax);
        CAPTURE(at);
        bench.start_over();
        REQUIRE(bench.fixture.connection().checkpoint(CheckpointKind::kTruncate));
        bench.disk.arm(Fault::kInputOutput, FaultSpan::kForEver, at);
        const Status status = bench.run_command();
        const bool has_fired = bench.disk.has_fired();
        bench.disk.arm(Fault::kInputOutput, FaultSpan::kForEver, 1);
        bench.fixture.store.reset();
        bench.disk.disarm();
        bench.disk.cut_power();
        bench.fixture.reopen();
        bench.check_whole();
        CHECK(bench.is_done() == status.has_value());
        if (!has_fired) break;
    }
}
