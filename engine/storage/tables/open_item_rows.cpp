#include "engine/storage/tables/open_item_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

enum class Col {
    kType,
    kId,
    kWhat,
    kFamilyId,
    kFamilyName,
    kPlaceName,
    kPartnerName,
    kIsWarm,
    kChannel,
    kDueDay,
    kLastStepAt,
    kStep,
    kCount
};

OpenItemRow read_open_item(const Statement& row) {
    return {
        .key = {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)},
        .what = row.get<std::string>(Col::kWhat),
        .family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId),
        .family_name = row.get<std::string>(Col::kFamilyName),
        .place_name = row.get<std::string>(Col::kPlaceName),
        .partner_name = row.get<std::string>(Col::kPartnerName),
        .is_warm = row.get<bool>(Col::kIsWarm),
        .step = row.get<ReferralStep>(Col::kStep),
        .channel = row.get<Channel>(Col::kChannel),
        .due_day = row.get<std::optional<Day>>(Col::kDueDay),
        .last_step_at = row.get<std::optional<Instant>>(Col::kLastStepAt),
    };
}

// Types are those of RecordType: 10 follow-up, 9 referral, 8 question.
constexpr std::string_view kSelectOfOwner = R"sql(
    SELECT 10, o.id, o.what, o.family_id, f.name, p.name, NULL, 0, o.channel, o.due_day, NULL,
           NULL
    FROM follow_ups AS o
    LEFT JOIN families AS f ON f.id = o.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = o.place_id AND p.deleted = 0
    WHERE (o.owner_id = :owner OR o.owner_id IS NULL) AND o.state = 'open' AND o.deleted = 0
    UNION ALL
    SELECT 9, r.id, r.what, r.family_id, f.name, NULL, t.name, r.warm_step IS NOT NULL, NULL, NULL,
           max(COALESCE(r.discussed_at, 0), COALESCE(r.consented_at, 0),
               COALESCE(r.introduced_at, 0), COALESCE(r.accepted_at, 0)),
           r.step
    FROM referrals AS r
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    LEFT JOIN partners AS t ON t.id = r.partner_id AND t.deleted = 0
    WHERE (r.owner_id = :owner OR r.owner_id IS NULL)
      AND r.step IN ('discussed', 'consented', 'introduced', 'accepted') AND r.deleted = 0
    UNION ALL
    SELECT 8, q.id, q."text", q.family_id, f.name, NULL, NULL, 0, NULL, NULL, q.opened_at, NULL
    FROM questions AS q
    LEFT JOIN families AS f ON f.id = q.family_id AND f.deleted = 0
    WHERE (q.owner_id = :owner OR q.owner_id IS NULL) AND q.state = 'open' AND q.deleted = 0
      AND NOT EXISTS (SELECT 1 FROM referrals AS u
                      WHERE u.family_id IS q.family_id AND u.question_id = q.id
                        AND u.step IN ('discussed', 'consented', 'introduced', 'accepted')
                        AND u.deleted = 0)
)sql";

constexpr std::string_view kSelectOfFamily = R"sql(
    SELECT 10, o.id, o.what, o.family_id, NULL, p.name, NULL, 0, o.channel, o.due_day, NULL,
           NULL
    FROM follow_ups AS o
    LEFT JOIN places AS p ON p.id = o.place_id AND p.deleted = 0
    WHERE o.family_id = :family AND o.state = 'open' AND o.deleted = 0
    UNION ALL
    SELECT 9, r.id, r.what, r.family_id, NULL, NULL, t.name, r.warm_step IS NOT NULL, NULL, NULL,
           max(COALESCE(r.discussed_at, 0), COALESCE(r.consented_at, 0),
               COALESCE(r.introduced_at, 0), COALESCE(r.accepted_at, 0)),
           r.step
    FROM referrals AS r
    LEFT JOIN partners AS t ON t.id = r.partner_id AND t.deleted = 0
    WHERE r.family_id = :family
      AND r.step IN ('discussed', 'consented', 'introduced', 'accepted') AND r.deleted = 0
    UNION ALL
    SELECT 8, q.id, q."text", q.family_id, NULL, NULL, NULL, 0, NULL, NULL, q.opened_at, NULL
    FROM questions AS q
    WHERE q.family_id = :family AND q.state = 'open' AND q.deleted = 0
      AND NOT EXISTS (SELECT 1 FROM referrals AS u
                      WHERE u.family_id = :family AND u.question_id = q.id
                        AND u.step IN ('discussed', 'consented', 'introduced', 'accepted')
                        AND u.deleted = 0)
)sql";

Result<std::vector<OpenItemRow>> read_all(Statement& select) {
    std::vector<OpenItemRow> rows;
    TRY(each_row(select, Col::kCount,
                 [&](const Statement& row) { rows.push_back(read_open_item(row)); }));
    return rows;
}

}  // namespace

Result<std::vector<OpenItemRow>> list_open_items_of_owner(Connection& connection,
                                                          const Id<Staff>& owner) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOfOwner));
    select.bind(":owner", owner);
    return read_all(select);
}

Result<std::vector<OpenItemRow>> list_open_items_of_family(Connection& connection,
                                                           const Id<Family>& family) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOfFamily));
    select.bind(":family", family);
    return read_all(select);
}

}  // namespace oppad::storage
