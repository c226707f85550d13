#include <algorithm>

#include "ui/i18n/words.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/search.h"
#include "ui/widgets/editors.h"

namespace oppad::ui {

namespace {

constexpr std::size_t kFoundMax = 4;

bool is_day(std::string_view field) {
    return field == "birth_day" || field == "until_day" || field == "first_meeting_day";
}

std::string problem_of(const Stage& stage, std::string_view field) {
    for (const Problem& problem : stage.state.panel.problems) {
        if (problem.field == field) return stage.tr(text_of(problem.code));
    }
    const auto mend = stage.state.panel.to_mend.find(field);
    if (mend != stage.state.panel.to_mend.end()) return stage.tr(mend->second);
    const bool is_wrong_day = is_day(field) && stage.state.panel.wrong_day;
    return is_wrong_day ? stage.tr(Text::kNotADay) : std::string{};
}

Typing typing_of(std::string_view name) {
    if (name == "phone" || name == "postcode") return Typing::kPhone;
    return is_day(name) ? Typing::kDate : Typing::kText;
}

bool is_secret(std::string_view name) {
    return name == "old_code" || name == "new_code" || name == "code_again";
}

}  // namespace

void set_panel_field(PanelState& panel, const char* name, std::string_view text) {
    panel.fields[name].edit.set_text(std::string(text));
}

void set_panel_note(PanelState& panel, const char* name, std::string_view text) {
    panel.notes[name].edit.set_text(std::string(text));
}

std::string panel_text(const PanelState& panel, std::string_view name) {
    const auto note = panel.notes.find(name);
    if (note != panel.notes.end()) return note->second.edit.text();
    const auto found = panel.fields.find(name);
    return found == panel.fields.end() ? std::string{} : found->second.text();
}

std::string typed_over(const PanelState& panel, const char* name, const std::string& stored) {
    widgets::NoteState shown;
    shown.edit.set_text(stored);
    std::string typed = panel_text(panel, name);
    return typed == shown.edit.text() ? stored : typed;
}

void draw_panel_label(Stage& stage, Rect& room, Text text) {
    Canvas& canvas = stage.canvas;
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(text), Font::kSmallMedium,
                                  canvas.theme().muted, Align::kLeft) +
                 canvas.px(6));
}

int draw_panel_choices(Stage& stage, Rect& room, const std::vector<widgets::Choice>& choices) {
    const auto drawn = widgets::chips(stage.canvas, room, choices);
    room.cut_top(drawn.bottom - room.y + stage.canvas.px(16));
    return drawn.tapped;
}

int draw_panel_actions(Stage& stage, Rect& room, const std::vector<RowChoice>& actions) {
    const int tapped = draw_commands(stage, room, {}, actions);
    room.cut_top(stage.canvas.px(16));
    return tapped;
}

void draw_panel_problem(Stage& stage, Rect& room, std::string_view field) {
    const std::string problem = problem_of(stage, field);
    if (problem.empty()) return;
    Canvas& canvas = stage.canvas;
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, problem, Font::kSmallMedium,
                                  canvas.theme().tone(Tone::kDanger).ink, Align::kLeft) +
                 canvas.px(8));
}

void draw_panel_field(Stage& stage, Rect& room, const char* name, Text label) {
    Canvas& canvas = stage.canvas;
    const std::string problem = problem_of(stage, name);
    const Rect rect = room.cut_top(widgets::field_height(canvas, true));
    const auto event = widgets::text_field(canvas, std::string("panel_") + name, rect,
                                           stage.state.panel.fields[name],
                                           {.label = stage.tr(label),
                                            .is_secret = is_secret(name),
                                            .typing = typing_of(name),
                                            .is_wrong = !problem.empty()});
    if (event == widgets::FieldEvent::kEntered) canvas.focus_next_field();
    room.cut_top(canvas.px(problem.empty() ? 12 : 4));
    draw_panel_problem(stage, room, name);
}

// As high as what was typed, within bounds; where the screen is low its last line is never behind
// the keyboard.
void draw_panel_note(Stage& stage, Rect& room, const char* name, Text label) {
    constexpr float kLinesMin = 2;
    constexpr float kLinesMax = 6;
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string problem = problem_of(stage, name);
    const std::string id = std::string("panel_") + name;
    widgets::NoteState& note = stage.state.panel.notes[name];
    const float side = canvas.px(16);
    const float line = widgets::note_line(canvas);
    const float most = is_low_screen(stage) ? kLinesMin : kLinesMax;
    const float typed = widgets::note_height(canvas, room.w - 2 * side, note);
    const float lines = std::clamp(typed, kLinesMin * line, most * line);
    const float head = canvas.line_height(Font::kLabel) + canvas.px(4);
    const float around = canvas.px(10);
    const Rect rect = room.cut_top(head + lines + 2 * around);
    const bool is_focused = canvas.focused(id);
    const float radius = canvas.px(size::kButtonRadius);
    canvas.fill(rect, theme.card, radius);
    const Color plain = is_focused ? theme.primary : theme.line;
    canvas.stroke(rect, problem.empty() ? plain : theme.tone(Tone::kDanger).ink, radius,
                  canvas.px(is_focused || !problem.empty() ? 2 : 1));
    Rect inside = rect.inset(side, around);
    // As in a field: in the place of the text while there is none.
    const bool is_empty = note.edit.text().empty();
    if (!is_empty) {
        canvas.text_in(inside.cut_top(canvas.line_height(Font::kLabel)), stage.tr(label),
                       Font::kLabel, theme.muted, Align::kLeft);
        inside.cut_top(canvas.px(4));
    }
    widgets::note_editor(canvas, id, inside, note,
                         is_empty ? std::string_view(stage.tr(label)) : std::string_view{});
    canvas.frame_field(rect);
    room.cut_top(canvas.px(problem.empty() ? 12 : 4));
    draw_panel_problem(stage, room, name);
}

void draw_panel_fields(Stage& stage, Rect& room, const FieldPair& pair) {
    Canvas& canvas = stage.canvas;
    const float inner = canvas.px(32);  // Of a field, beside its label.
    const float wide = room.w - canvas.px(12);
    const bool fits =
        canvas.width(stage.tr(pair.first_label), Font::kLabel) + inner <= wide * pair.part &&
        canvas.width(stage.tr(pair.second_label), Font::kLabel) + inner <= wide * (1 - pair.part);
    if (!fits || room.w < canvas.em(420)) {
        draw_panel_field(stage, room, pair.first, pair.first_label);
        draw_panel_field(stage, room, pair.second, pair.second_label);
        return;
    }
    Rect right = room;
    Rect left = right.cut_left(wide * pair.part);
    right.cut_left(canvas.px(12));
    draw_panel_field(stage, left, pair.first, pair.first_label);
    draw_panel_field(stage, right, pair.second, pair.second_label);
    room.cut_top(std::max(left.y, right.y) - room.y);
}

void draw_panel_filter(Stage& stage, Rect& room, Text hint) {
    Canvas& canvas = stage.canvas;
    const Rect rect = room.cut_top(widgets::field_height(canvas, false));
    widgets::text_field(canvas, "panel_search", rect, stage.state.panel.query,
                        {.when_empty = stage.tr(hint),
                         .icon = Icon::kSearch,
                         .clear_id = "panel_search_clear",
                         .radius = 28});
    room.cut_top(canvas.px(10));
}

std::optional<Found> draw_panel_search(Stage& stage, Rect& room, SearchFor what) {
    Canvas& canvas = stage.canvas;
    const bool with_families = what != SearchFor::kPlaces;
    const bool with_places = what != SearchFor::kFamilies;
    const Text hint = what == SearchFor::kBoth       ? Text::kWithWhom
                      : what == SearchFor::kFamilies ? Text::kSearchFamily
                                                     : Text::kSearchPlace;
    PanelState& panel = stage.state.panel;
    draw_panel_filter(stage, room, hint);
    const std::string& query = panel.query.text();
    std::vector<widgets::Choice> choices;
    std::vector<Found> found;
    bool is_answered = !query.empty();
    if (!query.empty() && with_families) {
        const auto* families =
            find_view<engine::FamiliesView>(stage.snapshot, engine::LookFamilies{query});
        is_answered = families != nullptr;
        for (std::size_t i = 0; families != nullptr && i < families->rows.size(); ++i) {
            if (i == kFoundMax) break;
            const engine::FamilyRow& row = families->rows[i];
            choices.push_back({widgets::nth("found_family", i),
                               stage.texts().fill(Text::kFamilyNamed, row.name)});
            found.push_back({.family_id = row.id, .place_id = {}, .name = row.name});
        }
    }
    const auto* places =
        query.empty() || !with_places
            ? nullptr
            : find_view<engine::PlacesView>(stage.snapshot, engine::LookPlaces{query});
    if (with_places && places == nullptr) is_answered = false;
    for (std::size_t i = 0; places != nullptr && i < places->rows.size(); ++i) {
        if (i == kFoundMax) break;
        choices.push_back({widgets::nth("found_place", i), places->rows[i].name});
        found.push_back(
            {.family_id = {}, .place_id = places->rows[i].id, .name = places->rows[i].name});
    }
    if (choices.empty()) {
        if (is_answered) draw_nothing_found(stage, room);
        room.cut_top(canvas.px(is_answered ? 16 : 6));
        return std::nullopt;
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return std::nullopt;
    panel.query.edit.set_text({});
    canvas.blur();
    return found[static_cast<std::size_t>(tapped)];
}

}  // namespace oppad::ui
