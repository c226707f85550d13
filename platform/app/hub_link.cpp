#include "platform/app/hub_link.h"

#include <algorithm>
#include <utility>

#include "engine/core/log.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

// The pump is woken by what there is to send, by the network and by stop(); this only bounds the
// wait.
constexpr milliseconds kPumpLongest{60'000};
constexpr milliseconds kRestLongest{60'000};

}  // namespace

Result<std::unique_ptr<HubLink>> HubLink::open(const Parts& parts, sync::HubAddress address) {
    TRY_ASSIGN(auto transport, sync::CurlTransport::create(std::move(address), {}));
    auto client =
        std::make_unique<sync::SyncClient>(parts.capture, *transport, parts.clock, parts.entropy,
                                           sync::SessionTuning{}, sync::ScheduleTuning{});
    TRY(client->start());
    std::unique_ptr<HubLink> link{
        new HubLink{parts.clock, std::move(transport), std::move(client)}};
    link->pump_ = std::thread([&transport = *link->transport_, &mailbox = parts.mailbox] {
        while (transport.pump(kPumpLongest)) {
            if (transport.has_replies()) mailbox.nudge();
        }
    });
    auto network = NetworkWatch::open([&link = *link, &mailbox = parts.mailbox] {
        link.note_network();
        mailbox.nudge();
    });
    // Without it sync still comes, when its pause after failures has ended.
    if (network) {
        link->network_ = std::move(*network);
    } else {
        log::write_error("network_not_watched", network.error());
    }
    return link;
}

HubLink::~HubLink() {
    network_.reset();
    transport_->stop();
    if (pump_.joinable()) pump_.join();
}

milliseconds HubLink::step() {
    transport_->deliver();
    if (network_came_.exchange(false)) client_->note_network();
    client_->step();
    const auto due = client_->next_wakeup();
    if (!due) return kRestLongest;
    return std::clamp(*due - clock_.steady(), milliseconds{0}, kRestLongest);
}

void HubLink::enrol(const sync::Joining& joining, std::function<void(Status)> callback) {
    client_->enrol(joining, std::move(callback));
}

void HubLink::pause(bool paused) {
    if (paused) {
        client_->pause();
    } else {
        client_->resume();
    }
}

}  // namespace oppad::platform
