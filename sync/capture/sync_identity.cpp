#include "sync/capture/sync_identity.h"

#include <array>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/domain/code.h"
#include "engine/storage/meta.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kIdentityKey = "sync_identity";
constexpr std::string_view kSecretKeyKey = "sync_secret_key";
constexpr std::string_view kStampingKey = "sync_stamping_device";

using Json = nlohmann::json;

std::string text_at(const Json& json, const char* key) {
    const auto at = json.find(key);
    if (at == json.end() || !at->is_string()) return {};
    return *at->get_ptr<const Json::string_t*>();
}

}  // namespace

Result<std::optional<SyncIdentity>> find_identity(storage::Connection& connection) {
    TRY_ASSIGN(const auto stored, storage::get_meta(connection, kIdentityKey));
    if (!stored) return std::optional<SyncIdentity>{};
    TRY_ASSIGN(auto key, storage::get_meta(connection, kSecretKeyKey));
    const Json json = Json::parse(stored->begin(), stored->end(), nullptr, false);
    if (!json.is_object() || !key || key->size() != kSecretKeyBytes)
        return Error{ErrorCode::kCorrupt, "sync identity is broken"};
    SyncIdentity identity;
    const auto device = parse_device(text_at(json, "device"));
    const auto incarnation = parse_device(text_at(json, "incarnation"));
    const auto staff_id = parse_id(text_at(json, "staff_id"));
    const auto scope = parse_id(text_at(json, "scope"));
    if (!device || !incarnation || !staff_id || !scope)
        return Error{ErrorCode::kCorrupt, "sync identity is broken"};
    identity.device = *device;
    identity.incarnation = *incarnation;
    // A store of an earlier version had no other.
    identity.stamping = parse_device(text_at(json, "stamping")).value_or(*device);
    identity.secret_key = Secret::copy_of(*key);
    wipe(*key);
    identity.hub_url = text_at(json, "hub_url");
    identity.organisation = text_at(json, "organisation");
    identity.staff.id = {*staff_id};
    identity.staff.scope = *scope;
    identity.staff.name = text_at(json, "staff_name");
    identity.staff.role = code_of<Role>(text_at(json, "role"));
    identity.staff.active = true;
    return std::optional<SyncIdentity>{std::move(identity)};
}

Status save_identity(storage::Connection& connection, const SyncIdentity& identity) {
    const DeviceId stamping = identity.stamping != 0 ? identity.stamping : identity.device;
    const Json json = {{"device", device_text(identity.device)},
                       {"incarnation", device_text(identity.incarnation)},
                       {"stamping", device_text(stamping)},
                       {"hub_url", identity.hub_url},
                       {"organisation", identity.organisation},
                       {"staff_id", to_text(identity.staff.id.raw)},
                       {"scope", to_text(identity.staff.scope)},
                       {"staff_name", identity.staff.name},
                       {"role", std::string{word_of(identity.staff.role)}}};
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    TRY(storage::set_meta(connection, kIdentityKey, as_bytes(text)));
    TRY(storage::set_meta(connection, kStampingKey, as_bytes(device_text(stamping))));
    return storage::set_meta(connection, kSecretKeyKey, identity.secret_key.view());
}

Result<DeviceId> stamping_device(storage::Connection& connection, Entropy& entropy) {
    TRY_ASSIGN(const auto stored, storage::get_meta(connection, kStampingKey));
    if (stored) {
        const auto device = parse_device(as_text(*stored));
        if (!device) return Error{ErrorCode::kCorrupt, "stamping device is broken"};
        return *device;
    }
    const DeviceId device = random_number(entropy);
    TRY(storage::set_meta(connection, kStampingKey, as_bytes(device_text(device))));
    return device;
}

std::uint64_t random_number(Entropy& entropy) {
    std::array<std::uint8_t, 8> bytes{};
    std::uint64_t number = 0;
    while (number == 0) {
        entropy.fill(bytes);
        std::memcpy(&number, bytes.data(), bytes.size());
    }
    return number;
}

}  // namespace oppad::sync
