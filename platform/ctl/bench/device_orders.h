// Private to platform/ctl/bench: what passes over the pipes between a measurement and its tablets.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/core/id.h"
#include "platform/ctl/bench/forked_device.h"

namespace oppad::platform {

enum class OrderKind : std::uint8_t { kEnrol, kWrite, kSync, kFollow };

// Of fixed size: written and read whole.
struct DeviceOrder {
    OrderKind kind = OrderKind::kSync;
    std::int64_t first = 0;
    std::int64_t count = 0;
    int revision = 0;
    RawId scope;  // Of what is written; nil = the team's.
    Connecting connecting = Connecting::kAnew;
    std::array<char, 128> text{};  // A code or an address, ended by a zero.
};

struct DeviceAnswer {
    bool done = false;
    DeviceRun run;
};

// False when the other side has gone.
bool write_whole(int descriptor, const void* bytes, std::size_t size);
bool read_whole(int descriptor, void* bytes, std::size_t size);

// Carries out orders until their pipe closes. The tablet's process does nothing else.
void run_device(const DeviceOptions& options, int orders, int answers);

}  // namespace oppad::platform
