#include "ui/screens/chrome.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/screens/panels/keep_form.h"
#include "ui/screens/screens.h"
#include "ui/screens/settings_button.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

struct RailEntry {
    const char* id;
    ScreenName screen;
    Text label;
    Icon icon;
};

constexpr RailEntry kEntries[] = {
    {"rail_today", ScreenName::kToday, Text::kRailToday, Icon::kToday},
    {"rail_families", ScreenName::kFamilies, Text::kRailFamilies, Icon::kPeople},
    {"rail_places", ScreenName::kPlaces, Text::kRailPlaces, Icon::kSchool},
    {"rail_follow_ups", ScreenName::kFollowUps, Text::kRailFollowUps, Icon::kUpRight},
};
constexpr RailEntry kSyncEntry{"rail_sync", ScreenName::kSync, Text::kRailSync, Icon::kSync};
constexpr std::size_t kAllEntries = std::size(kEntries) + 2;  // With those to log and to sync.

// The entry that a screen belongs to.
ScreenName entry_of(ScreenName screen) {
    switch (screen) {
        case ScreenName::kFamily:
            return ScreenName::kFamilies;
        case ScreenName::kPlace:
            return ScreenName::kPlaces;
        default:
            return screen;
    }
}

// Of an entry's icon, over its word; large letters on a low screen leave it less.
IconSize icon_size_over(const Canvas& canvas, float room) {
    const bool is_cramped = room < canvas.icon_width(IconSize::kNormal) + canvas.px(10);
    return is_cramped ? IconSize::kSmall : IconSize::kNormal;
}

enum class IsHere : std::uint8_t { kNo, kYes };

struct EntryLook {
    const char* id;
    Text label;
    Icon icon;
};

// Returns whether it was tapped.
bool draw_rail_button(Stage& stage, const EntryLook& look, const Rect& rect, IsHere here) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const bool is_here = here == IsHere::kYes;
    const bool tapped = canvas.tap(look.id, rect);
    const TonePair& tone = theme.tone(Tone::kPrimary);
    if (is_here || canvas.touch().held(look.id)) {
        canvas.fill(rect, is_here ? tone.ground : theme.chip, canvas.px(16));
    }
    const Color ink = is_here ? tone.ink : theme.muted;
    const Font font = is_here ? Font::kLabelStrong : Font::kLabel;
    const float label = canvas.line_height(font);
    const IconSize size = icon_size_over(canvas, rect.h - label);
    const float icon = canvas.icon_width(size);
    const float gap = std::clamp(rect.h - icon - label - canvas.px(10), 0.0F, canvas.px(6));
    const float top = rect.centre().y - (icon + gap + label) / 2;
    canvas.icon({rect.centre().x, top + icon / 2}, look.icon, size, ink);
    canvas.text_in({rect.x, top + icon + gap, rect.w, label}, stage.tr(look.label), font, ink,
                   Align::kCentre);
    canvas.focus_ring(look.id, rect, canvas.px(16));
    return tapped;
}

void draw_entry(Stage& stage, const RailEntry& entry, const Rect& rect) {
    const bool is_here = entry_of(stage.state.here().screen) == entry.screen;
    if (draw_rail_button(stage, {entry.id, entry.label, entry.icon}, rect,
                         is_here ? IsHere::kYes : IsHere::kNo)) {
        go_to(stage.state, entry.screen);
    }
}

void lock_now(Stage& stage) {
    flush_drafts(stage);
    flush_form(stage);
    stage.intents.push(LockNow{});
}

void draw_log_button(Stage& stage, const Rect& rect) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const bool tapped = canvas.tap("rail_log_contact", rect);
    canvas.fill(rect, theme.primary, canvas.px(18));
    const float label = canvas.line_height(Font::kLabel);
    const IconSize size = icon_size_over(canvas, rect.h - label);
    const float icon = canvas.icon_width(size);
    const float gap = std::clamp(rect.h - icon - label - canvas.px(10), 0.0F, canvas.px(5));
    const float top = rect.centre().y - (icon + gap + label) / 2;
    canvas.icon({rect.centre().x, top + icon / 2}, Icon::kAdd, size, theme.on_primary);
    canvas.text_in({rect.x, top + icon + gap, rect.w, label}, stage.tr(Text::kRailLog),
                   Font::kLabel, theme.on_primary, Align::kCentre);
    canvas.focus_ring("rail_log_contact", rect, canvas.px(18));
    if (tapped) begin_log_contact(stage, from_here(stage));
}

float rail_width(const Canvas& canvas, const Stage& stage) {
    float widest = canvas.width(stage.tr(Text::kRailLog), Font::kLabelStrong);
    for (const RailEntry& entry : kEntries) {
        widest = std::max(widest, canvas.width(stage.tr(entry.label), Font::kLabelStrong));
    }
    widest = std::max(widest, canvas.width(stage.tr(Text::kLock), Font::kLabel));
    return std::max(canvas.px(size::kRailWidth), widest + canvas.px(26));
}

// Without the bar over the page the lock stands here.
void draw_rail(Stage& stage, const Rect& rail) {
    Canvas& canvas = stage.canvas;
    const bool has_lock = is_cramped(stage);
    canvas.fill(rail, canvas.theme().rail, 0);
    const bool is_left = rail.x <= canvas.screen().x;
    canvas.fill({is_left ? rail.right() - canvas.px(1) : rail.x, rail.y, canvas.px(1), rail.h},
                canvas.theme().line, 0);
    Rect room = rail.inset(canvas.px(8), has_lock ? canvas.dip(5) : canvas.px(10));
    room.w -= canvas.px(1);
    const float content = canvas.icon_width(IconSize::kNormal) + canvas.px(6) +
                          canvas.line_height(Font::kLabel) + canvas.px(12);
    const float gap = canvas.dip(8);
    const auto count = static_cast<float>(kAllEntries + (has_lock ? 1 : 0));
    const float most = (room.h - gap * (count - 1)) / count;
    const float entry = std::min(std::max(canvas.px(76), content), most);
    draw_log_button(stage, room.cut_top(std::min(entry + canvas.px(8), most)));
    room.cut_top(std::clamp(most - entry + gap, gap, canvas.px(12)));
    draw_entry(stage, kSyncEntry, room.cut_bottom(entry));
    if (has_lock) {
        room.cut_bottom(gap);
        if (draw_rail_button(stage, {"lock_now", Text::kLock, Icon::kLock}, room.cut_bottom(entry),
                             IsHere::kNo)) {
            lock_now(stage);
        }
    }
    for (const RailEntry& each : kEntries) {
        draw_entry(stage, each, room.cut_top(entry));
        room.cut_top(gap);
    }
}

// Large letters need a second row for all the words of the bar below.
std::size_t bar_rows(const Stage& stage) {
    const Canvas& canvas = stage.canvas;
    const float entry = (canvas.screen().w - canvas.px(16)) / static_cast<float>(kAllEntries);
    float widest = canvas.width(stage.tr(Text::kRailLog), Font::kLabelStrong);
    for (const RailEntry& each : kEntries) {
        widest = std::max(widest, canvas.width(stage.tr(each.label), Font::kLabelStrong));
    }
    return widest + canvas.px(8) > entry ? 2 : 1;
}

float bar_row_height(const Canvas& canvas) {
    return canvas.px(76) + std::max(0.0F, canvas.line_height(Font::kLabel) - canvas.px(16));
}

float bottom_bar_height(const Stage& stage) {
    const Canvas& canvas = stage.canvas;
    const auto rows = static_cast<float>(bar_rows(stage));
    return rows * bar_row_height(canvas) + (rows - 1) * canvas.dip(8) + canvas.px(16);
}

void draw_bottom_bar(Stage& stage, const Rect& bar) {
    Canvas& canvas = stage.canvas;
    canvas.fill(bar, canvas.theme().rail, 0);
    canvas.fill({bar.x, bar.y, bar.w, canvas.px(1)}, canvas.theme().line, 0);
    const Rect room = bar.inset(canvas.px(8), canvas.px(8));
    const std::size_t per_row = kAllEntries / bar_rows(stage);
    const float wide = room.w / static_cast<float>(per_row);
    const float high = bar_row_height(canvas);
    const auto place = [&](std::size_t i) {
        const float x = room.x + static_cast<float>(i % per_row) * wide;
        const std::size_t row = i / per_row;
        const float y = room.y + static_cast<float>(row) * (high + canvas.dip(8));
        return Rect{x, y, wide, high}.inset(canvas.dip(4), 0);
    };
    draw_log_button(stage, place(0));
    for (std::size_t i = 0; i < std::size(kEntries); ++i) {
        draw_entry(stage, kEntries[i], place(i + 1));
    }
    draw_entry(stage, kSyncEntry, place(kAllEntries - 1));
}

struct SyncWords {
    std::string label;
    std::string count;  // What is left of it where there is little room.
    widgets::PillLook look;
};

// With how many changes wait: one glance tells it in any state.
std::string counted(const std::string& words, int to_send) {
    return to_send > 0 ? words + " · " + std::to_string(to_send) : words;
}

SyncWords words_of(const Stage& stage) {
    using sync::SyncState;
    const sync::SyncStatus& sync = stage.snapshot.sync;
    const Catalog& texts = stage.texts();
    const std::string count = std::to_string(sync.to_send);
    switch (sync.state) {
        case SyncState::kNotEnrolled:
            return {texts.tr(Text::kPillNotEnrolled), count, {Tone::kNeutral, Icon::kCloudOff}};
        case SyncState::kIdle:
            if (sync.to_send == 0) {
                return {texts.tr(Text::kPillAllSent), {}, {Tone::kOk, Icon::kCloudDone}};
            }
            return {texts.plural(Text::kPillToSend, sync.to_send),
                    count,
                    {Tone::kPrimary, Icon::kSync}};
        case SyncState::kTooSlow:
        case SyncState::kWaiting:
            if (sync.to_send == 0) {
                return {texts.tr(Text::kPillOffline), {}, {Tone::kAccent, Icon::kCloudOff}};
            }
            return {texts.plural(Text::kPillOfflineToSend, sync.to_send),
                    count,
                    {Tone::kAccent, Icon::kCloudOff}};
        case SyncState::kConnecting:
            return {counted(texts.tr(Text::kPillConnecting), sync.to_send),
                    count,
                    {Tone::kPrimary, Icon::kSync}};
        case SyncState::kExchanging: {
            const int whole = std::max(1, sync.to_send_at_start);
            const int part = std::clamp(sync.sent_now * 100 / whole, 0, 100);
            return {sync.to_send_at_start > 0 ? texts.fill(Text::kPillSending, part)
                                              : texts.tr(Text::kPillReceiving),
                    count,
                    {Tone::kPrimary, Icon::kSync}};
        }
        case SyncState::kPaused:
            return {counted(texts.tr(Text::kPillPaused), sync.to_send),
                    count,
                    {Tone::kAccent, Icon::kPause}};
        case SyncState::kDeviceRefused:
        case SyncState::kDeviceUnknown:
        case SyncState::kHubOtherVersion:
        case SyncState::kNotOurHub:
        case SyncState::kOtherCertificate:
        case SyncState::kAltered:
        case SyncState::kNoSpace:
        case SyncState::kClockUnknown:
            return {counted(texts.tr(Text::kPillProblem), sync.to_send),
                    count,
                    {Tone::kDanger, Icon::kSyncProblem}};
    }
    return {};
}

float top_bar_height(const Stage& stage) {
    const Canvas& canvas = stage.canvas;
    const bool is_low = is_low_screen(stage);
    return std::max(canvas.px(is_low ? size::kTouchPrimary : 72),
                    canvas.line_height(Font::kTitle) + canvas.px(is_low ? 8 : 28));
}

float rail_if_any(const Stage& stage) {
    const Rect screen = stage.canvas.screen();
    return screen.h > screen.w ? 0 : rail_width(stage.canvas, stage);
}

// A pill that is also a button: its target is a little higher than what shows of it.
bool pill_button(Canvas& canvas, std::string_view id, const Rect& rect, std::string_view label,
                 const widgets::PillLook& look) {
    const float height = std::max(rect.h, canvas.px(size::kTouch));
    const float wide = std::max(rect.w, canvas.px(size::kTouch));
    const Rect target{rect.x - (wide - rect.w) / 2, rect.centre().y - height / 2, wide, height};
    const bool tapped = canvas.tap(id, target);
    widgets::pill_in(canvas, rect, label, look);
    canvas.focus_ring(id, rect, rect.h / 2);
    return tapped;
}

// Cut off the right end of `bar`.
void draw_help_button(Stage& stage, Rect& bar) {
    Canvas& canvas = stage.canvas;
    const float wide = canvas.px(size::kTouch);
    Rect help = bar.cut_right(wide);
    bar.cut_right(canvas.px(8));
    help = {help.x, help.centre().y - wide / 2, wide, wide};
    if (!widgets::icon_button(canvas, "help", help, Icon::kQuestion, canvas.theme().muted)) return;
    canvas.blur();
    stage.state.shows_help = true;
}

void draw_top_bar(Stage& stage, Rect bar, const ChromeTitle& title) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const float pill = widgets::pill_height(canvas);
    const SyncWords words = words_of(stage);
    const bool is_narrow = canvas.roominess() < 900;
    const std::string& lock = stage.tr(Text::kLock);
    const auto place = [&](std::string_view label, Icon icon) {
        const float gap = label.empty() ? canvas.px(6) : 0;
        const float wide = widgets::pill_width(canvas, label, icon) - gap;
        const Rect rect = bar.cut_right(wide);
        bar.cut_right(canvas.px(14));
        return Rect{rect.x, rect.centre().y - pill / 2, rect.w, pill};
    };
    if (writes_note(stage)) {
        const float wide = is_narrow
                               ? canvas.px(size::kTouchPrimary)
                               : widgets::button_width(canvas, stage.tr(Text::kSave), Icon::kCheck);
        const float high = canvas.px(size::kTouchPrimary);
        Rect save = bar.cut_right(wide);
        bar.cut_right(canvas.px(14));
        save = {save.x, save.centre().y - high / 2, wide, high};
        const std::string_view label =
            is_narrow ? std::string_view{} : std::string_view(stage.tr(Text::kSave));
        if (widgets::button(canvas, "save_contact", save, label,
                            {widgets::ButtonStyle::kPrimary, Icon::kCheck})) {
            save_log_contact(stage);
        }
    }
    const std::string_view lock_label = is_narrow ? std::string_view{} : std::string_view(lock);
    if (pill_button(canvas, "lock_now", place(lock_label, Icon::kLock), lock_label,
                    {Tone::kNeutral, Icon::kLock})) {
        lock_now(stage);
    }
    const std::string& sync_label = is_narrow ? words.count : words.label;
    if (pill_button(canvas, "sync_pill", place(sync_label, words.look.icon), sync_label,
                    words.look)) {
        go_to(stage.state, ScreenName::kSync);
    }
    // Beside the note being typed only what ends it has room.
    if (!stage.state.shows_help && !writes_note(stage)) draw_help_button(stage, bar);
    if (!stage.state.shows_help && !writes_note(stage) && !title.has_back)
        draw_settings_button(stage, bar, title.title);
    if (title.has_back) {
        const float wide = canvas.px(size::kTouch);
        Rect back = bar.cut_left(canvas.px(38));
        back = {back.x - canvas.px(11), back.centre().y - wide / 2, wide, wide};
        if (widgets::icon_button(canvas, "go_back", back, Icon::kArrowBack, theme.muted)) {
            go_back(stage.state);
        }
    }
    const bool fits = canvas.width(title.title, Font::kTitle) <= bar.w;
    stage.state.title_is_cut = canvas.width(title.title, Font::kCardTitle) > bar.w;
    const float used = canvas.text_in(bar, title.title, fits ? Font::kTitle : Font::kCardTitle,
                                      theme.ink, Align::kLeft);
    bar.cut_left(used + canvas.px(11));
    if (canvas.width(title.remark, Font::kCardTitleQuiet) <= bar.w) {
        canvas.text_in(bar.moved(0, canvas.px(3)), title.remark, Font::kCardTitleQuiet, theme.muted,
                       Align::kLeft);
    }
}

ChromeTitle title_of_screen(const Stage& stage) {
    const Stop& here = stage.state.here();
    switch (here.screen) {
        case ScreenName::kToday:
            return {stage.tr(Text::kRailToday), long_date(stage.texts(), stage.today()), false};
        case ScreenName::kLogContact:
            if (stage.state.log.draft.edited || stage.state.log.asks_contact)
                return {stage.tr(Text::kTitleEditContact), {}, true};
            return {stage.tr(Text::kTitleLogContact), {}, false};
        case ScreenName::kFamilies:
            return {stage.tr(Text::kRailFamilies), {}, false};
        case ScreenName::kFamily: {
            const auto* page = find_family_page(stage.snapshot, here.family_id);
            return {page != nullptr ? stage.texts().fill(Text::kFamilyNamed, page->family.name)
                                    : stage.tr(Text::kFamily),
                    {},
                    true};
        }
        case ScreenName::kPlaces:
            return {stage.tr(Text::kRailPlaces), {}, false};
        case ScreenName::kPlace: {
            const auto* page =
                find_place_page(stage.snapshot, place_look(stage.state, here.place_id));
            const bool has_name = page != nullptr && !page->place.name.empty();
            return {has_name ? page->place.name : stage.tr(Text::kRailPlaces), {}, true};
        }
        case ScreenName::kFollowUps:
            return {stage.tr(Text::kRailFollowUps), {}, false};
        case ScreenName::kSync:
            return {stage.tr(Text::kTitleSync), {}, false};
        case ScreenName::kSettings:
            return {stage.tr(Text::kTitleSettings), {}, true};
        case ScreenName::kHelp:
        case ScreenName::kTour:
        case ScreenName::kUnlock:
            break;
    }
    return {};
}

}  // namespace

bool is_cramped(const Stage& stage) {
    constexpr float kLeastUnderBar = 290;
    const Rect screen = stage.canvas.screen();
    if (stage.state.keyboard_height <= 0 || screen.h > screen.w) return false;
    const float under = screen.h - stage.state.keys_height - top_bar_height(stage);
    return under < stage.canvas.em(kLeastUnderBar);
}

ChromeTitle title_of(const Stage& stage) {
    ChromeTitle title = title_of_screen(stage);
    if (!stage.state.shows_help) return title;
    return {stage.tr(Text::kTitleHelp), std::move(title.title), true};
}

Rect keyboard_place(const Stage& stage) {
    Rect room = stage.canvas.screen();
    const float rail = rail_if_any(stage);
    stage.state.preferences.left_handed ? room.cut_right(rail) : room.cut_left(rail);
    return room.cut_bottom(stage.state.keyboard_height);
}

Rect toast_room(const Stage& stage) {
    Rect room = stage.canvas.screen();
    const float keyboard = stage.state.keyboard_height;
    const bool has_bar = room.h > room.w && keyboard <= 0;
    room.cut_bottom(has_bar ? bottom_bar_height(stage) : keyboard);
    const float rail = rail_if_any(stage);
    stage.state.preferences.left_handed ? room.cut_right(rail) : room.cut_left(rail);
    room.cut_left(std::max(0.0F, stage.state.toast_from - room.x));
    return room;
}

Rect draw_chrome(Stage& stage, const ChromeTitle& title) {
    Canvas& canvas = stage.canvas;
    Rect room = canvas.screen();
    const bool is_portrait = room.h > room.w;
    const float keyboard = stage.state.keyboard_height;
    if (!is_portrait) {
        const float wide = rail_width(canvas, stage);
        const bool at_right = stage.state.preferences.left_handed;
        draw_rail(stage, at_right ? room.cut_right(wide) : room.cut_left(wide));
    } else if (keyboard <= 0) {
        draw_bottom_bar(stage, room.cut_bottom(bottom_bar_height(stage)));
    }
    room.cut_bottom(keyboard);
    const float margin = canvas.px(is_portrait ? 20 : size::kMargin);
    room = room.inset(margin, 0);
    if (is_cramped(stage)) {
        const float around = canvas.dip(8);
        room.cut_top(around);
        room.cut_bottom(around);
        return room;
    }
    const bool is_low = is_low_screen(stage);
    draw_top_bar(stage, room.cut_top(top_bar_height(stage)), title);
    room.cut_top(canvas.px(is_low ? 4 : 16));
    room.cut_bottom(canvas.px(is_portrait || is_low ? 12 : 20));
    return room;
}

}  // namespace oppad::ui
