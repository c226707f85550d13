#include "engine/storage/tables/family_rows.h"

#include <unordered_set>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// Type 1 is RecordType::kFamily.
constexpr std::string_view kSelectFirstContact = R"sql(
    SELECT at FROM contacts WHERE family_id = :family AND deleted = 0 ORDER BY at LIMIT 1
)sql";

constexpr std::string_view kSelectFamilies = R"sql(
    SELECT f.id, f.name, f.street, f.postcode, f.municipality, f.state,
           (SELECT count(*) FROM persons AS p
            WHERE p.family_id = f.id AND p.relation = 'child' AND p.deleted = 0),
           (SELECT c.at FROM contacts AS c
            WHERE c.family_id = f.id AND c.deleted = 0 ORDER BY c.at DESC LIMIT 1),
           COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = 1 AND o.id = f.id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = 1 AND w.id = f.id), 0)
    FROM families AS f
    WHERE f.id IN (SELECT unhex(value) FROM json_each(:ids)) AND f.deleted = 0
)sql";

constexpr std::string_view kSelectSeen = R"sql(
    SELECT f.id,
           (SELECT c.at FROM contacts AS c
            WHERE c.family_id = f.id AND c.deleted = 0 ORDER BY c.at DESC LIMIT 1)
    FROM families AS f
    WHERE f.deleted = 0
)sql";

constexpr std::string_view kSelectMetLast = R"sql(
    SELECT c.family_id, c.at
    FROM contacts AS c INDEXED BY contacts_by_time
    WHERE c.deleted = 0 AND c.family_id IS NOT NULL
    ORDER BY c.at DESC LIMIT 20000
)sql";

constexpr std::string_view kSelectMadeLast = R"sql(
    SELECT f.id,
           (SELECT c.at FROM contacts AS c
            WHERE c.family_id = f.id AND c.deleted = 0 ORDER BY c.at DESC LIMIT 1)
    FROM families AS f
    WHERE f.deleted = 0
    ORDER BY f.id DESC LIMIT :limit
)sql";

constexpr std::string_view kCountFamilies = R"sql(
    SELECT count(*) FROM families WHERE deleted = 0
)sql";

constexpr std::string_view kSelectMembers = R"sql(
    SELECT p.id, p.scope, p.family_id, p.given_name, p.family_name, p.relation, p.birth_day,
           p.phone, p.email, p.school_id, p.school_class, p.languages, p.note, p.street,
           p.postcode, p.municipality, s.name
    FROM persons AS p
    LEFT JOIN places AS s ON s.id = p.school_id AND s.deleted = 0
    WHERE p.family_id = :family AND p.deleted = 0
)sql";

constexpr std::string_view kSelectElsewhere = R"sql(
    SELECT p.family_id, p.given_name, p.family_name, p.street, p.postcode, p.municipality
    FROM persons AS p
    WHERE p.family_id IN (SELECT unhex(value) FROM json_each(:families)) AND p.deleted = 0
      AND p.street IS NOT NULL
)sql";

constexpr std::string_view kSelectConsents = R"sql(
    SELECT c.id, c.scope, c.family_id, c.partner_id, c.purpose, c.given_by_id, c.given_day,
           c.until_day, c.withdrawn_day, t.name, p.given_name,
           COALESCE(c.until_day < :day, 0) OR COALESCE(c.withdrawn_day <= :day, 0) AS has_ended
    FROM consents AS c
    LEFT JOIN partners AS t ON t.id = c.partner_id AND t.deleted = 0
    LEFT JOIN persons AS p ON p.id = c.given_by_id
    WHERE c.family_id = :family AND c.deleted = 0
      AND (has_ended OR c.given_day IS NULL OR c.given_day <= :day)
    ORDER BY has_ended, t.name, c.id
)sql";

}  // namespace

Result<std::vector<FamilyListRow>> list_families(Connection& connection,
                                                 const std::vector<RawId>& ids) {
    enum class Col {
        kId,
        kName,
        kStreet,
        kPostcode,
        kMunicipality,
        kState,
        kChildren,
        kLastContact,
        kWhereabouts,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectFamilies));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FamilyListRow> rows;
    rows.reserve(ids.size());
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({
            .id = row.get<Id<Family>>(Col::kId),
            .name = row.get<std::string>(Col::kName),
            .street = row.get<std::string>(Col::kStreet),
            .postcode = row.get<std::string>(Col::kPostcode),
            .municipality = row.get<std::string>(Col::kMunicipality),
            .state = row.get<FamilyState>(Col::kState),
            .child_count = row.get<int>(Col::kChildren),
            .last_contact_at = row.get<std::optional<Instant>>(Col::kLastContact),
            .whereabouts = static_cast<Whereabouts>(row.get<int>(Col::kWhereabouts)),
        });
    }));
    return rows;
}

Result<std::vector<FamilySeen>> list_all_families_seen(Connection& connection) {
    enum class Col { kId, kLastContact, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectSeen));
    std::vector<FamilySeen> families;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        families.push_back(
            {row.get<Id<Family>>(Col::kId), row.get<std::optional<Instant>>(Col::kLastContact)});
    }));
    return families;
}

Result<std::vector<FamilySeen>> list_families_met_last(Connection& connection, std::size_t limit) {
    enum class Col { kId, kAt };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectMetLast));
    std::vector<FamilySeen> families;
    std::unordered_set<RawId> seen;
    while (families.size() < limit) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        const auto id = select.get<Id<Family>>(Col::kId);
        if (seen.insert(id.raw).second) families.push_back({id, select.get<Instant>(Col::kAt)});
    }
    return families;
}

Result<std::vector<FamilySeen>> list_families_made_last(Connection& connection, int limit) {
    enum class Col { kId, kLastContact, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectMadeLast));
    select.bind(":limit", limit);
    std::vector<FamilySeen> families;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        families.push_back(
            {row.get<Id<Family>>(Col::kId), row.get<std::optional<Instant>>(Col::kLastContact)});
    }));
    return families;
}

Result<int> count_families(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kCountFamilies));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<int>(0) : 0;
}

Result<std::optional<Instant>> find_first_contact_at(Connection& connection,
                                                     const Id<Family>& family) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectFirstContact));
    select.bind(":family", family);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? std::optional{select.get<Instant>(0)} : std::nullopt;
}

Result<std::vector<MemberRow>> list_members(Connection& connection, const Id<Family>& family) {
    enum class Col {
        kId,
        kScope,
        kFamilyId,
        kGivenName,
        kFamilyName,
        kRelation,
        kBirthDay,
        kPhone,
        kEmail,
        kSchoolId,
        kSchoolClass,
        kLanguages,
        kNote,
        kStreet,
        kPostcode,
        kMunicipality,
        kSchoolName,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectMembers));
    select.bind(":family", family);
    std::vector<MemberRow> members;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        MemberRow member;
        Person& person = member.person;
        person.id = row.get<Id<Person>>(Col::kId);
        person.scope = row.get<RawId>(Col::kScope);
        person.family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId);
        person.given_name = row.get<std::string>(Col::kGivenName);
        person.family_name = row.get<std::string>(Col::kFamilyName);
        person.relation = row.get<PersonRelation>(Col::kRelation);
        person.birth_day = row.get<std::optional<Day>>(Col::kBirthDay);
        person.phone = row.get<std::string>(Col::kPhone);
        person.email = row.get<std::string>(Col::kEmail);
        person.school_id = row.get<std::optional<Id<Place>>>(Col::kSchoolId);
        person.school_class = row.get<std::string>(Col::kSchoolClass);
        person.languages = row.get<TextSet>(Col::kLanguages);
        person.note = row.get<std::string>(Col::kNote);
        person.street = row.get<std::string>(Col::kStreet);
        person.postcode = row.get<std::string>(Col::kPostcode);
        person.municipality = row.get<std::string>(Col::kMunicipality);
        member.school_name = row.get<std::string>(Col::kSchoolName);
        members.push_back(std::move(member));
    }));
    return members;
}

Result<std::vector<ElsewhereRow>> list_elsewhere(Connection& connection,
                                                 const std::vector<RawId>& families) {
    enum class Col {
        kFamilyId,
        kGivenName,
        kFamilyName,
        kStreet,
        kPostcode,
        kMunicipality,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectElsewhere));
    select.bind(":families", ids_to_json(families));
    std::vector<ElsewhereRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({.family_id = row.get<Id<Family>>(Col::kFamilyId),
                        .given_name = row.get<std::string>(Col::kGivenName),
                        .family_name = row.get<std::string>(Col::kFamilyName),
                        .street = row.get<std::string>(Col::kStreet),
                        .postcode = row.get<std::string>(Col::kPostcode),
                        .municipality = row.get<std::string>(Col::kMunicipality)});
    }));
    return rows;
}

Result<std::vector<ConsentRow>> list_consents(Connection& connection, const Id<Family>& family,
                                              Day day) {
    enum class Col {
        kId,
        kScope,
        kFamilyId,
        kPartnerId,
        kPurpose,
        kGivenById,
        kGivenDay,
        kUntilDay,
        kWithdrawnDay,
        kPartnerName,
        kGivenBy,
        kHasEnded,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectConsents));
    select.bind(":family", family).bind(":day", day);
    std::vector<ConsentRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        ConsentRow shown;
        Consent& consent = shown.consent;
        consent.id = row.get<Id<Consent>>(Col::kId);
        consent.scope = row.get<RawId>(Col::kScope);
        consent.family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId);
        consent.partner_id = row.get<std::optional<Id<Partner>>>(Col::kPartnerId);
        consent.purpose = row.get<std::string>(Col::kPurpose);
        consent.given_by_id = row.get<std::optional<Id<Person>>>(Col::kGivenById);
        consent.given_day = row.get<std::optional<Day>>(Col::kGivenDay);
        consent.until_day = row.get<std::optional<Day>>(Col::kUntilDay);
        consent.withdrawn_day = row.get<std::optional<Day>>(Col::kWithdrawnDay);
        shown.partner_name = row.get<std::string>(Col::kPartnerName);
        shown.given_by = row.get<std::string>(Col::kGivenBy);
        shown.has_ended = row.get<bool>(Col::kHasEnded);
        rows.push_back(std::move(shown));
    }));
    return rows;
}

}  // namespace oppad::storage
