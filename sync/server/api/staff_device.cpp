#include "sync/server/api/staff_device.h"

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"
#include "sync/wire/digest.h"
#include "sync/wire/signature.h"

namespace oppad::hub {

namespace {

constexpr FieldNumber kDevicesField = 4;
static_assert(std::get<3>(Schema<Staff>::fields).spec.number == kDevicesField);
static_assert(std::get<3>(Schema<Staff>::fields).spec.name == "devices");

}  // namespace

Status put_staff_device(StoreTransaction& transaction, const RawId& user, sync::DeviceId device,
                        Instant now) {
    TRY_ASSIGN(std::optional<StoredState> stored,
               transaction.find_record({RecordType::kStaff, user}));
    if (!stored) return ok();
    if (!is_sound(*stored)) {  // Nothing is built on a decayed copy, and enrolling waits for none.
        log::write(log::Level::kWarning, "enrol.staff_decayed", {});
        return ok();
    }
    TRY_ASSIGN(sync::RecordState before,
               sync::decode<sync::RecordState>(stored->state, sync::WireForm::kCbor));
    sync::HybridClock clock{kHubDevice, sync::latest_stamp(before).time};
    sync::RecordState piece{.key = before.key, .scope = before.scope};
    piece.fields = {{kDevicesField,
                     MergeKind::kSet,
                     {},
                     {},
                     {{sync::device_text(device), clock.tick(now), true}}}};
    const sync::RecordState merged = sync::merge(std::move(before), std::move(piece));
    StoredState next{.key = merged.key, .scope = merged.scope};
    next.state = sync::encode(merged, sync::WireForm::kCbor);
    const sync::StateDigest digest = sync::digest_of_encoded(next.state);
    next.digest.assign(digest.begin(), digest.end());
    TRY_ASSIGN(const Seq seq, transaction.put_record(next, stored->scope));
    ENSURE(seq > 0);
    return ok();
}

}  // namespace oppad::hub
