#include "sync/server/api/staff_device.h"

#include <algorithm>

#include "engine/core/log.h"
#include "engine/domain/record.h"
#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/own_write.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"
#include "sync/wire/signature.h"
#include "sync/wire/staff_devices.h"

namespace oppad::hub {

namespace {

// A store that was copied more often than that is no tablet.
constexpr std::size_t kNamesMax = 16;
// Of one person, over the years: everybody's tablet holds them all.
constexpr std::size_t kToldMax = 256;

// Those of the devices that the record lacks, as a piece of it; no elements when it has all.
sync::FieldState lacking(const sync::RecordState& staff, std::span<const sync::DeviceId> devices,
                         Instant now) {
    sync::HybridClock clock{kHubDevice, sync::latest_stamp(staff).time};
    const sync::FieldState* known = sync::find_field_state(staff, sync::kStaffDevicesField);
    const Value shown = known != nullptr ? sync::shown_value(*known) : Value{};
    const auto* told = std::get_if<TextSet>(&shown);
    sync::FieldState piece{.number = sync::kStaffDevicesField, .merge = MergeKind::kSet};
    for (const sync::DeviceId device : devices) {
        const std::string text = sync::device_text(device);
        const bool is_told =
            told != nullptr && std::binary_search(told->begin(), told->end(), text);
        const std::size_t count = (told != nullptr ? told->size() : 0) + piece.elements.size();
        if (!is_told && count < kToldMax) piece.elements.push_back({text, clock.tick(now), true});
    }
    std::sort(piece.elements.begin(), piece.elements.end(),
              [](const auto& a, const auto& b) { return a.element < b.element; });
    return piece;
}

}  // namespace

Status put_staff_devices(StoreTransaction& transaction, const RawId& user,
                         std::span<const sync::DeviceId> devices, Instant now) {
    TRY_ASSIGN(std::optional<StoredState> stored,
               transaction.find_record({RecordType::kStaff, user}));
    if (!stored) return ok();
    if (!is_sound(*stored)) {  // Nothing is built on a decayed copy, and enrolling waits for none.
        log::write(log::Level::kWarning, "enrol.staff_decayed", {});
        return ok();
    }
    TRY_ASSIGN(sync::RecordState before,
               sync::decode<sync::RecordState>(stored->state, sync::WireForm::kCbor));
    sync::RecordState piece{.key = before.key, .scope = before.scope};
    piece.fields = {lacking(before, devices, now)};
    if (piece.fields.front().elements.empty()) return ok();
    const sync::RecordState merged = sync::merge(std::move(before), piece);
    return put_own(transaction, merged, stored->scope, std::nullopt);
}

Status take_names(ServerStore& store, const Device& device,
                  const std::vector<sync::DeviceId>& names, Instant now) {
    std::vector<sync::DeviceId> own;
    for (const sync::DeviceId name : names) {
        TRY_ASSIGN(const auto known, store.find_device(name));
        const bool is_theirs = known && known->user != device.user;
        const bool is_a_tablets = name > kReservedDevicesEnd;
        if (!is_theirs && is_a_tablets && own.size() < kNamesMax) own.push_back(name);
    }
    if (own.empty()) return ok();
    std::sort(own.begin(), own.end());
    own.erase(std::unique(own.begin(), own.end()), own.end());
    TRY_ASSIGN(auto transaction, store.begin(device.organisation, TransactionKind::kWrite));
    TRY(put_staff_devices(*transaction, device.user, own, now));
    return transaction->commit();
}

}  // namespace oppad::hub
