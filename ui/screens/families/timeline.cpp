#include "ui/screens/families/timeline.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/families/signal_rows.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/receipt.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/row_menu.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using engine::TimelineItem;
using engine::TimelineKind;

constexpr int kFoldedLines = 8;  // Of a note; its "…" shows the rest.

// A promise is corrected while it is open, over the timeline.
bool has_choices(const TimelineItem& item) { return item.kind != TimelineKind::kFollowUp; }

bool passes(const TimelineItem& item, std::optional<TimelineKind> only) {
    return !only || item.kind == *only;
}

std::string remark_of(const Stage& stage, const TimelineItem& item) {
    std::string remark = " " + moment(stage.texts(), item.at, stage.now, stage.utc_offset());
    const std::string whom = timeline_whom(stage, item);
    return whom.empty() ? remark : remark + " · " + whom;
}

widgets::AvatarLook avatar_of(const TimelineItem& item) {
    switch (item.kind) {
        case TimelineKind::kContact:
            return {item.contact_kind == ContactKind::kHomeVisit ? Tone::kPrimary
                                                                 : tone_of(item.contact_kind),
                    icon_of(item.contact_kind)};
        case TimelineKind::kReferral:
            return {Tone::kOk, Icon::kSwap};
        case TimelineKind::kQuestion:
            return {Tone::kInfo, Icon::kHelp};
        case TimelineKind::kFollowUp:
            return {Tone::kPrimary, Icon::kFlag};
    }
    return {};
}

struct Remark {
    std::string label;
    Tone tone;
};

// What was done, in the words of how it went: discussed, taken along, helped in part.
std::string word_of(const Stage& stage, const TimelineItem& item, ReferralStep step) {
    if (step == ReferralStep::kIntroduced && item.introduction != Introduction::kUnknown)
        return capitalised(stage.tr(text_of(item.introduction)));
    if (step == ReferralStep::kAnswered && item.answer != ReferralAnswer::kUnknown)
        return stage.tr(text_of(item.answer));
    return stage.tr(text_of(step));
}

Tone tone_of_answer(ReferralAnswer answer) {
    if (answer == ReferralAnswer::kWaitingList) return Tone::kAccent;
    return answer == ReferralAnswer::kNotHelped ? Tone::kNeutral : Tone::kOk;
}

// Each step with its day. Steps of one day are told together: the day stands at the last of them.
std::vector<Remark> step_remarks(const Stage& stage, const TimelineItem& item) {
    const auto day_at = [&](std::size_t i) -> std::optional<Day> {
        if (i >= item.steps.size() || !item.steps[i].at) return std::nullopt;
        return day_of(*item.steps[i].at, stage.utc_offset());
    };
    std::vector<Remark> remarks;
    for (std::size_t i = 0; i < item.steps.size(); ++i) {
        const ReferralStep step = item.steps[i].step;
        const std::optional<Day> day = day_at(i);
        Remark remark{word_of(stage, item, step), Tone::kOk};
        if (step == ReferralStep::kAnswered) remark.tone = tone_of_answer(item.answer);
        if (step == ReferralStep::kClosed) remark.tone = Tone::kNeutral;
        if (day && day != day_at(i + 1)) remark.label += ' ' + date_beside(*day, stage.today());
        remarks.push_back(std::move(remark));
    }
    if (item.step < ReferralStep::kAnswered)
        remarks.push_back({stage.tr(Text::kAnswerAwaited), Tone::kNeutral});
    return remarks;
}

Tone question_tone(QuestionState state) {
    if (state == QuestionState::kOpen) return Tone::kInfo;
    return state == QuestionState::kAnswered ? Tone::kOk : Tone::kNeutral;
}

Tone follow_up_tone(FollowUpState state) {
    if (state == FollowUpState::kOpen) return Tone::kAccent;
    return state == FollowUpState::kDone ? Tone::kOk : Tone::kNeutral;
}

std::vector<Remark> remarks_of(const Stage& stage, const TimelineItem& item) {
    std::vector<Remark> remarks;
    switch (item.kind) {
        case TimelineKind::kContact:
            for (const std::string& theme : item.themes) {
                remarks.push_back({capitalised(stage.code_label(theme)), Tone::kNeutral});
            }
            break;
        case TimelineKind::kReferral:
            remarks = step_remarks(stage, item);
            break;
        case TimelineKind::kQuestion:
            remarks.push_back(
                {stage.tr(text_of(item.question_state)), question_tone(item.question_state)});
            break;
        case TimelineKind::kFollowUp:
            remarks.push_back(
                {stage.tr(text_of(item.follow_up_state)), follow_up_tone(item.follow_up_state)});
            if (item.due_day) {
                remarks.push_back({weekday_date(stage.texts(), *item.due_day), Tone::kNeutral});
            }
            break;
    }
    if (item.has_conflict) remarks.push_back({stage.tr(Text::kTwoWrote), Tone::kAccent});
    return remarks;
}

float draw_remarks(Stage& stage, const Rect& area, float y, const std::vector<Remark>& remarks) {
    Canvas& canvas = stage.canvas;
    const float height = widgets::pill_height(canvas);
    const float gap = canvas.px(8);
    float x = area.x;
    for (const Remark& remark : remarks) {
        const float wide = std::min(area.w, widgets::pill_width(canvas, remark.label, Icon::kNone));
        if (x > area.x && x + wide > area.right()) {
            x = area.x;
            y += height + gap;
        }
        widgets::pill_in(canvas, {x, y, wide, height}, remark.label, {remark.tone, Icon::kNone});
        x += wide + gap;
    }
    return remarks.empty() ? y : y + height;
}

// A small button under an item; returns whether it was tapped. Moves `y` under it.
bool draw_move(Stage& stage, const Rect& room, float& y, const std::string& id, Text label,
               Icon icon) {
    Canvas& canvas = stage.canvas;
    const std::string& said = stage.tr(label);
    const float wide = std::min(room.w, widgets::button_width(canvas, said, icon));
    const Rect rect{room.x, y + canvas.px(8), wide, widgets::chip_height(canvas)};
    y = rect.bottom();
    return widgets::button(canvas, id, rect, said, {widgets::ButtonStyle::kOutline, icon});
}

// Until it is closed: an answer that was tapped wrong is corrected there too.
void draw_step(Stage& stage, const Rect& room, float& y, const TimelineItem& item,
               std::size_t index) {
    if (item.step == ReferralStep::kClosed) return;
    const bool has_answer = item.step == ReferralStep::kAnswered;
    const bool is_tapped = draw_move(stage, room, y, widgets::nth("timeline_step", index),
                                     has_answer ? Text::kChangeOrClose : Text::kNextStep,
                                     has_answer ? Icon::kEdit : Icon::kArrowForward);
    if (!is_tapped) return;
    open_referral_panel(stage, {item.key.id}, timeline_heading(stage, item),
                        {item.step, item.answer, item.answer_text});
}

void delete_logged(Stage& stage, const Id<Contact>& id) {
    const std::uint64_t ticket = stage.intents.run(engine::DeleteContact{.id = id, .undo = false});
    stage.state.asked[ticket] = Asked{.what = Asked::What::kSaid,
                                      .undo = engine::DeleteContact{.id = id, .undo = true},
                                      .said = Text::kToastDeleted};
    stage.state.family.opened.reset();
}

void edit_item(Stage& stage, const TimelineItem& item) {
    switch (item.kind) {
        case TimelineKind::kContact:
            return begin_edit_contact(stage, {item.key.id});
        case TimelineKind::kReferral:
            return open_edit_referral_panel(stage, {item.key.id}, item.partner_id, item.text);
        case TimelineKind::kQuestion:
            return open_edit_question_panel(stage, {item.key.id}, item.text);
        case TimelineKind::kFollowUp:
            break;
    }
}

// What can be done with an item, under what it says; moves `y` under it.
void draw_choices(Stage& stage, const Rect& area, float& y, const TimelineItem& item,
                  std::size_t index) {
    Canvas& canvas = stage.canvas;
    const std::string edit = widgets::nth("timeline_edit", index);
    const std::string history = widgets::nth("timeline_history", index);
    const std::string away = widgets::nth("timeline_delete", index);
    const float top = y + canvas.px(8);
    const float more = canvas.px(size::kTouch + 4);  // Under its button there is room again.
    Rect room{area.x, top, area.w + more, area.h};
    std::vector<RowChoice> choices{{edit, Text::kEditContact, Icon::kEdit},
                                   {history, Text::kHistory, Icon::kHistory}};
    const bool is_contact = item.kind == TimelineKind::kContact;
    if (is_contact) choices.push_back({away, Text::kDeleteContact, Icon::kDelete, Tone::kDanger});
    const int tapped = draw_commands(stage, room, {}, choices);
    y = room.y;
    if (is_contact) {
        room.cut_top(canvas.px(8));
        y = room.y + canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kDeleteExplained),
                                      Font::kSmall, canvas.theme().muted, Align::kLeft);
    }
    reveal_choices(stage, {room.x, top, room.w, y - top});
    if (tapped == 0) edit_item(stage, item);
    if (tapped == 1) open_history_panel(stage, item.key);
    if (tapped == 2) delete_logged(stage, {item.key.id});
}

// Whether what is still to do about an item stands over the timeline already: it is offered once.
enum class StillTo : std::uint8_t { kDoHere, kDoAbove };

StillTo still_to(const std::vector<engine::OpenItem>& above, const TimelineItem& item) {
    const bool is_above =
        item.kind != TimelineKind::kContact &&
        std::any_of(above.begin(), above.end(),
                    [&](const engine::OpenItem& open) { return open.key == item.key; });
    return is_above ? StillTo::kDoAbove : StillTo::kDoHere;
}

// What can be done about an item that is not finished; returns the lower edge.
float draw_moves(Stage& stage, const Rect& room, float y, const TimelineItem& item,
                 std::size_t index) {
    switch (item.kind) {
        case TimelineKind::kReferral:
            draw_step(stage, room, y, item, index);
            break;
        case TimelineKind::kQuestion:
            if (item.question_state == QuestionState::kOpen &&
                draw_move(stage, room, y, widgets::nth("timeline_answer", index),
                          Text::kAnswerButton, Icon::kMessage)) {
                open_question_panel(stage, {item.key.id}, item.text);
            }
            break;
        case TimelineKind::kFollowUp:
            if (item.follow_up_state == FollowUpState::kOpen &&
                draw_move(stage, room, y, widgets::nth("timeline_settle", index), Text::kDone,
                          Icon::kCheck)) {
                settle_follow_up(stage, {item.key.id});
            }
            break;
        case TimelineKind::kContact:
            break;
    }
    return y;
}

// "…" at the right of an item: what can be done with it.
void draw_more(Stage& stage, const Rect& rect, const TimelineItem& item, std::size_t index) {
    auto& opened = stage.state.family.opened;
    const bool is_open = opened == item.key;
    if (!widgets::icon_button(stage.canvas, widgets::nth("timeline_more", index), rect,
                              is_open ? Icon::kExpandLess : Icon::kMore,
                              stage.canvas.theme().muted)) {
        return;
    }
    if (is_open) {
        opened.reset();
    } else {
        opened = item.key;
        reveal_choices_soon(stage);
    }
}

// A finger that rests on an item opens the same choices as its "…".
void hold_to_open(Stage& stage, const Rect& rect, const TimelineItem& item, std::size_t index) {
    if (!has_choices(item) || rect.empty()) return;
    if (stage.canvas.hold_ground(widgets::nth("timeline_hold", index), rect)) {
        stage.state.family.opened = item.key;
        reveal_choices_soon(stage);
    }
}

// What was noted for policy in a contact: a tap corrects it. Returns the lower edge.
float draw_signals(Stage& stage, const Rect& area, float y,
                   const std::vector<engine::NotedSignal>& signals, std::size_t index) {
    Rect room{area.x, y, area.w, area.h};
    draw_signal_rows(stage, room, signals, widgets::nth("timeline_signal", index));
    return room.y;
}

float draw_item(Stage& stage, const Rect& area, const TimelineItem& item, std::size_t index,
                StillTo still) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const float radius = canvas.em(14);
    Rect room = area;
    room.cut_left(2 * radius + canvas.px(12));
    const std::string heading = timeline_heading(stage, item);
    const std::string remark = remark_of(stage, item);
    const bool is_contact = item.kind == TimelineKind::kContact;
    const float touch = canvas.px(size::kTouch);
    const bool has_more = has_choices(item);
    if (has_more) draw_more(stage, {room.right() - touch, area.y, touch, touch}, item, index);
    if (has_more) room.cut_right(touch + canvas.px(4));
    float y = area.y;
    const float centre = area.y + radius;
    const std::string receipt = receipt_of(stage, item.whereabouts, remark);
    const bool is_opened = stage.state.family.opened == item.key;
    const Told told = has_more && !is_opened ? Told::kInSign : Told::kInWords;
    const std::vector<TextRun> head{widgets::strong(canvas, heading),
                                    widgets::quiet(canvas, remark),
                                    receipt_run(stage, item.whereabouts, receipt, told)};
    y += canvas.runs({room.x, y}, room.w, head);
    const std::string& text = item.text;
    const bool is_folded = is_contact && !is_opened;
    if (!text.empty() && is_folded) {
        y +=
            canvas.paragraph_lines({room.x, y}, room.w, text, Font::kBody, theme.ink, kFoldedLines);
    } else if (!text.empty()) {
        y += canvas.paragraph({room.x, y}, room.w, text, Font::kBody, theme.ink, Align::kLeft);
    }
    if (!item.answer_text.empty()) {
        y += canvas.paragraph({room.x, y}, room.w, item.answer_text, Font::kBody, theme.muted,
                              Align::kLeft);
    }
    const auto remarks = remarks_of(stage, item);
    if (!remarks.empty()) y = draw_remarks(stage, room, y + canvas.px(6), remarks);
    if (!item.signals.empty()) y = draw_signals(stage, room, y + canvas.px(6), item.signals, index);
    if (still == StillTo::kDoHere) y = draw_moves(stage, room, y, item, index);
    if (has_more && is_opened) draw_choices(stage, room, y, item, index);
    const float least = has_more ? touch : 2 * radius;
    const float bottom = std::max(y, area.y + least) + canvas.px(has_more ? 10 : 16);
    canvas.line({area.x + radius, centre + radius}, {area.x + radius, bottom}, theme.line,
                canvas.px(2));
    widgets::avatar(canvas, {area.x + radius, centre}, radius, avatar_of(item));
    return bottom;
}

// Items under the sight are laid out this many to a frame; until then they count as high as the
// others are on average.
constexpr int kAheadPerFrame = 40;

const std::vector<TimelineItem>* items_of(const engine::View& view) {
    if (const auto* family = std::get_if<engine::FamilyPage>(&view)) return &family->timeline;
    if (const auto* place = std::get_if<engine::PlacePage>(&view)) return &place->contacts;
    return nullptr;
}

std::shared_ptr<const engine::View> view_with(const Stage& stage,
                                              const std::vector<TimelineItem>& items) {
    for (const auto& [look, view] : stage.snapshot.views)
        if (items_of(*view) == &items) return view;
    return nullptr;
}

// What stands over the items of a family's timeline.
const std::vector<engine::OpenItem>& open_above(const Stage& stage,
                                                const std::vector<TimelineItem>& items) {
    static const std::vector<engine::OpenItem> kNone;
    const auto view = view_with(stage, items);
    const auto* page = view == nullptr ? nullptr : std::get_if<engine::FamilyPage>(view.get());
    return page == nullptr ? kNone : page->open_items;
}

// What was laid out of the same items in another view: older ones that follow move nothing.
std::vector<float> heights_kept(const TimelineLayout& layout, const TimelineLayout::Ground& ground,
                                const std::vector<TimelineItem>& items) {
    std::vector<float> heights(items.size(), 0);
    TimelineLayout::Ground as_before = ground;
    as_before.view = layout.ground.view;
    if (as_before.view == nullptr || !(as_before == layout.ground)) return heights;
    const std::vector<TimelineItem>& before = *items_of(*as_before.view);
    const std::size_t most = std::min({before.size(), layout.heights.size(), items.size()});
    for (std::size_t i = 0; i < most && before[i] == items[i]; ++i) heights[i] = layout.heights[i];
    return heights;
}

// The heights that are known for these items, laid out in this width.
std::vector<float>& heights_for(Stage& stage, const std::vector<TimelineItem>& items, float width) {
    const Canvas& canvas = stage.canvas;
    TimelineLayout::Ground ground{.view = view_with(stage, items),
                                  .width = width,
                                  .pixel = canvas.px(1),
                                  .letter = canvas.em(1),
                                  .font_generation = canvas.font_generation(),
                                  .language = stage.texts().language(),
                                  .today = stage.today()};
    TimelineLayout& layout = stage.state.timeline;
    const bool is_true =
        ground.view != nullptr && layout.ground == ground && layout.heights.size() == items.size();
    if (!is_true) {
        layout.heights = heights_kept(layout, ground, items);
        layout.ground = std::move(ground);
    }
    return layout.heights;
}

}  // namespace

float draw_older(Stage& stage, const Rect& area, int older) {
    if (older <= 0) return 0;
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(8);
    return gap + canvas.paragraph({area.x, area.y + gap}, area.w,
                                  stage.texts().plural(Text::kTimelineOlder, older), Font::kBody,
                                  canvas.theme().muted, Align::kLeft);
}

std::string timeline_heading(const Stage& stage, const TimelineItem& item) {
    switch (item.kind) {
        case TimelineKind::kContact:
            return stage.tr(text_of(item.contact_kind));
        case TimelineKind::kReferral: {
            const Text kind = item.is_warm ? Text::kWarmReferral : Text::kReferral;
            return item.partner_name.empty() ? stage.tr(kind)
                                             : stage.tr(kind) + " → " + item.partner_name;
        }
        case TimelineKind::kQuestion:
            return stage.tr(Text::kQuestion);
        case TimelineKind::kFollowUp:
            return stage.tr(Text::kFollowUp);
    }
    return {};
}

std::string timeline_whom(const Stage& stage, const TimelineItem& item) {
    std::string whom = item.contact_person;
    if (whom.empty() && item.contact_function != ContactFunction::kUnknown) {
        whom = stage.tr(text_of(item.contact_function));
    }
    return joined({whom, item.place_name, item.is_mine ? stage.tr(Text::kByMe) : item.author_name},
                  " · ");
}

std::vector<std::string> timeline_state(const Stage& stage, const TimelineItem& item) {
    std::vector<std::string> labels;
    for (Remark& remark : remarks_of(stage, item)) labels.push_back(std::move(remark.label));
    return labels;
}

float draw_timeline(Stage& stage, const Rect& area, const std::vector<TimelineItem>& items,
                    std::optional<TimelineKind> only) {
    std::vector<float>& heights = heights_for(stage, items, area.w);
    const std::vector<engine::OpenItem>& above = open_above(stage, items);
    const auto is_opened = [&](std::size_t i) { return stage.state.family.opened == items[i].key; };
    // Tab reaches what lies just out of sight, and brings it into sight.
    const Rect sight = stage.canvas.clip();
    const Rect near{sight.x, sight.y - sight.h / 2, sight.w, 2 * sight.h};
    Rect room = area;
    float laid_out = 0;
    int laid_out_count = 0;
    int ahead = 0;
    int put_off = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!passes(items[i], only)) continue;
        float height = heights[i];
        const bool is_below = room.y > near.bottom();
        const bool is_above = room.y + height < near.y;
        if (height == 0 && is_below && ++ahead > kAheadPerFrame) {
            ++put_off;
            continue;
        }
        // What lies above an item decides where it stands: that is never guessed.
        if (height == 0 || !(is_below || is_above)) {
            const bool was_opened = is_opened(i);
            hold_to_open(stage, {room.x, room.y, room.w, height}, items[i], i);
            height = draw_item(stage, room, items[i], i, still_to(above, items[i])) - room.y;
            heights[i] = was_opened || is_opened(i) ? 0 : height;  // It may close out of sight.
        }
        room.cut_top(height);
        laid_out += height;
        ++laid_out_count;
    }
    if (put_off > 0) {
        stage.state.needs_frame = true;
        room.cut_top(laid_out / static_cast<float>(laid_out_count) * static_cast<float>(put_off));
    }
    return room.y;
}

}  // namespace oppad::ui
