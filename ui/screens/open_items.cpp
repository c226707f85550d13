#include "ui/screens/open_items.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"

namespace oppad::ui {

namespace {

widgets::AvatarLook look_of(const engine::OpenItem& item) {
    if (item.days_overdue > 0) return {Tone::kDanger, Icon::kPriority, {}, false};
    switch (item.key.type) {
        case RecordType::kReferral:
            return {Tone::kPrimary, Icon::kSwap, {}, false};
        case RecordType::kQuestion:
            return {Tone::kInfo, Icon::kHelp, {}, false};
        default:
            break;
    }
    const bool is_call = item.channel == Channel::kPhone;
    return {Tone::kPrimary, is_call ? Icon::kPhone : Icon::kCalendar, {}, false};
}

std::string title_of(const Stage& stage, const engine::OpenItem& item) {
    if (item.key.type != RecordType::kReferral) return item.what;
    const Text kind = item.is_warm ? Text::kWarmReferral : Text::kReferral;
    if (item.partner_name.empty()) return stage.tr(kind);
    return stage.tr(kind) + " → " + item.partner_name;
}

std::string subtitle_of(const Stage& stage, const engine::OpenItem& item) {
    const Catalog& texts = stage.texts();
    std::vector<std::string> parts;
    if (!item.family_name.empty()) {
        parts.push_back(texts.fill(Text::kFamilyNamed, item.family_name));
    } else if (!item.place_name.empty()) {
        parts.push_back(item.place_name);
    }
    if (item.key.type == RecordType::kReferral && item.days_silent > 0) {
        parts.push_back(texts.plural(Text::kNoAnswerForDays, item.days_silent));
    } else if (item.due_day && item.days_overdue > 0) {
        parts.push_back(texts.fill(Text::kPromisedBy, short_date(*item.due_day)));
    } else if (item.due_day) {
        parts.push_back(relative_day(texts, *item.due_day, stage.today()));
    }
    if (item.key.type == RecordType::kFollowUp && item.channel != Channel::kUnknown) {
        parts.push_back(stage.tr(text_of(item.channel)));
    }
    std::string joined;
    for (const std::string& part : parts) joined += (joined.empty() ? "" : " · ") + part;
    return capitalised(joined);
}

void settle(Stage& stage, const engine::OpenItem& item) {
    const Id<FollowUp> id{item.key.id};
    const engine::SettleFollowUp done{.id = id, .state = FollowUpState::kDone, .note = {}};
    const engine::SettleFollowUp undo{.id = id, .state = FollowUpState::kOpen, .note = {}};
    const std::uint64_t ticket = stage.intents.run(done);
    stage.state.asked[ticket] = Asked{.what = Asked::What::kSettled, .undo = undo};
}

}  // namespace

float draw_open_items(Stage& stage, const Rect& area, const std::vector<engine::OpenItem>& items,
                      Settling settling) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const engine::OpenItem& item = items[i];
        const std::string title = title_of(stage, item);
        const std::string subtitle = subtitle_of(stage, item);
        const std::string id = widgets::nth("open_item", i);
        const bool can_open = item.family_id.has_value();
        const bool can_settle =
            settling == Settling::kOffered && item.key.type == RecordType::kFollowUp;
        Rect place = room;
        const std::string& done = stage.tr(Text::kDone);
        const float done_wide = widgets::button_width(canvas, done, Icon::kCheck);
        if (can_settle) place.w -= done_wide + canvas.px(14);
        const auto drawn = widgets::row(canvas, place,
                                        {.id = can_open ? std::string_view(id) : std::string_view{},
                                         .avatar = look_of(item),
                                         .title = {widgets::strong(canvas, title)},
                                         .subtitle = {widgets::quiet(canvas, subtitle)},
                                         .end_icon = can_open ? Icon::kChevronRight : Icon::kNone});
        if (drawn.tapped) {
            open_stop(
                stage.state,
                Stop{.screen = ScreenName::kFamily, .family_id = *item.family_id, .place_id = {}});
        }
        if (can_settle) {
            const float high = canvas.px(52);
            const Rect button{room.right() - done_wide, drawn.rect.centre().y - high / 2, done_wide,
                              high};
            if (widgets::button(canvas, widgets::nth("settle", i), button, done,
                                {widgets::ButtonStyle::kOutline, Icon::kCheck})) {
                settle(stage, item);
            }
        }
        room.cut_top(drawn.bottom - room.y);
        if (i + 1 < items.size()) {
            widgets::separator(canvas, area.x, room.y, area.w);
            room.cut_top(canvas.px(1));
        }
    }
    return room.y;
}

}  // namespace oppad::ui
