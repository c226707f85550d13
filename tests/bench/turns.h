// The time of each single turn of a benchmark, since a mean hides the slow ones: by the wall, and
// of this thread's CPU, which a busy machine does not stretch.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <vector>

namespace oppad::bench {

inline double thread_cpu_ms() {
    std::timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

class Turns {
public:
    explicit Turns(benchmark::State& state) : state_(state) {}
    template <class Work>
    void time(Work&& work) {
        const auto start = std::chrono::steady_clock::now();
        const double cpu = thread_cpu_ms();
        work();
        cpu_.push_back(thread_cpu_ms() - cpu);
        const std::chrono::duration<double, std::milli> span =
            std::chrono::steady_clock::now() - start;
        state_.SetIterationTime(span.count() / 1000);
        wall_.push_back(span.count());
    }
    ~Turns() {
        tell("wall", wall_);
        tell("cpu", cpu_);
    }

private:
    void tell(const std::string& name, std::vector<double>& spans) {
        if (spans.empty()) return;
        std::sort(spans.begin(), spans.end());
        state_.counters[name + "_p50"] = spans[spans.size() / 2];
        state_.counters[name + "_p99"] = spans[spans.size() * 99 / 100];
        state_.counters[name + "_max"] = spans.back();
    }

    benchmark::State& state_;
    std::vector<double> wall_;
    std::vector<double> cpu_;
};

}  // namespace oppad::bench
