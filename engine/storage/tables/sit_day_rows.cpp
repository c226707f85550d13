#include "engine/storage/tables/sit_day_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelectWalkIns = R"sql(
    SELECT c.id, c.at, f.name, c.themes
    FROM contacts AS c LEFT JOIN families AS f ON f.id = c.family_id AND f.deleted = 0
    WHERE c.place_id = :place AND c.at >= :from AND c.at < :until AND c.deleted = 0
      AND c.kind = 'sit_day'
    ORDER BY c.at DESC, c.id DESC
)sql";

// Who was talked with has a contact, and is back on the list when that turns out a mistake.
constexpr std::string_view kSelectWaiting = R"sql(
    SELECT a.id, a.starts_at, a.title, f.id, f.name
    FROM appointments AS a LEFT JOIN families AS f ON f.id = a.family_id AND f.deleted = 0
    WHERE a.place_id = :place AND a.deleted = 0 AND a.state = 'waiting'
      AND NOT EXISTS (SELECT 1 FROM contacts AS c WHERE c.appointment_id = a.id AND c.deleted = 0)
    ORDER BY a.starts_at, a.id
)sql";

constexpr std::string_view kSelectHasContact = R"sql(
    SELECT EXISTS (SELECT 1 FROM contacts AS c
                   WHERE c.appointment_id = :appointment AND c.deleted = 0)
)sql";

// Also one whose log turned out a mistake: the others who walked in stand for it.
constexpr std::string_view kSelectLoggedSitDays = R"sql(
    SELECT a.id
    FROM appointments AS a
    WHERE a.place_id = :place AND a.starts_at >= :from AND a.starts_at < :until AND a.deleted = 0
      AND a.kind = 'sit_day'
      AND EXISTS (SELECT 1 FROM contacts AS c WHERE c.appointment_id = a.id)
    ORDER BY a.starts_at, a.id
)sql";

}  // namespace

Result<std::vector<WalkInRow>> list_walk_ins(Connection& connection, const Id<Place>& place,
                                             Instant from, Instant until) {
    enum class Col { kId, kAt, kFamilyName, kThemes, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectWalkIns));
    select.bind(":place", place).bind(":from", from).bind(":until", until);
    std::vector<WalkInRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({
            .id = row.get<Id<Contact>>(Col::kId),
            .at = row.get<Instant>(Col::kAt),
            .family_name = row.get<std::string>(Col::kFamilyName),
            .themes = row.get<TextSet>(Col::kThemes),
        });
    }));
    return rows;
}

Result<std::vector<Id<Appointment>>> list_logged_sit_days(Connection& connection,
                                                          const Id<Place>& place, Instant from,
                                                          Instant until) {
    enum class Col { kId, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectLoggedSitDays));
    select.bind(":place", place).bind(":from", from).bind(":until", until);
    std::vector<Id<Appointment>> ids;
    TRY(each_row(select, Col::kCount,
                 [&](const Statement& row) { ids.push_back(row.get<Id<Appointment>>(Col::kId)); }));
    return ids;
}

Result<bool> has_contact_of(Connection& connection, const Id<Appointment>& appointment) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectHasContact));
    select.bind(":appointment", appointment);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row && select.get<bool>(0);
}

Result<std::vector<WaitingRow>> list_waiting(Connection& connection, const Id<Place>& place) {
    enum class Col { kId, kSince, kTitle, kFamilyId, kFamilyName, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectWaiting));
    select.bind(":place", place);
    std::vector<WaitingRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({
            .id = row.get<Id<Appointment>>(Col::kId),
            .since = row.get<Instant>(Col::kSince),
            .title = row.get<std::string>(Col::kTitle),
            .family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId),
            .family_name = row.get<std::string>(Col::kFamilyName),
        });
    }));
    return rows;
}

}  // namespace oppad::storage
