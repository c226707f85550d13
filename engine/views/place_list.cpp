#include "engine/views/place_list.h"

#include <algorithm>
#include <unordered_map>

#include "engine/commands/calendar.h"
#include "engine/storage/tables/kept_reach.h"
#include "engine/views/today.h"

namespace oppad::engine {

namespace {

struct Year {
    Instant from;
    Instant until;
    Day today;
};

Year this_year(const Clock& clock) {
    const Day day = today(clock);
    const Instant from = start_of_year(clock, day);
    const Day next{
        {day.date.year() + std::chrono::years{1}, std::chrono::January, std::chrono::day{1}}};
    return {from, midnight(clock, next), day};
}

void tell_silence(const Clock& clock, const std::optional<Instant>& last, Day now, PlaceRow& row) {
    if (!last) {
        row.is_silent = true;
        return;
    }
    row.last_contact_day = local_day(clock, *last);
    row.silent_days = std::max(0, days_between(*row.last_contact_day, now));
    row.is_silent = row.silent_days >= kSilentDays;
}

}  // namespace

Result<std::vector<PlaceRow>> list_place_rows(const ViewContext& context) {
    const Year year = this_year(context.clock);
    TRY_ASSIGN(std::vector<storage::PlaceListRow> places, storage::list_places(context.connection));
    TRY_ASSIGN(const std::vector<storage::PlaceReach> reach,
               storage::look_up_reach(context.connection, year.from, year.until));
    std::unordered_map<RawId, int> reach_of;
    for (const storage::PlaceReach& one : reach) reach_of.emplace(one.id.raw, one.families);
    std::vector<PlaceRow> rows;
    rows.reserve(places.size());
    for (storage::PlaceListRow& place : places) {
        PlaceRow row;
        row.id = place.id;
        row.name = std::move(place.name);
        row.kind = place.kind;
        row.municipality = std::move(place.municipality);
        row.neighbourhood = std::move(place.neighbourhood);
        const auto found = reach_of.find(place.id.raw);
        row.families_reached = found == reach_of.end() ? 0 : found->second;
        row.has_first_meeting = place.has_first_meeting;
        tell_silence(context.clock, place.last_contact_at, year.today, row);
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<PlaceRow> make_place_row(const ViewContext& context, const Place& place) {
    const Year year = this_year(context.clock);
    PlaceRow row;
    row.id = place.id;
    row.name = place.name;
    row.kind = place.kind;
    row.municipality = place.municipality;
    row.neighbourhood = place.neighbourhood;
    row.has_first_meeting = place.first_meeting_day.has_value();
    TRY_ASSIGN(const storage::PlaceYear reach,
               storage::look_up_reach_at(context.connection, place.id, year.from, year.until));
    row.families_reached = reach.families_reached;
    TRY_ASSIGN(const std::optional<Instant> last,
               storage::find_last_contact_at(context.connection, place.id));
    tell_silence(context.clock, last, year.today, row);
    return row;
}

}  // namespace oppad::engine
