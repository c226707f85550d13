// What the hub's administrator decides: who works here, on which tablets, in which scopes. Every
// change is one transaction, so that it can be made while the hub serves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

// Something to see in it, no control characters, at most 200 characters.
bool is_usable_name(std::string_view name);
// For organisations and scopes, which need no order in time.
RawId random_id(Entropy& entropy);

// Borrows all of its parts; about one organisation. Thread: one at a time.
class Administration {
public:
    // Fails: kNotFound unless the store has exactly one organisation.
    static Result<Administration> open(ServerStore& store, const Clock& clock, Entropy& entropy);

    // Grants the team scope to all but administrators, and tells the tablets of the new colleague.
    // Fails: kInvalid for an unusable name or kUnknown.
    Result<User> add_user(std::string_view name, Role role);
    // Of an administrator all grants end; who was one gets the team scope. Colleagues' tablets are
    // told. Fails: kInvalid for kUnknown.
    Status change_role(const User& user, Role role);
    // Who doesn't work here any more is refused from the next exchange on, whatever their tablets
    // hold, and can come back. Colleagues' tablets are told.
    Status set_active(const User& user, bool active);
    Result<std::vector<User>> list_users();
    // By id or exact name. Fails: kNotFound, kConflict when several have that name.
    Result<User> find_user(std::string_view id_or_name);

    // A one-time code for a new tablet of that user. Fails: kDenied for who doesn't work here.
    Result<std::string> make_code(const User& user);
    Result<std::vector<Device>> list_devices();
    // Fails: kNotFound.
    Status revoke_device(sync::DeviceId device);

    // Fails: kInvalid, kConflict when the name is taken.
    Result<Scope> add_scope(std::string_view name);
    Result<std::vector<Scope>> list_scopes();
    // Fails: kNotFound.
    Result<Scope> find_scope(std::string_view name);
    Status grant(const User& user, const Scope& scope, Right right);
    // From now on. Fails: kNotFound when there is no such grant.
    Status end_grant(const User& user, const Scope& scope);

    // What was refused since its author's grant had ended, the oldest first.
    Result<std::vector<SetAside>> list_set_aside();
    // Merges all that was set aside of the record into it, as if its authors might still write
    // there. Fails: kNotFound when there is none, kConflict when the record was erased, kInvalid
    // when it would be broken or too large; nothing is changed then.
    Status take_set_aside(const RecordKey& key);
    // Fails: kNotFound.
    Status drop_set_aside(const RecordKey& key);

    // On somebody's demand: the family with all that hangs on it, for good, on every tablet
    // (family_erasure.h). Returns how many records; fails: kNotFound.
    Result<int> erase_family(const RawId& family);

    // After a backup was put back: no cursor of before counts, so that none skips what comes now.
    Status begin_epoch();
    // Returns how many deletions went (upkeep.h).
    Result<int> trim_deletions();
    // Takes erased words out of the store's files too. Fails: kBusy while others are at work.
    Status clear_erased() { return store_.checkpoint(); }

    [[nodiscard]] const Organisation& organisation() const { return organisation_; }

private:
    Administration(ServerStore& store, const Clock& clock, Entropy& entropy,
                   Organisation organisation);
    Status put_staff_record(StoreTransaction& transaction, const User& user);
    Status change(StoreTransaction& transaction, const User& user);

    ServerStore& store_;
    const Clock& clock_;
    Entropy& entropy_;
    Organisation organisation_;
};

}  // namespace oppad::hub
