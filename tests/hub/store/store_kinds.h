// The stores that a test program holds to the contract; which ones is chosen by what it links.
//
//     Fixture fixture{EACH_STORE()};
//     auto transaction = fixture.write();
#pragma once

#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <memory>
#include <string>
#include <vector>

#include "sync/server/store/server_store.h"

namespace oppad::test {

// Several stores over one database, as workers, processes and administrators have.
class StoreMaker {
public:
    virtual ~StoreMaker() = default;
    // The first call makes the database. `busy_timeout_ms`: how long a writer waits for another.
    virtual std::unique_ptr<hub::ServerStore> open(int busy_timeout_ms) = 0;
};

struct StoreKind {
    const char* name;
    std::unique_ptr<StoreMaker> (*make)();
};

std::vector<StoreKind> store_kinds();
#define EACH_STORE() GENERATE(from_range(oppad::test::store_kinds()))

std::unique_ptr<StoreMaker> make_sqlite_maker();          // As of several processes.
std::unique_ptr<StoreMaker> make_workers_sqlite_maker();  // As of one process's workers.
std::unique_ptr<StoreMaker> make_postgres_maker();

// 16 times that byte.
RawId id_of(std::uint8_t number);

inline constexpr int kWaitsShortly = 20;
inline constexpr int kWaitsLong = 60'000;

// A store with two organisations, 1 and 2, whose team scopes are 101 and 102.
struct Fixture {
    explicit Fixture(const StoreKind& kind, int busy_timeout_ms = kWaitsShortly);

    std::unique_ptr<hub::ServerStore> open(int busy_timeout_ms = kWaitsShortly) {
        return maker->open(busy_timeout_ms);
    }
    std::unique_ptr<hub::StoreTransaction> write(std::uint8_t organisation = 1);
    std::unique_ptr<hub::StoreTransaction> read(std::uint8_t organisation = 1);
    // One user with one device, in the first organisation.
    hub::Device device();

    std::unique_ptr<StoreMaker> maker;
    std::unique_ptr<hub::ServerStore> store;
};

hub::StoredState state_of(std::uint8_t id, const RawId& scope, const char* content);
std::string text_of(const hub::StoredState& state);

inline const RawId kTeam = id_of(101);
inline const RawId kNorth = id_of(50);

}  // namespace oppad::test
