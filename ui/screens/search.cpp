#include "ui/screens/search.h"

#include <algorithm>
#include <array>
#include <functional>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/screens/families/family_rows.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/name_typed.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/typing_head.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using engine::SearchPage;

float under_kinds(const Stage& stage) {
    return is_low_screen(stage) ? stage.canvas.dip(8) : stage.canvas.px(14);
}

bool shows(const Stage& stage, SearchFilter part) {
    const SearchFilter filter = stage.state.families.filter;
    return filter == SearchFilter::kAll || filter == part;
}

std::size_t found_count(const SearchPage& page, SearchFilter filter) {
    switch (filter) {
        case SearchFilter::kFamilies:
            return page.families.size();
        case SearchFilter::kPlaces:
            return page.places.size();
        case SearchFilter::kContactPersons:
            return page.members.size() + page.contact_persons.size();
        case SearchFilter::kPartners:
            return page.partners.size();
        case SearchFilter::kTexts:
            return page.texts.size();
        case SearchFilter::kAll:
            break;
    }
    return page.families.size() + page.places.size() + page.contact_persons.size() +
           page.partners.size() + page.texts.size();
}

struct Kind {
    SearchFilter filter;
    const char* id;
    Text label;
};
constexpr std::array<Kind, 6> kKinds{
    {{SearchFilter::kAll, "find_all", Text::kSearchAll},
     {SearchFilter::kFamilies, "find_families", Text::kRailFamilies},
     {SearchFilter::kPlaces, "find_places", Text::kRailPlaces},
     {SearchFilter::kTexts, "find_texts", Text::kSearchTexts},
     {SearchFilter::kContactPersons, "find_contact_persons", Text::kSearchPersons},
     {SearchFilter::kPartners, "find_partners", Text::kPartnersLabel}}};

// "30+" where there may be more than a page holds.
std::string shown_count(const SearchPage& page, SearchFilter filter) {
    using enum SearchFilter;
    const auto is_full = [&](SearchFilter part, const auto& found) {
        return (filter == kAll || filter == part) &&
               found.size() >= static_cast<std::size_t>(engine::kFoundMax);
    };
    const bool shows_texts = filter == kAll || filter == kTexts;
    const bool has_more = is_full(kFamilies, page.families) || is_full(kPlaces, page.places) ||
                          is_full(kContactPersons, page.contact_persons) ||
                          is_full(kPartners, page.partners) ||
                          (filter == kContactPersons && is_full(filter, page.members)) ||
                          (shows_texts && page.has_more_texts);
    return std::to_string(found_count(page, filter)) + (has_more ? "+" : "");
}

using LabelOf = std::function<std::string(const Kind&)>;

std::vector<widgets::Choice> kind_choices(const Stage& stage, const LabelOf& label_of) {
    std::vector<widgets::Choice> choices;
    for (const Kind& kind : kKinds) {
        const bool is_chosen = stage.state.families.filter == kind.filter;
        choices.push_back(
            {kind.id, label_of(kind), is_chosen ? widgets::Chosen::kYes : widgets::Chosen::kNo});
    }
    return choices;
}

bool fit_in_a_row(const Canvas& canvas, float width, const std::vector<widgets::Choice>& choices) {
    return widgets::chips_height(canvas, width, choices) <= widgets::chip_height(canvas);
}

// Whether the kinds fit in one row over what is found. Large letters may need more, and the
// keyboard may leave no room for it: then they come after it, so that names are in sight.
bool kinds_fit(const Stage& stage, float width) {
    if (gives_room_to_names(stage)) return false;
    const auto uncounted = [&](const Kind& kind) { return stage.tr(kind.label); };
    return fit_in_a_row(stage.canvas, width, kind_choices(stage, uncounted));
}

// The kinds with how many were found; a tap shows one kind alone. A count that would push the last
// kind to another row, and the list under it down, is left out: that of all first, the largest.
void draw_filters(Stage& stage, Rect& area, const SearchPage& page) {
    const auto counted = [&](const Kind& kind) {
        return stage.tr(kind.label) + " · " + shown_count(page, kind.filter);
    };
    std::vector<widgets::Choice> choices = kind_choices(stage, counted);
    if (kinds_fit(stage, area.w)) {
        for (std::size_t i = 0; i < kKinds.size(); ++i) {
            if (fit_in_a_row(stage.canvas, area.w, choices)) break;
            choices[i].label = stage.tr(kKinds[i].label);
        }
    }
    const auto drawn = widgets::chips(stage.canvas, area, choices);
    if (drawn.tapped >= 0) {
        stage.state.families.filter = kKinds[static_cast<std::size_t>(drawn.tapped)].filter;
        stage.canvas.touch().rewind("found_left");
        stage.canvas.touch().rewind("found_right");
    }
    area.cut_top(drawn.bottom - area.y + under_kinds(stage));
}

void draw_head(Stage& stage, Rect& room, Text title) {
    room.cut_top(widgets::card_head(stage.canvas, room, {.title = stage.tr(title)}) - room.y);
}

void open_family(Stage& stage, const Id<Family>& id) {
    open_stop(stage.state, Stop{.screen = ScreenName::kFamily, .family_id = id, .place_id = {}});
}

void draw_families_found(Stage& stage, Rect& room, const SearchPage& page) {
    if (!shows(stage, SearchFilter::kFamilies)) return;
    if (!gives_room_to_names(stage)) draw_head(stage, room, Text::kRailFamilies);
    const int chosen =
        draw_family_rows(stage, room, page.families, page.query, "family_row", RowMenus::kOffered);
    if (chosen >= 0) open_family(stage, page.families[static_cast<std::size_t>(chosen)].id);
    if (!page.families.empty()) widgets::separator(stage.canvas, room.x, room.y, room.w);
    draw_new_family_row(stage, room, page.query);
    room.cut_top(stage.canvas.px(14));
}

void open_place(Stage& stage, const Id<Place>& id) {
    open_stop(stage.state, Stop{.screen = ScreenName::kPlace, .family_id = {}, .place_id = id});
}

struct FoundRow {
    std::string id;
    Icon icon = Icon::kNone;
    std::string name;
    std::string remark;
    bool is_similar = false;
    std::string phone;
    bool can_open = false;
    std::optional<bool> is_open;  // It shows more under it, or would.
};

Icon end_icon_of(const FoundRow& row) {
    if (!row.can_open) return Icon::kNone;
    if (!row.is_open) return Icon::kChevronRight;
    return *row.is_open ? Icon::kExpandLess : Icon::kExpandMore;
}

// Returns whether it was tapped.
bool draw_found(Stage& stage, Rect& room, const FoundRow& row, const std::string& query) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    auto title = marked(canvas, row.name, query, Font::kStrong, theme.ink);
    const std::string similar =
        ' ' + stage.texts().fill(Text::kLooksLike, looked_for(query, row.name + ' ' + row.remark));
    if (row.is_similar) title.push_back(widgets::quiet(canvas, similar));
    Rect place = room;
    const float side = canvas.px(size::kTouch);
    if (!row.phone.empty()) place.cut_right(side + canvas.px(8));
    const auto drawn =
        widgets::row(canvas, place,
                     {.id = row.can_open ? std::string_view(row.id) : std::string_view{},
                      .avatar = {Tone::kPrimary, row.icon},
                      .title = title,
                      .subtitle = marked(canvas, row.remark, query, Font::kSmall, theme.muted),
                      .end_icon = end_icon_of(row)});
    draw_copy_phone(stage, "phone_" + row.id,
                    {room.right() - side, drawn.rect.centre().y - side / 2, side, side}, row.phone);
    room.cut_top(drawn.bottom - room.y);
    return drawn.tapped;
}

std::string joined(const std::string& one, const std::string& other) {
    return one.empty() || other.empty() ? one + other : one + " · " + other;
}

void draw_places_found(Stage& stage, Rect& room, const SearchPage& page) {
    if (page.places.empty() || !shows(stage, SearchFilter::kPlaces)) return;
    draw_head(stage, room, Text::kRailPlaces);
    for (std::size_t i = 0; i < page.places.size(); ++i) {
        const engine::FoundPlace& place = page.places[i];
        const FoundRow row{.id = widgets::nth("found_place", i),
                           .icon = Icon::kSchool,
                           .name = place.name,
                           .remark = joined(stage.tr(text_of(place.kind)), place.municipality),
                           .is_similar = place.is_similar,
                           .can_open = true};
        if (draw_found(stage, room, row, page.query)) open_place(stage, place.id);
    }
    room.cut_top(stage.canvas.px(14));
}

std::string remark_of(const Stage& stage, const engine::FoundMember& member) {
    std::string remark = stage.texts().fill(Text::kFamilyNamed, member.family_name);
    if (member.relation != PersonRelation::kUnknown)
        remark = joined(capitalised(stage.tr(text_of(member.relation))), remark);
    if (member.age_years)
        remark = joined(remark, age(stage.texts(), member.age_years, std::nullopt));
    return remark;
}

// Beside their families they would say the same twice: they show when persons are asked for.
void draw_members_found(Stage& stage, Rect& room, const SearchPage& page) {
    const bool is_asked = stage.state.families.filter == SearchFilter::kContactPersons;
    if (page.members.empty() || !is_asked) return;
    draw_head(stage, room, Text::kFamilyMembers);
    for (std::size_t i = 0; i < page.members.size(); ++i) {
        const engine::FoundMember& member = page.members[i];
        const FoundRow row{.id = widgets::nth("found_member", i),
                           .icon = Icon::kPerson,
                           .name = member.name,
                           .remark = remark_of(stage, member),
                           .is_similar = member.is_similar,
                           .phone = member.phone,
                           .can_open = true};
        if (draw_found(stage, room, row, page.query)) open_family(stage, member.family_id);
    }
    room.cut_top(stage.canvas.px(14));
}

void draw_persons_found(Stage& stage, Rect& room, const SearchPage& page) {
    draw_members_found(stage, room, page);
    if (page.contact_persons.empty() || !shows(stage, SearchFilter::kContactPersons)) return;
    draw_head(stage, room, Text::kContactPersons);
    for (std::size_t i = 0; i < page.contact_persons.size(); ++i) {
        const engine::FoundContactPerson& person = page.contact_persons[i];
        const std::string& function = stage.tr(text_of(person.function));
        const FoundRow row{.id = widgets::nth("found_contact_person", i),
                           .icon = Icon::kPerson,
                           .name = person.name.empty() ? function : person.name,
                           .remark = joined(person.name.empty() ? "" : function, person.place_name),
                           .is_similar = person.is_similar,
                           .phone = person.phone,
                           .can_open = true};
        if (draw_found(stage, room, row, page.query)) open_place(stage, person.place_id);
    }
    room.cut_top(stage.canvas.px(14));
}

struct PartnerFact {
    Text label;
    std::string text;
};

std::vector<PartnerFact> facts_of(const engine::FoundPartner& partner) {
    const std::string where = partner.postcode.empty()
                                  ? partner.municipality
                                  : partner.postcode + ' ' + partner.municipality;
    const std::string address = partner.street.empty() ? "" : partner.street + ", " + where;
    std::vector<PartnerFact> facts{{Text::kFieldServices, partner.services},
                                   {Text::kPartnerHours, partner.opening_hours},
                                   {Text::kFieldConditions, partner.conditions},
                                   {Text::kAddress, address},
                                   {Text::kEmailLabel, partner.email}};
    std::erase_if(facts, [](const PartnerFact& fact) { return fact.text.empty(); });
    return facts;
}

void draw_facts(Stage& stage, Rect& room, const std::vector<PartnerFact>& facts) {
    Canvas& canvas = stage.canvas;
    Rect inside = room;
    inside.cut_left(widgets::row_indent(canvas));
    float y = inside.y;
    for (const PartnerFact& fact : facts) {
        y += canvas.paragraph({inside.x, y}, inside.w, stage.tr(fact.label), Font::kSmall,
                              canvas.theme().muted, Align::kLeft);
        y += canvas.paragraph({inside.x, y}, inside.w, fact.text, Font::kBody, canvas.theme().ink,
                              Align::kLeft) +
             canvas.px(8);
    }
    room.cut_top(y - room.y);
}

void draw_partners_found(Stage& stage, Rect& room, const SearchPage& page) {
    if (page.partners.empty() || !shows(stage, SearchFilter::kPartners)) return;
    draw_head(stage, room, Text::kPartnersLabel);
    std::optional<Id<Partner>>& opened = stage.state.families.opened_partner;
    for (std::size_t i = 0; i < page.partners.size(); ++i) {
        const engine::FoundPartner& partner = page.partners[i];
        const std::vector<PartnerFact> facts = facts_of(partner);
        const bool is_open = opened == partner.id && !facts.empty();
        const FoundRow row{.id = widgets::nth("found_partner", i),
                           .icon = Icon::kSwap,
                           .name = partner.name,
                           .remark = joined(partner.municipality, unbroken_phone(partner.phone)),
                           .phone = partner.phone,
                           .can_open = !facts.empty(),
                           .is_open = is_open};
        if (draw_found(stage, room, row, page.query))
            opened = is_open ? std::nullopt : std::optional(partner.id);
        if (is_open) draw_facts(stage, room, facts);
    }
    room.cut_top(stage.canvas.px(14));
}

Icon icon_of_text(const engine::FoundText& text) {
    switch (text.key.type) {
        case RecordType::kReferral:
            return Icon::kSwap;
        case RecordType::kQuestion:
            return Icon::kHelp;
        case RecordType::kFollowUp:
            return Icon::kFlag;
        case RecordType::kAppointment:
            return Icon::kCalendar;
        case RecordType::kSignal:
            return Icon::kSignal;
        case RecordType::kFamily:
            return Icon::kPeople;
        case RecordType::kPerson:
        case RecordType::kContactPerson:
            return Icon::kPerson;
        case RecordType::kPlace:
            return Icon::kSchool;
        default:
            return icon_of(text.contact_kind);
    }
}

// The kind of contact and its day; of a note, whose it is.
std::string title_of(const Stage& stage, const engine::FoundText& text) {
    const auto word = [&] {
        switch (text.key.type) {
            case RecordType::kReferral:
                return Text::kReferral;
            case RecordType::kQuestion:
                return Text::kQuestion;
            case RecordType::kFollowUp:
                return Text::kFollowUp;
            case RecordType::kAppointment:
                return Text::kAppointment;
            case RecordType::kSignal:
                return Text::kSignal;
            case RecordType::kFamily:
            case RecordType::kPerson:
            case RecordType::kPlace:
            case RecordType::kContactPerson:
                return Text::kFieldNote;
            default:
                return text_of(text.contact_kind);
        }
    };
    std::string title = stage.tr(word());
    if (!text.partner_name.empty()) title += " → " + text.partner_name;
    title = joined(title, text.whose_name);
    if (text.day) title += ' ' + date_beside(*text.day, stage.today());
    return title;
}

// The page where it stands, unfolded; a signal, and a contact or an appointment that no page shows,
// opens itself.
void open_text(Stage& stage, const engine::FoundText& text) {
    if (text.signal) {
        open_edit_signal_panel(stage, *text.signal);
    } else if (text.family_id) {
        open_family(stage, *text.family_id);
        stage.state.family.opened = text.key;
    } else if (text.place_id) {
        open_place(stage, *text.place_id);
    } else if (text.planned) {
        open_planned_panel(stage, *text.planned);
    } else if (text.key.type == RecordType::kContact) {
        begin_edit_contact(stage, {text.key.id});
    }
}

bool can_open(const engine::FoundText& text) {
    return text.signal || text.family_id || text.place_id || text.planned ||
           text.key.type == RecordType::kContact;
}

void draw_texts_found(Stage& stage, Rect& room, const SearchPage& page) {
    if (page.texts.empty() || !shows(stage, SearchFilter::kTexts)) return;
    draw_head(stage, room, Text::kSearchTexts);
    for (std::size_t i = 0; i < page.texts.size(); ++i) {
        const engine::FoundText& text = page.texts[i];
        const std::string whose = text.family_name.empty()
                                      ? text.place_name
                                      : stage.texts().fill(Text::kFamilyNamed, text.family_name);
        const FoundRow row{.id = widgets::nth("found_text", i),
                           .icon = icon_of_text(text),
                           .name = joined(title_of(stage, text), whose),
                           .remark = text.piece,
                           .can_open = can_open(text)};
        if (draw_found(stage, room, row, page.query)) open_text(stage, text);
    }
    room.cut_top(stage.canvas.px(14));
}

void draw_others(Stage& stage, Rect& room, const SearchPage& page) {
    draw_places_found(stage, room, page);
    draw_texts_found(stage, room, page);
    draw_persons_found(stage, room, page);
    draw_partners_found(stage, room, page);
}

}  // namespace

bool gives_room_to_names(const Stage& stage) {
    const Rect screen = stage.canvas.screen();
    return stage.state.keyboard_height > 0 && screen.w > screen.h;
}

void draw_nothing_found(Stage& stage, Rect& room) {
    room.cut_top(stage.canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNothingFound),
                                        Font::kSmall, stage.canvas.theme().muted, Align::kLeft));
}

Rect cut_kinds_row(const Stage& stage, Rect& room) {
    const Rect row = room.cut_top(widgets::chip_height(stage.canvas));
    room.cut_top(under_kinds(stage));
    return row;
}

void draw_new_family_row(Stage& stage, Rect& room, const std::string& query) {
    Canvas& canvas = stage.canvas;
    const std::string name = name_typed(query);
    const std::string title = stage.texts().fill(Text::kNewFamilyNamed, name);
    const auto drawn =
        widgets::row(canvas, room,
                     {.id = "new_family",
                      .avatar = {Tone::kNeutral, Icon::kPersonAdd},
                      .title = {widgets::strong(canvas, title)},
                      .subtitle = {widgets::quiet(canvas, stage.tr(Text::kNewFamilyRemark))},
                      .end_icon = Icon::kAdd});
    room.cut_top(drawn.bottom - room.y);
    if (!drawn.tapped) return;
    begin_log_contact(stage, {.kind = ContactKind::kHomeVisit});
    stage.state.log.draft.new_family_name = name;
    stage.state.log.asks_disk = false;
    note_log_change(stage);
}

bool draw_search(Stage& stage, Rect area) {
    Canvas& canvas = stage.canvas;
    FamiliesState& state = stage.state.families;
    const auto* page =
        find_or_keep<SearchPage>(stage, engine::LookSearch{state.query.text()}, state.last_search);
    if (page == nullptr) return false;
    const bool is_over = kinds_fit(stage, area.w);
    if (is_over) draw_filters(stage, area, *page);
    const bool has_others = !page->places.empty() || !page->contact_persons.empty() ||
                            !page->partners.empty() || !page->texts.empty();
    const bool is_beside =
        has_two_columns(stage) && state.filter == SearchFilter::kAll && has_others;
    if (is_beside) {
        const Rect right = low_card(stage, area.cut_right(area.w * 0.475F));
        area.cut_right(canvas.px(size::kGap));
        widgets::ScrollArea scroll(canvas, "found_right", right);
        Rect room = scroll.content();
        draw_others(stage, room, *page);
        scroll.reached(room.y);
    }
    const Rect left = low_card(stage, area);
    widgets::ScrollArea scroll(canvas, "found_left", left);
    Rect room = scroll.content();
    draw_families_found(stage, room, *page);
    if (!is_beside) draw_others(stage, room, *page);
    if (found_count(*page, state.filter) == 0) draw_nothing_found(stage, room);
    if (!is_over) draw_filters(stage, room, *page);
    scroll.reached(room.y);
    return true;
}

}  // namespace oppad::ui
