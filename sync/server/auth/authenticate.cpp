#include "sync/server/auth/authenticate.h"

#include <charconv>
#include <optional>

#include "sync/wire/signature.h"

namespace oppad::hub {

namespace {

constexpr std::size_t kSignatureBytes = 64;

struct Proof {
    sync::DeviceId device = 0;
    std::int64_t time_ms = 0;
    Bytes nonce;
    Bytes signature;
};

std::optional<std::int64_t> parse_time(std::string_view text) {
    std::int64_t time_ms = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), time_ms);
    if (failure != std::errc{} || end != text.data() + text.size() || time_ms < 0) {
        return std::nullopt;
    }
    return time_ms;
}

std::optional<Proof> read_proof(const Request& request) {
    const auto device = sync::parse_device(find_header(request, sync::kDeviceHeader));
    const auto time_ms = parse_time(find_header(request, sync::kTimeHeader));
    auto nonce = from_hex(find_header(request, sync::kNonceHeader));
    auto signature = from_hex(find_header(request, sync::kSignatureHeader));
    if (!device || !time_ms || !nonce || nonce->size() != sync::kNonceBytes || !signature ||
        signature->size() != kSignatureBytes) {
        return std::nullopt;
    }
    return Proof{*device, *time_ms, std::move(*nonce), std::move(*signature)};
}

}  // namespace

Outcome<Device> authenticate(ServerStore& store, const Request& request, Instant now) {
    const std::optional<Proof> proof = read_proof(request);
    if (!proof) return FailureKind::kUnsigned;
    auto found = store.find_device(proof->device);
    if (!found) return failure_of("authenticate", found.error());
    if (!*found) return FailureKind::kUnknownDevice;
    Device device = std::move(**found);

    const sync::SignedParts parts{
        .method = request.method,
        .path = request.target,
        .body = request.body,
        .device = proof->device,
        .time_ms = proof->time_ms,
        .nonce = proof->nonce,
    };
    if (!sync::is_signed_by(parts, proof->signature, device.public_key)) {
        return FailureKind::kBadSignature;
    }
    if (device.revoked) return FailureKind::kRevoked;
    const std::chrono::milliseconds skew = Instant{proof->time_ms} - now;
    if (skew > kClockSkewMax || skew < -kClockSkewMax) return FailureKind::kClock;

    // A time of 5 minutes ahead stays valid for 10: nonces are kept as long.
    const auto fresh =
        store.remember_nonce(device.id, proof->nonce, now, now + (-2 * kClockSkewMax));
    if (!fresh) return failure_of("authenticate", fresh.error());
    if (!*fresh) return FailureKind::kReplayed;
    return device;
}

}  // namespace oppad::hub
