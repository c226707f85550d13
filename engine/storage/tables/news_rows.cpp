#include "engine/storage/tables/news_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// The unary + keeps SQLite from walking all that I wrote over the year for each record: the few
// contacts and promises of its family are looked at instead.
constexpr std::string_view kSelectNews = R"sql(
    SELECT n.id, n.family_id, f.name, s.name
    FROM (SELECT id, family_id, author_id AS who FROM contacts
          WHERE id >= :from AND id < :until AND deleted = 0
          UNION ALL SELECT id, family_id, owner_id FROM questions
          WHERE id >= :from AND id < :until AND deleted = 0
          UNION ALL SELECT id, family_id, owner_id FROM referrals
          WHERE id >= :from AND id < :until AND deleted = 0
          UNION ALL SELECT id, family_id, owner_id FROM follow_ups
          WHERE id >= :from AND id < :until AND deleted = 0) AS n
    JOIN families AS f ON f.id = n.family_id AND f.deleted = 0
    LEFT JOIN staff AS s ON s.id = n.who
    WHERE n.who IS NOT NULL AND n.who != :me
      AND (EXISTS (SELECT 1 FROM contacts AS c
                   WHERE c.family_id = n.family_id AND c.at >= :mine_since AND c.deleted = 0
                     AND +c.author_id = :me)
           OR EXISTS (SELECT 1 FROM follow_ups AS o
                      WHERE o.family_id = n.family_id AND o.state = 'open' AND +o.owner_id = :me
                        AND o.deleted = 0))
    ORDER BY n.id DESC
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

}  // namespace

Result<std::vector<NewsRow>> list_news(Connection& connection, const Id<Staff>& me,
                                       const NewsSpan& span) {
    enum class Col { kId, kFamilyId, kFamilyName, kAuthorName, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectNews));
    select.bind(":from", first_id_at(span.from))
        .bind(":until", first_id_at(span.until))
        .bind(":mine_since", span.mine_since)
        .bind(":me", me);
    std::vector<NewsRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<RawId>(Col::kId), row.get<Id<Family>>(Col::kFamilyId),
                        row.get<std::string>(Col::kFamilyName),
                        row.get<std::string>(Col::kAuthorName)});
    }));
    return rows;
}

}  // namespace oppad::storage
