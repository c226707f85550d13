// On the Sync screen of a tablet that belongs to no hub yet, or whose hub does not know it any
// more: the address and the code that an administrator gives.
#include <algorithm>
#include <string>

#include "ui/screens/screens.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// What is to be said about the last try, if anything.
std::optional<Text> remark_of(EnrolState state) {
    switch (state) {
        case EnrolState::kNotAsked:
            return std::nullopt;
        case EnrolState::kUnderWay:
            return Text::kEnrolUnderWay;
        case EnrolState::kBadAddress:
            return Text::kEnrolBadAddress;
        case EnrolState::kBadCode:
            return Text::kEnrolBadCode;
        case EnrolState::kNotOurHub:
            return Text::kEnrolNotOurHub;
        case EnrolState::kOffline:
            return Text::kEnrolOffline;
        case EnrolState::kOtherVersion:
            return Text::kSyncVersionText;
        case EnrolState::kFailed:
            return Text::kEnrolFailed;
    }
    return std::nullopt;
}

// As it is typed or pasted, without the spaces around it.
std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

float remark_height(const Stage& stage, float width) {
    const auto remark = remark_of(stage.snapshot.enrol);
    if (!remark) return 0;
    return stage.canvas.paragraph_height(width, stage.tr(*remark), Font::kSmallMedium) +
           stage.canvas.px(12);
}

void ask(Stage& stage) {
    EnrolFormState& form = stage.state.enrol;
    std::string address = trimmed(form.address.text());
    std::string code = trimmed(form.code.text());
    if (address.empty() || code.empty()) return;
    // People leave the beginning out; nothing but TLS is meant by that.
    if (address.find("://") == std::string::npos) address = "https://" + address;
    stage.intents.push(Enrol{std::move(address), std::move(code)});
}

}  // namespace

void draw_enrol_form(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    EnrolFormState& form = stage.state.enrol;
    const float padding = 2 * canvas.px(size::kCardPadding);
    const float field = widgets::field_height(canvas, true);
    const float gap = canvas.px(14);
    const float high = 2 * (field + gap) + widgets::button_height(canvas) +
                       remark_height(stage, room.w - padding) + padding;
    Rect inside = widgets::card(canvas, room.cut_top(high));
    widgets::text_field(canvas, "enrol_address", inside.cut_top(field), form.address,
                        {.when_empty = {}, .label = stage.tr(Text::kEnrolAddress)});
    inside.cut_top(gap);
    const auto event = widgets::text_field(canvas, "enrol_code", inside.cut_top(field), form.code,
                                           {.when_empty = {}, .label = stage.tr(Text::kEnrolCode)});
    inside.cut_top(gap);
    if (const auto remark = remark_of(stage.snapshot.enrol)) {
        const bool is_calm = stage.snapshot.enrol == EnrolState::kUnderWay;
        const Color ink = is_calm ? canvas.theme().muted : canvas.theme().tone(Tone::kDanger).ink;
        inside.cut_top(canvas.paragraph({inside.x, inside.y}, inside.w, stage.tr(*remark),
                                        Font::kSmallMedium, ink, Align::kLeft) +
                       canvas.px(12));
    }
    const std::string& label = stage.tr(Text::kEnrolButton);
    Rect button = inside.cut_top(widgets::button_height(canvas));
    button.w = std::min(button.w, widgets::button_width(canvas, label, Icon::kSync));
    const bool pressed = widgets::button(canvas, "enrol_button", button, label,
                                         {widgets::ButtonStyle::kPrimary, Icon::kSync});
    const bool entered = event == widgets::FieldEvent::kEntered;
    if ((pressed || entered) && stage.snapshot.enrol != EnrolState::kUnderWay) ask(stage);
    room.cut_top(canvas.px(size::kGap));
}

}  // namespace oppad::ui
