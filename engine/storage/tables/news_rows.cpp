#include "engine/storage/tables/news_rows.h"

#include <unordered_set>

#include "engine/core/check.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"

namespace oppad::storage {

namespace {

// Read no further than it is asked for: the four lie in the order of their ids.
constexpr std::string_view kSelectWritten = R"sql(
    SELECT id, family_id, author_id FROM contacts
    WHERE id >= :from AND id < :until AND author_id != :me AND family_id IS NOT NULL AND deleted = 0
    UNION ALL SELECT id, family_id, owner_id FROM questions
    WHERE id >= :from AND id < :until AND owner_id != :me AND family_id IS NOT NULL AND deleted = 0
    UNION ALL SELECT id, family_id, owner_id FROM referrals
    WHERE id >= :from AND id < :until AND owner_id != :me AND family_id IS NOT NULL AND deleted = 0
    UNION ALL SELECT id, family_id, owner_id FROM follow_ups
    WHERE id >= :from AND id < :until AND owner_id != :me AND family_id IS NOT NULL AND deleted = 0
    ORDER BY id DESC
)sql";

// The unary + keeps SQLite from walking all that I wrote over the year: the few contacts and
// promises of the family are looked at instead.
constexpr std::string_view kSelectMine = R"sql(
    SELECT f.name, (SELECT s.name FROM staff AS s WHERE s.id = :who)
    FROM families AS f
    WHERE f.id = :family AND f.deleted = 0
      AND (EXISTS (SELECT 1 FROM contacts AS c
                   WHERE c.family_id = f.id AND c.at >= :mine_since AND c.deleted = 0
                     AND +c.author_id = :me)
           OR EXISTS (SELECT 1 FROM follow_ups AS o
                      WHERE o.family_id = f.id AND o.state = 'open' AND +o.owner_id = :me
                        AND o.deleted = 0))
)sql";

// By the family, which has few of each, and not by the span of everybody's ids.
constexpr std::string_view kCountOfFamily = R"sql(
    SELECT (SELECT count(*) FROM contacts
            WHERE family_id = :family AND +id >= :from AND +id < :until AND +author_id != :me
              AND deleted = 0) +
           (SELECT count(*) FROM questions
            WHERE family_id = :family AND +id >= :from AND +id < :until AND +owner_id != :me
              AND deleted = 0) +
           (SELECT count(*) FROM referrals
            WHERE family_id = :family AND +id >= :from AND +id < :until AND +owner_id != :me
              AND deleted = 0) +
           (SELECT count(*) FROM follow_ups
            WHERE family_id = :family AND +id >= :from AND +id < :until AND +owner_id != :me
              AND deleted = 0)
)sql";

// The least UUIDv7 of that moment.
RawId first_id_at(Instant moment) {
    constexpr std::size_t kTimeBytes = 6;
    RawId id;
    const std::int64_t ms = moment.ms < 0 ? 0 : moment.ms;
    for (std::size_t at = 0; at < kTimeBytes; ++at)
        id.bytes[at] = static_cast<std::uint8_t>(ms >> (8 * (kTimeBytes - 1 - at)));
    return id;
}

void bind_span(Statement& select, const Id<Staff>& me, const NewsSpan& span) {
    select.bind(":from", first_id_at(span.from))
        .bind(":until", first_id_at(span.until))
        .bind(":me", me);
}

// The newest record of a family.
struct Newest {
    RawId id;
    Id<Family> family_id;
    Id<Staff> who;
};

// Unset for a family that isn't mine, or isn't here.
Result<std::optional<NewsRow>> find_news(Connection& connection, const Id<Staff>& me,
                                         const NewsSpan& span, const Newest& newest) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectMine));
    select.bind(":family", newest.family_id)
        .bind(":who", newest.who)
        .bind(":mine_since", span.mine_since)
        .bind(":me", me);
    TRY_ASSIGN(const bool is_mine, select.step());
    if (!is_mine) return std::optional<NewsRow>{};
    NewsRow row{.newest = newest.id,
                .family_id = newest.family_id,
                .family_name = select.get<std::string>(0),
                .author_name = select.get<std::string>(1)};
    TRY_ASSIGN(Statement count, connection.prepare(kCountOfFamily));
    bind_span(count, me, span);
    count.bind(":family", newest.family_id);
    TRY_ASSIGN(const bool has_count, count.step());
    if (has_count) row.count = count.get<int>(0);
    return std::optional{std::move(row)};
}

}  // namespace

Result<std::vector<NewsRow>> list_news(Connection& connection, const Id<Staff>& me,
                                       const NewsSpan& span, std::size_t families_max) {
    enum class Col { kId, kFamilyId, kWho, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectWritten));
    ENSURE(select.column_count() == static_cast<int>(Col::kCount));
    bind_span(select, me, span);
    std::vector<NewsRow> rows;
    std::unordered_set<RawId> asked;
    while (rows.size() < families_max) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        const Newest newest{.id = select.get<RawId>(Col::kId),
                            .family_id = select.get<Id<Family>>(Col::kFamilyId),
                            .who = select.get<Id<Staff>>(Col::kWho)};
        if (!asked.insert(newest.family_id.raw).second) continue;
        TRY_ASSIGN(std::optional<NewsRow> row, find_news(connection, me, span, newest));
        if (row) rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace oppad::storage
