#include "sync/server/api/failure.h"

#include <array>

#include "engine/core/check.h"
#include "engine/core/log.h"

namespace oppad::hub {

namespace {

using enum FailureKind;

constexpr std::array<FailureSpec, 21> kSpecs{{
    {kUnknownPath, 404, "unknown_path", "There is nothing at this path."},
    {kUnknownMethod, 405, "unknown_method", "This path takes another method."},
    {kUnsupportedType, 415, "unsupported_type", "Send application/cbor or application/json."},
    {kUnsupportedEncoding, 415, "unsupported_encoding",
     "Send the body as it is, or with Content-Encoding zstd or gzip."},
    {kBadRequest, 400, "bad_request", "The request's head can't be read, or in two ways."},
    {kNoLength, 411, "no_length", "Send the body's length: Content-Length."},
    {kHeadTooLarge, 431, "head_too_large", "The request's head is too large."},
    {kBadBody, 400, "bad_body",
     "The body is not the message that belongs here; GET /v1/openapi.json describes it."},
    {kTooLarge, 413, "too_large", "Send less at once; GET /v1/hello tells the limits."},
    {kOtherVersion, 426, "version", "The hub speaks other versions of the protocol."},
    {kUnsigned, 401, "unsigned", "The request is not signed."},
    {kUnknownDevice, 401, "unknown_device", "The hub doesn't know this device."},
    {kBadSignature, 401, "signature", "The signature doesn't fit the request."},
    {kClock, 401, "clock", "The request's time differs too much from hub_time_ms."},
    {kReplayed, 401, "replayed", "This request was received before."},
    {kRevoked, 403, "revoked", "This device was revoked."},
    {kBadCode, 403, "code", "The code is unknown, used or expired."},
    {kBatchReused, 409, "batch_reused",
     "This batch number was used for other content; start a new incarnation."},
    {kBusy, 503, "busy", "The hub is busy; try again."},
    {kDiskFull, 507, "disk_full", "The hub's disk is full; nothing was stored."},
    {kInternal, 500, "internal", "The hub failed; nothing was stored."},
}};

constexpr bool specs_are_in_order() {
    for (std::size_t at = 0; at < kSpecs.size(); ++at) {
        if (static_cast<std::size_t>(kSpecs[at].kind) != at) return false;
    }
    return true;
}
static_assert(specs_are_in_order(), "spec_of looks a failure up by its number");

}  // namespace

const FailureSpec& spec_of(FailureKind kind) { return kSpecs[static_cast<std::size_t>(kind)]; }

FailureKind failure_of(const char* event, const Error& error) {
    log::write_error(event, error);
    switch (error.code) {
        using enum ErrorCode;
        case kBusy:
            return FailureKind::kBusy;
        case kDiskFull:
            return FailureKind::kDiskFull;
        case kNotFound:
        case kConflict:
        case kInvalid:
        case kDenied:
        case kOffline:
        case kCorrupt:
        case kCancelled:
        case kInternal:
            return FailureKind::kInternal;
    }
    return FailureKind::kInternal;
}

Response failure_response(FailureKind kind, Instant now, sync::WireForm form) {
    const FailureSpec& spec = spec_of(kind);
    Response response;
    response.status = spec.status;
    response.content_type = form == sync::WireForm::kJson ? sync::kJsonType : sync::kCborType;
    response.body = sync::encode(
        sync::Failure{.code = spec.code, .message = spec.message, .hub_time_ms = now.ms}, form);
    return response;
}

}  // namespace oppad::hub
