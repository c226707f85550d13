#include <algorithm>
#include <cmath>

#include "ui/i18n/dates.h"
#include "ui/screens/fitted_card.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/sync_parts.h"
#include "ui/screens/sync/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using sync::SyncState;

struct StateWords {
    Text title;
    Text text;
    Icon icon;
    Tone tone;
};

StateWords words_of(SyncState state) {
    switch (state) {
        case SyncState::kNotEnrolled:
            return {Text::kSyncNotEnrolled, Text::kSyncNotEnrolledText, Icon::kCloudOff,
                    Tone::kNeutral};
        case SyncState::kIdle:
            return {Text::kSyncIdle, Text::kSyncIdleText, Icon::kCloudDone, Tone::kOk};
        case SyncState::kWaiting:
            return {Text::kSyncWaiting, Text::kSyncWaitingText, Icon::kCloudOff, Tone::kAccent};
        case SyncState::kConnecting:
            return {Text::kSyncConnecting, Text::kSyncConnectingText, Icon::kSync, Tone::kPrimary};
        case SyncState::kExchanging:
            return {Text::kSyncExchanging, Text::kSyncExchangingText, Icon::kSync, Tone::kPrimary};
        case SyncState::kPaused:
            return {Text::kSyncPaused, Text::kSyncPausedText, Icon::kPause, Tone::kAccent};
        case SyncState::kDeviceRefused:
            return {Text::kSyncRefused, Text::kSyncRefusedText, Icon::kSyncProblem, Tone::kDanger};
        case SyncState::kDeviceUnknown:
            return {Text::kSyncUnknown, Text::kSyncUnknownText, Icon::kSyncProblem, Tone::kDanger};
        case SyncState::kHubOtherVersion:
            return {Text::kSyncVersion, Text::kSyncVersionText, Icon::kSyncProblem, Tone::kDanger};
        case SyncState::kNotOurHub:
            return {Text::kSyncNotOurHub, Text::kSyncNotOurHubText, Icon::kSyncProblem,
                    Tone::kDanger};
        case SyncState::kOtherCertificate:
            return {Text::kSyncCertificate, Text::kSyncCertificateText, Icon::kSyncProblem,
                    Tone::kDanger};
        case SyncState::kAltered:
            return {Text::kSyncAltered, Text::kSyncAlteredText, Icon::kSyncProblem, Tone::kDanger};
        case SyncState::kTooSlow:
            return {Text::kSyncTooSlow, Text::kSyncTooSlowText, Icon::kCloudOff, Tone::kAccent};
        case SyncState::kNoSpace:
            return {Text::kSyncNoSpace, Text::kSyncNoSpaceText, Icon::kSyncProblem, Tone::kDanger};
        case SyncState::kClockUnknown:
            return {Text::kSyncClock, Text::kSyncClockText, Icon::kSyncProblem, Tone::kAccent};
    }
    return words_of(SyncState::kNotEnrolled);
}

// What a person can only wait for, or go somewhere else.
bool tries_again_soon(SyncState state) {
    return state == SyncState::kWaiting || state == SyncState::kNotOurHub ||
           state == SyncState::kAltered || state == SyncState::kTooSlow;
}

// Something is in the way: what runs by itself until then needs no pause.
bool may_pause(SyncState state) {
    return state == SyncState::kIdle || state == SyncState::kWaiting ||
           state == SyncState::kConnecting || state == SyncState::kExchanging ||
           state == SyncState::kPaused;
}

// The form stands below it.
bool asks_for_code(SyncState state) {
    return state == SyncState::kNotEnrolled || sync::may_join_anew(state);
}

// How long the rest takes at the pace that was seen; nothing until that tells something.
std::optional<std::chrono::milliseconds> time_left(Stage& stage) {
    const sync::SyncStatus& sync = stage.snapshot.sync;
    const std::chrono::milliseconds now = stage.canvas.steady();
    auto& pace = stage.state.sync.pace;
    const bool is_same_run =
        pace && pace->to_send == sync.to_send_at_start && pace->sent <= sync.sent_now;
    if (!is_same_run) pace = {now, sync.sent_now, sync.to_send_at_start};
    const std::int64_t gone = sync.sent_now - pace->sent;
    const std::int64_t left = sync.to_send_at_start - sync.sent_now;
    const auto took = now - pace->since;
    if (took < std::chrono::seconds(1) || gone <= 0 || left <= 0) return std::nullopt;
    return took * left / gone;
}

std::string time_left_words(Stage& stage) {
    const auto left = time_left(stage);
    if (!left) return {};
    constexpr std::int64_t kShownAsSeconds = 90;
    const std::int64_t seconds = std::max<std::int64_t>(1, (left->count() + 500) / 1000);
    if (seconds <= kShownAsSeconds) return " · " + stage.texts().fill(Text::kSecondsLeft, seconds);
    return " · " + stage.texts().fill(Text::kMinutesLeft, (seconds + 30) / 60);
}

// How much of what waits has gone. How much the hub still has nobody knows: while that alone comes
// in, a piece of the bar moves on with each part that arrives.
void draw_progress(Stage& stage, const Rect& bar) {
    Canvas& canvas = stage.canvas;
    const sync::SyncStatus& sync = stage.snapshot.sync;
    if (sync.to_send_at_start > 0) {
        const float part =
            static_cast<float>(sync.sent_now) / static_cast<float>(sync.to_send_at_start);
        return widgets::progress(canvas, bar, part);
    }
    constexpr int kPlaces = 97;  // Parts of a round size all stand elsewhere.
    const float part = static_cast<float>(sync.received_now % kPlaces) / kPlaces;
    const float wide = bar.w / 4;
    widgets::progress(canvas, bar, 0);
    canvas.fill({bar.x + (bar.w - wide) * part, bar.y, wide, bar.h}, canvas.theme().primary,
                bar.h / 2);
}

std::string progress_words(const Stage& stage) {
    const sync::SyncStatus& sync = stage.snapshot.sync;
    const std::string received = stage.texts().plural(Text::kReceived, sync.received_now);
    const int to_send = std::max(sync.sent_now, sync.to_send_at_start);
    if (to_send == 0) return received;
    return stage.texts().fill(Text::kSentOf, sync.sent_now, to_send) + " · " + received;
}

std::string seconds_text(const Stage& stage, std::int64_t ms) {
    const std::int64_t tenths = (ms + 50) / 100;
    return stage.texts().fill(Text::kSeconds, tenths / 10, tenths % 10);
}

// Returns the lower edge.
float draw_state_buttons(Stage& stage, const Rect& area, float y) {
    Canvas& canvas = stage.canvas;
    const SyncState state = stage.snapshot.sync.state;
    if (asks_for_code(state)) return y;
    y += canvas.px(14);
    const float high = widgets::button_height(canvas);
    const bool is_busy = state == SyncState::kConnecting || state == SyncState::kExchanging;
    const bool is_paused = state == SyncState::kPaused;
    float x = area.x;
    if (!is_busy) {
        const std::string& now = stage.tr(Text::kSyncNowButton);
        const float wide = widgets::button_width(canvas, now, Icon::kSync);
        if (widgets::button(canvas, "sync_now", {x, y, wide, high}, now,
                            {widgets::ButtonStyle::kPrimary, Icon::kSync})) {
            if (is_paused) stage.intents.push(PauseSync{false});
            stage.intents.push(SyncNow{});
        }
        x += wide + canvas.px(12);
    }
    if (may_pause(state)) {
        const std::string& pause = stage.tr(is_paused ? Text::kGoOn : Text::kPauseButton);
        const float wide = widgets::button_width(canvas, pause, Icon::kNone);
        if (widgets::button(canvas, "sync_pause", {x, y, wide, high}, pause,
                            {widgets::ButtonStyle::kSecondary, Icon::kNone})) {
            stage.intents.push(PauseSync{!is_paused});
        }
        x += wide + canvas.px(12);
    }
    bool& shows = stage.state.sync.shows_details;
    const std::string& details = stage.tr(shows ? Text::kHideDetails : Text::kShowDetails);
    const float details_wide = widgets::button_width(canvas, details, Icon::kNone);
    if (x + details_wide > area.right()) {
        x = area.x;
        y += high + canvas.px(12);
    }
    if (widgets::button(canvas, "sync_details", {x, y, std::min(details_wide, area.w), high},
                        details, {widgets::ButtonStyle::kOutline, Icon::kNone})) {
        shows = !shows;
    }
    return y + high;
}

// What went to and fro, how long it took, and with whom; returns the lower edge.
float draw_details(Stage& stage, const Rect& area, float y) {
    Canvas& canvas = stage.canvas;
    const Catalog& texts = stage.texts();
    const sync::SyncStatus& sync = stage.snapshot.sync;
    if (asks_for_code(sync.state)) return y;
    std::string run = texts.plural(Text::kSent, sync.sent_now) + ", " +
                      texts.plural(Text::kReceived, sync.received_now);
    const bool is_over = sync.state != SyncState::kExchanging;
    if (is_over && sync.last_run_ms) run += " · " + seconds_text(stage, *sync.last_run_ms);
    std::vector<std::pair<Text, std::string>> lines{
        {is_over ? Text::kLastRun : Text::kThisRun, run}};
    if (sync.refused > 0) lines.emplace_back(Text::kDetailsRefused, std::to_string(sync.refused));
    if (!sync.hub_url.empty()) lines.emplace_back(Text::kDetailsHub, sync.hub_url);
    y += canvas.px(14);
    for (const auto& [label, value] : lines) {
        const std::string name = stage.tr(label) + "  ";
        y += canvas.runs(
            {area.x, y}, area.w,
            {widgets::quiet(canvas, name), {value, Font::kSmallMedium, canvas.theme().ink}});
        y += canvas.px(4);
    }
    return y;
}

// Returns the lower edge.
float draw_state(Stage& stage, const Rect& inside) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const sync::SyncStatus& sync = stage.snapshot.sync;
    StateWords words = words_of(sync.state);
    if (sync.state == SyncState::kExchanging && sync.to_send_at_start == 0)
        words.title = Text::kPillReceiving;
    float y = widgets::card_head(
        canvas, inside,
        {.title = stage.tr(words.title), .icon = words.icon, .icon_tone = words.tone});
    if (sync.state == SyncState::kExchanging) {
        draw_progress(stage, {inside.x, y, inside.w, canvas.px(16)});
        y += canvas.px(26);
    }
    // What a person has to know or do reads as easily as the rest; how it goes on is an aside.
    const bool is_trouble = words.tone == Tone::kDanger || words.tone == Tone::kAccent;
    y += canvas.paragraph({inside.x, y}, inside.w, stage.tr(words.text),
                          is_trouble ? Font::kBody : Font::kSmall,
                          is_trouble ? theme.ink : theme.muted, Align::kLeft);
    if (sync.state == SyncState::kExchanging) {
        const std::string progress = progress_words(stage) + time_left_words(stage);
        y += canvas.paragraph({inside.x, y}, inside.w, progress, Font::kSmall, theme.muted,
                              Align::kLeft);
    } else if (sync.next_try_at && tries_again_soon(sync.state)) {
        const std::string next =
            stage.texts().fill(Text::kNextTry, clock_time(*sync.next_try_at, stage.utc_offset()));
        y += canvas.paragraph({inside.x, y}, inside.w, next, Font::kSmall, theme.muted,
                              Align::kLeft);
    }
    y = draw_state_buttons(stage, inside, y);
    return stage.state.sync.shows_details ? draw_details(stage, inside, y) : y;
}

struct Fact {
    std::string label;
    std::string value;
    Tone tone;
    bool is_pill;
};

std::vector<Fact> facts_of(const Stage& stage) {
    const sync::SyncStatus& sync = stage.snapshot.sync;
    std::string last = stage.tr(Text::kNever);
    if (sync.last_complete_at) {
        last = weekday_date(stage.texts(), day_of(*sync.last_complete_at, stage.utc_offset())) +
               ' ' + clock_time(*sync.last_complete_at, stage.utc_offset());
    }
    return {{stage.tr(Text::kLastComplete), last, Tone::kNeutral, false},
            {stage.tr(Text::kStillToSend), std::to_string(sync.to_send), Tone::kNeutral, false},
            {stage.tr(Text::kEncryptedHere), stage.tr(Text::kYes), Tone::kOk, true}};
}

void draw_tablet(Stage& stage, const Rect& rect) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    Rect room = widgets::card(canvas, rect);
    room.cut_top(widgets::card_head(canvas, room, {.title = stage.tr(Text::kThisTablet)}) - room.y);
    const auto facts = facts_of(stage);
    const float line = std::max(canvas.px(45), canvas.line_height(Font::kBody) + canvas.px(20));
    for (std::size_t i = 0; i < facts.size(); ++i) {
        Rect row = room.cut_top(line);
        const Fact& fact = facts[i];
        if (fact.is_pill) {
            widgets::pill_at_right(canvas, row.right(), row.centre().y, fact.value,
                                   {fact.tone, Icon::kLock});
        } else {
            const float wide = std::min(row.w * 0.6F, canvas.width(fact.value, Font::kStrong) + 2);
            canvas.text_in(row.cut_right(wide), fact.value, Font::kStrong, theme.ink,
                           Align::kRight);
        }
        canvas.text_in(row, fact.label, Font::kBody, theme.muted, Align::kLeft);
        if (i + 1 < facts.size()) widgets::separator(canvas, room.x, room.y, room.w);
    }
}

std::string run_words(const Stage& stage, const engine::SyncRun& run) {
    const Catalog& texts = stage.texts();
    std::string words = when_words(stage, run.began_at) + " · " +
                        texts.plural(Text::kSent, run.sent) + ", " +
                        texts.plural(Text::kReceived, run.received) + " · ";
    words += run.is_complete ? seconds_text(stage, run.took_ms) : stage.tr(Text::kRunStopped);
    return words;
}

// Nothing waits and nothing was carried yet: says what would stand here.
void draw_nothing(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    const Rect inside = widgets::card(canvas, room.cut_top(canvas.em(330)));
    widgets::empty_state(canvas, inside,
                         {.icon = Icon::kCheckCircle,
                          .tone = Tone::kOk,
                          .title = stage.tr(Text::kAllSettledTitle),
                          .text = stage.tr(Text::kAllSettledText)},
                         0);
}

float tablet_height(const Stage& stage) {
    const Canvas& canvas = stage.canvas;
    const float line = std::max(canvas.px(45), canvas.line_height(Font::kBody) + canvas.px(20));
    return canvas.line_height(Font::kCardTitle) + canvas.px(12) + 3 * line +
           2 * canvas.px(size::kCardPadding);
}

}  // namespace

void draw_sync(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    widgets::ScrollArea scroll(canvas, "sync_scroll", area);
    Rect room = scroll.content();
    const float gap = canvas.px(size::kGap);
    const auto draw_inside = [&](const Rect& inside) { return draw_state(stage, inside); };
    if (has_two_columns(stage)) {
        Rect left{room.x, room.y, (room.w - gap) * 0.56F, room.h};
        fitted_card(stage, left, {"sync_state", tablet_height(stage), 1}, draw_inside);
        Rect top = room.cut_top(left.y - room.y);
        top.cut_left(left.w + gap);
        draw_tablet(stage, top);
    } else {
        fitted_card(stage, room, {.id = "sync_state", .under = 1}, draw_inside);
        room.cut_top(gap);
        draw_tablet(stage, room.cut_top(tablet_height(stage)));
    }
    room.cut_top(gap);
    if (asks_for_code(stage.snapshot.sync.state)) draw_enrol_form(stage, room);
    const auto* page =
        find_or_keep<engine::SyncPage>(stage, engine::LookSync{}, stage.state.sync.last);
    if (page != nullptr) {
        draw_conflicts(stage, room, *page);
        draw_refusals(stage, room, *page);
        draw_runs(stage, room, *page);
        if (page->conflicts.empty() && page->refused.empty() && page->runs.empty())
            draw_nothing(stage, room);
    } else if (failure_of(stage, engine::LookSync{})) {
        draw_waiting_for(stage, room.cut_top(stage.canvas.em(300)), engine::LookSync{});
    }
    scroll.reached(room.y);
}

void draw_runs(Stage& stage, Rect& room, const engine::SyncPage& page) {
    if (page.runs.empty()) return;
    Canvas& canvas = stage.canvas;
    const float padding = canvas.px(size::kCardPadding);
    float& height = stage.state.heights["runs"];
    const Rect inside = widgets::card(canvas, room.cut_top(height));
    float y = widgets::card_head(canvas, inside, {.title = stage.tr(Text::kRunsTitle)});
    for (const engine::SyncRun& run : page.runs) {
        const Tone tone = run.is_complete ? Tone::kOk : Tone::kAccent;
        const float wide = canvas.icon_width(IconSize::kNormal);
        const std::string words = run_words(stage, run);
        const float text_wide = inside.w - wide - canvas.px(12);
        const float high = canvas.paragraph_height(text_wide, words, Font::kBody);
        canvas.icon({inside.x + wide / 2, y + canvas.line_height(Font::kBody) / 2 + canvas.px(1)},
                    run.is_complete ? Icon::kCheckCircle : Icon::kError, IconSize::kNormal,
                    canvas.theme().tone(tone).ink);
        canvas.paragraph({inside.x + wide + canvas.px(12), y}, text_wide, words, Font::kBody,
                         canvas.theme().ink, Align::kLeft);
        y += high + canvas.px(8);
    }
    const float needed = y + padding - (inside.y - padding);
    if (std::abs(needed - height) > 0.5F) {
        room.cut_top(needed - height);
        height = needed;
        stage.state.needs_frame = true;
    }
}

}  // namespace oppad::ui
