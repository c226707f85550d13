#include <cstdio>

#include "platform/ctl/commands.h"
#include "platform/ctl/demo.h"
#include "platform/ctl/opened_store.h"
#include "platform/host/paths.h"
#include "sync/capture/sync_identity.h"

namespace oppad::platform {

namespace {

constexpr const char* kDemoName = "Leen Verhaegen";  // Invented, as everyone in a demo.

ExitCode open_or_create(const StorePlace& place, std::unique_ptr<OpenedStore>& opened) {
    return has_store(place.folder) ? open_store(place, opened)
                                   : create_store(place, kDemoName, opened);
}

// Invented families must not reach colleagues who did not ask for them.
ExitCode refuse_a_hubs_tablet(OpenedStore& opened, const DemoCommand& order) {
    const auto identity = sync::find_identity(opened.connection());
    if (!identity) return complain_about(identity.error(), Doing::kReading, order.store.folder);
    if (!identity->has_value() || order.into_hub) return ExitCode::kDone;
    return complain(ExitCode::kBadInput,
                    "This tablet belongs to a hub: demo families would go to everyone there. With "
                    "--into-hub they do.");
}

void print_counts(const DemoCounts& counts) {
    std::printf("Invented %d families, %d persons, %d contacts, %d places, %d partners,\n",
                counts.families, counts.persons, counts.contacts, counts.places, counts.partners);
    std::printf("%d contact persons, %d follow-ups, %d questions, %d referrals, %d appointments\n",
                counts.contact_persons, counts.follow_ups, counts.questions, counts.referrals,
                counts.appointments);
}

}  // namespace

ExitCode run_demo(const DemoCommand& order) {
    const auto assets = find_assets_folder(order.assets);
    if (!assets) return complain(ExitCode::kBadInput, "No assets folder: " + assets.error().detail);
    const auto words = load_demo_words(*assets);
    if (!words) return complain_about(words.error(), Doing::kReading, *assets);
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_or_create(order.store, opened);
    if (open != ExitCode::kDone) return open;
    const ExitCode allowed = refuse_a_hubs_tablet(*opened, order);
    if (allowed != ExitCode::kDone) return allowed;

    DemoOrder demo;
    demo.families = order.families;
    demo.contacts_per_family = order.contacts_per_family;
    demo.seed = order.seed;
    demo.now = opened->clock().now();
    demo.utc_offset = opened->clock().utc_offset(demo.now);
    demo.author = opened->owner();
    demo.invents_colleagues = !order.into_hub;
    RecordPen pen{opened->store(), opened->capture(), opened->clock(), opened->owner()};
    const auto counts = write_demo(demo, *words, pen);
    if (!counts) return complain_about(counts.error(), Doing::kWriting, order.store.folder);
    opened->close();
    print_counts(*counts);
    return ExitCode::kDone;
}

}  // namespace oppad::platform
