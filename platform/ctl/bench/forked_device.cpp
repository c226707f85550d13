#include "platform/ctl/bench/forked_device.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "platform/ctl/bench/device_orders.h"

namespace oppad::platform {

namespace {

Error gone() { return {ErrorCode::kInternal, "a tablet of the measurement failed"}; }

Result<DeviceRun> read_answer(int descriptor) {
    DeviceAnswer answer;
    if (!read_whole(descriptor, &answer, sizeof answer) || !answer.done) return gone();
    return answer.run;
}

Status order_text(int orders, int answers, OrderKind kind, const std::string& text) {
    DeviceOrder order{.kind = kind};
    if (text.size() >= order.text.size()) return gone();
    std::copy(text.begin(), text.end(), order.text.begin());
    if (!write_whole(orders, &order, sizeof order)) return gone();
    const auto answer = read_answer(answers);
    return answer ? ok() : Status{answer.error()};
}

}  // namespace

bool write_whole(int descriptor, const void* bytes, std::size_t size) {
    const auto* next = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t count = ::write(descriptor, next, size);
        if (count <= 0) return false;
        next += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

bool read_whole(int descriptor, void* bytes, std::size_t size) {
    auto* next = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t count = ::read(descriptor, next, size);
        if (count <= 0) return false;
        next += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

Result<std::unique_ptr<ForkedDevice>> ForkedDevice::start(const DeviceOptions& options) {
    std::array<int, 2> orders{};
    std::array<int, 2> answers{};
    if (::pipe2(orders.data(), O_CLOEXEC) != 0 || ::pipe2(answers.data(), O_CLOEXEC) != 0)
        return gone();
    const pid_t parent = ::getpid();
    const pid_t process = ::fork();
    if (process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::close(orders[1]);
        ::close(answers[0]);
        if (::getppid() == parent) run_device(options, orders[0], answers[1]);
        ::_exit(0);
    }
    ::close(orders[0]);
    ::close(answers[1]);
    if (process < 0) return gone();
    std::unique_ptr<ForkedDevice> device{new ForkedDevice{process, orders[1], answers[0]}};
    const auto made = read_answer(answers[0]);
    if (!made) return made.error();
    return device;
}

ForkedDevice::~ForkedDevice() {
    ::close(orders_);
    ::close(answers_);
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

Status ForkedDevice::enrol(const std::string& code) {
    return order_text(orders_, answers_, OrderKind::kEnrol, code);
}

Status ForkedDevice::follow(const std::string& hub_url) {
    return order_text(orders_, answers_, OrderKind::kFollow, hub_url);
}

Status ForkedDevice::write(std::int64_t first, std::int64_t count, int revision,
                           const RawId& scope) {
    const DeviceOrder order{.kind = OrderKind::kWrite,
                            .first = first,
                            .count = count,
                            .revision = revision,
                            .scope = scope};
    if (!write_whole(orders_, &order, sizeof order)) return gone();
    const auto answer = read_answer(answers_);
    return answer ? ok() : Status{answer.error()};
}

Status ForkedDevice::begin_sync(Connecting connecting) {
    const DeviceOrder order{.kind = OrderKind::kSync, .connecting = connecting};
    return write_whole(orders_, &order, sizeof order) ? ok() : Status{gone()};
}

Result<DeviceRun> ForkedDevice::end_sync() { return read_answer(answers_); }

Result<DeviceRun> ForkedDevice::sync(Connecting connecting) {
    TRY(begin_sync(connecting));
    return end_sync();
}

}  // namespace oppad::platform
