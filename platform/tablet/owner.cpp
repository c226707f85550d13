#include "platform/tablet/owner.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "engine/commands/new_id.h"
#include "engine/storage/meta.h"
#include "sync/capture/sync_identity.h"

namespace oppad::platform {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kOwnerKey = "local_owner";

Error broken() { return {ErrorCode::kCorrupt, "local owner in meta"}; }

Result<std::optional<Staff>> find_local_owner(storage::Connection& connection) {
    TRY_ASSIGN(const std::optional<Bytes> stored, storage::get_meta(connection, kOwnerKey));
    if (!stored) return std::optional<Staff>{};
    const Json json = Json::parse(as_text(*stored), nullptr, false);
    if (!json.is_object()) return broken();
    const auto text = [&](const char* key) {
        const auto member = json.find(key);
        const bool is_text = member != json.end() && member->is_string();
        return is_text ? member->get<std::string>() : std::string{};
    };
    const std::optional<RawId> id = parse_id(text("id"));
    const std::optional<RawId> scope = parse_id(text("scope"));
    if (!id || !scope) return broken();
    Staff staff;
    staff.id.raw = *id;
    staff.scope = *scope;
    staff.name = text("name");
    staff.role = Role::kOutreacher;
    staff.active = true;
    return std::optional<Staff>{std::move(staff)};
}

}  // namespace

Status save_local_owner(storage::Connection& connection, const Clock& clock, Entropy& entropy,
                        std::string_view name) {
    TRY_ASSIGN(std::optional<Staff> staff, find_local_owner(connection));
    if (!staff) {
        staff.emplace();
        staff->id = engine::new_id<Staff>(clock, entropy);
        staff->scope = engine::new_raw_id(clock, entropy);
    }
    const Json json{{"id", to_text(staff->id.raw)},
                    {"scope", to_text(staff->scope)},
                    {"name", std::string{name}}};
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return storage::set_meta(connection, kOwnerKey, as_bytes(text));
}

Result<Staff> load_owner(storage::Connection& connection) {
    TRY_ASSIGN(const std::optional<sync::SyncIdentity> identity, sync::find_identity(connection));
    if (identity) return identity->staff;
    TRY_ASSIGN(std::optional<Staff> local, find_local_owner(connection));
    if (!local) return Error{ErrorCode::kNotFound, "the store has no owner"};
    return std::move(*local);
}

}  // namespace oppad::platform
