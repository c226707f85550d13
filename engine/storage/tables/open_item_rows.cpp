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
    kPlaceId,
    kPlaceName,
    kPhone,
    kPartnerName,
    kPartnerId,
    kIsWarm,
    kChannel,
    kDueDay,
    kLastStepAt,
    kStep,
    kAnswer,
    kNote,
    kCount
};

OpenItemRow read_open_item(const Statement& row) {
    return {
        .key = {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)},
        .what = row.get<std::string>(Col::kWhat),
        .family_id = row.get<std::optional<Id<Family>>>(Col::kFamilyId),
        .family_name = row.get<std::string>(Col::kFamilyName),
        .place_id = row.get<std::optional<Id<Place>>>(Col::kPlaceId),
        .place_name = row.get<std::string>(Col::kPlaceName),
        .phone = row.get<std::string>(Col::kPhone),
        .partner_name = row.get<std::string>(Col::kPartnerName),
        .partner_id = row.get<std::optional<Id<Partner>>>(Col::kPartnerId),
        .is_warm = row.get<bool>(Col::kIsWarm),
        .step = row.get<ReferralStep>(Col::kStep),
        .answer = row.get<ReferralAnswer>(Col::kAnswer),
        .answer_note = row.get<std::string>(Col::kNote),
        .channel = row.get<Channel>(Col::kChannel),
        .due_day = row.get<std::optional<Day>>(Col::kDueDay),
        .last_step_at = row.get<std::optional<Instant>>(Col::kLastStepAt),
    };
}

// Types are those of RecordType: 10 follow-up, 9 referral, 8 question. Read from indexes alone: one
// person may have thousands. The unary + has a family's few referrals looked through once, and not
// looked for by each step. A referral on a waiting list is open: its answer is yet to come.
constexpr std::string_view kSelectMarks = R"sql(
    SELECT 10, o.id, o.due_day, NULL, 0
    FROM follow_ups AS o INDEXED BY follow_ups_open
    WHERE o.owner_id IS :owner AND o.state = 'open' AND o.deleted = 0
    UNION ALL
    SELECT 9, r.id, NULL,
           max(COALESCE(r.discussed_at, 0), COALESCE(r.consented_at, 0),
               COALESCE(r.introduced_at, 0), COALESCE(r.accepted_at, 0),
               COALESCE(r.answered_at, 0)),
           r.step = 'answered'
    FROM referrals AS r INDEXED BY referrals_open
    WHERE r.owner_id IS :owner
      AND (r.step = 'discussed' OR r.step = 'consented' OR r.step = 'introduced'
           OR r.step = 'accepted' OR (r.step = 'answered' AND r.answer = 'waiting_list'))
      AND r.deleted = 0
    UNION ALL
    SELECT 8, q.id, NULL, q.opened_at, 0
    FROM questions AS q INDEXED BY questions_open
    WHERE q.owner_id IS :owner AND q.state = 'open' AND q.deleted = 0
      AND NOT EXISTS (SELECT 1 FROM referrals AS u
                      WHERE u.family_id IS q.family_id AND u.question_id = q.id
                        AND (+u.step IN ('discussed', 'consented', 'introduced', 'accepted')
                             OR (+u.step = 'answered' AND u.answer = 'waiting_list'))
                        AND u.deleted = 0)
)sql";

constexpr std::string_view kSelectShown = R"sql(
    SELECT 10, o.id, o.what, o.family_id, f.name, p.id, p.name,
           CASE WHEN o.channel IS NOT 'phone' THEN NULL
                WHEN o.family_id IS NULL THEN p.phone ELSE f.phone END,
           NULL, NULL, 0, o.channel, o.due_day, NULL, NULL, NULL, NULL
    FROM json_each(:follow_ups) AS asked JOIN follow_ups AS o ON o.id = unhex(asked.value)
    LEFT JOIN families AS f ON f.id = o.family_id AND f.deleted = 0
    LEFT JOIN places AS p ON p.id = o.place_id AND p.deleted = 0
    UNION ALL
    SELECT 9, r.id, r.what, r.family_id, f.name, NULL, NULL, NULL, t.name,
           r.partner_id, r.warm_step IS NOT NULL, NULL, NULL,
           max(COALESCE(r.discussed_at, 0), COALESCE(r.consented_at, 0),
               COALESCE(r.introduced_at, 0), COALESCE(r.accepted_at, 0),
               COALESCE(r.answered_at, 0)),
           r.step, r.answer, r.answer_note
    FROM json_each(:referrals) AS asked JOIN referrals AS r ON r.id = unhex(asked.value)
    LEFT JOIN families AS f ON f.id = r.family_id AND f.deleted = 0
    LEFT JOIN partners AS t ON t.id = r.partner_id AND t.deleted = 0
    UNION ALL
    SELECT 8, q.id, q."text", q.family_id, f.name, NULL, NULL, NULL, NULL, NULL, 0, NULL,
           NULL, q.opened_at, NULL, NULL, NULL
    FROM json_each(:questions) AS asked JOIN questions AS q ON q.id = unhex(asked.value)
    LEFT JOIN families AS f ON f.id = q.family_id AND f.deleted = 0
)sql";

constexpr std::string_view kSelectOfFamily = R"sql(
    SELECT 10, o.id, o.what, o.family_id, NULL, p.id, p.name, NULL, NULL, NULL, 0, o.channel,
           o.due_day, NULL, NULL, NULL, NULL
    FROM follow_ups AS o
    LEFT JOIN places AS p ON p.id = o.place_id AND p.deleted = 0
    WHERE o.family_id = :family AND o.state = 'open' AND o.deleted = 0
    UNION ALL
    SELECT 9, r.id, r.what, r.family_id, NULL, NULL, NULL, NULL, t.name,
           r.partner_id, r.warm_step IS NOT NULL, NULL, NULL,
           max(COALESCE(r.discussed_at, 0), COALESCE(r.consented_at, 0),
               COALESCE(r.introduced_at, 0), COALESCE(r.accepted_at, 0),
               COALESCE(r.answered_at, 0)),
           r.step, r.answer, r.answer_note
    FROM referrals AS r
    LEFT JOIN partners AS t ON t.id = r.partner_id AND t.deleted = 0
    WHERE r.family_id = :family
      AND (r.step IN ('discussed', 'consented', 'introduced', 'accepted')
           OR (r.step = 'answered' AND r.answer = 'waiting_list'))
      AND r.deleted = 0
    UNION ALL
    SELECT 8, q.id, q."text", q.family_id, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL,
           q.opened_at, NULL, NULL, NULL
    FROM questions AS q
    WHERE q.family_id = :family AND q.state = 'open' AND q.deleted = 0
      AND NOT EXISTS (SELECT 1 FROM referrals AS u
                      WHERE u.family_id = :family AND u.question_id = q.id
                        AND (u.step IN ('discussed', 'consented', 'introduced', 'accepted')
                             OR (u.step = 'answered' AND u.answer = 'waiting_list'))
                        AND u.deleted = 0)
)sql";

Result<std::vector<OpenItemRow>> read_all(Statement& select) {
    std::vector<OpenItemRow> rows;
    TRY(each_row(select, Col::kCount,
                 [&](const Statement& row) { rows.push_back(read_open_item(row)); }));
    return rows;
}

}  // namespace

Result<std::vector<OpenMark>> list_open_marks(Connection& connection, const Id<Staff>& owner) {
    enum class MarkCol { kType, kId, kDueDay, kLastStepAt, kIsOnWaitingList, kCount };
    std::vector<OpenMark> marks;
    for (const std::optional<Id<Staff>>& whose :
         {std::optional{owner}, std::optional<Id<Staff>>{}}) {
        TRY_ASSIGN(Statement select, connection.prepare(kSelectMarks));
        select.bind(":owner", whose);
        TRY(each_row(select, MarkCol::kCount, [&](const Statement& row) {
            marks.push_back({.key = {static_cast<RecordType>(row.get<int>(MarkCol::kType)),
                                     row.get<RawId>(MarkCol::kId)},
                             .due_day = row.get<std::optional<Day>>(MarkCol::kDueDay),
                             .last_step_at = row.get<std::optional<Instant>>(MarkCol::kLastStepAt),
                             .is_on_waiting_list = row.get<bool>(MarkCol::kIsOnWaitingList)});
        }));
    }
    return marks;
}

Result<std::vector<OpenItemRow>> list_open_items(Connection& connection,
                                                 const std::vector<RecordKey>& keys) {
    const auto ids_of = [&keys](RecordType type) {
        std::vector<RawId> ids;
        for (const RecordKey& key : keys)
            if (key.type == type) ids.push_back(key.id);
        return ids_to_json(ids);
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectShown));
    select.bind(":follow_ups", ids_of(RecordType::kFollowUp));
    select.bind(":referrals", ids_of(RecordType::kReferral));
    select.bind(":questions", ids_of(RecordType::kQuestion));
    return read_all(select);
}

Result<std::vector<OpenItemRow>> list_open_items_of_family(Connection& connection,
                                                           const Id<Family>& family) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOfFamily));
    select.bind(":family", family);
    return read_all(select);
}

}  // namespace oppad::storage
