#include "sync/server/admin/administration.h"

#include <algorithm>
#include <utility>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/domain/staff.h"
#include "engine/domain/text.h"
#include "sync/merge/merge.h"
#include "sync/server/admin/upkeep.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/family_erasure.h"
#include "sync/server/api/own_write.h"
#include "sync/server/api/push.h"
#include "sync/server/api/staff_device.h"
#include "sync/server/auth/enrolment_code.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

namespace {

constexpr std::size_t kNameCharsMax = 200;

// UUIDv7: ids of staff sort by when they came.
RawId timed_id(Instant now, Entropy& entropy) {
    RawId id;
    entropy.fill(id.bytes);
    const auto ms = static_cast<std::uint64_t>(now.ms);
    for (std::size_t at = 0; at < 6; ++at) {
        id.bytes[at] = static_cast<std::uint8_t>(ms >> (40 - 8 * at));
    }
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

sync::RecordState state_of(const Staff& staff, const sync::Stamp& stamp) {
    sync::RecordState state;
    state.key = {RecordType::kStaff, staff.id.raw};
    state.scope = staff.scope;
    state.scope_stamp = stamp;
    const std::vector<Value> values = to_values(staff);
    const RecordSpec& spec = *find_spec(RecordType::kStaff);
    for (std::size_t at = 0; at < spec.fields.size(); ++at) {
        if (spec.fields[at].merge == MergeKind::kSet) continue;  // Tablets join when they enrol.
        sync::FieldState field{.number = spec.fields[at].number, .merge = spec.fields[at].merge};
        field.versions.push_back({stamp, values[at]});
        state.fields.push_back(std::move(field));
    }
    return state;
}

Result<std::vector<SetAside>> set_aside_of(StoreTransaction& transaction, const RecordKey& key) {
    TRY_ASSIGN(std::vector<SetAside> writes, transaction.list_set_aside());
    std::erase_if(writes, [&key](const SetAside& write) { return !(write.key == key); });
    if (writes.empty()) return Error{ErrorCode::kNotFound, "nothing of it is set aside"};
    return writes;
}

}  // namespace

bool is_usable_name(std::string_view name) {
    const TextFacts facts = text_facts(name);
    return facts.is_utf8 && !facts.has_control && !facts.has_line_break && !facts.has_tab &&
           facts.chars <= kNameCharsMax && !tidied(name).empty();
}

RawId random_id(Entropy& entropy) {
    RawId id;
    entropy.fill(id.bytes);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

Administration::Administration(ServerStore& store, const Clock& clock, Entropy& entropy,
                               Organisation organisation)
    : store_(store), clock_(clock), entropy_(entropy), organisation_(std::move(organisation)) {}

Result<Administration> Administration::open(ServerStore& store, const Clock& clock,
                                            Entropy& entropy) {
    TRY_ASSIGN(std::vector<Organisation> organisations, store.list_organisations());
    if (organisations.size() != 1) {
        return Error{ErrorCode::kNotFound, "the store doesn't hold exactly one organisation"};
    }
    return Administration{store, clock, entropy, std::move(organisations.front())};
}

Result<User> Administration::add_user(std::string_view name, Role role) {
    if (!is_usable_name(name) || role == Role::kUnknown) {
        return Error{ErrorCode::kInvalid, "a user needs a usable name and a known role"};
    }
    const User user{.id = timed_id(clock_.now(), entropy_), .name = tidied(name), .role = role};
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY(transaction->add_user(user));
    if (role != Role::kAdministrator) {
        TRY(transaction->put_grant({.user = user.id, .scope = organisation_.team_scope}));
    }
    TRY(put_staff_record(*transaction, user));
    TRY(transaction->commit());
    return user;
}

Status Administration::put_staff_record(StoreTransaction& transaction, const User& user) {
    const Staff staff{.id = {user.id},
                      .scope = organisation_.team_scope,
                      .name = user.name,
                      .role = user.role,
                      .active = user.active};
    TRY_ASSIGN(const std::optional<StoredState> stored,
               transaction.find_record({RecordType::kStaff, user.id}));
    std::optional<sync::RecordState> before;
    if (stored && is_sound(*stored)) {
        TRY_ASSIGN(before, sync::decode<sync::RecordState>(stored->state, sync::WireForm::kCbor));
    }
    sync::HybridClock hub_clock{kHubDevice, before ? sync::latest_stamp(*before).time : 0};
    sync::RecordState state = state_of(staff, hub_clock.tick(clock_.now()));
    if (before) state = sync::merge(std::move(*before), state);
    std::optional<RawId> scope_before;
    if (stored) scope_before = stored->scope;
    TRY(put_own(transaction, state, scope_before, std::nullopt));
    if (before || !stored) return ok();
    // A decayed copy was written anew: nobody but the hub has the right to heal it.
    std::vector<sync::DeviceId> names;
    TRY_ASSIGN(const std::vector<Device> devices, transaction.list_devices());
    for (const Device& device : devices) {
        if (device.user == user.id) names.push_back(device.id);
    }
    return put_staff_devices(transaction, user.id, names, clock_.now());
}

Status Administration::change(StoreTransaction& transaction, const User& user) {
    TRY(transaction.change_user(user));
    return put_staff_record(transaction, user);
}

Status Administration::change_role(const User& user, Role role) {
    if (role == Role::kUnknown) return Error{ErrorCode::kInvalid, "not a known role"};
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY_ASSIGN(std::optional<User> changed, transaction->find_user(user.id));
    if (!changed) return Error{ErrorCode::kNotFound, "no such user"};
    const Role before = std::exchange(changed->role, role);
    TRY(change(*transaction, *changed));
    if (role == Role::kAdministrator) {
        TRY_ASSIGN(const std::vector<Grant> grants, transaction->list_grants(user.id));
        for (Grant grant : grants) {
            if (!grant.ended_at) grant.ended_at = clock_.now();
            TRY(transaction->put_grant(grant));
        }
    } else if (before == Role::kAdministrator) {
        TRY(transaction->put_grant({.user = user.id, .scope = organisation_.team_scope}));
    }
    return transaction->commit();
}

Status Administration::set_active(const User& user, bool active) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY_ASSIGN(std::optional<User> changed, transaction->find_user(user.id));
    if (!changed) return Error{ErrorCode::kNotFound, "no such user"};
    changed->active = active;
    TRY(change(*transaction, *changed));
    return transaction->commit();
}

Result<std::vector<User>> Administration::list_users() {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kRead));
    return transaction->list_users();
}

Result<User> Administration::find_user(std::string_view id_or_name) {
    TRY_ASSIGN(const std::vector<User> users, list_users());
    const std::optional<RawId> id = parse_id(id_or_name);
    const User* found = nullptr;
    for (const User& user : users) {
        if (id && user.id == *id) return user;
        if (user.name != id_or_name) continue;
        if (found != nullptr) return Error{ErrorCode::kConflict, "several users have that name"};
        found = &user;
    }
    if (found == nullptr) return Error{ErrorCode::kNotFound, "no such user"};
    return *found;
}

Result<std::string> Administration::make_code(const User& user) {
    std::string code = make_enrolment_code(entropy_);
    const std::optional<Digest> digest = digest_of_code(code);
    ENSURE(digest.has_value());
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY_ASSIGN(const std::optional<User> known, transaction->find_user(user.id));
    if (!known || !known->active) return Error{ErrorCode::kDenied, "doesn't work here"};
    TRY(transaction->add_code(*digest, user.id, clock_.now() + kCodeLifetime));
    TRY(transaction->commit());
    return code;
}

Result<std::vector<Device>> Administration::list_devices() {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kRead));
    return transaction->list_devices();
}

Status Administration::revoke_device(sync::DeviceId device) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY(transaction->revoke_device(device));
    return transaction->commit();
}

Result<std::vector<SetAside>> Administration::list_set_aside() {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kRead));
    return transaction->list_set_aside();
}

Status Administration::take_set_aside(const RecordKey& key) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY_ASSIGN(const std::vector<SetAside> writes, set_aside_of(*transaction, key));
    for (const SetAside& write : writes) {
        TRY_ASSIGN(const auto refused, take_in(*transaction, write, clock_.now()));
        if (!refused) continue;
        const bool is_erased = *refused == sync::RefusalReason::kErased;
        return Error{is_erased ? ErrorCode::kConflict : ErrorCode::kInvalid, "can't be taken in"};
    }
    TRY(transaction->drop_set_aside(key));
    return transaction->commit();
}

Status Administration::drop_set_aside(const RecordKey& key) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY(set_aside_of(*transaction, key));
    TRY(transaction->drop_set_aside(key));
    return transaction->commit();
}

Result<int> Administration::erase_family(const RawId& family) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY_ASSIGN(const int erased, hub::erase_family(*transaction, family, clock_.now()));
    TRY(transaction->commit());
    return erased;
}

Status Administration::begin_epoch() {
    std::uint64_t epoch = 0;
    for (const std::uint8_t byte : random_id(entropy_).bytes) epoch = (epoch << 8) ^ byte;
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY(transaction->set_epoch(epoch));
    return transaction->commit();
}

Result<int> Administration::trim_deletions() {
    return hub::trim_deletions(store_, organisation_.id, clock_.now());
}

Result<Scope> Administration::add_scope(std::string_view name) {
    if (!is_usable_name(name)) return Error{ErrorCode::kInvalid, "not a usable name"};
    const Scope scope{.id = random_id(entropy_), .name = tidied(name)};
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY(transaction->add_scope(scope));
    TRY(transaction->commit());
    return scope;
}

Result<std::vector<Scope>> Administration::list_scopes() {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kRead));
    return transaction->list_scopes();
}

Result<Scope> Administration::find_scope(std::string_view name) {
    TRY_ASSIGN(const std::vector<Scope> scopes, list_scopes());
    const auto found = std::find_if(scopes.begin(), scopes.end(),
                                    [&](const Scope& scope) { return scope.name == name; });
    if (found == scopes.end()) return Error{ErrorCode::kNotFound, "no such scope"};
    return *found;
}

Status Administration::grant(const User& user, const Scope& scope, Right right) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY(transaction->put_grant({.user = user.id, .scope = scope.id, .right = right}));
    return transaction->commit();
}

Status Administration::end_grant(const User& user, const Scope& scope) {
    TRY_ASSIGN(auto transaction, store_.begin(organisation_.id, TransactionKind::kWrite));
    TRY_ASSIGN(const std::vector<Grant> grants, transaction->list_grants(user.id));
    const auto found = std::find_if(grants.begin(), grants.end(), [&](const Grant& grant) {
        return grant.scope == scope.id && !grant.ended_at;
    });
    if (found == grants.end()) return Error{ErrorCode::kNotFound, "no such grant"};
    Grant ended = *found;
    ended.ended_at = clock_.now();
    TRY(transaction->put_grant(ended));
    return transaction->commit();
}

}  // namespace oppad::hub
