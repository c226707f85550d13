// What one can do on the screen that one came from, in a few sentences.
#include <algorithm>

#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

Text help_of(ScreenName screen) {
    switch (screen) {
        case ScreenName::kToday:
            return Text::kHelpToday;
        case ScreenName::kLogContact:
            return Text::kHelpLogContact;
        case ScreenName::kFamilies:
            return Text::kHelpFamilies;
        case ScreenName::kFamily:
            return Text::kHelpFamily;
        case ScreenName::kPlaces:
            return Text::kHelpPlaces;
        case ScreenName::kPlace:
            return Text::kHelpPlace;
        case ScreenName::kFollowUps:
            return Text::kHelpFollowUps;
        case ScreenName::kSync:
            return Text::kHelpSync;
        case ScreenName::kSettings:
        case ScreenName::kHelp:
        case ScreenName::kTour:
        case ScreenName::kUnlock:
            return Text::kHelpSettings;
    }
    return Text::kHelpToday;
}

struct Way {
    const char* id;
    Text label;
    Icon icon;
};

// Beside each other where there is room, else under each other.
int draw_ways(Stage& stage, Rect& room, const std::vector<Way>& ways) {
    Canvas& canvas = stage.canvas;
    const float high = widgets::button_height(canvas);
    const float gap = canvas.px(12);
    int tapped = -1;
    float x = room.x;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const std::string& label = stage.tr(ways[i].label);
        const float wide = std::min(room.w, widgets::button_width(canvas, label, ways[i].icon));
        if (x > room.x && x + wide > room.right()) {
            room.cut_top(high + gap);
            x = room.x;
        }
        if (widgets::button(canvas, ways[i].id, {x, room.y, wide, high}, label,
                            {widgets::ButtonStyle::kSecondary, ways[i].icon})) {
            tapped = static_cast<int>(i);
        }
        x += wide + gap;
    }
    room.cut_top(high);
    return tapped;
}

}  // namespace

void draw_points(Stage& stage, Rect& room, std::string_view text) {
    Canvas& canvas = stage.canvas;
    const float radius = canvas.em(3);
    const float indent = 2 * radius + canvas.px(14);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view point = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        canvas.circle({room.x + radius, room.y + canvas.line_height(Font::kBody) / 2}, radius,
                      canvas.theme().muted);
        room.cut_top(canvas.paragraph({room.x + indent, room.y}, room.w - indent, point,
                                      Font::kBody, canvas.theme().ink, Align::kLeft));
        room.cut_top(canvas.px(12));
    }
}

void draw_help(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    widgets::ScrollArea scroll(canvas, "help_scroll", widgets::card(canvas, area));
    Rect room = scroll.content();
    room.w = std::min(room.w, canvas.em(760));  // Longer lines are hard to follow.
    const ScreenName about = stage.state.here().screen;
    draw_points(stage, room, stage.tr(help_of(about)));
    // Where a place's page stands beside the list, one is on both.
    if (about == ScreenName::kPlaces && stage.state.places.beside)
        draw_points(stage, room, stage.tr(Text::kHelpPlace));
    room.cut_top(canvas.px(14));
    std::vector<Way> ways{{"tour_again", Text::kTourAgain, Icon::kWalk}};
    if (about != ScreenName::kSettings)
        ways.push_back({"help_settings", Text::kTitleSettings, Icon::kSettings});
    const int tapped = draw_ways(stage, room, ways);
    scroll.reached(room.y);
    if (tapped == 0) stage.state.tour_card = 0;
    if (tapped == 1) {
        open_stop(stage.state,
                  Stop{.screen = ScreenName::kSettings, .family_id = {}, .place_id = {}});
    }
}

}  // namespace oppad::ui
