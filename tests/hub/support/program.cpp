#include "tests/hub/support/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <iterator>

#include "tests/support/temp_store.h"

namespace oppad::test {

namespace {

// Starts it with stdout and stderr in those descriptors.
pid_t start(const std::vector<std::string>& arguments, int out, int err) {
    std::vector<std::string> owned{OPPAD_HUB_PROGRAM};
    owned.insert(owned.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& argument : owned) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    return child;
}

int wait_for(pid_t child) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int open_for_writing(const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    REQUIRE(file >= 0);
    return file;
}

std::string read_line(int descriptor) {
    std::string line;
    char character = 0;
    while (::read(descriptor, &character, 1) == 1 && character != '\n') line += character;
    return line;
}

}  // namespace

std::string content_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

ProgramResult run_hub(const std::vector<std::string>& arguments) {
    const TempFolder folder;
    const std::string out_path = folder.path() + "/out";
    const std::string err_path = folder.path() + "/err";
    const int out = open_for_writing(out_path);
    const int err = open_for_writing(err_path);
    const pid_t child = start(arguments, out, err);
    ::close(out);
    ::close(err);
    ProgramResult result;
    result.exit_code = wait_for(child);
    result.out = content_of(out_path);
    result.err = content_of(err_path);
    return result;
}

ServingHub::ServingHub(const std::vector<std::string>& arguments, const std::string& log_file) {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    const int log = open_for_writing(log_file);
    child_ = start(arguments, pipe[1], log);
    ::close(pipe[1]);
    ::close(log);
    greeting_ = read_line(pipe[0]);
    ::close(pipe[0]);
    const std::size_t colon = greeting_.rfind(':');
    INFO("greeting: " << greeting_ << ", log: " << content_of(log_file));
    REQUIRE(colon != std::string::npos);
    port_ = static_cast<std::uint16_t>(std::stoi(greeting_.substr(colon + 1)));
}

ServingHub::~ServingHub() {
    if (child_ > 0) end_by(SIGKILL);
}

int ServingHub::end_by(int signal) {
    ::kill(child_, signal);
    const int exit_code = wait_for(child_);
    child_ = -1;
    return exit_code;
}

}  // namespace oppad::test
