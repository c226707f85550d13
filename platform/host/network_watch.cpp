#include "platform/host/network_watch.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

namespace oppad::platform {
namespace {

Error error_of(const char* step) {
    return {ErrorCode::kInternal, std::string{step} + ": " + std::strerror(errno)};
}

// One datagram of the kernel holds one or more messages; see netlink(7).
bool tells_of_address(const std::byte* bytes, std::size_t size) {
    std::size_t at = 0;
    nlmsghdr header{};
    while (size - at >= sizeof header) {
        std::memcpy(&header, bytes + at, sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > size - at) return false;
        ifaddrmsg address{};
        if (header.nlmsg_type == RTM_NEWADDR && header.nlmsg_len >= NLMSG_LENGTH(sizeof address)) {
            std::memcpy(&address, bytes + at + NLMSG_HDRLEN, sizeof address);
            if (address.ifa_scope < RT_SCOPE_LINK) return true;
        }
        at += NLMSG_ALIGN(header.nlmsg_len);
        if (at > size) return false;
    }
    return false;
}

}  // namespace

Result<std::unique_ptr<NetworkWatch>> NetworkWatch::open(std::function<void()> on_address) {
    Descriptor messages{
        ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)};
    if (!messages.is_open()) return error_of("netlink socket");
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (::bind(messages.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return error_of("netlink bind");
    Descriptor stop{::eventfd(0, EFD_CLOEXEC)};
    if (!stop.is_open()) return error_of("eventfd");
    std::unique_ptr<NetworkWatch> watch{
        new NetworkWatch{std::move(messages), std::move(stop), std::move(on_address)}};
    return watch;
}

NetworkWatch::NetworkWatch(Descriptor messages, Descriptor stop, std::function<void()> on_address)
    : messages_(std::move(messages)), stop_(std::move(stop)), on_address_(std::move(on_address)) {
    thread_ = std::thread([this] { listen(); });
}

NetworkWatch::~NetworkWatch() {
    ::eventfd_write(stop_.number(), 1);
    thread_.join();
}

void NetworkWatch::listen() {
    std::array<pollfd, 2> waited{{{.fd = messages_.number(), .events = POLLIN, .revents = 0},
                                  {.fd = stop_.number(), .events = POLLIN, .revents = 0}}};
    for (;;) {
        if (::poll(waited.data(), waited.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return;
        }
        if (waited[0].revents != 0 && read_messages()) on_address_();
        if (waited[1].revents != 0) return;
    }
}

bool NetworkWatch::read_messages() {
    alignas(nlmsghdr) std::array<std::byte, 8192> buffer;
    bool came = false;
    for (;;) {
        const ssize_t size = ::recv(messages_.number(), buffer.data(), buffer.size(), 0);
        if (size > 0) {
            came = tells_of_address(buffer.data(), static_cast<std::size_t>(size)) || came;
        } else if (size < 0 && errno == ENOBUFS) {
            came = true;  // Something was not told: look whether the hub can be reached.
        } else if (size == 0 || errno != EINTR) {
            return came;
        }
    }
}

}  // namespace oppad::platform
