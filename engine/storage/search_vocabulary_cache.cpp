#include "engine/storage/search_vocabulary_cache.h"

#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

// The index is read in the order of its words.
struct ReadWords {
    SearchVocabulary words;
    std::string read_up_to;  // The last word that was read; those behind it are still to come.
    bool is_whole = false;
};

// The indexes of SearchKind, and that of texts.
constexpr std::size_t kIndexes = 5;
constexpr std::size_t kTexts = 4;

struct Vocabularies : ConnectionAttachment {
    std::array<ReadWords, kIndexes> by_index;
};

// fts5vocab shows an index's words as a table; it holds nothing itself.
struct VocabularySql {
    std::string_view make;
    std::string_view select;
};
constexpr std::array<VocabularySql, kIndexes> kSql{{
    {R"sql(CREATE VIRTUAL TABLE IF NOT EXISTS temp.family_terms
           USING fts5vocab(main, search_families, row))sql",
     R"sql(SELECT term FROM temp.family_terms WHERE term > :after LIMIT :limit)sql"},
    {R"sql(CREATE VIRTUAL TABLE IF NOT EXISTS temp.person_terms
           USING fts5vocab(main, search_persons, row))sql",
     R"sql(SELECT term FROM temp.person_terms WHERE term > :after LIMIT :limit)sql"},
    {R"sql(CREATE VIRTUAL TABLE IF NOT EXISTS temp.place_terms
           USING fts5vocab(main, search_places, row))sql",
     R"sql(SELECT term FROM temp.place_terms WHERE term > :after LIMIT :limit)sql"},
    {R"sql(CREATE VIRTUAL TABLE IF NOT EXISTS temp.contact_person_terms
           USING fts5vocab(main, search_contact_persons, row))sql",
     R"sql(SELECT term FROM temp.contact_person_terms WHERE term > :after LIMIT :limit)sql"},
    {R"sql(CREATE VIRTUAL TABLE IF NOT EXISTS temp.text_terms
           USING fts5vocab(main, search_texts, row))sql",
     R"sql(SELECT term FROM temp.text_terms WHERE term > :after LIMIT :limit)sql"},
}};

// Those that views search in.
constexpr std::size_t index_of(SearchKind kind) { return static_cast<std::size_t>(kind); }
constexpr std::array<std::size_t, 5> kReadAhead{
    index_of(SearchKind::kFamilies), index_of(SearchKind::kPlaces),
    index_of(SearchKind::kContactPersons), index_of(SearchKind::kPersons), kTexts};
constexpr int kWordsPerPiece = 1000;
// FTS5 reads where a word stands to tell it: one of notes may stand in two hundred thousand.
constexpr int kTextWordsPerPiece = 1;
constexpr int kNoLimit = -1;

Vocabularies& held(Connection& connection) {
    if (connection.attachment() == nullptr)
        connection.attachment() = std::make_unique<Vocabularies>();
    return *static_cast<Vocabularies*>(connection.attachment().get());
}

Status read_words(Connection& connection, std::size_t at, int limit) {
    ReadWords& read = held(connection).by_index[at];
    if (read.read_up_to.empty()) TRY(connection.execute(kSql[at].make));
    TRY_ASSIGN(Statement select, connection.prepare(kSql[at].select));
    select.bind(":after", read.read_up_to).bind(":limit", limit);
    std::string last = read.read_up_to;
    int count = 0;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        last = select.text(0);
        read.words.add(last);
        ++count;
    }
    read.read_up_to = std::move(last);
    read.is_whole = limit == kNoLimit || count < limit;
    return ok();
}

Result<const SearchVocabulary*> whole_vocabulary(Connection& connection, std::size_t at) {
    const ReadWords& read = held(connection).by_index[at];
    if (!read.is_whole) TRY(read_words(connection, at, kNoLimit));
    return &read.words;
}

void add_words(Connection& connection, std::size_t at, std::string_view terms) {
    ReadWords& read = held(connection).by_index[at];
    if (read.read_up_to.empty() && !read.is_whole) return;  // To be read as a whole.
    for (std::size_t start = 0; start < terms.size();) {
        const std::size_t end = std::min(terms.find(' ', start), terms.size());
        read.words.add(terms.substr(start, end - start));
        start = end + 1;
    }
}

}  // namespace

Result<const SearchVocabulary*> vocabulary_of(Connection& connection, SearchKind kind) {
    return whole_vocabulary(connection, index_of(kind));
}

Result<const SearchVocabulary*> vocabulary_of_texts(Connection& connection) {
    return whole_vocabulary(connection, kTexts);
}

Result<bool> read_vocabulary_piece(Connection& connection) {
    for (const std::size_t at : kReadAhead) {
        if (held(connection).by_index[at].is_whole) continue;
        TRY(read_words(connection, at, at == kTexts ? kTextWordsPerPiece : kWordsPerPiece));
        return true;
    }
    return false;
}

void add_to_vocabulary(Connection& connection, SearchKind kind, std::string_view terms) {
    add_words(connection, index_of(kind), terms);
}

void add_to_text_vocabulary(Connection& connection, std::string_view terms) {
    add_words(connection, kTexts, terms);
}

void forget_vocabularies(Connection& connection) { connection.attachment().reset(); }

}  // namespace oppad::storage
