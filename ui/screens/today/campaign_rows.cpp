#include "ui/screens/today/campaign_rows.h"

#include <algorithm>

#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::string remark_of(const Stage& stage, const engine::RunningCampaign& campaign) {
    std::string remark;
    const auto add = [&](Text text, int count) {
        if (count == 0) return;
        remark += (remark.empty() ? "" : " · ") + stage.texts().plural(text, count);
    };
    add(Text::kAskedHelp, campaign.asked_help);
    add(Text::kCallBackToday, campaign.to_call_back_today);
    return remark;
}

float draw_campaign(Stage& stage, const Rect& area, const engine::RunningCampaign& campaign) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    const std::string left =
        campaign.working_days_left
            ? stage.texts().plural(Text::kWorkingDaysLeft, *campaign.working_days_left)
            : std::string{};
    room.cut_top(widgets::card_head(canvas, room,
                                    {.title = campaign.name,
                                     .icon = Icon::kCampaign,
                                     .icon_tone = Tone::kAccent,
                                     .pill = left,
                                     .pill_tone = Tone::kAccent}) -
                 room.y);
    const std::string count = stage.texts().fill(Text::kDoneOf, campaign.done, campaign.calls);
    Rect line = room.cut_top(canvas.line_height(Font::kStrong));
    const Rect number = line.cut_right(canvas.width(count, Font::kStrong) + 1);
    line.cut_right(canvas.px(16));
    const float high = canvas.px(12);
    const float part =
        static_cast<float>(campaign.done) / static_cast<float>(std::max(1, campaign.calls));
    widgets::progress(canvas, {line.x, line.centre().y - high / 2, line.w, high}, part);
    canvas.text_in(number, count, Font::kStrong, canvas.theme().ink, Align::kLeft);
    const std::string remark = remark_of(stage, campaign);
    if (remark.empty()) return room.y;
    room.cut_top(canvas.px(8));
    return room.y + canvas.paragraph({room.x, room.y}, room.w, remark, Font::kSmall,
                                     canvas.theme().muted, Align::kLeft);
}

}  // namespace

float draw_campaigns(Stage& stage, const Rect& area,
                     const std::vector<engine::RunningCampaign>& campaigns) {
    Rect room = area;
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
        if (i > 0) room.cut_top(stage.canvas.px(20));
        room.cut_top(draw_campaign(stage, room, campaigns[i]) - room.y);
    }
    return room.y;
}

}  // namespace oppad::ui
