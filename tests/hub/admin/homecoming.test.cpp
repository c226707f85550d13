// The end of a working day: many tablets reach the hub at once, over TLS, each with what it wrote
// and for what colleagues wrote. On each store, with the program itself. OPPAD_HOME_TABLETS=1000
// makes it the long run, which tells how long they waited (docs/performance.md).
#include <sys/resource.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <memory>

#include "platform/host/open_files.h"
#include "tests/hub/support/program.h"
#include "tests/hub/support/program_hub.h"
#include "tests/hub/support/remote_tablet.h"

using namespace oppad;
using namespace oppad::test;

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kTeam = 5;      // Tablets that see the same records.
constexpr int kOwn = 50;      // Changes of each tablet,
constexpr int kOthers = 200;  // and what a colleague wrote for each team before.
constexpr std::size_t kAtOnce = 64;
constexpr int kLooksEach = 20;

int tablets_wanted() {
    const char* text = std::getenv("OPPAD_HOME_TABLETS");
    return text == nullptr ? 20 : std::atoi(text);
}

// Of all programs that ended so far.
double cpu_seconds_of_ended() {
    rusage use{};
    getrusage(RUSAGE_CHILDREN, &use);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

std::string of_usual_length(const std::string& name) { return name + std::string(160, 'x'); }

struct Homecoming : ProgramHub {
    explicit Homecoming(StoreKind kind)
        : ProgramHub(kind), certificate(make_signed_certificate(folder.path())) {
        arguments.insert(arguments.end(),
                         {"--cert", certificate.certificate_file, "--key", certificate.key_file});
    }

    std::unique_ptr<HttpClient> connect(const ServingHub& serving) const {
        return std::make_unique<HttpClient>(serving.port(), certificate.authority_file);
    }

    // One that sees nothing of the others.
    void add_team(HttpClient& connection) {
        const std::string name = "Ploeg " + std::to_string(tablets.size());
        const hub::User user = required(administration->add_user(name, Role::kOutreacher));
        const hub::Scope own = required(administration->add_scope(name));
        const hub::Scope team{.id = administration->organisation().team_scope, .name = {}};
        require_success(administration->grant(user, own, hub::Right::kWrite));
        require_success(administration->end_grant(user, team));
        const auto enrol = [&] {
            TestTablet tablet =
                enrol_over(connection, lent, required(administration->make_code(user)));
            tablet.scope = own.id;
            return tablet;
        };
        TestTablet desk = enrol();
        for (int at = 0; at < kOthers; ++at) desk.write_place(of_usual_length("Collega"));
        exchange_over(connection, desk);
        for (int at = 0; at < kTeam; ++at) tablets.push_back(enrol());
    }

    // Teams of tablets, each with a colleague's records on the hub already, and work of its own.
    void prepare(int count) {
        ServingHub serving{arguments, log};
        const auto connection = connect(serving);
        while (static_cast<int>(tablets.size()) < count) add_team(*connection);
        CHECK(serving.end_by(SIGTERM) == 0);
        for (TestTablet& tablet : tablets) {
            for (int at = 0; at < kOwn; ++at) tablet.write_place(of_usual_length("Eigen"));
        }
    }

    TestCertificate certificate;
    std::vector<TestTablet> tablets;
};

struct UnderWay {
    TestTablet* tablet = nullptr;
    std::unique_ptr<HttpClient> connection;
    Steady::time_point since;
};

// Each tablet connects anew, and kAtOnce have a request under way. Returns what each waited from
// its request on, in milliseconds and sorted.
std::vector<double> come_home(Homecoming& home, const ServingHub& serving) {
    std::vector<double> waits;
    std::deque<UnderWay> under_way;
    learn_time(*home.connect(serving), home.lent);
    const auto finish_oldest = [&] {
        UnderWay& oldest = under_way.front();
        const RawReply reply = oldest.connection->finish();
        const std::chrono::duration<double, std::milli> wait = Steady::now() - oldest.since;
        REQUIRE(reply.status == 200);
        waits.push_back(wait.count());
        const sync::SyncReply answer = oldest.tablet->take_in(to_response(reply));
        CHECK(answer.receipts.size() == static_cast<std::size_t>(kOwn));
        CHECK(answer.changes.size() >= static_cast<std::size_t>(kOthers));
        under_way.pop_front();
    };
    for (TestTablet& tablet : home.tablets) {
        if (under_way.size() == kAtOnce) finish_oldest();
        const hub::Request request = tablet.signed_request(tablet.next_request());
        under_way.push_back({&tablet, home.connect(serving), Steady::now()});
        under_way.back().connection->begin(request);
    }
    while (!under_way.empty()) finish_oldest();
    std::sort(waits.begin(), waits.end());
    return waits;
}

// A new tablet of each team sees all that its team wrote.
void check_nothing_is_lost(Homecoming& home, const ServingHub& serving) {
    const auto connection = home.connect(serving);
    learn_time(*connection, home.lent);
    for (TestTablet& tablet : home.tablets) {
        while (exchange_over(*connection, tablet).has_more) {
        }
    }
    for (std::size_t first = 0; first < home.tablets.size(); first += kTeam) {
        const TestTablet& one = home.tablets[first];
        std::size_t missing = 0;
        for (std::size_t other = first; other < first + kTeam; ++other) {
            for (const auto& [key, state] : home.tablets[other].records)
                missing += one.records.contains(key) ? 0 : 1;
        }
        CHECK(missing == 0);
        const std::size_t all = kOthers + kTeam * kOwn;
        CHECK(one.records.size() >= all);
        CHECK(one.records.size() <= all + 2 * kTeam);  // The hub's own of colleagues and tablets.
    }
}

// All rest on their connections and look again from time to time: more than the hub has places
// for, when there are very many.
void look_while_resting(Homecoming& home, const ServingHub& serving) {
    std::vector<std::unique_ptr<HttpClient>> connections;
    for (std::size_t at = 0; at < home.tablets.size(); ++at)
        connections.push_back(home.connect(serving));
    learn_time(*connections.front(), home.lent);
    for (int look = 0; look < kLooksEach; ++look) {
        for (std::size_t at = 0; at < home.tablets.size(); ++at)
            CHECK(exchange_over(*connections[at], home.tablets[at]).changes.empty());
    }
}

void come_home_on(StoreKind kind) {
    const int count = tablets_wanted();
    platform::raise_open_files(count + 256);
    Homecoming home{kind};
    home.prepare(count);
    const double cpu_before = cpu_seconds_of_ended();
    std::vector<double> waits;
    double wall = 0;
    {
        ServingHub serving{home.arguments, home.log};
        const auto begin = Steady::now();
        waits = come_home(home, serving);
        wall = std::chrono::duration<double>(Steady::now() - begin).count();
        CHECK(serving.end_by(SIGTERM) == 0);
    }
    const double cpu_home = cpu_seconds_of_ended() - cpu_before;
    {
        ServingHub serving{home.arguments, home.log};
        check_nothing_is_lost(home, serving);
        CHECK(serving.end_by(SIGTERM) == 0);
    }
    const double cpu_checked = cpu_seconds_of_ended();
    {
        ServingHub serving{home.arguments, home.log};
        look_while_resting(home, serving);
        CHECK(serving.end_by(SIGTERM) == 0);
    }
    const double cpu_look = (cpu_seconds_of_ended() - cpu_checked) / (count * kLooksEach);
    if (count < 1000) return;
    const auto at = [&waits](double share) {
        return waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))];
    };
    WARN((kind == StoreKind::kSqlite ? "SQLite: " : "PostgreSQL: ")
         << count << " tablets home in " << wall << " s, CPU of the hub " << cpu_home
         << " s; an exchange p50 " << at(0.5) << ", p99 " << at(0.99) << ", most " << at(1.0)
         << " ms; a look without news " << 1000 * cpu_look << " ms of CPU of the hub");
}

}  // namespace

TEST_CASE(
    "all tablets come home at once, bring what they wrote and get what others did, in one file",
    "[hub][program][home]") {
    come_home_on(StoreKind::kSqlite);
}

TEST_CASE(
    "all tablets come home at once, bring what they wrote and get what others did, in a database",
    "[hub][program][postgres][home]") {
    come_home_on(StoreKind::kPostgres);
}
