#include "ui/screens/today/open_items.h"

#include <algorithm>

#include "ui/i18n/beginning.h"
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/receipt.h"
#include "ui/screens/panels/panel.h"
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

// Where a tap on the row leads: away from the page that it stands on, or to the item's own form.
enum class WayOn : std::uint8_t { kNone, kFamily, kPlace, kForm };

WayOn way_on(const Stage& stage, const engine::OpenItem& item) {
    const Stop& here = stage.state.here();
    if (item.family_id) return *item.family_id == here.family_id ? WayOn::kNone : WayOn::kFamily;
    if (item.place_id) return *item.place_id == here.place_id ? WayOn::kNone : WayOn::kPlace;
    return item.key.type == RecordType::kFollowUp ? WayOn::kForm : WayOn::kNone;
}

void go_on(Stage& stage, const engine::OpenItem& item, WayOn way) {
    switch (way) {
        case WayOn::kFamily:
            return open_stop(
                stage.state,
                {.screen = ScreenName::kFamily, .family_id = *item.family_id, .place_id = {}});
        case WayOn::kPlace:
            return open_stop(
                stage.state,
                {.screen = ScreenName::kPlace, .family_id = {}, .place_id = *item.place_id});
        case WayOn::kForm:
            return open_follow_up_panel(stage, item);
        case WayOn::kNone:
            break;
    }
}

// What was written, in other words.
struct Correction {
    const char* id;
    Text label;
};

Correction correction_of(const engine::OpenItem& item) {
    switch (item.key.type) {
        case RecordType::kReferral:
            return {"edit_referral", Text::kEditReferral};
        case RecordType::kQuestion:
            return {"edit_question", Text::kEditQuestion};
        default:
            return {"edit_follow_up", Text::kEditFollowUp};
    }
}

void correct(Stage& stage, const engine::OpenItem& item) {
    switch (item.key.type) {
        case RecordType::kReferral:
            return open_edit_referral_panel(stage, {item.key.id}, item.partner_id, item.what);
        case RecordType::kQuestion:
            return open_edit_question_panel(stage, {item.key.id}, item.what);
        default:
            return open_follow_up_panel(stage, item);
    }
}

void log_about(Stage& stage, const engine::OpenItem& item) {
    if (item.family_id) {
        return begin_log_contact(stage, {.kind = ContactKind::kHomeVisit,
                                         .family_id = item.family_id,
                                         .family_name = item.family_name});
    }
    begin_log_contact(stage, {.place_id = item.place_id, .place_name = item.place_name});
}

enum class MenuMove : std::uint8_t { kMove, kOpen, kLog, kEdit, kCopy };

// Requires: a tap on it leads on.
void draw_item_menu(Stage& stage, Rect& room, std::string_view id, const engine::OpenItem& item,
                    const std::string& title) {
    const NextMove move = move_of(item);
    const WayOn way = way_on(stage, item);
    std::vector<RowChoice> choices{{"move", move.label, move.icon}};
    std::vector<MenuMove> moves{MenuMove::kMove};
    const auto add = [&](MenuMove what, const RowChoice& choice) {
        moves.push_back(what);
        choices.push_back(choice);
    };
    if (way == WayOn::kFamily)
        add(MenuMove::kOpen, {"open", Text::kOpenFamilyButton, Icon::kPeople});
    if (way == WayOn::kPlace) add(MenuMove::kOpen, {"open", Text::kOpenPlaceButton, Icon::kSchool});
    if (way != WayOn::kForm) add(MenuMove::kLog, {"log", Text::kLogContactButton, Icon::kAdd});
    if (!item.phone.empty()) add(MenuMove::kCopy, {"copy", Text::kCopyNumber, Icon::kCopy});
    add(MenuMove::kEdit, {"edit", correction_of(item).label, Icon::kEdit});
    const int chosen = draw_row_menu(stage, room, id, item.key, choices);
    if (chosen < 0) return;
    switch (moves[static_cast<std::size_t>(chosen)]) {
        case MenuMove::kMove:
            return make_move(stage, item, title);
        case MenuMove::kOpen:
            return go_on(stage, item, way);
        case MenuMove::kLog:
            return log_about(stage, item);
        case MenuMove::kEdit:
            return correct(stage, item);
        case MenuMove::kCopy:
            return copy_phone(stage, item.phone);
    }
}

// How the rows of a list share its width.
struct ItemColumns {
    Settling settling = Settling::kByIcon;
    float move_wide = 0;
    float pencil = 0;  // In each row, so that all end alike.
};

ItemColumns columns_in(const Stage& stage, float width, Settling settling) {
    const Canvas& canvas = stage.canvas;
    // Where letters are large, a word beside each line would leave the line no room.
    if (width < canvas.em(560)) settling = Settling::kByIcon;
    const bool is_wide = settling == Settling::kByButton;
    return {settling, move_width(stage, settling), is_wide ? canvas.px(size::kTouch) : 0};
}

// One line, without its menu.
widgets::RowDrawn draw_item(Stage& stage, const Rect& room, const engine::OpenItem& item,
                            std::size_t index, const ItemColumns& columns) {
    Canvas& canvas = stage.canvas;
    const std::string title = open_item_title(stage, item);
    const std::string remark = open_item_remark(stage, item);
    std::vector<TextRun> subtitle;
    if (!remark.empty()) subtitle.push_back(widgets::quiet(canvas, remark));
    const std::string receipt = receipt_of(stage, item.whereabouts, remark);
    if (!receipt.empty())
        subtitle.push_back(widgets::toned(canvas, receipt, tone_of(item.whereabouts)));
    const std::string id = widgets::nth("open_item", index);
    const WayOn way = way_on(stage, item);
    const bool leads_on = way != WayOn::kNone;
    const bool is_wide = columns.settling == Settling::kByButton;
    // A row that leads on has the pencil in its menu.
    const bool has_pencil = is_wide || !leads_on;
    float pencil = columns.pencil;
    if (has_pencil) pencil = canvas.px(size::kTouch);
    const bool has_pointer = is_wide && leads_on && way != WayOn::kForm;
    Rect place = room;
    place.w -= columns.move_wide + canvas.px(14) + (pencil > 0 ? pencil + canvas.px(4) : 0);
    const auto drawn = widgets::row(canvas, place,
                                    {.id = leads_on ? std::string_view(id) : std::string_view{},
                                     .avatar = look_of(item),
                                     .title = {widgets::strong(canvas, title)},
                                     .subtitle = subtitle,
                                     // Beside a round button there is no room to point on.
                                     .end_icon = has_pointer ? Icon::kChevronRight : Icon::kNone,
                                     .has_menu = true});
    if (drawn.tapped) go_on(stage, item, way);
    const float high = is_wide ? canvas.px(52) : icon_side(canvas);
    const Rect button{room.right() - columns.move_wide - canvas.px(1),
                      drawn.rect.centre().y - high / 2, columns.move_wide, high};
    if (draw_move(stage, button, index, move_of(item), columns.settling))
        make_move(stage, item, title);
    const Rect edit{place.right() + canvas.px(8), drawn.rect.centre().y - pencil / 2, pencil,
                    pencil};
    if (has_pencil && widgets::icon_button(canvas, widgets::nth(correction_of(item).id, index),
                                           edit, Icon::kEdit, canvas.theme().muted)) {
        correct(stage, item);
    }
    return drawn;
}

// One line with its menu; cut off the top of `room`.
void draw_whole_item(Stage& stage, Rect& room, const engine::OpenItem& item, std::size_t index,
                     const ItemColumns& columns) {
    const bool leads_on = way_on(stage, item) != WayOn::kNone;
    room.cut_top(draw_item(stage, room, item, index, columns).bottom - room.y);
    if (!leads_on) return;
    draw_item_menu(stage, room, widgets::nth("open_item", index), item,
                   open_item_title(stage, item));
}

void draw_line_between(Canvas& canvas, Rect& room) {
    widgets::separator(canvas, room.x, room.y, room.w);
    room.cut_top(canvas.px(1));
}

Text due_of(const Stage& stage, const engine::OpenItem& item) {
    constexpr int kDaysOfWeek = 7;
    if (item.days_overdue > 0) return Text::kDueLate;
    if (!item.answer_day) return Text::kDueNever;
    const int ahead = days_between(stage.today(), *item.answer_day);
    if (ahead <= 0) return Text::kShowDay;
    return ahead <= kDaysOfWeek ? Text::kDueThisWeek : Text::kDueLater;
}

// Empty on the page of the family, which says whose it is.
std::string about_whom(const Stage& stage, const engine::OpenItem& item) {
    if (item.family_id && *item.family_id == stage.state.here().family_id) return {};
    if (item.family_name.empty()) return item.place_name;
    return stage.texts().fill(Text::kFamilyNamed, item.family_name);
}

std::string when_due(const Stage& stage, const engine::OpenItem& item) {
    const Catalog& texts = stage.texts();
    if (item.answer == ReferralAnswer::kWaitingList)
        return texts.plural(Text::kOnWaitingListForDays, item.days_silent);
    if (item.key.type == RecordType::kReferral && item.days_silent > 0)
        return texts.plural(Text::kNoAnswerForDays, item.days_silent);
    if (!item.due_day) return {};
    return item.days_overdue > 0 ? texts.fill(Text::kPromisedBy, short_date(*item.due_day))
                                 : relative_day(texts, *item.due_day, stage.today());
}

}  // namespace

std::string open_item_title(const Stage& stage, const engine::OpenItem& item) {
    if (item.key.type != RecordType::kReferral) return beginning_of(item.what, kTitleLetters);
    const Text kind = item.is_warm ? Text::kWarmReferral : Text::kReferral;
    if (item.partner_name.empty()) return stage.tr(kind);
    return stage.tr(kind) + " → " + item.partner_name;
}

std::string open_item_remark(const Stage& stage, const engine::OpenItem& item) {
    std::vector<std::string> parts;
    // How far it is says less than for how long nobody answered.
    const bool is_referral = item.key.type == RecordType::kReferral;
    if (is_referral && item.step != ReferralStep::kUnknown && item.days_silent == 0)
        parts.push_back(stage.tr(text_of(item.step)));
    const bool is_ahead = item.due_day && item.days_overdue == 0;
    if (is_ahead) parts.push_back(when_due(stage, item));
    parts.push_back(about_whom(stage, item));
    if (!is_ahead) parts.push_back(when_due(stage, item));
    // A number to call says how by itself.
    const bool is_call = item.channel == Channel::kPhone && !item.phone.empty();
    if (item.key.type == RecordType::kFollowUp && item.channel != Channel::kUnknown && !is_call)
        parts.push_back(stage.tr(text_of(item.channel)));
    parts.push_back(unbroken_phone(item.phone));
    return capitalised(joined(parts, " · "));
}

float draw_open_items(Stage& stage, const Rect& area, const std::vector<engine::OpenItem>& items,
                      Settling settling) {
    const ItemColumns columns = columns_in(stage, area.w, settling);
    Rect room = area;
    for (std::size_t i = 0; i < items.size(); ++i) {
        draw_whole_item(stage, room, items[i], i, columns);
        if (i + 1 < items.size()) draw_line_between(stage.canvas, room);
    }
    return room.y;
}

float draw_open_items_by_day(Stage& stage, const Rect& area,
                             const std::vector<engine::OpenItem>& items) {
    Canvas& canvas = stage.canvas;
    const ItemColumns columns = columns_in(stage, area.w, Settling::kByButton);
    Rect room = area;
    std::optional<Text> shown;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Text due = due_of(stage, items[i]);
        if (due == shown) {
            draw_line_between(canvas, room);
        } else {
            if (shown) room.cut_top(canvas.px(12));
            room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(due),
                                          Font::kSmallMedium, canvas.theme().muted, Align::kLeft));
            shown = due;
        }
        draw_whole_item(stage, room, items[i], i, columns);
    }
    return room.y;
}

}  // namespace oppad::ui
