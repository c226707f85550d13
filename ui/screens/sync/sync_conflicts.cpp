#include <algorithm>
#include <cmath>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/chrome.h"
#include "ui/screens/outcomes.h"
#include "ui/screens/panels/keep_form.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/sync_parts.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using engine::OpenConflict;
using engine::ResolveConflict;
using engine::WrittenVersion;

constexpr float kEditorHeight = 180;

// One of the texts side by side, with the button that takes it.
struct Column {
    std::string head;
    std::vector<TextPart> parts;
    std::string id;  // Of its button.
    std::string take;
    std::string words;
    bool is_proposal = false;
};

std::string code_words(const Stage& stage, const OpenConflict& conflict, const std::string& code) {
    const RecordType type = conflict.subject.key.type;
    if (type == RecordType::kFollowUp) return stage.tr(text_of(code_of<FollowUpState>(code)));
    if (type == RecordType::kReferral && conflict.field_name == "step")
        return stage.tr(text_of(code_of<ReferralStep>(code)));
    if (type == RecordType::kReferral) return stage.tr(text_of(code_of<ReferralAnswer>(code)));
    return code;
}

std::string author_of(const Stage& stage, const WrittenVersion& version) {
    if (version.is_mine) return stage.tr(Text::kConflictYou);
    return version.author_name.empty() ? stage.tr(Text::kConflictColleague) : version.author_name;
}

std::string take_words(const Stage& stage, const OpenConflict& conflict, std::size_t index) {
    const WrittenVersion& version = conflict.versions[index];
    if (version.is_mine) return stage.tr(Text::kTakeMine);
    if (version.author_name.empty()) return stage.tr(Text::kTakeColleague);
    return stage.texts().fill(Text::kTakeOf, version.author_name);
}

std::vector<Column> columns_of(const Stage& stage, const OpenConflict& conflict,
                               const std::string& id) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < conflict.versions.size(); ++i) {
        const WrittenVersion& version = conflict.versions[i];
        Column column{.id = widgets::nth(id + "_take", i), .words = version.words};
        column.head = author_of(stage, version) + " · " + when_words(stage, version.written_at);
        if (version.was_offline) column.head += " (" + stage.tr(Text::kConflictOffline) + ')';
        column.take = take_words(stage, conflict, i);
        column.parts = version.parts;
        if (!conflict.is_text)
            column.parts = {{code_words(stage, conflict, version.words), PartOf::kBoth}};
        if (version.words.empty()) column.parts = {{stage.tr(Text::kEmptiedText), PartOf::kBoth}};
        columns.push_back(std::move(column));
    }
    if (conflict.is_text) {
        columns.push_back({.head = stage.tr(Text::kConflictProposal),
                           .parts = conflict.proposal_parts,
                           .id = id + "_take_merged",
                           .take = stage.tr(Text::kTakeMerged),
                           .words = conflict.proposal,
                           .is_proposal = true});
    }
    return columns;
}

// What is new is bold on a ground: told by weight too, not by colour alone.
TextRun run_of(const Canvas& canvas, std::string_view text, PartOf of) {
    const Theme& theme = canvas.theme();
    switch (of) {
        case PartOf::kBoth:
            return {text, Font::kBody, theme.ink, 0};
        case PartOf::kFirst:
            return {text, Font::kStrong, theme.tone(Tone::kOk).ink, theme.tone(Tone::kOk).ground};
        case PartOf::kSecond:
            return {text, Font::kStrong, theme.tone(Tone::kInfo).ink,
                    theme.tone(Tone::kInfo).ground};
    }
    return {text, Font::kBody, theme.ink, 0};
}

// Calls `line` with the runs of each line of the text.
template <class Line>
void each_line(const Canvas& canvas, const std::vector<TextPart>& parts, const Line& line) {
    std::vector<TextRun> runs;
    for (const TextPart& part : parts) {
        std::string_view rest = part.text;
        for (std::size_t end = rest.find('\n'); end != std::string_view::npos;
             end = rest.find('\n')) {
            runs.push_back(run_of(canvas, rest.substr(0, end), part.of));
            line(runs);
            runs.clear();
            rest.remove_prefix(end + 1);
        }
        if (!rest.empty()) runs.push_back(run_of(canvas, rest, part.of));
    }
    if (!runs.empty()) line(runs);
}

float text_height(const Canvas& canvas, float width, const std::vector<TextPart>& parts) {
    float height = 0;
    each_line(canvas, parts, [&](const auto& runs) { height += canvas.runs_height(width, runs); });
    return height;
}

void draw_text(Canvas& canvas, Point at, float width, const std::vector<TextPart>& parts) {
    each_line(canvas, parts, [&](const auto& runs) { at.y += canvas.runs(at, width, runs); });
}

bool is_edited(const Stage& stage, const OpenConflict& conflict) {
    const auto& editing = stage.state.sync.editing;
    return editing && editing->key == conflict.subject.key && editing->field == conflict.field;
}

ResolveConflict command_for(const OpenConflict& conflict, std::string words) {
    ResolveConflict command{
        .key = conflict.subject.key, .field = conflict.field, .words = std::move(words)};
    for (const WrittenVersion& version : conflict.versions) command.seen.push_back(version.mark);
    return command;
}

// The latest text that was not chosen: for two, the other one.
std::optional<engine::Command> undo_of(const OpenConflict& conflict, const std::string& settled) {
    const WrittenVersion* other = nullptr;
    for (const WrittenVersion& version : conflict.versions) {
        if (version.words == settled) continue;
        if (other == nullptr || other->written_at < version.written_at) other = &version;
    }
    if (other == nullptr) return std::nullopt;
    return engine::TakeUnchosen{.key = conflict.subject.key,
                                .field = conflict.field,
                                .settled = settled,
                                .words = other->words};
}

// A second tap before the answer would be refused, and its toast would hide the undo of the first.
bool is_settling(const Stage& stage, const OpenConflict& conflict) {
    const auto& last = stage.state.sync.settling;
    return last.key == conflict.subject.key && last.field == conflict.field &&
           stage.state.asked.contains(last.ticket);
}

void settle(Stage& stage, const OpenConflict& conflict, const std::string& words) {
    if (is_settling(stage, conflict)) return;
    const engine::Command command = command_for(conflict, words);
    const std::uint64_t ticket =
        is_edited(stage, conflict) ? end_conflict(stage, command) : stage.intents.run(command);
    stage.state.asked[ticket] = Asked{.what = Asked::What::kSaid,
                                      .undo = undo_of(conflict, words),
                                      .said = Text::kToastConflictSettled};
    stage.state.sync.settling = {ticket, conflict.subject.key, conflict.field};
}

// Where the keyboard leaves little, the button under it is in sight as well.
float editor_height(const Stage& stage) {
    constexpr float kLinesWhereLittle = 3;
    const Canvas& canvas = stage.canvas;
    return is_cramped(stage) ? kLinesWhereLittle * widgets::note_line(canvas)
                             : canvas.em(kEditorHeight);
}

float box_height(const Stage& stage, float width, const Column& column, bool edited) {
    const Canvas& canvas = stage.canvas;
    const float inside = width - 2 * canvas.px(16);
    const float text = column.is_proposal && edited ? editor_height(stage)
                                                    : text_height(canvas, inside, column.parts);
    return canvas.paragraph_height(inside, column.head, Font::kLabel) + text + 2 * canvas.px(12);
}

void draw_box(Stage& stage, const Rect& rect, const Column& column, bool edited) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const Color border = column.is_proposal ? theme.primary : theme.line;
    canvas.stroke(rect, border, canvas.px(size::kButtonRadius),
                  canvas.px(column.is_proposal ? 1.5F : 1));
    Rect room = rect.inset(canvas.px(16), canvas.px(12));
    const Color head = column.is_proposal ? theme.primary : theme.muted;
    const std::string& said =
        column.is_proposal && edited ? stage.tr(Text::kConflictEdited) : column.head;
    room.cut_top(
        canvas.paragraph({room.x, room.y}, room.w, said, Font::kLabel, head, Align::kLeft));
    if (column.is_proposal && edited) {
        auto& state = stage.state.sync;
        if (widgets::note_editor(canvas, "conflict_words", room, state.words, {})) {
            state.editing->words = state.words.edit.text();
            state.is_asked = false;
        }
    } else {
        draw_text(canvas, {room.x, room.y}, room.w, column.parts);
    }
}

bool draw_take(Stage& stage, const Rect& rect, const Column& column) {
    const bool is_first_choice = column.is_proposal;
    return widgets::button(
        stage.canvas, column.id, rect, column.take,
        {is_first_choice ? widgets::ButtonStyle::kPrimary : widgets::ButtonStyle::kSecondary,
         is_first_choice ? Icon::kJoin : Icon::kNone});
}

void take(Stage& stage, const OpenConflict& conflict, const Column& column) {
    const bool edited = column.is_proposal && is_edited(stage, conflict);
    const std::string words = edited ? stage.state.sync.editing->words : column.words;
    settle(stage, conflict, words);
}

// The lower edge, and where the proposal stands, which is the last.
struct ColumnsDrawn {
    float bottom = 0;
    float last_x = 0;
    float last_wide = 0;
};

// All texts beside each other, or under each other where there is no room.
ColumnsDrawn draw_columns(Stage& stage, const Rect& area, const OpenConflict& conflict,
                          const std::vector<Column>& columns) {
    Canvas& canvas = stage.canvas;
    const bool edited = is_edited(stage, conflict);
    const float gap = canvas.px(14);
    const float button = std::max(canvas.px(size::kTouchPrimary), widgets::button_height(canvas));
    const bool is_beside = has_two_columns(stage) && columns.size() <= 3;
    const auto count = static_cast<float>(columns.size());
    const float width = is_beside ? (area.w - gap * (count - 1)) / count : area.w;
    float high = 0;
    for (const Column& column : columns)
        high = std::max(high, box_height(stage, width, column, edited));
    const Column* taken = nullptr;
    Rect room = area;
    for (const Column& column : columns) {
        const float box = is_beside ? high : box_height(stage, width, column, edited);
        const Rect place{room.x, room.y, width, box};
        draw_box(stage, place, column, edited);
        const Rect under{place.x, place.bottom() + canvas.px(12), width, button};
        if (draw_take(stage, under, column)) taken = &column;
        if (edited && column.is_proposal)
            canvas.frame_field({place.x, place.y, place.w, under.bottom() - place.y});
        if (is_beside)
            room.cut_left(width + gap);
        else
            room.cut_top(under.bottom() + canvas.px(16) - room.y);
    }
    if (taken != nullptr) take(stage, conflict, *taken);
    return {.bottom = is_beside ? area.y + high + canvas.px(12) + button : room.y - canvas.px(16),
            .last_x = is_beside ? room.x - width - gap : room.x,
            .last_wide = width};
}

void edit_instead(Stage& stage, std::optional<ResolveConflict> next);

// Words that were typed, and are no longer on the screen, can come back.
void offer_left_words(Stage& stage, const ResolveConflict& left) {
    const auto* page = find_view<engine::SyncPage>(stage.snapshot, engine::LookSync{});
    if (page == nullptr) return;
    const bool is_own = std::any_of(
        page->conflicts.begin(), page->conflicts.end(), [&](const OpenConflict& conflict) {
            return conflict.subject.key == left.key && conflict.field == left.field &&
                   conflict.proposal != left.words;
        });
    if (!is_own) return;
    show_toast_here(stage, Text::kToastFormLeft, [left](Stage& back) { edit_instead(back, left); });
}

// Writes in another text than before, or in none.
void edit_instead(Stage& stage, std::optional<ResolveConflict> next) {
    auto& state = stage.state.sync;
    const std::optional<ResolveConflict> left = std::exchange(state.editing, std::move(next));
    state.is_asked = false;
    if (state.editing) {
        state.words.edit.set_text(state.editing->words);
        stage.canvas.focus("conflict_words");
    }
    if (left) offer_left_words(stage, *left);
    stage.state.needs_frame = true;
}

// Under the proposal, as wide as it. Returns the lower edge.
float draw_edit_button(Stage& stage, const ColumnsDrawn& columns, const OpenConflict& conflict,
                       const std::string& id) {
    Canvas& canvas = stage.canvas;
    const bool edited = is_edited(stage, conflict);
    const Rect place{columns.last_x, columns.bottom + canvas.px(12), columns.last_wide,
                     std::max(canvas.px(size::kTouch), widgets::chip_height(canvas))};
    const std::string& label = stage.tr(edited ? Text::kStopEditing : Text::kEditProposal);
    const Icon icon = edited ? Icon::kClose : Icon::kEdit;
    const bool fits = widgets::button_width(canvas, label, icon) <= place.w;
    if (widgets::button(canvas, id + "_edit", place, label,
                        {widgets::ButtonStyle::kOutline, fits ? icon : Icon::kNone})) {
        edit_instead(
            stage, edited ? std::nullopt : std::optional(command_for(conflict, conflict.proposal)));
    }
    return place.bottom();
}

std::string explanation(const Stage& stage, const OpenConflict& conflict) {
    const std::string& field = stage.tr(label_of_field(conflict.field_name));
    std::string words = subject_words(stage, conflict.subject) + " · " +
                        stage.texts().fill(Text::kConflictField, field) + ". ";
    if (!conflict.is_text) return words + stage.tr(Text::kConflictKeptCodes);
    return words + stage.tr(Text::kConflictKept) + ' ' + stage.tr(Text::kConflictNewWords);
}

// Draws the card at last frame's height, and asks for another frame when it needs more or less.
void draw_conflict(Stage& stage, Rect& room, const OpenConflict& conflict, std::size_t index,
                   std::size_t count) {
    Canvas& canvas = stage.canvas;
    const std::string id = widgets::nth("conflict", index);
    float& height = stage.state.heights[id];
    const Rect inside = widgets::card(canvas, room.cut_top(height));
    const bool has_mine = conflict.versions.front().is_mine;
    const std::string pill =
        stage.texts().plural(Text::kToLookAt, static_cast<std::int64_t>(count));
    float y = widgets::card_head(
        canvas, inside,
        {.title = stage.tr(has_mine ? Text::kConflictTitle : Text::kConflictTitleOthers),
         .icon = Icon::kMerge,
         .icon_tone = Tone::kAccent,
         .pill = index == 0 ? std::string_view(pill) : std::string_view{},
         .pill_tone = Tone::kAccent});
    y += canvas.paragraph({inside.x, y}, inside.w, explanation(stage, conflict), Font::kSmall,
                          canvas.theme().muted, Align::kLeft);
    y += canvas.px(10);
    const std::vector<Column> columns = columns_of(stage, conflict, id);
    const ColumnsDrawn drawn = draw_columns(stage, {inside.x, y, inside.w, 0}, conflict, columns);
    y = conflict.is_text ? draw_edit_button(stage, drawn, conflict, id) : drawn.bottom;
    const float needed =
        y + canvas.px(size::kCardPadding) - (inside.y - canvas.px(size::kCardPadding));
    if (std::abs(needed - height) > 0.5F) {
        room.cut_top(needed - height);
        height = needed;
        stage.state.needs_frame = true;
    }
    room.cut_top(canvas.px(size::kGap));
}

// Whose words were overtaken while they wrote, or while the tablet was locked, is told.
void forget_edited(Stage& stage) {
    stage.state.sync.editing.reset();
    if (stage.state.sync.is_asked) return;
    show_toast(stage, stage.tr(Text::kProblemAlreadySettled), {});
    stage.state.toast->is_error = true;
}

}  // namespace

std::string when_words(const Stage& stage, Instant at) {
    return weekday_date(stage.texts(), day_of(at, stage.utc_offset())) + ' ' +
           clock_time(at, stage.utc_offset());
}

std::string subject_words(const Stage& stage, const engine::RecordSubject& subject) {
    if (!subject.is_here) return stage.tr(Text::kRefusedGone);
    std::vector<std::string> parts;
    if (!subject.family_name.empty())
        parts.push_back(stage.texts().fill(Text::kFamilyNamed, subject.family_name));
    if (!subject.name.empty()) parts.push_back(subject.name);
    if (subject.family_name.empty() && !subject.place_name.empty())
        parts.push_back(subject.place_name);
    std::string kind;
    if (subject.key.type == RecordType::kContact) kind = stage.tr(text_of(subject.kind));
    if (subject.key.type == RecordType::kQuestion) kind = stage.tr(Text::kQuestion);
    if (subject.key.type == RecordType::kReferral) kind = stage.tr(Text::kReferral);
    if (subject.key.type == RecordType::kFollowUp) kind = stage.tr(Text::kFollowUp);
    if (subject.at && !kind.empty())
        kind += ' ' + short_date(day_of(*subject.at, stage.utc_offset()));
    if (!kind.empty()) parts.push_back(kind);
    std::string words;
    for (const std::string& part : parts) words += (words.empty() ? "" : " · ") + part;
    return words;
}

void save_edited_conflict(Stage& stage) {
    const auto* page = find_view<engine::SyncPage>(stage.snapshot, engine::LookSync{});
    if (page == nullptr || !stage.state.sync.editing) return;
    const std::string words = stage.state.sync.editing->words;
    const auto& all = page->conflicts;
    const auto edited =
        std::find_if(all.begin(), all.end(),
                     [&stage](const OpenConflict& conflict) { return is_edited(stage, conflict); });
    if (edited != all.end()) settle(stage, *edited, words);
}

void draw_conflicts(Stage& stage, Rect& room, const engine::SyncPage& page) {
    // What is being written stays until its conflict has ended, also when saving was refused.
    const bool has_ended =
        stage.state.sync.editing &&
        std::none_of(page.conflicts.begin(), page.conflicts.end(),
                     [&stage](const OpenConflict& conflict) { return is_edited(stage, conflict); });
    if (has_ended) forget_edited(stage);
    for (std::size_t i = 0; i < page.conflicts.size(); ++i)
        draw_conflict(stage, room, page.conflicts[i], i, page.conflicts.size());
}

}  // namespace oppad::ui
