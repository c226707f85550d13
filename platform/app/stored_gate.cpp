#include "platform/app/stored_gate.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

#include "engine/core/log.h"
#include "platform/host/posix_file_system.h"
#include "platform/tablet/device_share.h"
#include "platform/tablet/owner.h"

namespace oppad::platform {
namespace {

constexpr std::string_view kOwnerUnnamed = "Op Pad";

// Whether another program has the store open just now. Looked at only after an unlock met it: the
// look itself holds the lock for a moment.
bool is_held_elsewhere(const std::string& lock_path) {
    const int descriptor = ::open(lock_path.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool held = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

GateView unusable(Error error) {
    return {ui::LockState::kUnusable, std::move(error), std::nullopt, ui::Forfeit::kNone};
}

GateView no_store() {
    return {ui::LockState::kNoStore, std::nullopt, std::nullopt, ui::Forfeit::kNone};
}

// Whether the next try would only meet the same: damage, a newer program's store, or another
// program that has it open. Of a full disk or a failed read nobody knows before it is tried.
bool stays(const Error& error) {
    using enum ErrorCode;
    return error.code == kCorrupt || error.code == kInvalid || error.code == kBusy;
}

ui::Forfeit forfeit_of(const storage::Tries& tries) {
    if (!tries.share_is_forfeit) return ui::Forfeit::kNone;
    return tries.opens_without_share ? ui::Forfeit::kPinOnly : ui::Forfeit::kEverything;
}

}  // namespace

StoredGate::StoredGate(storage::StorePaths paths, TabletPorts ports)
    : paths_(std::move(paths)), ports_(std::move(ports)) {}

GateView StoredGate::look() {
    if (!instance_) {
        Result<InstanceLock> lock = InstanceLock::take(paths_.folder);
        if (!lock && lock.error().code == ErrorCode::kNotFound) {
            return no_store();
        }
        if (!lock) return unusable(lock.error());
        instance_.emplace(std::move(*lock));
    }
    if (::access(paths_.database().c_str(), F_OK) != 0) {
        return no_store();
    }
    if (unusable_ && unusable_->code == ErrorCode::kBusy &&
        !is_held_elsewhere(paths_.lock_file())) {
        unusable_.reset();
    }
    if (unusable_) return unusable(*unusable_);
    const auto tries = storage::tries_of(paths_, {ports_.files, ports_.entropy, ports_.clock});
    // A database without its key file is damage: nobody can open it, and it is not to be replaced.
    if (!tries) {
        const bool lacks_key = tries.error().code == ErrorCode::kNotFound;
        return unusable(lacks_key ? Error{ErrorCode::kCorrupt, "the key file is missing"}
                                  : tries.error());
    }
    if (lacks_share(*tries)) {
        return unusable({ErrorCode::kNotFound, "this device's share of the key is missing"});
    }
    return {ui::LockState::kLocked, std::nullopt, tries->allowed_at, forfeit_of(*tries)};
}

UnlockAnswer StoredGate::unlock(const Secret& passphrase) {
    Result<std::unique_ptr<OpenTablet>> tablet = open(passphrase);
    if (!tablet) return refuse(tablet.error());
    UnlockAnswer answer;
    answer.tablet = std::move(*tablet);
    return answer;
}

Result<std::unique_ptr<OpenTablet>> StoredGate::set_up(const ui::SetUp& wish) {
    const Secret held = made_device_share_of(ports_.keys);
    TRY(make_private_folder(paths_.folder));
    TRY_ASSIGN(
        storage::Store store,
        storage::create_store(paths_, {.passphrase = wish.passphrase, .device_share = held}, "",
                              {ports_.files, ports_.entropy, ports_.clock}, storage::KeyCost{}));
    TRY(save_local_owner(store.connection(), ports_.clock, ports_.entropy, wish.name));
    if (!instance_) {  // The folder may not have been there before.
        TRY_ASSIGN(instance_, InstanceLock::take(paths_.folder));
    }
    return StoredTablet::open(std::move(store), ports_);
}

UnlockAnswer StoredGate::refuse(const Error& error) {
    UnlockAnswer answer;
    const storage::Tries tries = tries_after_failure();
    const bool is_wrong = error.code == ErrorCode::kDenied && tries.wrong > 0;
    const bool must_wait = error.code == ErrorCode::kBusy && tries.allowed_at;
    if (is_wrong || must_wait) {
        answer.failure =
            must_wait ? ui::UnlockFailure::kTooManyTries : ui::UnlockFailure::kWrongPassphrase;
    } else if (stays(error)) {
        unusable_ = error;
    } else {
        answer.error = error;
    }
    answer.gate = look();
    return answer;
}

Status StoredGate::confirm(const Secret& passphrase) {
    const Result<Secret> key = derive_key(passphrase);
    if (key) return ok();
    tries_after_failure();
    return key.error();
}

Status StoredGate::change_code(const Secret& old_code, const Secret& new_code) {
    Secret held = device_share_of(ports_.keys);
    if (held.empty()) {
        // Only who opens the store without it may have a new one made.
        TRY(confirm(old_code));
        held = made_device_share_of(ports_.keys);
    }
    Status changed = storage::change_passphrase(
        paths_, {.old_passphrase = old_code, .new_passphrase = new_code, .device_share = held},
        {ports_.files, ports_.entropy, ports_.clock}, storage::KeyCost{});
    if (changed) return ok();
    const storage::Tries tries = tries_after_failure();
    // Nothing counted: it was the folder that refused.
    if (changed.error().code == ErrorCode::kDenied && tries.wrong == 0) {
        return Error{ErrorCode::kInternal, "the key file may not be written"};
    }
    return changed;
}

storage::Tries StoredGate::tries_after_failure() {
    return settle_tries(paths_, {ports_.files, ports_.entropy, ports_.clock}, ports_.keys);
}

bool StoredGate::lacks_share(const storage::Tries& tries) {
    // Whose share was destroyed after ten wrong tries is told that.
    if (tries.opens_without_share || tries.share_is_forfeit) return false;
    return device_share_of(ports_.keys).empty();
}

Result<Secret> StoredGate::derive_key(const Secret& passphrase) {
    const Secret held = device_share_of(ports_.keys);
    return storage::unlock(paths_, {.passphrase = passphrase, .device_share = held},
                           {ports_.files, ports_.entropy, ports_.clock});
}

Result<std::unique_ptr<OpenTablet>> StoredGate::open(const Secret& passphrase) {
    TRY_ASSIGN(const Secret key, derive_key(passphrase));
    log::write(log::Level::kInfo, "key_derived", {});
    TRY_ASSIGN(storage::Store store, storage::open_unlocked(paths_, key));
    // The power may have gone between the making of the store and the naming of its owner.
    const auto owner = load_owner(store.connection());
    if (!owner && owner.error().code == ErrorCode::kNotFound) {
        TRY(save_local_owner(store.connection(), ports_.clock, ports_.entropy, kOwnerUnnamed));
    }
    return StoredTablet::open(std::move(store), ports_);
}

}  // namespace oppad::platform
