#include "platform/ctl/seed_runs.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <new>
#include <thread>
#include <utility>

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

// Such seeds are run twice.
constexpr std::uint64_t kReplayedEach = 50;

std::string hash_text(std::uint64_t hash) {
    char text[17];
    std::snprintf(text, sizeof text, "%016" PRIx64, hash);
    return text;
}

std::shared_ptr<std::atomic<bool>> make_shared_flag() {
    using Flag = std::atomic<bool>;
    void* memory =
        ::mmap(nullptr, sizeof(Flag), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    return {new (memory) Flag{false}, [](Flag* flag) { ::munmap(flag, sizeof *flag); }};
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

SeedRuns::SeedRuns(sim::Simulator& simulator, std::optional<int> tablets)
    : simulator_(simulator), tablets_(tablets), has_failed_(make_shared_flag()) {}

void SeedRuns::end_within(std::chrono::seconds span) {
    const Moment now = std::chrono::steady_clock::now();
    end_ = now + span;
    end_of_seeds_ = now + span * 3 / 4;
}

bool SeedRuns::is_over() const { return end_ && std::chrono::steady_clock::now() > *end_; }

// For poll(): -1 = it may wait for as long as it likes.
int SeedRuns::left_ms() const {
    if (!end_) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        *end_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count() + 1, 0));
}

bool SeedRuns::may_begin_seed() const {
    if (!end_) return true;
    return std::chrono::steady_clock::now() <= (*has_failed_ ? *end_of_seeds_ : *end_);
}

SeedOutcome SeedRuns::run_seed(std::uint64_t seed) {
    const sim::Plan plan = sim::make_plan(seed, tablets_);
    const sim::Verdict verdict = simulator_.run(plan, sim::Keeping::kHashOnly);
    SeedOutcome outcome{seed, verdict.broken};
    if (seed % kReplayedEach == 0) {
        const sim::Verdict again = simulator_.run(plan, sim::Keeping::kHashOnly);
        if (again.trace_hash != verdict.trace_hash)
            outcome.broken.push_back("its replay went another way: trace " +
                                     hash_text(verdict.trace_hash) + ", then " +
                                     hash_text(again.trace_hash));
    }
    if (!outcome.broken.empty()) *has_failed_ = true;
    return outcome;
}

void SeedRuns::take(SeedOutcome outcome, std::vector<SeedOutcome>& outcomes) {
    outcomes.push_back(std::move(outcome));
    if (outcomes.back().broken.empty()) return;
    *has_failed_ = true;
    if (watch_ != nullptr) watch_->see(outcomes.back());
}

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
            if (!may_begin_seed()) break;
            write_all(ends[1], line_of(run_seed(seed)));
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
        take(outcome_of(worker.unread.substr(0, end)), outcomes);
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
    take({ended, {"the program ended: a CHECK, or a crash"}}, outcomes);
    if (ended + stride <= last) worker = begin_worker(ended + stride, last, stride);
}

// What it has told by then counts; of the world that it was in nothing is known.
void SeedRuns::cut_off(Worker& worker, std::vector<SeedOutcome>& outcomes) {
    if (worker.is_done) return;
    ::kill(worker.program, SIGKILL);
    while (read_worker(worker, outcomes)) {
    }
    ::close(worker.pipe);
    ::waitpid(worker.program, nullptr, 0);
    worker.is_done = true;
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
        if (::poll(waits.data(), waits.size(), left_ms()) < 0) continue;
        for (std::size_t at = 0; at < waits.size(); ++at) {
            if (waits[at].revents == 0) continue;
            if (!read_worker(*waiting[at], outcomes)) revive(*waiting[at], last, stride, outcomes);
        }
        if (is_over()) {
            for (Worker& worker : workers) cut_off(worker, outcomes);
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
    FailureWatch* const watch = std::exchange(watch_, nullptr);  // It is told of seeds, not trials.
    pollfd wait{worker.pipe, POLLIN, 0};
    const bool is_late = ::poll(&wait, 1, left_ms()) == 0;
    cut_off(worker, outcomes);
    watch_ = watch;
    if (!outcomes.empty()) return outcomes.front();
    if (is_late) return {plan.seed, {}};
    return {plan.seed, {"the program ended: a CHECK, or a crash"}};
}

}  // namespace oppad::platform
