#include "engine/storage/tables/agenda_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

enum class Col {
    kId,
    kKind,
    kStartsAt,
    kDuration,
    kTitle,
    kWhere,
    kNote,
    kState,
    kHasContact,
    kFamilyId,
    kFamilyName,
    kFamilyStreet,
    kLanguages,
    kNeedsInterpreter,
    kSafetyRemark,
    kPlaceId,
    kPlaceName,
    kPlaceStreet,
    kOwnerId,
    kOwnerName,
    kCount
};

AgendaRow read_agenda_row(const Statement& row) {
    return {
        .id = row.get<Id<Appointment>>(Col::kId),
        .kind = row.get<ContactKind>(Col::kKind),
        .starts_at = row.get<Instant>(Col::kStartsAt),
        .duration_minutes = row.get<std::int64_t>(Col::kDuration),
        .title = row.get<std::string>(Col::kTitle),
        .where = row.get<std::string>(Col::kWhere),
        .note = row.get<std::string>(Col::kNote),
        .state = row.get<AppointmentState>(Col::kState),
        .has_contact = row.get<bool>(Col::kHasContact),
        .family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId),
        .family_name = row.get<std::string>(Col::kFamilyName),
        .family_street = row.get<std::string>(Col::kFamilyStreet),
        .languages = row.get<TextSet>(Col::kLanguages),
        .needs_interpreter = row.get<bool>(Col::kNeedsInterpreter),
        .safety_remark = row.get<std::string>(Col::kSafetyRemark),
        .place_id = row.get<std::optional<Id<Place>>>(Col::kPlaceId),
        .place_name = row.get<std::string>(Col::kPlaceName),
        .place_street = row.get<std::string>(Col::kPlaceStreet),
        .owner_id = row.get<std::optional<Id<Staff>>>(Col::kOwnerId),
        .owner_name = row.get<std::string>(Col::kOwnerName),
    };
}

constexpr std::string_view kSelectAgenda = R"sql(
    SELECT a.id, a.kind, a.starts_at, a.duration_minutes, a.title, a."where", a.note, a.state,
           EXISTS (SELECT 1 FROM contacts AS c WHERE c.appointment_id = a.id AND c.deleted = 0),
           a.family_id, f.name, f.street, f.languages, f.needs_interpreter,
           f.safety_remark, a.place_id, p.name, p.street, a.owner_id, s.name
    FROM appointments AS a
    LEFT JOIN families AS f ON f.id = a.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = a.place_id AND p.deleted = 0
    LEFT JOIN staff AS s ON s.id = a.owner_id
    WHERE a.starts_at >= :from AND a.starts_at < :until AND a.deleted = 0
      AND (a.owner_id = :owner OR a.owner_id IS NULL)
      AND COALESCE(a.state, '') NOT IN ('cancelled', 'waiting')
    ORDER BY a.starts_at, a.id
)sql";

constexpr std::string_view kSelectUnlogged = R"sql(
    SELECT a.id, a.kind, a.starts_at, a.duration_minutes, a.title, a."where", a.note, a.state, 0,
           a.family_id, f.name, f.street, f.languages, f.needs_interpreter,
           f.safety_remark, a.place_id, p.name, p.street, a.owner_id, s.name
    FROM appointments AS a
    LEFT JOIN families AS f ON f.id = a.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = a.place_id AND p.deleted = 0
    LEFT JOIN staff AS s ON s.id = a.owner_id
    WHERE a.owner_id = :owner AND a.starts_at >= :from AND a.starts_at < :until
      AND a.deleted = 0 AND a.state = 'planned'
      AND NOT EXISTS (SELECT 1 FROM contacts AS c WHERE c.appointment_id = a.id AND c.deleted = 0)
    ORDER BY a.starts_at, a.id
)sql";

// One of the two is bound, the other is NULL and so equals nothing.
constexpr std::string_view kSelectPlanned = R"sql(
    SELECT a.id, a.kind, a.starts_at, a.duration_minutes, a.title, a."where", a.note, a.state,
           EXISTS (SELECT 1 FROM contacts AS c WHERE c.appointment_id = a.id AND c.deleted = 0),
           a.family_id, f.name, f.street, f.languages, f.needs_interpreter,
           f.safety_remark, a.place_id, p.name, p.street, a.owner_id, s.name
    FROM appointments AS a
    LEFT JOIN families AS f ON f.id = a.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = a.place_id AND p.deleted = 0
    LEFT JOIN staff AS s ON s.id = a.owner_id
    WHERE (a.place_id = :place OR a.family_id = :family) AND a.starts_at >= :from
      AND a.deleted = 0 AND a.state = 'planned'
    ORDER BY a.starts_at, a.id
)sql";

Result<std::vector<AgendaRow>> read_all(Statement& select) {
    std::vector<AgendaRow> rows;
    TRY(each_row(select, Col::kCount,
                 [&](const Statement& row) { rows.push_back(read_agenda_row(row)); }));
    return rows;
}

}  // namespace

Result<std::vector<AgendaRow>> list_agenda(Connection& connection, const Id<Staff>& owner,
                                           Instant from, Instant until) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectAgenda));
    select.bind(":owner", owner).bind(":from", from).bind(":until", until);
    return read_all(select);
}

Result<std::vector<AgendaRow>> list_unlogged(Connection& connection, const Id<Staff>& owner,
                                             Instant from, Instant until) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectUnlogged));
    select.bind(":owner", owner).bind(":from", from).bind(":until", until);
    return read_all(select);
}

Result<std::vector<AgendaRow>> list_planned_at(Connection& connection, const Id<Place>& place,
                                               Instant from) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlanned));
    select.bind(":place", place).bind(":family", nullptr).bind(":from", from);
    return read_all(select);
}

Result<std::vector<AgendaRow>> list_planned_with(Connection& connection, const Id<Family>& family,
                                                 Instant from) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlanned));
    select.bind(":place", nullptr).bind(":family", family).bind(":from", from);
    return read_all(select);
}

}  // namespace oppad::storage
