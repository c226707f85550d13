#include "sync/server/api/hub_api.h"

#include <array>
#include <string_view>

#include "engine/core/log.h"
#include "sync/server/api/body.h"
#include "sync/server/api/exchange.h"
#include "sync/server/api/negotiation.h"
#include "sync/server/api/routes.h"
#include "sync/server/api/staff_device.h"
#include "sync/server/auth/authenticate.h"
#include "sync/server/auth/enrolment_code.h"
#include "sync/wire/compression.h"

namespace oppad::hub {

namespace {

// For the log line: paths are our own constant words.
const char* word_of_target(std::string_view target) {
    const Route* route = find_route(target);
    return route != nullptr ? route->word : "other";
}

bool speaks(int protocol) { return protocol >= sync::kProtocolMin && protocol <= sync::kProtocol; }

sync::DeviceId random_device_id(Entropy& entropy) {
    for (;;) {
        std::array<std::uint8_t, 8> bytes{};
        entropy.fill(bytes);
        sync::DeviceId device = 0;
        for (const std::uint8_t byte : bytes) device = (device << 8) | byte;
        if (device > kReservedDevicesEnd) return device;
    }
}

}  // namespace

HubApi::HubApi(ServerStore& store, const Clock& clock, Entropy& entropy, const HubLimits& limits)
    : store_(store), clock_(clock), entropy_(entropy), limits_(limits) {}

Response HubApi::answer(const Request& request) {
    const Instant now = clock_.now();
    const std::chrono::milliseconds started = clock_.steady();
    Outcome<Response> outcome = route(request, now);
    Response response;
    const char* code = "ok";
    if (const auto* failure = std::get_if<FailureKind>(&outcome)) {
        response = failure_response(*failure, now, choose_form(request));
        code = spec_of(*failure).code;
        const Route* asked = find_route(request.target);
        if (*failure == FailureKind::kUnknownMethod && asked != nullptr)
            response.allow = asked->method;
    } else {
        response = std::move(std::get<Response>(outcome));
    }
    log::write(log::Level::kInfo, "request",
               {{"path", word_of_target(request.target)},
                {"status", response.status},
                {"code", code},
                {"bytes_in", static_cast<std::int64_t>(request.body.size())},
                {"bytes_out", static_cast<std::int64_t>(response.body.size())},
                {"ms", (clock_.steady() - started).count()}});
    return response;
}

Response HubApi::refuse(FailureKind kind, std::string_view accept) {
    const Request asked{.headers = {{"Accept", std::string{accept}}}};
    return failure_response(kind, clock_.now(), choose_form(asked));
}

Outcome<Response> HubApi::route(const Request& request, Instant now) {
    const Route* route = find_route(request.target);
    if (route == nullptr) return FailureKind::kUnknownPath;
    if (request.method != route->method) return FailureKind::kUnknownMethod;
    if (route->kind == RouteKind::kDescription) {
        const ByteView document = openapi_document();
        return reply_response(request, sync::WireForm::kJson, {document.begin(), document.end()});
    }
    Outcome<Bytes> outcome = route->kind == RouteKind::kHello   ? hello(request, now)
                             : route->kind == RouteKind::kEnrol ? enrol(request, now)
                                                                : sync(request, now);
    if (const auto* failure = std::get_if<FailureKind>(&outcome)) return *failure;
    return reply_response(request, choose_form(request), std::move(std::get<Bytes>(outcome)));
}

Outcome<Bytes> HubApi::hello(const Request& request, Instant now) {
    auto organisations = store_.list_organisations();
    if (!organisations) return failure_of("hello", organisations.error());
    sync::Hello hello;
    // With several organisations on one hub a stranger is told none.
    if (organisations->size() == 1) hello.organisation = organisations->front().name;
    hello.hub_time_ms = now.ms;
    hello.limits = limits_.wire;
    hello.dictionaries = {sync::kDictionaryNumber, sync::kColumnsNumber};
    return sync::encode(hello, choose_form(request));
}

Outcome<Bytes> HubApi::enrol(const Request& request, Instant now) {
    auto body = read_body<sync::EnrolRequest>(
        request, static_cast<std::size_t>(limits_.wire.body_bytes_max));
    if (const auto* failure = std::get_if<FailureKind>(&body)) return *failure;
    const sync::EnrolRequest& asked = std::get<sync::EnrolRequest>(body);
    if (!speaks(asked.protocol)) return FailureKind::kOtherVersion;
    const std::optional<Digest> code = digest_of_code(asked.code);
    if (!code) return FailureKind::kBadCode;
    auto device = store_.enrol_device(*code, asked.public_key, random_device_id(entropy_), now);
    if (!device) return failure_of("enrol", device.error());
    if (!*device) return FailureKind::kBadCode;

    auto transaction = store_.begin((*device)->organisation, TransactionKind::kWrite);
    if (!transaction) return failure_of("enrol", transaction.error());
    auto organisation = (*transaction)->load_organisation();
    if (!organisation) return failure_of("enrol", organisation.error());
    auto user = (*transaction)->find_user((*device)->user);
    if (!user) return failure_of("enrol", user.error());
    if (!*user || !(*user)->active) return FailureKind::kBadCode;
    const std::array own{(*device)->id};
    Status named = put_staff_devices(**transaction, (*user)->id, own, now);
    if (named) named = (*transaction)->commit();
    if (!named) return failure_of("enrol", named.error());
    sync::EnrolReply reply;
    reply.device = (*device)->id;
    reply.staff_id = (*user)->id;
    reply.staff_name = (*user)->name;
    reply.role = word_of((*user)->role);
    reply.scope = organisation->team_scope;
    reply.organisation = organisation->name;
    reply.hub_time_ms = now.ms;
    return sync::encode(reply, choose_form(request));
}

Outcome<Bytes> HubApi::sync(const Request& request, Instant now) {
    const auto body_bytes_max = static_cast<std::size_t>(limits_.wire.body_bytes_max);
    if (request.body.size() > body_bytes_max) return FailureKind::kTooLarge;
    Outcome<Device> device = authenticate(store_, request, now);
    if (const auto* failure = std::get_if<FailureKind>(&device)) return *failure;
    auto body = read_body<sync::SyncRequest>(request, body_bytes_max);
    if (const auto* failure = std::get_if<FailureKind>(&body)) return *failure;
    const sync::SyncRequest& asked = std::get<sync::SyncRequest>(body);
    if (!speaks(asked.protocol)) return FailureKind::kOtherVersion;
    Outcome<ExchangeAnswer> answer =
        exchange(store_, std::get<Device>(device), asked, limits_, now);
    if (const auto* failure = std::get_if<FailureKind>(&answer)) return *failure;
    const auto& [reply, changes] = std::get<ExchangeAnswer>(answer);
    log::write(log::Level::kInfo, "exchange",
               {{"pushed", static_cast<std::int64_t>(asked.push.size())},
                {"refused", static_cast<std::int64_t>(reply.refusals.size())},
                {"pulled", static_cast<std::int64_t>(changes.size())},
                {"more", reply.has_more ? 1 : 0}});
    const sync::WireForm form = choose_form(request);
    if (form == sync::WireForm::kCbor) return sync::encode_with_changes(reply, changes);
    const auto whole = whole_reply(std::move(std::get<ExchangeAnswer>(answer)));
    if (!whole) return failure_of("pull", whole.error());
    return sync::encode(*whole, form);
}

}  // namespace oppad::hub
