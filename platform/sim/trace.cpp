#include "platform/sim/trace.h"

namespace oppad::sim {

void Trace::note(const std::string& line) {
    constexpr std::uint64_t kPrime = 0x100000001b3U;  // FNV-1a.
    for (const char letter : line) hash_ = (hash_ ^ static_cast<std::uint8_t>(letter)) * kPrime;
    hash_ = (hash_ ^ 0xffU) * kPrime;
    if (keeping_ == Keeping::kLines) lines_.push_back(line);
}

void Trace::break_law(const std::string& what) {
    note("BROKEN: " + what);
    if (broken_.size() < kBrokenMax) broken_.push_back(what);
}

}  // namespace oppad::sim
