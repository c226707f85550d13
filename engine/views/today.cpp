#include "engine/views/today.h"

#include <algorithm>

#include "engine/commands/calendar.h"
#include "engine/storage/tables/campaign_rows.h"
#include "engine/storage/tables/choice_rows.h"
#include "engine/storage/tables/news_rows.h"
#include "engine/storage/tables/place_rows.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

Result<std::vector<FamilyNews>> make_news(const ViewContext& context, Day day) {
    constexpr int kMineDays = 365;
    TRY_ASSIGN(
        std::vector<storage::NewsRow> rows,
        storage::list_news(context.connection, context.staff.id,
                           {.since = midnight(context.clock, add_days(day, -1)),
                            .mine_since = midnight(context.clock, add_days(day, -kMineDays))},
                           kNewsMax));
    std::vector<FamilyNews> news;
    for (storage::NewsRow& row : rows) {
        FamilyNews one{.family_id = row.family_id,
                       .family_name = std::move(row.family_name),
                       .author_name = std::move(row.author_name),
                       .at = row.arrived_at,
                       .items = {}};
        for (const storage::NewsItem& item : row.items)
            one.items.push_back({.key = item.key, .contact_kind = item.contact_kind});
        news.push_back(std::move(one));
    }
    return news;
}

// Monday to Friday from `day` until and with `last`.
int working_days(Day day, Day last) {
    constexpr unsigned kFriday = 5;
    constexpr int kWeek = 7;
    const int days = days_between(day, last) + 1;
    int working = days / kWeek * static_cast<int>(kFriday);
    for (int after = days / kWeek * kWeek; after < days; ++after)
        if (add_days(day, after).iso_weekday() <= kFriday) ++working;
    return working;
}

Result<std::vector<RunningCampaign>> make_campaigns(const ViewContext& context, Day day,
                                                    Instant until) {
    TRY_ASSIGN(std::vector<storage::CampaignRow> rows,
               storage::list_running_campaigns(context.connection, day, until));
    std::vector<RunningCampaign> campaigns;
    for (storage::CampaignRow& row : rows) {
        RunningCampaign campaign{.id = row.id,
                                 .name = std::move(row.name),
                                 .calls = row.calls,
                                 .done = row.done,
                                 .asked_help = row.asked_help,
                                 .to_call_back_today = row.to_call_back};
        if (row.deadline_day) campaign.working_days_left = working_days(day, *row.deadline_day);
        campaigns.push_back(std::move(campaign));
    }
    return campaigns;
}

}  // namespace

Result<TodayView> make_today(const ViewContext& context, const LookToday& look) {
    TodayView view;
    view.day = today(context.clock);
    const Instant from = midnight(context.clock, view.day);
    const Instant until = midnight(context.clock, add_days(view.day, 1));
    TRY_ASSIGN(std::vector<storage::AgendaRow> agenda,
               storage::list_agenda(context.connection, context.staff.id, from, until));
    TRY_ASSIGN(view.agenda, shown_agenda(context, std::move(agenda)));
    TRY_ASSIGN(
        std::vector<storage::AgendaRow> unlogged,
        storage::list_unlogged(context.connection, context.staff.id,
                               midnight(context.clock, add_days(view.day, -kUnloggedDays)), from));
    TRY_ASSIGN(view.unlogged, shown_agenda(context, std::move(unlogged)));

    TRY_ASSIGN(const std::vector<storage::OpenMark> marks,
               storage::list_open_marks(context.connection, context.staff.id));
    const auto open_max = static_cast<std::size_t>(std::max(0, look.open_max));
    const OpenItemsInSight in_sight = open_items_in_sight(context, marks, open_max);
    TRY_ASSIGN(std::vector<storage::OpenItemRow> open,
               storage::list_open_items(context.connection, in_sight.keys));
    TRY_ASSIGN(view.open_items, shown_open_items(context, std::move(open)));
    view.open_item_count = in_sight.count;
    view.overdue_count = in_sight.overdue_count;

    const Instant silent_since = midnight(context.clock, add_days(view.day, 1 - kSilentDays));
    TRY_ASSIGN(view.silent_place_count,
               storage::count_silent_places(context.connection, silent_since));
    TRY_ASSIGN(view.news, make_news(context, view.day));
    TRY_ASSIGN(view.campaigns, make_campaigns(context, view.day, until));
    TRY_ASSIGN(view.has_families, storage::has_any_family(context.connection));
    return view;
}

}  // namespace oppad::engine
