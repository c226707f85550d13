// Tells that this machine has just got an address, so that sync need not wait out its pause after
// failures: a tablet that comes home is in sync within seconds.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "engine/core/result.h"
#include "platform/host/descriptor.h"

namespace oppad::platform {

// Owns the thread that listens to the system (rtnetlink(7)). It uses no network itself.
class NetworkWatch {
public:
    // `on_address` is called on the watch's own thread, once for each address that is not of the
    // machine itself or its link alone; an address that is renewed may be told again. Fails:
    // kInternal where the system tells nobody.
    static Result<std::unique_ptr<NetworkWatch>> open(std::function<void()> on_address);
    // What came before is still told.
    ~NetworkWatch();
    NetworkWatch(const NetworkWatch&) = delete;
    NetworkWatch& operator=(const NetworkWatch&) = delete;

private:
    NetworkWatch(Descriptor messages, Descriptor stop, std::function<void()> on_address);
    void listen();
    // Until nothing waits. Returns whether an address came, or messages were lost.
    bool read_messages();

    Descriptor messages_;
    Descriptor stop_;
    std::function<void()> on_address_;
    std::thread thread_;
};

}  // namespace oppad::platform
