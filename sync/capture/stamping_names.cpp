#include "sync/capture/stamping_names.h"

#include <string>

#include "sync/capture/sync_state.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

constexpr std::size_t kNameDigits = 16;

// One after the other, as device_text() writes them.
Result<std::vector<DeviceId>> former_names(storage::Connection& connection) {
    TRY_ASSIGN(const std::string text, get_text(connection, kFormerNamesKey));
    std::vector<DeviceId> names;
    for (std::size_t at = 0; at + kNameDigits <= text.size(); at += kNameDigits) {
        const auto name = parse_device(text.substr(at, kNameDigits));
        if (!name) return Error{ErrorCode::kCorrupt, "former names are broken"};
        names.push_back(*name);
    }
    return names;
}

}  // namespace

Status note_former_name(storage::Connection& connection, DeviceId name) {
    TRY_ASSIGN(const std::string text, get_text(connection, kFormerNamesKey));
    TRY(set_text(connection, kFormerNamesKey, text + device_text(name)));
    return note_names_told(connection, false);
}

Status forget_former_names(storage::Connection& connection) {
    return set_text(connection, kFormerNamesKey, {});
}

Result<std::vector<DeviceId>> own_names(storage::Connection& connection) {
    TRY_ASSIGN(const auto identity, find_identity(connection));
    if (!identity) return std::vector<DeviceId>{};
    TRY_ASSIGN(std::vector<DeviceId> names, former_names(connection));
    names.push_back(identity->device);
    names.push_back(identity->stamping);
    return names;
}

Result<std::vector<DeviceId>> untold_names(storage::Connection& connection,
                                           const SyncIdentity& identity) {
    TRY_ASSIGN(const std::uint64_t are_told, get_number(connection, kNamesToldKey));
    if (are_told != 0) return std::vector<DeviceId>{};
    TRY_ASSIGN(std::vector<DeviceId> names, former_names(connection));
    names.push_back(identity.stamping);
    std::erase(names, identity.device);
    return names;
}

Status note_names_told(storage::Connection& connection, bool are_told) {
    return set_number(connection, kNamesToldKey, are_told ? 1 : 0);
}

}  // namespace oppad::sync
