// Cost follows the change: one changed record, sent by one tablet and fetched by another, with a
// thousand records on all three sides and with a hundred thousand; and with a million on the hub.
// The real hub's API over its store, the real client, no network.
#include <benchmark/benchmark.h>

#include <deque>
#include <filesystem>
#include <map>
#include <memory>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "engine/storage/store.h"
#include "engine/storage/unit_of_work.h"
#include "platform/ctl/bench/workload.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "platform/tablet/owner.h"
#include "sync/client/sync_client.h"
#include "sync/server/admin/administration.h"
#include "sync/server/admin/hub_folder.h"
#include "sync/server/api/hub_api.h"
#include "sync/wire/codec.h"
#include "sync/wire/digest.h"
#include "tests/bench/turns.h"
#include "tests/support/statement_cost.h"

namespace {

using namespace oppad;

template <class T>
T taken(Result<T> result) {
    CHECK(result.has_value());
    return std::move(*result);
}

struct Hub {
    explicit Hub(const std::string& folder) {
        const hub::HubPaths paths{folder, ""};
        CHECK(platform::make_private_folder(folder).has_value());
        CHECK(hub::make_hub(paths, "Bench", files, entropy).has_value());
        store = taken(hub::open_hub_file(paths, files));
        api = std::make_unique<hub::HubApi>(*store, clock, entropy, hub::HubLimits{});
    }
    std::string code_for(const char* name) {
        hub::Administration administration =
            taken(hub::Administration::open(*store, clock, entropy));
        return taken(
            administration.make_code(taken(administration.add_user(name, Role::kOutreacher))));
    }

    platform::SystemClock clock;
    platform::SodiumEntropy entropy = taken(platform::SodiumEntropy::create());
    platform::PosixFileSystem files;
    std::unique_ptr<hub::SqliteStore> store;
    std::unique_ptr<hub::HubApi> api;
};

// Straight to the hub's API.
class Door final : public sync::Transport {
public:
    explicit Door(hub::HubApi& api) : api_(api) {}
    void send(sync::HttpRequest request, sync::Receiver receiver) override {
        waiting_.emplace_back(std::move(request), std::move(receiver));
    }
    void deliver() {
        while (!waiting_.empty()) {
            auto [request, receiver] = std::move(waiting_.front());
            waiting_.pop_front();
            hub::Response response = api_.answer({.method = request.method,
                                                  .target = request.path,
                                                  .headers = request.headers,
                                                  .body = std::move(request.body)});
            sync::HttpReply reply;
            reply.status = response.status;
            reply.content_type = response.content_type;
            reply.content_encoding = response.content_encoding;
            reply.body = std::move(response.body);
            receiver(std::move(reply))()();
        }
    }

private:
    hub::HubApi& api_;
    std::deque<std::pair<sync::HttpRequest, sync::Receiver>> waiting_;
};

struct Tablet {
    Tablet(Hub& hub, const std::string& folder, const char* name) : door(*hub.api) {
        Secret key(32);
        entropy.fill(key.bytes());
        store.emplace(taken(storage::Store::create({folder}, key)));
        capture.emplace(taken(sync::Capture::open(store->connection(), clock, entropy)));
        CHECK(platform::save_local_owner(store->connection(), clock, entropy, name).has_value());
        client.emplace(*capture, door, clock, entropy, sync::SessionTuning{},
                       sync::ScheduleTuning{});
        CHECK(client->start().has_value());
        const Staff local = taken(platform::load_owner(store->connection()));
        bool enrolled = false;
        client->enrol({hub.code_for(name), "https://hub.example", local.id.raw},
                      [&](const Status& status) { enrolled = status.has_value(); });
        door.deliver();
        CHECK(enrolled);
        staff = client->identity()->staff;
    }

    void write(std::int64_t first, std::int64_t count, int revision) {
        constexpr std::int64_t kAtOnce = 500;
        for (std::int64_t next = first; next < first + count;) {
            auto work = taken(
                storage::UnitOfWork::begin(*store, *capture, clock, staff, "refer_to_partner"));
            const std::int64_t end = std::min(next + kAtOnce, first + count);
            for (; next < end; ++next)
                CHECK(work.save(platform::bench_referral(next, revision)).has_value());
            CHECK(work.commit().has_value());
        }
    }
    void sync() {
        client->sync_now();
        for (int turn = 0; turn < 2; ++turn) {
            client->step();
            door.deliver();
        }
        client->step();
        CHECK(client->status().state == sync::SyncState::kIdle);
    }

    platform::SystemClock clock;
    platform::SodiumEntropy entropy = taken(platform::SodiumEntropy::create());
    Door door;
    std::optional<storage::Store> store;
    std::optional<sync::Capture> capture;
    std::optional<sync::SyncClient> client;
    Staff staff;
};

struct World {
    explicit World(std::int64_t count)
        : folder(std::filesystem::temp_directory_path() /
                 ("oppad-bench-sync-" + std::to_string(count))) {
        log::set_level(log::Level::kWarning);
        std::filesystem::remove_all(folder);
        std::filesystem::create_directory(folder);
        hub = std::make_unique<Hub>(folder + "/hub");
        ann = std::make_unique<Tablet>(*hub, folder + "/ann", "Ann");
        bea = std::make_unique<Tablet>(*hub, folder + "/bea", "Bea");
        ann->write(0, count, 0);
        ann->sync();
        bea->sync();
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World() {
        ann.reset();
        bea.reset();
        hub.reset();
        std::filesystem::remove_all(folder);
    }

    std::string folder;
    std::unique_ptr<Hub> hub;
    std::unique_ptr<Tablet> ann;
    std::unique_ptr<Tablet> bea;
};

// Records of colleagues whom neither tablet sees, in the same tables of the hub.
void add_to_hub(hub::SqliteStore& store, std::int64_t count) {
    constexpr std::int64_t kAtOnce = 20'000;
    const RawId organisation = taken(store.list_organisations()).front().id;
    sync::RecordState state{.key = {RecordType::kContact, {}}, .scope = RawId{{0xee}}};
    state.scope_stamp = {std::uint64_t{1'700'000'000'000} << 16, 0xabcdef};
    const std::string note(400, 'n');
    state.fields = {{1, MergeKind::kText, {{state.scope_stamp, note}}, {}, {}}};
    for (std::int64_t next = 0; next < count;) {
        auto transaction = taken(store.begin(organisation, hub::TransactionKind::kWrite));
        const std::int64_t end = std::min(next + kAtOnce, count);
        for (; next < end; ++next) {
            for (std::size_t byte = 0; byte < 8; ++byte)  // As random as ids are.
                state.key.id.bytes[byte] = static_cast<std::uint8_t>(
                    (static_cast<std::uint64_t>(next + 1) * 0x9e3779b97f4a7c15U) >> (8 * byte));
            hub::StoredState stored{.key = state.key, .scope = state.scope};
            stored.state = sync::encode(state, sync::WireForm::kCbor);
            const sync::StateDigest digest = sync::digest_of_encoded(stored.state);
            stored.digest.assign(digest.begin(), digest.end());
            CHECK(transaction->put_record(stored, std::nullopt).has_value());
        }
        CHECK(transaction->commit().has_value());
    }
}

void time_one_change(benchmark::State& state, World& world) {
    int revision = 0;
    const auto change = [&] {
        world.ann->write(7, 1, ++revision);
        world.ann->sync();
    };
    change();
    world.bea->sync();
    storage::Connection& hub = world.hub->store->connection();
    storage::Connection& tablet = world.bea->store->connection();
    double hub_steps = 0;
    double tablet_steps = 0;
    {
        bench::Turns turns{state};
        for (auto _ : state) {
            change();
            test::take_statement_steps(hub);
            test::take_statement_steps(tablet);
            turns.time([&] { world.bea->sync(); });
            hub_steps += static_cast<double>(test::take_statement_steps(hub));
            tablet_steps += static_cast<double>(test::take_statement_steps(tablet));
        }
    }
    const auto rounds = static_cast<double>(state.iterations());
    state.counters["hub_steps"] = hub_steps / rounds;
    state.counters["tablet_steps"] = tablet_steps / rounds;
}

void sync_one_change(benchmark::State& state) {
    World world{state.range(0)};
    time_one_change(state, world);
}
BENCHMARK(sync_one_change)
    ->Arg(1'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Iterations(200)
    ->Unit(benchmark::kMillisecond);

void sync_one_change_on_hub_of(benchmark::State& state) {
    constexpr std::int64_t kOwn = 1'000;
    World world{kOwn};
    add_to_hub(*world.hub->store, state.range(0) - kOwn);
    time_one_change(state, world);
}
BENCHMARK(sync_one_change_on_hub_of)
    ->Arg(1'000)
    ->Arg(1'000'000)
    ->UseManualTime()
    ->Iterations(200)
    ->Unit(benchmark::kMillisecond);

}  // namespace
