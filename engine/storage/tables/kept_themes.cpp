#include "engine/storage/tables/kept_themes.h"

#include "engine/core/check.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// A place that nobody looked at costs a writer one look: a first pull is not slowed.
constexpr const char* kMake = R"sql(
    CREATE TABLE temp.kept_theme_places (
        place_id BLOB PRIMARY KEY, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL)
        WITHOUT ROWID;
    CREATE TABLE temp.kept_themes (
        place_id BLOB NOT NULL, code TEXT NOT NULL, contacts INTEGER NOT NULL,
        PRIMARY KEY (place_id, code)) WITHOUT ROWID;

    CREATE TEMP TRIGGER themes_of_new_contact AFTER INSERT ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_theme_places AS p
                 WHERE p.place_id = NEW.place_id AND NEW.at >= p.from_ms AND NEW.at < p.until_ms)
    BEGIN
        INSERT INTO kept_themes (place_id, code, contacts)
            SELECT NEW.place_id, t.value, 1 FROM json_each(NEW.themes) AS t WHERE NEW.deleted = 0
            ON CONFLICT (place_id, code) DO UPDATE SET contacts = contacts + 1;
    END;
    CREATE TEMP TRIGGER themes_of_purged_contact AFTER DELETE ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_theme_places AS p
                 WHERE p.place_id = OLD.place_id AND OLD.at >= p.from_ms AND OLD.at < p.until_ms)
    BEGIN
        UPDATE kept_themes SET contacts = contacts - 1
        WHERE place_id = OLD.place_id AND OLD.deleted = 0
          AND code IN (SELECT t.value FROM json_each(OLD.themes) AS t);
    END;
    CREATE TEMP TRIGGER themes_before_changed_contact AFTER UPDATE ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_theme_places AS p
                 WHERE p.place_id = OLD.place_id AND OLD.at >= p.from_ms AND OLD.at < p.until_ms)
    BEGIN
        UPDATE kept_themes SET contacts = contacts - 1
        WHERE place_id = OLD.place_id AND OLD.deleted = 0
          AND code IN (SELECT t.value FROM json_each(OLD.themes) AS t);
    END;
    CREATE TEMP TRIGGER themes_after_changed_contact AFTER UPDATE ON main.contacts
    WHEN EXISTS (SELECT 1 FROM kept_theme_places AS p
                 WHERE p.place_id = NEW.place_id AND NEW.at >= p.from_ms AND NEW.at < p.until_ms)
    BEGIN
        INSERT INTO kept_themes (place_id, code, contacts)
            SELECT NEW.place_id, t.value, 1 FROM json_each(NEW.themes) AS t WHERE NEW.deleted = 0
            ON CONFLICT (place_id, code) DO UPDATE SET contacts = contacts + 1;
    END;
)sql";

constexpr std::string_view kIsMade = R"sql(
    SELECT 1 FROM temp.sqlite_schema WHERE name = 'themes_after_changed_contact'
)sql";
constexpr std::string_view kIsKept = R"sql(
    SELECT 1 FROM temp.kept_theme_places
    WHERE place_id = :place AND from_ms = :from AND until_ms = :until
)sql";
constexpr std::string_view kForget = "DELETE FROM temp.kept_themes WHERE place_id = :place";
constexpr std::string_view kKeepPlace = R"sql(
    INSERT OR REPLACE INTO temp.kept_theme_places (place_id, from_ms, until_ms)
    VALUES (:place, :from, :until)
)sql";
constexpr std::string_view kKeep = R"sql(
    INSERT INTO temp.kept_themes (place_id, code, contacts) VALUES (:place, :code, :contacts)
)sql";
constexpr std::string_view kSelect = R"sql(
    SELECT code, contacts FROM temp.kept_themes
    WHERE place_id = :place AND contacts > 0
    ORDER BY contacts DESC, code
)sql";

Status make_tables(Connection& connection) {
    TRY_ASSIGN(Statement is_made, connection.prepare(kIsMade));
    TRY_ASSIGN(const bool has_row, is_made.step());
    if (has_row) return ok();
    return connection.execute_script(kMake);
}

// Counts of another year, or of another day, are of no use.
Status count_anew(Connection& connection, const Id<Place>& place, Instant from, Instant until) {
    TRY_ASSIGN(Statement forget, connection.prepare(kForget));
    TRY(forget.bind(":place", place).run());
    TRY_ASSIGN(const std::vector<ThemeTally> tallies,
               count_themes_at(connection, place, from, until));
    for (const ThemeTally& tally : tallies) {
        TRY_ASSIGN(Statement keep, connection.prepare(kKeep));
        keep.bind(":place", place).bind(":code", tally.code);
        TRY(keep.bind(":contacts", tally.contacts).run());
    }
    TRY_ASSIGN(Statement keep_place, connection.prepare(kKeepPlace));
    return keep_place.bind(":place", place).bind(":from", from).bind(":until", until).run();
}

}  // namespace

Result<std::vector<ThemeTally>> look_up_themes_at(Connection& connection, const Id<Place>& place,
                                                  Instant from, Instant until) {
    TRY(connection.settle());
    TRY(make_tables(connection));
    TRY_ASSIGN(Statement is_kept, connection.prepare(kIsKept));
    is_kept.bind(":place", place).bind(":from", from).bind(":until", until);
    TRY_ASSIGN(const bool has_row, is_kept.step());
    if (!has_row) TRY(count_anew(connection, place, from, until));
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":place", place);
    std::vector<ThemeTally> tallies;
    TRY(each_row(select, 2, [&](const Statement& row) {
        tallies.push_back({row.get<std::string>(0), row.get<int>(1)});
    }));
    return tallies;
}

}  // namespace oppad::storage
