#include "engine/storage/tables/choice_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kCountThemeUses = R"sql(
    SELECT t.value, count(*)
    FROM (SELECT themes FROM contacts
          WHERE author_id = :author AND deleted = 0 AND themes IS NOT NULL
          ORDER BY at DESC LIMIT 500) AS recent, json_each(recent.themes) AS t
    GROUP BY t.value
    ORDER BY 2 DESC, 1
)sql";

constexpr std::string_view kSelectOwnThemes = R"sql(
    SELECT code, COALESCE(retired, 0) FROM themes
    WHERE deleted = 0 AND code IS NOT NULL
    ORDER BY code
)sql";

constexpr std::string_view kSelectPartners = R"sql(
    SELECT t.id, t.name
    FROM partners AS t
    WHERE t.deleted = 0
    ORDER BY (SELECT count(*) FROM referrals AS r WHERE r.partner_id = t.id) DESC, t.name, t.id
)sql";

constexpr std::string_view kSelectFamilyNames = R"sql(
    SELECT id, name FROM families
    WHERE id IN (SELECT unhex(value) FROM json_each(:ids)) AND deleted = 0
)sql";

constexpr std::string_view kSelectPlaceNames = R"sql(
    SELECT id, name FROM places
    WHERE id IN (SELECT unhex(value) FROM json_each(:ids)) AND deleted = 0
)sql";

constexpr std::string_view kSelectAnyFamily = R"sql(
    SELECT 1 FROM families WHERE deleted = 0 LIMIT 1
)sql";

Result<std::vector<RecordName>> read_names(Statement& select, const std::vector<RawId>& ids) {
    enum class Col { kId, kName, kCount };
    select.bind(":ids", ids_to_json(ids));
    std::vector<RecordName> names;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        names.push_back({row.get<RawId>(Col::kId), row.get<std::string>(Col::kName)});
    }));
    return names;
}

}  // namespace

Result<std::vector<ThemeUse>> count_theme_uses(Connection& connection, const Id<Staff>& author) {
    enum class Col { kCode, kUses, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kCountThemeUses));
    select.bind(":author", author);
    std::vector<ThemeUse> uses;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        uses.push_back({row.get<std::string>(Col::kCode), row.get<int>(Col::kUses)});
    }));
    return uses;
}

Result<std::vector<OwnTheme>> list_own_themes(Connection& connection) {
    enum class Col { kCode, kRetired, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOwnThemes));
    std::vector<OwnTheme> themes;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        themes.push_back({row.get<std::string>(Col::kCode), row.get<bool>(Col::kRetired)});
    }));
    return themes;
}

Result<std::vector<PartnerName>> list_partners(Connection& connection) {
    enum class Col { kId, kName, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPartners));
    std::vector<PartnerName> partners;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        partners.push_back({row.get<Id<Partner>>(Col::kId), row.get<std::string>(Col::kName)});
    }));
    return partners;
}

Result<std::vector<RecordName>> list_family_names(Connection& connection,
                                                  const std::vector<RawId>& ids) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectFamilyNames));
    return read_names(select, ids);
}

Result<std::vector<RecordName>> list_place_names(Connection& connection,
                                                 const std::vector<RawId>& ids) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlaceNames));
    return read_names(select, ids);
}

Result<bool> has_any_family(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectAnyFamily));
    return select.step();
}

}  // namespace oppad::storage
