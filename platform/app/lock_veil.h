// What a tablet shows between asking for the lock and being locked: nothing of anybody. The engine
// may be busy for a while; a name on the screen does not wait for it.
#pragma once

#include <memory>
#include <vector>

#include "ui/state/intents.h"
#include "ui/state/snapshot.h"

namespace oppad::platform {

[[nodiscard]] bool asks_for_lock(const std::vector<ui::Intent>& intents);

// Thread: window.
class LockVeil {
public:
    // Returns what is shown from now on in the place of `shown`.
    std::shared_ptr<const ui::Snapshot> draw_over(const ui::Snapshot& shown);
    // Whether that may be shown: what comes before the lock is not. The lock takes the veil away.
    bool lets_through(const ui::Snapshot& newest);
    [[nodiscard]] bool is_drawn() const { return is_drawn_; }

private:
    bool is_drawn_ = false;
};

}  // namespace oppad::platform
