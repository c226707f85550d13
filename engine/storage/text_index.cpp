#include "engine/storage/text_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/core/check.h"
#include "engine/storage/search_text.h"
#include "engine/storage/search_vocabulary_cache.h"
#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

// Beginnings of three to six letters stand in the index as words of their own: FTS5 would read
// every word that begins with "scho" together before it gives the first row. Two letters begin too
// many words to mean one; seven begin few enough.
constexpr std::size_t kLettersMin = 3;
constexpr std::size_t kLettersMax = 6;
constexpr std::size_t kWordsMax = 8;
constexpr std::size_t kWordBytesMax = 48;
constexpr std::size_t kTypedBytesMax = 1024;
constexpr std::size_t kSlipLettersMin = 4;  // As in names.
constexpr int kSimilarMax = 24;
// Rows without words, as most families have them, cost so much less.
constexpr int kEmptyForOne = 64;
constexpr int kTypeBits = 40;  // Above the record's own row.

// One type: where its words are.
struct Texts {
    RecordType type;
    std::string_view table;
    std::string_view text;
    std::string_view other = "NULL";
    // Those that lie before the contacts, which are most, are found from the other side: FTS5 would
    // read where a word stands in all of these.
    bool is_newest_first = true;
};

constexpr std::array<Texts, 10> kTexts{{
    {RecordType::kContact, "contacts", "note"},
    {RecordType::kQuestion, "questions", R"("text")", "answer"},
    {RecordType::kReferral, "referrals", "what", "answer_note"},
    {RecordType::kFollowUp, "follow_ups", "what", "settled_note"},
    {RecordType::kAppointment, "appointments", "title", "note"},
    {RecordType::kSignal, "signals", R"("text")", "answer"},
    {RecordType::kFamily, "families", "note", "safety_remark", false},
    {RecordType::kPerson, "persons", "note", "NULL", false},
    {RecordType::kPlace, "places", "note", "NULL", false},
    {RecordType::kContactPerson, "contact_persons", "note", "NULL", false},
}};

// With the names of `kTexts` alone in them.
struct Queries {
    std::string select_unread;  // Row, whether it is removed, its texts.
    std::string select_one;     // If it was read.
    std::string mark;
    std::string step_back;  // When the last row that was read goes.
    std::string find;
    std::string has_unread;
};

Queries queries_of(const Texts& texts) {
    using namespace fmt::literals;
    const auto named = [&texts](std::string_view sql) {
        return fmt::format(fmt::runtime(sql), "table"_a = texts.table, "text"_a = texts.text,
                           "other"_a = texts.other, "type"_a = static_cast<int>(texts.type),
                           "order"_a = texts.is_newest_first ? "DESC" : "ASC");
    };
    return {.select_unread = named(R"sql(
                SELECT rowid, deleted, {text}, {other} FROM {table} WHERE rowid > :up_to
                ORDER BY rowid LIMIT :limit)sql"),
            .select_one = named(R"sql(
                SELECT rowid, deleted, {text}, {other} FROM {table} WHERE id = :id
                  AND rowid <= (SELECT up_to FROM texts_read WHERE type = {type}))sql"),
            .mark = named(R"sql(
                INSERT OR REPLACE INTO search_pending (type, id) SELECT {type}, id FROM {table}
                WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read
                                             WHERE type = {type}))sql"),
            .step_back = named(R"sql(
                UPDATE texts_read SET up_to =
                    (SELECT coalesce(max(rowid), 0) FROM {table} WHERE rowid < :row)
                WHERE type = {type} AND up_to = :row)sql"),
            .find = named(R"sql(
                SELECT r.id FROM search_texts
                JOIN {table} AS r ON r.rowid = search_texts.rowid - :base
                WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
                  AND r.deleted = 0
                ORDER BY search_texts.rowid {order} LIMIT :limit)sql"),
            .has_unread = named(R"sql(
                SELECT EXISTS (SELECT 1 FROM {table}
                               WHERE rowid > (SELECT up_to FROM texts_read
                                              WHERE type = {type})))sql")};
}

// In the order of `kTexts`.
const Queries& queries_at(std::size_t at) {
    static const auto kQueries = [] {
        std::array<Queries, kTexts.size()> all;
        std::transform(kTexts.begin(), kTexts.end(), all.begin(), queries_of);
        return all;
    }();
    return kQueries.at(at);
}

enum class Col { kRow, kDeleted, kText, kOther };

constexpr std::string_view kSelectUpTo = R"sql(
    SELECT up_to FROM texts_read WHERE type = :type)sql";
constexpr std::string_view kSetUpTo = R"sql(
    UPDATE texts_read SET up_to = :up_to WHERE type = :type)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO search_texts (rowid, words) VALUES (:row, :words))sql";
constexpr std::string_view kDrop = R"sql(DELETE FROM search_texts WHERE rowid = :row)sql";
constexpr std::string_view kEmpty = R"sql(
    INSERT INTO search_texts (search_texts) VALUES ('delete-all'))sql";
constexpr std::string_view kReadAnew = R"sql(UPDATE texts_read SET up_to = 0)sql";
constexpr std::string_view kMerge = R"sql(
    INSERT INTO search_texts (search_texts, rank) VALUES ('merge', 16))sql";
constexpr std::string_view kOptimize = R"sql(
    INSERT INTO search_texts (search_texts) VALUES ('optimize'))sql";

// Nothing = a type whose words are not here.
const Queries* find_queries(RecordType type) {
    const auto found = std::find_if(kTexts.begin(), kTexts.end(),
                                    [type](const Texts& texts) { return texts.type == type; });
    if (found == kTexts.end()) return nullptr;
    return &queries_at(static_cast<std::size_t>(found - kTexts.begin()));
}

std::int64_t base_of(RecordType type) { return static_cast<std::int64_t>(type) << kTypeBits; }

bool begins_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

std::size_t letter_count(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), begins_letter));
}

// The word and its beginnings. Within one record FTS5 keeps each once.
void append_word(std::string& words, const std::string& word) {
    std::size_t letters = 0;
    for (std::size_t at = 1; at <= word.size(); ++at) {
        const bool is_letter_whole = at == word.size() || begins_letter(word[at]);
        if (!is_letter_whole) continue;
        ++letters;
        const bool is_beginning = letters >= kLettersMin && letters <= kLettersMax;
        if (is_beginning || (at == word.size() && letters > kLettersMax))
            words.append(word, 0, at).append(1, ' ');
    }
}

// Those that are looked for.
std::vector<std::string> words_of(std::string_view typed) {
    std::vector<std::string> words = folded_words(typed.substr(0, kTypedBytesMax));
    std::erase_if(words, [](const std::string& word) {
        return letter_count(word) < kLettersMin || word.size() > kWordBytesMax;
    });
    if (words.size() > kWordsMax) words.resize(kWordsMax);
    return words;
}

// Words that begin so. The query language of FTS5, made of folded words alone: nothing typed
// reaches it.
std::string beginning(const std::string& word) {
    return '"' + word + (letter_count(word) > kLettersMax ? "\"*" : "\"");
}

// Each word as it was typed; with `vocabulary` also those that are one slip from it.
std::string query_of(const std::vector<std::string>& words, const SearchVocabulary* vocabulary) {
    std::string query;
    for (const std::string& word : words) {
        std::string any = beginning(word);
        if (vocabulary != nullptr && letter_count(word) >= kSlipLettersMin) {
            for (const std::string& similar : vocabulary->similar_to(word, kSimilarMax))
                any += " OR " + beginning(similar);
        }
        query += (query.empty() ? "(" : " AND (") + any + ')';
    }
    return query;
}

// Returns whether there were any.
Result<bool> write_words(Connection& connection, RecordType type, const Statement& record) {
    if (record.get<bool>(Col::kDeleted)) return false;
    std::string words;
    for (const Col column : {Col::kText, Col::kOther}) {
        for (const std::string& word : folded_words(record.text(static_cast<int>(column))))
            append_word(words, word);
    }
    if (words.empty()) return false;
    add_to_text_vocabulary(connection, words);
    TRY_ASSIGN(Statement insert, connection.prepare(kInsert));
    TRY(insert.bind(":row", base_of(type) + record.get<std::int64_t>(Col::kRow))
            .bind(":words", words)
            .run());
    return true;
}

// Reads on in one table as long as there is `room`, and takes off what it used.
Status read_rows(Connection& connection, RecordType type, const Queries& queries, int& room) {
    TRY_ASSIGN(Statement mark, connection.prepare(kSelectUpTo));
    mark.bind(":type", static_cast<int>(type));
    TRY_ASSIGN(const bool has_mark, mark.step());
    ENSURE(has_mark);
    TRY_ASSIGN(Statement unread, connection.prepare(queries.select_unread));
    unread.bind(":up_to", mark.integer(0)).bind(":limit", room);
    std::optional<std::int64_t> up_to;
    while (room > 0) {
        TRY_ASSIGN(const bool has_row, unread.step());
        if (!has_row) break;
        TRY_ASSIGN(const bool has_words, write_words(connection, type, unread));
        up_to = unread.get<std::int64_t>(Col::kRow);
        room -= has_words ? kEmptyForOne : 1;
    }
    if (!up_to) return ok();
    TRY_ASSIGN(Statement set, connection.prepare(kSetUpTo));
    return set.bind(":up_to", *up_to).bind(":type", static_cast<int>(type)).run();
}

}  // namespace

bool is_found_by_text(RecordType type) { return find_queries(type) != nullptr; }

Result<bool> read_texts(Connection& connection, int limit) {
    ENSURE(connection.in_transaction());
    TRY(connection.execute(kMerge));
    int room = limit * kEmptyForOne;
    for (std::size_t at = 0; at < kTexts.size(); ++at) {
        TRY(read_rows(connection, kTexts[at].type, queries_at(at), room));
        if (room <= 0) return has_unread_texts(connection);
    }
    return false;
}

Result<bool> has_unread_texts(Connection& connection) {
    for (std::size_t at = 0; at < kTexts.size(); ++at) {
        TRY_ASSIGN(Statement select, connection.prepare(queries_at(at).has_unread));
        TRY(select.step());
        if (select.integer(0) != 0) return true;
    }
    return false;
}

Status mark_text(Connection& connection, const RecordKey& key) {
    const Queries* queries = find_queries(key.type);
    ENSURE(queries != nullptr);
    TRY_ASSIGN(Statement mark, connection.prepare(queries->mark));
    return mark.bind(":id", key.id).run();
}

Status refresh_text(Connection& connection, const RecordKey& key) {
    const Queries* queries = find_queries(key.type);
    ENSURE(queries != nullptr);
    TRY_ASSIGN(Statement record, connection.prepare(queries->select_one));
    record.bind(":id", key.id);
    TRY_ASSIGN(const bool is_there, record.step());
    if (!is_there) return ok();  // Not read yet, or purged since: its words went with it.
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    TRY(drop.bind(":row", base_of(key.type) + record.get<std::int64_t>(Col::kRow)).run());
    TRY_ASSIGN(const bool has_words, write_words(connection, key.type, record));
    static_cast<void>(has_words);
    return ok();
}

Status drop_text(Connection& connection, const RecordKey& key) {
    const Queries* queries = find_queries(key.type);
    ENSURE(queries != nullptr);
    TRY_ASSIGN(Statement record, connection.prepare(queries->select_one));
    record.bind(":id", key.id);
    TRY_ASSIGN(const bool is_there, record.step());
    if (!is_there) return ok();
    const auto row = record.get<std::int64_t>(Col::kRow);
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    TRY(drop.bind(":row", base_of(key.type) + row).run());
    // SQLite gives the number of a last row that went to the next one.
    TRY_ASSIGN(Statement back, connection.prepare(queries->step_back));
    return back.bind(":row", row).run();
}

Status empty_texts(Connection& connection) {
    TRY(connection.execute(kEmpty));
    return connection.execute(kReadAnew);
}

Status optimize_texts(Connection& connection) { return connection.execute(kOptimize); }

Result<std::vector<RawId>> find_by_text(Connection& connection, RecordType type,
                                        std::string_view typed, Spelling spelling, int limit) {
    const Queries* queries = find_queries(type);
    ENSURE(queries != nullptr);
    std::vector<RawId> found;
    const std::vector<std::string> words = words_of(typed);
    if (words.empty()) return found;
    const SearchVocabulary* vocabulary = nullptr;
    if (spelling == Spelling::kWithSlips) {
        TRY_ASSIGN(vocabulary, vocabulary_of_texts(connection));
    }
    const std::int64_t base = base_of(type);
    TRY_ASSIGN(Statement select, connection.prepare(queries->find));
    select.bind(":query", query_of(words, vocabulary)).bind(":base", base);
    select.bind(":last", base + (std::int64_t{1} << kTypeBits) - 1).bind(":limit", limit);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return found;
        found.push_back(select.get<RawId>(0));
    }
}

}  // namespace oppad::storage
