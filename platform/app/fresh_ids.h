// UUIDv7 for what a person begins to write: the moment, then randomness (RFC 9562, 5.7).
#pragma once

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "ui/frame/app.h"

namespace oppad::platform {

// Borrows both. Thread: window.
class FreshIds final : public ui::IdSource {
public:
    FreshIds(const Clock& clock, Entropy& entropy) : clock_(clock), entropy_(entropy) {}
    RawId make_id() override;

private:
    const Clock& clock_;
    Entropy& entropy_;
};

}  // namespace oppad::platform
