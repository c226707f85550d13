#include "engine/views/similar_families.h"

#include <algorithm>
#include <unordered_map>

#include "engine/domain/phone.h"
#include "engine/storage/search.h"
#include "engine/storage/search_text.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

constexpr int kHitsLookedAt = 12;
constexpr int kInHouseLookedAt = 200;  // Of all towns, and of streets that begin with such a word.
constexpr std::size_t kNameBytesMin = 3;

struct Signs {
    bool phone = false;
    bool name = false;
    bool street = false;
};
using SignsById = std::unordered_map<RawId, Signs>;

Result<std::vector<storage::SearchHit>> look_for(const ViewContext& context,
                                                 const std::string& text) {
    return storage::search(context.connection, storage::SearchKind::kFamilies, text, kHitsLookedAt);
}

std::optional<Likeness> likeness_of(const Signs& signs) {
    if (signs.phone) return Likeness::kPhone;
    if (signs.name) return signs.street ? Likeness::kNameAndStreet : Likeness::kName;
    return signs.street ? std::optional{Likeness::kStreet} : std::nullopt;
}

// A whole number alone: the beginning of one is everybody's.
Status look_by_phone(const ViewContext& context, const std::string& typed, SignsById& signs) {
    const std::optional<std::string> phone = parse_phone(typed);
    if (!phone) return ok();
    TRY_ASSIGN(const auto hits, look_for(context, *phone));
    for (const storage::SearchHit& hit : hits) signs[hit.id].phone |= !hit.similar;
    return ok();
}

// A family whose own name it is; that a member is called so makes no duplicate.
Status look_by_name(const ViewContext& context, const std::string& typed, SignsById& signs) {
    if (typed.size() < kNameBytesMin) return ok();
    TRY_ASSIGN(const auto hits, look_for(context, typed));
    for (const storage::SearchHit& hit : hits) signs[hit.id].name |= hit.matched_person.is_nil();
    return ok();
}

// An address as it was typed, to be compared with others.
struct Address {
    storage::House house;
    std::string postcode;
    std::string municipality;  // Folded, as one word.
};

std::string as_one_word(std::string_view text) {
    std::string one;
    for (const std::string& word : storage::folded_words(text)) one += word;
    return one;
}

// Nothing for a whole street: that is no duplicate.
std::optional<Address> address_of(std::string_view street, std::string_view postcode,
                                  std::string_view municipality) {
    std::optional<storage::House> house = storage::house_of(street);
    if (!house) return std::nullopt;
    return Address{.house = *std::move(house),
                   .postcode = as_one_word(postcode),
                   .municipality = as_one_word(municipality)};
}

// What isn't known of one of them tells nothing. A postcode has several municipalities to its name
// (Borgerhout is Antwerpen): these count where it is missing.
bool may_be_same(const Address& one, const Address& other) {
    if (one.house != other.house) return false;
    if (!one.postcode.empty() && !other.postcode.empty()) return one.postcode == other.postcode;
    return one.municipality.empty() || other.municipality.empty() ||
           one.municipality == other.municipality;
}

Status look_by_address(const ViewContext& context, const std::optional<Address>& typed,
                       SignsById& signs) {
    if (!typed) return ok();
    TRY_ASSIGN(const std::vector<RawId> families,
               storage::find_in_house(context.connection, typed->house, kInHouseLookedAt));
    for (const RawId& family : families) signs.try_emplace(family);  // To be looked at.
    return ok();
}

// Which member of a family lives at the address that was typed, and not with the family.
using ElsewhereById = std::unordered_map<RawId, std::string>;

Result<ElsewhereById> find_elsewhere(const ViewContext& context, const std::vector<RawId>& families,
                                     const std::optional<Address>& typed) {
    ElsewhereById found;
    if (!typed) return found;
    TRY_ASSIGN(const std::vector<storage::ElsewhereRow> rows,
               storage::list_elsewhere(context.connection, families));
    for (const storage::ElsewhereRow& row : rows) {
        const auto address = address_of(row.street, row.postcode, row.municipality);
        if (!address || !may_be_same(*address, *typed)) continue;
        found.emplace(row.family_id.raw, row.given_name.empty() ? row.family_name : row.given_name);
    }
    return found;
}

Result<std::vector<SimilarFamily>> load_rows(const ViewContext& context,
                                             const LookSimilarFamilies& look,
                                             const std::optional<Address>& typed,
                                             SignsById& signs) {
    std::vector<RawId> ids;
    for (const auto& [id, sign] : signs) ids.push_back(id);
    TRY_ASSIGN(std::vector<storage::FamilyListRow> stored,
               storage::list_families(context.connection, ids));
    TRY_ASSIGN(ElsewhereById elsewhere, find_elsewhere(context, ids, typed));
    std::vector<SimilarFamily> rows;
    for (storage::FamilyListRow& row : stored) {
        Signs sign = signs[row.id.raw];
        const auto own = address_of(row.street, row.postcode, row.municipality);
        const bool is_own = typed && own && may_be_same(*own, *typed);
        const auto member = elsewhere.find(row.id.raw);
        sign.street = is_own || member != elsewhere.end();
        const std::optional<Likeness> likeness = likeness_of(sign);
        if (!likeness || look.except == row.id) continue;
        SimilarFamily& similar = rows.emplace_back(
            SimilarFamily{.family = shown_family(std::move(row)), .likeness = *likeness});
        if (sign.street && !is_own) similar.family.matched_person = std::move(member->second);
    }
    return rows;
}

}  // namespace

Result<SimilarFamilies> make_similar_families(const ViewContext& context,
                                              const LookSimilarFamilies& look) {
    SignsById signs;
    TRY(look_by_phone(context, look.phone, signs));
    TRY(look_by_name(context, look.name, signs));
    const auto typed = address_of(look.street, look.postcode, look.municipality);
    TRY(look_by_address(context, typed, signs));
    SimilarFamilies view;
    if (signs.empty()) return view;
    TRY_ASSIGN(view.rows, load_rows(context, look, typed, signs));
    std::sort(view.rows.begin(), view.rows.end(),
              [](const SimilarFamily& a, const SimilarFamily& b) {
                  if (a.likeness != b.likeness) return a.likeness < b.likeness;
                  const Instant at_a = a.family.last_contact_at.value_or(Instant{});
                  const Instant at_b = b.family.last_contact_at.value_or(Instant{});
                  return at_a != at_b ? at_b < at_a : a.family.id < b.family.id;
              });
    if (view.rows.size() > kSimilarFamiliesMax) view.rows.resize(kSimilarFamiliesMax);
    return view;
}

}  // namespace oppad::engine
