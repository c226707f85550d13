#include "engine/views/place_page.h"

#include <set>
#include <utility>

#include "engine/commands/calendar.h"
#include "engine/storage/tables/kept_reach.h"
#include "engine/storage/tables/kept_themes.h"
#include "engine/storage/tables/place_rows.h"
#include "engine/storage/tables/sit_day_rows.h"
#include "engine/storage/tables/sync_rows.h"
#include "engine/views/load_record.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

// Days, not contacts: ten talks on one sit-day are one sit-day.
int count_days(const Clock& clock, const std::vector<Instant>& starts) {
    std::set<Day> days;
    for (const Instant& start : starts) days.insert(local_day(clock, start));
    return static_cast<int>(days.size());
}

Status fill_sit_day(const ViewContext& context, PlacePage& page) {
    const Day now = today(context.clock);
    const Instant from = midnight(context.clock, now);
    const Instant until = midnight(context.clock, add_days(now, 1));
    SitDay& sit_day = page.sit_day;
    for (const AgendaItem& item : page.planned) {
        const bool is_today = item.starts_at < until;
        if (item.kind == ContactKind::kSitDay && is_today) sit_day.appointment_id = item.id;
    }
    TRY_ASSIGN(std::vector<storage::WalkInRow> walk_ins,
               storage::list_walk_ins(context.connection, page.place.id, from, until));
    TRY_ASSIGN(std::vector<storage::WaitingRow> waiting,
               storage::list_waiting(context.connection, page.place.id));
    for (storage::WalkInRow& row : walk_ins) {
        sit_day.walk_ins.push_back(
            {row.id, row.at, std::move(row.family_name), std::move(row.themes)});
    }
    for (storage::WaitingRow& row : waiting) {
        sit_day.waiting.push_back(
            {row.id, row.since, std::move(row.title), row.family_id, std::move(row.family_name)});
    }
    return ok();
}

}  // namespace

Result<PlacePage> make_place_page(const ViewContext& context, const LookPlace& look) {
    storage::Connection& connection = context.connection;
    TRY_ASSIGN(std::optional<Place> place, find_shown(connection, look.id));
    if (!place) return Error{ErrorCode::kNotFound, "place page: not here"};
    PlacePage page;
    page.place = std::move(*place);
    const Day now = today(context.clock);
    const Instant from = start_of_year(context.clock, now);
    const Instant until = midnight(context.clock, add_days(now, 1));

    TRY_ASSIGN(const storage::PlaceYear year,
               storage::look_up_reach_at(connection, look.id, from, until));
    page.families_reached = year.families_reached;
    page.not_known_before = year.not_known_before;
    TRY_ASSIGN(const std::vector<Instant> sit_days,
               storage::list_sit_days_at(connection, look.id, from, until));
    page.sit_days = count_days(context.clock, sit_days);
    TRY_ASSIGN(page.whereabouts,
               storage::whereabouts_of(connection, {RecordType::kPlace, look.id.raw}));
    TRY_ASSIGN(page.contact_persons, storage::list_contact_persons(connection, look.id));
    for (const ContactPerson& person : page.contact_persons) {
        const RecordKey key{RecordType::kContactPerson, person.id.raw};
        TRY_ASSIGN(const Whereabouts whereabouts, storage::whereabouts_of(connection, key));
        page.persons_whereabouts.push_back(whereabouts);
    }
    TRY_ASSIGN(std::vector<storage::ThemeTally> themes,
               storage::look_up_themes_at(connection, look.id, from, until));
    for (storage::ThemeTally& tally : themes) {
        const bool is_hidden = is_hidden_count(tally.contacts);
        page.themes.push_back({std::move(tally.code), tally.contacts, is_hidden});
    }
    TRY_ASSIGN(std::vector<storage::ContactLine> contacts,
               storage::list_contacts_at(connection, look.id, look.contacts_max));
    for (storage::ContactLine& line : contacts) {
        // What a family told stays on its own page (secrecy: never in lists).
        if (line.has_family) line.note.clear();
        page.contacts.push_back(shown_contact(context, std::move(line)));
    }
    TRY(add_signals(context, page.contacts));
    TRY_ASSIGN(page.contact_total, storage::count_contacts_at(connection, look.id));
    TRY_ASSIGN(std::vector<storage::AgendaRow> planned,
               storage::list_planned_at(connection, look.id, midnight(context.clock, now)));
    TRY_ASSIGN(page.planned, shown_agenda(context, std::move(planned)));
    for (AgendaItem& item : page.planned) {
        if (!item.family_id) continue;
        item.safety_remark.clear();
        item.withheld_note = std::exchange(item.note, {});
    }
    TRY(fill_sit_day(context, page));
    return page;
}

}  // namespace oppad::engine
