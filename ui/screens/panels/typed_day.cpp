#include "ui/screens/panels/typed_day.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/screens/stage.h"

namespace oppad::ui {

namespace {

// A day is not wrong while it is half typed.
std::optional<Text> remark_on(const std::optional<Day>& day, const std::optional<Day>& first,
                              widgets::FieldEvent event) {
    if (day && first && *day < *first) return Text::kProblemInThePast;
    const bool is_wrong = !day && event == widgets::FieldEvent::kEntered;
    return is_wrong ? std::optional{Text::kNotADay} : std::nullopt;
}

}  // namespace

std::optional<Day> draw_typed_day(Stage& stage, Rect& room, const char* id, TypedDay& typed,
                                  std::optional<Day> first) {
    Canvas& canvas = stage.canvas;
    Rect place = room.cut_top(widgets::field_height(canvas, true));
    place.w = std::min(place.w, canvas.em(300));
    const auto event = widgets::text_field(canvas, id, place, typed.field,
                                           {.label = stage.tr(Text::kOtherDay),
                                            .typing = Typing::kDate,
                                            .is_wrong = typed.remark.has_value()});
    room.cut_top(canvas.px(8));
    std::optional<Day> day;
    if (event != widgets::FieldEvent::kNone) {
        day = parse_day(typed.field.text());
        typed.remark = remark_on(day, first, event);
        if (typed.remark) day.reset();
    }
    if (typed.remark) {
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(*typed.remark),
                                      Font::kSmallMedium, canvas.theme().tone(Tone::kDanger).ink,
                                      Align::kLeft));
    }
    room.cut_top(canvas.px(14));
    return day;
}

}  // namespace oppad::ui
