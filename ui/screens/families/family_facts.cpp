#include "ui/screens/families/family_facts.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/panels/panel.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

float draw_fact(Stage& stage, const Rect& area, float y, const std::string& label,
                const std::string& value, const std::string& remark) {
    if (value.empty()) return y;
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    if (!label.empty())
        y += canvas.paragraph({area.x, y}, area.w, label, Font::kSmall, theme.muted, Align::kLeft);
    y += canvas.paragraph({area.x, y}, area.w, value, Font::kBody, theme.ink, Align::kLeft);
    if (!remark.empty()) {
        y += canvas.paragraph({area.x, y}, area.w, remark, Font::kSmall, theme.muted, Align::kLeft);
    }
    return y + canvas.px(8);
}

float draw_pills(Stage& stage, Rect area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const float height = widgets::pill_height(canvas);
    const float touch = canvas.px(size::kTouch);
    const Rect edit = widgets::target_at_end(canvas, area.right(), area.y + height / 2);
    if (widgets::icon_button(canvas, "edit_family", edit, Icon::kEdit, canvas.theme().muted)) {
        open_family_panel(stage, page.family);
    }
    area.cut_right(touch);
    float x = area.x;
    float y = area.y;
    const auto add = [&](const std::string& label, const widgets::PillLook& look) {
        const float wide = std::min(area.w, widgets::pill_width(canvas, label, look.icon));
        if (x > area.x && x + wide > area.right()) {
            x = area.x;
            y += height + canvas.px(8);
        }
        widgets::pill_in(canvas, {x, y, wide, height}, label, look);
        x += wide + canvas.px(8);
    };
    add(stage.tr(text_of(page.family.state)), {Tone::kPrimary, Icon::kNone});
    if (page.reached_year) {
        add(stage.texts().fill(Text::kNewlyReached, *page.reached_year),
            {Tone::kNeutral, Icon::kNone});
    }
    if (page.family.needs_interpreter && page.family.languages.empty()) {
        add(capitalised(stage.tr(Text::kInterpreterWanted)), {Tone::kAccent, Icon::kTranslate});
    }
    if (page.whereabouts != Whereabouts::kSafe) {
        add(capitalised(stage.tr(text_of(page.whereabouts))),
            {tone_of(page.whereabouts), icon_of(page.whereabouts)});
    }
    return y + height + canvas.px(10);
}

struct FactToCopy {
    std::string_view id;
    std::string label;  // Empty = the value says what it is.
    std::string value;
    Text said;
};

// A fact that a tap anywhere on it copies, 8 pixels from the next one; a finger that rests on it
// opens what it said before. Returns the lower edge.
float draw_to_copy(Stage& stage, const Rect& area, float y, const FactToCopy& fact,
                   const Id<Family>& family) {
    if (fact.value.empty()) return y;
    const Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    Rect room = area;
    room.cut_right(side);
    const float least = side + canvas.dip(8);
    float top = y + canvas.dip(2);
    if (fact.label.empty()) {
        const float high = canvas.paragraph_height(room.w, fact.value, Font::kBody);
        top = y + std::max(canvas.dip(8), (least - high) / 2);
    }
    const float bottom =
        std::max(draw_fact(stage, room, top, fact.label, fact.value, {}), y + least);
    const Rect target{area.x, y + canvas.dip(4), area.w, bottom - y - canvas.dip(8)};
    if (draw_copy_fact(stage, fact.id, target, fact.value, fact.said))
        open_history_panel(stage, {RecordType::kFamily, family.raw});
    return bottom;
}

// One that a tap changes, as high as its words: it stands as near to its label as other facts do.
// Returns the y under it.
float draw_consent(Stage& stage, const Rect& area, float y, const std::string& id,
                   const engine::SharedWith& shared) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string what = consent_title(shared);
    const std::string remark = consent_remark(stage, shared);
    const float icon = canvas.icon_width(IconSize::kNormal);
    const float wide = area.w - icon - canvas.px(6);
    const float what_high = canvas.paragraph_height(wide, what, Font::kBody);
    const float words = what_high + canvas.paragraph_height(wide, remark, Font::kSmall);
    const Rect target{area.x, y, area.w, std::max(canvas.px(size::kTouch), words)};
    const Rect ground = target.inset(-canvas.px(8), 0);
    const float radius = canvas.px(size::kButtonRadius);
    if (canvas.tap(id, target)) open_consent_panel(stage, shared.consent);
    if (canvas.touch().held(id)) canvas.fill(ground, theme.chip, radius);
    const float top = target.centre().y - words / 2;
    canvas.paragraph({area.x, top}, wide, what, Font::kBody, theme.ink, Align::kLeft);
    canvas.paragraph({area.x, top + what_high}, wide, remark, Font::kSmall, theme.muted,
                     Align::kLeft);
    canvas.icon({area.right() - icon / 2, target.centre().y}, Icon::kEdit, IconSize::kNormal,
                theme.muted);
    canvas.focus_ring(id, ground, radius);
    return target.bottom() + canvas.dip(8);
}

float draw_consents(Stage& stage, const Rect& area, float y, const char* prefix,
                    const std::vector<engine::SharedWith>& consents) {
    for (std::size_t i = 0; i < consents.size(); ++i)
        y = draw_consent(stage, area, y, widgets::nth(prefix, i), consents[i]);
    return y;
}

// Folded away: what is over matters only to who looks for it.
float draw_ended_consents(Stage& stage, const Rect& area, float y,
                          const std::vector<engine::SharedWith>& ended) {
    if (ended.empty()) return y;
    bool& is_open = stage.state.family.shows_ended;
    const std::string label =
        stage.texts().plural(Text::kEndedConsents, static_cast<std::int64_t>(ended.size()));
    const auto drawn = widgets::row(stage.canvas, {area.x, y, area.w, area.h},
                                    {.id = "ended_consents",
                                     .avatar = {},
                                     .title = {widgets::quiet(stage.canvas, label)},
                                     .subtitle = {},
                                     .end_icon = is_open ? Icon::kExpandLess : Icon::kExpandMore,
                                     .end_color = stage.canvas.theme().muted});
    if (drawn.tapped) is_open = !is_open;
    if (!is_open) return drawn.bottom;
    return draw_consents(stage, area, drawn.bottom + stage.canvas.dip(4), "ended_consent", ended);
}

// At the end of the label, its target over it: what is shared stands right under that. Returns the
// y from where other targets may stand.
float draw_add_consent(Stage& stage, const Rect& area, float label_bottom,
                       const Id<Family>& family) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const float bottom = label_bottom - canvas.dip(4);
    const Rect column = widgets::target_at_end(canvas, area.right(), bottom);
    const Rect target{column.x, bottom - side, side, side};
    const Point sign{target.centre().x, bottom - 0.4F * canvas.icon_width(IconSize::kNormal)};
    if (canvas.tap("add_consent", target)) {
        Consent consent;
        consent.family_id = family;
        open_consent_panel(stage, consent);
    }
    if (canvas.touch().held("add_consent")) canvas.circle(sign, side / 2, canvas.theme().chip);
    canvas.icon(sign, Icon::kAdd, IconSize::kNormal, canvas.theme().primary);
    canvas.focus_ring("add_consent", target, side / 2);
    return bottom + canvas.dip(8);
}

// What may be shared, and the way to note one more. Requires: no target ends lower than 4 pixels
// over `free_from`.
float draw_sharing(Stage& stage, const Rect& area, float y, float free_from,
                   const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string& label = stage.tr(Text::kMayShareFor);
    const float wide = area.w - canvas.px(size::kTouch);
    const float high = canvas.paragraph_height(wide, label, Font::kSmall);
    // Under a target, the one over the label has room first.
    y = std::max(y, free_from + canvas.px(size::kTouch) + canvas.dip(8) - high);
    canvas.paragraph({area.x, y}, wide, label, Font::kSmall, theme.muted, Align::kLeft);
    y = draw_add_consent(stage, area, y + high, page.family.id);
    if (page.shared_with.empty()) {
        y += canvas.paragraph({area.x, y}, area.w, stage.tr(Text::kNoSharing), Font::kBody,
                              theme.ink, Align::kLeft) +
             canvas.px(8);
    }
    y = draw_consents(stage, area, y, "consent", page.shared_with);
    return draw_ended_consents(stage, area, y - canvas.dip(4), page.once_shared);
}

// It stands beside that member then, where a tap copies it too.
bool is_phone_of_member(const engine::FamilyPage& page) {
    return std::any_of(page.members.begin(), page.members.end(),
                       [&](const engine::FamilyMember& member) {
                           return member.person.phone == page.family.phone;
                       });
}

// What nobody taps.
float draw_plain_facts(Stage& stage, const Rect& area, float y, const Family& family) {
    y = draw_fact(stage, area, y, stage.tr(Text::kLanguageAtHome), languages_of(stage, family), {});
    return draw_fact(stage, area, y, stage.tr(Text::kFieldNote), family.note, {});
}

}  // namespace

float draw_family_sharing(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    const std::string& note = page.family.note;
    const float y = draw_fact(stage, area, area.y, stage.tr(Text::kFieldNote), note, {});
    return draw_sharing(stage, area, y, area.y, page);
}

float draw_family_facts(Stage& stage, const Rect& area, const engine::FamilyPage& page,
                        FactsShown shown) {
    const Family& family = page.family;
    Rect inside = area;
    if (stage.state.title_is_cut) {
        Canvas& canvas = stage.canvas;
        inside.cut_top(canvas.paragraph({inside.x, inside.y}, inside.w,
                                        stage.texts().fill(Text::kFamilyNamed, family.name),
                                        Font::kCardTitle, canvas.theme().ink, Align::kLeft) +
                       canvas.px(10));
    }
    const bool is_whole = shown == FactsShown::kAll;
    const auto label_of = [&](Text label) { return is_whole ? stage.tr(label) : std::string{}; };
    float y = draw_pills(stage, inside, page);
    y = draw_to_copy(
        stage, inside, y,
        {"copy_address_family", label_of(Text::kAddress), address_of(family), Text::kAddressCopied},
        family.id);
    if (!is_phone_of_member(page)) {
        y = draw_to_copy(stage, inside, y,
                         {"copy_phone_family", label_of(Text::kPhoneLabel),
                          unbroken_phone(family.phone), Text::kPhoneCopied},
                         family.id);
    }
    if (!is_whole) return draw_fact(stage, inside, y, {}, languages_of(stage, family), {});
    return draw_sharing(stage, inside, draw_plain_facts(stage, inside, y, family), y, page);
}

}  // namespace oppad::ui
