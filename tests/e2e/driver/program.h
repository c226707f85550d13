// A program started, watched and ended by the driver: the real executables, in processes of their
// own.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.h"

namespace oppad::e2e {

struct ProgramOptions {
    std::vector<std::string> command;  // The program's path first.
    // Set in the child, beside what this program has.
    std::vector<std::pair<std::string, std::string>> environment;
    std::string output_path;  // Takes standard output.
    std::string log_path;     // Takes standard error.
};

// Kills what still runs when it goes.
class Program {
public:
    static Result<Program> start(const ProgramOptions& options);
    Program(Program&& other) noexcept;
    Program& operator=(Program&& other) noexcept;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();

    [[nodiscard]] pid_t id() const { return id_; }
    [[nodiscard]] bool is_running();
    void signal(int number);
    // As a power cut: SIGKILL, then waits for the end.
    void kill_now();
    // Returns the exit code (128 + n for a signal), or nothing when it still runs at the deadline.
    std::optional<int> wait_for_end(std::chrono::seconds longest);

private:
    explicit Program(pid_t id) : id_(id) {}

    pid_t id_ = -1;
    std::optional<int> exit_code_;
};

struct Finished {
    int exit_code = 0;
    std::string output;
    std::string log;
};
// Runs a program to its end. Fails: kInternal when it can't start, kBusy when it doesn't end.
Result<Finished> run_to_end(std::vector<std::string> command, std::chrono::seconds longest,
                            std::vector<std::pair<std::string, std::string>> environment = {});

// Looks again every few milliseconds until `holds` says true; false when it didn't within
// `longest`.
bool wait_until(const std::function<bool()>& holds, std::chrono::milliseconds longest);

std::string read_file(const std::string& path);

}  // namespace oppad::e2e
