#include "ui/screens/panels/panel.h"

#include <algorithm>

#include "ui/i18n/words.h"
#include "ui/screens/chrome.h"
#include "ui/screens/families/history_rows.h"
#include "ui/screens/panels/keep_form.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/typing_head.h"
#include "ui/widgets/editors.h"

namespace oppad::ui {

namespace {

float draw_history_panel(Stage& stage, Rect room) {
    const RecordKey key = stage.state.panel.history;
    const float y = draw_history(stage, room, key);
    if (key.type != RecordType::kFamily) return y;
    room.cut_top(y - room.y);
    return draw_family_id(stage, room, Id<Family>{key.id});
}

float draw_form(Stage& stage, const Rect& room) {
    switch (stage.state.panel.kind) {
        case PanelKind::kQuestion:
            return draw_question_panel(stage, room);
        case PanelKind::kReferral:
            return draw_referral_panel(stage, room);
        case PanelKind::kAppointment:
            return draw_appointment_panel(stage, room);
        case PanelKind::kFamily:
            return draw_family_panel(stage, room);
        case PanelKind::kPerson:
            return draw_person_panel(stage, room);
        case PanelKind::kContactPerson:
            return draw_contact_person_panel(stage, room);
        case PanelKind::kPlace:
            return draw_place_panel(stage, room);
        case PanelKind::kConsent:
            return draw_consent_panel(stage, room);
        case PanelKind::kNewReferral:
            return draw_new_referral_panel(stage, room);
        case PanelKind::kMerge:
            return draw_merge_panel(stage, room);
        case PanelKind::kMovePerson:
            return draw_move_panel(stage, room);
        case PanelKind::kHistory:
            return draw_history_panel(stage, room);
        case PanelKind::kWaiting:
            return draw_waiting_panel(stage, room);
        case PanelKind::kSheet:
            return draw_sheet_panel(stage, room);
        case PanelKind::kCode:
            return draw_code_panel(stage, room);
        case PanelKind::kFollowUp:
            return draw_follow_up_panel(stage, room);
        case PanelKind::kNewQuestion:
            return draw_new_question_panel(stage, room);
        case PanelKind::kEditQuestion:
            return draw_edit_question_panel(stage, room);
        case PanelKind::kEditReferral:
            return draw_edit_referral_panel(stage, room);
        case PanelKind::kEditSignal:
            return draw_edit_signal_panel(stage, room);
        case PanelKind::kNone:
            break;
    }
    return room.y;
}

float draw_inside(Stage& stage, const Rect& room) {
    // What would be typed now is no longer part of what is being saved.
    std::optional<Stillness> still;
    if (stage.state.panel.saving) still.emplace(stage.canvas);
    return draw_form(stage, room);
}

std::optional<PanelAsk> ask_of(PanelState& panel, Day today) {
    switch (panel.kind) {
        case PanelKind::kQuestion:
        case PanelKind::kReferral:
            return ask_of_steps(panel);
        case PanelKind::kAppointment:
            return ask_of_appointment(panel);
        case PanelKind::kFamily:
        case PanelKind::kPerson:
        case PanelKind::kContactPerson:
            return ask_of_people(panel, today);
        case PanelKind::kPlace:
            return ask_of_place(panel);
        case PanelKind::kConsent:
        case PanelKind::kNewReferral:
            return ask_of_sharing(panel, today);
        case PanelKind::kMerge:
        case PanelKind::kMovePerson:
            return ask_of_moving(panel);
        case PanelKind::kWaiting:
            return ask_of_waiting(panel);
        case PanelKind::kFollowUp:
        case PanelKind::kNewQuestion:
            return ask_of_follow_up(panel);
        case PanelKind::kEditQuestion:
        case PanelKind::kEditReferral:
        case PanelKind::kEditSignal:
            return ask_of_correction(panel);
        case PanelKind::kHistory:
        case PanelKind::kSheet:
        case PanelKind::kCode:
        case PanelKind::kNone:
            break;
    }
    return std::nullopt;
}

// What is wrong with the last try, under the fields; else nothing.
std::string footing_of(const Stage& stage) {
    const PanelState& panel = stage.state.panel;
    if (panel.kind == PanelKind::kSheet && panel.saving) return stage.tr(Text::kSheetMaking);
    if (panel.kind == PanelKind::kCode && panel.saving) return stage.tr(Text::kCodeChanging);
    // A device that keeps no share of the key takes no PIN.
    if (panel.kind == PanelKind::kCode && panel.error && panel.error->code == ErrorCode::kInvalid)
        return stage.tr(Text::kCodeTooShort);
    if (panel.error) return stage.tr(sentence_of(panel.error->code));
    // Can't be saved, but still be read.
    if (!stage.snapshot.gone.empty()) return stage.tr(Text::kErrorNotFound);
    // What is wrong with a code stands at its field, and nothing of it is a draft.
    if (panel.problems.empty() || panel.kind == PanelKind::kCode) return {};
    const Problem& first = panel.problems.front();
    if (first.field == "passphrase") return stage.tr(text_of(first.code));
    const bool is_whole = first.field == "id" || first.field == "state" || first.field == "step" ||
                          first.code == ProblemCode::kGone;
    return stage.tr(is_whole ? text_of(first.code) : Text::kCheckFields);
}

Text save_label_of(const PanelState& panel) {
    if (panel.kind == PanelKind::kHistory) return Text::kReady;
    if (panel.kind == PanelKind::kSheet)
        return panel.sheet.is_made ? Text::kReady : Text::kSheetMake;
    if (panel.kind == PanelKind::kCode) return Text::kChangeCode;
    if (panel.kind == PanelKind::kMerge) return Text::kMergeButton;
    return panel.kind == PanelKind::kMovePerson ? Text::kMoveButton : Text::kSave;
}

// The title and the cross; returns whether it was tapped.
bool draw_head(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    const std::string& title = stage.state.panel.title;
    const float touch = canvas.px(size::kTouch);
    const float wide = room.w - touch - canvas.px(8);
    const float high = canvas.paragraph_height(wide, title, Font::kCardTitle);
    Rect head = room.cut_top(std::max(touch, high));
    canvas.paragraph({head.x, head.y + (head.h - high) / 2}, wide, title, Font::kCardTitle,
                     canvas.theme().ink, Align::kLeft);
    Rect cross = head.cut_right(touch);
    cross.h = touch;
    room.cut_top(canvas.px(8));
    return widgets::icon_button(canvas, "panel_close", cross, Icon::kClose, canvas.theme().muted);
}

// The button, and beside or over it what is said and, for a sheet, the field that asks for the PIN:
// it is never out of sight.
struct Foot {
    Rect button;
    Rect words;
    Rect field;  // Without height when nothing is asked.
    float bottom = 0;
};

Icon save_icon_of(const PanelState& panel) {
    const bool makes_sheet = panel.kind == PanelKind::kSheet && !panel.sheet.is_made;
    return makes_sheet ? Icon::kPdf : Icon::kCheck;
}

Foot foot_in(const Stage& stage, Rect room) {
    const Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(save_label_of(stage.state.panel));
    const float high = widgets::button_height(canvas);
    const float wide = widgets::button_width(canvas, label, Icon::kCheck);
    const float gap = canvas.px(12);
    const std::string words = footing_of(stage);
    Foot foot;
    const auto cut_button = [&](float row_high) {
        Rect row = room.cut_top(row_high);
        const bool is_left = stage.state.preferences.left_handed;
        foot.button = is_left ? row.cut_left(wide) : row.cut_right(wide);
        foot.button = {foot.button.x, foot.button.centre().y - high / 2, wide, high};
        is_left ? row.cut_left(gap) : row.cut_right(gap);
        return row;
    };
    if (!asks_passphrase(stage.state.panel)) {
        const float words_high = canvas.paragraph_height(room.w - wide - gap, words, Font::kSmall);
        foot.words = cut_button(std::max(high, words_high));
        foot.words = {foot.words.x, foot.words.centre().y - words_high / 2, foot.words.w,
                      words_high};
        foot.bottom = room.y;
        return foot;
    }
    if (!words.empty()) {
        foot.words = room.cut_top(canvas.paragraph_height(room.w, words, Font::kSmall));
        room.cut_top(canvas.px(8));
    }
    const float field_high = widgets::field_height(canvas, true);
    const float needed =
        canvas.width(stage.tr(Text::kSheetPassphrase), Font::kLabel) + canvas.px(32);
    if (needed <= room.w - wide - gap) {
        foot.field = cut_button(std::max(field_high, high));
    } else {
        foot.field = room.cut_top(field_high);
        room.cut_top(gap);
        cut_button(high);
    }
    foot.bottom = room.y;
    return foot;
}

float foot_height(const Stage& stage, float width) {
    return foot_in(stage, {0, 0, width, 0}).bottom;
}

Color foot_ink(const Stage& stage) {
    const Theme& theme = stage.canvas.theme();
    return stage.state.panel.saving ? theme.muted : theme.tone(Tone::kDanger).ink;
}

void draw_foot(Stage& stage, const Rect& room) {
    Canvas& canvas = stage.canvas;
    const Foot foot = foot_in(stage, room);
    canvas.paragraph({foot.words.x, foot.words.y}, foot.words.w, footing_of(stage), Font::kSmall,
                     foot_ink(stage), Align::kLeft);
    if (foot.field.h > 0) draw_passphrase(stage, foot.field);
    if (widgets::button(canvas, "panel_save", foot.button,
                        stage.tr(save_label_of(stage.state.panel)),
                        {widgets::ButtonStyle::kPrimary, save_icon_of(stage.state.panel)})) {
        save_panel(stage);
    }
}

}  // namespace

void save_panel(Stage& stage) {
    PanelState& panel = stage.state.panel;
    if (panel.saving) return;
    if (panel.kind == PanelKind::kHistory) return close_panel(stage.state);
    if (panel.kind == PanelKind::kSheet) return make_sheet(stage);
    if (panel.kind == PanelKind::kCode) return change_code(stage);
    panel.problems.clear();
    panel.error.reset();
    std::optional<PanelAsk> ask = ask_of(panel, stage.today());
    if (!ask) return;
    const std::uint64_t ticket = end_form(stage, std::move(ask->command));
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kPanel, .undo = std::move(ask->undo), .said = ask->said};
    panel.saving = ticket;
}

PanelState& begin_panel(Stage& stage, PanelKind kind, std::string title) {
    PanelState& panel = stage.state.panel;
    leave_form(stage.state);
    panel.kind = kind;
    panel.title = std::move(title);
    stage.canvas.touch().rewind("panel_scroll");
    stage.canvas.blur();
    return panel;
}

void draw_panel_text(Stage& stage, Rect& room, std::string_view text) {
    Canvas& canvas = stage.canvas;
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, text, Font::kBody, canvas.theme().muted,
                                  Align::kLeft) +
                 canvas.px(12));
}

void ask_and_close(Stage& stage, engine::Command command, std::optional<engine::Command> undo,
                   Text said) {
    const std::uint64_t ticket = stage.intents.run(std::move(command));
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid, .undo = std::move(undo), .said = said};
    stage.state.panel = PanelState{};
    stage.canvas.blur();
}

void open_history_panel(Stage& stage, const RecordKey& key) {
    auto form = std::make_unique<PanelState>(std::exchange(stage.state.panel, {}));
    PanelState& panel = begin_panel(stage, PanelKind::kHistory, stage.tr(Text::kHistory));
    panel.history = key;
    if (form->kind != PanelKind::kNone) panel.under = std::move(form);
}

void close_panel(AppState& state) {
    const std::unique_ptr<PanelState> under = std::move(state.panel.under);
    if (under == nullptr) return leave_form(state);
    PanelState form = std::move(*under);
    state.panel = std::move(form);
}

namespace {

// Where the keyboard leaves little: head and button in one row, then what is wrong, then the form.
// Returns whether the cross was tapped.
bool draw_cramped(Stage& stage, Rect room) {
    Canvas& canvas = stage.canvas;
    const TypingHeadTapped tapped =
        draw_typing_head(stage, room,
                         {.title = stage.state.panel.title,
                          .done_id = "panel_save",
                          .done = stage.tr(save_label_of(stage.state.panel)),
                          .close_id = "panel_close"});
    if (const std::string words = footing_of(stage); !words.empty()) {
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, words, Font::kSmall,
                                      foot_ink(stage), Align::kLeft) +
                     canvas.dip(8));
    }
    {
        widgets::ScrollArea scroll(canvas, "panel_scroll", room);
        Rect inside = scroll.content();
        inside.cut_top(draw_inside(stage, inside) - inside.y);
        if (asks_passphrase(stage.state.panel))
            draw_passphrase(stage, inside.cut_top(widgets::field_height(canvas, true)));
        scroll.reached(inside.y);
    }
    if (tapped.done) save_panel(stage);
    return tapped.closed;
}

}  // namespace

bool panel_is_open(const Stage& stage) { return stage.state.panel.kind != PanelKind::kNone; }

void draw_panel(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    Rect room = low_card(stage, area);
    const float foot_high = foot_height(stage, room.w);
    const float gap = canvas.px(12);
    // Where head and foot would leave no room for a field, they scroll with the rest.
    const bool is_low = room.h < canvas.px(size::kTouch) + foot_high + gap +
                                     1.5F * widgets::field_height(canvas, true);
    bool closed = false;
    if (is_cramped(stage)) {
        closed = draw_cramped(stage, room);
    } else if (is_low) {
        widgets::ScrollArea scroll(canvas, "panel_scroll", room);
        Rect inside = scroll.content();
        closed = draw_head(stage, inside);
        inside.cut_top(draw_inside(stage, inside) - inside.y);
        draw_foot(stage, inside.cut_top(foot_high));
        scroll.reached(inside.y);
    } else {
        closed = draw_head(stage, room);
        const Rect foot = room.cut_bottom(foot_high);
        room.cut_bottom(gap);
        {
            widgets::ScrollArea scroll(canvas, "panel_scroll", room);
            scroll.reached(draw_inside(stage, scroll.content()));
        }
        draw_foot(stage, foot);
    }
    if (closed) {
        close_panel(stage.state);
        canvas.blur();
    }
}

void settle_follow_up(Stage& stage, const Id<FollowUp>& id) {
    const engine::SettleFollowUp done{.id = id, .state = FollowUpState::kDone, .note = {}};
    const engine::SettleFollowUp undo{.id = id, .state = FollowUpState::kOpen, .note = {}};
    const std::uint64_t ticket = stage.intents.run(done);
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid, .undo = undo, .said = Text::kToastSettled};
}

void add_panel_looks(const PanelState& panel, std::vector<engine::Look>& looks) {
    const auto add = [&](engine::Look look) {
        if (std::find(looks.begin(), looks.end(), look) == looks.end())
            looks.push_back(std::move(look));
    };
    const std::string& query = panel.query.text();
    if (panel.kind == PanelKind::kHistory) add(engine::LookHistory{panel.history});
    const bool seeks_families =
        panel.kind == PanelKind::kAppointment || panel.kind == PanelKind::kWaiting ||
        panel.kind == PanelKind::kMerge || panel.kind == PanelKind::kMovePerson;
    const bool seeks_places =
        panel.kind == PanelKind::kAppointment || panel.kind == PanelKind::kPerson;
    if (!query.empty() && seeks_families) add(engine::LookFamilies{query});
    if (!query.empty() && seeks_places) add(engine::LookPlaces{query});
    if (panel.kind == PanelKind::kConsent || panel.kind == PanelKind::kNewReferral ||
        panel.kind == PanelKind::kEditReferral)
        add(engine::LookPartners{});
    // The themes that are offered, as where a contact is logged.
    if (panel.kind == PanelKind::kEditSignal) add(engine::LookLogContact{});
    if (panel.kind == PanelKind::kFamily) add(similar_look_of(panel));
    // What it has is shown beside what this family has.
    const Id<Family>& merged = panel.merge.merged;
    if (panel.kind == PanelKind::kMerge && !merged.is_nil()) add(engine::LookFamily{merged});
    // Where its members live is offered as the place to meet.
    const std::optional<Id<Family>>& met = panel.appointment.appointment.family_id;
    if (panel.kind == PanelKind::kAppointment && met) add(engine::LookFamily{*met});
}

engine::LookSimilarFamilies similar_look_of(const PanelState& panel) {
    return {.name = panel_text(panel, "name"),
            .phone = panel_text(panel, "phone"),
            .street = panel_text(panel, "street"),
            .postcode = panel_text(panel, "postcode"),
            .municipality = panel_text(panel, "municipality"),
            .except = panel.family.family.id};
}

}  // namespace oppad::ui
