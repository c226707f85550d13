#include "engine/storage/tables/found_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelectPlaces = R"sql(
    SELECT id, name, kind, municipality FROM places
    WHERE id IN (SELECT unhex(value) FROM json_each(:ids)) AND deleted = 0
)sql";

constexpr std::string_view kSelectPersons = R"sql(
    SELECT n.id, n.name, n.function, n.phone, p.id, p.name
    FROM contact_persons AS n JOIN places AS p ON p.id = n.place_id AND p.deleted = 0
    WHERE n.id IN (SELECT unhex(value) FROM json_each(:ids)) AND n.deleted = 0
)sql";

constexpr std::string_view kSelectPartners = R"sql(
    SELECT id, name, municipality, phone FROM partners WHERE deleted = 0 ORDER BY name, id
)sql";

}  // namespace

Result<std::vector<FoundPlaceRow>> list_found_places(Connection& connection,
                                                     const std::vector<RawId>& ids) {
    enum class Col { kId, kName, kKind, kMunicipality, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPlaces));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FoundPlaceRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<Id<Place>>(Col::kId), row.get<std::string>(Col::kName),
                        row.get<PlaceKind>(Col::kKind), row.get<std::string>(Col::kMunicipality)});
    }));
    return rows;
}

Result<std::vector<FoundPersonRow>> list_found_persons(Connection& connection,
                                                       const std::vector<RawId>& ids) {
    enum class Col { kId, kName, kFunction, kPhone, kPlaceId, kPlaceName, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPersons));
    select.bind(":ids", ids_to_json(ids));
    std::vector<FoundPersonRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<Id<ContactPerson>>(Col::kId), row.get<std::string>(Col::kName),
                        row.get<ContactFunction>(Col::kFunction), row.get<std::string>(Col::kPhone),
                        row.get<Id<Place>>(Col::kPlaceId), row.get<std::string>(Col::kPlaceName)});
    }));
    return rows;
}

Result<std::vector<PartnerCard>> list_partner_cards(Connection& connection) {
    enum class Col { kId, kName, kMunicipality, kPhone, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPartners));
    std::vector<PartnerCard> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({row.get<Id<Partner>>(Col::kId), row.get<std::string>(Col::kName),
                        row.get<std::string>(Col::kMunicipality),
                        row.get<std::string>(Col::kPhone)});
    }));
    return rows;
}

}  // namespace oppad::storage
