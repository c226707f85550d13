// The outside world for tests: a clock that stands still until moved, randomness from a seed, a
// folder that goes when the test ends, and an encrypted store in it.
//
//     TestStore fixture;
//     storage::UnitOfWork work = fixture.begin("save_family");
//     REQUIRE(work.save(family));
//     REQUIRE(work.commit());
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/staff.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "engine/storage/null_sink.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "engine/storage/store.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::test {

// Monday 2026-11-23, 09:00 in Brussels (UTC+1).
inline constexpr Instant kTestStart{1795420800000};

class TestClock : public Clock {
public:
    [[nodiscard]] Instant now() const override { return wall; }
    [[nodiscard]] std::chrono::milliseconds steady() const override { return ticks; }
    [[nodiscard]] std::chrono::minutes utc_offset(Instant) const override { return offset; }
    void advance(std::chrono::milliseconds span) {
        wall = wall + span;
        ticks += span;
    }

    Instant wall = kTestStart;
    std::chrono::milliseconds ticks{0};
    std::chrono::minutes offset{60};
};

// splitmix64: the same seed gives the same bytes on every machine. Never for real keys.
class TestEntropy : public Entropy {
public:
    explicit TestEntropy(std::uint64_t seed = 1) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;
    std::uint64_t next();
    // An id as the engine makes them, from this seed.
    RawId id();

private:
    std::uint64_t state_;
};

// A fresh folder of mode 0700 under the system's temporary folder; removed with what is in it.
class TempFolder {
public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder();

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

// A person at the tablet, with a scope for new records.
Staff test_staff();
// 32 bytes that depend on `seed` alone.
Secret test_key(std::uint64_t seed = 7);

// An encrypted store with a raw key: no passphrase, so it opens in milliseconds.
class TestStore {
public:
    TestStore();

    // Closes and opens the file again, as after a restart. REQUIREs success.
    void reopen();
    storage::Connection& connection() { return store->connection(); }
    // A unit of work by `staff`, told to `changes`. REQUIREs success.
    storage::UnitOfWork begin(const char* verb);
    // Saves one record on its own and commits. REQUIREs success.
    template <class Record>
    void save(const Record& record) {
        storage::UnitOfWork work = begin("save");
        keep(work.save(record));
        keep(work.commit());
    }
    // REQUIREs success, and says why there is none.
    void keep(const Status& status);
    // Runs one statement that answers one number. REQUIREs success.
    std::int64_t number(const char* sql);

    TempFolder folder;
    TestClock clock;
    TestEntropy entropy;
    Staff staff = test_staff();
    storage::NullSink null_sink;
    ChangeSink* changes = &null_sink;  // A test may put its own here.
    storage::StorePaths paths{folder.path() + "/store"};
    std::optional<storage::Store> store;
};

// Every file below `folder`, read whole: for looking for planted words.
std::string all_bytes_below(const std::string& folder);

}  // namespace oppad::test
