#include "ui/frame/canvas.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace oppad::ui {

namespace {

constexpr float kSpaceGrowth = 0.4F;  // Of what letters grow.
constexpr float kEdge = 24;           // Logical pixels in which a swipe back begins.
constexpr float kSwipe = 96;
constexpr float kRing = 6;          // Around what has the focus.
constexpr float kPageKept = 0.15F;  // Of a page that stays in sight when it is turned.

ImVec2 vec(Point point) { return {point.x, point.y}; }

}  // namespace

void Canvas::begin_frame(const Setting& setting) {
    setting_ = setting;
    list_ = ImGui::GetBackgroundDrawList();
    std::swap(last_items_, items_);
    items_.clear();
    main_buttons_.clear();
    cards_.clear();
    clips_.assign(1, Clip{setting.screen, {}});
    const ImGuiIO& io = ImGui::GetIO();
    Rect rest = setting.screen;
    const float edge = dip(kEdge);
    const bool is_left = setting.left_handed;
    const TouchInput input{.position = {io.MousePos.x, io.MousePos.y},
                           .down = io.MouseDown[0],
                           .wheel = io.MouseWheel,
                           .edge = is_left ? rest.cut_right(edge) : rest.cut_left(edge),
                           .swipe = is_left ? -dip(kSwipe) : dip(kSwipe),
                           .steady = setting.steady};
    touch_.begin_frame(input, last_items_, size::kTapSlop * setting.pixel_ratio);
    revealed_ = false;
    if (setting_.ledger != nullptr) setting_.ledger->clear();
    if (touch_.any_tap()) {
        focus_by_key_ = false;
        const Item* target = last_items_.at(touch_.position());
        if (target == nullptr || (!target->takes_text() && target->role != Role::kKey)) blur();
    }
    read_keys();
}

void Canvas::end_frame() {
    touch_.end_frame();
    focus_typing_ = Typing::kNothing;
    if (std::exchange(next_field_, false)) move_to_next_field();
    float moved = 0;
    if (const Item* item = items_.find(focus_)) {
        waits_for_focus_ = false;
        focus_typing_ = item->typing;
        if (std::exchange(reveal_, false)) moved = reveal_focus(*item);
    } else if (!focus_.empty() && !std::exchange(waits_for_focus_, false)) {
        blur();
    }
    revealed_ = moved != 0;
    // A line of what has the focus, say: that comes first where not all of it fits.
    if (const auto wanted = std::exchange(in_sight_, std::nullopt))
        revealed_ |= reveal_in(wanted->scroll, wanted->rect.moved(0, moved)) != 0;
}

void Canvas::read_keys() {
    activated_.clear();
    menu_of_.clear();
    escape_ = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                       ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
    const bool space = ImGui::IsKeyPressed(ImGuiKey_Space, false);
    if (ImGui::IsKeyPressed(ImGuiKey_Tab, true)) move_focus(ImGui::GetIO().KeyShift ? -1 : 1);
    const bool menu = ImGui::IsKeyPressed(ImGuiKey_Menu, false) ||
                      (ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false));
    if ((enter || space) && !text_focused() && !focus_.empty()) activated_ = focus_;
    if (menu && !text_focused()) menu_of_ = focus_;
    read_arrows();
}

// Arrows go from item to item; in a text of many lines they are the caret's, in one of a single
// line up and down are free.
void Canvas::read_arrows() {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl || io.KeyAlt || io.KeyShift || typing() == Typing::kNote) return;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
    if (pressed(ImGuiKey_DownArrow)) step_aside({0, 1});
    if (pressed(ImGuiKey_UpArrow)) step_aside({0, -1});
    if (pressed(ImGuiKey_PageDown)) turn_pages(1);
    if (pressed(ImGuiKey_PageUp)) turn_pages(-1);
    if (text_focused()) return;
    if (pressed(ImGuiKey_RightArrow)) step_aside({1, 0});
    if (pressed(ImGuiKey_LeftArrow)) step_aside({-1, 0});
}

// Of the list that has the focus, else of the largest.
void Canvas::turn_pages(float pages) {
    const Item* here = last_items_.find(focus_);
    std::string area = here == nullptr ? std::string{} : here->scroll;
    if (area.empty()) area = touch_.largest_scroll();
    if (area.empty()) return;
    ScrollPlace& place = touch_.scroll(area);
    place.velocity = 0;
    place.offset =
        std::clamp(place.offset + pages * (1 - kPageKept) * place.rect.h, 0.0F, place.offset_max);
}

void Canvas::set_focus(const Item& item) {
    focus_ = item.id;
    focus_typing_ = item.typing;
    focus_by_key_ = true;
    reveal_ = true;
}

void Canvas::move_focus(int step) {
    const auto& items = last_items_.items();
    const auto count = static_cast<int>(items.size());
    int at = step > 0 ? -1 : 0;
    for (int i = 0; i < count; ++i) {
        if (items[static_cast<std::size_t>(i)].id == focus_) at = i;
    }
    for (int tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        const Item& item = items[static_cast<std::size_t>(at)];
        if (item.role == Role::kTarget) return set_focus(item);
    }
}

// To the nearest item on that side: what lies straight on counts before what lies aslant.
void Canvas::step_aside(Point direction) {
    const Item* here = last_items_.find(focus_);
    if (here == nullptr) return move_focus(1);
    const Item* nearest = nullptr;
    float nearest_cost = 0;
    for (const Item& item : last_items_.items()) {
        if (item.role != Role::kTarget || item.id == focus_) continue;
        const bool is_upright = direction.y != 0;
        const float gap_x =
            std::max({item.rect.x - here->rect.right(), here->rect.x - item.rect.right(), 0.0F});
        const float gap_y =
            std::max({item.rect.y - here->rect.bottom(), here->rect.y - item.rect.bottom(), 0.0F});
        const Point to{item.rect.centre().x - here->rect.centre().x,
                       item.rect.centre().y - here->rect.centre().y};
        const float ahead = to.x * direction.x + to.y * direction.y;
        const float along = is_upright ? gap_y : gap_x;
        const float aside = is_upright ? gap_x : gap_y;
        if (ahead <= 1 || (along <= 0 && aside > 0)) continue;
        constexpr float kAslant = 4;
        const float cost = ahead + kAslant * aside + std::abs(is_upright ? to.x : to.y) / kAslant;
        if (nearest == nullptr || cost < nearest_cost) {
            nearest = &item;
            nearest_cost = cost;
        }
    }
    if (nearest != nullptr) set_focus(*nearest);
}

void Canvas::move_to_next_field() {
    bool is_past = false;
    for (const Item& item : items_.items()) {
        if (is_past && item.takes_text()) {
            focus_ = item.id;
            reveal_ = true;
            return;
        }
        is_past = is_past || item.id == focus_;
    }
    blur();
}

// With its frame, its label and the ring around it, as far as there is room.
float Canvas::reveal_focus(const Item& item) {
    if (item.scroll.empty()) return 0;
    const float high = touch_.scroll(item.scroll).rect.h;
    const float ring = dip(kRing);
    for (const Rect& whole : {item.around, item.rect}) {
        const Rect ringed = whole.inset(-ring, -ring);
        if (!whole.empty() && ringed.h <= high) return reveal_in(item.scroll, ringed);
    }
    return reveal_in(item.scroll, item.rect);
}

void Canvas::frame_field(const Rect& around) { items_.frame_last_field(around); }

float Canvas::reveal_in(const std::string& scroll, const Rect& rect) {
    if (scroll.empty()) return 0;
    ScrollPlace& place = touch_.scroll(scroll);
    const float before = place.offset;
    const float above = place.rect.y - rect.y;
    const float below = rect.bottom() - place.rect.bottom();
    if (above > 0) place.offset -= above + px(size::kGap);
    if (below > 0 && above <= 0) place.offset += below + px(size::kGap);
    place.offset = std::clamp(place.offset, 0.0F, place.offset_max);
    return before - place.offset;
}

void Canvas::focus(std::string_view id) {
    focus_ = id;
    waits_for_focus_ = true;
    reveal_ = true;
}

void Canvas::blur() {
    focus_.clear();
    focus_typing_ = Typing::kNothing;
}

void Canvas::begin_layer() {
    if (setting_.ledger != nullptr) ++setting_.ledger->layer;
}

void Canvas::note_fill(const Rect& rect, Color color) {
    if (Ledger* ledger = setting_.ledger) {
        ledger->fills.push_back({.rect = intersect(rect, clip()),
                                 .color = color,
                                 .layer = ledger->layer,
                                 .order = ++ledger->order});
    }
}

float Canvas::px(float logical) const {
    return logical * setting_.pixel_ratio * (1 + (setting_.text_factor - 1) * kSpaceGrowth);
}

float Canvas::em(float logical) const {
    return logical * setting_.pixel_ratio * setting_.text_factor;
}

void Canvas::fill(const Rect& rect, Color color, float radius) {
    if (!in_sight(rect)) return;
    note_fill(rect, color);
    list_->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, color,
                         std::min({radius, rect.w / 2, rect.h / 2}));
}

void Canvas::stroke(const Rect& rect, Color color, float radius, float width) {
    if (!in_sight(rect)) return;
    const float half = width / 2;
    list_->AddRect({rect.x + half, rect.y + half}, {rect.right() - half, rect.bottom() - half},
                   color, std::min({radius, rect.w / 2, rect.h / 2}), 0, width);
}

void Canvas::fade(const Rect& rect, Color bottom) {
    if (setting_.ledger != nullptr) setting_.ledger->fades.push_back(rect);
    const Color none = with_alpha(bottom, 0);
    list_->AddRectFilledMultiColor({rect.x, rect.y}, {rect.right(), rect.bottom()}, none, none,
                                   bottom, bottom);
}

void Canvas::circle(Point centre, float radius, Color color) {
    note_fill({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, color);
    list_->AddCircleFilled(vec(centre), radius, color);
}

void Canvas::ring(Point centre, float radius, Color color, float width) {
    list_->AddCircle(vec(centre), radius, color, 0, width);
}

void Canvas::line(Point from, Point to, Color color, float width) {
    // A filled rectangle stays sharp where a line would blur over two rows of pixels.
    if (from.y == to.y) {
        fill({from.x, std::floor(from.y), to.x - from.x, width}, color, 0);
    } else {
        fill({std::floor(from.x - width / 2), from.y, width, to.y - from.y}, color, 0);
    }
}

void Canvas::icon(Point centre, Icon icon, IconSize size, Color color) {
    if (icon == Icon::kNone) return;
    if (setting_.ledger != nullptr) setting_.ledger->icons.push_back({centre, icon});
    const ImFont* font = setting_.fonts->icons(size);
    const std::string glyph = utf8_of(static_cast<unsigned>(icon));
    const float half = font->FontSize / 2;
    list_->AddText(font, font->FontSize, {std::round(centre.x - half), std::round(centre.y - half)},
                   color, glyph.c_str());
}

float Canvas::icon_width(IconSize size) const { return setting_.fonts->icons(size)->FontSize; }

bool Canvas::add_item(Item item) {
    item.visible = intersect(item.rect, clip());
    item.scroll = clips_.back().scroll;
    const bool tapped = touch_.tapped(item.id);
    items_.add(std::move(item));
    return tapped && !is_still_;
}

bool Canvas::tap(std::string_view id, const Rect& rect) {
    const bool tapped =
        add_item({.id = std::string(id), .rect = rect, .visible = {}, .scroll = {}});
    return tapped || (activated_ == id && !is_still_);
}

bool Canvas::tap_with_menu(std::string_view id, const Rect& rect) {
    const bool tapped = add_item({.id = std::string(id),
                                  .rect = rect,
                                  .visible = {},
                                  .scroll = {},
                                  .typing = Typing::kNothing,
                                  .hold = Hold::kOpens});
    return tapped || (activated_ == id && !is_still_);
}

bool Canvas::field(std::string_view id, const Rect& rect, Typing typing) {
    const bool tapped = add_item({.id = std::string(id),
                                  .rect = rect,
                                  .visible = {},
                                  .scroll = {},
                                  .typing = typing,
                                  .hold = Hold::kOpens});
    if (is_still_) return false;
    if (tapped || touch_.held_long(id)) {
        focus_ = id;
        focus_typing_ = typing;
        field_tapped_ = true;
    }
    return focus_ == id;
}

bool Canvas::key(std::string_view id, const Rect& rect, Hold hold) {
    return add_item({.id = std::string(id),
                     .rect = rect,
                     .visible = {},
                     .scroll = {},
                     .typing = Typing::kNothing,
                     .hold = hold,
                     .role = Role::kKey});
}

bool Canvas::hold_ground(std::string_view id, const Rect& rect) {
    add_item({.id = std::string(id),
              .rect = rect,
              .visible = {},
              .scroll = {},
              .typing = Typing::kNothing,
              .hold = Hold::kOpens,
              .role = Role::kGround});
    return touch_.held_long(id) && !is_still_;
}

std::string Canvas::take_loose_letters() {
    if (text_focused()) return {};
    std::string letters;
    ImGuiIO& io = ImGui::GetIO();
    for (const ImWchar letter : io.InputQueueCharacters) {
        const bool is_press = letter == ' ' && !focus_.empty();  // Of what has the focus.
        if (!is_press) letters += utf8_of(letter);
    }
    io.InputQueueCharacters.resize(0);
    return letters;
}

bool Canvas::loose_backspace() const {
    return !text_focused() && ImGui::IsKeyPressed(ImGuiKey_Backspace, true);
}

bool Canvas::loose_enter() const {
    return focus_.empty() && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                              ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
}

void Canvas::focus_ring(std::string_view id, const Rect& rect, float radius) {
    if (!focus_by_key_ || focus_ != id) return;
    const float gap = px(3);
    stroke({rect.x - gap, rect.y - gap, rect.w + 2 * gap, rect.h + 2 * gap},
           theme().tone(Tone::kInfo).ink, radius + gap, px(2.5F));
}

std::optional<Rect> Canvas::card_around(const Rect& rect) const {
    const auto holds = [&rect](const Rect& card) {
        const Rect room = card.inset(-0.5F, -0.5F);  // As far as sums of parts of pixels differ.
        return room.x <= rect.x && room.y <= rect.y && room.right() >= rect.right() &&
               room.bottom() >= rect.bottom();
    };
    const auto found = std::find_if(cards_.rbegin(), cards_.rend(), holds);
    return found == cards_.rend() ? std::nullopt : std::optional(*found);
}

void Canvas::push_clip(const Rect& rect, std::string_view scroll) {
    const Rect inner = intersect(rect, clip());
    clips_.push_back({inner, std::string(scroll)});
    list_->PushClipRect({inner.x, inner.y}, {inner.right(), inner.bottom()}, false);
}

void Canvas::pop_clip() {
    clips_.pop_back();
    list_->PopClipRect();
}

}  // namespace oppad::ui
