// An encrypted store as full as a large tablet's: 10,000 families, 40,000 persons, 200,000
// contacts. Made once per run in a temporary folder, which goes at the end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/domain/staff.h"
#include "engine/storage/null_sink.h"
#include "engine/storage/store.h"

namespace oppad::bench {

inline constexpr int kFamilies = 10'000;
inline constexpr int kPersonsPerFamily = 4;
inline constexpr int kContactsPerFamily = 20;

// Numbers that depend on the seed alone.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t roll();
    // 0 … count - 1, the low ones more often: some names are common.
    std::size_t skewed(std::size_t count);
    RawId id();

private:
    std::uint64_t state_;
};

class FullStore {
public:
    FullStore();
    FullStore(const FullStore&) = delete;
    FullStore& operator=(const FullStore&) = delete;
    ~FullStore();

    storage::Connection& connection() { return store_->connection(); }
    storage::Store& store() { return *store_; }

    Dice dice{42};
    std::vector<RawId> families;
    std::vector<std::string> names;    // Of the families, as typed text.
    std::vector<std::string> streets;  // Theirs.
    std::vector<std::string> phones;   // Theirs, as dialled here: "0470123456".
    std::vector<std::string> members;  // One member's name per family.
    Staff staff;

private:
    void fill();

    std::string folder_;
    std::unique_ptr<storage::Store> store_;
};

// The one store of this run.
FullStore& full_store();

}  // namespace oppad::bench
