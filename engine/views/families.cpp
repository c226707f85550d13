#include "engine/views/families.h"

#include <algorithm>
#include <unordered_map>

#include "engine/domain/person.h"
#include "engine/domain/text.h"
#include "engine/storage/search.h"
#include "engine/views/family_list.h"
#include "engine/views/load_record.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

// A family that was just registered belongs on top, though nobody has met it yet.
Instant seen_at(const storage::FamilySeen& family) {
    return family.last_contact_at.value_or(made_at(family.id.raw));
}

// Rows in the order of `ids`; what is no longer here is left out.
Result<std::vector<FamilyRow>> rows_in_order(const ViewContext& context,
                                             const std::vector<RawId>& ids) {
    TRY_ASSIGN(std::vector<storage::FamilyListRow> stored,
               storage::list_families(context.connection, ids));
    std::unordered_map<RawId, storage::FamilyListRow*> by_id;
    for (storage::FamilyListRow& row : stored) by_id.emplace(row.id.raw, &row);
    std::vector<FamilyRow> rows;
    rows.reserve(stored.size());
    for (const RawId& id : ids) {
        const auto found = by_id.find(id);
        if (found != by_id.end()) rows.push_back(shown_family(std::move(*found->second)));
    }
    return rows;
}

// Up to here every family's last contact is looked up; beyond it, only those that were met or
// registered last, which fills the list all the same.
constexpr int kFamiliesSeenMax = 2'000;

// Each once, those among which the newest kFamilyRowsMax are.
Result<std::vector<storage::FamilySeen>> recent_families(const ViewContext& context, int total) {
    if (total <= kFamiliesSeenMax) return storage::list_all_families_seen(context.connection);
    // A few more than are shown: removed families fall out.
    constexpr int kCandidates = kFamilyRowsMax + 50;
    TRY_ASSIGN(std::vector<storage::FamilySeen> families,
               storage::list_families_met_last(context.connection, kCandidates));
    if (families.size() < kCandidates) return storage::list_all_families_seen(context.connection);
    TRY_ASSIGN(const std::vector<storage::FamilySeen> made,
               storage::list_families_made_last(context.connection, kCandidates));
    for (const storage::FamilySeen& family : made) {
        // Those that were met stand at their last contact already, or were met too long ago.
        if (!family.last_contact_at) families.push_back(family);
    }
    return families;
}

Status show_recent(const ViewContext& context, std::size_t limit, FamiliesView& view) {
    TRY_ASSIGN(view.total, storage::count_families(context.connection));
    TRY_ASSIGN(std::vector<storage::FamilySeen> families, recent_families(context, view.total));
    constexpr std::size_t kMoreLookedUp = 50;  // Removed families fall out.
    const auto shown = std::min<std::size_t>(families.size(), limit + kMoreLookedUp);
    std::partial_sort(families.begin(), families.begin() + static_cast<std::ptrdiff_t>(shown),
                      families.end(),
                      [](const storage::FamilySeen& a, const storage::FamilySeen& b) {
                          const Instant at_a = seen_at(a);
                          const Instant at_b = seen_at(b);
                          return at_a != at_b ? at_b < at_a : b.id < a.id;
                      });
    std::vector<RawId> ids;
    for (std::size_t at = 0; at < shown; ++at) ids.push_back(families[at].id.raw);
    TRY_ASSIGN(view.rows, rows_in_order(context, ids));
    if (view.rows.size() > limit) view.rows.resize(limit);
    return ok();
}

std::string full_name(const Person& person) {
    if (person.family_name.empty()) return person.given_name;
    return person.given_name.empty() ? person.family_name
                                     : person.given_name + " " + person.family_name;
}

Status show_found(const ViewContext& context, std::size_t limit, FamiliesView& view) {
    TRY_ASSIGN(const std::vector<storage::SearchHit> hits,
               storage::search(context.connection, storage::SearchKind::kFamilies, view.query,
                               static_cast<int>(limit) + 1));
    std::vector<RawId> ids;
    std::unordered_map<RawId, const storage::SearchHit*> by_id;
    for (const storage::SearchHit& hit : hits) {
        if (ids.size() == limit) break;
        ids.push_back(hit.id);
        by_id.emplace(hit.id, &hit);
    }
    TRY_ASSIGN(view.rows, rows_in_order(context, ids));
    for (FamilyRow& row : view.rows) {
        const storage::SearchHit& hit = *by_id.at(row.id.raw);
        row.is_similar = hit.similar;
        if (hit.matched_person.is_nil()) continue;
        TRY_ASSIGN(const std::optional<Person> person,
                   find_shown(context.connection, Id<Person>{hit.matched_person}));
        if (person) row.matched_person = full_name(*person);
    }
    view.total = static_cast<int>(hits.size());
    return ok();
}

}  // namespace

Result<FamiliesView> list_matching_families(const ViewContext& context, const std::string& query,
                                            std::size_t limit) {
    FamiliesView view;
    view.query = query;
    if (tidied(query).empty())
        TRY(show_recent(context, limit, view));
    else
        TRY(show_found(context, limit, view));
    return view;
}

Result<FamiliesView> make_families(const ViewContext& context, const LookFamilies& look) {
    return list_matching_families(context, look.query, kFamilyRowsMax);
}

}  // namespace oppad::engine
