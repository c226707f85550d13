#include "tests/hub/support/postgres_cluster.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace oppad::test {

namespace {

// initdb refuses to run as root; Debian's package makes this account for the server.
constexpr const char* kServerAccount = "postgres";

// Of the newest server that is installed.
std::string folder_of_programs() {
    std::string newest;
    int newest_version = 0;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator{"/usr/lib/postgresql", none}) {
        const std::string programs = entry.path().string() + "/bin";
        const int version = std::atoi(entry.path().filename().c_str());
        if (version > newest_version && std::filesystem::exists(programs + "/initdb")) {
            newest_version = version;
            newest = programs;
        }
    }
    INFO("the tests of this store need a PostgreSQL server: scripts/packages test installs it");
    REQUIRE(newest_version >= 15);
    return newest;
}

// The account that owns the cluster: this one, unless it is root.
const passwd* server_account() {
    if (::geteuid() != 0) return nullptr;
    const passwd* account = ::getpwnam(kServerAccount);
    INFO("as root the cluster runs under the account postgres");
    REQUIRE(account != nullptr);
    return account;
}

// Becomes `arguments` as that account. Only between fork and exec.
[[noreturn]] void become(const std::vector<char*>& arguments, const passwd* account) {
    const bool is_allowed =
        account == nullptr || (::setgroups(0, nullptr) == 0 && ::setgid(account->pw_gid) == 0 &&
                               ::setuid(account->pw_uid) == 0);
    if (is_allowed && ::chdir("/") == 0) ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

std::vector<char*> pointers_to(std::vector<std::string>& arguments) {
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return pointers;
}

// A shell that waits for its input to end, and then stops the server and removes the folder.
pid_t start_guard(const std::string& programs, const std::string& folder, int pipe_end) {
    const passwd* account = server_account();
    std::vector<std::string> arguments{
        "/bin/sh",
        "-c",
        "cat >/dev/null; \"$1\" -D \"$2/cluster\" -m immediate -w stop; rm -rf \"$2\"",
        "sh",
        programs + "/pg_ctl",
        folder};
    const std::vector<char*> argv = pointers_to(arguments);
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::setsid();  // An interrupt from the keyboard is for the tests alone.
    const int nothing = ::open("/dev/null", O_WRONLY);
    ::dup2(pipe_end, STDIN_FILENO);
    ::dup2(nothing, STDOUT_FILENO);
    ::dup2(nothing, STDERR_FILENO);
    become(argv, account);
}

std::string url_of(const std::string& folder, const std::string& database) {
    return "postgres://oppad@/" + database + "?host=" + folder;
}

std::string database_in(const std::string& url) {
    const std::size_t start = url.find("@/") + 2;
    return url.substr(start, url.find('?') - start);
}

// But the one that asks.
constexpr const char* kEndSessions = R"sql(
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid())sql";

// Without regard to what refers to what.
constexpr const char* kEmpty = R"sql(
    SET session_replication_role = replica;
    DO $$
    DECLARE one text;
    BEGIN
        FOR one IN SELECT tablename FROM pg_tables
                   WHERE schemaname = 'oppad_hub' AND tablename <> 'schema_version'
        LOOP
            EXECUTE 'DELETE FROM oppad_hub.' || one;
        END LOOP;
    END $$)sql";

}  // namespace

PostgresCluster& PostgresCluster::of_this_program() {
    static PostgresCluster cluster;
    return cluster;
}

PostgresCluster::PostgresCluster() : programs_(folder_of_programs()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "oppad-pg-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    const passwd* account = server_account();
    if (account != nullptr) {
        REQUIRE(::chown(folder_.c_str(), account->pw_uid, account->pw_gid) == 0);
    }
    std::array<int, 2> pipe{};
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    guard_ = start_guard(programs_, folder_, pipe[0]);
    ::close(pipe[0]);
    guard_pipe_ = pipe[1];
    REQUIRE(guard_ > 0);
    REQUIRE(run_program({programs_ + "/initdb", "-D", folder_ + "/cluster", "-U", "oppad", "-A",
                         "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"}) ==
            0);
    std::ofstream{folder_ + "/cluster/postgresql.conf", std::ios::app} << "fsync = off\n";
    start();
}

PostgresCluster::~PostgresCluster() {
    ::close(guard_pipe_);
    ::waitpid(guard_, nullptr, 0);
}

int PostgresCluster::run_program(const std::vector<std::string>& arguments) const {
    const passwd* account = server_account();
    std::vector<std::string> owned = arguments;
    const std::vector<char*> argv = pointers_to(owned);
    const std::string log_path = folder_ + "/programs.log";
    const pid_t child = ::fork();
    if (child == 0) {
        const int log = ::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
        ::dup2(log, STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        become(argv, account);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return 0;
    std::ifstream log{log_path};
    WARN(std::string(std::istreambuf_iterator<char>{log}, {}));
    return -1;
}

void PostgresCluster::start() {
    REQUIRE(run_program({programs_ + "/pg_ctl", "-D", folder_ + "/cluster", "-l",
                         folder_ + "/server.log", "-w", "-o",
                         "-c listen_addresses='' -c unix_socket_directories=" + folder_,
                         "start"}) == 0);
}

void PostgresCluster::stop_by(const char* mode) {
    std::ofstream{folder_ + "/cluster/postgresql.auto.conf"};  // What make_durable() wrote.
    REQUIRE(run_program({programs_ + "/pg_ctl", "-D", folder_ + "/cluster", "-m", mode, "-w",
                         "stop"}) == 0);
}

void PostgresCluster::stop() { stop_by("fast"); }

void PostgresCluster::restart() {
    stop_by("fast");
    start();
}

void PostgresCluster::make_durable() {
    const std::string any = url_of(folder_, "postgres");
    ask(any, "ALTER SYSTEM SET fsync = on");
    ask(any, "SELECT pg_reload_conf()");
}

void PostgresCluster::restart_after_a_crash() {
    stop_by("immediate");
    start();
}

void PostgresCluster::restart_on_small_disk() {
    // The server's account may not be able to read where this program was built.
    const std::string shim = folder_ + "/full_disk.so";
    std::filesystem::copy_file(OPPAD_FULL_DISK_SHIM, shim,
                               std::filesystem::copy_options::overwrite_existing);
    make_room();
    stop_by("fast");
    ::setenv("LD_PRELOAD", shim.c_str(), 1);
    ::setenv("OPPAD_FULL_DISK", (folder_ + "/full").c_str(), 1);
    start();
    ::unsetenv("LD_PRELOAD");
    ::unsetenv("OPPAD_FULL_DISK");
}

void PostgresCluster::fill_disk() { std::ofstream{folder_ + "/full"} << "full"; }

void PostgresCluster::make_room() { std::filesystem::remove(folder_ + "/full"); }

std::string PostgresCluster::make_database() {
    const std::string name = "hub" + std::to_string(++databases_made_);
    ask(url_of(folder_, "postgres"), "CREATE DATABASE " + name);
    return url_of(folder_, name);
}

void PostgresCluster::drop_database(const std::string& url) {
    ask(url_of(folder_, "postgres"), "DROP DATABASE " + database_in(url) + " WITH (FORCE)");
}

std::string PostgresCluster::lend_database() {
    if (taken_back_.empty()) return make_database();
    std::string url = std::move(taken_back_.back());
    taken_back_.pop_back();
    return url;
}

void PostgresCluster::take_back(const std::string& url) {
    ask(url, kEndSessions);
    ask(url, kEmpty);
    taken_back_.push_back(url);
}

std::string PostgresCluster::copy_database(const std::string& url) {
    ask(url, kEndSessions);
    const std::string name = "hub" + std::to_string(++databases_made_);
    ask(url_of(folder_, "postgres"), "CREATE DATABASE " + name + " TEMPLATE " + database_in(url));
    return url_of(folder_, name);
}

std::string PostgresCluster::dump(const std::string& url) {
    std::string file = folder_ + "/dump-" + std::to_string(++dumps_);
    REQUIRE(run_program({programs_ + "/pg_dump", "--format=custom", "--schema=oppad_hub",
                         "--file=" + file, url}) == 0);
    return file;
}

void PostgresCluster::put_back(const std::string& url, const std::string& file) {
    ask(url, "SET client_min_messages = warning; DROP SCHEMA oppad_hub CASCADE");
    REQUIRE(run_program({programs_ + "/pg_restore", "--dbname=" + url, file}) == 0);
}

int PostgresCluster::times_in_files(const std::string& url, const std::string& word) {
    ask(url, "CHECKPOINT");
    const std::string files = folder_ + "/cluster/base/" +
                              ask(url,
                                  "SELECT oid FROM pg_database "
                                  "WHERE datname = current_database()");
    int times = 0;
    for (const auto& entry : std::filesystem::directory_iterator{files}) {
        std::ifstream file{entry.path(), std::ios::binary};
        INFO(entry.path().string());
        REQUIRE(file.is_open());
        const std::string content(std::istreambuf_iterator<char>{file}, {});
        for (auto at = content.find(word); at != std::string::npos; at = content.find(word, at + 1))
            ++times;
    }
    return times;
}

std::string PostgresCluster::ask(const std::string& url, const std::string& sql) {
    const std::unique_ptr<PGconn, void (*)(PGconn*)> connection{PQconnectdb(url.c_str()), PQfinish};
    INFO(PQerrorMessage(connection.get()));
    REQUIRE(PQstatus(connection.get()) == CONNECTION_OK);
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result{
        PQexec(connection.get(), sql.c_str()), PQclear};
    INFO(sql << ": " << PQresultErrorMessage(result.get()));
    const ExecStatusType status = PQresultStatus(result.get());
    REQUIRE((status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK));
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : std::string{};
}

}  // namespace oppad::test
