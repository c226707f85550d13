// A family's sheet on paper: for whom, what stands on it, where it goes. It leaves the encrypted
// store, so that is said first and the PIN is asked again.
#include "ui/screens/families/family_sheet.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

using engine::SheetPurpose;

constexpr std::size_t kLyingShown = 20;

const engine::FamilyPage* page_of(const Stage& stage) {
    return find_family_page(stage.snapshot, stage.state.panel.sheet.command.family_id);
}

const engine::SharedWith* consent_of(const engine::FamilyPage& page,
                                     const std::optional<Id<Consent>>& id) {
    for (const engine::SharedWith& shared : page.shared_with) {
        if (id == shared.consent.id) return &shared;
    }
    return nullptr;
}

std::string name_of(const Stage& stage, const SheetPlace& place) {
    switch (place.kind) {
        case SheetFolder::kDocuments:
            return stage.tr(Text::kFolderDocuments);
        case SheetFolder::kDownloads:
            return stage.tr(Text::kFolderDownloads);
        case SheetFolder::kHome:
            return stage.tr(Text::kFolderHome);
        case SheetFolder::kStick:
            return stage.texts().fill(Text::kFolderStick, place.name);
    }
    return {};
}

void draw_purpose(Stage& stage, Rect& room, const engine::FamilyPage& page) {
    engine::PrintSheet& command = stage.state.panel.sheet.command;
    const auto is = [&](SheetPurpose which) { return chosen_if(command.purpose == which); };
    draw_panel_label(stage, room, Text::kSheetForWhom);
    std::vector<widgets::Choice> choices{
        {"sheet_for_family", stage.tr(Text::kSheetForFamily), is(SheetPurpose::kFamily)},
        {"sheet_for_own_use", stage.tr(Text::kSheetForOwnUse), is(SheetPurpose::kOwnUse)}};
    for (std::size_t i = 0; i < page.shared_with.size(); ++i) {
        const engine::SharedWith& shared = page.shared_with[i];
        const bool is_it =
            command.purpose == SheetPurpose::kPartner && command.consent_id == shared.consent.id;
        choices.push_back(
            {widgets::nth("sheet_for_partner", i), consent_title(shared), chosen_if(is_it)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    draw_panel_problem(stage, room, "consent_id");
    if (tapped < 0) return;
    command.consent_id.reset();
    command.purpose = tapped == 0 ? SheetPurpose::kFamily : SheetPurpose::kOwnUse;
    if (tapped < 2) return;
    command.purpose = SheetPurpose::kPartner;
    command.consent_id = page.shared_with[static_cast<std::size_t>(tapped) - 2].consent.id;
}

void draw_content(Stage& stage, Rect& room) {
    SheetForm& form = stage.state.panel.sheet;
    if (form.command.purpose == SheetPurpose::kPartner) {
        return draw_panel_text(stage, room, stage.tr(Text::kSheetPartnerSees));
    }
    draw_panel_label(stage, room, Text::kSheetNotes);
    const int tapped = draw_panel_choices(
        stage, room,
        {{"sheet_without_notes", stage.tr(Text::kSheetWithoutNotes), chosen_if(!form.with_notes)},
         {"sheet_with_notes", stage.tr(Text::kSheetWithNotes), chosen_if(form.with_notes)}});
    if (tapped >= 0) form.with_notes = tapped == 1;
}

// The folder that is chosen, or the usual one; empty = there is none.
std::string folder_of(const Stage& stage) {
    const std::vector<SheetPlace>& places = stage.snapshot.sheets.places;
    for (const SheetPlace& place : places) {
        if (place.path == stage.state.panel.sheet.folder) return place.path;
    }
    return places.empty() ? std::string{} : places.front().path;
}

void draw_places(Stage& stage, Rect& room) {
    const std::vector<SheetPlace>& places = stage.snapshot.sheets.places;
    draw_panel_label(stage, room, Text::kSheetWhere);
    if (places.empty()) return draw_panel_text(stage, room, stage.tr(Text::kSheetNoPlace));
    const std::string folder = folder_of(stage);
    std::vector<widgets::Choice> choices;
    for (std::size_t i = 0; i < places.size(); ++i) {
        choices.push_back({widgets::nth("sheet_place", i), name_of(stage, places[i]),
                           chosen_if(places[i].path == folder)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) stage.state.panel.sheet.folder = places[static_cast<std::size_t>(tapped)].path;
}

// A file that is deleted doesn't come back, so a tap on the bin asks first.
void draw_delete_question(Stage& stage, Rect& room, std::size_t index, const LyingSheet& sheet) {
    std::string& to_delete = stage.state.panel.sheet.to_delete;
    if (to_delete != sheet.path) return;
    draw_panel_text(stage, room, stage.tr(Text::kSheetDeleteQuestion));
    const std::string keep = widgets::nth("sheet_delete_no", index);
    const std::string remove = widgets::nth("sheet_delete_yes", index);
    const int tapped =
        draw_panel_actions(stage, room,
                           {{keep, Text::kSheetKeep, Icon::kNone},
                            {remove, Text::kSheetDelete, Icon::kDelete, Tone::kDanger}});
    if (tapped < 0) return;
    // What goes wrong is said; what went well is seen.
    if (tapped == 1) stage.state.asked[stage.intents.remove(sheet)] = Asked{};
    to_delete.clear();
}

// What was made before and still lies there; each to be seen and to be deleted.
void draw_lying(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    const std::vector<LyingSheet>& lying = stage.snapshot.sheets.lying;
    if (lying.empty()) return;
    draw_panel_label(stage, room, Text::kSheetsLying);
    const float side = canvas.px(size::kTouch);
    for (std::size_t i = 0; i < lying.size() && i < kLyingShown; ++i) {
        const std::string where = name_of(stage, lying[i].place);
        Rect place = room;
        place.cut_right(2 * side + canvas.dip(8));
        const auto drawn = widgets::row(canvas, place,
                                        {.id = {},
                                         .avatar = {Tone::kAccent, Icon::kDocument},
                                         .title = {widgets::strong(canvas, lying[i].name)},
                                         .subtitle = {widgets::quiet(canvas, where)}});
        const float y = drawn.rect.centre().y - side / 2;
        const Rect remove{room.right() - side, y, side, side};
        if (widgets::icon_button(canvas, widgets::nth("sheet_delete", i), remove, Icon::kDelete,
                                 canvas.theme().tone(Tone::kDanger).ink)) {
            stage.state.panel.sheet.to_delete = lying[i].path;
        }
        const Rect open{remove.x - side - canvas.dip(8), y, side, side};
        if (stage.snapshot.sheets.can_open &&
            widgets::icon_button(canvas, widgets::nth("sheet_open", i), open, Icon::kOpen,
                                 canvas.theme().primary)) {
            stage.state.asked[stage.intents.open(lying[i])] = Asked{};
        }
        room.cut_top(drawn.bottom - room.y);
        draw_delete_question(stage, room, i, lying[i]);
    }
    room.cut_top(canvas.px(16));
}

}  // namespace

void open_sheet_panel(Stage& stage, const Id<Family>& family) {
    PanelState& panel = begin_panel(stage, PanelKind::kSheet, stage.tr(Text::kSheetTitle));
    panel.sheet.command.family_id = family;
    stage.intents.push(LookForSheets{});
}

float draw_sheet_panel(Stage& stage, Rect room) {
    const engine::FamilyPage* page = page_of(stage);
    if (page == nullptr) return room.y;
    if (stage.state.panel.sheet.is_made) {
        draw_panel_text(stage, room, stage.tr(Text::kSheetMade));
        draw_lying(stage, room);
        return room.y;
    }
    draw_panel_text(stage, room, stage.tr(Text::kSheetWarning));
    draw_purpose(stage, room, *page);
    draw_content(stage, room);
    draw_places(stage, room);
    draw_lying(stage, room);
    return room.y;
}

bool asks_passphrase(const PanelState& panel) {
    return panel.kind == PanelKind::kSheet && !panel.sheet.is_made;
}

void draw_passphrase(Stage& stage, const Rect& field) {
    PanelState& panel = stage.state.panel;
    const bool is_wrong = !panel.problems.empty() && panel.problems.front().field == "passphrase";
    const auto event = widgets::text_field(
        stage.canvas, "panel_passphrase", field, panel.fields["passphrase"],
        {.label = stage.tr(Text::kSheetPassphrase), .is_secret = true, .is_wrong = is_wrong});
    if (event == widgets::FieldEvent::kEntered) save_panel(stage);
}

void make_sheet(Stage& stage) {
    PanelState& panel = stage.state.panel;
    if (panel.sheet.is_made) return close_panel(stage.state);
    const engine::FamilyPage* page = page_of(stage);
    const std::string folder = folder_of(stage);
    widgets::FieldState& typed = panel.fields["passphrase"];
    panel.problems.clear();
    panel.error.reset();
    if (typed.text().empty()) panel.problems.push_back({ProblemCode::kMissing, "passphrase"});
    if (page == nullptr || folder.empty() || !panel.problems.empty()) return;
    const SheetWish wish{.purpose = panel.sheet.command.purpose,
                         .consent = consent_of(*page, panel.sheet.command.consent_id),
                         .with_notes = panel.sheet.with_notes};
    if (wish.purpose == SheetPurpose::kPartner && wish.consent == nullptr) {
        panel.problems.push_back({ProblemCode::kGone, "consent_id"});
        return;
    }
    const std::uint64_t ticket = stage.intents.make({.passphrase = widgets::take_secret(typed),
                                                     .command = panel.sheet.command,
                                                     .sheet = make_family_sheet(stage, *page, wish),
                                                     .folder = folder});
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kPanel, .undo = {}, .said = Text::kSheetMade};
    panel.saving = ticket;
}

}  // namespace oppad::ui
