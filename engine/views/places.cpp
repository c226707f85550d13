#include "engine/views/places.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/domain/text.h"
#include "engine/storage/search.h"
#include "engine/views/make_views.h"
#include "engine/views/place_list.h"

namespace oppad::engine {

namespace {

constexpr int kPlaceHitsMax = 500;

void count_kind(PlaceKind kind, PlacesView& view) {
    switch (kind) {
        using enum PlaceKind;
        case kSchool:
            ++view.school_count;
            return;
        case kPovertyAssociation:
            ++view.association_count;
            return;
        case kUnknown:
        case kFamilyHouse:
        case kAntenna:
        case kLibrary:
        case kNeutralGround:
        case kOther:
            ++view.other_count;
            return;
    }
}

// Places by likeness, then those where somebody of that name can be found.
Result<std::vector<RawId>> matching_places(const ViewContext& context, const std::string& query) {
    TRY_ASSIGN(
        const std::vector<storage::SearchHit> places,
        storage::search(context.connection, storage::SearchKind::kPlaces, query, kPlaceHitsMax));
    TRY_ASSIGN(const std::vector<storage::SearchHit> persons,
               storage::search(context.connection, storage::SearchKind::kContactPersons, query,
                               kPlaceHitsMax));
    std::vector<RawId> person_ids;
    for (const storage::SearchHit& hit : persons) person_ids.push_back(hit.id);
    TRY_ASSIGN(const std::vector<RawId> places_of_persons,
               storage::list_places_of_persons(context.connection, person_ids));
    std::vector<RawId> ids;
    for (const storage::SearchHit& hit : places) ids.push_back(hit.id);
    ids.insert(ids.end(), places_of_persons.begin(), places_of_persons.end());
    return ids;
}

void group_by_municipality(PlacesView& view) {
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t at = 0; at < view.rows.size(); ++at)
        groups[view.rows[at].municipality].push_back(at);
    for (auto& [municipality, rows] : groups)
        view.groups.push_back({municipality, std::move(rows)});
    const bool has_nameless = !view.groups.empty() && view.groups.front().municipality.empty();
    if (has_nameless) std::rotate(view.groups.begin(), view.groups.begin() + 1, view.groups.end());
}

}  // namespace

Result<PlacesView> make_places(const ViewContext& context, const LookPlaces& look) {
    PlacesView view;
    view.query = look.query;
    TRY_ASSIGN(view.rows, list_place_rows(context));
    for (const PlaceRow& row : view.rows) count_kind(row.kind, view);
    if (tidied(look.query).empty()) {
        std::sort(view.rows.begin(), view.rows.end(), [](const PlaceRow& a, const PlaceRow& b) {
            if (a.families_reached != b.families_reached)
                return a.families_reached > b.families_reached;
            return a.name != b.name ? a.name < b.name : a.id < b.id;
        });
        group_by_municipality(view);
        return view;
    }
    TRY_ASSIGN(const std::vector<RawId> ids, matching_places(context, look.query));
    std::unordered_map<RawId, PlaceRow*> by_id;
    for (PlaceRow& row : view.rows) by_id.emplace(row.id.raw, &row);
    std::vector<PlaceRow> found;
    for (const RawId& id : ids) {
        const auto row = by_id.find(id);
        if (row == by_id.end()) continue;
        found.push_back(std::move(*row->second));
        by_id.erase(row);  // Found by its own name and by a person's: shown once.
    }
    view.rows = std::move(found);
    group_by_municipality(view);
    return view;
}

}  // namespace oppad::engine
