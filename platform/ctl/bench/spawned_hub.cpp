#include "platform/ctl/bench/spawned_hub.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <utility>

namespace oppad::platform {

namespace {

struct Started {
    pid_t process = -1;
    int out = -1;  // Its standard output, to be read and closed.
};

Result<Started> start_program(const std::string& program, const std::vector<std::string>& words,
                              const std::string& log) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return Error{ErrorCode::kInternal, "no pipe"};
    std::vector<std::string> owned{program};
    owned.insert(owned.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& word : owned) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t process = ::fork();
    if (process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int err = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(pipe[1], STDOUT_FILENO);
        if (err >= 0) ::dup2(err, STDERR_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    if (process < 0) {
        ::close(pipe[0]);
        return Error{ErrorCode::kInternal, "no new process"};
    }
    return Started{process, pipe[0]};
}

std::string read_line(int descriptor) {
    std::string line;
    char letter = 0;
    while (::read(descriptor, &letter, 1) == 1 && letter != '\n') line += letter;
    return line;
}

int wait_for(pid_t process) {
    int status = 0;
    if (::waitpid(process, &status, 0) != process) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

SpawnedHub::SpawnedHub(std::string program, std::string folder, BenchCertificate tls)
    : program_(std::move(program)), folder_(std::move(folder)), tls_(std::move(tls)) {}

SpawnedHub::~SpawnedHub() { end(); }

Result<std::unique_ptr<SpawnedHub>> SpawnedHub::start(const std::string& program,
                                                      const std::string& folder) {
    if (::access(program.c_str(), X_OK) != 0)
        return Error{ErrorCode::kNotFound, "no oppad-hub beside this program"};
    TRY_ASSIGN(BenchCertificate tls, make_bench_certificate(folder));
    std::unique_ptr<SpawnedHub> hub{new SpawnedHub{program, folder, std::move(tls)}};
    TRY_ASSIGN(const std::string made,
               hub->administer({"init", "--data", folder + "/hub", "--organisation", "Bench"}));
    TRY(hub->serve());
    return hub;
}

Status SpawnedHub::serve() {
    TRY_ASSIGN(const Started started,
               start_program(program_,
                             {"serve", "--data", folder_ + "/hub", "--listen", "127.0.0.1:0",
                              "--cert", tls_.certificate_file, "--key", tls_.key_file},
                             folder_ + "/log"));
    process_ = started.process;
    const std::string greeting = read_line(started.out);
    ::close(started.out);
    const std::size_t colon = greeting.rfind(':');
    if (colon == std::string::npos) return Error{ErrorCode::kInternal, "hub does not come up"};
    const char* const digits = greeting.c_str() + colon + 1;
    std::from_chars(digits, greeting.c_str() + greeting.size(), port_);
    return port_ > 0 ? ok() : Status{Error{ErrorCode::kInternal, "hub names no port"}};
}

void SpawnedHub::end() {
    if (process_ < 0) return;
    ::kill(process_, SIGTERM);
    wait_for(std::exchange(process_, -1));
}

Status SpawnedHub::restart() {
    end();
    return serve();
}

std::string SpawnedHub::url() const { return "https://127.0.0.1:" + std::to_string(port_); }

Result<std::string> SpawnedHub::administer(const std::vector<std::string>& words) {
    TRY_ASSIGN(const Started started, start_program(program_, words, folder_ + "/log"));
    std::string first = read_line(started.out);
    while (!read_line(started.out).empty()) {
    }
    ::close(started.out);
    if (wait_for(started.process) != 0) return Error{ErrorCode::kInternal, "oppad-hub failed"};
    return first;
}

Result<std::string> SpawnedHub::code_for_new_person() {
    const std::string data = folder_ + "/hub";
    ++persons_;
    TRY_ASSIGN(const std::string person, administer({"user", "add", "--data", data, "--name",
                                                     newest_person(), "--role", "outreacher"}));
    return administer({"device", "code", "--data", data, "--user", person});
}

Result<RawId> SpawnedHub::scope_of_newest_person() {
    const std::string data = folder_ + "/hub";
    const std::string name = "Families of " + newest_person();
    TRY_ASSIGN(const std::string made,
               administer({"scope", "add", "--data", data, "--name", name}));
    TRY(administer({"scope", "grant", "--data", data, "--user", newest_person(), "--scope", name}));
    const auto scope = parse_id(made);
    return scope ? Result<RawId>{*scope} : Error{ErrorCode::kInternal, "hub names no scope"};
}

}  // namespace oppad::platform
