#include "platform/ctl/seed_runs.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <thread>

#include "engine/core/check.h"

namespace oppad::platform {

namespace {

// Lines between programs: "+SEED", "-SEED law|law". A world that ends its program writes none.
std::string line_of(const SeedOutcome& outcome) {
    std::string line = (outcome.broken.empty() ? "+" : "-") + std::to_string(outcome.seed) + " ";
    for (std::size_t at = 0; at < outcome.broken.size(); ++at)
        line += (at > 0 ? "|" : "") + outcome.broken[at];
    return line + "\n";
}

SeedOutcome outcome_of(const std::string& line) {
    SeedOutcome outcome{.seed = std::strtoull(line.c_str() + 1, nullptr, 10)};
    if (line[0] == '+') return outcome;
    std::size_t from = line.find(' ') + 1;
    for (;;) {
        const std::size_t to = line.find('|', from);
        outcome.broken.push_back(line.substr(from, to - from));
        if (to == std::string::npos) return outcome;
        from = to + 1;
    }
}

void write_all(int pipe, const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t count = ::write(pipe, text.data() + done, text.size() - done);
        if (count <= 0) ::_exit(3);
        done += static_cast<std::size_t>(count);
    }
}

}  // namespace

struct SeedRuns::Worker {
    pid_t program = 0;
    int pipe = -1;
    std::uint64_t next = 0;  // The seed that it works on.
    std::string unread;
    bool is_done = false;
};

SeedRuns::Worker SeedRuns::begin_worker(std::uint64_t first, std::uint64_t last,
                                        std::uint64_t stride) {
    int ends[2];
    CHECK(::pipe(ends) == 0);
    std::fflush(nullptr);
    const pid_t program = ::fork();
    CHECK(program >= 0);
    if (program == 0) {
        ::close(ends[0]);
        for (std::uint64_t seed = first; seed <= last; seed += stride) {
            if (end_ && std::chrono::steady_clock::now() > *end_) break;
            const sim::Verdict verdict =
                simulator_.run(sim::make_plan(seed, tablets_), sim::Keeping::kHashOnly);
            write_all(ends[1], line_of({seed, verdict.broken}));
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    return {.program = program, .pipe = ends[0], .next = first};
}

// Returns false at the end of what it says.
bool SeedRuns::read_worker(Worker& worker, std::vector<SeedOutcome>& outcomes) {
    char buffer[4096];
    const ssize_t count = ::read(worker.pipe, buffer, sizeof buffer);
    if (count <= 0) return false;
    worker.unread.append(buffer, static_cast<std::size_t>(count));
    for (;;) {
        const std::size_t end = worker.unread.find('\n');
        if (end == std::string::npos) return true;
        outcomes.push_back(outcome_of(worker.unread.substr(0, end)));
        worker.unread.erase(0, end + 1);
        worker.next = outcomes.back().seed;
    }
}

// It has ended: because it was done, or because its world ended it; then another one goes on.
void SeedRuns::revive(Worker& worker, std::uint64_t last, std::uint64_t stride,
                      std::vector<SeedOutcome>& outcomes) {
    int status = 0;
    ::close(worker.pipe);
    ::waitpid(worker.program, &status, 0);
    worker.is_done = true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    const bool has_told = std::any_of(outcomes.begin(), outcomes.end(), [&](const auto& outcome) {
        return outcome.seed == worker.next;
    });
    const std::uint64_t ended = has_told ? worker.next + stride : worker.next;
    if (ended > last) return;
    outcomes.push_back({ended, {"the program ended: a CHECK, or a crash"}});
    if (ended + stride <= last) worker = begin_worker(ended + stride, last, stride);
}

std::vector<SeedOutcome> SeedRuns::run_all(std::uint64_t first, std::uint64_t last) {
    const auto stride = std::max<std::uint64_t>(
        1, std::min<std::uint64_t>(std::thread::hardware_concurrency(), last - first + 1));
    std::vector<Worker> workers;
    for (std::uint64_t at = 0; at < stride; ++at)
        workers.push_back(begin_worker(first + at, last, stride));
    std::vector<SeedOutcome> outcomes;
    std::size_t told = 0;
    for (;;) {
        std::vector<pollfd> waits;
        std::vector<Worker*> waiting;
        for (Worker& worker : workers) {
            if (worker.is_done) continue;
            waits.push_back({worker.pipe, POLLIN, 0});
            waiting.push_back(&worker);
        }
        if (waits.empty()) break;
        if (::poll(waits.data(), waits.size(), -1) < 0) continue;
        for (std::size_t at = 0; at < waits.size(); ++at) {
            if (waits[at].revents == 0) continue;
            if (!read_worker(*waiting[at], outcomes)) revive(*waiting[at], last, stride, outcomes);
        }
        if (outcomes.size() / 50 > told / 50)
            std::fprintf(stderr, "%zu of %" PRIu64 " worlds\n", outcomes.size(), last - first + 1);
        told = outcomes.size();
    }
    std::sort(outcomes.begin(), outcomes.end(),
              [](const auto& a, const auto& b) { return a.seed < b.seed; });
    return outcomes;
}

std::optional<SeedOutcome> SeedRuns::find_failing(std::uint64_t first, std::uint64_t last) {
    constexpr std::uint64_t kAtOnce = 8;
    for (std::uint64_t from = first; from <= last; from += kAtOnce) {
        for (SeedOutcome& outcome : run_all(from, std::min(last, from + kAtOnce - 1))) {
            if (!outcome.broken.empty()) return std::move(outcome);
        }
    }
    return std::nullopt;
}

SeedOutcome SeedRuns::run_apart(const sim::Plan& plan) {
    int ends[2];
    CHECK(::pipe(ends) == 0);
    std::fflush(nullptr);
    const pid_t program = ::fork();
    CHECK(program >= 0);
    if (program == 0) {
        const sim::Verdict verdict = simulator_.run(plan, sim::Keeping::kHashOnly);
        write_all(ends[1], line_of({plan.seed, verdict.broken}));
        ::_exit(0);
    }
    ::close(ends[1]);
    Worker worker{.program = program, .pipe = ends[0], .next = plan.seed};
    std::vector<SeedOutcome> outcomes;
    while (read_worker(worker, outcomes)) {
    }
    ::close(worker.pipe);
    int status = 0;
    ::waitpid(program, &status, 0);
    if (!outcomes.empty()) return outcomes.front();
    return {plan.seed, {"the program ended: a CHECK, or a crash"}};
}

}  // namespace oppad::platform
