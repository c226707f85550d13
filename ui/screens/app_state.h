// Everything the window remembers between frames that isn't in a snapshot: where one is, what is
// half typed, what was asked and not answered yet.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/commands/commands.h"
#include "ui/frame/app.h"
#include "ui/i18n/catalog.h"
#include "ui/screens/panels/panel_state.h"
#include "ui/screens/panels/typed_day.h"
#include "ui/screens/sync/refusals.h"
#include "ui/state/intents.h"
#include "ui/state/snapshot.h"
#include "ui/widgets/editors.h"

namespace oppad::ui {

enum class ScreenName : std::uint8_t {
    kToday,
    kLogContact,
    kFamilies,
    kFamily,
    kPlaces,
    kPlace,
    kFollowUps,
    kSync,
    kSettings,
    kHelp,
    kTour,
    kUnlock,
};
// The word in the item map.
const char* word_of(ScreenName screen);

// One place in the app that "back" can return to.
struct Stop {
    ScreenName screen = ScreenName::kToday;
    Id<Family> family_id;
    Id<Place> place_id;
    // How far its lists were scrolled when one went on from here.
    std::map<std::string, float> scrolled = {};

    [[nodiscard]] bool is_page_of(const Stop& other) const {
        return screen == other.screen && family_id == other.family_id && place_id == other.place_id;
    }
};

struct UnlockState {
    widgets::FieldState passphrase;
    std::string pin;  // What was tapped or typed on the pad so far; wiped when sent.
    bool by_passphrase = false;
    bool sent = false;
    bool shows_help = false;  // In place of the pad.
};

// A tablet that nobody has used yet.
struct SetUpState {
    widgets::FieldState name;
    widgets::FieldState passphrase;
    widgets::FieldState again;
    std::optional<Text> remark;  // What is still to be mended.
};

struct EnrolFormState {
    widgets::FieldState address;
    widgets::FieldState code;
};

enum class SearchFilter : std::uint8_t {
    kAll,
    kFamilies,
    kPlaces,
    kContactPersons,
    kPartners,
    kTexts
};

// Search fields keep showing the last answer while the next is on its way.
struct FamiliesState {
    widgets::FieldState query;
    SearchFilter filter = SearchFilter::kAll;
    std::optional<Id<Partner>> opened_partner;  // What is known of it stands under its row.
    std::shared_ptr<const engine::View> last_search;
    std::shared_ptr<const engine::View> last_opened;
    std::shared_ptr<const engine::View> last;
};

enum class PlacesOrder : std::uint8_t { kReach, kMunicipality, kSilent };

struct PlacesState {
    widgets::FieldState query;
    PlacesOrder order = PlacesOrder::kReach;
    std::optional<Id<Place>> beside;  // Its page stands beside the list, where there is room.
    Id<Place> older_of;               // Of whose contacts more are asked for, and how many.
    int contacts_max = engine::kPlaceContactsStep;
    std::shared_ptr<const engine::View> last;
};

// How high each item of a timeline is: text is set again only where it is seen.
struct TimelineLayout {
    // What the heights hold for. The view is kept, so that no other can stand in its place.
    struct Ground {
        std::shared_ptr<const engine::View> view;
        float width = 0;
        float pixel = 0;
        float letter = 0;
        int font_generation = 0;
        std::string language;
        Day today;
        bool operator==(const Ground&) const = default;
    };
    Ground ground;
    std::vector<float> heights;  // By the item's place in the view; 0 = not laid out yet.
};

// Contacts on Vandaag that have no name yet.
struct UnnamedState {
    int asked_for = 5;  // Grows with every "more".
    std::shared_ptr<const engine::View> last;
};

// What is to be followed up.
struct FollowUpsState {
    int asked_for = engine::kOpenItemsMax;  // Grows with every "more".
    std::shared_ptr<const engine::View> last;
};

struct SyncScreenState {
    std::shared_ptr<const engine::View> last;
    // The conflict whose proposal is being edited.
    std::optional<engine::ResolveConflict> editing;
    widgets::NoteState words;
    bool is_asked = false;  // What stands in `words` was asked for.
    // The last conflict that was settled, whose answer may be on its way.
    struct Settling {
        std::uint64_t ticket = 0;
        RecordKey key;
        FieldNumber field = 0;
    };
    Settling settling;
    // Since the run that goes on was first seen: what had gone by then, of how much.
    struct Pace {
        std::chrono::milliseconds since{0};
        int sent = 0;
        int to_send = 0;
    };
    std::optional<Pace> pace;
    bool shows_details = false;
};

struct FamilyScreenState {
    Id<Family> id;                             // Whose page it is.
    std::optional<engine::TimelineKind> only;  // Of the timeline, what alone is shown.
    std::optional<RecordKey> opened;  // The contact, or the row of a list, whose choices show.
    int frames_to_reveal = 0;         // Until these are brought into sight; 0 = they were.
    bool shows_ended = false;         // Of the consents, those that are over.
    bool shows_safety = false;        // The whole of what must be read first.
    bool shows_who = false;           // Where there is little room: who they are,
    bool shows_ahead = false;         // what is to be followed up,
    bool shows_filters = false;       // and what the timeline may be narrowed to.
    int timeline_max = engine::kTimelineStep;  // Grows with every "more".
};

// What is open on top of the Registreer page.
enum class LogPart : std::uint8_t {
    kNone,
    kFamily,
    kPlace,
    kWhen,
    kReferral,
    kFollowUp,
    kQuestion,
    kNextMeeting,
    kSignal,
};

struct LogContactState {
    engine::ContactDraft draft;
    std::optional<Id<Contact>> asks_contact;  // To be edited, once a snapshot shows it.
    bool begun = false;                       // `draft` is being written.
    bool asks_disk = false;                   // A draft on disk may still take its place:
    RawId asks_draft;                         // this one; nil = the newest.
    bool anonymous = false;                   // Nobody's name was asked.
    bool all_themes = false;
    bool all_kinds = false;
    bool all_days = false;      // To choose from for the next meeting,
    bool all_due_days = false;  // and for a promise.
    LogPart open = LogPart::kNone;
    widgets::NoteState note;
    widgets::FieldState picker_query;
    std::shared_ptr<const engine::View> picker_last;
    widgets::FieldState follow_up_what;
    TypedDay other_day;
    std::optional<Day> proposed_due_day;  // Of a promise, until another is chosen.
    TypedDay other_due_day;
    TypedDay other_meeting_day;
    widgets::FieldState referral_what;
    widgets::FieldState referral_partner;
    widgets::FieldState partner_query;  // Of many partners, those that are shown.
    widgets::FieldState question;
    widgets::FieldState signal;
    widgets::FieldState new_phone;  // Of the new family, as what follows is.
    widgets::FieldState new_street;
    widgets::FieldState new_postcode;
    widgets::FieldState new_municipality;
    bool shows_whereabouts = false;  // Its phone and address.
    std::string family_name;         // Shown until the snapshot has the family itself.
    std::string place_name;
    Problems problems;  // Of the last try to save.
    std::optional<Error> error;
    std::optional<std::uint64_t> saving;  // Ticket.
    // Keeping the draft on disk.
    std::optional<std::chrono::milliseconds> unsaved_since;
    std::chrono::milliseconds last_change{0};
    std::optional<std::uint64_t> keeping;  // Ticket of the last try to keep it.
    Refusals refusals;
    bool kept = false;  // What is on the screen is on disk: the engine said so.
};

// A draft that the disk refused after the page had gone on to another contact.
struct LeftDraft {
    engine::ContactDraft draft;
    std::string family_name;
    std::string place_name;
    Refusals refusals;
};

struct Stage;

struct Toast {
    std::string text;
    bool is_error = false;
    bool lasts = false;  // Until its time is over or it is closed, whatever else is tapped.
    std::chrono::milliseconds until{0};
    std::optional<engine::Command> undo;
    std::function<void(Stage&)> undo_here;  // Of what never left this window.
    bool was_shown = false;
};

// What to say when the outcome of a ticket comes.
struct Asked {
    enum class What : std::uint8_t {
        kQuiet,
        kLogContact,
        kSaid,
        kPanel,
        kDraft,  // To keep one.
        kForm,   // To keep what is half filled in.
    } what = What::kQuiet;
    std::optional<engine::Command> undo;
    Text said = Text::kToastSaved;    // Of kLogContact, kSaid and kPanel.
    std::optional<LeftDraft> left{};  // Of a draft: its words, which are lost if it is refused.
    std::optional<engine::Command> takes_back{};  // Of an undo: itself, to be tried again.
};

// What was copied, until it is taken off the clipboard again.
struct Copied {
    std::string text;
    std::chrono::milliseconds until{0};
};

// A form that was closed, or left, with words in it that were not asked for, or may be refused.
struct LeftForm {
    PanelState panel;
    std::vector<Stop> stops;
};

// What is half filled in, as it lies on disk for when the tablet locks (keep_form.h).
struct FormKeeping {
    Bytes asked;                          // What was last asked to be kept; empty = nothing.
    std::optional<std::uint64_t> ticket;  // Of that, until it is known whether it lies there.
    Refusals refusals;
    std::optional<std::chrono::milliseconds> due;
};

struct AppState {
    std::vector<Stop> stops{Stop{}};  // The last is where one is.
    UnlockState unlock;
    SetUpState set_up;
    EnrolFormState enrol;
    FamiliesState families;
    FamilyScreenState family;
    SyncScreenState sync;
    PlacesState places;
    UnnamedState unnamed;
    FollowUpsState follow_ups;
    LogContactState log;
    std::vector<LeftDraft> left_drafts;  // Until they are on disk.
    PanelState panel;
    std::shared_ptr<LeftForm> left_form;  // Until its toast offers it back.
    std::map<std::uint64_t, std::shared_ptr<LeftForm>>
        closed_forms;  // By the ticket of their save.
    FormKeeping forms;
    std::optional<Toast> toast;
    std::optional<Copied> copied;
    bool shows_help = false;          // Instead of the screen that it is about.
    std::optional<int> tour_card;     // Of the tour, in place of everything.
    bool has_asked_language = false;  // While the tablet was set up, just before the tour.
    bool shows_week = false;          // Of the agenda on Vandaag.
    bool title_is_cut = false;        // The bar at the top has no room for all of it.
    int weeks_ahead = 0;              // Which: seven days from today on, or a later seven.
    std::map<std::uint64_t, Asked> asked;
    Preferences preferences;
    TimelineLayout timeline;
    // Heights of cards as their content needed them in the last frame.
    std::map<std::string, float> heights;
    bool needs_frame = false;  // Something was laid out with a height that has changed.
    IdSource* ids = nullptr;
    const About* about = nullptr;
    float keyboard_height = 0;  // Pixels under the screen in this frame; 0 = it is down.
    float keys_height = 0;      // Of these, without the tools that may stand over the keys.
    float toast_from = 0;       // Left of here a column in this frame reaches the lower edge.

    [[nodiscard]] const Stop& here() const { return stops.back(); }
};

inline constexpr std::size_t kStopsMax = 50;

// Goes on to a screen; back() returns.
void open_stop(AppState& state, const Stop& stop);
// To a screen of the rail: nothing to go back to.
void go_to(AppState& state, ScreenName screen);
void go_back(AppState& state);
// To where one was before, by whatever led there.
void return_to(AppState& state, std::vector<Stop> stops);
// Puts away the form that is open, if any; what was written in it can come back.
void leave_form(AppState& state);

}  // namespace oppad::ui
