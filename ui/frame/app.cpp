#include "ui/frame/app.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "engine/core/log.h"
#include "engine/core/renew.h"
#include "ui/frame/canvas.h"
#include "ui/keyboard/keyboard.h"
#include "ui/screens/app_state.h"
#include "ui/screens/chrome.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/outcomes.h"
#include "ui/screens/panels/keep_form.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/sync_parts.h"
#include "ui/screens/toast.h"
#include "ui/widgets/clipboard.h"

namespace oppad::ui {

class App::Inside {
public:
    Inside(AppParts parts, Catalog catalog, CodeLabels code_labels)
        : parts_(std::move(parts)),
          texts_(std::move(catalog)),
          labels_(std::move(code_labels)),
          fonts_(parts_.fonts),
          snapshot_(std::make_shared<const Snapshot>()) {
        state_.preferences = parts_.preferences;
        state_.ids = parts_.ids;
        state_.about = &parts_.about;
        texts_.choose(state_.preferences.language);
    }

    void show(std::shared_ptr<const Snapshot> snapshot) {
        const bool was_open = snapshot_->lock == LockState::kUnlocked;
        const bool is_passed_on = snapshot->person != snapshot_->person;
        snapshot_ = std::move(snapshot);
        intents_.use_person(snapshot_->person);
        const bool is_open = snapshot_->lock == LockState::kUnlocked;
        if (was_open && (!is_open || is_passed_on)) forget_what_was_open();
        if (is_open && (!was_open || is_passed_on)) bring_back_words();
        if (snapshot_->sync.state != sync::SyncState::kExchanging) state_.sync.pace.reset();
        if (is_passed_on) {
            was_logging_.reset();
            was_editing_.reset();
        }
        has_news_ = true;
    }

    bool prepare(const Surface& surface) {
        surface_ = surface;
        const float scale = surface.pixel_ratio * text_factor();
        const auto rebuilt = fonts_.fit(scale);
        if (!rebuilt) {
            log::write_error("fonts_refused", rebuilt.error());
            return false;
        }
        return *rebuilt;
    }

    bool frame(const FrameTime& time) {
        keyboard_.look_for_real_keys();
        ImGui::NewFrame();
        const Preferences before = state_.preferences;
        canvas_.begin_frame({.theme = &theme_of(before.theme),
                             .fonts = &fonts_,
                             .texts = &texts_,
                             .labels = &labels_,
                             .screen = {0, 0, static_cast<float>(surface_.width),
                                        static_cast<float>(surface_.height)},
                             .pixel_ratio = surface_.pixel_ratio,
                             .text_factor = text_factor(),
                             .left_handed = before.left_handed,
                             .ledger = parts_.ledger,
                             .steady = time.steady});
        keyboard_.begin_frame(canvas_, before);
        state_.keyboard_height = keyboard_.height(canvas_);
        state_.keys_height = keyboard_.keys_height(canvas_);
        state_.toast_from = 0;
        Stage stage{canvas_, *snapshot_, state_, intents_, time.now};
        const ScreenName shown = draw(stage);
        keep_unfinished(stage);
        forget_copied_in_time(stage);
        canvas_.end_frame();
        ImGui::Render();
        if (state_.preferences != before) {
            texts_.choose(state_.preferences.language);
            state_.asked[intents_.save(state_.preferences)] = Asked{};
            has_news_ = true;
        }
        watch(stage.today());
        note_opened();
        ++frame_count_;
        write_map(shown);
        return wants_another(shown);
    }

    [[nodiscard]] std::optional<std::chrono::milliseconds> wake_at() const {
        std::optional<std::chrono::milliseconds> at;
        const auto sooner = [&](std::chrono::milliseconds moment) {
            if (!at || moment < *at) at = moment;
        };
        if (state_.toast) sooner(state_.toast->until);
        if (state_.copied) sooner(state_.copied->until);
        if (const auto draft = keep_drafts_at(state_)) sooner(*draft);
        if (const auto form = keep_form_at(state_)) sooner(*form);
        if (const auto held = canvas_.touch().wake_at()) sooner(*held);
        if (snapshot_->lock == LockState::kLocked && snapshot_->unlock_allowed_at) {
            sooner(canvas_.steady() + std::chrono::seconds(1));
        }
        return at;
    }

    std::vector<Intent> take_intents() { return intents_.take(); }
    [[nodiscard]] const Preferences& preferences() const { return state_.preferences; }

    [[nodiscard]] const ItemMap& items() const { return canvas_.items(); }
    [[nodiscard]] const std::string& focus_id() const { return canvas_.focus_id(); }

    void flush_draft() {
        Stage stage{canvas_, *snapshot_, state_, intents_, snapshot_->made_at};
        flush_drafts(stage);
        flush_form(stage);
    }

    void forget_copied() {
        // What was copied in this very frame has no time yet.
        if (const auto text = canvas_.take_copied()) widgets::forget_copied(*text);
        if (state_.copied) widgets::forget_copied(state_.copied->text);
        state_.copied.reset();
    }

private:
    void bring_back_words() {
        if (snapshot_->kept_form) bring_back_form(state_, *snapshot_->kept_form);
        // It does not lie there: it is asked to be kept again.
        if (snapshot_->unkept.has_form) state_.forms.asked.clear();
        bring_back_drafts(state_, snapshot_->unkept.drafts);
    }

    [[nodiscard]] float text_factor() const {
        return static_cast<float>(state_.preferences.text_percent) / 100.0F;
    }

    ScreenName draw(Stage& stage) {
        const Rect screen = canvas_.screen();
        canvas_.fill(screen, canvas_.theme().background, 0);
        if (snapshot_->lock != LockState::kUnlocked) {
            Rect room = screen;
            const Rect keys = room.cut_bottom(state_.keyboard_height);
            draw_unlock(stage, room);
            draw_keyboard(keys);
            return ScreenName::kUnlock;
        }
        if (!state_.preferences.tour_seen && !state_.tour_card) state_.tour_card = 0;
        if (state_.tour_card) return show_tour(stage, screen);
        take_outcomes(stage);
        go_on_logging(stage);
        resume_log_contact(stage);
        take_edited(stage);
        take_shortcuts(stage);
        turn_to_page();
        const ScreenName shown = state_.shows_help ? ScreenName::kHelp : state_.here().screen;
        const Rect area = draw_chrome(stage, title_of(stage));
        draw_screen(stage, shown, area);
        offer_left_form(stage);
        draw_keyboard(keyboard_place(stage));
        draw_toast(stage);
        draw_swipe();
        return shown;
    }

    // Whatever lies over it: wake_at() waits for that.
    void keep_unfinished(Stage& stage) {
        if (snapshot_->lock != LockState::kUnlocked) return;
        keep_drafts(stage);
        keep_form(stage);
    }

    // Another page begins at its top; one that is come back to stands where it was left.
    void turn_to_page() {
        std::vector<Stop>& stops = state_.stops;
        const std::size_t depth = stops.size();
        if (page_ && page_depth_ == depth && stops.back().is_page_of(*page_)) return;
        const bool is_kept = page_ && page_depth_ <= depth;
        if (is_kept && stops[page_depth_ - 1].is_page_of(*page_))
            stops[page_depth_ - 1].scrolled = canvas_.touch().scrolled();
        canvas_.touch().scroll_all_to(stops.back().scrolled);
        page_ = stops.back();
        page_depth_ = depth;
    }

    ScreenName show_tour(Stage& stage, const Rect& screen) {
        draw_tour(stage, screen);
        if (canvas_.escape_pressed()) end_tour(state_);
        return ScreenName::kTour;
    }

    void go_on_logging(Stage& stage) {
        const auto edited = std::exchange(was_editing_, std::nullopt);
        const auto logged = std::exchange(was_logging_, std::nullopt);
        if (!edited && !logged) return;
        // A form that came back was opened from that page.
        PanelState form = std::exchange(state_.panel, PanelState{});
        if (edited) {
            begin_edit_contact(stage, *edited);
        } else {
            begin_log_contact(stage, *logged);
        }
        state_.panel = std::move(form);
    }

    void draw_keyboard(const Rect& place) {
        if (keyboard_.is_up()) keyboard_.draw(canvas_, place, state_.preferences);
    }

    // The arrow that follows a swipe from the edge: solid once letting go takes one back.
    void draw_swipe() {
        const float part = canvas_.touch().swipe_part();
        if (part <= 0) return;
        canvas_.begin_layer();
        const Rect screen = canvas_.screen();
        const bool is_right = state_.preferences.left_handed;
        const float radius = canvas_.dip(28);
        const float in = part * canvas_.dip(44);
        const Point centre{is_right ? screen.right() - in : screen.x + in,
                           canvas_.touch().position().y};
        const TonePair& tone = canvas_.theme().tone(Tone::kPrimary);
        const bool is_far = part >= 1;
        canvas_.circle(centre, radius, is_far ? canvas_.theme().primary : tone.ground);
        canvas_.icon(centre, is_right ? Icon::kArrowForward : Icon::kArrowBack, IconSize::kNormal,
                     is_far ? canvas_.theme().on_primary : tone.ink);
    }

    static void draw_screen(Stage& stage, ScreenName screen, const Rect& area) {
        switch (screen) {
            case ScreenName::kToday:
                return draw_today(stage, area);
            case ScreenName::kLogContact:
                return draw_log_contact(stage, area);
            case ScreenName::kFamilies:
                return draw_families(stage, area);
            case ScreenName::kFamily:
                return draw_family(stage, area);
            case ScreenName::kPlaces:
                return draw_places(stage, area);
            case ScreenName::kPlace:
                return draw_place(stage, area);
            case ScreenName::kFollowUps:
                return draw_follow_ups(stage, area);
            case ScreenName::kSync:
                return draw_sync(stage, area);
            case ScreenName::kSettings:
                return draw_settings(stage, area);
            case ScreenName::kHelp:
                return draw_help(stage, area);
            case ScreenName::kTour:
            case ScreenName::kUnlock:
                break;
        }
    }

    // What one is writing, as its own button does; nothing while help lies over it.
    void save_shown(Stage& stage) {
        if (state_.shows_help) return;
        if (state_.panel.kind != PanelKind::kNone) return save_panel(stage);
        if (state_.here().screen == ScreenName::kLogContact) return save_log_contact(stage);
        if (state_.here().screen == ScreenName::kSync) save_edited_conflict(stage);
    }

    void take_shortcuts(Stage& stage) {
        const ImGuiIO& io = ImGui::GetIO();
        if (io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(ImGuiKey_S, false)) save_shown(stage);
        if (io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(ImGuiKey_F, false)) {
            go_to(state_, ScreenName::kFamilies);
            canvas_.focus("family_search");
        }
        if (canvas_.escape_pressed() || canvas_.touch().swiped()) go_one_back();
    }

    // The nearest thing that is open closes; only then one leaves the screen.
    void go_one_back() {
        if (canvas_.text_focused()) {
            canvas_.blur();
        } else if (state_.shows_help) {
            state_.shows_help = false;
        } else if (state_.panel.kind != PanelKind::kNone) {
            close_panel(state_);
        } else if (state_.log.open != LogPart::kNone) {
            state_.log.open = LogPart::kNone;
        } else if (state_.family.opened) {
            state_.family.opened.reset();
        } else {
            go_back(state_);
        }
        state_.needs_frame = true;
    }

    // Asks for what the screen shows, when that is something else than before.
    void watch(Day today) {
        const bool is_open = snapshot_->lock == LockState::kUnlocked;
        std::vector<engine::Look> looks;
        if (is_open) looks = looks_of(state_, today);
        if (looks == watched_) return;
        watched_ = looks;
        if (is_open) intents_.push(Watch{std::move(looks)});
    }

    // Whose page one comes to stands among what was opened last.
    void note_opened() {
        std::optional<RecordKey> opened;
        if (snapshot_->lock == LockState::kUnlocked) opened = page_of(state_);
        if (opened && opened != opened_) intents_.run(engine::NoteOpened{*opened});
        opened_ = opened;
    }

    // A locked tablet keeps nothing of a family in the window's memory; drafts are on disk.
    void forget_what_was_open() {
        Preferences preferences = state_.preferences;
        if (state_.here().screen == ScreenName::kLogContact) {
            const LogContactState& log = state_.log;
            was_editing_ = log.draft.edited ? log.draft.edited->id : log.asks_contact;
            was_logging_ = way_back(log);
        }
        forget_copied();
        renew(state_);
        state_.preferences = std::move(preferences);
        state_.ids = parts_.ids;
        state_.about = &parts_.about;
        page_.reset();
        renew(watched_);
    }

    void write_map(ScreenName shown) {
        if (parts_.item_map_path.empty()) return;
        const Status written = write_map_file(
            parts_.item_map_path, canvas_.items().to_json(word_of(shown), frame_count_));
        ignore_because(written, "an aid of tests; the test itself notices that it is old");
    }

    bool wants_another(ScreenName shown) {
        const bool input_waits = ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
        const bool moved_on = shown != last_shown_ || has_news_;
        last_shown_ = shown;
        has_news_ = false;
        const Touch& touch = canvas_.touch();
        const bool taps_seen =
            touch.any_tap() || touch.moving() || touch.did_something() || canvas_.revealed();
        const bool resized = std::exchange(state_.needs_frame, false);
        const bool is_late = resized || keyboard_.lags(canvas_) || fonts_.lacks_letters();
        return input_waits || moved_on || taps_seen || is_late;
    }

    AppParts parts_;
    Catalog texts_;
    CodeLabels labels_;
    Fonts fonts_;
    Canvas canvas_;
    Keyboard keyboard_;
    Surface surface_;
    AppState state_;
    Intents intents_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::vector<engine::Look> watched_;
    std::optional<RecordKey> opened_;  // Whose page is open.
    std::optional<Stop> page_;         // The one that was drawn last, and
    std::size_t page_depth_ = 0;       // how many stops led to it.
    std::int64_t frame_count_ = 0;
    ScreenName last_shown_ = ScreenName::kUnlock;
    bool has_news_ = true;
    // What was written when the tablet locked; its words are on disk.
    std::optional<LogContactFrom> was_logging_;
    std::optional<Id<Contact>> was_editing_;
};

App::App(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
App::App(App&&) noexcept = default;
App& App::operator=(App&&) noexcept = default;
App::~App() = default;

Result<App> App::create(AppParts parts) {
    TRY_ASSIGN(Catalog texts, Catalog::create(parts.po_contents));
    TRY_ASSIGN(CodeLabels labels, CodeLabels::parse(parts.code_lists));
    if (parts.ids == nullptr) return Error{ErrorCode::kInvalid, "no source of ids"};
    // Nothing of Dear ImGui's own is kept on disk: it could hold what was typed.
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    return App(std::make_unique<Inside>(std::move(parts), std::move(texts), std::move(labels)));
}

void App::show(std::shared_ptr<const Snapshot> snapshot) { inside_->show(std::move(snapshot)); }
bool App::prepare(const Surface& surface) { return inside_->prepare(surface); }
bool App::frame(const FrameTime& time) { return inside_->frame(time); }
std::optional<std::chrono::milliseconds> App::wake_at() const { return inside_->wake_at(); }
std::vector<Intent> App::take_intents() { return inside_->take_intents(); }
const ItemMap& App::items() const { return inside_->items(); }
const std::string& App::focus_id() const { return inside_->focus_id(); }
const Preferences& App::preferences() const { return inside_->preferences(); }
void App::flush_draft() { inside_->flush_draft(); }
void App::forget_copied() { inside_->forget_copied(); }

}  // namespace oppad::ui
