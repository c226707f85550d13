#include "platform/app/lock_veil.h"

#include <algorithm>
#include <variant>

namespace oppad::platform {

bool asks_for_lock(const std::vector<ui::Intent>& intents) {
    return std::any_of(intents.begin(), intents.end(), [](const ui::Intent& intent) {
        return std::holds_alternative<ui::LockNow>(intent);
    });
}

std::shared_ptr<const ui::Snapshot> LockVeil::draw_over(const ui::Snapshot& shown) {
    is_drawn_ = true;
    auto veil = std::make_shared<ui::Snapshot>();
    veil->lock = ui::LockState::kLocked;
    veil->person = shown.person;
    veil->organisation = shown.organisation;
    veil->last_unlocked_at = shown.last_unlocked_at;
    veil->made_at = shown.made_at;
    veil->utc_offset = shown.utc_offset;
    veil->waiting_while_locked = shown.sync.to_send;
    return veil;
}

bool LockVeil::lets_through(const ui::Snapshot& newest) {
    if (is_drawn_ && newest.lock == ui::LockState::kUnlocked) return false;
    is_drawn_ = false;
    return true;
}

}  // namespace oppad::platform
