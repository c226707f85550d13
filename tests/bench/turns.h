// The time of each single turn of a benchmark, since a mean hides the slow ones.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace oppad::bench {

class Turns {
public:
    explicit Turns(benchmark::State& state) : state_(state) {}
    template <class Work>
    void time(Work&& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> span =
            std::chrono::steady_clock::now() - start;
        state_.SetIterationTime(span.count() / 1000);
        spans_.push_back(span.count());
    }
    ~Turns() {
        if (spans_.empty()) return;
        std::sort(spans_.begin(), spans_.end());
        state_.counters["p50_ms"] = spans_[spans_.size() / 2];
        state_.counters["p99_ms"] = spans_[spans_.size() * 99 / 100];
        state_.counters["max_ms"] = spans_.back();
    }

private:
    benchmark::State& state_;
    std::vector<double> spans_;
};

}  // namespace oppad::bench
