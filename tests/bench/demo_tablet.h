// A whole tablet without a window: an encrypted store with the demo's 10,000 families, 40,000
// persons and 200,000 contacts, stamped and queued as on a real one, and the desk before it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/desk.h"
#include "engine/domain/family.h"
#include "engine/storage/store.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "sync/capture/capture.h"

namespace oppad::bench {

inline constexpr int kDemoFamilies = 10'000;

class DemoTablet {
public:
    DemoTablet();
    DemoTablet(const DemoTablet&) = delete;
    DemoTablet& operator=(const DemoTablet&) = delete;
    ~DemoTablet();

    // As after an unlock: opens the store, its clock and its desk.
    void open();
    void close();

    engine::Desk& desk() { return *desk_; }
    storage::Store& store() { return *store_; }
    sync::Capture& capture() { return *capture_; }
    [[nodiscard]] const platform::SystemClock& clock() const { return clock_; }
    platform::SodiumEntropy& entropy() { return *entropy_; }
    [[nodiscard]] const Staff& staff() const { return staff_; }

    std::vector<engine::FamilyRow> families;  // Of the list that is shown first.
    std::vector<engine::PlaceRow> places;
    std::vector<std::string> streets;  // Of some of those families.
    std::vector<std::string> phones;   // As dialled here: "0470123456".
    Id<Family> long_family;            // With 500 contacts.
    double fill_seconds = 0;           // What making it took.
    double records = 0;

private:
    void fill();
    void find_families();

    platform::SystemClock clock_;
    std::optional<platform::SodiumEntropy> entropy_;
    std::string folder_;
    Staff staff_;
    std::optional<storage::Store> store_;
    std::optional<sync::Capture> capture_;
    std::optional<engine::Desk> desk_;
};

// The one tablet of this run, made at first use.
DemoTablet& demo_tablet();

}  // namespace oppad::bench
