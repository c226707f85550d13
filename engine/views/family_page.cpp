#include "engine/views/family_page.h"

#include <algorithm>
#include <array>

#include "engine/commands/calendar.h"
#include "engine/domain/place.h"
#include "engine/storage/tables/sync_rows.h"
#include "engine/views/load_record.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

TimelineItem marked(const ViewContext& context, TimelineKind kind, RecordType type,
                    storage::TimelineMark mark) {
    TimelineItem item;
    item.kind = kind;
    item.key = {type, mark.id};
    // What no contact or step dates stands where it was noted.
    item.at = mark.at == Instant{} ? made_at(mark.id) : mark.at;
    item.author_name = std::move(mark.author_name);
    item.is_mine = mark.author_id == context.staff.id;
    item.whereabouts = mark.whereabouts;
    item.has_conflict = mark.has_conflict;
    return item;
}

// Those with a day, and the one it stands at, which may have come without.
std::vector<StepDone> steps_of(const storage::ReferralLine& line) {
    using enum ReferralStep;
    const std::array<StepDone, 6> all{{{kDiscussed, line.discussed_at},
                                       {kConsented, line.consented_at},
                                       {kIntroduced, line.introduced_at},
                                       {kAccepted, line.accepted_at},
                                       {kAnswered, line.answered_at},
                                       {kClosed, line.closed_at}}};
    std::vector<StepDone> steps;
    for (const StepDone& each : all)
        if (each.at || each.step == line.step) steps.push_back(each);
    return steps;
}

TimelineItem shown_referral(const ViewContext& context, storage::ReferralLine line) {
    TimelineItem item =
        marked(context, TimelineKind::kReferral, RecordType::kReferral, std::move(line.mark));
    item.steps = steps_of(line);
    item.introduction = line.introduction;
    item.text = std::move(line.what);
    item.partner_name = std::move(line.partner_name);
    item.partner_id = line.partner_id;
    item.is_warm = line.is_warm;
    item.step = line.step;
    item.answer = line.answer;
    item.answer_text = std::move(line.answer_note);
    return item;
}

TimelineItem shown_question(const ViewContext& context, storage::QuestionLine line) {
    TimelineItem item =
        marked(context, TimelineKind::kQuestion, RecordType::kQuestion, std::move(line.mark));
    item.themes = std::move(line.themes);
    item.text = std::move(line.text);
    item.question_state = line.state;
    item.answer_text = std::move(line.answer);
    return item;
}

TimelineItem shown_follow_up(const ViewContext& context, storage::FollowUpLine line) {
    TimelineItem item =
        marked(context, TimelineKind::kFollowUp, RecordType::kFollowUp, std::move(line.mark));
    item.text = std::move(line.what);
    item.place_name = std::move(line.place_name);
    item.follow_up_state = line.state;
    item.due_day = line.due_day;
    item.answer_text = std::move(line.settled_note);
    return item;
}

int count_of(const storage::TimelineCounts& counts, std::optional<TimelineKind> only) {
    if (!only) return counts.contacts + counts.referrals + counts.questions + counts.follow_ups;
    switch (*only) {
        case TimelineKind::kContact:
            return counts.contacts;
        case TimelineKind::kReferral:
            return counts.referrals;
        case TimelineKind::kQuestion:
            return counts.questions;
        case TimelineKind::kFollowUp:
            return counts.follow_ups;
    }
    return 0;
}

Status fill_timeline(const ViewContext& context, const LookFamily& look, FamilyPage& page) {
    storage::Connection& connection = context.connection;
    const Id<Family>& family = look.id;
    // None of a kind that wasn't asked for.
    const auto most_of = [&look](TimelineKind kind) {
        return look.only && *look.only != kind ? 0 : look.timeline_max;
    };
    TRY_ASSIGN(auto contacts,
               storage::list_contacts_of(connection, family, most_of(TimelineKind::kContact)));
    TRY_ASSIGN(auto referrals,
               storage::list_referrals_of(connection, family, most_of(TimelineKind::kReferral)));
    TRY_ASSIGN(auto questions,
               storage::list_questions_of(connection, family, most_of(TimelineKind::kQuestion)));
    TRY_ASSIGN(auto follow_ups,
               storage::list_follow_ups_of(connection, family, most_of(TimelineKind::kFollowUp)));
    TRY_ASSIGN(const storage::TimelineCounts counts, storage::count_timeline(connection, family));
    page.timeline_only = look.only;
    page.timeline_total = count_of(counts, look.only);
    std::vector<TimelineItem>& items = page.timeline;
    items.reserve(contacts.size() + referrals.size() + questions.size() + follow_ups.size());
    for (auto& line : contacts) items.push_back(shown_contact(context, std::move(line)));
    for (auto& line : referrals) items.push_back(shown_referral(context, std::move(line)));
    for (auto& line : questions) items.push_back(shown_question(context, std::move(line)));
    for (auto& line : follow_ups) items.push_back(shown_follow_up(context, std::move(line)));
    std::sort(items.begin(), items.end(), [](const TimelineItem& a, const TimelineItem& b) {
        return a.at != b.at ? b.at < a.at : a.key < b.key;
    });
    const auto most = static_cast<std::size_t>(look.timeline_max);
    if (items.size() > most) items.resize(most);
    return add_signals(context, items);
}

}  // namespace

Result<FamilyPage> make_family_page(const ViewContext& context, const LookFamily& look) {
    TRY_ASSIGN(std::optional<Family> family, find_shown(context.connection, look.id));
    if (!family) return Error{ErrorCode::kNotFound, "family page: not here"};
    FamilyPage page;
    page.family = std::move(*family);
    if (page.family.origin_place_id) {
        TRY_ASSIGN(const std::optional<Place> origin,
                   find_shown(context.connection, *page.family.origin_place_id));
        if (origin) page.origin_place_name = origin->name;
    }
    TRY_ASSIGN(page.whereabouts,
               storage::whereabouts_of(context.connection, {RecordType::kFamily, look.id.raw}));
    const bool is_new_reach = page.family.known_before == false;
    if (is_new_reach && page.family.first_contact_day)
        page.reached_year = static_cast<int>(page.family.first_contact_day->date.year());

    TRY_ASSIGN(page.members, shown_members(context, look.id));
    TRY_ASSIGN(std::vector<storage::ConsentRow> consents,
               storage::list_consents(context.connection, look.id, today(context.clock)));
    for (storage::ConsentRow& row : consents) {
        auto& shown = row.has_ended ? page.once_shared : page.shared_with;
        shown.push_back(
            {std::move(row.consent), std::move(row.partner_name), std::move(row.given_by)});
    }
    TRY_ASSIGN(std::vector<storage::OpenItemRow> open,
               storage::list_open_items_of_family(context.connection, look.id));
    TRY_ASSIGN(page.open_items, shown_open_items(context, std::move(open)));
    for (OpenItem& item : page.open_items) item.family_name = page.family.name;
    TRY_ASSIGN(std::vector<storage::AgendaRow> planned,
               storage::list_planned_with(context.connection, look.id,
                                          midnight(context.clock, today(context.clock))));
    TRY_ASSIGN(page.planned, shown_agenda(context, std::move(planned)));
    TRY(fill_timeline(context, look, page));
    return page;
}

}  // namespace oppad::engine
