#include "ui/screens/log_contact/log_contact_editors.h"

#include <functional>
#include <memory>

#include "ui/i18n/words.h"
#include "ui/screens/chrome.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/screens/outcomes.h"
#include "ui/screens/panels/introduction.h"
#include "ui/screens/panels/partner_choices.h"
#include "ui/screens/panels/promise.h"
#include "ui/screens/places/meeting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

void draw_label(Stage& stage, Rect& room, Text text) {
    Canvas& canvas = stage.canvas;
    canvas.text({room.x, room.y}, stage.tr(text), Font::kSmallMedium, canvas.theme().muted);
    room.cut_top(canvas.line_height(Font::kSmallMedium) + canvas.px(8));
}

int draw_choices(Stage& stage, Rect& room, const std::vector<Choice>& choices) {
    const auto drawn = widgets::chips(stage.canvas, room, choices);
    room.cut_top(drawn.bottom - room.y + stage.canvas.px(18));
    return drawn.tapped;
}

// A field with the problem of the last try under its border; returns whether it changed.
bool draw_field(Stage& stage, Rect& room, const char* id, widgets::FieldState& state, Text hint,
                std::string_view problem) {
    Canvas& canvas = stage.canvas;
    const Rect rect = room.cut_top(widgets::field_height(canvas, false));
    const auto event = widgets::text_field(
        canvas, id, rect, state, {.when_empty = stage.tr(hint), .is_wrong = !problem.empty()});
    if (!problem.empty()) {
        room.cut_top(canvas.px(6));
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, problem, Font::kSmallMedium,
                                      canvas.theme().tone(Tone::kDanger).ink, Align::kLeft));
    }
    room.cut_top(canvas.px(18));
    if (event == widgets::FieldEvent::kEntered) toggle_part(stage, stage.state.log.open);
    return event != widgets::FieldEvent::kNone;
}

enum class Ended { kNo, kDone, kRemoved };

// At the bottom, where the buttons stay while the rest scrolls; none where the head has the one.
Rect cut_ending(const Stage& stage, Rect& inside) {
    const Canvas& canvas = stage.canvas;
    if (is_cramped(stage)) return {};
    const Rect row = inside.cut_bottom(widgets::button_height(canvas));
    inside.cut_bottom(canvas.px(12));
    return row;
}

Ended draw_ending(Stage& stage, Rect row) {
    if (row.empty()) return Ended::kNo;
    Canvas& canvas = stage.canvas;
    const std::string& done = stage.tr(Text::kReady);
    const std::string& away = stage.tr(Text::kTakeAway);
    const float done_wide = widgets::button_width(canvas, done, Icon::kCheck);
    const float away_wide = widgets::button_width(canvas, away, Icon::kNone);
    // The big one under the thumb.
    const bool is_left = stage.state.preferences.left_handed;
    const auto cut = [&](float wide) { return is_left ? row.cut_left(wide) : row.cut_right(wide); };
    Ended ended = Ended::kNo;
    if (widgets::button(canvas, "part_done", cut(done_wide), done,
                        {widgets::ButtonStyle::kPrimary, Icon::kCheck})) {
        ended = Ended::kDone;
    }
    cut(canvas.px(12));
    if (widgets::button(canvas, "part_remove", cut(away_wide), away,
                        {widgets::ButtonStyle::kSecondary, Icon::kNone})) {
        ended = Ended::kRemoved;
    }
    if (ended == Ended::kDone) toggle_part(stage, stage.state.log.open);
    return ended;
}

// Empties the part that is open and closes it; `copy` takes over what belongs to it from another
// state, so that the toast can put it back.
void take_away(Stage& stage,
               const std::function<void(LogContactState&, const LogContactState&)>& copy) {
    const auto before = std::make_shared<const LogContactState>(stage.state.log);
    copy(stage.state.log, LogContactState{});
    note_log_change(stage);
    toggle_part(stage, stage.state.log.open);
    show_toast_here(stage, Text::kToastTakenAway, [before, copy](Stage& back) {
        if (back.state.log.draft.id != before->draft.id) return;
        copy(back.state.log, *before);
        note_log_change(back);
    });
}

void draw_partners(Stage& stage, Rect& room, engine::ReferToPartner& referral) {
    const auto* page = log_page(stage);
    if (page == nullptr || page->partners.empty()) return;
    draw_label(stage, room, Text::kToWhichPartner);
    widgets::FieldState& query = stage.state.log.partner_query;
    if (page->partners.size() > kPartnersAtOnce)
        draw_field(stage, room, "partner_query", query, Text::kFindPartner, {});
    const PartnerChoices shown = partner_choices(page->partners, query.text(), referral.partner_id);
    const int tapped = draw_choices(stage, room, shown.choices);
    if (tapped < 0) return;
    const Id<Partner> id = shown.ids[static_cast<std::size_t>(tapped)];
    referral.partner_id = referral.partner_id == id ? std::nullopt : std::optional(id);
    note_log_change(stage);
}

// Words over the whole width.
void draw_words(Stage& stage, Rect& room, const std::string& words, Color color) {
    Canvas& canvas = stage.canvas;
    room.cut_top(
        canvas.paragraph({room.x, room.y}, room.w, words, Font::kBody, color, Align::kLeft) +
        canvas.px(18));
}

void draw_agreement(Stage& stage, Rect& room, engine::ReferToPartner& referral) {
    draw_label(stage, room, Text::kFamilyAgrees);
    const int tapped = draw_choices(stage, room, agreement_choices(stage, referral));
    if (tapped >= 0) {
        choose_agreement(referral, tapped);
        note_log_change(stage);
    }
    const std::string problem = problem_at(stage, {"consented"});
    if (!problem.empty())
        draw_words(stage, room, problem, stage.canvas.theme().tone(Tone::kDanger).ink);
}

void draw_warmth(Stage& stage, Rect& room, engine::ReferToPartner& referral) {
    draw_label(stage, room, Text::kHowIntroduced);
    const int tapped = draw_choices(stage, room, introduction_choices(stage, referral));
    if (tapped >= 0) choose_introduction(referral, tapped);
    if (!referral.consented)
        draw_words(stage, room, stage.tr(Text::kAgreementFirst), stage.canvas.theme().muted);
    const std::vector<Choice> warmth = warm_choices(stage, referral.introduction, referral.warm);
    int answer = -1;
    if (!warmth.empty()) {
        draw_label(stage, room, Text::kWarm);
        answer = draw_choices(stage, room, warmth);
    }
    if (answer >= 0) referral.warm = answer == 0;
    if (tapped >= 0 || answer >= 0) note_log_change(stage);
}

// What is promised without a day is never late: it begins with one, in a week, that goes again with
// the words. A day that was tapped, or taken off, stays as it is.
void propose_due_day(Stage& stage) {
    constexpr int kDaysUntilDue = 7;
    LogContactState& log = stage.state.log;
    engine::PromiseFollowUp& promise = *log.draft.follow_up;
    const bool has_words = !log.follow_up_what.text().empty();
    if (has_words && promise.what.empty() && !promise.due_day) {
        promise.due_day = log.proposed_due_day = add_days(stage.today(), kDaysUntilDue);
    } else if (!has_words && log.proposed_due_day) {
        promise.due_day.reset();
        log.proposed_due_day.reset();
    }
}

}  // namespace

void draw_referral(Stage& stage, Rect inside) {
    LogContactState& log = stage.state.log;
    const Rect ending = cut_ending(stage, inside);
    if (!log.draft.referral) {
        log.draft.referral.emplace();
        log.draft.referral->warm = true;
    }
    {
        widgets::ScrollArea scroll(stage.canvas, "part_scroll", inside);
        Rect room = scroll.content();
        draw_partners(stage, room, *log.draft.referral);
        draw_label(stage, room, Text::kNewPartner);
        if (draw_field(stage, room, "referral_partner", log.referral_partner, Text::kNameLabel,
                       problem_at(stage, {"new_partner_name"}))) {
            note_log_change(stage);
        }
        draw_label(stage, room, Text::kWhatIsAsked);
        if (draw_field(stage, room, "referral_what", log.referral_what, Text::kReferralHint,
                       problem_at(stage, {"partner_id", "what"}))) {
            note_log_change(stage);
        }
        draw_agreement(stage, room, *log.draft.referral);
        draw_warmth(stage, room, *log.draft.referral);
        scroll.reached(room.y);
    }
    if (draw_ending(stage, ending) == Ended::kRemoved) {
        take_away(stage, [](LogContactState& state, const LogContactState& other) {
            state.draft.referral = other.draft.referral;
            state.referral_what = other.referral_what;
            state.referral_partner = other.referral_partner;
        });
    }
}

void draw_follow_up(Stage& stage, Rect inside) {
    LogContactState& log = stage.state.log;
    const Rect ending = cut_ending(stage, inside);
    if (!log.draft.follow_up) log.draft.follow_up.emplace();
    {
        widgets::ScrollArea scroll(stage.canvas, "part_scroll", inside);
        Rect room = scroll.content();
        draw_label(stage, room, Text::kWhatDoYouPromise);
        if (draw_field(stage, room, "follow_up_what", log.follow_up_what, Text::kFollowUpHint,
                       problem_at(stage, {"what", "due_day"}))) {
            propose_due_day(stage);
            note_log_change(stage);
        }
        bool changed = draw_due_days(stage, room, log.draft.follow_up->due_day,
                                     {log.all_due_days, log.other_due_day});
        if (changed) log.proposed_due_day.reset();
        changed |= draw_channels(stage, room, log.draft.follow_up->channel);
        if (changed) note_log_change(stage);
        scroll.reached(room.y);
    }
    if (draw_ending(stage, ending) == Ended::kRemoved) {
        take_away(stage, [](LogContactState& state, const LogContactState& other) {
            state.draft.follow_up = other.draft.follow_up;
            state.follow_up_what = other.follow_up_what;
            state.other_due_day = other.other_due_day;
        });
    }
}

void draw_next_meeting(Stage& stage, Rect inside) {
    LogContactState& log = stage.state.log;
    const Rect ending = cut_ending(stage, inside);
    if (!log.draft.next_meeting) {
        // Most see each other again on the same day of the week.
        constexpr int kDaysUntilNext = 7;
        const bool is_written =
            log.draft.kind == ContactKind::kMessage || log.draft.kind == ContactKind::kLetter;
        // Late in the day the first hour is tomorrow's: the day still counts from today.
        const Instant starts_at =
            moment_of(add_days(stage.today(), kDaysUntilNext),
                      time_of_day(first_start(stage), stage.utc_offset()), stage.utc_offset());
        log.draft.next_meeting = {is_written ? ContactKind::kHomeVisit : log.draft.kind, starts_at,
                                  60};
        note_log_change(stage);
    }
    {
        engine::NextMeeting& next = *log.draft.next_meeting;
        widgets::ScrollArea scroll(stage.canvas, "part_scroll", inside);
        Rect room = scroll.content();
        bool changed =
            draw_meeting_day(stage, room, next.starts_at, {log.all_days, log.other_meeting_day});
        changed |= draw_meeting_time(stage, room, next.starts_at);
        const std::string problem = problem_at(stage, {"starts_at"});
        if (!problem.empty()) {
            room.cut_top(
                stage.canvas.paragraph({room.x, room.y}, room.w, problem, Font::kSmallMedium,
                                       stage.canvas.theme().tone(Tone::kDanger).ink, Align::kLeft) +
                stage.canvas.px(8));
        }
        changed |= draw_meeting_kind(stage, room, next.kind);
        changed |= draw_meeting_length(stage, room, next.duration_minutes);
        if (changed) note_log_change(stage);
        scroll.reached(room.y);
    }
    if (draw_ending(stage, ending) == Ended::kRemoved) {
        take_away(stage, [](LogContactState& state, const LogContactState& other) {
            state.draft.next_meeting = other.draft.next_meeting;
            state.other_meeting_day = other.other_meeting_day;
        });
    }
}

namespace {

void draw_one_field(Stage& stage, Rect inside, const char* id,
                    widgets::FieldState LogContactState::*field, Text explanation, Text hint,
                    std::string_view problem) {
    Canvas& canvas = stage.canvas;
    const Rect ending = cut_ending(stage, inside);
    {
        widgets::ScrollArea scroll(canvas, "part_scroll", inside);
        Rect room = scroll.content();
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(explanation), Font::kSmall,
                                      canvas.theme().muted, Align::kLeft) +
                     canvas.px(12));
        if (draw_field(stage, room, id, stage.state.log.*field, hint, problem))
            note_log_change(stage);
        scroll.reached(room.y);
    }
    if (draw_ending(stage, ending) == Ended::kRemoved) {
        take_away(stage, [field](LogContactState& state, const LogContactState& other) {
            state.*field = other.*field;
        });
    }
}

}  // namespace

void draw_question(Stage& stage, Rect inside) {
    draw_one_field(stage, inside, "question_text", &LogContactState::question,
                   Text::kQuestionExplained, Text::kQuestionHint, problem_at(stage, {"question"}));
}

void draw_signal(Stage& stage, Rect inside) {
    draw_one_field(stage, inside, "signal_text", &LogContactState::signal, Text::kSignalExplained,
                   Text::kSignalHint, problem_at(stage, {"signal"}));
}

}  // namespace oppad::ui
