#include "platform/app/stop_signal.h"

#include <csignal>

namespace oppad::platform {
namespace {

// Ends the waiting thread without meaning "stop".
constexpr int kDismissal = SIGUSR1;

sigset_t waited_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, kDismissal}) sigaddset(&set, number);
    return set;
}

}  // namespace

StopSignal::StopSignal(WindowBell& bell) {
    const sigset_t set = waited_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    waiter_ = std::thread([this, &bell, set] {
        int number = 0;
        while (sigwait(&set, &number) == 0 && number != kDismissal) {
            raised_ = true;
            bell.ring();
        }
    });
}

StopSignal::~StopSignal() {
    pthread_kill(waiter_.native_handle(), kDismissal);
    waiter_.join();
}

}  // namespace oppad::platform
