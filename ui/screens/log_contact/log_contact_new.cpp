// Of a family that is new: whether a service knew it before and, for who asks for them, its phone
// and address. They are folded away: a visit is logged without.
#include "ui/i18n/words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using widgets::Chosen;

struct Part {
    const char* id;
    std::string_view name;  // In schema.h.
    Text label;
    widgets::FieldState LogContactState::*field;
    Typing typing;
};
constexpr Part kPhone{"new_phone", "phone", Text::kPhoneLabel, &LogContactState::new_phone,
                      Typing::kPhone};
constexpr Part kStreet{"new_street", "street", Text::kAddress, &LogContactState::new_street,
                       Typing::kText};
constexpr Part kPostcode{"new_postcode", "postcode", Text::kPostcodeLabel,
                         &LogContactState::new_postcode, Typing::kPhone};
constexpr Part kMunicipality{"new_municipality", "municipality", Text::kMunicipalityLabel,
                             &LogContactState::new_municipality, Typing::kText};

void draw_part(Stage& stage, Rect& room, const Part& part) {
    Canvas& canvas = stage.canvas;
    const std::string problem = problem_at(stage, {part.name});
    const Rect rect = room.cut_top(widgets::field_height(canvas, true));
    const auto event = widgets::text_field(
        canvas, part.id, rect, stage.state.log.*part.field,
        {.label = stage.tr(part.label), .typing = part.typing, .is_wrong = !problem.empty()});
    if (event != widgets::FieldEvent::kNone) note_log_change(stage);
    if (event == widgets::FieldEvent::kEntered) canvas.focus_next_field();
    if (!problem.empty()) {
        room.cut_top(canvas.px(4));
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, problem, Font::kSmallMedium,
                                      canvas.theme().tone(Tone::kDanger).ink, Align::kLeft));
    }
    room.cut_top(canvas.px(10));
}

}  // namespace

bool has_whereabouts(const LogContactState& log) {
    return log.shows_whereabouts || !log.new_phone.text().empty() ||
           !log.new_street.text().empty() || !log.new_postcode.text().empty() ||
           !log.new_municipality.text().empty();
}

float draw_known_before(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    std::optional<bool>& known = stage.state.log.draft.known_before;
    const float y =
        area.y + canvas.paragraph({area.x, area.y}, area.w, stage.tr(Text::kKnownBefore),
                                  Font::kSmall, canvas.theme().muted, Align::kLeft);
    const auto on = [](bool condition) { return condition ? Chosen::kYes : Chosen::kNo; };
    const auto drawn =
        widgets::chips(canvas, {area.x, y + canvas.px(8), area.w, area.h},
                       {{"known_no", stage.tr(Text::kNo), on(known == false)},
                        {"known_yes", stage.tr(Text::kYes), on(known == true)},
                        {"known_unasked", stage.tr(Text::kNotAsked), on(!known.has_value())}});
    if (drawn.tapped == 0) known = false;
    if (drawn.tapped == 1) known = true;
    if (drawn.tapped == 2) known.reset();
    if (drawn.tapped >= 0) note_log_change(stage);
    return drawn.bottom;
}

float draw_whereabouts(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    LogContactState& log = stage.state.log;
    Rect room = area;
    if (!has_whereabouts(log)) {
        const std::string& label = stage.tr(Text::kPhoneOrAddress);
        const float wide = std::min(room.w, widgets::button_width(canvas, label, Icon::kAdd));
        const Rect button{room.x, room.y, wide, widgets::chip_height(canvas)};
        if (widgets::button(canvas, "new_whereabouts", button, label,
                            {widgets::ButtonStyle::kOutline, Icon::kAdd})) {
            log.shows_whereabouts = true;
            canvas.focus(kPhone.id);
            stage.state.needs_frame = true;
        }
        return button.bottom();
    }
    log.shows_whereabouts = true;  // Also when the last letter is taken out again.
    draw_part(stage, room, kPhone);
    draw_part(stage, room, kStreet);
    const float gap = canvas.px(10);
    if (room.w < canvas.em(300)) {
        draw_part(stage, room, kPostcode);
        draw_part(stage, room, kMunicipality);
        return room.y;
    }
    Rect right = room;
    Rect left = right.cut_left((room.w - gap) * 0.38F);
    right.cut_left(gap);
    draw_part(stage, left, kPostcode);
    draw_part(stage, right, kMunicipality);
    return std::max(left.y, right.y);
}

}  // namespace oppad::ui
