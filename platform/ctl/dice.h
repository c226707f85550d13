// Chance that a seed repeats: the same seed gives the same demo families on every machine.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/time.h"

namespace oppad::platform {

// SplitMix64. For invented people only: never for keys.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    // Both ends included. Requires: low <= high.
    int between(int low, int high) {
        const auto span = static_cast<std::uint64_t>(high - low) + 1;
        return low + static_cast<int>(next() % span);
    }
    bool chance(int percent) { return between(1, 100) <= percent; }
    // Requires: `items` is not empty.
    template <class Item>
    const Item& pick(const std::vector<Item>& items) {
        return items[static_cast<std::size_t>(next() % items.size())];
    }
    // A UUIDv7 of that moment.
    RawId id_at(Instant instant);

private:
    std::uint64_t state_;
};

}  // namespace oppad::platform
