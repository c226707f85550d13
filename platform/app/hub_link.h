// The way to the hub while the tablet is unlocked: the sync client, its transport, and the threads
// that wait for the network and for news of it, so that the engine thread never does.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "platform/app/mailbox.h"
#include "platform/host/network_watch.h"
#include "sync/capture/capture.h"
#include "sync/client/curl_transport.h"
#include "sync/client/sync_client.h"

namespace oppad::platform {

// Thread: engine only; it owns threads of its own.
class HubLink {
public:
    // What it works with; borrowed for as long as it lives.
    struct Parts {
        sync::Capture& capture;
        const Clock& clock;
        Entropy& entropy;
        Mailbox& mailbox;
    };
    // Fails: kInvalid for an unusable address, kCorrupt, kInternal.
    static Result<std::unique_ptr<HubLink>> open(const Parts& parts, sync::HubAddress address);
    // Gives up what is under way; what was sent and not answered is sent again another time.
    ~HubLink();
    HubLink(const HubLink&) = delete;
    HubLink& operator=(const HubLink&) = delete;

    // Takes replies, begins and ends what is due. Returns when to come back at the latest.
    std::chrono::milliseconds step();
    void note_save() { client_->note_save(); }
    // This machine has a network again: step() asks the hub soon. Thread: any.
    void note_network() { network_came_ = true; }
    // See SyncClient::enrol. `callback` is called from step(), or from the destructor.
    void enrol(const sync::Joining& joining, std::function<void(Status)> callback);
    void sync_now() { client_->sync_now(); }
    void pause(bool paused);
    [[nodiscard]] const sync::SyncStatus& status() const { return client_->status(); }

private:
    HubLink(const Clock& clock, std::unique_ptr<sync::CurlTransport> transport,
            std::unique_ptr<sync::SyncClient> client)
        : clock_(clock), client_(std::move(client)), transport_(std::move(transport)) {}

    const Clock& clock_;
    std::unique_ptr<sync::SyncClient> client_;
    // Goes before the client: it holds the client's callbacks.
    std::unique_ptr<sync::CurlTransport> transport_;
    std::thread pump_;
    std::atomic<bool> network_came_{false};
    std::unique_ptr<NetworkWatch> network_;  // Empty where the system tells nobody.
};

}  // namespace oppad::platform
