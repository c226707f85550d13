#include "ui/keyboard/keyboard.h"

#include <algorithm>

namespace oppad::ui {

namespace {

constexpr float kPadTop = 12;
constexpr float kPadBottom = 14;
constexpr float kPadSide = 14;
constexpr float kGapAcross = 9;
constexpr float kGapDown = 10;
constexpr float kKeyHighest = 72;
constexpr float kPartOfScreen = 0.43F;  // That it takes where keys needn't be smaller for it.
constexpr int kRows = 4;
constexpr float kPadWidest = 620;  // Of digits: a thumb reaches them all.
constexpr float kKeyRadius = 12;

float key_height(const Canvas& canvas) {
    const float around =
        canvas.dip(kPadTop + kPadBottom + kGapDown * static_cast<float>(kRows - 1));
    const float room = (canvas.screen().h * kPartOfScreen - around) / static_cast<float>(kRows);
    return std::clamp(room, canvas.dip(size::kTouch), canvas.dip(kKeyHighest));
}

// The largest letters that fit on the key.
Font font_for(const Canvas& canvas, const Rect& key, std::string_view text) {
    for (const Font font : {Font::kKeyCap, Font::kCardTitleQuiet, Font::kSmall}) {
        const bool fits =
            canvas.line_height(font) <= key.h && canvas.width(text, font) <= key.w - canvas.dip(8);
        if (fits) return font;
    }
    return Font::kLabel;
}

bool is_digits(KeyPage page) { return page == KeyPage::kPhone || page == KeyPage::kDate; }

}  // namespace

void Keyboard::take_field(const Canvas& canvas) {
    const bool is_other = canvas.focus_id() != field_ || canvas.typing() != typing_;
    if (!is_other) return;
    field_ = canvas.focus_id();
    typing_ = canvas.typing();
    page_ = first_page(typing_);
    shift_ = Shift::kOff;
    wished_.reset();
    accents_from_.clear();
}

void Keyboard::begin_frame(Canvas& canvas, const Preferences& preferences) {
    const std::string field = field_;
    const bool had_tools = tools_.has_value();
    tools_ = canvas.take_text_tools();
    take_field(canvas);
    if (canvas.take_field_tap() && wished_ == false) wished_.reset();
    if (canvas.take_keyboard_asked()) {
        wished_ = !is_up_;
        // Who asks for it has no real keyboard at hand, whatever was pressed before.
        if (!is_up_) real_keys_ = false;
    }
    const bool was_up = is_up_;
    switch (preferences.keyboard_shown) {
        case KeyboardShown::kByItself:
            is_up_ = canvas.text_focused() && wished_.value_or(!real_keys_);
            break;
        case KeyboardShown::kAlways:
            is_up_ = canvas.text_focused() && wished_.value_or(true);
            break;
        case KeyboardShown::kNever:
            is_up_ = false;
            break;
    }
    const bool is_free = preferences.keyboard_shown != KeyboardShown::kNever;
    canvas.offer_keyboard_key(!is_free ? KeyboardKey::kNone
                              : is_up_ ? KeyboardKey::kHides
                                       : KeyboardKey::kShows);
    // What it stands on, or the screen, has changed: the field may lie under it.
    const bool has_grown = !was_up || tools_.has_value() != had_tools;
    if (is_up_ && (has_grown || field != field_ || !(screen_ == canvas.screen()))) canvas.reveal();
    if (!is_up_ || !(screen_ == canvas.screen())) accents_from_.clear();
    screen_ = canvas.screen();
}

float Keyboard::height(const Canvas& canvas) const {
    return is_up_ ? keys_height(canvas) + tools_height(canvas) : 0;
}

float Keyboard::keys_height(const Canvas& canvas) const {
    if (!is_up_) return 0;
    const float gaps = canvas.dip(kGapDown) * static_cast<float>(kRows - 1);
    return key_height(canvas) * static_cast<float>(kRows) + gaps + canvas.dip(kPadTop + kPadBottom);
}

float Keyboard::tools_height(const Canvas& canvas) const {
    return tools_ ? canvas.dip(size::kTouch + kPadTop) : 0;
}

// Where the thumb of the hand that writes reaches them.
void Keyboard::draw_tools(Canvas& canvas, Rect row, bool is_left) const {
    const Theme& theme = canvas.theme();
    const float wide =
        std::max(row.h, canvas.icon_width(IconSize::kNormal) + canvas.dip(kGapAcross));
    const auto tool = [&](const char* id, TextTool which, Icon icon, bool is_there) {
        const Rect place = row.cut_left(wide);
        row.cut_left(canvas.dip(kGapAcross));
        if (!is_there) return;
        if (canvas.key(id, place, Hold::kNothing)) canvas.ask_text_tool(which);
        if (canvas.touch().held(id)) canvas.circle(place.centre(), place.h / 2, theme.key_quiet);
        canvas.icon(place.centre(), icon, IconSize::kNormal, theme.ink);
    };
    constexpr float kTools = 5;
    const float all = kTools * wide + (kTools - 1) * canvas.dip(kGapAcross);
    if (!is_left) row.cut_left(row.w - all);
    tool("text_undo", TextTool::kUndo, Icon::kUndo, tools_->can_undo);
    tool("text_all", TextTool::kAll, Icon::kSelectAll, tools_->has_text);
    tool("text_cut", TextTool::kCut, Icon::kCut, tools_->has_selection);
    tool("text_copy", TextTool::kCopy, Icon::kCopy, tools_->has_selection);
    tool("text_paste", TextTool::kPaste, Icon::kPaste, true);
}

Rect Keyboard::keys_across(const Canvas& canvas, const Rect& area) const {
    const Rect room = area.inset(canvas.dip(kPadSide), 0);
    if (!is_digits(page_)) return room;
    return room.inset(std::max(0.0F, (room.w - canvas.dip(kPadWidest)) / 2), 0);
}

std::vector<Keyboard::Placed> Keyboard::place_keys(const Canvas& canvas, const Rect& area,
                                                   KeyboardLayout layout) const {
    const Rect room = keys_across(canvas, area);
    const float high = key_height(canvas);
    const float gap = canvas.dip(kGapAcross);
    std::vector<Placed> placed;
    float y = area.y + canvas.dip(kPadTop);
    for (const auto& row : keys_of(page_, layout)) {
        float parts = 0;
        for (const KeyCap& cap : row) parts += cap.width;
        const float part = (room.w - gap * static_cast<float>(row.size() - 1)) / parts;
        float x = room.x;
        for (const KeyCap& cap : row) {
            placed.push_back({cap, id_of(cap), {x, y, part * cap.width, high}});
            x += part * cap.width + gap;
        }
        y += high + canvas.dip(kGapDown);
    }
    return placed;
}

void Keyboard::draw(Canvas& canvas, const Rect& area, Preferences& preferences) {
    canvas.fill(area, canvas.theme().keyboard, 0);
    canvas.key("keyboard", area, Hold::kNothing);  // A tap between two keys is no tap beside.
    Rect room = area;
    if (tools_) {
        Rect row = keys_across(canvas, room.cut_top(tools_height(canvas)));
        row.cut_top(canvas.dip(kPadTop));
        draw_tools(canvas, row, preferences.left_handed);
    }
    const auto keys = place_keys(canvas, room, preferences.keyboard_layout);
    for (const Placed& key : keys) {
        const bool repeats = key.cap.action == KeyAction::kBackspace;
        const bool opens = key.cap.action == KeyAction::kType && !accents_of(key.cap.text).empty();
        const Hold hold = opens ? Hold::kOpens : repeats ? Hold::kRepeats : Hold::kNothing;
        const bool tapped = canvas.key(key.id, key.rect, hold);
        draw_key(canvas, key, preferences);
        if (canvas.touch().held_long(key.id)) open_accents(canvas, key);
        if (tapped) take_key(key.cap, preferences);
    }
    if (!accents_from_.empty()) draw_accents(canvas);
}

void Keyboard::draw_key(Canvas& canvas, const Placed& key, const Preferences& preferences) {
    const Theme& theme = canvas.theme();
    const bool is_letter =
        key.cap.action == KeyAction::kType || key.cap.action == KeyAction::kSpace;
    const bool is_shifted = key.cap.action == KeyAction::kShift && shift_ != Shift::kOff;
    Color ground = is_letter ? theme.key : theme.key_quiet;
    Color ink = theme.ink;
    if (key.cap.action == KeyAction::kEnter || is_shifted) {
        ground = theme.primary;
        ink = theme.on_primary;
    }
    // Over a shoulder a key that lights up tells a passphrase.
    const bool lights_up = canvas.touch().held(key.id) && typing_ != Typing::kSecret;
    if (lights_up && ground != theme.primary) {
        ground = ground == theme.key ? theme.key_quiet : theme.key;
    }
    canvas.fill(key.rect, ground, canvas.dip(kKeyRadius));
    draw_face(canvas, key, preferences, ink);
}

void Keyboard::draw_face(Canvas& canvas, const Placed& key, const Preferences& preferences,
                         Color ink) {
    const auto icon = [&](Icon which) {
        canvas.icon(key.rect.centre(), which, IconSize::kNormal, ink);
    };
    // What a key leads to is said more quietly than what it types.
    const bool is_typed = key.cap.action == KeyAction::kType || key.cap.action == KeyAction::kSpace;
    const auto word = [&](std::string_view text) {
        const Font largest = font_for(canvas, key.rect, text);
        const bool is_loud = !is_typed && largest == Font::kKeyCap;
        canvas.text_in(key.rect, text, is_loud ? Font::kCardTitleQuiet : largest, ink,
                       Align::kCentre);
    };
    switch (key.cap.action) {
        case KeyAction::kType:
            return word(shown(key.cap.text));
        case KeyAction::kSpace:
            return word(canvas.tr(Text::kKeySpace));
        case KeyAction::kBackspace:
            return icon(Icon::kBackspace);
        case KeyAction::kEnter:
            return icon(Icon::kReturn);
        case KeyAction::kShift:
            return icon(shift_ == Shift::kLocked ? Icon::kCapsLock : Icon::kArrowUp);
        case KeyAction::kLetters:
            return word(canvas.tr(Text::kKeyLetters));
        case KeyAction::kSymbols:
            return word(canvas.tr(Text::kKeySymbols));
        case KeyAction::kAccents:
            return word(canvas.tr(Text::kKeyAccents));
        case KeyAction::kLayout:
            return word(canvas.tr(preferences.keyboard_layout == KeyboardLayout::kAzerty
                                      ? Text::kKeysAzerty
                                      : Text::kKeysQwerty));
        case KeyAction::kHide:
            return icon(Icon::kKeyboardHide);
    }
}

void Keyboard::take_key(const KeyCap& cap, Preferences& preferences) {
    switch (cap.action) {
        case KeyAction::kType:
            return type(shown(cap.text));
        case KeyAction::kSpace:
            return type(" ");
        case KeyAction::kBackspace:
            return feed_.press(FedKey::kBackspace);
        case KeyAction::kEnter:
            return feed_.press(FedKey::kEnter);
        case KeyAction::kShift:
            shift_ = shift_ == Shift::kOff    ? Shift::kOnce
                     : shift_ == Shift::kOnce ? Shift::kLocked
                                              : Shift::kOff;
            return;
        case KeyAction::kLetters:
            page_ = KeyPage::kLetters;
            return;
        case KeyAction::kSymbols:
            page_ = KeyPage::kSymbols;
            return;
        case KeyAction::kAccents:
            page_ = KeyPage::kAccents;
            return;
        case KeyAction::kLayout:
            preferences.keyboard_layout = preferences.keyboard_layout == KeyboardLayout::kAzerty
                                              ? KeyboardLayout::kQwerty
                                              : KeyboardLayout::kAzerty;
            return;
        case KeyAction::kHide:
            return put_away();
    }
}

void Keyboard::type(const std::string& text) {
    feed_.type(text);
    if (shift_ == Shift::kOnce) shift_ = Shift::kOff;
}

std::string Keyboard::shown(const std::string& letter) const {
    return shift_ == Shift::kOff ? letter : upper_case(letter);
}

// Over the key, kept on the screen; in as many rows as there is need of.
void Keyboard::open_accents(const Canvas& canvas, const Placed& key) {
    accents_from_ = key.id;
    accents_from_rect_ = key.rect;
    accents_.clear();
    const std::vector<std::string> letters = accents_of(key.cap.text);
    const float side = std::max(canvas.dip(size::kTouch), std::min(key.rect.w, canvas.dip(72)));
    const float gap = canvas.dip(8);
    const float high = key.rect.h;
    const Rect screen = canvas.screen().inset(canvas.dip(kPadSide), canvas.dip(kPadSide));
    const auto fit =
        std::max(std::size_t{1}, static_cast<std::size_t>((screen.w + gap) / (side + gap)));
    const std::size_t columns = std::min(letters.size(), fit);
    const std::size_t rows = (letters.size() + columns - 1) / columns;
    const float wide = static_cast<float>(columns) * (side + gap) - gap;
    const float x = std::clamp(key.rect.centre().x - wide / 2, screen.x, screen.right() - wide);
    const float y = key.rect.y - static_cast<float>(rows) * (high + gap) - gap;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const KeyCap cap{KeyAction::kType, letters[i], 1};
        const auto row = i / columns;
        const Rect rect{x + static_cast<float>(i % columns) * (side + gap),
                        y + static_cast<float>(row) * (high + gap), side, high};
        accents_.push_back({cap, "accent_" + key_id(letters[i]), rect});
    }
}

void Keyboard::draw_accents(Canvas& canvas) {
    canvas.begin_layer();
    Rect sheet = accents_.front().rect;
    for (const Placed& accent : accents_) {
        sheet.w = std::max(sheet.right(), accent.rect.right()) - sheet.x;
        sheet.h = std::max(sheet.bottom(), accent.rect.bottom()) - sheet.y;
    }
    bool is_over = canvas.key("accents_close", canvas.screen(), Hold::kNothing);
    sheet = sheet.inset(-canvas.dip(8), -canvas.dip(8));
    canvas.fill(sheet, canvas.theme().keyboard, canvas.dip(kKeyRadius + 4));
    canvas.stroke(sheet, canvas.theme().line, canvas.dip(kKeyRadius + 4), canvas.dip(1));
    Touch& touch = canvas.touch();
    const bool slid = touch.lifted_from(accents_from_);
    const bool is_held = touch.began_on(accents_from_);
    for (const Placed& accent : accents_) {
        const bool is_under = accent.rect.contains(touch.position());
        const bool tapped = canvas.key(accent.id, accent.rect, Hold::kNothing);
        const bool is_lit =
            (touch.held(accent.id) || (is_held && is_under)) && typing_ != Typing::kSecret;
        canvas.fill(accent.rect, is_lit ? canvas.theme().key_quiet : canvas.theme().key,
                    canvas.dip(kKeyRadius));
        const std::string letter = shown(accent.cap.text);
        canvas.text_in(accent.rect, letter, font_for(canvas, accent.rect, letter),
                       canvas.theme().ink, Align::kCentre);
        if (!tapped && !(slid && is_under)) continue;
        type(letter);
        is_over = true;
    }
    // A finger that was lifted where it lay leaves them open for a tap.
    if (slid && !accents_from_rect_.contains(touch.position())) is_over = true;
    if (is_over) accents_from_.clear();
}

}  // namespace oppad::ui
