#include "engine/storage/tables/timeline_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// The first columns of each SELECT below.
enum class Mark { kId, kAt, kAuthorId, kAuthorName, kWhereabouts, kConflict, kCount };

TimelineMark read_mark(const Statement& row) {
    return {
        .id = row.get<RawId>(Mark::kId),
        .at = row.get<Instant>(Mark::kAt),
        .author_id = row.get<std::optional<Id<Staff>>>(Mark::kAuthorId),
        .author_name = row.get<std::string>(Mark::kAuthorName),
        .whereabouts = static_cast<Whereabouts>(row.get<int>(Mark::kWhereabouts)),
        .has_conflict = row.get<bool>(Mark::kConflict),
    };
}

enum class ContactCol {
    kKind = static_cast<int>(Mark::kCount),
    kPlaceName,
    kContactPerson,
    kFunction,
    kThemes,
    kNote,
    kHasFamily,
    kCount
};

ContactLine read_contact(const Statement& row) {
    return {
        .mark = read_mark(row),
        .kind = row.get<ContactKind>(ContactCol::kKind),
        .place_name = row.get<std::string>(ContactCol::kPlaceName),
        .contact_person = row.get<std::string>(ContactCol::kContactPerson),
        .contact_function = row.get<ContactFunction>(ContactCol::kFunction),
        .themes = row.get<TextSet>(ContactCol::kThemes),
        .note = row.get<std::string>(ContactCol::kNote),
        .has_family = row.get<bool>(ContactCol::kHasFamily),
    };
}

// Types are those of RecordType: 6 contact, 8 question, 9 referral, 10 follow-up.
constexpr std::string_view kSelectContactsOf = R"sql(
    SELECT c.id, c.at, c.author_id, s.name,
           COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = 6 AND o.id = c.id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = 6 AND w.id = c.id), 0),
           EXISTS (SELECT 1 FROM conflicts AS x WHERE x.type = 6 AND x.id = c.id),
           c.kind, p.name, n.name, n.function, c.themes, c.note, 1
    FROM contacts AS c
    LEFT JOIN staff AS s ON s.id = c.author_id
    LEFT JOIN places AS p ON p.id = c.place_id AND p.deleted = 0
    LEFT JOIN contact_persons AS n ON n.id = c.contact_person_id
    WHERE c.family_id = :family AND c.deleted = 0
    ORDER BY c.at DESC LIMIT :limit
)sql";

constexpr std::string_view kSelectContactsAt = R"sql(
    SELECT c.id, c.at, c.author_id, s.name,
           COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = 6 AND o.id = c.id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = 6 AND w.id = c.id), 0),
           EXISTS (SELECT 1 FROM conflicts AS x WHERE x.type = 6 AND x.id = c.id),
           c.kind, p.name, n.name, n.function, c.themes, c.note, c.family_id IS NOT NULL
    FROM contacts AS c
    LEFT JOIN staff AS s ON s.id = c.author_id
    LEFT JOIN places AS p ON p.id = c.place_id AND p.deleted = 0
    LEFT JOIN contact_persons AS n ON n.id = c.contact_person_id
    WHERE c.place_id = :place AND c.deleted = 0
    ORDER BY c.at DESC LIMIT :limit
)sql";

constexpr std::string_view kSelectReferralsOf = R"sql(
    SELECT r.id, COALESCE(r.discussed_at, r.consented_at, r.introduced_at, 0), r.owner_id, s.name,
           COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = 9 AND o.id = r.id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = 9 AND w.id = r.id), 0),
           EXISTS (SELECT 1 FROM conflicts AS x WHERE x.type = 9 AND x.id = r.id),
           r.what, t.name, r.partner_id, r.warm_step IS NOT NULL, r.step, r.answer, r.answer_note,
           r.introduction,
           r.discussed_at, r.consented_at, r.introduced_at, r.accepted_at, r.answered_at,
           r.closed_at
    FROM referrals AS r
    LEFT JOIN staff AS s ON s.id = r.owner_id
    LEFT JOIN partners AS t ON t.id = r.partner_id AND t.deleted = 0
    WHERE r.family_id = :family AND r.deleted = 0
    ORDER BY 2 DESC LIMIT :limit
)sql";

constexpr std::string_view kSelectQuestionsOf = R"sql(
    SELECT q.id, q.opened_at, q.owner_id, s.name,
           COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = 8 AND o.id = q.id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = 8 AND w.id = q.id), 0),
           EXISTS (SELECT 1 FROM conflicts AS x WHERE x.type = 8 AND x.id = q.id),
           q.themes, q."text", q.state, q.answer
    FROM questions AS q
    LEFT JOIN staff AS s ON s.id = q.owner_id
    WHERE q.family_id = :family AND q.deleted = 0
    ORDER BY q.opened_at DESC LIMIT :limit
)sql";

constexpr std::string_view kSelectFollowUpsOf = R"sql(
    SELECT u.id, COALESCE(c.at, 0), u.owner_id, s.name,
           COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = 10 AND o.id = u.id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = 10 AND w.id = u.id), 0),
           EXISTS (SELECT 1 FROM conflicts AS x WHERE x.type = 10 AND x.id = u.id),
           u.what, p.name, u.state, u.due_day, u.settled_note
    FROM follow_ups AS u
    LEFT JOIN contacts AS c ON c.id = u.contact_id
    LEFT JOIN staff AS s ON s.id = u.owner_id
    LEFT JOIN places AS p ON p.id = u.place_id AND p.deleted = 0
    WHERE u.family_id = :family AND u.deleted = 0
    ORDER BY u.id DESC LIMIT :limit
)sql";

constexpr std::string_view kCountTimeline = R"sql(
    SELECT (SELECT count(*) FROM contacts WHERE family_id = :family AND deleted = 0),
           (SELECT count(*) FROM referrals WHERE family_id = :family AND deleted = 0),
           (SELECT count(*) FROM questions WHERE family_id = :family AND deleted = 0),
           (SELECT count(*) FROM follow_ups WHERE family_id = :family AND deleted = 0)
)sql";

constexpr std::string_view kCountContactsAt = R"sql(
    SELECT count(*) FROM contacts WHERE place_id = :place AND deleted = 0
)sql";

}  // namespace

Result<std::vector<ContactLine>> list_contacts_of(Connection& connection, const Id<Family>& family,
                                                  int limit) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectContactsOf));
    select.bind(":family", family).bind(":limit", limit);
    std::vector<ContactLine> lines;
    TRY(each_row(select, ContactCol::kCount,
                 [&](const Statement& row) { lines.push_back(read_contact(row)); }));
    return lines;
}

Result<std::vector<ContactLine>> list_contacts_at(Connection& connection, const Id<Place>& place,
                                                  int limit) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectContactsAt));
    select.bind(":place", place).bind(":limit", limit);
    std::vector<ContactLine> lines;
    TRY(each_row(select, ContactCol::kCount,
                 [&](const Statement& row) { lines.push_back(read_contact(row)); }));
    return lines;
}

Result<std::vector<ReferralLine>> list_referrals_of(Connection& connection,
                                                    const Id<Family>& family, int limit) {
    enum class Col {
        kWhat = static_cast<int>(Mark::kCount),
        kPartnerName,
        kPartnerId,
        kIsWarm,
        kStep,
        kAnswer,
        kAnswerNote,
        kIntroduction,
        kDiscussedAt,
        kConsentedAt,
        kIntroducedAt,
        kAcceptedAt,
        kAnsweredAt,
        kClosedAt,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectReferralsOf));
    select.bind(":family", family).bind(":limit", limit);
    std::vector<ReferralLine> lines;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        lines.push_back({
            .mark = read_mark(row),
            .what = row.get<std::string>(Col::kWhat),
            .partner_name = row.get<std::string>(Col::kPartnerName),
            .partner_id = row.get<std::optional<Id<Partner>>>(Col::kPartnerId),
            .is_warm = row.get<bool>(Col::kIsWarm),
            .step = row.get<ReferralStep>(Col::kStep),
            .answer = row.get<ReferralAnswer>(Col::kAnswer),
            .answer_note = row.get<std::string>(Col::kAnswerNote),
            .introduction = row.get<Introduction>(Col::kIntroduction),
            .discussed_at = row.get<std::optional<Instant>>(Col::kDiscussedAt),
            .consented_at = row.get<std::optional<Instant>>(Col::kConsentedAt),
            .introduced_at = row.get<std::optional<Instant>>(Col::kIntroducedAt),
            .accepted_at = row.get<std::optional<Instant>>(Col::kAcceptedAt),
            .answered_at = row.get<std::optional<Instant>>(Col::kAnsweredAt),
            .closed_at = row.get<std::optional<Instant>>(Col::kClosedAt),
        });
    }));
    return lines;
}

Result<std::vector<QuestionLine>> list_questions_of(Connection& connection,
                                                    const Id<Family>& family, int limit) {
    enum class Col { kThemes = static_cast<int>(Mark::kCount), kText, kState, kAnswer, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectQuestionsOf));
    select.bind(":family", family).bind(":limit", limit);
    std::vector<QuestionLine> lines;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        lines.push_back({
            .mark = read_mark(row),
            .themes = row.get<TextSet>(Col::kThemes),
            .text = row.get<std::string>(Col::kText),
            .state = row.get<QuestionState>(Col::kState),
            .answer = row.get<std::string>(Col::kAnswer),
        });
    }));
    return lines;
}

Result<std::vector<FollowUpLine>> list_follow_ups_of(Connection& connection,
                                                     const Id<Family>& family, int limit) {
    enum class Col {
        kWhat = static_cast<int>(Mark::kCount),
        kPlaceName,
        kState,
        kDueDay,
        kSettledNote,
        kCount
    };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectFollowUpsOf));
    select.bind(":family", family).bind(":limit", limit);
    std::vector<FollowUpLine> lines;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        lines.push_back({
            .mark = read_mark(row),
            .what = row.get<std::string>(Col::kWhat),
            .place_name = row.get<std::string>(Col::kPlaceName),
            .state = row.get<FollowUpState>(Col::kState),
            .due_day = row.get<std::optional<Day>>(Col::kDueDay),
            .settled_note = row.get<std::string>(Col::kSettledNote),
        });
    }));
    return lines;
}

Result<int> count_contacts_at(Connection& connection, const Id<Place>& place) {
    TRY_ASSIGN(Statement select, connection.prepare(kCountContactsAt));
    select.bind(":place", place);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<int>(0) : 0;
}

Result<TimelineCounts> count_timeline(Connection& connection, const Id<Family>& family) {
    enum class Col { kContacts, kReferrals, kQuestions, kFollowUps, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kCountTimeline));
    select.bind(":family", family);
    TimelineCounts counts;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        counts = {.contacts = row.get<int>(Col::kContacts),
                  .referrals = row.get<int>(Col::kReferrals),
                  .questions = row.get<int>(Col::kQuestions),
                  .follow_ups = row.get<int>(Col::kFollowUps)};
    }));
    return counts;
}

}  // namespace oppad::storage
