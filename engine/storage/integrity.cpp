#include "engine/storage/integrity.h"

#include <algorithm>
#include <array>

#include "engine/domain/record.h"
#include "engine/storage/search.h"
#include "engine/storage/search_text.h"
#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

// Every page's seal (its HMAC) against its content; then the structure of tables and indexes.
constexpr std::string_view kCheckSeals = "PRAGMA cipher_integrity_check";
constexpr std::string_view kCheckStructure = "PRAGMA integrity_check(100)";
constexpr std::string_view kCountPending = R"sql(SELECT count(*) FROM search_pending)sql";

constexpr int kSampleMax = 200;
constexpr int kSampleHitsMax = 500;

// What compares one search table with its records.
struct SearchPair {
    RecordType type;
    SearchKind kind;
    std::string_view missing;
    std::string_view stray;
    std::string_view sample;
};

constexpr std::array<SearchPair, 4> kSearchPairs{{
    {RecordType::kFamily, SearchKind::kFamilies,
     R"sql(SELECT count(*) FROM families WHERE deleted = 0
           AND rowid NOT IN (SELECT rowid FROM search_families)
           AND id NOT IN (SELECT id FROM search_pending))sql",
     R"sql(SELECT count(*) FROM search_families
           WHERE rowid NOT IN (SELECT rowid FROM families WHERE deleted = 0
                OR id IN (SELECT id FROM search_pending)))sql",
     R"sql(SELECT id, name || ' ' || coalesce(street, '') FROM families
           WHERE deleted = 0 AND name IS NOT NULL ORDER BY id LIMIT :limit)sql"},
    {RecordType::kPerson, SearchKind::kPersons,
     R"sql(SELECT count(*) FROM persons WHERE deleted = 0
           AND rowid NOT IN (SELECT rowid FROM search_persons)
           AND id NOT IN (SELECT id FROM search_pending))sql",
     R"sql(SELECT count(*) FROM search_persons
           WHERE rowid NOT IN (SELECT rowid FROM persons WHERE deleted = 0
                OR id IN (SELECT id FROM search_pending)))sql",
     R"sql(SELECT id, coalesce(given_name, '') || ' ' || coalesce(family_name, '') FROM persons
           WHERE deleted = 0 AND given_name IS NOT NULL ORDER BY id LIMIT :limit)sql"},
    {RecordType::kPlace, SearchKind::kPlaces,
     R"sql(SELECT count(*) FROM places WHERE deleted = 0
           AND rowid NOT IN (SELECT rowid FROM search_places)
           AND id NOT IN (SELECT id FROM search_pending))sql",
     R"sql(SELECT count(*) FROM search_places
           WHERE rowid NOT IN (SELECT rowid FROM places WHERE deleted = 0
                OR id IN (SELECT id FROM search_pending)))sql",
     R"sql(SELECT id, name FROM places
           WHERE deleted = 0 AND name IS NOT NULL ORDER BY id LIMIT :limit)sql"},
    {RecordType::kContactPerson, SearchKind::kContactPersons,
     R"sql(SELECT count(*) FROM contact_persons WHERE deleted = 0
           AND rowid NOT IN (SELECT rowid FROM search_contact_persons)
           AND id NOT IN (SELECT id FROM search_pending))sql",
     R"sql(SELECT count(*) FROM search_contact_persons
           WHERE rowid NOT IN (SELECT rowid FROM contact_persons WHERE deleted = 0
                OR id IN (SELECT id FROM search_pending)))sql",
     R"sql(SELECT id, name FROM contact_persons
           WHERE deleted = 0 AND name IS NOT NULL ORDER BY id LIMIT :limit)sql"},
}};

Result<std::int64_t> number_of(Connection& connection, std::string_view sql) {
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.integer(0) : 0;
}

// Rows of text other than "ok" are what is wrong.
Status note_damage(Connection& connection, std::string_view pragma,
                   std::vector<std::string>& damage) {
    TRY_ASSIGN(Statement check, connection.prepare(pragma));
    for (;;) {
        TRY_ASSIGN(const bool has_row, check.step());
        if (!has_row) return ok();
        const std::string_view words = check.text(0);
        if (words != "ok") damage.emplace_back(words);
    }
}

struct Named {
    RawId id;
    std::string words;
};

Result<std::vector<Named>> sample_of(Connection& connection, const SearchPair& pair) {
    TRY_ASSIGN(Statement select, connection.prepare(pair.sample));
    select.bind(":limit", kSampleMax);
    std::vector<Named> sample;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return sample;
        sample.push_back({select.get<RawId>(0), select.get<std::string>(1)});
    }
}

Result<std::int64_t> count_unfound(Connection& connection, const SearchPair& pair) {
    TRY_ASSIGN(const std::vector<Named> sample, sample_of(connection, pair));
    std::int64_t unfound = 0;
    for (const Named& record : sample) {
        // "?", as people write for a family that they don't know yet: there is nothing to look for.
        if (folded_words(record.words).empty()) continue;
        TRY_ASSIGN(const std::vector<SearchHit> hits,
                   search(connection, pair.kind, record.words, kSampleHitsMax));
        const bool is_found = std::any_of(
            hits.begin(), hits.end(), [&](const SearchHit& hit) { return hit.id == record.id; });
        // More namesakes than the search shows say nothing about the index.
        if (!is_found && hits.size() < kSampleHitsMax) ++unfound;
    }
    return unfound;
}

Result<SearchAgreement> compare_search(Connection& connection, const SearchPair& pair) {
    SearchAgreement agreement;
    agreement.word = find_spec(pair.type)->word;
    TRY_ASSIGN(agreement.missing, number_of(connection, pair.missing));
    TRY_ASSIGN(agreement.stray, number_of(connection, pair.stray));
    TRY_ASSIGN(agreement.unfound, count_unfound(connection, pair));
    return agreement;
}

}  // namespace

bool IntegrityReport::is_whole() const {
    return damage.empty() && !audit_fault &&
           std::all_of(search.begin(), search.end(),
                       [](const SearchAgreement& agreement) { return agreement.holds(); });
}

Result<IntegrityReport> inspect_store(Connection& connection) {
    IntegrityReport report;
    TRY(note_damage(connection, kCheckSeals, report.damage));
    // Reading on would stop at the first of those pages.
    if (!report.damage.empty()) return report;
    TRY(note_damage(connection, kCheckStructure, report.damage));
    TRY_ASSIGN(const AuditHead head, audit_head(connection));
    report.audit_entries = head.seq;
    TRY_ASSIGN(report.audit_fault, find_audit_fault(connection));
    TRY_ASSIGN(report.search_pending, number_of(connection, kCountPending));
    for (const SearchPair& pair : kSearchPairs) {
        TRY_ASSIGN(SearchAgreement agreement, compare_search(connection, pair));
        // A sampled record whose entry waits to be refreshed is not lost.
        if (report.search_pending > 0) agreement.unfound = 0;
        report.search.push_back(agreement);
    }
    for (const RecordSpec& spec : all_record_specs()) {
        TRY_ASSIGN(const RecordCount count, count_records(connection, spec.type));
        report.counts.push_back({spec.word, count});
    }
    return report;
}

}  // namespace oppad::storage
