// Two families that are one, and a person who belongs to another family.
#include <algorithm>
#include <utility>

#include "ui/i18n/dates.h"
#include "ui/i18n/folded.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

// The family that is chosen, or the field that looks for it. `id` is nil while none is.
void draw_chosen_family(Stage& stage, Rect& room, Id<Family>& id) {
    PanelState& panel = stage.state.panel;
    if (id.is_nil()) {
        const std::optional<Found> found = draw_panel_search(stage, room, SearchFor::kFamilies);
        if (!found || !found->family_id) return;
        id = *found->family_id;
        panel.chosen_name = found->name;
        return;
    }
    const int tapped = draw_panel_choices(
        stage, room,
        {{"family_chosen", stage.texts().fill(Text::kFamilyNamed, panel.chosen_name),
          widgets::Chosen::kYes}});
    if (tapped == 0) id = {};
}

// How far two families agree in something; unknown where one of them lacks it.
enum class Alike : std::uint8_t { kUnknown, kSame, kPartly, kDiffers };

struct Compared {
    Text label;
    std::string here;
    std::string there;
    Alike alike = Alike::kUnknown;
};

// Parted at spaces and dashes; without case and accents.
std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char letter : folded(text)) {
        if (letter == ' ' || letter == '-') {
            words.emplace_back();
        } else {
            words.back() += letter;
        }
    }
    std::erase(words, std::string{});
    return words;
}

Alike alike(const std::vector<std::string>& here, const std::vector<std::string>& there) {
    if (here.empty() || there.empty()) return Alike::kUnknown;
    const auto in_both = std::count_if(here.begin(), here.end(), [&](const std::string& one) {
        return std::find(there.begin(), there.end(), one) != there.end();
    });
    if (in_both == 0) return Alike::kDiffers;
    const bool is_all = static_cast<std::size_t>(in_both) == here.size();
    return is_all && here.size() == there.size() ? Alike::kSame : Alike::kPartly;
}

std::vector<std::string> names_in(const engine::FamilyPage& page) {
    std::vector<std::string> names;
    for (const engine::FamilyMember& member : page.members) {
        const Person& person = member.person;
        names.push_back(person.given_name.empty() ? person.family_name : person.given_name);
    }
    std::erase(names, std::string{});
    return names;
}

// The family's own and its members', each once.
std::vector<std::string> phones_in(const engine::FamilyPage& page) {
    std::vector<std::string> phones{page.family.phone};
    for (const engine::FamilyMember& member : page.members) phones.push_back(member.person.phone);
    std::erase(phones, std::string{});
    std::sort(phones.begin(), phones.end());
    phones.erase(std::unique(phones.begin(), phones.end()), phones.end());
    return phones;
}

Compared compared_phones(const engine::FamilyPage& here, const engine::FamilyPage& there) {
    const auto shown = [](std::vector<std::string> phones) {
        for (std::string& phone : phones) phone = unbroken_phone(phone);
        return joined(phones, ", ");
    };
    const std::vector<std::string> ours = phones_in(here);
    const std::vector<std::string> theirs = phones_in(there);
    return {Text::kPhoneLabel, shown(ours), shown(theirs), alike(ours, theirs)};
}

std::vector<Compared> compare(const engine::FamilyPage& here, const engine::FamilyPage& there) {
    const auto whole = [](const Family& family) {
        const std::string address = joined(words_in(address_of(family)), " ");
        return address.empty() ? std::vector<std::string>{} : std::vector{address};
    };
    return {{Text::kNameLabel, here.family.name, there.family.name,
             alike(words_in(here.family.name), words_in(there.family.name))},
            {Text::kAddress, address_of(here.family), address_of(there.family),
             alike(whole(here.family), whole(there.family))},
            compared_phones(here, there),
            {Text::kWho, joined(names_in(here), ", "), joined(names_in(there), ", "),
             alike(names_in(here), names_in(there))}};
}

struct AlikeLook {
    Text word;
    Tone tone;
};

AlikeLook look_of(Alike alike) {
    if (alike == Alike::kSame) return {Text::kCompareSame, Tone::kOk};
    return {alike == Alike::kPartly ? Text::kComparePartly : Text::kCompareDiffers, Tone::kAccent};
}

bool has_columns(const Stage& stage, const Rect& room) { return room.w >= stage.canvas.em(420); }

std::pair<Rect, Rect> columns_of(const Stage& stage, Rect room) {
    const float gap = stage.canvas.px(size::kMargin);
    const Rect left = room.cut_left((room.w - gap) / 2);
    room.cut_left(gap);
    return {left, room};
}

// Whose the columns are; cut off the top.
void draw_column_heads(Stage& stage, Rect& room) {
    if (!has_columns(stage, room)) return;
    Canvas& canvas = stage.canvas;
    const auto [left, right] = columns_of(stage, room);
    const auto draw = [&](const Rect& column, Text whose) {
        return canvas.paragraph({column.x, column.y}, column.w, stage.tr(whose), Font::kStrong,
                                canvas.theme().ink, Align::kLeft);
    };
    const float here = draw(left, Text::kThisFamily);
    room.cut_top(std::max(here, draw(right, Text::kOtherFamily)) + canvas.px(4));
    widgets::separator(canvas, room.x, room.y, room.w);
    room.cut_top(canvas.px(8));
}

// One value after `before`; returns its height.
float draw_value(Stage& stage, const Rect& room, const std::string& before,
                 const std::string& value) {
    Canvas& canvas = stage.canvas;
    const bool is_empty = value.empty();
    const TextRun said{.text = is_empty ? stage.tr(Text::kCompareEmpty) : value,
                       .font = Font::kBody,
                       .color = is_empty ? canvas.theme().muted : canvas.theme().ink};
    return canvas.runs({room.x, room.y}, room.w, {widgets::quiet(canvas, before), said});
}

// Both values beside each other, or under each other where there is little room; cut off the top.
void draw_values(Stage& stage, Rect& room, const Compared& fact) {
    if (!has_columns(stage, room)) {
        room.cut_top(draw_value(stage, room, stage.tr(Text::kThisFamily) + ' ', fact.here));
        room.cut_top(draw_value(stage, room, stage.tr(Text::kOtherFamily) + ' ', fact.there));
        return;
    }
    const auto [left, right] = columns_of(stage, room);
    const float here = draw_value(stage, left, {}, fact.here);
    room.cut_top(std::max(here, draw_value(stage, right, {}, fact.there)));
}

void draw_compared(Stage& stage, Rect& room, const Compared& fact) {
    if (fact.here.empty() && fact.there.empty()) return;
    Canvas& canvas = stage.canvas;
    std::vector<TextRun> head{widgets::quiet(canvas, stage.tr(fact.label))};
    std::string word;
    if (fact.alike != Alike::kUnknown) {
        const AlikeLook look = look_of(fact.alike);
        word = " · " + stage.tr(look.word);
        head.push_back({word, Font::kSmallMedium, canvas.theme().tone(look.tone).ink});
    }
    room.cut_top(canvas.runs({room.x, room.y}, room.w, head));
    draw_values(stage, room, fact);
    room.cut_top(canvas.px(10));
}

// By what one sees whether it is the same family; cut off the top of `room`.
void draw_comparison(Stage& stage, Rect& room, const engine::MergeFamilies& merge) {
    if (merge.merged.is_nil() || merge.merged == merge.kept) return;
    const auto* here = find_family_page(stage.snapshot, merge.kept);
    const auto* there = find_family_page(stage.snapshot, merge.merged);
    if (here == nullptr || there == nullptr) {
        if (here != nullptr && !is_gone(stage, engine::LookFamily{merge.merged}))
            draw_panel_text(stage, room, stage.tr(Text::kLooking));
        return;
    }
    draw_column_heads(stage, room);
    for (const Compared& fact : compare(*here, *there)) draw_compared(stage, room, fact);
    room.cut_top(stage.canvas.px(6));
}

}  // namespace

void open_merge_panel(Stage& stage, const Id<Family>& kept, const Id<Family>& merged,
                      const std::string& merged_name) {
    PanelState& panel = begin_panel(stage, PanelKind::kMerge, stage.tr(Text::kMergeTitle));
    panel.merge = {kept, merged};
    panel.chosen_name = merged_name;
}

void open_move_panel(Stage& stage, const Person& person) {
    const std::string name = person.given_name.empty() ? person.family_name : person.given_name;
    PanelState& panel =
        begin_panel(stage, PanelKind::kMovePerson, stage.texts().fill(Text::kMoveTitle, name));
    panel.move.id = person.id;
    panel.moved_from = person.family_id;
}

float draw_merge_panel(Stage& stage, Rect room) {
    draw_panel_label(stage, room, Text::kMergeWhich);
    draw_chosen_family(stage, room, stage.state.panel.merge.merged);
    draw_panel_problem(stage, room, "merged");
    draw_comparison(stage, room, stage.state.panel.merge);
    draw_panel_text(stage, room, stage.tr(Text::kMergeExplained));
    return room.y;
}

float draw_move_panel(Stage& stage, Rect room) {
    draw_panel_label(stage, room, Text::kMoveWhich);
    draw_chosen_family(stage, room, stage.state.panel.move.family_id);
    draw_panel_problem(stage, room, "family_id");
    draw_panel_text(stage, room, stage.tr(Text::kMoveExplained));
    return room.y;
}

std::optional<PanelAsk> ask_of_moving(const PanelState& panel) {
    if (panel.kind == PanelKind::kMerge) {
        // Its way back comes with the outcome.
        return PanelAsk{panel.merge, Text::kToastMerged, {}};
    }
    std::optional<engine::Command> undo;
    if (panel.moved_from) undo = engine::MovePerson{panel.move.id, *panel.moved_from};
    return PanelAsk{panel.move, Text::kToastMoved, undo};
}

}  // namespace oppad::ui
