// The top of the Registreer page: what kind of contact, with whom, where, when.
#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

struct Box {
    const char* id;
    LogPart part;
    Text label;
    std::vector<TextRun> value;
    std::string problem;
};

float box_height(const Canvas& canvas) {
    const float words = canvas.line_height(Font::kLabel) + canvas.line_height(Font::kBody);
    if (canvas.is_low()) return std::max(canvas.dip(size::kTouchPrimary), words + canvas.dip(20));
    return std::max(canvas.px(64), words + canvas.px(26));
}

void draw_box(Stage& stage, const Rect& rect, const Box& box) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const bool is_open = stage.state.log.open == box.part;
    const bool is_wrong = !box.problem.empty();
    if (canvas.tap(box.id, rect)) toggle_part(stage, box.part);
    const float radius = canvas.px(size::kButtonRadius);
    canvas.fill(rect, canvas.touch().held(box.id) ? theme.chip : theme.card, radius);
    const Color border = is_wrong  ? theme.tone(Tone::kDanger).ink
                         : is_open ? theme.primary
                                   : theme.line;
    canvas.stroke(rect, border, radius, canvas.px(is_wrong || is_open ? 2 : 1));
    const float label = canvas.line_height(Font::kLabel);
    const float value = canvas.line_height(Font::kBody);
    Rect room = rect.inset(canvas.px(16), 0);
    const float top = rect.centre().y - (label + value + canvas.px(4)) / 2;
    const std::string& said = is_wrong ? box.problem : stage.tr(box.label);
    canvas.text_in({room.x, top, room.w, label}, said, Font::kLabel,
                   is_wrong ? theme.tone(Tone::kDanger).ink : theme.muted, Align::kLeft);
    Rect line{room.x, top + label + canvas.px(4), room.w, value};
    for (const TextRun& run : box.value) {
        line.cut_left(canvas.text_in(line, run.text, run.font, run.color, Align::kLeft));
        if (line.w < canvas.em(30)) break;
    }
    canvas.focus_ring(box.id, rect, radius);
}

std::string family_remark(const Stage& stage) {
    const auto* page = log_page(stage);
    const engine::ContactDraft& draft = stage.state.log.draft;
    if (page == nullptr || !page->family || draft.family_id != page->family->id) return {};
    std::string remark;
    if (!page->family->municipality.empty()) remark += " · " + page->family->municipality;
    if (page->family->child_count > 0) {
        remark += " · " + stage.texts().plural(Text::kChildren, page->family->child_count);
    }
    return remark;
}

std::string family_name(const Stage& stage) {
    const auto* page = log_page(stage);
    const LogContactState& log = stage.state.log;
    if (page != nullptr && page->family && log.draft.family_id == page->family->id) {
        return page->family->name;
    }
    return log.family_name;
}

std::string place_name(const Stage& stage) {
    const auto* page = log_page(stage);
    const LogContactState& log = stage.state.log;
    if (page != nullptr && page->place && log.draft.place_id == page->place->id) {
        return page->place->name;
    }
    return log.place_name;
}

// One row where there is room, else the family above place and time.
bool has_one_row(const Canvas& canvas, float width) { return width / canvas.em(1) >= 620; }

}  // namespace

namespace {

// A part of the bar: a kind, or (kUnknown) the way to the others.
struct KindPart {
    ContactKind kind = ContactKind::kUnknown;
    std::string id;
    float wide = 0;
};

constexpr std::size_t kRowsWithIcons = 2;  // At most.
constexpr std::size_t kKindsShown = 6;     // The others are rare: message and letter.

// Where the letters are large for the screen the words do without: each kind is to be read.
enum class KindIcons : std::uint8_t { kHidden, kShown };

struct KindBar {
    std::vector<KindPart> parts;
    KindIcons icons = KindIcons::kShown;
};

// With what stands between it and the word.
float kind_icon_width(const Canvas& canvas, KindIcons icons) {
    if (icons == KindIcons::kHidden) return 0;
    return canvas.icon_width(IconSize::kNormal) + canvas.px(8);
}

KindPart kind_part(const Stage& stage, ContactKind kind, std::string_view word, KindIcons icons) {
    const Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(text_of(kind));
    const float wide =
        kind_icon_width(canvas, icons) + canvas.px(18) + canvas.width(label, Font::kStrong);
    return {kind, "kind_" + std::string(word), wide};
}

// Where each row of the bar ends, by its parts.
using RowEnds = std::vector<std::size_t>;

RowEnds filled_rows(const std::vector<KindPart>& parts, float room) {
    RowEnds ends;
    float used = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && used + parts[i].wide > room) {
            ends.push_back(i);
            used = 0;
        }
        used += parts[i].wide;
    }
    ends.push_back(parts.size());
    return ends;
}

// The fewest rows in which every kind can be read whole, as many in each where that fits.
RowEnds rows_of(const std::vector<KindPart>& parts, float room) {
    RowEnds filled = filled_rows(parts, room);
    const std::size_t per_row = (parts.size() + filled.size() - 1) / filled.size();
    RowEnds even;
    for (std::size_t first = 0; first < parts.size(); first += per_row) {
        float used = 0;
        even.push_back(std::min(parts.size(), first + per_row));
        for (std::size_t i = first; i < even.back(); ++i) used += parts[i].wide;
        if (used > room) return filled;
    }
    return even;
}

// Their targets are 8 pixels apart, and a finger high.
float kind_height(const Canvas& canvas) {
    const float word = canvas.line_height(Font::kChip);
    if (canvas.is_low()) return std::max(canvas.dip(size::kTouch + 8), word + canvas.dip(12));
    return std::max(canvas.px(60), word + canvas.px(24));
}

// Large letters on a low screen: what the contact is about comes into sight as well.
std::size_t rows_at_most(const Canvas& canvas) {
    constexpr float kPartOfScreen = 0.3F;
    const float rows = canvas.screen().h * kPartOfScreen / kind_height(canvas);
    return std::max<std::size_t>(2, static_cast<std::size_t>(rows));
}

// The first so many kinds, the chosen one always among them, and the way to the others.
std::vector<KindPart> kind_parts(const Stage& stage, std::size_t usual, KindIcons icons) {
    const Canvas& canvas = stage.canvas;
    const auto& kinds = CodeTable<ContactKind>::words;
    std::vector<KindPart> parts;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (i < usual || stage.state.log.draft.kind == kinds[i].first)
            parts.push_back(kind_part(stage, kinds[i].first, kinds[i].second, icons));
    }
    if (parts.size() < kinds.size()) {
        parts.push_back({ContactKind::kUnknown, "kinds_more",
                         std::max(canvas.px(size::kTouch + 8),
                                  canvas.icon_width(IconSize::kNormal) + canvas.px(20))});
    }
    return parts;
}

// The kinds that are not rare; where the rows don't hold them first their icons go, then the last.
KindBar kind_bar(const Stage& stage, float room) {
    const bool has_all = stage.state.log.all_kinds;
    const std::size_t kinds = CodeTable<ContactKind>::words.size();
    const auto fits = [&](const KindBar& bar) {
        const std::size_t most =
            bar.icons == KindIcons::kShown ? kRowsWithIcons : rows_at_most(stage.canvas);
        return rows_of(bar.parts, room).size() <= most;
    };
    std::size_t usual = has_all ? kinds : kKindsShown;
    KindBar bar{kind_parts(stage, usual, KindIcons::kShown), KindIcons::kShown};
    if (has_all || fits(bar)) return bar;
    for (;; --usual) {
        bar = {kind_parts(stage, usual, KindIcons::kHidden), KindIcons::kHidden};
        if (fits(bar) || usual <= 1) return bar;
    }
}

void draw_kind(Stage& stage, const Rect& rect, const KindPart& part, KindIcons icons) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    LogContactState& log = stage.state.log;
    const bool is_more = part.kind == ContactKind::kUnknown;
    const bool is_chosen = log.draft.kind == part.kind;
    if (is_more) {
        log.all_kinds |= widgets::icon_button(
            canvas, part.id, rect.inset(canvas.dip(4), canvas.dip(4)), Icon::kMore, theme.muted);
        return;
    }
    // The parts touch each other; their targets are 8 pixels apart.
    if (canvas.tap(part.id, rect.inset(canvas.dip(4), canvas.dip(4))) && !is_chosen) {
        log.draft.kind = part.kind;
        note_log_change(stage);
    }
    const float radius = canvas.px(size::kButtonRadius);
    if (is_chosen) {
        canvas.fill(rect, theme.raised, radius);
        canvas.stroke(rect, theme.primary, radius, canvas.px(1));
    }
    const Color ink = theme.tone(is_chosen ? Tone::kPrimary : Tone::kNeutral).ink;
    const float before = kind_icon_width(canvas, icons);
    const std::string& label = stage.tr(text_of(part.kind));
    const Font font = is_chosen ? Font::kStrong : Font::kChip;
    const float text = std::min(rect.w - before - canvas.px(4), canvas.width(label, font));
    const float left = rect.x + (rect.w - before - text) / 2;
    if (icons == KindIcons::kShown) {
        const float half = canvas.icon_width(IconSize::kNormal) / 2;
        canvas.icon({left + half, rect.centre().y}, icon_of(part.kind), IconSize::kNormal, ink);
    }
    canvas.text_in({left + before, rect.y, text + 2, rect.h}, label, font, ink, Align::kLeft);
    canvas.focus_ring(part.id, rect, radius);
}

}  // namespace

float draw_kinds(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const float room = area.w - canvas.px(8);
    const auto [parts, icons] = kind_bar(stage, room);
    const RowEnds rows = rows_of(parts, room);
    const float high = kind_height(canvas);
    const Rect bar{area.x, area.y, area.w, high * static_cast<float>(rows.size()) + canvas.px(8)};
    canvas.fill(bar, canvas.theme().chip, canvas.px(size::kCardRadius));
    float y = bar.y + canvas.px(4);
    std::size_t first = 0;
    for (const std::size_t last : rows) {
        float used = 0;
        for (std::size_t i = first; i < last; ++i) used += parts[i].wide;
        const float slack = (room - used) / static_cast<float>(last - first);
        float x = bar.x + canvas.px(4);
        for (std::size_t i = first; i < last; ++i) {
            draw_kind(stage, {x, y, parts[i].wide + slack, high}, parts[i], icons);
            x += parts[i].wide + slack;
        }
        first = last;
        y += high;
    }
    return bar.bottom();
}

float boxes_gap(const Canvas& canvas) { return canvas.is_low() ? canvas.dip(10) : canvas.px(14); }

float boxes_height(const Canvas& canvas, float width) {
    const float one = box_height(canvas);
    return has_one_row(canvas, width) ? one : 2 * one + boxes_gap(canvas);
}

void draw_boxes(Stage& stage, Rect row) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const LogContactState& log = stage.state.log;
    const float gap = boxes_gap(canvas);
    std::string name = family_name(stage);
    if (!log.draft.family_id && !log.draft.new_family_name.empty()) {
        name = log.draft.new_family_name;
    }
    const std::string remark = !log.draft.family_id && !log.draft.new_family_name.empty()
                                   ? " · " + stage.tr(Text::kNewWord)
                                   : family_remark(stage);
    std::vector<TextRun> family{widgets::strong(canvas, name), widgets::quiet(canvas, remark)};
    if (name.empty()) {
        const Text said = log.anonymous ? Text::kAnonymous : Text::kChooseFamily;
        family = {{stage.tr(said), Font::kBody, log.anonymous ? theme.ink : theme.muted}};
    }
    const std::string at_place = place_name(stage);
    const std::string when = capitalised(moment(
        stage.texts(), log.draft.at.value_or(log.draft.begun_at), stage.now, stage.utc_offset()));
    const bool has_place = log.draft.place_id.has_value();
    // A visit at home needs no other place.
    const bool is_at_home = log.draft.kind == ContactKind::kHomeVisit;
    const std::string& no_place = stage.tr(is_at_home ? Text::kAtTheirHome : Text::kChoosePlace);
    const bool one_row = has_one_row(canvas, row.w);
    const Rect first =
        one_row ? row.cut_left((row.w - 2 * gap) * 0.43F) : row.cut_top(box_height(canvas));
    if (one_row) {
        row.cut_left(gap);
    } else {
        row.cut_top(gap);
    }
    // A name may be cut short, the moment is read whole.
    const float moment_width = canvas.width(when, Font::kBody) + canvas.px(34);
    const float share = (row.w - gap) * (one_row ? 0.56F : 0.5F);
    const Rect second =
        row.cut_left(std::clamp(row.w - gap - moment_width, (row.w - gap) * 0.4F, share));
    row.cut_left(gap);
    draw_box(stage, first,
             {"choose_family", LogPart::kFamily, Text::kFamily, family,
              problem_at(stage, {"family_id", "name", "new_family_name"})});
    draw_box(stage, second,
             {"choose_place",
              LogPart::kPlace,
              Text::kPlace,
              {{has_place ? std::string_view(at_place) : std::string_view(no_place),
                has_place ? Font::kStrong : Font::kBody,
                has_place || is_at_home ? theme.ink : theme.muted}},
              problem_at(stage, {"place_id", "contact_person_id"})});
    draw_box(stage, row,
             {"choose_when",
              LogPart::kWhen,
              Text::kWhen,
              {{when, Font::kBody, theme.ink}},
              problem_at(stage, {"at"})});
}

}  // namespace oppad::ui
