#include "engine/storage/search.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "engine/core/check.h"
#include "engine/storage/search_text.h"
#include "engine/storage/search_vocabulary.h"
#include "engine/storage/search_vocabulary_cache.h"
#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

constexpr std::size_t kWordsMax = 8;
constexpr std::size_t kWordBytesMax = 48;
constexpr std::size_t kSlipLettersMin = 4;  // A slip in "jan" is another name.
constexpr int kSimilarMax = 24;

constexpr std::array<std::string_view, 4> kSelects{
    R"sql(SELECT r.id, r.name
          FROM search_families JOIN families AS r ON r.rowid = search_families.rowid
          WHERE search_families MATCH :query AND r.deleted = 0 LIMIT :limit)sql",
    R"sql(SELECT r.id, r.given_name
          FROM search_persons JOIN persons AS r ON r.rowid = search_persons.rowid
          WHERE search_persons MATCH :query AND r.deleted = 0 LIMIT :limit)sql",
    R"sql(SELECT r.id, r.name
          FROM search_places JOIN places AS r ON r.rowid = search_places.rowid
          WHERE search_places MATCH :query AND r.deleted = 0 LIMIT :limit)sql",
    R"sql(SELECT r.id, r.name
          FROM search_contact_persons
          JOIN contact_persons AS r ON r.rowid = search_contact_persons.rowid
          WHERE search_contact_persons MATCH :query AND r.deleted = 0 LIMIT :limit)sql",
};
enum class Col { kId, kName };

constexpr std::string_view kSelectMembers = R"sql(
    SELECT id, given_name, family_name, street, postcode, municipality FROM persons
    WHERE family_id = :family_id AND deleted = 0
)sql";
enum class MemberCol { kId, kGivenName, kFamilyName, kStreet, kPostcode, kMunicipality };

using Words = std::vector<std::string>;

std::size_t letter_count(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    }));
}

// Long input costs no more than a line of it; a cut never splits a letter.
Words typed_words(std::string_view typed) {
    constexpr std::size_t kTypedBytesMax = 1024;
    Words words = folded_words(typed.substr(0, kTypedBytesMax));
    if (words.size() > kWordsMax) words.resize(kWordsMax);
    for (std::string& word : words) {
        std::size_t size = std::min(word.size(), kWordBytesMax);
        while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xc0) == 0x80)
            --size;
        word.resize(size);
    }
    return words;
}

// --- the query language of FTS5, made of folded words alone: nothing typed reaches it ---

enum class Reach { kWholeWord, kBeginning };

std::string term(const std::string& word, Reach reach) {
    return '"' + word + (reach == Reach::kBeginning ? "\"*" : "\"");
}

std::string all_of(const Words& words, Reach reach) {
    std::string query;
    for (const std::string& word : words)
        query += (query.empty() ? "" : " AND ") + term(word, reach);
    return query;
}

std::string in_name(const std::string& query) { return "name : (" + query + ")"; }

struct Pass {
    std::string query;
    bool in_name = false;
    bool similar = false;
};

// Returns nothing when no word has a spelling near it.
Result<std::optional<Pass>> similar_pass(Connection& connection, SearchKind kind,
                                         const Words& words) {
    std::string query;
    bool has_similar = false;
    for (const std::string& word : words) {
        std::string part = term(word, Reach::kBeginning);
        if (letter_count(word) >= kSlipLettersMin) {
            TRY_ASSIGN(const SearchVocabulary* vocabulary, vocabulary_of(connection, kind));
            for (const std::string& similar : vocabulary->similar_to(word, kSimilarMax)) {
                part += " OR " + term(similar, Reach::kWholeWord);
                has_similar = true;
            }
        }
        query += (query.empty() ? "(" : " AND (") + part + ")";
    }
    if (!has_similar) return std::optional<Pass>{};
    return std::optional{Pass{.query = query, .similar = true}};
}

// --- whose name it was ---

bool matches(const std::string& word, const Words& name, bool similar) {
    for (const std::string& part : name) {
        if (part.starts_with(word)) return true;
        if (similar && letter_count(word) >= kSlipLettersMin && is_one_slip_from(word, part))
            return true;
    }
    return false;
}

Words words_of_terms(const std::string& terms) {
    Words words;
    for (std::size_t start = 0; start < terms.size();) {
        const std::size_t end = std::min(terms.find(' ', start), terms.size());
        words.push_back(terms.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

Words member_words(const Statement& row) {
    std::string terms = name_terms(row.text(static_cast<int>(MemberCol::kGivenName)));
    terms += ' ' + name_terms(row.text(static_cast<int>(MemberCol::kFamilyName)));
    using enum MemberCol;
    for (const MemberCol column : {kStreet, kPostcode, kMunicipality})
        terms += ' ' + plain_terms(row.text(static_cast<int>(column)));
    return words_of_terms(terms);
}

// The member who has most of the words that the family's own name has not.
Result<RawId> matched_member(Connection& connection, const SearchHit& hit,
                             std::string_view family_name, const Words& words) {
    const Words name = words_of_terms(name_terms(family_name));
    Words missing;
    for (const std::string& word : words) {
        if (!matches(word, name, hit.similar)) missing.push_back(word);
    }
    if (missing.empty()) return RawId{};
    TRY_ASSIGN(Statement members, connection.prepare(kSelectMembers));
    members.bind(":family_id", hit.id);
    RawId best;
    std::size_t best_count = 0;
    for (;;) {
        TRY_ASSIGN(const bool has_member, members.step());
        if (!has_member) return best;
        const Words member = member_words(members);
        std::size_t count = 0;
        for (const std::string& word : missing) count += matches(word, member, hit.similar) ? 1 : 0;
        if (count <= best_count) continue;
        best = members.get<RawId>(MemberCol::kId);
        best_count = count;
    }
}

// Collects the hits of pass after pass, each record once.
class Collector {
public:
    Collector(Connection& connection, SearchKind kind, const Words& words, int limit)
        : connection_(connection), kind_(kind), words_(words), limit_(limit) {}

    [[nodiscard]] bool is_full() const { return hits_.size() >= static_cast<std::size_t>(limit_); }

    Status run(const Pass& pass) {
        if (is_full()) return ok();
        TRY_ASSIGN(Statement select,
                   connection_.prepare(kSelects[static_cast<std::size_t>(kind_)]));
        // What earlier passes found comes again: leave room for it.
        select.bind(":query", pass.query).bind(":limit", limit_ + static_cast<int>(hits_.size()));
        while (!is_full()) {
            TRY_ASSIGN(const bool has_row, select.step());
            if (!has_row) break;
            SearchHit hit{.id = select.get<RawId>(Col::kId), .similar = pass.similar};
            if (!seen_.insert(hit.id).second) continue;
            if (kind_ == SearchKind::kFamilies && !pass.in_name) {
                TRY_ASSIGN(hit.matched_person,
                           matched_member(connection_, hit,
                                          select.text(static_cast<int>(Col::kName)), words_));
            }
            hits_.push_back(hit);
        }
        return ok();
    }

    std::vector<SearchHit> take() { return std::move(hits_); }

private:
    Connection& connection_;
    SearchKind kind_;
    const Words& words_;
    int limit_;
    std::vector<SearchHit> hits_;
    std::unordered_set<RawId> seen_;
};

// However a street is parted, its first word is how it begins when it is written as one.
std::string first_words_of(const std::string& street) {
    std::string query;
    for (std::size_t size = 1; size <= std::min(street.size(), kWordBytesMax); ++size) {
        const bool parts_letter =
            size < street.size() && (static_cast<unsigned char>(street[size]) & 0xc0) == 0x80;
        if (parts_letter) continue;
        query += (query.empty() ? "" : " OR ") + term(street.substr(0, size), Reach::kWholeWord);
    }
    return query;
}

// A letter or a box may be written to it: "14b2"; 140 is another house.
std::string numbers_as(const std::string& number) {
    std::string query = term(number, Reach::kWholeWord);
    for (char letter = 'a'; letter <= 'z'; ++letter)
        query += " OR " + term(number + letter, Reach::kBeginning);
    return query;
}

}  // namespace

Result<std::vector<RawId>> find_in_house(Connection& connection, const House& house, int limit) {
    TRY_ASSIGN(Statement select,
               connection.prepare(kSelects[static_cast<std::size_t>(SearchKind::kFamilies)]));
    select
        .bind(":query", "address : ((" + first_words_of(house.street) + ") AND (" +
                            numbers_as(house.number) + "))")
        .bind(":limit", limit);
    std::vector<RawId> families;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return families;
        families.push_back(select.get<RawId>(Col::kId));
    }
}

Result<std::vector<SearchHit>> search(Connection& connection, SearchKind kind,
                                      std::string_view typed, int limit) {
    const Words words = typed_words(typed);
    if (words.empty() || limit <= 0) return std::vector<SearchHit>{};
    Collector collector{connection, kind, words, limit};
    const std::string whole = all_of(words, Reach::kWholeWord);
    const std::string beginnings = all_of(words, Reach::kBeginning);
    TRY(collector.run({.query = in_name(whole), .in_name = true}));
    TRY(collector.run({.query = in_name(beginnings), .in_name = true}));
    TRY(collector.run({.query = beginnings}));
    const Words as_number = with_numbers_joined(words);
    if (as_number != words) TRY(collector.run({.query = all_of(as_number, Reach::kBeginning)}));
    if (collector.is_full()) return collector.take();
    TRY_ASSIGN(const std::optional<Pass> similar, similar_pass(connection, kind, words));
    if (similar) TRY(collector.run(*similar));
    return collector.take();
}

}  // namespace oppad::storage
