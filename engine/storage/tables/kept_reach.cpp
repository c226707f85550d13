#include "engine/storage/tables/kept_reach.h"

#include <string>
#include <unordered_map>

#include "engine/core/check.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// A contact counts at its place and at the place that its family came from; a family at the latter.
// An emptied kept_reach costs a writer one look: a first pull is not slowed by counts of nobody.
constexpr const char* kMake = R"sql(
    CREATE TABLE IF NOT EXISTS temp.kept_reach (
        place_id BLOB PRIMARY KEY, families INTEGER NOT NULL, not_known INTEGER) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS temp.kept_reach_span (
        from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL);

    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_new_contact AFTER INSERT ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_reach)
    BEGIN
        DELETE FROM kept_reach WHERE place_id IN (
            NEW.place_id, (SELECT origin_place_id FROM families WHERE id = NEW.family_id));
    END;
    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_changed_contact AFTER UPDATE ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_reach)
    BEGIN
        DELETE FROM kept_reach WHERE place_id IN (
            OLD.place_id, (SELECT origin_place_id FROM families WHERE id = OLD.family_id),
            NEW.place_id, (SELECT origin_place_id FROM families WHERE id = NEW.family_id));
    END;
    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_purged_contact AFTER DELETE ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_reach)
    BEGIN
        DELETE FROM kept_reach WHERE place_id IN (
            OLD.place_id, (SELECT origin_place_id FROM families WHERE id = OLD.family_id));
    END;

    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_new_family AFTER INSERT ON main.families
    WHEN EXISTS (SELECT 1 FROM kept_reach)
    BEGIN
        DELETE FROM kept_reach WHERE place_id = NEW.origin_place_id
            OR place_id IN (SELECT place_id FROM contacts WHERE family_id = NEW.id);
    END;
    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_changed_family AFTER UPDATE ON main.families
    BEGIN
        DELETE FROM kept_reach WHERE place_id IN (OLD.origin_place_id, NEW.origin_place_id);
    END;
    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_known_family AFTER UPDATE ON main.families
    WHEN OLD.known_before IS NOT NEW.known_before AND EXISTS (SELECT 1 FROM kept_reach)
    BEGIN
        DELETE FROM kept_reach
        WHERE place_id IN (SELECT place_id FROM contacts WHERE family_id = NEW.id);
    END;
    CREATE TEMP TRIGGER IF NOT EXISTS reach_of_purged_family AFTER DELETE ON main.families
    WHEN EXISTS (SELECT 1 FROM kept_reach)
    BEGIN
        DELETE FROM kept_reach WHERE place_id = OLD.origin_place_id
            OR place_id IN (SELECT place_id FROM contacts WHERE family_id = OLD.id);
    END;
)sql";

constexpr std::string_view kIsMade = R"sql(
    SELECT 1 FROM temp.sqlite_schema WHERE name = 'reach_of_purged_family'
)sql";
constexpr std::string_view kSelectSpan = R"sql(
    SELECT from_ms, until_ms FROM temp.kept_reach_span
)sql";
constexpr std::string_view kForgetSpan = "DELETE FROM temp.kept_reach_span";
constexpr std::string_view kKeepSpan = R"sql(
    INSERT INTO temp.kept_reach_span (from_ms, until_ms) VALUES (:from, :until)
)sql";
constexpr std::string_view kForgetAll = "DELETE FROM temp.kept_reach";
constexpr std::string_view kKeep = R"sql(
    INSERT OR REPLACE INTO temp.kept_reach (place_id, families, not_known)
    VALUES (:place, :families, :not_known)
)sql";
constexpr std::string_view kSelectMissing = R"sql(
    SELECT p.id FROM places AS p
    WHERE p.deleted = 0 AND NOT EXISTS (SELECT 1 FROM temp.kept_reach AS k WHERE k.place_id = p.id)
)sql";
constexpr std::string_view kSelectKept = R"sql(
    SELECT p.id, k.families
    FROM places AS p JOIN temp.kept_reach AS k ON k.place_id = p.id
    WHERE p.deleted = 0
)sql";

constexpr std::string_view kSelectKeptAt = R"sql(
    SELECT families, not_known FROM temp.kept_reach
    WHERE place_id = :place AND not_known IS NOT NULL
)sql";

// Above this one sweep over the span is quicker than a count for each.
constexpr std::size_t kCountedOneByOne = 16;

struct Span {
    Instant from;
    Instant until;
};

Status make_tables(Connection& connection) {
    TRY_ASSIGN(Statement is_made, connection.prepare(kIsMade));
    TRY_ASSIGN(const bool has_row, is_made.step());
    if (has_row) return ok();
    return connection.execute_script(kMake);
}

// Counts of another year, or of a clock that was moved, are of no use.
Status forget_other_span(Connection& connection, const Span& span) {
    bool is_kept = false;
    TRY_ASSIGN(Statement select, connection.prepare(kSelectSpan));
    TRY(each_row(select, 2, [&](const Statement& row) {
        is_kept = row.get<Instant>(0) == span.from && row.get<Instant>(1) == span.until;
    }));
    if (is_kept) return ok();
    TRY(connection.execute(kForgetAll));
    TRY(connection.execute(kForgetSpan));
    TRY_ASSIGN(Statement keep, connection.prepare(kKeepSpan));
    return keep.bind(":from", span.from).bind(":until", span.until).run();
}

Result<std::vector<Id<Place>>> list_missing(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectMissing));
    std::vector<Id<Place>> missing;
    TRY(each_row(select, 1,
                 [&](const Statement& row) { missing.push_back(row.get<Id<Place>>(0)); }));
    return missing;
}

// A sweep over all places counts no families that were known before.
Status keep(Connection& connection, const Id<Place>& place, int families,
            std::optional<int> not_known) {
    TRY_ASSIGN(Statement insert, connection.prepare(kKeep));
    insert.bind(":place", place).bind(":families", families);
    return insert.bind(":not_known", not_known).run();
}

Status count_missing(Connection& connection, const std::vector<Id<Place>>& missing,
                     const Span& span) {
    if (missing.size() <= kCountedOneByOne) {
        for (const Id<Place>& place : missing) {
            TRY_ASSIGN(const PlaceYear year,
                       count_reach_at(connection, place, span.from, span.until));
            TRY(keep(connection, place, year.families_reached, year.not_known_before));
        }
        return ok();
    }
    TRY_ASSIGN(const std::vector<PlaceReach> counted,
               count_reach(connection, span.from, span.until));
    std::unordered_map<RawId, int> families_of;
    for (const PlaceReach& one : counted) families_of.emplace(one.id.raw, one.families);
    for (const Id<Place>& place : missing) {
        const auto found = families_of.find(place.raw);
        TRY(keep(connection, place, found == families_of.end() ? 0 : found->second, std::nullopt));
    }
    return ok();
}

}  // namespace

Result<std::vector<PlaceReach>> look_up_reach(Connection& connection, Instant from, Instant until) {
    TRY(connection.settle());
    TRY(make_tables(connection));
    const Span span{from, until};
    TRY(forget_other_span(connection, span));
    TRY_ASSIGN(const std::vector<Id<Place>> missing, list_missing(connection));
    TRY(count_missing(connection, missing, span));
    TRY_ASSIGN(Statement select, connection.prepare(kSelectKept));
    std::vector<PlaceReach> reach;
    TRY(each_row(select, 2, [&](const Statement& row) {
        reach.push_back({row.get<Id<Place>>(0), row.get<int>(1)});
    }));
    return reach;
}

Result<PlaceYear> look_up_reach_at(Connection& connection, const Id<Place>& place, Instant from,
                                   Instant until) {
    TRY(connection.settle());
    TRY(make_tables(connection));
    TRY(forget_other_span(connection, {from, until}));
    TRY_ASSIGN(Statement select, connection.prepare(kSelectKeptAt));
    select.bind(":place", place);
    TRY_ASSIGN(const bool is_kept, select.step());
    if (is_kept) return PlaceYear{select.get<int>(0), select.get<int>(1)};
    TRY_ASSIGN(const PlaceYear year, count_reach_at(connection, place, from, until));
    TRY(keep(connection, place, year.families_reached, year.not_known_before));
    return year;
}

}  // namespace oppad::storage
