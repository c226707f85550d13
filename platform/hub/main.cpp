// oppad-hub: puts the hub together with this machine's clocks, files and threads.
#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/core/log.h"
#include "platform/host/kept_memory.h"
#include "platform/host/open_files.h"
#include "platform/host/passphrase.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/process_guard.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "sync/server/admin/command_line.h"
#include "sync/server/admin/upkeep.h"
#include "sync/server/api/hub_api.h"
#include "sync/server/api/warmest_first.h"

namespace oppad {
namespace {

// One answers while another waits for the disk; an organisation has one writer at a time anyway.
constexpr std::size_t kWorkers = 4;

class HostMachine final : public hub::HubMachine {
public:
    explicit HostMachine(platform::SodiumEntropy entropy) : entropy_(std::move(entropy)) {}

    const Clock& clock() override { return clock_; }
    Entropy& entropy() override { return entropy_; }
    FileSystem& files() override { return files_; }
    Result<Secret> ask_bundle_passphrase() override {
        return platform::ask_passphrase(platform::kBundlePassphrase);
    }
    Status make_folder(const std::string& path) override {
        return platform::make_private_folder(path);
    }
    Status move_file(const std::string& from, const std::string& to) override {
        return platform::move_file(from, to);
    }
    Status serve(const hub::HubPaths& paths, const hub::HttpOptions& options,
                 void (*on_ready)(const hub::HttpOptions& options)) override;

private:
    platform::SystemClock clock_;
    platform::SodiumEntropy entropy_;
    platform::PosixFileSystem files_;
};

// Lets old deletions go and empties the write-ahead log, once at the start and each hour after,
// until it is stopped.
class Upkeep {
public:
    Upkeep(std::unique_ptr<hub::ServerStore> store, const Clock& clock)
        : store_(std::move(store)), clock_(clock), thread_([this](const std::stop_token& stop) {
              for (;;) {
                  trim();
                  std::unique_lock lock{mutex_};
                  if (stopped_.wait_for(lock, stop, kEvery,
                                        [&stop] { return stop.stop_requested(); }))
                      return;
              }
          }) {}

private:
    static constexpr std::chrono::hours kEvery{1};

    void trim() {
        const auto organisations = store_->list_organisations();
        if (!organisations) return log::write_error("hub.upkeep", organisations.error());
        for (const hub::Organisation& organisation : *organisations) {
            const auto trimmed = hub::trim_deletions(*store_, organisation.id, clock_.now());
            if (!trimmed) {
                log::write_error("hub.upkeep", trimmed.error());
            } else if (*trimmed > 0) {
                log::write(log::Level::kInfo, "hub.trimmed", {{"records", *trimmed}});
            }
        }
        // What an erasure left in the log, because somebody was at work, leaves it now.
        const Status emptied = store_->checkpoint();
        if (!emptied) log::write_error("hub.upkeep", emptied.error());
    }

    std::unique_ptr<hub::ServerStore> store_;
    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::jthread thread_;  // Last: it uses the others.
};

// As many as there are workers, so that none waits for another: whoever has a request takes one.
struct AnsweringParts {
    std::unique_ptr<hub::ServerStore> store;
    std::unique_ptr<hub::HubApi> api;
};

// Fewer connections where the system gives no more: one that it refused would be tried again and
// again.
hub::HttpOptions within_open_files(hub::HttpOptions options) {
    constexpr int kOtherFiles = 128;  // Stores and logs, and what libraries open.
    const auto workers = static_cast<int>(kWorkers);
    const int given =
        platform::raise_open_files(workers * options.limits.connections_max + kOtherFiles);
    options.limits.connections_max =
        std::clamp((given - kOtherFiles) / workers, 1, options.limits.connections_max);
    return options;
}

Status HostMachine::serve(const hub::HubPaths& paths, const hub::HttpOptions& options,
                          void (*on_ready)(const hub::HttpOptions& options)) {
    platform::keep_freed_memory();
    const auto turns = std::make_shared<hub::WriteTurns>();
    std::vector<AnsweringParts> parts(kWorkers);
    std::vector<hub::RequestAnswerer*> answerers;
    for (AnsweringParts& part : parts) {
        TRY_ASSIGN(part.store, hub::open_hub(paths, files_, turns));
        part.api = std::make_unique<hub::HubApi>(*part.store, clock_, entropy_, hub::HubLimits{});
        answerers.push_back(part.api.get());
    }
    hub::WarmestFirst warmest_first{std::move(answerers)};
    TRY_ASSIGN(const auto server,
               hub::HttpServer::listen(within_open_files(options), {kWorkers, &warmest_first}));
    server->stop_on_signals();
    {
        TRY_ASSIGN(auto upkeep_store, hub::open_hub(paths, files_, turns));
        const Upkeep upkeep{std::move(upkeep_store), clock_};
        std::vector<std::jthread> threads;
        for (std::size_t worker = 1; worker < kWorkers; ++worker) {
            threads.emplace_back([&server, worker] { server->run_worker(worker); });
        }
        hub::HttpOptions ready = options;
        ready.port = server->port();
        on_ready(ready);
        log::write(log::Level::kInfo, "hub.ready", {{"port", server->port()}});
        server->run_worker(0);
    }
    while (parts.size() > 1) parts.pop_back();  // Only the last connection can empty the WAL.
    const Status written = parts.front().store->checkpoint();
    if (!written) log::write_error("hub.checkpoint", written.error());
    log::write(log::Level::kInfo, "hub.stopped", {});
    return ok();
}

int run(int argc, const char* const* argv) {
    if (const Status guarded = platform::forbid_core_dumps(); !guarded) {
        log::write_error("hub.start", guarded.error());
        return 1;
    }
    auto entropy = platform::SodiumEntropy::create();
    if (!entropy) {
        log::write_error("hub.start", entropy.error());
        return 1;
    }
    HostMachine machine{std::move(*entropy)};
    return hub::run_command_line(argc, argv, machine);
}

}  // namespace
}  // namespace oppad

int main(int argc, char** argv) { return oppad::run(argc, argv); }
