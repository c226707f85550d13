#include "ui/screens/families/unnamed_rows.h"

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/sync/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr int kMoreAtATime = 50;

engine::LookUnnamed look_of(const Stage& stage) { return {stage.state.unnamed.asked_for}; }

const engine::UnnamedView* unnamed_of(Stage& stage) {
    return find_or_keep<engine::UnnamedView>(stage, look_of(stage), stage.state.unnamed.last);
}

std::string remark_of(const Stage& stage, const engine::UnnamedContact& contact) {
    std::string remark = moment(stage.texts(), contact.at, stage.now, stage.utc_offset());
    for (const std::string& theme : contact.themes)
        remark += " · " + capitalised(stage.code_label(theme));
    return remark;
}

}  // namespace

bool has_unnamed(Stage& stage) {
    const auto* view = unnamed_of(stage);
    return view != nullptr ? !view->rows.empty() : failure_of(stage, look_of(stage)).has_value();
}

float draw_unnamed(Stage& stage, const Rect& area) {
    if (!has_unnamed(stage)) return area.y;
    Canvas& canvas = stage.canvas;
    const auto* shown = unnamed_of(stage);
    Rect room = area;
    room.cut_top(canvas.px(20));
    room.cut_top(widgets::card_head(canvas, room, {.title = stage.tr(Text::kUnnamedTitle)}) -
                 room.y);
    if (shown == nullptr) return draw_if_failed(stage, room, look_of(stage));
    const engine::UnnamedView& view = *shown;
    for (std::size_t i = 0; i < view.rows.size(); ++i) {
        const engine::UnnamedContact& contact = view.rows[i];
        const std::string remark = remark_of(stage, contact);
        const std::string id = widgets::nth("unnamed", i);
        const auto drawn =
            widgets::row(canvas, room,
                         {.id = id,
                          .avatar = {Tone::kNeutral, icon_of(contact.kind)},
                          .title = {widgets::strong(canvas, stage.tr(text_of(contact.kind)))},
                          .subtitle = {widgets::quiet(canvas, remark)},
                          .end_icon = Icon::kChevronRight});
        if (drawn.tapped) begin_edit_contact(stage, contact.id);
        room.cut_top(drawn.bottom - room.y);
    }
    if (!view.has_more) return room.y;
    room.cut_top(canvas.px(8));
    const Rect more = room.cut_top(widgets::button_height(canvas));
    if (widgets::button(canvas, "unnamed_more", more, stage.tr(Text::kShowMore),
                        {widgets::ButtonStyle::kQuiet, Icon::kNone})) {
        stage.state.unnamed.asked_for += kMoreAtATime;
    }
    return room.y;
}

}  // namespace oppad::ui
