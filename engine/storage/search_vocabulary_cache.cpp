#include "engine/storage/search_vocabulary_cache.h"

#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

struct Vocabularies : ConnectionAttachment {
    std::array<std::optional<SearchVocabulary>, 4> by_kind;
};

// fts5vocab shows an index's words as a table; it lives in memory, for one reading.
struct VocabularySql {
    std::string_view make;
    std::string_view select;
    std::string_view drop;
};
constexpr std::array<VocabularySql, 4> kSql{{
    {R"sql(CREATE VIRTUAL TABLE temp.family_terms USING fts5vocab(main, search_families, row))sql",
     R"sql(SELECT term FROM temp.family_terms)sql", R"sql(DROP TABLE temp.family_terms)sql"},
    {R"sql(CREATE VIRTUAL TABLE temp.person_terms USING fts5vocab(main, search_persons, row))sql",
     R"sql(SELECT term FROM temp.person_terms)sql", R"sql(DROP TABLE temp.person_terms)sql"},
    {R"sql(CREATE VIRTUAL TABLE temp.place_terms USING fts5vocab(main, search_places, row))sql",
     R"sql(SELECT term FROM temp.place_terms)sql", R"sql(DROP TABLE temp.place_terms)sql"},
    {R"sql(CREATE VIRTUAL TABLE temp.contact_person_terms
           USING fts5vocab(main, search_contact_persons, row))sql",
     R"sql(SELECT term FROM temp.contact_person_terms)sql",
     R"sql(DROP TABLE temp.contact_person_terms)sql"},
}};

Vocabularies* held(Connection& connection) {
    return static_cast<Vocabularies*>(connection.attachment().get());
}

Status read_terms(Connection& connection, std::string_view sql, SearchVocabulary& vocabulary) {
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ok();
        vocabulary.add(select.text(0));
    }
}

}  // namespace

Result<const SearchVocabulary*> vocabulary_of(Connection& connection, SearchKind kind) {
    if (held(connection) == nullptr) connection.attachment() = std::make_unique<Vocabularies>();
    const auto at = static_cast<std::size_t>(kind);
    std::optional<SearchVocabulary>& kept = held(connection)->by_kind[at];
    if (!kept) {
        SearchVocabulary vocabulary;
        TRY(connection.execute(kSql[at].make));
        const Status read = read_terms(connection, kSql[at].select, vocabulary);
        const Status dropped = connection.execute(kSql[at].drop);
        if (!read) return read.error();
        if (!dropped) return dropped.error();
        kept = std::move(vocabulary);
    }
    return &*kept;
}

void add_to_vocabulary(Connection& connection, SearchKind kind, std::string_view terms) {
    Vocabularies* vocabularies = held(connection);
    if (vocabularies == nullptr) return;
    std::optional<SearchVocabulary>& kept = vocabularies->by_kind[static_cast<std::size_t>(kind)];
    if (!kept) return;
    for (std::size_t start = 0; start < terms.size();) {
        const std::size_t end = std::min(terms.find(' ', start), terms.size());
        kept->add(terms.substr(start, end - start));
        start = end + 1;
    }
}

void forget_vocabularies(Connection& connection) { connection.attachment().reset(); }

}  // namespace oppad::storage
