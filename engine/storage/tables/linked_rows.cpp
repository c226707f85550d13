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

Result<std::vector<RecordKey>> list_linked_to_contact(Connection& connection,
                                                      const Id<Contact>& contact,
                                                      const std::optional<Id<Family>>& family) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOfContact));
    select.bind(":contact", contact).bind(":family", family);
    return read_keys(select);
}

}  // namespace oppad::storage
