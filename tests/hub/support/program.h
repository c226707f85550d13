// oppad-hub itself, as an administrator runs it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace oppad::test {

struct ProgramResult {
    int exit_code = -1;  // 128 and more = ended by that signal.
    std::string out;
    std::string err;
};

// Runs it to its end.
ProgramResult run_hub(const std::vector<std::string>& arguments);

// `oppad-hub serve` from when it listens until stop() or kill().
class ServingHub {
public:
    // REQUIREs that it comes up. `log_file` gets its stderr.
    ServingHub(const std::vector<std::string>& arguments, const std::string& log_file);
    ServingHub(const ServingHub&) = delete;
    ServingHub& operator=(const ServingHub&) = delete;
    ~ServingHub();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] const std::string& greeting() const { return greeting_; }
    // Sends the signal and waits. Returns the exit code.
    int end_by(int signal);

private:
    pid_t child_ = -1;
    std::uint16_t port_ = 0;
    std::string greeting_;
};

std::string content_of(const std::string& path);

}  // namespace oppad::test
