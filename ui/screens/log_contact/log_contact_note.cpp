// The note of the Registreer page.
#include "ui/screens/chrome.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/screens/typing_head.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// What the note is, or what is wrong with it, and how it is kept as far as there is room for that;
// where the page has made way for it, the way to save as well. Returns whether that was tapped.
bool draw_note_label(Stage& stage, Rect label, const std::string& problem, bool has_button) {
    Canvas& canvas = stage.canvas;
    const LogContactState& log = stage.state.log;
    const bool is_refused = problem.empty() && log.refusals.count > 0;
    const bool is_well = problem.empty() && !is_refused;
    std::string said = problem.empty() ? stage.tr(Text::kNoteUnderSecrecy) : problem;
    if (is_refused) said += " · " + stage.tr(Text::kDraftNotKept);
    const float lock = canvas.icon_width(IconSize::kTiny);
    const float behind = lock + canvas.px(6);
    const bool is_done =
        has_button && draw_done_button(stage, label, "save_contact", stage.tr(Text::kSave),
                                       canvas.width(said, Font::kLabel) + behind);
    const std::string kept = said + " · " + stage.tr(Text::kDraftKept);
    const bool has_room = canvas.width(kept, Font::kLabel) <= label.w - behind;
    if (is_well && log.kept && has_room) said = kept;
    const Color ink = is_well ? canvas.theme().muted : canvas.theme().tone(Tone::kDanger).ink;
    const float used = canvas.text_in({label.x, label.y, label.w - behind, label.h}, said,
                                      Font::kLabel, ink, Align::kLeft);
    canvas.icon({label.x + used + canvas.px(6) + lock / 2, label.centre().y}, Icon::kLock,
                IconSize::kTiny, canvas.theme().muted);
    return is_done;
}

}  // namespace

void draw_note(Stage& stage, const Rect& rect) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    LogContactState& log = stage.state.log;
    const std::string problem = problem_at(stage, {"note"});
    const bool is_focused = canvas.focused("note");
    const float radius = canvas.px(size::kCardRadius);
    canvas.fill(rect, theme.card, radius);
    const Color border = !problem.empty() ? theme.tone(Tone::kDanger).ink
                         : is_focused     ? theme.primary
                                          : theme.line;
    canvas.stroke(rect, border, radius, canvas.px(is_focused || !problem.empty() ? 2 : 1));
    const bool is_tight = is_cramped(stage) && writes_note(stage);
    Rect room = rect.inset(canvas.px(16), is_tight ? canvas.dip(8) : canvas.px(12));
    const bool is_done = draw_note_label(
        stage,
        room.cut_top(is_tight ? widgets::button_height(canvas) : canvas.line_height(Font::kLabel)),
        problem, is_tight);
    room.cut_top(is_tight ? canvas.dip(8) : canvas.px(5));
    if (widgets::note_editor(canvas, "note", room, log.note, stage.tr(Text::kNoteHint))) {
        note_log_change(stage);
    }
    canvas.frame_field(rect);
    if (is_done) save_log_contact(stage);
}

bool writes_note(const Stage& stage) {
    return stage.state.here().screen == ScreenName::kLogContact &&
           stage.state.log.open == LogPart::kNone && stage.state.keyboard_height > 0 &&
           stage.canvas.focused("note");
}

}  // namespace oppad::ui
