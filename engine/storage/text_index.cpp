#include "engine/storage/text_index.h"

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
constexpr int kEmptyForOne =
    64;                        // Rows without words, as most families have them, cost so much less.
constexpr int kTypeBits = 40;  // Above the record's own row.

// One type: where its words are.
struct Texts {
    RecordType type;
    std::string_view select_unread;  // Row, whether it is removed, its texts.
    std::string_view select_one;     // If it was read.
    std::string_view mark;
    std::string_view step_back;  // When the last row that was read goes.
    std::string_view find;
};

// Found newest first; but those that lie before the contacts, which are most, from the other side:
// FTS5 would read where a word stands in all of these.
constexpr std::array<Texts, 10> kTexts{{
    {RecordType::kContact,
     R"sql(SELECT rowid, deleted, note, NULL FROM contacts WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, note, NULL FROM contacts WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 6))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 6, id FROM contacts
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 6))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM contacts WHERE rowid < :row)
           WHERE type = 6 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN contacts AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid DESC LIMIT :limit)sql"},
    {RecordType::kQuestion,
     R"sql(SELECT rowid, deleted, "text", answer FROM questions WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, "text", answer FROM questions WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 8))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 8, id FROM questions
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 8))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM questions WHERE rowid < :row)
           WHERE type = 8 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN questions AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid DESC LIMIT :limit)sql"},
    {RecordType::kReferral,
     R"sql(SELECT rowid, deleted, what, answer_note FROM referrals WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, what, answer_note FROM referrals WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 9))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 9, id FROM referrals
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 9))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM referrals WHERE rowid < :row)
           WHERE type = 9 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN referrals AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid DESC LIMIT :limit)sql"},
    {RecordType::kFollowUp,
     R"sql(SELECT rowid, deleted, what, settled_note FROM follow_ups WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, what, settled_note FROM follow_ups WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 10))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 10, id FROM follow_ups
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 10))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM follow_ups WHERE rowid < :row)
           WHERE type = 10 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN follow_ups AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid DESC LIMIT :limit)sql"},
    {RecordType::kAppointment,
     R"sql(SELECT rowid, deleted, title, note FROM appointments WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, title, note FROM appointments WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 11))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 11, id FROM appointments
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 11))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM appointments WHERE rowid < :row)
           WHERE type = 11 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN appointments AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid DESC LIMIT :limit)sql"},
    {RecordType::kSignal,
     R"sql(SELECT rowid, deleted, "text", answer FROM signals WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, "text", answer FROM signals WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 17))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 17, id FROM signals
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 17))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM signals WHERE rowid < :row)
           WHERE type = 17 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN signals AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid DESC LIMIT :limit)sql"},
    {RecordType::kFamily,
     R"sql(SELECT rowid, deleted, note, safety_remark FROM families WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, note, safety_remark FROM families WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 1))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 1, id FROM families
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 1))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM families WHERE rowid < :row)
           WHERE type = 1 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN families AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid LIMIT :limit)sql"},
    {RecordType::kPerson,
     R"sql(SELECT rowid, deleted, note, NULL FROM persons WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, note, NULL FROM persons WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 2))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 2, id FROM persons
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 2))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM persons WHERE rowid < :row)
           WHERE type = 2 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN persons AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid LIMIT :limit)sql"},
    {RecordType::kPlace,
     R"sql(SELECT rowid, deleted, note, NULL FROM places WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, note, NULL FROM places WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 3))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 3, id FROM places
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 3))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM places WHERE rowid < :row)
           WHERE type = 3 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN places AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid LIMIT :limit)sql"},
    {RecordType::kContactPerson,
     R"sql(SELECT rowid, deleted, note, NULL FROM contact_persons WHERE rowid > :up_to
           ORDER BY rowid LIMIT :limit)sql",
     R"sql(SELECT rowid, deleted, note, NULL FROM contact_persons WHERE id = :id
             AND rowid <= (SELECT up_to FROM texts_read WHERE type = 4))sql",
     R"sql(INSERT OR REPLACE INTO search_pending (type, id) SELECT 4, id FROM contact_persons
           WHERE id = :id AND rowid <= (SELECT up_to FROM texts_read WHERE type = 4))sql",
     R"sql(UPDATE texts_read SET up_to =
               (SELECT coalesce(max(rowid), 0) FROM contact_persons WHERE rowid < :row)
           WHERE type = 4 AND up_to = :row)sql",
     R"sql(SELECT r.id FROM search_texts
           JOIN contact_persons AS r ON r.rowid = search_texts.rowid - :base
           WHERE search_texts MATCH :query AND search_texts.rowid BETWEEN :base AND :last
             AND r.deleted = 0
           ORDER BY search_texts.rowid LIMIT :limit)sql"},
}};
enum class Col { kRow, kDeleted, kText, kOther };

constexpr std::string_view kSelectUpTo = R"sql(
    SELECT up_to FROM texts_read WHERE type = :type)sql";
constexpr std::string_view kSetUpTo = R"sql(
    UPDATE texts_read SET up_to = :up_to WHERE type = :type)sql";
constexpr std::string_view kUnread = R"sql(
    SELECT EXISTS (SELECT 1 FROM contacts
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 6))
        OR EXISTS (SELECT 1 FROM questions
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 8))
        OR EXISTS (SELECT 1 FROM referrals
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 9))
        OR EXISTS (SELECT 1 FROM follow_ups
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 10))
        OR EXISTS (SELECT 1 FROM appointments
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 11))
        OR EXISTS (SELECT 1 FROM signals
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 17))
        OR EXISTS (SELECT 1 FROM families
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 1))
        OR EXISTS (SELECT 1 FROM persons
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 2))
        OR EXISTS (SELECT 1 FROM places
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 3))
        OR EXISTS (SELECT 1 FROM contact_persons
                   WHERE rowid > (SELECT up_to FROM texts_read WHERE type = 4)))sql";
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

const Texts* texts_of(RecordType type) {
    const auto found = std::find_if(kTexts.begin(), kTexts.end(),
                                    [type](const Texts& texts) { return texts.type == type; });
    return found == kTexts.end() ? nullptr : &*found;
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
Result<bool> write_words(Connection& connection, const Texts& texts, const Statement& record) {
    if (record.get<bool>(Col::kDeleted)) return false;
    std::string words;
    for (const Col column : {Col::kText, Col::kOther}) {
        for (const std::string& word : folded_words(record.text(static_cast<int>(column))))
            append_word(words, word);
    }
    if (words.empty()) return false;
    add_to_text_vocabulary(connection, words);
    TRY_ASSIGN(Statement insert, connection.prepare(kInsert));
    TRY(insert.bind(":row", base_of(texts.type) + record.get<std::int64_t>(Col::kRow))
            .bind(":words", words)
            .run());
    return true;
}

// Reads on in one table as long as there is `room`, and takes off what it used.
Status read_rows(Connection& connection, const Texts& texts, int& room) {
    TRY_ASSIGN(Statement mark, connection.prepare(kSelectUpTo));
    mark.bind(":type", static_cast<int>(texts.type));
    TRY_ASSIGN(const bool has_mark, mark.step());
    ENSURE(has_mark);
    TRY_ASSIGN(Statement unread, connection.prepare(texts.select_unread));
    unread.bind(":up_to", mark.integer(0)).bind(":limit", room);
    std::optional<std::int64_t> up_to;
    while (room > 0) {
        TRY_ASSIGN(const bool has_row, unread.step());
        if (!has_row) break;
        TRY_ASSIGN(const bool has_words, write_words(connection, texts, unread));
        up_to = unread.get<std::int64_t>(Col::kRow);
        room -= has_words ? kEmptyForOne : 1;
    }
    if (!up_to) return ok();
    TRY_ASSIGN(Statement set, connection.prepare(kSetUpTo));
    return set.bind(":up_to", *up_to).bind(":type", static_cast<int>(texts.type)).run();
}

}  // namespace

bool is_found_by_text(RecordType type) { return texts_of(type) != nullptr; }

Result<bool> read_texts(Connection& connection, int limit) {
    ENSURE(connection.in_transaction());
    TRY(connection.execute(kMerge));
    int room = limit * kEmptyForOne;
    for (const Texts& texts : kTexts) {
        TRY(read_rows(connection, texts, room));
        if (room <= 0) return has_unread_texts(connection);
    }
    return false;
}

Result<bool> has_unread_texts(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kUnread));
    TRY(select.step());
    return select.integer(0) != 0;
}

Status mark_text(Connection& connection, const RecordKey& key) {
    const Texts* texts = texts_of(key.type);
    ENSURE(texts != nullptr);
    TRY_ASSIGN(Statement mark, connection.prepare(texts->mark));
    return mark.bind(":id", key.id).run();
}

Status refresh_text(Connection& connection, const RecordKey& key) {
    const Texts* texts = texts_of(key.type);
    ENSURE(texts != nullptr);
    TRY_ASSIGN(Statement record, connection.prepare(texts->select_one));
    record.bind(":id", key.id);
    TRY_ASSIGN(const bool is_there, record.step());
    if (!is_there) return ok();  // Not read yet, or purged since: its words went with it.
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    TRY(drop.bind(":row", base_of(key.type) + record.get<std::int64_t>(Col::kRow)).run());
    TRY_ASSIGN(const bool has_words, write_words(connection, *texts, record));
    static_cast<void>(has_words);
    return ok();
}

Status drop_text(Connection& connection, const RecordKey& key) {
    const Texts* texts = texts_of(key.type);
    ENSURE(texts != nullptr);
    TRY_ASSIGN(Statement record, connection.prepare(texts->select_one));
    record.bind(":id", key.id);
    TRY_ASSIGN(const bool is_there, record.step());
    if (!is_there) return ok();
    const auto row = record.get<std::int64_t>(Col::kRow);
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    TRY(drop.bind(":row", base_of(key.type) + row).run());
    // SQLite gives the number of a last row that went to the next one.
    TRY_ASSIGN(Statement back, connection.prepare(texts->step_back));
    return back.bind(":row", row).run();
}

Status empty_texts(Connection& connection) {
    TRY(connection.execute(kEmpty));
    return connection.execute(kReadAnew);
}

Status optimize_texts(Connection& connection) { return connection.execute(kOptimize); }

Result<std::vector<RawId>> find_by_text(Connection& connection, RecordType type,
                                        std::string_view typed, Spelling spelling, int limit) {
    const Texts* texts = texts_of(type);
    ENSURE(texts != nullptr);
    std::vector<RawId> found;
    const std::vector<std::string> words = words_of(typed);
    if (words.empty()) return found;
    const SearchVocabulary* vocabulary = nullptr;
    if (spelling == Spelling::kWithSlips) {
        TRY_ASSIGN(vocabulary, vocabulary_of_texts(connection));
    }
    const std::int64_t base = base_of(type);
    TRY_ASSIGN(Statement select, connection.prepare(texts->find));
    select.bind(":query", query_of(words, vocabulary)).bind(":base", base);
    select.bind(":last", base + (std::int64_t{1} << kTypeBits) - 1).bind(":limit", limit);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return found;
        found.push_back(select.get<RawId>(0));
    }
}

}  // namespace oppad::storage
