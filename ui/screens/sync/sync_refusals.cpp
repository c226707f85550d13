#include <algorithm>
#include <cmath>

#include "ui/i18n/words.h"
#include "ui/screens/outcomes.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/sync_parts.h"
#include "ui/widgets/clipboard.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using engine::RefusedRecord;
using engine::SettleRefusal;

constexpr int kLinesShown = 3;

void ask(Stage& stage, const RecordKey& key, RefusalChoice choice, Text said,
         std::optional<engine::Command> undo) {
    const std::uint64_t ticket = stage.intents.run(SettleRefusal{key, choice});
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid, .undo = std::move(undo), .said = said};
}

void open_family_of(Stage& stage, const RefusedRecord& refused) {
    open_stop(stage.state, Stop{.screen = ScreenName::kFamily,
                                .family_id = {refused.subject.family_id},
                                .place_id = {}});
}

// What can be done about it; returns the lower edge.
float draw_choices(Stage& stage, const Rect& area, const RefusedRecord& refused,
                   std::size_t index) {
    const RecordKey& key = refused.subject.key;
    const bool was_erased = refused.cause == RefusalCause::kErased;
    const bool is_here = refused.subject.is_here;
    ButtonFlow flow(stage, area);
    if (is_here && !was_erased && !refused.is_queued &&
        flow.add(widgets::nth("refused_again", index), stage.tr(Text::kTryAgain), Icon::kSync))
        ask(stage, key, RefusalChoice::kSendAgain, Text::kRefusedAgain, {});
    if (is_here && !refused.subject.family_id.is_nil() &&
        flow.add(widgets::nth("refused_open", index), stage.tr(Text::kOpenFamilyButton),
                 Icon::kEdit))
        open_family_of(stage, refused);
    if (!refused.words.empty() && !was_erased &&
        flow.add(widgets::nth("refused_copy", index), stage.tr(Text::kCopyText), Icon::kNone)) {
        widgets::copy_text(stage.canvas, refused.words);
        show_toast(stage, stage.tr(Text::kToastCopied), {});
    }
    if (flow.add(widgets::nth("refused_aside", index), stage.tr(Text::kSetAsideButton),
                 Icon::kNone))
        ask(stage, key, RefusalChoice::kSetAside, Text::kToastSetAside,
            SettleRefusal{key, RefusalChoice::kTakeUpAgain});
    return flow.bottom();
}

float draw_refused(Stage& stage, const Rect& area, const RefusedRecord& refused,
                   std::size_t index) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    float y = area.y;
    const std::string subject = subject_words(stage, refused.subject);
    const std::string when = " " + when_words(stage, refused.refused_at);
    y += canvas.runs({area.x, y}, area.w,
                     {widgets::strong(canvas, subject), widgets::quiet(canvas, when)});
    const Text sentence = refused.is_queued ? Text::kRefusedAgain : sentence_of(refused.cause);
    y += canvas.paragraph({area.x, y}, area.w, stage.tr(sentence), Font::kBody, theme.ink,
                          Align::kLeft);
    if (!refused.words.empty() && refused.cause != RefusalCause::kErased) {
        y += canvas.px(6);
        y += canvas.paragraph_lines({area.x, y}, area.w, refused.words, Font::kBody, theme.muted,
                                    kLinesShown);
    }
    return draw_choices(stage, {area.x, y + canvas.px(12), area.w, 0}, refused, index);
}

}  // namespace

bool ButtonFlow::add(const std::string& id, const std::string& label, Icon icon) {
    Canvas& canvas = stage_.canvas;
    const float wide = std::min(area_.w, widgets::button_width(canvas, label, icon));
    const float high = std::max(canvas.px(size::kTouch), widgets::chip_height(canvas));
    const float gap = canvas.px(10);
    if (at_.x > area_.x && at_.x + wide > area_.right() + 1) at_ = {area_.x, at_.y + high + gap};
    const Rect rect{at_.x, at_.y, wide, high};
    at_.x += wide + gap;
    bottom_ = rect.bottom();
    return widgets::button(canvas, id, rect, label, {widgets::ButtonStyle::kOutline, icon});
}

void draw_refusals(Stage& stage, Rect& room, const engine::SyncPage& page) {
    if (page.refused.empty()) return;
    Canvas& canvas = stage.canvas;
    const float padding = canvas.px(size::kCardPadding);
    float& height = stage.state.heights["refusals"];
    const Rect inside = widgets::card(canvas, room.cut_top(height));
    const auto count = static_cast<std::int64_t>(page.refused.size());
    float y = widgets::card_head(canvas, inside,
                                 {.title = stage.texts().plural(Text::kRefusedTitle, count),
                                  .icon = Icon::kWarning,
                                  .icon_tone = Tone::kDanger});
    for (std::size_t i = 0; i < page.refused.size(); ++i) {
        if (i > 0) {
            widgets::separator(canvas, inside.x, y + padding * 0.5F, inside.w);
            y += padding;
        }
        y = draw_refused(stage, {inside.x, y, inside.w, 0}, page.refused[i], i);
    }
    const float needed = y + padding - (inside.y - padding);
    if (std::abs(needed - height) > 0.5F) {
        room.cut_top(needed - height);
        height = needed;
        stage.state.needs_frame = true;
    }
    room.cut_top(canvas.px(size::kGap));
}

}  // namespace oppad::ui
