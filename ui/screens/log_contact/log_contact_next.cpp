#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

struct NextRow {
    const char* id;
    LogPart part;
    Icon icon;
    Text title;
    std::string remark;
    bool chosen;
};

std::string partner_of(const Stage& stage, const engine::ReferToPartner& referral) {
    const auto* page = log_page(stage);
    if (!referral.partner_id) return referral.new_partner_name;
    if (page == nullptr) return {};
    for (const engine::PartnerChoice& choice : page->partners) {
        if (choice.id == *referral.partner_id) return choice.name;
    }
    return {};
}

std::string joined(const std::string& one, const std::string& other) {
    if (one.empty() || other.empty()) return one + other;
    return one + " · " + other;
}

std::string referral_remark(const Stage& stage) {
    const auto& referral = stage.state.log.draft.referral;
    if (!referral) return {};
    std::string remark = joined(partner_of(stage, *referral), referral->what);
    if (referral->introduction != Introduction::kUnknown) {
        remark = joined(remark, stage.tr(text_of(referral->introduction)));
    }
    return remark;
}

std::string follow_up_remark(const Stage& stage) {
    const auto& promise = stage.state.log.draft.follow_up;
    if (!promise) return {};
    const std::string day =
        promise->due_day ? capitalised(weekday_date(stage.texts(), *promise->due_day)) : "";
    const std::string remark = joined(day, promise->what);
    if (promise->channel == Channel::kUnknown) return remark;
    return joined(remark, stage.tr(text_of(promise->channel)));
}

std::string meeting_remark(const Stage& stage) {
    const auto& next = stage.state.log.draft.next_meeting;
    if (!next) return {};
    const Day day = day_of(next->starts_at, stage.utc_offset());
    const std::string when = capitalised(weekday_date(stage.texts(), day)) + ' ' +
                             clock_time(next->starts_at, stage.utc_offset());
    return joined(when, stage.tr(text_of(next->kind)));
}

// What was chosen, and how. Returns the lower edge.
float draw_next_row(Stage& stage, const Rect& area, const NextRow& row) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const float icon = canvas.icon_width(IconSize::kNormal);
    const float text_x = area.x + icon + canvas.px(14);
    const float text_wide = area.right() - text_x - icon - canvas.px(14);
    const float title = canvas.paragraph_height(text_wide, stage.tr(row.title), Font::kStrong);
    const float remark =
        row.remark.empty() ? 0
                           : std::min(canvas.paragraph_height(text_wide, row.remark, Font::kSmall),
                                      2.4F * canvas.line_height(Font::kSmall));
    const float height = std::max(canvas.px(size::kTouch + 8), title + remark + canvas.px(12));
    const Rect rect{area.x, area.y, area.w, height};
    const bool tapped = canvas.tap(row.id, rect.inset(0, canvas.dip(4)));
    const bool is_open = stage.state.log.open == row.part;
    if (is_open || canvas.touch().held(row.id)) {
        canvas.fill({rect.x - canvas.px(8), rect.y, rect.w + canvas.px(16), rect.h},
                    theme.tone(Tone::kPrimary).ground, canvas.px(size::kButtonRadius));
    }
    const Color ink = theme.tone(Tone::kOk).ink;
    canvas.icon({area.x + icon / 2, rect.centre().y}, row.icon, IconSize::kNormal, ink);
    float y = rect.centre().y - (title + remark) / 2;
    y += canvas.paragraph({text_x, y}, text_wide, stage.tr(row.title), Font::kStrong, theme.ink,
                          Align::kLeft);
    canvas.paragraph_lines({text_x, y}, text_wide, row.remark, Font::kSmall, theme.muted, 2);
    canvas.icon({rect.right() - icon / 2, rect.centre().y}, Icon::kCheckCircle, IconSize::kNormal,
                ink);
    canvas.focus_ring(row.id, rect, canvas.px(size::kButtonRadius));
    if (tapped) toggle_part(stage, row.part);
    return rect.bottom();
}

}  // namespace

// What was chosen stands in rows, what else there is in chips under them: they fit beside each
// other, so that none is out of sight.
float draw_what_next(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const engine::ContactDraft& draft = stage.state.log.draft;
    const NextRow rows[] = {
        {"next_referral", LogPart::kReferral, Icon::kSwap, Text::kReferWarmly,
         referral_remark(stage), draft.referral.has_value()},
        {"next_follow_up", LogPart::kFollowUp, Icon::kFlag, Text::kFollowUp,
         follow_up_remark(stage), draft.follow_up.has_value()},
        {"next_question", LogPart::kQuestion, Icon::kHelp, Text::kQuestion, draft.question,
         !draft.question.empty()},
        {"next_meeting", LogPart::kNextMeeting, Icon::kCalendar, Text::kNextMeeting,
         meeting_remark(stage), draft.next_meeting.has_value()},
        {"next_signal", LogPart::kSignal, Icon::kSignal, Text::kSignal, draft.signal,
         !draft.signal.empty()},
    };
    Rect room = area;
    std::vector<widgets::Choice> others;
    std::vector<LogPart> parts;
    for (const NextRow& row : rows) {
        if (!row.chosen) {
            const bool is_open = stage.state.log.open == row.part;
            others.push_back({row.id, stage.tr(row.title),
                              is_open ? widgets::Chosen::kYes : widgets::Chosen::kNo, Icon::kAdd});
            parts.push_back(row.part);
            continue;
        }
        room.cut_top(draw_next_row(stage, room, row) - room.y);
        widgets::separator(canvas, room.x, room.y, room.w);
        room.cut_top(canvas.px(1));
    }
    if (others.empty()) return room.y;
    if (others.size() < std::size(rows)) room.cut_top(canvas.px(10));
    const auto drawn = widgets::chips(canvas, room, others);
    if (drawn.tapped >= 0) toggle_part(stage, parts[static_cast<std::size_t>(drawn.tapped)]);
    return drawn.bottom + canvas.px(8);
}

std::string problem_at(const Stage& stage, std::initializer_list<std::string_view> fields) {
    for (const Problem& problem : stage.state.log.problems) {
        if (std::find(fields.begin(), fields.end(), problem.field) != fields.end()) {
            return stage.tr(text_of(problem.code));
        }
    }
    return {};
}

const engine::LogContactPage* log_page(const Stage& stage) {
    return find_view<engine::LogContactPage>(stage.snapshot, log_look(stage.state.log));
}

}  // namespace oppad::ui
