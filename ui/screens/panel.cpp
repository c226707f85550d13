#include "ui/screens/panel.h"

#include <algorithm>

#include "ui/i18n/words.h"
#include "ui/screens/history_rows.h"
#include "ui/screens/keep_form.h"
#include "ui/screens/panel_parts.h"
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
            return draw_history(stage, room, stage.state.panel.history);
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

Typing typing_of(std::string_view name) {
    if (name == "phone" || name == "postcode") return Typing::kPhone;
    return is_day(name) ? Typing::kDate : Typing::kText;
}

bool is_secret(std::string_view name) {
    return name == "old_code" || name == "new_code" || name == "code_again";
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
        foot.button = {foot.button.x, foot.button.bottom() - high, wide, high};
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

void draw_foot(Stage& stage, const Rect& room) {
    Canvas& canvas = stage.canvas;
    const Foot foot = foot_in(stage, room);
    const Color ink =
        stage.state.panel.saving ? canvas.theme().muted : canvas.theme().tone(Tone::kDanger).ink;
    canvas.paragraph({foot.words.x, foot.words.y}, foot.words.w, footing_of(stage), Font::kSmall,
                     ink, Align::kLeft);
    if (foot.field.h > 0) draw_passphrase(stage, foot.field);
    if (widgets::button(canvas, "panel_save", foot.button,
                        stage.tr(save_label_of(stage.state.panel)),
                        {widgets::ButtonStyle::kPrimary, Icon::kCheck})) {
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

void set_panel_field(PanelState& panel, const char* name, std::string_view text) {
    panel.fields[name].edit.set_text(std::string(text));
}

std::string panel_text(const PanelState& panel, std::string_view name) {
    const auto found = panel.fields.find(name);
    return found == panel.fields.end() ? std::string{} : found->second.text();
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
    if (!query.empty() && with_families) {
        const auto* families =
            find_view<engine::FamiliesView>(stage.snapshot, engine::LookFamilies{query});
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
    for (std::size_t i = 0; places != nullptr && i < places->rows.size(); ++i) {
        if (i == kFoundMax) break;
        choices.push_back({widgets::nth("found_place", i), places->rows[i].name});
        found.push_back(
            {.family_id = {}, .place_id = places->rows[i].id, .name = places->rows[i].name});
    }
    if (choices.empty()) {
        room.cut_top(canvas.px(6));
        return std::nullopt;
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return std::nullopt;
    panel.query.edit.set_text({});
    canvas.blur();
    return found[static_cast<std::size_t>(tapped)];
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

bool panel_is_open(const Stage& stage) { return stage.state.panel.kind != PanelKind::kNone; }

void draw_panel(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    Rect room = widgets::card(canvas, area);
    const float foot_high = foot_height(stage, room.w);
    const float gap = canvas.px(12);
    // Where head and foot would leave no room for a field, they scroll with the rest.
    const bool is_low = room.h < canvas.px(size::kTouch) + foot_high + gap +
                                     1.5F * widgets::field_height(canvas, true);
    bool closed = false;
    if (is_low) {
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
    if (panel.kind == PanelKind::kConsent || panel.kind == PanelKind::kNewReferral)
        add(engine::LookPartners{});
    if (panel.kind == PanelKind::kFamily) add(similar_look_of(panel));
    // Where its members live is offered as the place to meet.
    const std::optional<Id<Family>>& met = panel.appointment.appointment.family_id;
    if (panel.kind == PanelKind::kAppointment && met) add(engine::LookFamily{*met});
}

engine::LookSimilarFamilies similar_look_of(const PanelState& panel) {
    return {.name = panel_text(panel, "name"),
            .phone = panel_text(panel, "phone"),
            .street = panel_text(panel, "street"),
            .except = panel.family.family.id};
}

}  // namespace oppad::ui
