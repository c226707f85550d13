// The simulated world's time and chance: nothing in a world asks the real ones.
#pragma once

#include <chrono>

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "platform/ctl/dice.h"

namespace oppad::sim {

using Ms = std::chrono::milliseconds;

// One stream of chance out of a seed and what it is for.
inline std::uint64_t mixed(std::uint64_t seed, std::uint64_t purpose) {
    platform::Dice dice{seed ^ (purpose * 0xd6e8feb86659fd93U)};
    return dice.next();
}

// What time it really is; only the world moves it on.
class TrueTime {
public:
    [[nodiscard]] Instant now() const { return Instant{1795420800000} + elapsed_; }  // 2026-11-23.
    [[nodiscard]] Ms elapsed() const { return elapsed_; }
    void move_to(Ms elapsed) { elapsed_ = elapsed; }

private:
    Ms elapsed_{0};
};

// A device's clocks. The wall clock is off by a constant and by a share of what has passed.
class SimClock final : public Clock {
public:
    explicit SimClock(const TrueTime& truth) : truth_(truth) {}

    [[nodiscard]] Instant now() const override {
        const std::int64_t drift_ms = truth_.elapsed().count() / 1000 * drift_per_million / 1000;
        return truth_.now() + Ms{offset_ms + drift_ms};
    }
    [[nodiscard]] Ms steady() const override { return truth_.elapsed(); }
    [[nodiscard]] std::chrono::minutes utc_offset(Instant /*instant*/) const override {
        return std::chrono::minutes{60};
    }

    std::int64_t offset_ms = 0;
    std::int64_t drift_per_million = 0;

private:
    const TrueTime& truth_;
};

// Never for real keys.
class SimEntropy final : public Entropy {
public:
    explicit SimEntropy(std::uint64_t seed) : dice_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next() & 0xffU);
    }

private:
    platform::Dice dice_;
};

}  // namespace oppad::sim
