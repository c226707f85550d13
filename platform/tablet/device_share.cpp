#include "platform/tablet/device_share.h"

#include "engine/core/log.h"

namespace oppad::platform {

namespace {

Secret taken(Result<Secret> answer) {
    if (answer) return std::move(*answer);
    log::write_error("device_share_missing", answer.error());
    return {};
}

}  // namespace

Secret device_share_of(KeyStore& keys) {
    Result<Secret> answer = Error{ErrorCode::kInternal, "the key store did not answer"};
    keys.get_key([&answer](Result<Secret> share) { answer = std::move(share); });
    return taken(std::move(answer));
}

Secret made_device_share_of(KeyStore& keys) {
    Result<Secret> answer = Error{ErrorCode::kInternal, "the key store did not answer"};
    keys.make_key([&answer](Result<Secret> share) { answer = std::move(share); });
    return taken(std::move(answer));
}

storage::Tries settle_tries(const storage::StorePaths& paths, const storage::KeyPorts& ports,
                            KeyStore& keys) {
    auto tries = storage::tries_of(paths, ports);
    if (!tries) return {};
    if (tries->share_is_forfeit) {
        const Status destroyed = keys.destroy_key();
        if (!destroyed) log::write_error("share_not_destroyed", destroyed.error());
    }
    return std::move(*tries);
}

}  // namespace oppad::platform
