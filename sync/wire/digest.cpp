#include "sync/wire/digest.h"

#include <sodium.h>

#include <string_view>

#include "sync/wire/codec.h"

namespace oppad::sync {

StateDigest digest_of(const RecordState& state) {
    return digest_of_encoded(encode(state, WireForm::kCbor));
}

StateDigest digest_of_encoded(ByteView state) {
    // A domain of its own: these bytes are never mistaken for another hash of the protocol.
    constexpr std::string_view kDomain = "oppad-1 record state";
    StateDigest digest{};
    crypto_generichash(digest.data(), digest.size(), state.data(), state.size(),
                       as_bytes(kDomain).data(), kDomain.size());
    return digest;
}

void RangeSum::add(const StateDigest& digest) {
    ++count;
    unsigned carry = 0;
    for (std::size_t at = sum.size(); at-- > 0;) {
        carry += unsigned{sum[at]} + digest[at];
        sum[at] = static_cast<std::uint8_t>(carry & 0xffU);
        carry >>= 8U;
    }
}

}  // namespace oppad::sync
