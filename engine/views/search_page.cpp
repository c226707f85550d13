#include "engine/views/search_page.h"

#include <algorithm>
#include <unordered_map>

#include "engine/domain/text.h"
#include "engine/storage/search.h"
#include "engine/storage/search_text.h"
#include "engine/storage/search_vocabulary.h"
#include "engine/storage/tables/found_rows.h"
#include "engine/views/family_list.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

namespace {

constexpr std::size_t kSlipBytesMin = 4;  // As in search: a slip in "caw" is another name.

struct Hits {
    std::vector<RawId> ids;
    std::unordered_map<RawId, bool> similar;
};

Result<Hits> look_for(const ViewContext& context, storage::SearchKind kind,
                      const std::string& query) {
    TRY_ASSIGN(const std::vector<storage::SearchHit> found,
               storage::search(context.connection, kind, query, kFoundMax));
    Hits hits;
    for (const storage::SearchHit& hit : found) {
        hits.ids.push_back(hit.id);
        hits.similar.emplace(hit.id, hit.similar);
    }
    return hits;
}

// In the order of the hits.
template <class Row>
std::vector<Row> in_order(std::vector<Row> rows, const Hits& hits) {
    std::unordered_map<RawId, std::size_t> place;
    for (std::size_t at = 0; at < hits.ids.size(); ++at) place.emplace(hits.ids[at], at);
    std::sort(rows.begin(), rows.end(),
              [&](const Row& a, const Row& b) { return place.at(a.id.raw) < place.at(b.id.raw); });
    return rows;
}

Status find_places(const ViewContext& context, SearchPage& page) {
    TRY_ASSIGN(const Hits hits, look_for(context, storage::SearchKind::kPlaces, page.query));
    TRY_ASSIGN(std::vector<storage::FoundPlaceRow> rows,
               storage::list_found_places(context.connection, hits.ids));
    for (storage::FoundPlaceRow& row : in_order(std::move(rows), hits)) {
        page.places.push_back({.id = row.id,
                               .name = std::move(row.name),
                               .kind = row.kind,
                               .municipality = std::move(row.municipality),
                               .is_similar = hits.similar.at(row.id.raw)});
    }
    return ok();
}

Status find_contact_persons(const ViewContext& context, SearchPage& page) {
    TRY_ASSIGN(const Hits hits,
               look_for(context, storage::SearchKind::kContactPersons, page.query));
    TRY_ASSIGN(std::vector<storage::FoundPersonRow> rows,
               storage::list_found_persons(context.connection, hits.ids));
    for (storage::FoundPersonRow& row : in_order(std::move(rows), hits)) {
        page.contact_persons.push_back({.id = row.id,
                                        .name = std::move(row.name),
                                        .function = row.function,
                                        .place_id = row.place_id,
                                        .place_name = std::move(row.place_name),
                                        .phone = std::move(row.phone),
                                        .is_similar = hits.similar.at(row.id.raw)});
    }
    return ok();
}

bool has_word(const std::vector<std::string>& words, const std::string& typed) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return word.starts_with(typed) ||
               (typed.size() >= kSlipBytesMin && storage::is_one_slip_from(typed, word));
    });
}

// Partners have no index: there are too few of them for it to be worth its upkeep.
Status find_partners(const ViewContext& context, SearchPage& page) {
    const std::vector<std::string> typed = storage::folded_words(page.query);
    TRY_ASSIGN(std::vector<storage::PartnerCard> cards,
               storage::list_partner_cards(context.connection));
    for (storage::PartnerCard& card : cards) {
        const std::vector<std::string> words =
            storage::folded_words(card.name + ' ' + card.municipality);
        const bool matches = std::all_of(typed.begin(), typed.end(), [&](const std::string& word) {
            return has_word(words, word);
        });
        if (!matches || page.partners.size() >= kFoundMax) continue;
        page.partners.push_back({.id = card.id,
                                 .name = std::move(card.name),
                                 .municipality = std::move(card.municipality),
                                 .phone = std::move(card.phone)});
    }
    return ok();
}

}  // namespace

Result<SearchPage> make_search_page(const ViewContext& context, const LookSearch& look) {
    SearchPage page;
    page.query = look.query;
    TRY_ASSIGN(FamiliesView families, list_matching_families(context, look.query, kFoundMax));
    page.families = std::move(families.rows);
    if (storage::folded_words(look.query).empty()) return page;
    TRY(find_places(context, page));
    TRY(find_contact_persons(context, page));
    TRY(find_partners(context, page));
    return page;
}

}  // namespace oppad::engine
