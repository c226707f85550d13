#include "ui/screens/open_items.h"

#include <algorithm>

#include "ui/i18n/beginning.h"
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/panel.h"
#include "ui/screens/row_menu.h"

namespace oppad::ui {

namespace {

constexpr std::size_t kTitleLetters = 140;  // The whole stands on the family's timeline.

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
    return {Tone::kPrimary, is_call ? Icon::kPhone : Icon::kFlag, {}, false};
}

// What can be done about an item here and now.
struct NextMove {
    const char* id;
    Text label;
    Icon icon;
};

NextMove move_of(const engine::OpenItem& item) {
    switch (item.key.type) {
        case RecordType::kReferral:
            return {"step", Text::kNextStep, Icon::kArrowForward};
        case RecordType::kQuestion:
            return {"answer", Text::kAnswerButton, Icon::kMessage};
        default:
            return {"settle", Text::kDone, Icon::kCheck};
    }
}

void make_move(Stage& stage, const engine::OpenItem& item, const std::string& title) {
    switch (item.key.type) {
        case RecordType::kReferral:
            return open_referral_panel(stage, {item.key.id}, title,
                                       {item.step, item.answer, item.answer_note});
        case RecordType::kQuestion:
            return open_question_panel(stage, {item.key.id}, item.what);
        default:
            return settle_follow_up(stage, {item.key.id});
    }
}

float icon_side(const Canvas& canvas) {
    return std::max(canvas.px(size::kTouch), canvas.icon_width(IconSize::kNormal) + canvas.px(20));
}

// As wide as the widest of the three, so that they stand under each other.
float move_width(const Stage& stage, Settling settling) {
    const Canvas& canvas = stage.canvas;
    if (settling == Settling::kByIcon) return icon_side(canvas);
    float wide = 0;
    for (const Text label : {Text::kNextStep, Text::kAnswerButton, Text::kDone}) {
        wide = std::max(wide, widgets::button_width(canvas, stage.tr(label), Icon::kCheck));
    }
    return wide;
}

bool draw_move(Stage& stage, const Rect& rect, std::size_t index, const NextMove& move,
               Settling settling) {
    Canvas& canvas = stage.canvas;
    const std::string id = widgets::nth(move.id, index);
    if (settling == Settling::kByButton) {
        return widgets::button(canvas, id, rect, stage.tr(move.label),
                               {widgets::ButtonStyle::kOutline, move.icon});
    }
    canvas.stroke(rect, canvas.theme().primary, rect.h / 2, canvas.px(1.6F));
    return widgets::icon_button(canvas, id, rect, move.icon, canvas.theme().primary);
}

void open_family(Stage& stage, const Id<Family>& id) {
    open_stop(stage.state, {.screen = ScreenName::kFamily, .family_id = id, .place_id = {}});
}

// Requires: it is about a family.
void draw_item_menu(Stage& stage, Rect& room, std::string_view id, const engine::OpenItem& item,
                    const std::string& title) {
    const NextMove move = move_of(item);
    std::vector<RowChoice> choices{{"move", move.label, move.icon},
                                   {"open", Text::kOpenFamilyButton, Icon::kPeople},
                                   {"log", Text::kLogContactButton, Icon::kAdd}};
    const bool can_edit = item.key.type == RecordType::kFollowUp;
    if (can_edit) choices.push_back({"edit", Text::kEditFollowUp, Icon::kEdit});
    const int chosen = draw_row_menu(stage, room, id, item.key, choices);
    if (chosen == 0) return make_move(stage, item, title);
    if (chosen == 1) return open_family(stage, *item.family_id);
    if (chosen == 2) {
        begin_log_contact(stage, {.kind = ContactKind::kHomeVisit,
                                  .family_id = item.family_id,
                                  .family_name = item.family_name});
    }
    if (chosen == 3) open_follow_up_panel(stage, item);
}

}  // namespace

std::string open_item_title(const Stage& stage, const engine::OpenItem& item) {
    if (item.key.type != RecordType::kReferral) return beginning_of(item.what, kTitleLetters);
    const Text kind = item.is_warm ? Text::kWarmReferral : Text::kReferral;
    if (item.partner_name.empty()) return stage.tr(kind);
    return stage.tr(kind) + " → " + item.partner_name;
}

std::string open_item_remark(const Stage& stage, const engine::OpenItem& item) {
    const Catalog& texts = stage.texts();
    std::vector<std::string> parts;
    if (!item.family_name.empty()) {
        parts.push_back(texts.fill(Text::kFamilyNamed, item.family_name));
    } else if (!item.place_name.empty()) {
        parts.push_back(item.place_name);
    }
    if (item.answer == ReferralAnswer::kWaitingList) {
        parts.push_back(texts.plural(Text::kOnWaitingListForDays, item.days_silent));
    } else if (item.key.type == RecordType::kReferral && item.days_silent > 0) {
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

float draw_open_items(Stage& stage, const Rect& area, const std::vector<engine::OpenItem>& items,
                      Settling settling) {
    Canvas& canvas = stage.canvas;
    // Where letters are large, a word beside each line would leave the line no room.
    if (area.w < canvas.em(560)) settling = Settling::kByIcon;
    const float move_wide = move_width(stage, settling);
    const float high = settling == Settling::kByIcon ? icon_side(canvas) : canvas.px(52);
    Rect room = area;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const engine::OpenItem& item = items[i];
        const std::string title = open_item_title(stage, item);
        const std::string subtitle = open_item_remark(stage, item);
        const std::string id = widgets::nth("open_item", i);
        const bool can_open = item.family_id && *item.family_id != stage.state.here().family_id;
        const bool can_edit = item.key.type == RecordType::kFollowUp;
        const bool is_wide = settling == Settling::kByButton;
        // Beside a round button there is no room to point on.
        const Icon pointer = can_open ? Icon::kChevronRight : Icon::kNone;
        const float pencil = can_edit && (is_wide || !can_open) ? canvas.px(size::kTouch) : 0;
        Rect place = room;
        place.w -= move_wide + canvas.px(14) + (pencil > 0 ? pencil + canvas.px(4) : 0);
        const auto drawn = widgets::row(canvas, place,
                                        {.id = can_open ? std::string_view(id) : std::string_view{},
                                         .avatar = look_of(item),
                                         .title = {widgets::strong(canvas, title)},
                                         .subtitle = {widgets::quiet(canvas, subtitle)},
                                         .end_icon = is_wide ? pointer : Icon::kNone,
                                         .has_menu = true});
        if (drawn.tapped) open_family(stage, *item.family_id);
        const Rect button{room.right() - move_wide - canvas.px(1), drawn.rect.centre().y - high / 2,
                          move_wide, high};
        if (draw_move(stage, button, i, move_of(item), settling)) make_move(stage, item, title);
        const Rect edit{place.right() + canvas.px(8), drawn.rect.centre().y - pencil / 2, pencil,
                        pencil};
        if (pencil > 0 && widgets::icon_button(canvas, widgets::nth("edit_follow_up", i), edit,
                                               Icon::kEdit, canvas.theme().muted)) {
            open_follow_up_panel(stage, item);
        }
        room.cut_top(drawn.bottom - room.y);
        if (can_open) draw_item_menu(stage, room, id, item, title);
        if (i + 1 < items.size()) {
            widgets::separator(canvas, area.x, room.y, area.w);
            room.cut_top(canvas.px(1));
        }
    }
    return room.y;
}

}  // namespace oppad::ui
