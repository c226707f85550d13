// kill -9 of a hub under many tablets at once, over and over, on each store: what was acknowledged
// is there, and nothing was applied twice. The tablets' requests are all under way when the hub
// dies. OPPAD_HUB_KILLS=200 OPPAD_HUB_CLIENTS=64 make it the long run.
#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdlib>
#include <map>
#include <set>

#include "tests/hub/support/program.h"
#include "tests/hub/support/program_hub.h"
#include "tests/hub/support/remote_tablet.h"

using namespace oppad;
using namespace oppad::test;

namespace {

int number_from_environment(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::atoi(text);
}

// A hub with a user who has lost the scope that every tablet still writes to: those writes are set
// aside, one row each time one is applied.
struct World : ProgramHub {
    explicit World(StoreKind kind) : ProgramHub(kind) {
        user = required(administration->add_user("Leen", Role::kOutreacher));
        const hub::Scope lost = required(administration->add_scope("Noord"));
        require_success(administration->grant(user, lost, hub::Right::kWrite));
        require_success(administration->end_grant(user, lost));
        lost_scope = lost.id;
    }
    std::unique_ptr<hub::StoreTransaction> read() {
        return required(
            store->begin(administration->organisation().id, hub::TransactionKind::kRead));
    }

    hub::User user;
    RawId lost_scope;
};

// One tablet: it has one batch under way at a time and repeats it until it is acknowledged.
struct Client {
    explicit Client(TestTablet made) : tablet(std::move(made)) { tablet.records_max = 1; }

    void begin(World& world) {
        if (tablet.waiting.empty()) {
            next.clear();
            if (!names.empty()) {
                const RecordKey& known = names.begin()->first;
                tablet.rename(known, "Plaats " + std::to_string(tablet.batch));
                next[known] = "Plaats " + std::to_string(tablet.batch);
            }
            const std::string name = "Nieuw " + std::to_string(tablet.batch);
            next[tablet.write_place(name)] = name;
            tablet.write_place("Elders", world.lost_scope);
        }
        connection->begin(tablet.signed_request(tablet.next_request()));
        is_under_way = true;
    }
    // Returns whether the batch was acknowledged.
    bool finish() {
        is_under_way = false;
        const RawReply reply = connection->finish();
        last_status = reply.status;
        if (reply.status != 200) return false;
        const sync::SyncReply answer = tablet.take_in(to_response(reply));
        CHECK(answer.receipts.size() == next.size());
        CHECK(answer.refusals.size() == 1);
        puts += static_cast<int>(next.size());
        ++batches;
        for (const auto& [key, name] : next) names[key] = name;
        return true;
    }

    TestTablet tablet;
    std::unique_ptr<HttpClient> connection;
    std::map<RecordKey, std::string> next;   // What the batch under way writes.
    std::map<RecordKey, std::string> names;  // As acknowledged.
    int puts = 0;
    int batches = 0;
    int last_status = 0;
    bool is_under_way = false;
};

std::vector<Client> enrol_all(World& world, ServingHub& serving, int count) {
    std::vector<Client> clients;
    HttpClient connection{serving.port(), ""};
    for (int client = 0; client < count; ++client) {
        const std::string code = required(world.administration->make_code(world.user));
        clients.emplace_back(enrol_over(connection, world.lent, code));
    }
    return clients;
}

void connect_all(std::vector<Client>& clients, World& world, const ServingHub& serving) {
    for (Client& client : clients) {
        client.connection = std::make_unique<HttpClient>(serving.port(), "");
    }
    learn_time(*clients.front().connection, world.lent);
}

// One life of the hub: answers `answers` requests, and dies with the others under way. Returns how
// many batches it has acknowledged.
int live_and_die(World& world, std::vector<Client>& clients, int answers) {
    ServingHub serving{world.arguments, world.log};
    connect_all(clients, world, serving);
    for (Client& client : clients) client.begin(world);
    int acknowledged = 0;
    for (int answer = 0; answer < answers; ++answer) {
        Client& client = clients[static_cast<std::size_t>(answer) % clients.size()];
        acknowledged += client.finish() ? 1 : 0;
        client.begin(world);
    }
    CHECK(serving.end_by(SIGKILL) == 128 + SIGKILL);
    for (Client& client : clients) acknowledged += client.finish() ? 1 : 0;
    return acknowledged;
}

// Everybody's last batch arrives after all.
void settle(World& world, std::vector<Client>& clients, const ServingHub& serving) {
    connect_all(clients, world, serving);
    for (Client& client : clients) {
        if (client.tablet.waiting.empty()) continue;
        client.begin(world);
        const bool is_acknowledged = client.finish();
        INFO("status " << client.last_status);
        REQUIRE(is_acknowledged);
    }
}

void check_nothing_is_lost(World& world, const std::vector<Client>& clients,
                           const ServingHub& serving) {
    HttpClient connection{serving.port(), ""};
    TestTablet fresh =
        enrol_over(connection, world.lent, required(world.administration->make_code(world.user)));
    while (exchange_over(connection, fresh).has_more) {
    }
    int lost = 0;
    for (const Client& client : clients) {
        for (const auto& [key, name] : client.names) lost += fresh.name_of(key) == name ? 0 : 1;
    }
    CHECK(lost == 0);
}

void check_nothing_was_applied_twice(World& world, const std::vector<Client>& clients) {
    // The colleague's own record, and its note of each tablet: theirs and the fresh one.
    auto puts = static_cast<std::int64_t>(1 + clients.size() + 1);
    std::size_t batches = 0;
    for (const Client& client : clients) {
        puts += client.puts;
        batches += static_cast<std::size_t>(client.batches);
    }
    CHECK(required(world.read()->last_seq()) == puts);
    const auto set_aside = required(world.read()->list_set_aside());
    std::set<RecordKey> keys;
    for (const hub::SetAside& write : set_aside) keys.insert(write.key);
    CHECK(set_aside.size() == batches);
    CHECK(keys.size() == batches);
}

void kill_over_and_over(StoreKind kind) {
    const int kills = number_from_environment("OPPAD_HUB_KILLS", 4);
    const int count = number_from_environment("OPPAD_HUB_CLIENTS", 16);
    World world{kind};
    std::vector<Client> clients;
    {
        ServingHub serving{world.arguments, world.log};
        clients = enrol_all(world, serving, count);
        CHECK(serving.end_by(SIGTERM) == 0);
    }
    TestEntropy choice{Catch::getSeed()};
    int acknowledged = 0;
    for (int kill = 0; kill < kills; ++kill) {
        const auto answers =
            static_cast<int>(choice.next() % static_cast<std::uint64_t>(count + count / 2));
        acknowledged += live_and_die(world, clients, answers);
    }
    ServingHub serving{world.arguments, world.log};
    settle(world, clients, serving);
    check_nothing_is_lost(world, clients, serving);
    check_nothing_was_applied_twice(world, clients);
    if (kills >= 100) {
        WARN((kind == StoreKind::kSqlite ? "SQLite: " : "PostgreSQL: ")
             << kills << " kills, " << count << " tablets, " << acknowledged
             << " batches acknowledged before or at a kill");
    }
}

}  // namespace

TEST_CASE("a hub killed under many tablets loses nothing that it acknowledged, in one file",
          "[hub][program][hazard-07][hazard-37][kill]") {
    kill_over_and_over(StoreKind::kSqlite);
}

TEST_CASE("a hub killed under many tablets loses nothing that it acknowledged, in a database",
          "[hub][program][postgres][hazard-07][hazard-37][kill]") {
    kill_over_and_over(StoreKind::kPostgres);
}
