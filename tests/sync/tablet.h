// A tablet without a window: an encrypted store whose writes are captured, as the app's are.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <optional>

#include "engine/domain/schema.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/unit_of_work.h"
#include "sync/capture/apply.h"
#include "sync/capture/capture.h"
#include "sync/capture/outbox.h"
#include "sync/capture/row_state.h"
#include "sync/merge/merge.h"
#include "tests/support/temp_store.h"

namespace oppad::test {

using namespace oppad::sync;

inline const RawId kScope{{0x5c, 1}};

struct Tablet {
    explicit Tablet(std::uint64_t seed) : entropy(seed) {
        fixture.staff.scope = kScope;
        open_capture();
    }

    void open_capture() {
        auto opened = Capture::open(fixture.connection(), fixture.clock, entropy);
        REQUIRE(opened);
        capture.emplace(std::move(*opened));
    }
    void restart() {
        capture.reset();
        fixture.reopen();
        open_capture();
    }

    storage::UnitOfWork begin() {
        auto work = storage::UnitOfWork::begin(*fixture.store, *capture, fixture.clock,
                                               fixture.staff, "log_contact");
        REQUIRE(work);
        return std::move(*work);
    }
    template <class Record>
    void save(const Record& record) {
        fixture.clock.advance(std::chrono::milliseconds{1});
        storage::UnitOfWork work = begin();
        REQUIRE(work.save(record));
        REQUIRE(work.commit());
    }
    // Reads, lets `change` edit, saves.
    template <class Record, class Change>
    void edit(Id<Record> id, Change change) {
        Record record = load(id);
        change(record);
        save(record);
    }
    void remove(const RecordKey& key) {
        fixture.clock.advance(std::chrono::milliseconds{1});
        storage::UnitOfWork work = begin();
        REQUIRE(work.remove(key));
        REQUIRE(work.commit());
    }
    void restore(const RecordKey& key) {
        fixture.clock.advance(std::chrono::milliseconds{1});
        storage::UnitOfWork work = begin();
        REQUIRE(work.restore(key));
        REQUIRE(work.commit());
    }
    template <class Record>
    std::optional<Record> find(Id<Record> id) {
        storage::UnitOfWork work = begin();
        auto record = work.find(id);
        REQUIRE(record);
        return *record;
    }
    template <class Record>
    Record load(Id<Record> id) {
        auto record = find(id);
        REQUIRE(record);
        return *record;
    }
    RecordState state(const RecordKey& key) {
        const auto row = storage::find_record(fixture.connection(), key);
        REQUIRE(row);
        REQUIRE(row->has_value());
        const auto state = state_of(**row);
        REQUIRE(state);
        return *state;
    }

    // What would be sent now, kept as the sent batch.
    Batch send(Limits limits = {}) {
        auto transaction = storage::Transaction::begin(fixture.connection());
        REQUIRE(transaction);
        auto batch = begin_batch(fixture.connection(), limits);
        REQUIRE(batch);
        REQUIRE(transaction->commit());
        return *batch;
    }
    Applied receive(const SyncReply& reply, Answers answers = Answers::kPullOnly,
                    Expecting expecting = Expecting::kKnown) {
        auto applied = apply_page(fixture.connection(), capture->clock(),
                                  make_incoming(reply, expecting), answers, fixture.clock.now());
        REQUIRE(applied);
        return *applied;
    }
    int queued() {
        const auto count = count_queued(fixture.connection());
        REQUIRE(count);
        return *count;
    }

    TestStore fixture;
    TestEntropy entropy;
    std::optional<Capture> capture;
};

inline RecordKey key_of(const Family& family) { return {RecordType::kFamily, family.id.raw}; }

inline Family new_family(Tablet& tablet, const char* name) {
    Family family;
    family.id = {tablet.entropy.id()};
    family.name = name;
    family.languages = {"fr", "nl"};
    family.note = "eerste gesprek";
    tablet.save(family);
    return family;
}

inline SyncReply reply_with(std::vector<RecordState> changes) {
    SyncReply reply;
    reply.hub_time_ms = kTestStart.ms;
    reply.cursor = "c1";
    reply.changes = std::move(changes);
    return reply;
}

}  // namespace oppad::test
