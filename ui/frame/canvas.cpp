#include "ui/frame/canvas.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace oppad::ui {

namespace {

constexpr float kSpaceGrowth = 0.4F;  // Of what letters grow.

ImVec2 vec(Point point) { return {point.x, point.y}; }

}  // namespace

void Canvas::begin_frame(const Setting& setting) {
    setting_ = setting;
    list_ = ImGui::GetBackgroundDrawList();
    std::swap(last_items_, items_);
    items_.clear();
    clips_.assign(1, Clip{setting.screen, {}});
    const ImGuiIO& io = ImGui::GetIO();
    const TouchInput input{.position = {io.MousePos.x, io.MousePos.y},
                           .down = io.MouseDown[0],
                           .wheel = io.MouseWheel,
                           .steady = setting.steady};
    touch_.begin_frame(input, last_items_, size::kTapSlop * setting.pixel_ratio);
    if (touch_.any_tap()) {
        focus_by_key_ = false;
        const Item* target = last_items_.at(touch_.position());
        if (target == nullptr || !target->takes_text) blur();
    }
    read_keys();
}

void Canvas::end_frame() {
    touch_.end_frame();
    focus_takes_text_ = false;
    const Item* item = items_.find(focus_);
    if (item == nullptr) {
        if (!focus_.empty()) blur();
        return;
    }
    focus_takes_text_ = item->takes_text;
    if (reveal_) reveal_focus(*item);
    reveal_ = false;
}

void Canvas::read_keys() {
    activated_.clear();
    escape_ = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                       ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
    const bool space = ImGui::IsKeyPressed(ImGuiKey_Space, false);
    if (ImGui::IsKeyPressed(ImGuiKey_Tab, true)) move_focus(ImGui::GetIO().KeyShift ? -1 : 1);
    if ((enter || space) && !focus_takes_text_ && !focus_.empty()) activated_ = focus_;
}

void Canvas::move_focus(int step) {
    const auto& items = last_items_.items();
    if (items.empty()) return;
    const auto count = static_cast<int>(items.size());
    int at = step > 0 ? -1 : 0;
    for (int i = 0; i < count; ++i) {
        if (items[static_cast<std::size_t>(i)].id == focus_) at = i;
    }
    at = (at + step + count) % count;
    focus_ = items[static_cast<std::size_t>(at)].id;
    focus_takes_text_ = items[static_cast<std::size_t>(at)].takes_text;
    focus_by_key_ = true;
    reveal_ = true;
}

void Canvas::reveal_focus(const Item& item) {
    if (item.scroll.empty()) return;
    ScrollPlace& place = touch_.scroll(item.scroll);
    const float above = place.rect.y - item.rect.y;
    const float below = item.rect.bottom() - place.rect.bottom();
    if (above > 0) place.offset -= above + px(size::kGap);
    if (below > 0 && above <= 0) place.offset += below + px(size::kGap);
    place.offset = std::clamp(place.offset, 0.0F, place.offset_max);
}

void Canvas::focus(std::string_view id) {
    focus_ = id;
    reveal_ = true;
}

void Canvas::blur() {
    focus_.clear();
    focus_takes_text_ = false;
}

float Canvas::px(float logical) const {
    return logical * setting_.pixel_ratio * (1 + (setting_.text_factor - 1) * kSpaceGrowth);
}

float Canvas::em(float logical) const {
    return logical * setting_.pixel_ratio * setting_.text_factor;
}

void Canvas::fill(const Rect& rect, Color color, float radius) {
    if (!in_sight(rect)) return;
    list_->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, color,
                         std::min({radius, rect.w / 2, rect.h / 2}));
}

void Canvas::stroke(const Rect& rect, Color color, float radius, float width) {
    if (!in_sight(rect)) return;
    const float half = width / 2;
    list_->AddRect({rect.x + half, rect.y + half}, {rect.right() - half, rect.bottom() - half},
                   color, std::min({radius, rect.w / 2, rect.h / 2}), 0, width);
}

void Canvas::circle(Point centre, float radius, Color color) {
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
    const ImFont* font = setting_.fonts->icons(size);
    const std::string glyph = utf8_of(static_cast<unsigned>(icon));
    const float half = font->FontSize / 2;
    list_->AddText(font, font->FontSize, {std::round(centre.x - half), std::round(centre.y - half)},
                   color, glyph.c_str());
}

float Canvas::icon_width(IconSize size) const { return setting_.fonts->icons(size)->FontSize; }

bool Canvas::add_item(std::string_view id, const Rect& rect, ItemKind kind) {
    Item item{.id = std::string(id),
              .rect = rect,
              .visible = intersect(rect, clip()),
              .scroll = clips_.back().scroll,
              .takes_text = kind == ItemKind::kTextField};
    items_.add(std::move(item));
    return touch_.tapped(id);
}

bool Canvas::tap(std::string_view id, const Rect& rect) {
    const bool tapped = add_item(id, rect, ItemKind::kButton);
    return tapped || activated_ == id;
}

bool Canvas::field(std::string_view id, const Rect& rect) {
    add_item(id, rect, ItemKind::kTextField);
    if (touch_.tapped(id)) {
        focus_ = id;
        focus_takes_text_ = true;
    }
    return focus_ == id;
}

std::string Canvas::take_loose_letters() {
    if (focus_takes_text_) return {};
    std::string letters;
    ImGuiIO& io = ImGui::GetIO();
    for (const ImWchar letter : io.InputQueueCharacters) letters += utf8_of(letter);
    io.InputQueueCharacters.resize(0);
    return letters;
}

bool Canvas::loose_backspace() const {
    return !focus_takes_text_ && ImGui::IsKeyPressed(ImGuiKey_Backspace, true);
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
