#include <cstdio>

#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"
#include "sync/capture/sync_identity.h"
#include "sync/client/exchange_parts.h"

namespace oppad::platform {

namespace {

Bytes standard_input() {
    Bytes body;
    for (int byte = std::getchar(); byte != EOF; byte = std::getchar())
        body.push_back(static_cast<std::uint8_t>(byte));
    return body;
}

}  // namespace

ExitCode run_sign(const SignOrder& order) {
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_store(order.store, opened);
    if (open != ExitCode::kDone) return open;
    const auto identity = sync::find_identity(opened->connection());
    if (!identity) return complain_about(identity.error(), Doing::kReading, order.store.folder);
    if (!*identity)
        return complain(ExitCode::kNotEnrolled,
                        "This tablet belongs to no hub yet: oppadctl enrol.");
    sync::HttpRequest request{.method = order.method, .path = order.path};
    request.body = standard_input();
    sync::sign_request(request, {(*identity)->device, (*identity)->secret_key.duplicate()},
                       opened->clock().now(), opened->entropy());
    for (const auto& [name, value] : request.headers)
        std::printf("%s: %s\n", name.c_str(), value.c_str());
    return ExitCode::kDone;
}

}  // namespace oppad::platform
