// What the panels are made of, and the inside of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/screens/row_menu.h"
#include "ui/screens/stage.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

[[nodiscard]] inline widgets::Chosen chosen_if(bool condition) {
    return condition ? widgets::Chosen::kYes : widgets::Chosen::kNo;
}

// Empties what was open before and shows `kind`.
PanelState& begin_panel(Stage& stage, PanelKind kind, std::string title);
void set_panel_field(PanelState& panel, const char* name, std::string_view text);
void set_panel_note(PanelState& panel, const char* name, std::string_view text);
// Of a field or a note.
[[nodiscard]] std::string panel_text(const PanelState& panel, std::string_view name);

// The same, but `stored` where it is untouched: what can't be typed is not shown either.
[[nodiscard]] std::string typed_over(const PanelState& panel, const char* name,
                                     const std::string& stored);

// Each is cut off the top of `room`.
void draw_panel_label(Stage& stage, Rect& room, Text text);
// Returns the index of what was tapped, or -1.
int draw_panel_choices(Stage& stage, Rect& room, const std::vector<widgets::Choice>& choices);
// What is done at a tap, at once or on another panel; what takes something away comes last.
int draw_panel_actions(Stage& stage, Rect& room, const std::vector<RowChoice>& actions);
void draw_panel_field(Stage& stage, Rect& room, const char* name, Text label);
// Of many lines.
void draw_panel_note(Stage& stage, Rect& room, const char* name, Text label);
// Two fields beside each other, the first as wide as `part` of the room.
struct FieldPair {
    const char* first;
    Text first_label;
    const char* second;
    Text second_label;
    float part = 0.5F;
};
void draw_panel_fields(Stage& stage, Rect& room, const FieldPair& pair);
// What is wrong with a field that is chosen, not typed.
void draw_panel_problem(Stage& stage, Rect& room, std::string_view field);
// Narrows the choices under it to what holds the panel's query.
void draw_panel_filter(Stage& stage, Rect& room, Text hint);
// A search field with what was found as chips.
enum class SearchFor : std::uint8_t { kPlaces, kFamilies, kBoth };
struct Found {
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    std::string name;
};
std::optional<Found> draw_panel_search(Stage& stage, Rect& room, SearchFor what);
// Partners to choose from; a second tap takes the choice back.
void draw_panel_partners(Stage& stage, Rect& room, Text label, std::optional<Id<Partner>>& partner);
// Text that explains, over the whole width.
void draw_panel_text(Stage& stage, Rect& room, std::string_view text);
// Asks for it at once and closes the panel; the toast says `said`.
void ask_and_close(Stage& stage, engine::Command command, std::optional<engine::Command> undo,
                   Text said);

// Families that look like the one on the family panel.
engine::LookSimilarFamilies similar_look_of(const PanelState& panel);

// What is spoken in the family; cut off the top of `room`.
void draw_languages(Stage& stage, Rect& room, Family& family);

// The inside of each panel; returns its lower edge.
float draw_question_panel(Stage& stage, Rect room);
float draw_referral_panel(Stage& stage, Rect room);
float draw_appointment_panel(Stage& stage, Rect room);
float draw_family_panel(Stage& stage, Rect room);
float draw_person_panel(Stage& stage, Rect room);
float draw_contact_person_panel(Stage& stage, Rect room);
float draw_place_panel(Stage& stage, Rect room);
float draw_consent_panel(Stage& stage, Rect room);
float draw_new_referral_panel(Stage& stage, Rect room);
float draw_merge_panel(Stage& stage, Rect room);
float draw_move_panel(Stage& stage, Rect room);
float draw_waiting_panel(Stage& stage, Rect room);
float draw_sheet_panel(Stage& stage, Rect room);
float draw_code_panel(Stage& stage, Rect room);
float draw_follow_up_panel(Stage& stage, Rect room);
float draw_new_question_panel(Stage& stage, Rect room);
float draw_edit_question_panel(Stage& stage, Rect room);
float draw_edit_referral_panel(Stage& stage, Rect room);
float draw_edit_signal_panel(Stage& stage, Rect room);

// Whether the panel wants the PIN before it makes a sheet: a field in its foot.
[[nodiscard]] bool asks_passphrase(const PanelState& panel);
void draw_passphrase(Stage& stage, const Rect& field);
// Asks for the sheet of the panel; when it was made, closes the panel.
void make_sheet(Stage& stage);
// Asks for the new code of the panel.
void change_code(Stage& stage);

// What the panel asks for, its texts read; none when a text can't be read.
struct PanelAsk {
    engine::Command command;
    Text said;  // Once it is saved.
    std::optional<engine::Command> undo;
};
std::optional<PanelAsk> ask_of_steps(const PanelState& panel);
std::optional<PanelAsk> ask_of_appointment(const PanelState& panel);
std::optional<PanelAsk> ask_of_sharing(PanelState& panel, Day today);
std::optional<PanelAsk> ask_of_waiting(const PanelState& panel);
std::optional<PanelAsk> ask_of_moving(const PanelState& panel);
std::optional<PanelAsk> ask_of_place(PanelState& panel);
std::optional<PanelAsk> ask_of_people(PanelState& panel, Day today);
PanelAsk ask_of_correction(const PanelState& panel);
PanelAsk ask_of_follow_up(const PanelState& panel);

}  // namespace oppad::ui
