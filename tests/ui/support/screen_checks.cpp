#include "tests/ui/support/screen_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/frame/canvas.h"
#include "ui/theme/theme.h"

namespace oppad::test {

namespace {

using ui::DrawnFill;
using ui::DrawnText;
using ui::Item;
using ui::Rect;

constexpr float kBesideTarget = 8;
constexpr float kSlack = 2;         // Pixels that nobody sees.
constexpr float kCaretWide = 2.5F;  // Stands between letters, over their edges.
constexpr std::size_t kShownLetters = 40;

std::string shown(const std::string& text) {
    return text.size() <= kShownLetters ? text : text.substr(0, kShownLetters) + "…";
}

std::string shown(const Rect& rect) {
    return fmt::format("[{:.0f},{:.0f} {:.0f}x{:.0f}]", rect.x, rect.y, rect.w, rect.h);
}

// Where the letters are: a line has air over and under them.
Rect ink_of(const DrawnText& text) {
    return {text.rect.x, text.rect.y + text.rect.h * 0.16F, text.rect.w, text.rect.h * 0.68F};
}

// What a clip leaves of it; empty when it is scrolled away, wholly or in part.
Rect seen_ink(const DrawnText& text) {
    const Rect ink = ink_of(text);
    const Rect seen = intersect(ink, text.clip);
    return seen.h < ink.h - kSlack ? Rect{} : seen;
}

bool overlaps(const Rect& one, const Rect& other) {
    const Rect common = intersect(one, other);
    return common.w > kSlack + 1 && common.h > kSlack + 1;
}

bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x - kSlack && inner.y >= outer.y - kSlack &&
           inner.right() <= outer.right() + kSlack && inner.bottom() <= outer.bottom() + kSlack;
}

// As a sheet does: all of it, and more.
bool covers(const Rect& sheet, const Rect& item) {
    return holds(sheet, item) && !holds(item, sheet);
}

bool is_opaque(ui::Color color) { return color >> 24U == 0xFFU; }

class Inspection {
public:
    explicit Inspection(const CheckedScreen& checked) : checked_(checked) {}

    std::vector<std::string> run() {
        for (const DrawnText& text : checked_.ledger.texts) {
            if (text.scroll == ui::kTypedText) continue;
            check_place(text);
            check_ground(text);
            check_target(text);
        }
        check_overlaps();
        check_targets();
        return std::move(faults_);
    }

private:
    void add(const char* kind, const std::string& what) {
        faults_.push_back(std::string(kind) + ": " + what);
    }

    void check_place(const DrawnText& text) {
        if (text.is_shortened && !checked_.people.explain(text.text, text.cut_at)) {
            add("cut", shown(text.text) + ' ' + shown(text.rect));
        }
        const Rect& clip = text.clip;
        const bool fits_across =
            text.rect.x >= clip.x - kSlack && text.rect.right() <= clip.right() + kSlack;
        const bool scrolls = !text.scroll.empty();
        const Rect ink = ink_of(text);
        const bool fits_down =
            scrolls || (ink.y >= clip.y - kSlack && ink.bottom() <= clip.bottom() + kSlack);
        if (!fits_across || !fits_down) {
            add("outside", shown(text.text) + ' ' + shown(text.rect) + " in " + shown(clip));
        }
    }

    // The last thing that was filled under a point before the text was written.
    const DrawnFill* ground_at(const DrawnText& text, ui::Point point) const {
        const DrawnFill* found = nullptr;
        for (const DrawnFill& fill : checked_.ledger.fills) {
            if (fill.order > text.order) break;
            if (fill.rect.contains(point) && is_opaque(fill.color)) found = &fill;
        }
        return found;
    }

    void check_ground(const DrawnText& text) {
        const Rect ink = seen_ink(text);
        if (ink.empty()) return;
        const DrawnFill* ground = ground_at(text, ink.centre());
        // A mark behind a word reaches a little under the next.
        const DrawnFill* first = ground_at(text, {ink.x + 4, ink.y + 1});
        const DrawnFill* last = ground_at(text, {ink.right() - 1, ink.bottom() - 1});
        if (ground == nullptr) return add("outside", shown(text.text) + " on nothing");
        if (first != last)
            add("beyond", shown(text.text) + ' ' + shown(ink) + " leaves its ground");
        const double ratio = ui::contrast(text.color, ground->color);
        if (ratio < checked_.least_contrast) {
            add("pale", fmt::format("{} {:.2f}:1 {:06x} on {:06x}", shown(text.text), ratio,
                                    text.color & 0xFFFFFFU, ground->color & 0xFFFFFFU));
        }
        for (const DrawnFill& fill : checked_.ledger.fills) {
            const bool is_caret = fill.rect.w <= kCaretWide * checked_.pixel_ratio;
            const bool hides = fill.order > text.order && fill.layer == text.layer && !is_caret &&
                               is_opaque(fill.color) && overlaps(fill.rect, ink);
            if (hides)
                return add("covered",
                           shown(text.text) + ' ' + shown(ink) + " by " + shown(fill.rect));
        }
    }

    // A word on a button stays on it.
    void check_target(const DrawnText& text) {
        const Rect ink = seen_ink(text);
        if (ink.empty()) return;
        for (const Item& item : checked_.items.items()) {
            const bool floats = item.id.rfind("toast", 0) == 0;
            if (floats || item.role == ui::Role::kGround || item.takes_text()) continue;
            // Rows' targets are a little lower than what is written in them.
            const Rect room = item.rect.inset(0, -kBesideTarget * checked_.pixel_ratio);
            const bool is_on_it = text.scroll == item.scroll && text.layer == 0 &&
                                  item.visible.contains({ink.x + 1, ink.y + 1});
            if (!is_on_it || holds(room, ink)) continue;
            add("beyond", shown(text.text) + ' ' + shown(ink) + " leaves " + item.id + ' ' +
                              shown(item.rect));
        }
    }

    void check_overlaps() {
        const auto& texts = checked_.ledger.texts;
        std::vector<Rect> inks;
        for (const DrawnText& text : texts) {
            inks.push_back(text.scroll == ui::kTypedText ? Rect{} : seen_ink(text));
        }
        for (std::size_t i = 0; i < texts.size(); ++i) {
            for (std::size_t j = 0; j < i && !inks[i].empty(); ++j) {
                if (texts[i].layer != texts[j].layer || !overlaps(inks[i], inks[j])) continue;
                add("over", shown(texts[i].text) + ' ' + shown(inks[i]) + " and " +
                                shown(texts[j].text) + ' ' + shown(inks[j]));
            }
        }
    }

    static bool is_whole(const Item& item) {
        return item.visible.w >= item.rect.w - kSlack && item.visible.h >= item.rect.h - kSlack;
    }

    // Only what a finger reaches: not what a sheet over the screen lies on.
    std::vector<const Item*> reachable() const {
        std::vector<const Item*> found;
        const auto& all = checked_.items.items();
        for (const Item& item : all) {
            // A toast floats over whatever stands there.
            const bool floats = item.id.rfind("toast", 0) == 0;
            if (floats || item.role == ui::Role::kGround || !is_whole(item)) continue;
            const bool is_under =
                std::any_of(&item + 1, all.data() + all.size(), [&](const Item& later) {
                    return later.role != ui::Role::kGround && covers(later.visible, item.rect);
                });
            if (!is_under) found.push_back(&item);
        }
        return found;
    }

    void check_targets() {
        constexpr float kTouch = 48;
        constexpr float kApart = 8;
        const float touch = kTouch * checked_.pixel_ratio - 0.5F;
        const float apart = kApart * checked_.pixel_ratio - 0.6F;
        const auto items = reachable();
        for (const Item* item : items) {
            if (item->rect.w < touch || item->rect.h < touch)
                add("small", item->id + ' ' + shown(item->rect));
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const Rect& one = items[i]->visible;
                const Rect& other = items[j]->visible;
                if (covers(one, other) || covers(other, one)) continue;
                const float across = std::max(one.x - other.right(), other.x - one.right());
                const float down = std::max(one.y - other.bottom(), other.y - one.bottom());
                if (std::max(across, down) >= apart) continue;
                add("near",
                    items[i]->id + ' ' + shown(one) + " and " + items[j]->id + ' ' + shown(other));
            }
        }
    }

    const CheckedScreen& checked_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> find_faults(const CheckedScreen& checked) {
    return Inspection(checked).run();
}

}  // namespace oppad::test
