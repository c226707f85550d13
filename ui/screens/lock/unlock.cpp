#include <algorithm>
#include <cmath>

#include "engine/core/secret.h"
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/lock/no_entry.h"
#include "ui/screens/screens.h"
#include "ui/theme/letters.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr std::size_t kPinDigitsMax = 12;
constexpr std::size_t kPinBytesMax = 2 * kPinDigitsMax;  // "é" for a 2.
constexpr std::size_t kPinDotsMin = 6;
constexpr float kPadWide = 360;
constexpr float kPadHigh = 520;         // With what is said under it.
constexpr float kLargeBrandFrom = 700;  // Height that has room for it over the pad, and
constexpr float kSmallBrandFrom = 360;  // for the small one over a field, at 100 % text.

void wipe_text(std::string& text) {
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.clear();
}

// The row of digits of an AZERTY keyboard without Shift: of Belgium, and where France differs.
struct DigitLetter {
    std::string_view letter;
    char digit;
};
constexpr DigitLetter kAzertyDigits[] = {{"&", '1'}, {"é", '2'}, {"\"", '3'}, {"'", '4'},
                                         {"(", '5'}, {"§", '6'}, {"è", '7'},  {"!", '8'},
                                         {"ç", '9'}, {"à", '0'}, {"-", '6'},  {"_", '8'}};

// What a letter means on the pad; 0 = no digit.
char digit_of(std::string_view letter) {
    if (letter.size() == 1 && letter[0] >= '0' && letter[0] <= '9') return letter[0];
    for (const DigitLetter& each : kAzertyDigits) {
        if (each.letter == letter) return each.digit;
    }
    return 0;
}

// The PIN that was typed; empty when it holds anything else, or more than a PIN has.
std::string pin_of(std::string_view typed) {
    std::string digits;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t next = next_letter(typed, at);
        const char digit = digit_of(typed.substr(at, next - at));
        if (digit == 0 || digits.size() == kPinDigitsMax) {
            wipe_text(digits);
            break;
        }
        digits += digit;
        at = next;
    }
    return digits;
}

void send(Stage& stage, std::string_view typed) {
    if (typed.empty()) return;
    stage.intents.push(Unlock{Secret::copy_of_text(typed)});
    UnlockState& unlock = stage.state.unlock;
    wipe_text(unlock.pin);
    unlock.passphrase.edit.wipe_text();
    unlock.sent = true;
}

// Seconds that a person must still wait after wrong tries; 0 = none.
std::int64_t seconds_to_wait(const Stage& stage) {
    if (!stage.snapshot.unlock_allowed_at) return 0;
    const std::int64_t ms = stage.snapshot.unlock_allowed_at->ms - stage.now.ms;
    return ms <= 0 ? 0 : (ms + 999) / 1000;
}

// What is to be said about the last try, if anything.
std::string remark(const Stage& stage) {
    const Snapshot& snapshot = stage.snapshot;
    if (snapshot.lock == LockState::kUnlocking) return stage.tr(Text::kUnlocking);
    const std::int64_t wait = seconds_to_wait(stage);
    if (wait > 0) return stage.texts().plural(Text::kWaitSeconds, wait);
    if (!stage.state.unlock.pin.empty()) return {};
    if (snapshot.holds_words) return stage.tr(Text::kWordsHeld);
    if (snapshot.unlock_error) {
        return stage.tr(sentence_of(snapshot.unlock_error->code)) + ' ' +
               stage.tr(Text::kUnlockAgain);
    }
    if (!snapshot.unlock_failure && snapshot.forfeit == Forfeit::kPinOnly)
        return stage.tr(Text::kPassphraseOnly);
    if (!snapshot.unlock_failure) return {};
    switch (*snapshot.unlock_failure) {
        case UnlockFailure::kWrongPassphrase:
            return stage.tr(Text::kWrongPassphrase);
        case UnlockFailure::kTooManyTries:
            return stage.tr(Text::kTooManyTries);
    }
    return {};
}

// Whose app it is; large only where the keys leave room. Returns the lower edge.
enum class BrandSize : std::uint8_t { kLarge, kSmall };
float draw_brand(Stage& stage, const Rect& area, BrandSize size) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string& name = stage.tr(Text::kAppName);
    const std::string& whose = stage.snapshot.organisation;
    float y = area.y;
    if (size == BrandSize::kSmall) {
        const float logo = canvas.px(48);
        const float x = area.x + logo + canvas.px(14);
        const float wide = area.right() - x;
        const float words = canvas.line_height(Font::kCardTitle) +
                            canvas.paragraph_height(wide, whose, Font::kSmall);
        const float high = std::max(logo, words);
        const Rect sign{area.x, y + (high - logo) / 2, logo, logo};
        canvas.fill(sign, theme.primary, canvas.px(14));
        canvas.icon(sign.centre(), Icon::kWalk, IconSize::kNormal, theme.on_primary);
        y += (high - words) / 2;
        canvas.text({x, y}, name, Font::kCardTitle, theme.ink);
        canvas.paragraph({x, y + canvas.line_height(Font::kCardTitle)}, wide, whose, Font::kSmall,
                         theme.muted, Align::kLeft);
        return area.y + high;
    }
    const float logo = canvas.px(84);
    canvas.fill({area.x, y, logo, logo}, theme.primary, canvas.px(24));
    canvas.icon({area.x + logo / 2, y + logo / 2}, Icon::kWalk, IconSize::kLarge, theme.on_primary);
    y += logo + canvas.px(22);
    canvas.text({area.x, y}, name, Font::kNumber, theme.ink);
    y += canvas.line_height(Font::kNumber) + canvas.px(8);
    return y + canvas.paragraph({area.x, y}, area.w, whose, Font::kCardTitleQuiet, theme.muted,
                                Align::kLeft);
}

// Whose profile it is, and that what lies here is safe. Returns the lower edge.
float draw_profile(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const Snapshot& snapshot = stage.snapshot;
    float y = area.y;
    widgets::separator(canvas, area.x, y, area.w);
    if (snapshot.last_unlocked_at) {
        const std::string when = stage.texts().fill(
            Text::kLastUnlocked,
            moment(stage.texts(), *snapshot.last_unlocked_at, stage.now, snapshot.utc_offset));
        const auto drawn =
            widgets::row(canvas, {area.x, y, area.w, 0},
                         {.id = {},
                          .avatar = {Tone::kPrimary, Icon::kPerson},
                          .title = {widgets::strong(canvas, stage.tr(Text::kYourProfile))},
                          .subtitle = {widgets::quiet(canvas, when)}});
        y = drawn.bottom;
        widgets::separator(canvas, area.x, y, area.w);
    }
    y += canvas.px(10);
    std::string safe = stage.tr(Text::kEncrypted);
    if (snapshot.waiting_while_locked > 0) {
        safe += ' ' + stage.texts().plural(Text::kWaitingSafely, snapshot.waiting_while_locked);
    }
    const float icon = canvas.icon_width(IconSize::kNormal);
    const float room = area.w - icon - canvas.px(14);
    const float high = canvas.paragraph_height(room, safe, Font::kSmall);
    canvas.icon({area.x + icon / 2, y + std::max(high, icon) / 2}, Icon::kLock, IconSize::kNormal,
                theme.tone(Tone::kOk).ink);
    canvas.paragraph({area.x + icon + canvas.px(14), y}, room, safe, Font::kSmall, theme.muted,
                     Align::kLeft);
    return y + high;
}

float draw_who(Stage& stage, const Rect& area, BrandSize size) {
    const float apart = stage.canvas.px(size == BrandSize::kLarge ? 26 : 16);
    return draw_profile(stage, {area.x, draw_brand(stage, area, size) + apart, area.w, area.h});
}

// The key that confirms stands out once there are as many digits as a PIN has at least.
enum class KeyLook : std::uint8_t { kPlain, kMuted, kConfirms };

bool pad_key(Canvas& canvas, const char* id, const Rect& rect, const char* digit, Icon icon,
             KeyLook look) {
    const Theme& theme = canvas.theme();
    const bool tapped = canvas.tap(id, rect);
    const bool held = canvas.touch().held(id);
    const float radius = canvas.px(24);
    const bool confirms = look == KeyLook::kConfirms;
    const Color ground = look == KeyLook::kMuted ? theme.chip : theme.card;
    canvas.fill(rect, confirms ? theme.primary : (held ? theme.chip : ground), radius);
    if (!confirms) canvas.stroke(rect, theme.line, radius, canvas.px(1));
    const Color plain = look == KeyLook::kMuted ? theme.muted : theme.ink;
    const Color ink = confirms ? theme.on_primary : plain;
    if (icon != Icon::kNone) {
        canvas.icon(rect.centre(), icon, IconSize::kNormal, ink);
    } else {
        canvas.text_in(rect, digit, Font::kKey, ink, Align::kCentre);
    }
    canvas.focus_ring(id, rect, radius);
    return tapped;
}

void draw_dots(Canvas& canvas, Point centre, std::size_t typed) {
    const std::size_t count = std::max(kPinDotsMin, typed);
    const float step = canvas.px(36);
    float x = centre.x - step * static_cast<float>(count - 1) / 2;
    for (std::size_t i = 0; i < count; ++i, x += step) {
        if (i < typed) {
            canvas.circle({x, centre.y}, canvas.px(10), canvas.theme().primary);
        } else {
            canvas.ring({x, centre.y}, canvas.px(9), canvas.theme().muted, canvas.px(1.6F));
        }
    }
}

void send_pin(Stage& stage) {
    std::string pin = pin_of(stage.state.unlock.pin);
    send(stage, pin);
    wipe_text(pin);
}

void erase_last(std::string& pin) {
    const std::size_t left = previous_letter(pin, pin.size());
    while (pin.size() > left) pin.pop_back();  // One by one: each is overwritten.
}

// A hardware keyboard types the PIN as well. Whoever types what is none means the passphrase: it
// goes on in its field, with all that was typed.
void take_keys(Stage& stage) {
    UnlockState& unlock = stage.state.unlock;
    unlock.pin.reserve(kPinBytesMax);  // While it is empty: growing, it would leave a copy behind.
    std::string letters = stage.canvas.take_loose_letters();
    if (!letters.empty()) {
        std::string typed = unlock.pin + letters;
        std::string pin = pin_of(typed);
        if (!pin.empty()) {
            unlock.pin += letters;
        } else {
            unlock.passphrase.edit.insert(typed);
            wipe_text(unlock.pin);
            unlock.by_passphrase = true;
            stage.canvas.focus("passphrase");
        }
        wipe_text(typed);
        wipe_text(pin);
    }
    wipe_text(letters);
    if (unlock.by_passphrase) return;
    if (stage.canvas.loose_backspace()) erase_last(unlock.pin);
    if (stage.canvas.loose_enter()) send_pin(stage);
}

// Returns the lower edge.
float draw_pin_pad(Stage& stage, Rect area, bool enabled) {
    Canvas& canvas = stage.canvas;
    UnlockState& unlock = stage.state.unlock;
    const std::size_t typed = count_letters(unlock.pin);
    const bool is_tight = area.h < canvas.px(kPadHigh - 180);
    draw_dots(canvas, area.cut_top(canvas.px(20)).centre(), typed);
    area.cut_top(canvas.px(is_tight ? 12 : 26));
    const float gap = is_tight ? canvas.dip(8) : canvas.px(14);
    const float wide = (area.w - 2 * gap) / 3;
    const float high = std::clamp((area.h - 3 * gap) / 4, canvas.dip(size::kTouch), canvas.px(88));
    constexpr const char* kIds[] = {"pin_1", "pin_2", "pin_3", "pin_4",     "pin_5", "pin_6",
                                    "pin_7", "pin_8", "pin_9", "pin_erase", "pin_0", "pin_enter"};
    constexpr const char* kDigits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""};
    constexpr std::size_t kErase = 9;
    constexpr std::size_t kEnter = 11;
    for (std::size_t i = 0; i < std::size(kIds); ++i) {
        const std::size_t row = i / 3;
        const std::size_t column = i % 3;
        const Rect key{area.x + static_cast<float>(column) * (wide + gap),
                       area.y + static_cast<float>(row) * (high + gap), wide, high};
        Icon icon = Icon::kNone;
        if (i == kErase) icon = Icon::kBackspace;
        if (i == kEnter) icon = Icon::kArrowForward;
        const KeyLook confirming = typed < kPinDotsMin ? KeyLook::kMuted : KeyLook::kConfirms;
        const bool tapped = pad_key(canvas, kIds[i], key, kDigits[i], icon,
                                    i == kEnter ? confirming : KeyLook::kPlain);
        if (!tapped || !enabled) continue;
        if (i == kErase) {
            erase_last(unlock.pin);
        } else if (i == kEnter) {
            send_pin(stage);
        } else if (typed < kPinDigitsMax) {
            unlock.pin += kDigits[i];
        }
    }
    return area.y + 4 * high + 3 * gap;
}

float draw_passphrase(Stage& stage, Rect area, bool enabled) {
    Canvas& canvas = stage.canvas;
    UnlockState& unlock = stage.state.unlock;
    const Rect field = area.cut_top(widgets::field_height(canvas, true));
    const auto event = widgets::text_field(
        canvas, "passphrase", field, unlock.passphrase,
        {.when_empty = {}, .label = stage.tr(Text::kPassphrase), .is_secret = true});
    area.cut_top(canvas.px(14));
    const Rect button = area.cut_top(widgets::button_height(canvas));
    const bool pressed = widgets::button(canvas, "unlock", button, stage.tr(Text::kUnlock),
                                         {widgets::ButtonStyle::kPrimary, Icon::kNone});
    if (enabled && (pressed || event == widgets::FieldEvent::kEntered)) {
        send(stage, unlock.passphrase.text());
    }
    return button.bottom();
}

// Returns the lower edge.
float draw_entry(Stage& stage, Rect area) {
    Canvas& canvas = stage.canvas;
    UnlockState& unlock = stage.state.unlock;
    const bool enabled = stage.snapshot.lock == LockState::kLocked && seconds_to_wait(stage) == 0;
    const bool is_passphrase_only = stage.snapshot.forfeit == Forfeit::kPinOnly;
    if (is_passphrase_only) unlock.by_passphrase = true;
    const std::string said = remark(stage);
    const float said_high = canvas.paragraph_height(area.w, said, Font::kSmallMedium);
    const float quiet = canvas.dip(size::kTouch);
    Rect main = area;
    main.cut_bottom(quiet + std::max(said_high, canvas.px(22)) + canvas.px(14));
    if (enabled && !unlock.by_passphrase) take_keys(stage);
    float y = unlock.by_passphrase ? draw_passphrase(stage, main, enabled)
                                   : draw_pin_pad(stage, main, enabled);
    y += canvas.px(10);
    if (!said.empty()) {
        const bool is_calm = stage.snapshot.lock == LockState::kUnlocking;
        const Color ink = is_calm ? canvas.theme().muted : canvas.theme().tone(Tone::kDanger).ink;
        y += canvas.paragraph({area.x, y}, area.w, said, Font::kSmallMedium, ink, Align::kCentre);
    }
    if (is_passphrase_only) return y;
    const Text other = unlock.by_passphrase ? Text::kUsePin : Text::kUsePassphrase;
    const Rect swap{area.x, y, area.w, quiet};
    if (canvas.tap("use_passphrase", swap)) {
        unlock.by_passphrase = !unlock.by_passphrase;
        wipe_text(unlock.pin);
        unlock.passphrase.edit.wipe_text();
        if (unlock.by_passphrase) canvas.focus("passphrase");
    }
    canvas.text_in(swap, stage.tr(other), Font::kSmallMedium, canvas.theme().muted, Align::kCentre);
    canvas.focus_ring("use_passphrase", swap, canvas.px(size::kButtonRadius));
    return swap.bottom();
}

// What to do at the lock; says nothing about anybody. As high as it needs, which is known once it
// was drawn.
void draw_lock_help(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const float margin = canvas.px(20);
    const float wide = std::min(area.w - 2 * margin, canvas.em(760));
    float& needed = stage.state.heights["lock_help"];
    const float high = std::min(area.h - 2 * margin, std::max(needed, canvas.px(200)));
    Rect inside = widgets::card(
        canvas, {area.x + (area.w - wide) / 2, area.y + (area.h - high) / 2, wide, high});
    const float around = high - inside.h;
    const Rect foot = inside.cut_bottom(widgets::button_height(canvas));
    inside.cut_bottom(canvas.px(12));
    const float before = needed;
    {
        widgets::ScrollArea scroll(canvas, "lock_help_scroll", inside);
        Rect room = scroll.content();
        const float top = room.y;
        room.cut_top(widgets::card_head(canvas, room, {.title = stage.tr(Text::kTitleHelp)}) - top);
        draw_points(stage, room, stage.tr(Text::kHelpUnlock));
        scroll.reached(room.y);
        needed = room.y - top + foot.h + canvas.px(12) + around;
    }
    if (std::abs(needed - before) > 0.5F) stage.state.needs_frame = true;
    const bool is_over = widgets::button(canvas, "unlock_help_close", foot, stage.tr(Text::kReady),
                                         {widgets::ButtonStyle::kPrimary, Icon::kCheck});
    if (is_over || canvas.escape_pressed()) stage.state.unlock.shows_help = false;
}

// At the corner where it stands on the other screens too.
void draw_help_key(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const float x = stage.state.preferences.left_handed ? area.x + canvas.px(16)
                                                        : area.right() - side - canvas.px(16);
    if (widgets::icon_button(canvas, "unlock_help", {x, area.y + canvas.px(16), side, side},
                             Icon::kQuestion, canvas.theme().muted)) {
        canvas.blur();
        stage.state.unlock.shows_help = true;
    }
}

// In the middle of its column once its height is known; a long name scrolls.
void draw_who_beside(Stage& stage, const Rect& column) {
    Canvas& canvas = stage.canvas;
    float& known = stage.state.heights["lock_who"];
    const float margin = canvas.px(24);
    const BrandSize size = is_low_screen(stage) ? BrandSize::kSmall : BrandSize::kLarge;
    widgets::ScrollArea scroll(canvas, "lock_who", column);
    const float top = scroll.content().y + std::max(margin, (column.h - known) / 2);
    const float bottom = draw_who(stage, {column.x, top, column.w, 0}, size);
    if (std::abs(bottom - top - known) > 0.5F) stage.state.needs_frame = true;
    known = bottom - top;
    scroll.reached(bottom + margin);
}

// The pad fills its height, so that what is said under it moves no key; the field is as high as it
// is, in the middle. Both scroll where a long sentence leaves them too little.
void draw_entry_beside(Stage& stage, const Rect& column) {
    Canvas& canvas = stage.canvas;
    float& known = stage.state.heights["lock_entry"];
    const float high = std::min(column.h, canvas.px(kPadHigh));
    const bool by_passphrase = stage.state.unlock.by_passphrase;
    const float wanted = by_passphrase && known > 0 ? known : high;
    widgets::ScrollArea scroll(canvas, "lock_entry", column);
    const float spare = std::max(0.0F, (column.h - wanted) / 2);
    // Under the pad room is kept for a sentence that is seldom there.
    const float lower = by_passphrase ? 0 : std::min(spare, canvas.px(20));
    const float top = scroll.content().y + spare + lower;
    const float bottom = draw_entry(stage, {column.x, top, column.w, high});
    if (std::abs(bottom - top - known) > 0.5F) stage.state.needs_frame = true;
    known = bottom - top;
    scroll.reached(bottom);
}

void draw_side_by_side(Stage& stage, const Rect& whole) {
    const Canvas& canvas = stage.canvas;
    const bool is_low = is_low_screen(stage);
    Rect area = whole;
    if (is_low) {  // The pad reaches as high as the key for help.
        const float corner = canvas.px(size::kTouch + 16) + canvas.dip(8);
        stage.state.preferences.left_handed ? area.cut_left(corner) : area.cut_right(corner);
    }
    const float who_wide = std::min(canvas.px(430), area.w * 0.36F);
    const float pad_wide = canvas.px(kPadWide);
    const float spare = area.w - who_wide - pad_wide;
    const float gap = std::clamp(spare - canvas.dip(32), canvas.dip(24), canvas.px(90));
    const float left = area.x + (spare - gap) / 2;
    draw_who_beside(stage, {left, area.y, who_wide, area.h});
    const float margin = is_low ? canvas.dip(10) : canvas.px(20);
    draw_entry_beside(stage,
                      {left + who_wide + gap, area.y + margin, pad_wide, area.h - 2 * margin});
}

// Where not all of it fits, what opens the tablet comes first, and what is safe under it.
void draw_stacked(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    widgets::ScrollArea scroll(canvas, "unlock_scroll", area);
    const float wide = std::min(area.w - canvas.px(48), canvas.px(430));
    Rect room = scroll.content();
    room = {room.x + (room.w - wide) / 2, room.y, wide, area.h};
    if (area.h >= canvas.em(kLargeBrandFrom)) {
        room.cut_top(canvas.px(40));
        room.cut_top(draw_who(stage, room, BrandSize::kLarge) + canvas.px(40) - room.y);
        room.h = canvas.px(540);
        return scroll.reached(draw_entry(stage, room) + canvas.px(12));
    }
    room.cut_top(canvas.dip(12));
    if (stage.state.keyboard_height <= 0 || area.h >= canvas.em(kSmallBrandFrom))
        room.cut_top(draw_brand(stage, room, BrandSize::kSmall) + canvas.px(16) - room.y);
    room.cut_top(draw_entry(stage, room) - room.y + canvas.px(16));
    scroll.reached(draw_profile(stage, room) + canvas.px(12));
}

}  // namespace

void draw_unlock(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const LockState lock = stage.snapshot.lock;
    if (lock == LockState::kNoStore) return draw_set_up(stage, area);
    if (lock == LockState::kUnusable) {
        return draw_no_entry(stage, area.inset(canvas.px(40), canvas.px(40)));
    }
    if (stage.state.unlock.shows_help) return draw_lock_help(stage, area);
    if (lock == LockState::kLocked && stage.snapshot.forfeit == Forfeit::kEverything) {
        draw_forfeit(stage, area.inset(canvas.px(40), canvas.px(40)));
        return draw_help_key(stage, area);
    }
    draw_help_key(stage, area);
    const bool has_width = area.w >= canvas.px(kPadWide) + canvas.em(160);
    if (area.w > area.h && has_width && stage.state.keyboard_height <= 0)
        return draw_side_by_side(stage, area);
    draw_stacked(stage, area);
}

}  // namespace oppad::ui
