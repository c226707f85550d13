#include "engine/storage/tables/linked_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// Numbers are those of RecordType.
constexpr std::string_view kSelectOfFamily = R"sql(
    SELECT 2, id FROM persons WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 6, id FROM contacts WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 8, id FROM questions WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 9, id FROM referrals WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 10, id FROM follow_ups WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 11, id FROM appointments WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 14, id FROM consents WHERE family_id = :family AND deleted = 0
    UNION ALL SELECT 16, id FROM campaign_calls WHERE family_id = :family AND deleted = 0
)sql";

constexpr std::string_view kSelectStrays = R"sql(
    SELECT f.id FROM families AS f
    WHERE f.deleted = 1 AND (
        EXISTS (SELECT 1 FROM persons WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM contacts WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM questions WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM referrals WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM follow_ups WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM appointments WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM consents WHERE family_id = f.id AND deleted = 0)
        OR EXISTS (SELECT 1 FROM campaign_calls WHERE family_id = f.id AND deleted = 0))
    ORDER BY f.id
)sql";

// By the family's index: there is none by contact, and a contact's steps are its family's.
constexpr std::string_view kSelectOfContact = R"sql(
    SELECT 8, id FROM questions
    WHERE family_id IS :family AND contact_id = :contact AND deleted = 0
    UNION ALL SELECT 9, id FROM referrals
    WHERE family_id IS :family AND contact_id = :contact AND deleted = 0
    UNION ALL SELECT 10, id FROM follow_ups
    WHERE family_id IS :family AND contact_id = :contact AND deleted = 0
)sql";

Result<std::vector<RecordKey>> read_keys(Statement& select) {
    enum class Col { kType, kId, kCount };
    std::vector<RecordKey> keys;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        keys.push_back(
            {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)});
    }));
    return keys;
}

}  // namespace

Result<std::vector<RecordKey>> list_linked_to_family(Connection& connection,
                                                     const Id<Family>& family) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOfFamily));
    select.bind(":family", family);
    return read_keys(select);
}

Result<std::vector<Id<Family>>> list_stray_families(Connection& connection) {
    enum class Col { kId, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectStrays));
    std::vector<Id<Family>> families;
    TRY(each_row(select, Col::kCount,
                 [&](const Statement& row) { families.push_back(row.get<Id<Family>>(Col::kId)); }));
    return families;
}

Result<std::vector<RecordKey>> list_linked_to_contact(Connection& connection,
                                                      const Id<Contact>& contact,
                                                      const std::optional<Id<Family>>& family) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOfContact));
    select.bind(":contact", contact).bind(":family", family);
    return read_keys(select);
}

}  // namespace oppad::storage
