// Towards partners: what the family agrees to share, and a referral that begins.
#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/introduction.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/panels/partner_choices.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

const engine::FamilyPage* page_of(const Stage& stage, const std::optional<Id<Family>>& family) {
    if (!family) return nullptr;
    return find_family_page(stage.snapshot, *family);
}

// A second tap takes the choice back.
template <class Record>
void choose(std::optional<Id<Record>>& chosen, const Id<Record>& id) {
    chosen = chosen == id ? std::nullopt : std::optional(id);
}

void draw_partner_choices(Stage& stage, Rect& room, Text label,
                          std::optional<Id<Partner>>& partner) {
    draw_panel_partners(stage, room, label, partner);
    draw_panel_field(stage, room, "new_partner_name", Text::kNewPartner);
}

void draw_given_by(Stage& stage, Rect& room, Consent& consent) {
    const auto* page = page_of(stage, consent.family_id);
    if (page == nullptr || page->members.empty()) return;
    draw_panel_label(stage, room, Text::kConsentGivenBy);
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < page->members.size(); ++i) {
        const Person& person = page->members[i].person;
        const std::string& name =
            person.given_name.empty() ? person.family_name : person.given_name;
        choices.push_back(
            {widgets::nth("given_by", i), name, chosen_if(consent.given_by_id == person.id)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return;
    choose(consent.given_by_id, page->members[static_cast<std::size_t>(tapped)].person.id);
}

// The same day of the month, or its last one.
Day after_months(Day day, int months) {
    const auto month =
        std::chrono::year_month{day.date.year(), day.date.month()} + std::chrono::months(months);
    const std::chrono::year_month_day same{month.year(), month.month(), day.date.day()};
    if (same.ok()) return Day{same};
    return Day{std::chrono::year_month_day{month / std::chrono::last}};
}

void draw_until(Stage& stage, Rect& room, Consent& consent) {
    struct Span {
        const char* id;
        Text label;
        int months;
    };
    constexpr std::array<Span, 3> kSpans{{{"until_month", Text::kConsentMonth, 1},
                                          {"until_half_year", Text::kConsentHalfYear, 6},
                                          {"until_year", Text::kConsentYear, 12}}};
    PanelState& panel = stage.state.panel;
    draw_panel_label(stage, room, Text::kConsentUntil);
    const std::optional<Day> typed = parse_day(panel_text(panel, "until_day"));
    std::vector<Choice> choices;
    for (const Span& span : kSpans) {
        const Day end = after_months(stage.today(), span.months);
        choices.push_back({span.id, stage.tr(span.label), chosen_if(typed == end)});
    }
    choices.push_back({"until_open", stage.tr(Text::kConsentNoEnd), chosen_if(panel.has_no_end)});
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) {
        panel.has_no_end = static_cast<std::size_t>(tapped) == kSpans.size();
        std::string day;
        if (!panel.has_no_end) {
            const int months = kSpans[static_cast<std::size_t>(tapped)].months;
            day = full_date(after_months(stage.today(), months));
        }
        set_panel_field(panel, "until_day", day);
        consent.until_day = parse_day(day);
    }
    draw_panel_field(stage, room, "until_day", Text::kUntilDay);
}

void draw_open_questions(Stage& stage, Rect& room, engine::ReferToPartner& referral) {
    const auto* page = page_of(stage, referral.family_id);
    if (page == nullptr) return;
    std::vector<Choice> choices;
    std::vector<Id<Question>> ids;
    for (const engine::OpenItem& item : page->open_items) {
        if (item.key.type != RecordType::kQuestion) continue;
        ids.push_back({item.key.id});
        choices.push_back({widgets::nth("for_question", choices.size()), item.what,
                           chosen_if(referral.question_id == ids.back())});
    }
    if (choices.empty()) return;
    draw_panel_label(stage, room, Text::kReferForQuestion);
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) choose(referral.question_id, ids[static_cast<std::size_t>(tapped)]);
}

void draw_agreement(Stage& stage, Rect& room, engine::ReferToPartner& referral) {
    draw_panel_label(stage, room, Text::kFamilyAgrees);
    const int tapped = draw_panel_choices(stage, room, agreement_choices(stage, referral));
    if (tapped >= 0) choose_agreement(referral, tapped);
    draw_panel_problem(stage, room, "consented");
}

void draw_introduction(Stage& stage, Rect& room, engine::ReferToPartner& referral) {
    draw_panel_label(stage, room, Text::kHowIntroduced);
    const int tapped = draw_panel_choices(stage, room, introduction_choices(stage, referral));
    if (tapped >= 0) choose_introduction(referral, tapped);
    if (!referral.consented) draw_panel_text(stage, room, stage.tr(Text::kAgreementFirst));
    const std::vector<Choice> warmth = warm_choices(stage, referral.introduction, referral.warm);
    if (warmth.empty()) return;
    draw_panel_label(stage, room, Text::kWarm);
    const int answer = draw_panel_choices(stage, room, warmth);
    if (answer >= 0) referral.warm = answer == 0;
}

std::optional<PanelAsk> ask_of_consent(PanelState& panel, Day today) {
    engine::SaveConsent save = panel.consent;
    Consent& consent = save.consent;
    consent.purpose = panel_text(panel, "purpose");
    save.new_partner_name = panel_text(panel, "new_partner_name");
    const std::string until = panel_text(panel, "until_day");
    consent.until_day = parse_day(until);
    panel.wrong_day = !until.empty() && !consent.until_day;
    if (panel.wrong_day) return std::nullopt;
    if (!consent.given_day) consent.given_day = today;
    std::optional<engine::Command> undo;
    if (save.opened) undo = engine::SaveConsent{*save.opened, consent, {}, true};
    return PanelAsk{save, Text::kToastSaved, undo};
}

}  // namespace

void draw_panel_partners(Stage& stage, Rect& room, Text label,
                         std::optional<Id<Partner>>& partner) {
    const auto* view = find_view<engine::PartnersView>(stage.snapshot, engine::LookPartners{});
    draw_panel_label(stage, room, label);
    if (view != nullptr) {
        if (view->rows.size() > kPartnersAtOnce)
            draw_panel_field(stage, room, "partner_query", Text::kFindPartner);
        const PartnerChoices shown =
            partner_choices(view->rows, panel_text(stage.state.panel, "partner_query"), partner);
        const int tapped = draw_panel_choices(stage, room, shown.choices);
        if (tapped >= 0) choose(partner, shown.ids[static_cast<std::size_t>(tapped)]);
    }
    draw_panel_problem(stage, room, "partner_id");
}

void open_consent_panel(Stage& stage, const Consent& consent) {
    PanelState& panel = begin_panel(stage, PanelKind::kConsent, stage.tr(Text::kConsentTitle));
    const bool is_new = consent.id.is_nil();
    panel.consent.consent = consent;
    if (!is_new) panel.consent.opened = consent;
    panel.has_no_end = !is_new && !consent.until_day;
    set_panel_field(panel, "purpose", consent.purpose);
    set_panel_field(panel, "until_day", consent.until_day ? full_date(*consent.until_day) : "");
}

void open_new_referral_panel(Stage& stage, const Id<Family>& family) {
    PanelState& panel = begin_panel(stage, PanelKind::kNewReferral, stage.tr(Text::kReferTitle));
    panel.new_referral.family_id = family;
    panel.new_referral.warm = true;
}

float draw_consent_panel(Stage& stage, Rect room) {
    engine::SaveConsent& save = stage.state.panel.consent;
    draw_partner_choices(stage, room, Text::kConsentWith, save.consent.partner_id);
    draw_panel_field(stage, room, "purpose", Text::kConsentPurpose);
    draw_given_by(stage, room, save.consent);
    draw_until(stage, room, save.consent);
    if (!save.opened) return room.y;
    const bool is_withdrawn = save.opened->withdrawn_day.has_value();
    const RowChoice again{"consent_again", Text::kConsentAgain, Icon::kCheck};
    const RowChoice withdraw{"withdraw_consent", Text::kWithdrawConsent, Icon::kClose,
                             Tone::kDanger};
    if (draw_panel_actions(stage, room, {is_withdrawn ? again : withdraw}) == 0) {
        const Id<Consent> consent = save.opened->id;
        ask_and_close(stage, engine::WithdrawConsent{consent, is_withdrawn},
                      engine::WithdrawConsent{consent, !is_withdrawn},
                      is_withdrawn ? Text::kToastConsentAgain : Text::kToastWithdrawn);
    }
    return room.y;
}

float draw_new_referral_panel(Stage& stage, Rect room) {
    engine::ReferToPartner& referral = stage.state.panel.new_referral;
    draw_open_questions(stage, room, referral);
    draw_partner_choices(stage, room, Text::kToWhichPartner, referral.partner_id);
    draw_panel_field(stage, room, "what", Text::kWhatIsAsked);
    draw_agreement(stage, room, referral);
    draw_introduction(stage, room, referral);
    return room.y;
}

std::optional<PanelAsk> ask_of_sharing(PanelState& panel, Day today) {
    if (panel.kind == PanelKind::kConsent) return ask_of_consent(panel, today);
    engine::ReferToPartner refer = panel.new_referral;
    refer.new_partner_name = panel_text(panel, "new_partner_name");
    refer.what = panel_text(panel, "what");
    return PanelAsk{refer, Text::kToastReferred, {}};
}

}  // namespace oppad::ui
