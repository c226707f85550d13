#include "tests/e2e/driver/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace oppad::e2e {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLookInterval{10};

int exit_code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void send_to_file(int stream, const std::string& path) {
    if (path.empty()) return;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file >= 0) ::dup2(file, stream);
}

[[noreturn]] void become(const ProgramOptions& options) {
    for (const auto& [name, value] : options.environment) {
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    send_to_file(STDOUT_FILENO, options.output_path);
    send_to_file(STDERR_FILENO, options.log_path);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGPIPE}) std::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    std::vector<char*> arguments;
    for (const std::string& part : options.command) {
        arguments.push_back(const_cast<char*>(part.c_str()));
    }
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

}  // namespace

Result<Program> Program::start(const ProgramOptions& options) {
    // Until the child is the other program, a signal meant for that waits.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    const pid_t id = ::fork();
    if (id == 0) become(options);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    if (id < 0) return Error{ErrorCode::kInternal, "fork failed"};
    return Program{id};
}

Program::Program(Program&& other) noexcept
    : id_(std::exchange(other.id_, -1)), exit_code_(other.exit_code_) {}

Program& Program::operator=(Program&& other) noexcept {
    if (this != &other) {
        kill_now();
        id_ = std::exchange(other.id_, -1);
        exit_code_ = other.exit_code_;
    }
    return *this;
}

Program::~Program() { kill_now(); }

bool Program::is_running() {
    if (id_ < 0 || exit_code_) return false;
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) != id_) return true;
    exit_code_ = exit_code_of(status);
    return false;
}

void Program::signal(int number) {
    if (is_running()) ::kill(id_, number);
}

void Program::kill_now() {
    if (!is_running()) return;
    ::kill(id_, SIGKILL);
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    exit_code_ = exit_code_of(status);
}

std::optional<int> Program::wait_for_end(std::chrono::seconds longest) {
    if (!wait_until([this] { return !is_running(); }, longest)) return std::nullopt;
    return exit_code_;
}

Result<Finished> run_to_end(std::vector<std::string> command, std::chrono::seconds longest,
                            std::vector<std::pair<std::string, std::string>> environment) {
    std::string folder = "/tmp/oppad-run-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) return Error{ErrorCode::kInternal, "mkdtemp failed"};
    const std::string output_path = folder + "/out";
    const std::string log_path = folder + "/log";
    std::optional<int> code;
    {
        TRY_ASSIGN(Program program, Program::start({.command = std::move(command),
                                                    .environment = std::move(environment),
                                                    .output_path = output_path,
                                                    .log_path = log_path}));
        code = program.wait_for_end(longest);
    }
    Finished finished{code.value_or(-1), read_file(output_path), read_file(log_path)};
    ::unlink(output_path.c_str());
    ::unlink(log_path.c_str());
    ::rmdir(folder.c_str());
    if (!code) return Error{ErrorCode::kBusy, "the program did not end in time"};
    return finished;
}

bool wait_until(const std::function<bool()>& holds, milliseconds longest) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(kLookInterval);
    }
    return true;
}

std::string read_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

}  // namespace oppad::e2e
