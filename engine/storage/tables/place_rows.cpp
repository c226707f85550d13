#include "engine/storage/tables/place_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelectPlaces = R"sql(
    SELECT p.id, p.name, p.kind, p.municipality, p.neighbourhood,
           p.first_meeting_day IS NOT NULL,
           (SELECT c.at FROM contacts AS c
            WHERE c.place_id = p.id AND c.deleted = 0 ORDER BY c.at DESC LIMIT 1)
    FROM places AS p
    WHERE p.deleted = 0
)sql";

// The family's own place counts it once it was met in the span, wherever that was. UNION makes each
// pair of place and family count once. CROSS JOIN keeps places outside: then contacts_by_place
// answers without touching a contact's row.
constexpr std::string_view kCountReach = R"sql(
    SELECT place_id, count(*) FROM (
        SELECT p.id AS place_id, c.family_id AS who
        FROM places AS p CROSS JOIN contacts AS c INDEXED BY contacts_by_place
        WHERE c.place_id = p.id AND c.at >= :from AND c.at < :until AND c.deleted = 0
          AND c.family_id IS NOT NULL
        UNION
        SELECT f.origin_place_id, f.id
        FROM families AS f
        WHERE f.origin_place_id IS NOT NULL AND f.deleted = 0
          AND EXISTS (SELECT 1 FROM contacts AS c
                      WHERE c.family_id = f.id AND c.at >= :from AND c.at < :until
                        AND c.deleted = 0)
        UNION ALL
        SELECT p.id, c.id
        FROM places AS p CROSS JOIN contacts AS c INDEXED BY contacts_by_place
        WHERE c.place_id = p.id AND c.at >= :from AND c.at < :until AND c.deleted = 0
          AND c.family_id IS NULL AND c.contact_person_id IS NULL
    )
    GROUP BY place_id
)sql";

// Whom no service knew is asked of an index: a family's row lies on a page of its own.
constexpr std::string_view kCountReachAt = R"sql(
    SELECT count(*), count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM families AS f INDEXED BY families_not_known_before
        WHERE f.id = who AND f.known_before = 0))
    FROM (
        SELECT c.family_id AS who
        FROM contacts AS c
        WHERE c.place_id = :place AND c.at >= :from AND c.at < :until AND c.deleted = 0
          AND c.family_id IS NOT NULL
        UNION
        SELECT f.id
        FROM families AS f
        WHERE f.origin_place_id = :place AND f.deleted = 0
          AND EXISTS (SELECT 1 FROM contacts AS c
                      WHERE c.family_id = f.id AND c.at >= :from AND c.at < :until
                        AND c.deleted = 0)
        UNION ALL
        SELECT c.id
        FROM contacts AS c
        WHERE c.place_id = :place AND c.at >= :from AND c.at < :until AND c.deleted = 0
          AND c.family_id IS NULL AND c.contact_person_id IS NULL
    )
)sql";

constexpr std::string_view kSelectSitDays = R"sql(
    SELECT c.at
    FROM contacts AS c
    WHERE c.place_id = :place AND c.at >= :from AND c.at < :until AND c.deleted = 0
      AND c.kind = 'sit_day'
    ORDER BY c.at
)sql";

constexpr std::string_view kCountThemesAt = R"sql(
    SELECT t.value, count(*)
    FROM contacts AS c, json_each(c.themes) AS t
    WHERE c.place_id = :place AND c.at >= :from AND c.at < :until AND c.deleted = 0
      AND c.themes IS NOT NULL
    GROUP BY t.value
    ORDER BY 2 DESC, 1
)sql";

constexpr std::string_view kSelectContactPersons = R"sql(
    SELECT n.id, n.scope, n.place_id, n.name, n.function, n.phone, n.email, n.weekdays,
           n.preferred_channel, n.note
    FROM contact_persons AS n
    WHERE n.place_id = :place AND n.deleted = 0
    ORDER BY n.name, n.id
)sql";

constexpr std::string_view kSelectLastContact = R"sql(
    SELECT c.at FROM contacts AS c
    WHERE c.place_id = :place AND c.deleted = 0 ORDER BY c.at DESC LIMIT 1
)sql";

constexpr std::string_view kSelectPlacesOfPersons = R"sql(
    SELECT n.place_id
    FROM json_each(:ids) AS asked
    JOIN contact_persons AS n ON n.id = unhex(asked.value)
    WHERE n.deleted = 0 AND n.place_id IS NOT NULL
    ORDER BY asked.key
)sql";

constexpr std::string_view kCountSilent = R"sql(
    SELECT count(*)
    FROM places AS p
    WHERE p.deleted = 0 AND p.kind = 'school'
      AND NOT EXISTS (SELECT 1 FROM contacts AS c
                      WHERE c.place_id = p.id AND c.at >= :since AND c.deleted = 0)
)sql";

constexpr std::string_view kSelectKeys = R"sql(
    SELECT id, external_id, name, postcode, street FROM places
    WHERE deleted = 0
    ORDER BY id DESC
)sql";

}  // namespace

Result<std::vector<PlaceListRow>> list_places(Connection& connection) {
    enum class Col {
        kId,
        kName,
        kKind,
        kMunicipality,
        kNeighbourhood,
        kHasFirstMeeting,
        kLastContact,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlaces));
    std::vector<PlaceListRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({
            .id = row.get<Id<Place>>(Col::kId),
            .name = row.get<std::string>(Col::kName),
            .kind = row.get<PlaceKind>(Col::kKind),
            .municipality = row.get<std::string>(Col::kMunicipality),
            .neighbourhood = row.get<std::string>(Col::kNeighbourhood),
            .has_first_meeting = row.get<bool>(Col::kHasFirstMeeting),
            .last_contact_at = row.get<std::optional<Instant>>(Col::kLastContact),
        });
    }));
    return rows;
}

Result<std::vector<PlaceReach>> count_reach(Connection& connection, Instant from, Instant until) {
    enum class Col { kPlaceId, kFamilies, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kCountReach));
    select.bind(":from", from).bind(":until", until);
    std::vector<PlaceReach> reach;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        reach.push_back({row.get<Id<Place>>(Col::kPlaceId), row.get<int>(Col::kFamilies)});
    }));
    return reach;
}

Result<PlaceYear> count_reach_at(Connection& connection, const Id<Place>& place, Instant from,
                                 Instant until) {
    enum class Col { kFamilies, kNotKnown, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kCountReachAt));
    select.bind(":place", place).bind(":from", from).bind(":until", until);
    PlaceYear year;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        year = {row.get<int>(Col::kFamilies), row.get<int>(Col::kNotKnown)};
    }));
    return year;
}

Result<std::vector<Instant>> list_sit_days_at(Connection& connection, const Id<Place>& place,
                                              Instant from, Instant until) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectSitDays));
    select.bind(":place", place).bind(":from", from).bind(":until", until);
    std::vector<Instant> starts;
    TRY(each_row(select, 1, [&](const Statement& row) { starts.push_back(row.get<Instant>(0)); }));
    return starts;
}

Result<std::vector<ThemeTally>> count_themes_at(Connection& connection, const Id<Place>& place,
                                                Instant from, Instant until) {
    enum class Col { kCode, kContacts, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kCountThemesAt));
    select.bind(":place", place).bind(":from", from).bind(":until", until);
    std::vector<ThemeTally> tallies;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        tallies.push_back({row.get<std::string>(Col::kCode), row.get<int>(Col::kContacts)});
    }));
    return tallies;
}

Result<std::vector<ContactPerson>> list_contact_persons(Connection& connection,
                                                        const Id<Place>& place) {
    enum class Col {
        kId,
        kScope,
        kPlaceId,
        kName,
        kFunction,
        kPhone,
        kEmail,
        kWeekdays,
        kChannel,
        kNote,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectContactPersons));
    select.bind(":place", place);
    std::vector<ContactPerson> persons;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        persons.push_back({
            .id = row.get<Id<ContactPerson>>(Col::kId),
            .scope = row.get<RawId>(Col::kScope),
            .place_id = row.get<std::optional<Id<Place>>>(Col::kPlaceId),
            .name = row.get<std::string>(Col::kName),
            .function = row.get<ContactFunction>(Col::kFunction),
            .phone = row.get<std::string>(Col::kPhone),
            .email = row.get<std::string>(Col::kEmail),
            .weekdays = row.get<TextSet>(Col::kWeekdays),
            .preferred_channel = row.get<Channel>(Col::kChannel),
            .note = row.get<std::string>(Col::kNote),
        });
    }));
    return persons;
}

Result<std::optional<Instant>> find_last_contact_at(Connection& connection,
                                                    const Id<Place>& place) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectLastContact));
    select.bind(":place", place);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<std::optional<Instant>>(0) : std::nullopt;
}

Result<std::vector<RawId>> list_places_of_persons(Connection& connection,
                                                  const std::vector<RawId>& ids) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlacesOfPersons));
    select.bind(":ids", ids_to_json(ids));
    std::vector<RawId> places;
    TRY(each_row(select, 1, [&](const Statement& row) { places.push_back(row.get<RawId>(0)); }));
    return places;
}

Result<int> count_silent_places(Connection& connection, Instant since) {
    TRY_ASSIGN(Statement select, connection.prepare(kCountSilent));
    select.bind(":since", since);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<int>(0) : 0;
}

Result<std::vector<Place>> list_place_keys(Connection& connection) {
    enum class Col { kId, kExternalId, kName, kPostcode, kStreet, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectKeys));
    std::vector<Place> keys;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        Place& place = keys.emplace_back();
        place.id = row.get<Id<Place>>(Col::kId);
        place.external_id = row.get<std::string>(Col::kExternalId);
        place.name = row.get<std::string>(Col::kName);
        place.postcode = row.get<std::string>(Col::kPostcode);
        place.street = row.get<std::string>(Col::kStreet);
    }));
    return keys;
}

}  // namespace oppad::storage
