// The tablet's side of the pipes (device_orders.h).
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "engine/core/log.h"
#include "engine/domain/schema.h"
#include "engine/storage/store.h"
#include "engine/storage/unit_of_work.h"
#include "platform/ctl/bench/device_orders.h"
#include "platform/ctl/bench/resource_use.h"
#include "platform/ctl/bench/workload.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "platform/tablet/owner.h"
#include "sync/capture/capture.h"
#include "sync/client/curl_transport.h"
#include "sync/client/sync_client.h"

#include <unistd.h>

namespace oppad::platform {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kRecordsAtOnce = 500;

// A way to the hub and the client over it, pumped by a thread of its own as in the program.
class Line {
public:
    explicit Line(std::unique_ptr<sync::CurlTransport> made) : transport(std::move(made)) {
        pump_ = std::thread{[this] {
            while (transport->pump(kPumpLongest)) {
                const std::lock_guard lock{mutex_};
                came_.notify_one();
            }
        }};
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() {
        transport->stop();
        pump_.join();
        transport.reset();  // Before the client whose callbacks it holds.
    }

    void wait() {
        std::unique_lock lock{mutex_};
        came_.wait_for(lock, kPumpLongest, [this] { return transport->has_replies(); });
    }

    std::unique_ptr<sync::CurlTransport> transport;
    std::optional<sync::SyncClient> client;

private:
    static constexpr std::chrono::milliseconds kPumpLongest = 200ms;
    std::mutex mutex_;
    std::condition_variable came_;
    std::thread pump_;
};

class Device {
public:
    Device(DeviceOptions options, SodiumEntropy entropy, storage::Store store)
        : options_(std::move(options)), entropy_(std::move(entropy)), store_(std::move(store)) {}

    Status open() {
        TRY_ASSIGN(sync::Capture capture,
                   sync::Capture::open(store_.connection(), clock_, entropy_));
        capture_.emplace(std::move(capture));
        TRY(save_local_owner(store_.connection(), clock_, entropy_, "Person"));
        return ok();
    }

    Status carry_out(const DeviceOrder& order, DeviceRun& run) {
        switch (order.kind) {
            case OrderKind::kEnrol:
                return enrol(order.text.data());
            case OrderKind::kWrite:
                return write(order);
            case OrderKind::kSync:
                return sync(order.connecting, run);
            case OrderKind::kFollow:
                options_.hub_url = order.text.data();
                line_.reset();
                return ok();
        }
        return Error{ErrorCode::kInternal, "no such order"};
    }

private:
    Status connect() {
        line_.reset();
        TRY_ASSIGN(auto transport,
                   sync::CurlTransport::create({options_.hub_url, options_.authority_file},
                                               sync::TransportTuning{}));
        line_ = std::make_unique<Line>(std::move(transport));
        line_->client.emplace(*capture_, *line_->transport, clock_, entropy_, sync::SessionTuning{},
                              sync::ScheduleTuning{});
        return line_->client->start();
    }
    void turn() {
        line_->wait();
        line_->transport->deliver();
        line_->client->step();
    }

    Status enrol(const std::string& code) {
        TRY(connect());
        TRY_ASSIGN(const Staff local, load_owner(store_.connection()));
        std::optional<Status> answer;
        line_->client->enrol({code, options_.hub_url, local.id.raw},
                             [&answer](const Status& status) { answer = status; });
        while (!answer) turn();
        return *answer;
    }

    Status write(const DeviceOrder& order) {
        TRY_ASSIGN(const Staff author, load_owner(store_.connection()));
        std::int64_t next = order.first;
        while (next < order.first + order.count) {
            TRY_ASSIGN(auto work, storage::UnitOfWork::begin(store_, *capture_, clock_, author,
                                                             "refer_to_partner"));
            const std::int64_t end = std::min(next + kRecordsAtOnce, order.first + order.count);
            for (; next < end; ++next) {
                Referral referral = bench_referral(next, order.revision);
                referral.scope = order.scope;
                TRY(work.save(referral));
            }
            TRY(work.commit());
        }
        return ok();
    }

    Status sync(Connecting connecting, DeviceRun& run) {
        const double cpu_before = use_of(::getpid()).cpu_ms;
        if (connecting == Connecting::kAnew || !line_) TRY(connect());
        const sync::TransferTotals before = line_->transport->totals();
        line_->client->sync_now();
        line_->client->step();
        while (is_under_way()) turn();
        const ResourceUse use = use_of(::getpid());
        const sync::TransferTotals totals = line_->transport->totals();
        const sync::SyncStatus& status = line_->client->status();
        run = {.cpu_ms = use.cpu_ms - cpu_before,
               .rss_peak_mib = use.rss_peak_mib,
               .sent = status.sent_now,
               .received = status.received_now,
               .waiting = status.to_send,
               .requests = totals.requests - before.requests,
               .connections = totals.connections - before.connections,
               .bytes_up = totals.bytes_sent - before.bytes_sent,
               .bytes_down = totals.bytes_received - before.bytes_received};
        return status.state == sync::SyncState::kIdle
                   ? ok()
                   : Status{Error{ErrorCode::kOffline, "sync did not come to its end"}};
    }
    [[nodiscard]] bool is_under_way() const {
        const sync::SyncState state = line_->client->status().state;
        return state == sync::SyncState::kConnecting || state == sync::SyncState::kExchanging;
    }

    DeviceOptions options_;
    SystemClock clock_;
    SodiumEntropy entropy_;
    storage::Store store_;
    std::optional<sync::Capture> capture_;
    std::unique_ptr<Line> line_;
};

Result<std::unique_ptr<Device>> make_device(const DeviceOptions& options) {
    TRY_ASSIGN(SodiumEntropy entropy, SodiumEntropy::create());
    // A raw key: what a passphrase costs is no part of a sync.
    Secret key{32};
    entropy.fill(key.bytes());
    TRY_ASSIGN(storage::Store store, storage::Store::create({options.folder}, key));
    auto device = std::make_unique<Device>(options, entropy, std::move(store));
    TRY(device->open());
    return device;
}

}  // namespace

void run_device(const DeviceOptions& options, int orders, int answers) {
    log::set_level(log::Level::kWarning);
    auto device = make_device(options);
    DeviceAnswer made{.done = device.has_value()};
    if (!write_whole(answers, &made, sizeof made) || !device) return;
    for (DeviceOrder order; read_whole(orders, &order, sizeof order);) {
        DeviceAnswer answer;
        const Status status = (*device)->carry_out(order, answer.run);
        if (!status) log::write_error("bench_device", status.error());
        answer.done = status.has_value();
        if (!write_whole(answers, &answer, sizeof answer)) return;
    }
}

}  // namespace oppad::platform
