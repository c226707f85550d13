#include "engine/storage/tables/found_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelectPlaces = R"sql(
    SELECT id, name, kind, municipality FROM places
    WHERE id IN (SELECT unhex(value) FROM json_each(:ids)) AND deleted = 0
)sql";

constexpr std::string_view kSelectPersons = R"sql(
    SELECT n.id, n.name, n.function, n.phone, p.id, p.name
    FROM contact_persons AS n JOIN places AS p ON p.id = n.place_id AND p.deleted = 0
    WHERE n.id IN (SELECT unhex(value) FROM json_each(:ids)) AND n.deleted = 0
)sql";

constexpr std::string_view kSelectPartners = R"sql(
    SELECT id, name, municipality, phone, street, postcode, email, services, opening_hours,
           conditions
    FROM partners WHERE deleted = 0 ORDER BY name, id
)sql";

// Types are those of RecordType.
constexpr std::string_view kSelectTexts = R"sql(
    SELECT 6, r.id, r.kind, r.at, NULL, r.note, NULL, r.family_id, f.name, r.place_id, p.name, NULL
    FROM contacts AS r
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = r.place_id AND p.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 8, r.id, NULL, r.opened_at, NULL, r."text", r.answer, r.family_id, f.name, NULL, NULL,
           NULL
    FROM questions AS r
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 9, r.id, NULL, COALESCE(r.discussed_at, r.consented_at, r.introduced_at), NULL, r.what,
           r.answer_note, r.family_id, f.name, NULL, NULL, t.name
    FROM referrals AS r
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    LEFT JOIN partners AS t ON t.id = r.partner_id AND t.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 10, r.id, NULL, NULL, r.due_day, r.what, r.settled_note, r.family_id, f.name, r.place_id,
           p.name, NULL
    FROM follow_ups AS r
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = r.place_id AND p.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 11, r.id, r.kind, r.starts_at, NULL, r.title, r.note, r.family_id, f.name, r.place_id,
           p.name, NULL
    FROM appointments AS r
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = r.place_id AND p.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 17, r.id, NULL, r.noted_at, NULL, r."text", r.answer, NULL, NULL, r.place_id, p.name,
           NULL
    FROM signals AS r
    LEFT JOIN places AS p ON p.id = r.place_id AND p.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 1, r.id, NULL, NULL, NULL, r.note, r.safety_remark, r.id, r.name, NULL, NULL, NULL
    FROM families AS r
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 2, r.id, NULL, NULL, NULL, r.note, NULL, f.id, f.name, NULL, NULL,
           trim(coalesce(r.given_name, '') || ' ' || coalesce(r.family_name, ''))
    FROM persons AS r
    JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 3, r.id, NULL, NULL, NULL, r.note, NULL, NULL, NULL, r.id, r.name, NULL
    FROM places AS r
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
    UNION ALL
    SELECT 4, r.id, NULL, NULL, NULL, r.note, NULL, NULL, NULL, p.id, p.name, r.name
    FROM contact_persons AS r
    JOIN places AS p ON p.id = r.place_id AND p.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
)sql";

constexpr std::string_view kSelectMembers = R"sql(
    SELECT r.id, r.given_name, r.family_name, r.relation, r.birth_day, r.phone, f.id, f.name
    FROM persons AS r JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    WHERE r.id IN (SELECT unhex(value) FROM json_each(:ids)) AND r.deleted = 0
)sql";

}  // namespace

Result<std::vector<FoundTextRow>> list_found_texts(Connection& connection,
                                                   const std::vector<RecordKey>& keys) {
    enum class Col {
        kType,
        kId,
        kKind,
        kAt,
        kDueDay,
        kText,
        kOtherText,
        kFamilyId,
        kFamilyName,
        kPlaceId,
        kPlaceName,
        kOtherName,
        kCount
    };
    std::vector<RawId> ids;
    for (const RecordKey& key : keys) ids.push_back(key.id);
    TRY_ASSIGN(Statement select, connection.prepare(kSelectTexts));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FoundTextRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back(
            {.key = {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)},
             .contact_kind = row.get<ContactKind>(Col::kKind),
             .at = row.get<std::optional<Instant>>(Col::kAt),
             .due_day = row.get<std::optional<Day>>(Col::kDueDay),
             .text = row.get<std::string>(Col::kText),
             .other_text = row.get<std::string>(Col::kOtherText),
             .family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId),
             .family_name = row.get<std::string>(Col::kFamilyName),
             .place_id = row.get<std::optional<Id<Place>>>(Col::kPlaceId),
             .place_name = row.get<std::string>(Col::kPlaceName),
             .other_name = row.get<std::string>(Col::kOtherName)});
    }));
    return rows;
}

Result<std::vector<FoundPlaceRow>> list_found_places(Connection& connection,
                                                     const std::vector<RawId>& ids) {
    enum class Col { kId, kName, kKind, kMunicipality, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlaces));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FoundPlaceRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<Id<Place>>(Col::kId), row.get<std::string>(Col::kName),
                        row.get<PlaceKind>(Col::kKind), row.get<std::string>(Col::kMunicipality)});
    }));
    return rows;
}

Result<std::vector<FoundPersonRow>> list_found_persons(Connection& connection,
                                                       const std::vector<RawId>& ids) {
    enum class Col { kId, kName, kFunction, kPhone, kPlaceId, kPlaceName, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPersons));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FoundPersonRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<Id<ContactPerson>>(Col::kId), row.get<std::string>(Col::kName),
                        row.get<ContactFunction>(Col::kFunction), row.get<std::string>(Col::kPhone),
                        row.get<Id<Place>>(Col::kPlaceId), row.get<std::string>(Col::kPlaceName)});
    }));
    return rows;
}

Result<std::vector<FoundMemberRow>> list_found_members(Connection& connection,
                                                       const std::vector<RawId>& ids) {
    enum class Col {
        kId,
        kGivenName,
        kFamilyName,
        kRelation,
        kBirthDay,
        kPhone,
        kFamilyId,
        kFamily,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectMembers));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FoundMemberRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({.id = row.get<Id<Person>>(Col::kId),
                        .given_name = row.get<std::string>(Col::kGivenName),
                        .family_name = row.get<std::string>(Col::kFamilyName),
                        .relation = row.get<PersonRelation>(Col::kRelation),
                        .birth_day = row.get<std::optional<Day>>(Col::kBirthDay),
                        .phone = row.get<std::string>(Col::kPhone),
                        .family_id = row.get<Id<Family>>(Col::kFamilyId),
                        .family = row.get<std::string>(Col::kFamily)});
    }));
    return rows;
}

Result<std::vector<PartnerCard>> list_partner_cards(Connection& connection) {
    enum class Col {
        kId,
        kName,
        kMunicipality,
        kPhone,
        kStreet,
        kPostcode,
        kEmail,
        kServices,
        kOpeningHours,
        kConditions,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPartners));
    std::vector<PartnerCard> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<Id<Partner>>(Col::kId), row.get<std::string>(Col::kName),
                        row.get<std::string>(Col::kMunicipality), row.get<std::string>(Col::kPhone),
                        row.get<std::string>(Col::kStreet), row.get<std::string>(Col::kPostcode),
                        row.get<std::string>(Col::kEmail), row.get<std::string>(Col::kServices),
                        row.get<std::string>(Col::kOpeningHours),
                        row.get<std::string>(Col::kConditions)});
    }));
    return rows;
}

}  // namespace oppad::storage
