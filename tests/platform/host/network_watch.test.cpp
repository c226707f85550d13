// The kernel's own word that an address came, in a network namespace of the case's own: nothing of
// this machine's network is touched.
#include "platform/host/network_watch.h"

#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <future>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace oppad::platform {
namespace {

// Gives the loopback of this thread's namespace an IPv4 address.
bool give_address(std::uint32_t address) {
    const Descriptor socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    sockaddr_in wanted{};
    wanted.sin_family = AF_INET;
    wanted.sin_addr.s_addr = htonl(address);
    std::memcpy(&request.ifr_addr, &wanted, sizeof wanted);
    return ::ioctl(socket.number(), SIOCSIFADDR, &request) == 0;
}

// What `steps` return in a thread that has a network of its own; nothing where that isn't allowed.
template <class Steps>
auto in_own_network(const Steps& steps) {
    return std::async(std::launch::async,
                      [&]() -> std::optional<std::invoke_result_t<Steps>> {
                          if (::unshare(CLONE_NEWNET) != 0) return std::nullopt;
                          return steps();
                      })
        .get();
}

// Whether a watch tells of that address. The kernel has queued it when it has been given.
bool is_told(std::uint32_t address) {
    bool told = false;
    auto watch = NetworkWatch::open([&] { told = true; });
    if (!watch || !give_address(address)) throw std::runtime_error("no watch or no address");
    watch->reset();
    return told;
}

TEST_CASE("an address of a network is told, one of the machine itself is not", "[platform][host]") {
    constexpr std::uint32_t kOfMachine = 0x7F000002;  // 127.0.0.2
    constexpr std::uint32_t kOfNetwork = 0xC0000201;  // 192.0.2.1, for documentation.
    const auto told = in_own_network([&] {
        return std::pair{is_told(kOfMachine), is_told(kOfNetwork)};
    });
    if (!told) SKIP("this account may not make a network of its own");
    CHECK_FALSE(told->first);
    CHECK(told->second);
}

TEST_CASE("a watch can end at once, however often", "[platform][host]") {
    for (int round = 0; round < 50; ++round) {
        const auto watch = NetworkWatch::open([] {});
        REQUIRE(watch);
    }
}

}  // namespace
}  // namespace oppad::platform
