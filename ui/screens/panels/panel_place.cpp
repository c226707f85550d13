// A school or another place: what it is, where, how it is reached, when one first came there.
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

void open_place_panel(Stage& stage, const Place& place) {
    const bool is_new = place.id.is_nil();
    PanelState& panel = begin_panel(stage, PanelKind::kPlace,
                                    stage.tr(is_new ? Text::kAddPlace : Text::kEditPlace));
    panel.place.place = place;
    if (!is_new) panel.place.opened = place;
    set_panel_field(panel, "name", place.name);
    set_panel_field(panel, "street", place.street);
    set_panel_field(panel, "postcode", place.postcode);
    set_panel_field(panel, "municipality", place.municipality);
    set_panel_field(panel, "neighbourhood", place.neighbourhood);
    set_panel_field(panel, "phone", shown_phone(place.phone));
    set_panel_field(panel, "email", place.email);
    set_panel_field(panel, "first_meeting_day",
                    place.first_meeting_day ? full_date(*place.first_meeting_day) : "");
}

float draw_place_panel(Stage& stage, Rect room) {
    Place& place = stage.state.panel.place.place;
    draw_panel_field(stage, room, "name", Text::kNameLabel);
    draw_panel_label(stage, room, Text::kPlaceKindLabel);
    std::vector<widgets::Choice> choices;
    const auto& kinds = CodeTable<PlaceKind>::words;
    for (const auto& [kind, word] : kinds) {
        choices.push_back({"place_kind_" + std::string(word), capitalised(stage.tr(text_of(kind))),
                           chosen_if(place.kind == kind)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) place.kind = kinds[static_cast<std::size_t>(tapped)].first;
    draw_panel_field(stage, room, "street", Text::kStreetLabel);
    draw_panel_fields(
        stage, room,
        {"postcode", Text::kPostcodeLabel, "municipality", Text::kMunicipalityLabel, 0.35F});
    draw_panel_fields(stage, room,
                      {"neighbourhood", Text::kNeighbourhoodLabel, "phone", Text::kPhoneLabel});
    draw_panel_field(stage, room, "email", Text::kEmailLabel);
    draw_panel_field(stage, room, "first_meeting_day", Text::kFirstMeetingLabel);
    if (place.id.is_nil()) return room.y;
    const RecordKey key{RecordType::kPlace, place.id.raw};
    if (draw_panel_actions(stage, room, {{"place_history", Text::kHistory, Icon::kHistory}}) == 0)
        open_history_panel(stage, key);
    return room.y;
}

std::optional<PanelAsk> ask_of_place(PanelState& panel) {
    engine::SavePlace save = panel.place;
    Place& place = save.place;
    place.name = panel_text(panel, "name");
    place.street = panel_text(panel, "street");
    place.postcode = panel_text(panel, "postcode");
    place.municipality = panel_text(panel, "municipality");
    place.neighbourhood = panel_text(panel, "neighbourhood");
    place.phone = panel_text(panel, "phone");
    place.email = panel_text(panel, "email");
    const std::string met = panel_text(panel, "first_meeting_day");
    place.first_meeting_day = parse_day(met);
    panel.wrong_day = !met.empty() && !place.first_meeting_day;
    if (panel.wrong_day) return std::nullopt;
    std::optional<engine::Command> undo;
    if (save.opened) undo = engine::SavePlace{*save.opened, place};
    return PanelAsk{save, Text::kToastSaved, undo};
}

}  // namespace oppad::ui
