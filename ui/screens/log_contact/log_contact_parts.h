// The cards that open on the Registreer page: who, where, when, and each "what next".
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// The bar of kinds, in as many rows as it needs. Returns its lower edge.
float draw_kinds(Stage& stage, const Rect& area);
// Who, where and when. Requires: `row` is boxes_height() high.
void draw_boxes(Stage& stage, Rect row);
[[nodiscard]] float boxes_height(const Canvas& canvas, float width);
// Between these, and between them and what is over and under them.
[[nodiscard]] float boxes_gap(const Canvas& canvas);

// Draws the part that is open over `area`. Requires: something is open.
void draw_open_part(Stage& stage, const Rect& area);
// The family that it was with: of a row, a new one by its name, or nobody's.
void choose_log_family(Stage& stage, const engine::FamilyRow* row, const std::string& new_name);
// The new one turns out to be this one: what was said of it stays.
void choose_same_family(Stage& stage, const engine::FamilyRow& row);
// Opens a part, or closes it when it is open already.
void toggle_part(Stage& stage, LogPart part);

// Of a family that is new. Each returns its lower edge.
float draw_known_before(Stage& stage, const Rect& area);
float draw_whereabouts(Stage& stage, const Rect& area);
// Whether its phone and address are open.
[[nodiscard]] bool has_whereabouts(const LogContactState& log);

// "Wat nu?": what was chosen, and what else there is. Returns the lower edge.
float draw_what_next(Stage& stage, const Rect& area);

void draw_note(Stage& stage, const Rect& rect);
// Whether the note is written with the keyboard on the screen: it has the page to itself then.
bool writes_note(const Stage& stage);

// The page's own answer, while it holds for what is written.
const engine::LogContactPage* log_page(const Stage& stage);
// The first problem of the last try that concerns one of these fields of schema.h, as a sentence.
std::string problem_at(const Stage& stage, std::initializer_list<std::string_view> fields);

}  // namespace oppad::ui
