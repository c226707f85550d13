#include "platform/screens/tour.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "platform/screens/demo.h"

namespace oppad::screens {

namespace {

ui::Snapshot with(const std::vector<void (*)(ui::Snapshot&)>& parts) {
    ui::Snapshot snapshot = demo_base();
    for (const auto& part : parts) part(snapshot);
    return snapshot;
}

Scene scene(const char* name, ui::Snapshot snapshot, std::vector<std::string> taps) {
    return {.name = name,
            .snapshot = std::move(snapshot),
            .taps = std::move(taps),
            .typed = {},
            .then = {},
            .rests = false,
            .sees = {}};
}

void add_locked(std::vector<Scene>& all) {
    all.push_back(scene("09-unlock", demo_locked(), {"pin_1", "pin_2", "pin_3", "pin_4"}));
    all.push_back(scene("09a-unlock-passphrase", demo_locked(), {"use_passphrase"}));
    all.back().typed = "een zin";
    all.push_back(
        scene("09e-unlock-keyboard", demo_locked(), {"use_passphrase", "passphrase", "key_e"}));
    all.push_back(scene("16j-help-unlock", demo_locked(), {"unlock_help"}));
    ui::Snapshot wrong = demo_locked();
    wrong.unlock_failure = ui::UnlockFailure::kTooManyTries;
    wrong.unlock_allowed_at = demo_now() + std::chrono::seconds(30);
    all.push_back(scene("09b-unlock-wait", wrong, {}));
    ui::Snapshot shut = demo_locked();
    shut.forfeit = ui::Forfeit::kEverything;
    all.push_back(scene("09g-unlock-forfeit", shut, {}));
    shut.forfeit = ui::Forfeit::kPinOnly;
    all.push_back(scene("09h-unlock-passphrase-only", shut, {}));
    ui::Snapshot full = demo_locked();
    full.unlock_error = Error{ErrorCode::kDiskFull, ""};
    all.push_back(scene("09i-unlock-disk-full", full, {}));
    full.holds_words = true;
    all.push_back(scene("09k-unlock-words-held", full, {}));
    ui::Snapshot failed = demo_base();
    failed.failed.push_back({engine::LookToday{}, ErrorCode::kCorrupt});
    all.push_back(scene("01z-today-failed", failed, {}));
    ui::Snapshot unusable = demo_locked();
    unusable.lock = ui::LockState::kUnusable;
    unusable.store_error = Error{ErrorCode::kCorrupt, ""};
    all.push_back(scene("09c-unusable", unusable, {}));
    unusable.store_error = Error{ErrorCode::kNotFound, ""};
    all.push_back(scene("09j-key-missing", unusable, {}));
    unusable.store_error = Error{ErrorCode::kBusy, ""};
    all.push_back(scene("09l-already-open", unusable, {}));
    ui::Snapshot fresh;
    fresh.lock = ui::LockState::kNoStore;
    all.push_back(scene("09d-set-up", fresh, {"set_up_begin", "set_up_name"}));
    all.back().typed = "Lies";
    all.push_back(scene("09f-set-up-name", fresh, {"set_up_name"}));
    all.back().typed = "Lies";
}

void add_log_contact_scenes(std::vector<Scene>& all) {
    ui::Snapshot snapshot = with({add_today, add_log_contact});
    add_families(snapshot, "");
    const auto add = [&](const char* name, std::vector<std::string> taps) {
        taps.insert(taps.begin(), "rail_log_contact");
        all.push_back(scene(name, snapshot, std::move(taps)));
    };
    add("02-log-contact", {});
    add("11-keyboard", {"note"});
    add("11b-keyboard-signs", {"note", "key_symbols"});
    add("11g-keyboard-select", {"note", "note"});
    all.back().rests = true;
    add("11c-keyboard-promise", {"next_follow_up", "follow_up_what"});
    all.push_back(scene("02f-log-contact-place", with({add_places, add_place, add_log_contact}),
                        {"rail_places", "place_row_0", "log_contact_place"}));
    add("02b-log-contact-follow-up", {"next_follow_up"});
    add("02c-log-contact-family", {"choose_family"});
    add("02d-log-contact-referral", {"next_referral"});
    add("02k-log-contact-question", {"next_question"});
    add("02l-log-contact-signal", {"next_signal"});
    add("11i-keyboard-question", {"next_question", "question_text"});
    ui::Snapshot schools = snapshot;
    add_places(schools);
    all.push_back(
        scene("02j-log-contact-at", std::move(schools), {"rail_log_contact", "choose_place"}));
    add("02e-log-contact-when", {"choose_when"});
    add("02g-log-contact-next", {"next_meeting"});
    std::vector<std::string> way{"choose_family", "picker_search", "key_o",
                                 "key_k",         "key_a",         "new_family"};
    add("02h-log-contact-new", way);
    way.emplace_back("new_whereabouts");
    add("02i-log-contact-new-phone", way);
}

void add_family_scenes(std::vector<Scene>& all) {
    ui::Snapshot families = with({add_family});
    add_families(families, "");
    add_families(families, "peeters mol kerk");
    all.push_back(scene("10-families", families, {"rail_families"}));
    all.push_back(scene("10b-families-found", families, {"rail_families", "family_search"}));
    all.back().typed = "peeters mol kerk";
    all.push_back(scene("10c-families-keyboard", families, {"rail_families", "family_search"}));
    all.push_back(scene("10d-families-menu", families, {"rail_families", "family_row_1"}));
    all.back().rests = true;
    add_families(families, "p");
    all.push_back(scene("10e-families-persons", families,
                        {"rail_families", "family_search", "key_p", "find_contact_persons"}));
    all.push_back(scene("03-family", families, {"rail_families", "family_row_0"}));
    const auto add = [&](const char* name, std::vector<std::string> taps) {
        taps.insert(taps.begin(), {"rail_families", "family_row_0"});
        all.push_back(scene(name, families, std::move(taps)));
    };
    add("03b-family-edit", {"edit_family"});
    add("11d-keyboard-family", {"edit_family", "panel_name"});
    add("11e-keyboard-phone", {"edit_family", "panel_phone"});
    add("11h-keyboard-field-select", {"edit_family", "panel_name", "panel_name"});
    all.back().rests = true;
    add("11f-keyboard-date", {"edit_member_2", "panel_birth_day"});
    add("03c-family-child", {"edit_member_2"});
    add("03u-member-menu", {"edit_member_2"});
    all.back().rests = true;
    add("03d-family-step", {"step_0"});
    add("03e-family-delete", {"timeline_more_0"});
    add("03f-family-plan", {"plan_appointment"});
    add("03z-family-note", {"note_more"});
}

// What one has to know, what may be shared, and what changes afterwards.
void add_guarded_scenes(std::vector<Scene>& all) {
    ui::Snapshot guarded =
        with({add_guarded_family, add_partners, add_logged, add_log_contact, add_history});
    add_families(guarded, "");
    add_similar(guarded, {.name = "Yılmaz-Peeters",
                          .phone = "0470 12 34 56",
                          .street = "Turnhoutsebaan 14",
                          .postcode = "2400",
                          .municipality = "Mol",
                          .except = demo_family()});
    const auto add = [&](const char* name, std::vector<std::string> taps) {
        taps.insert(taps.begin(), {"rail_families", "family_row_0"});
        all.push_back(scene(name, guarded, std::move(taps)));
    };
    add("03g-family-safety", {});
    add("03h-family-consent", {"consent_0"});
    add("03i-family-refer", {"refer_family"});
    add("03j-family-merge", {"edit_family", "same_family_0"});
    add("03k-family-move", {"edit_member_2", "move_person"});
    add("03l-family-same", {"edit_family"});
    add("03m-contact-edit", {"timeline_more_0", "timeline_edit_0"});
    add("03n-contact-history", {"timeline_more_0", "timeline_history_0"});
    add("03o-family-history", {"edit_family", "family_history"});
    add("03p-consents-ended", {"ended_consents"});
    add("03s-person-elsewhere", {"edit_member_1"});
    add("03t-plan-elsewhere", {"plan_appointment"});
    add("03v-question-edit", {"edit_question_1"});
    add("03w-referral-edit", {"edit_referral_0"});
    add("03x-signal-edit", {"timeline_signal_2_0"});
    add("03y-question-choices", {"timeline_more_5"});
    add_sheets(guarded);
    add("03q-family-sheet", {"edit_family", "print_family"});
    add("03r-family-sheet-made",
        {"edit_family", "print_family", "panel_passphrase", "key_e", "panel_save"});
    all.back().then = guarded;
    constexpr std::uint64_t kTicketsAnswered = 600;
    for (std::uint64_t ticket = 1; ticket <= kTicketsAnswered; ++ticket)
        all.back().then->outcomes.push_back({ticket, {}});
}

void add_work(std::vector<Scene>& all) {
    all.push_back(scene("01-today", with({add_today}), {}));
    all.push_back(scene("01c-today-plan", with({add_today}), {"plan_appointment"}));
    all.push_back(scene("01d-today-step", with({add_today}), {"step_0"}));
    all.push_back(scene("01e-today-week", with({add_today, add_week}), {"agenda_week"}));
    all.push_back(
        scene("01i-today-next-week", with({add_today, add_week}), {"agenda_week", "week_after"}));
    all.push_back(
        scene("01f-today-move", with({add_today}), {"agenda_item_1_more", "agenda_item_1_edit"}));
    all.push_back(scene("01h-today-menu", with({add_today}), {"agenda_item_1_more"}));
    all.push_back(scene("01g-today-campaign", with({add_running}), {}));
    all.push_back(scene("14-today-empty", with({add_nothing_today}), {}));
    all.push_back(scene("01b-today-waiting", with({}), {}));
    add_family_scenes(all);
    add_guarded_scenes(all);
    const ui::Snapshot places = with({add_places, add_place});
    // Without a sit-day on the day itself, which else comes first.
    all.push_back(scene("04-places", with({add_places, add_quiet_place}), {"rail_places"}));
    all.push_back(scene("04d-places-grouped", places, {"rail_places", "places_by_municipality"}));
    all.push_back(scene("04g-places-menu", places, {"rail_places", "place_row_1"}));
    all.back().rests = true;
    all.push_back(scene("04b-place", places, {"rail_places", "place_row_0"}));
    all.push_back(scene("04c-contact-person", places,
                        {"rail_places", "place_row_0", "edit_contact_person_0"}));
    all.push_back(scene("04f-place-edit", places, {"rail_places", "place_row_0", "edit_place"}));
    all.push_back(scene("04e-waiting-list", places, {"rail_places", "place_row_0", "waiting_add"}));
    all.push_back(scene("08b-answer", with({add_today}), {"rail_follow_ups", "answer_3"}));
    all.push_back(scene("08-follow-ups", with({add_today}), {"rail_follow_ups"}));
}

// A promise about nobody in particular: a tap on it opens its form, however narrow the screen.
ui::Snapshot with_own_promise() {
    ui::Snapshot snapshot = with({add_today});
    auto& shown = snapshot.views.back().second;
    engine::TodayView view = std::get<engine::TodayView>(*shown);
    view.open_items[1].family_id.reset();
    view.open_items[1].family_name.clear();
    shown = std::make_shared<const engine::View>(std::move(view));
    return snapshot;
}

// What is filled in anew, or corrected.
void add_forms(std::vector<Scene>& all) {
    ui::Snapshot work = with({add_today, add_guarded_family, add_partners, add_places, add_place});
    add_families(work, "");
    add_families(work, "peeters");
    const std::vector<std::pair<const char*, std::vector<std::string>>> ways{
        {"18-promise", {"rail_families", "family_row_0", "add_follow_up"}},
        {"18c-question", {"rail_families", "family_row_0", "add_question"}},
        {"18d-member", {"rail_families", "family_row_0", "add_person"}},
        {"18e-consent", {"rail_families", "family_row_0", "add_consent"}},
        {"18f-contact-person", {"rail_places", "place_row_0", "add_contact_person"}},
        {"18g-school", {"rail_places", "new_place"}},
        {"18h-merge",
         {"rail_families", "family_row_0", "edit_family", "merge_family", "panel_search"}}};
    for (const auto& [name, taps] : ways) all.push_back(scene(name, work, taps));
    all.back().typed = "peeters";
    all.push_back(
        scene("18b-promise-edit", with_own_promise(), {"rail_follow_ups", "open_item_1"}));
}

void add_tablet(std::vector<Scene>& all) {
    ui::Snapshot busy = demo_base();
    busy.sync.state = sync::SyncState::kExchanging;
    busy.sync.to_send = 23;
    busy.sync.sent_now = 41;
    busy.sync.to_send_at_start = 64;
    busy.sync.received_now = 12;
    busy.sync.hub_url = "https://hub.huisvanhetkindmol.example";
    add_sync(busy);
    busy.sync.last_run_ms = 3100;
    all.push_back(scene("06-sync", busy, {"rail_sync"}));
    all.push_back(scene("06q-sync-details", busy, {"rail_sync", "sync_details"}));
    ui::Snapshot receiving = with({add_nothing_to_settle});
    receiving.sync.state = sync::SyncState::kExchanging;
    receiving.sync.received_now = 2040;
    all.push_back(scene("06r-sync-receiving", receiving, {"rail_sync"}));
    all.push_back(scene("06b-sync-waiting", with({}), {"rail_sync"}));
    all.push_back(scene("06d-sync-edit", busy, {"rail_sync", "conflict_0_edit"}));
    all.push_back(scene("06e-sync-refused", busy, {"rail_sync", "refused_aside_0"}));
    all.push_back(scene("06f-sync-settled", with({add_nothing_to_settle}), {"rail_sync"}));
    const std::pair<const char*, sync::SyncState> troubles[] = {
        {"06g-sync-portal", sync::SyncState::kNotOurHub},
        {"06h-sync-certificate", sync::SyncState::kOtherCertificate},
        {"06i-sync-altered", sync::SyncState::kAltered},
        {"06j-sync-slow", sync::SyncState::kTooSlow},
        {"06l-sync-clock", sync::SyncState::kClockUnknown},
        {"06m-sync-revoked", sync::SyncState::kDeviceRefused},
        {"06n-sync-no-space", sync::SyncState::kNoSpace},
        {"06o-sync-version", sync::SyncState::kHubOtherVersion},
        {"06p-sync-paused", sync::SyncState::kPaused}};
    for (const auto& [name, state] : troubles) {
        ui::Snapshot trouble = demo_base();
        trouble.sync.state = state;
        trouble.sync.next_try_at = demo_now() + std::chrono::minutes(2);
        all.push_back(scene(name, trouble, {"rail_sync"}));
    }
    ui::Snapshot alone = demo_base();
    alone.sync = {};
    alone.enrol = ui::EnrolState::kBadCode;
    all.push_back(scene("06c-sync-enrol", alone, {"rail_sync"}));
    ui::Snapshot unknown = with({});
    unknown.sync.state = sync::SyncState::kDeviceUnknown;
    all.push_back(scene("06k-sync-unknown", unknown, {"rail_sync"}));
    all.push_back(scene("15-settings", with({}), {"rail_sync", "settings"}));
    all.push_back(scene("15b-change-code", with({}), {"rail_sync", "settings", "change_code"}));
    all.push_back(scene("15c-change-code-mend", with({}),
                        {"rail_sync", "settings", "change_code", "panel_save"}));
}

// What Op Pad says of itself: a text per screen, and the cards of the first day.
void add_help(std::vector<Scene>& all) {
    ui::Snapshot work = with({add_today, add_family, add_places, add_place, add_log_contact});
    add_families(work, "");
    const std::vector<std::pair<const char*, std::vector<std::string>>> ways{
        {"16-help-today", {}},
        {"16b-help-log-contact", {"rail_log_contact"}},
        {"16c-help-families", {"rail_families"}},
        {"16d-help-family", {"rail_families", "family_row_0"}},
        {"16e-help-places", {"rail_places"}},
        {"16f-help-place", {"rail_places", "place_row_0"}},
        {"16g-help-follow-ups", {"rail_follow_ups"}},
        {"16h-help-sync", {"rail_sync"}},
        {"16i-help-settings", {"rail_sync", "settings"}}};
    for (auto [name, taps] : ways) {
        taps.emplace_back("help");
        all.push_back(scene(name, work, std::move(taps)));
    }
    const char* const cards[] = {"17-tour", "17b-tour-family", "17c-tour-promise", "17d-tour-sync"};
    std::vector<std::string> taps{"help", "tour_again"};
    for (const char* name : cards) {
        all.push_back(scene(name, work, taps));
        taps.emplace_back("tour_next");
    }
}

void put_typed_last(std::vector<Scene>& all) {
    std::stable_partition(all.begin(), all.end(),
                          [](const Scene& scene) { return scene.typed.empty(); });
}

}  // namespace

std::vector<Scene> usual_scenes() {
    std::vector<Scene> all;
    add_locked(all);
    add_work(all);
    add_log_contact_scenes(all);
    add_forms(all);
    add_tablet(all);
    add_help(all);
    put_typed_last(all);
    return all;
}

std::vector<Scene> all_scenes() {
    std::vector<Scene> all = usual_scenes();
    for (Scene& scene : extreme_scenes()) all.push_back(std::move(scene));
    for (Scene& scene : full_house_scenes()) all.push_back(std::move(scene));
    put_typed_last(all);
    return all;
}

}  // namespace oppad::screens
