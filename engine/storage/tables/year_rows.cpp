#include "engine/storage/tables/year_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// Every column stands in the index: no contact's row is touched.
constexpr std::string_view kSelectContacts = R"sql(
    SELECT place_id, family_id, at, themes
    FROM contacts INDEXED BY contacts_by_place
    WHERE at >= :from AND at < :until AND deleted = 0
)sql";

constexpr std::string_view kSelectUnnamed = R"sql(
    SELECT place_id, family_id, at, themes
    FROM contacts INDEXED BY contacts_by_family
    WHERE family_id IS NULL AND at >= :from AND at < :until AND deleted = 0
      AND contact_person_id IS NULL
)sql";

constexpr std::string_view kSelectOrigins = R"sql(
    SELECT id, origin_place_id FROM families INDEXED BY families_by_origin
    WHERE origin_place_id IS NOT NULL AND deleted = 0
)sql";

constexpr std::string_view kSelectNotKnown = R"sql(
    SELECT id, first_contact_day FROM families INDEXED BY families_not_known_before
    WHERE known_before = 0 AND deleted = 0
)sql";

constexpr std::string_view kCountReferrals = R"sql(
    SELECT count(*), count(warm_step), count(answered_at)
    FROM referrals
    WHERE discussed_at >= :from AND discussed_at < :until AND deleted = 0
)sql";

constexpr std::string_view kSelectSignals = R"sql(
    SELECT text, noted_at, state
    FROM signals
    WHERE noted_at >= :from AND noted_at < :until AND deleted = 0
    ORDER BY noted_at, id
)sql";

Status each_contact(Connection& connection, std::string_view sql, const YearSpan& span,
                    const std::function<void(const YearContact&)>& take) {
    enum class Col { kPlace, kFamily, kAt, kThemes, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    select.bind(":from", span.from).bind(":until", span.until);
    return each_row(select, Col::kCount, [&](const Statement& row) {
        take({.place = row.get<std::optional<Id<Place>>>(Col::kPlace),
              .family = row.get<std::optional<Id<Family>>>(Col::kFamily),
              .at = row.get<Instant>(Col::kAt),
              .themes = row.text(static_cast<int>(Col::kThemes))});
    });
}

}  // namespace

Status each_contact_of_year(Connection& connection, const YearSpan& span,
                            const std::function<void(const YearContact&)>& take) {
    return each_contact(connection, kSelectContacts, span, take);
}

Status each_unnamed_of_year(Connection& connection, const YearSpan& span,
                            const std::function<void(const YearContact&)>& take) {
    return each_contact(connection, kSelectUnnamed, span, take);
}

Result<std::vector<FamilyOrigin>> list_origins(Connection& connection) {
    enum class Col { kFamily, kPlace, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOrigins));
    std::vector<FamilyOrigin> origins;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        origins.push_back({row.get<Id<Family>>(Col::kFamily), row.get<Id<Place>>(Col::kPlace)});
    }));
    return origins;
}

Result<std::vector<NewFamily>> list_not_known_before(Connection& connection) {
    enum class Col { kFamily, kDay, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectNotKnown));
    std::vector<NewFamily> families;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        families.push_back(
            {row.get<Id<Family>>(Col::kFamily), row.get<std::optional<Day>>(Col::kDay)});
    }));
    return families;
}

Result<ReferralTally> count_referrals(Connection& connection, const YearSpan& span) {
    enum class Col { kDiscussed, kWarm, kAnswered, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kCountReferrals));
    select.bind(":from", span.from).bind(":until", span.until);
    ReferralTally tally;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        tally = {row.get<int>(Col::kDiscussed), row.get<int>(Col::kWarm),
                 row.get<int>(Col::kAnswered)};
    }));
    return tally;
}

Result<std::vector<YearSignal>> list_signals(Connection& connection, const YearSpan& span) {
    enum class Col { kText, kAt, kState, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectSignals));
    select.bind(":from", span.from).bind(":until", span.until);
    std::vector<YearSignal> signals;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        signals.push_back({row.get<std::string>(Col::kText), row.get<Instant>(Col::kAt),
                           row.get<SignalState>(Col::kState)});
    }));
    return signals;
}

}  // namespace oppad::storage
