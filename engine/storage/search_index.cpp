#include "engine/storage/search_index.h"

#include <array>
#include <optional>
#include <string>

#include "engine/core/check.h"
#include "engine/domain/person.h"
#include "engine/storage/meta.h"
#include "engine/storage/search.h"
#include "engine/storage/search_text.h"
#include "engine/storage/search_vocabulary_cache.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/text_index.h"

namespace oppad::storage {

namespace {

constexpr int kScrubbedAtOnce = 1000;
// A meta key that is there while words of purged records may stand in the index's bytes.
constexpr std::string_view kTracesKey = "search_traces";
constexpr std::string_view kTextTracesKey = "search_text_traces";  // Of the texts' own index.

constexpr std::string_view kMark = R"sql(
    INSERT OR REPLACE INTO search_pending (type, id) VALUES (:type, :id))sql";
constexpr std::string_view kMarkFamilyOfPerson = R"sql(
    INSERT OR REPLACE INTO search_pending (type, id)
    SELECT :type, family_id FROM persons WHERE id = :id AND family_id IS NOT NULL)sql";
constexpr std::string_view kMarkContactPersonsOfPlace = R"sql(
    INSERT OR REPLACE INTO search_pending (type, id)
    SELECT :type, id FROM contact_persons WHERE place_id = :id)sql";
constexpr std::string_view kUnmark = R"sql(
    DELETE FROM search_pending WHERE type = :type AND id = :id)sql";
constexpr std::string_view kSelectNewestMark = R"sql(
    SELECT type, id FROM search_pending ORDER BY seq DESC LIMIT 1)sql";
constexpr std::string_view kUnmarkAll = R"sql(DELETE FROM search_pending)sql";
constexpr std::string_view kCountMarks = R"sql(SELECT count(*) FROM search_pending)sql";

// One kind's entry: how it is found, dropped and written.
struct Index {
    RecordType type;
    SearchKind kind;
    std::string_view select_row;
    std::string_view drop;
    std::string_view insert;
    std::string_view optimize;
    std::string_view empty;
};

constexpr std::array<Index, 4> kIndexes{{
    {RecordType::kFamily, SearchKind::kFamilies,
     R"sql(SELECT rowid FROM families WHERE id = :id)sql",
     R"sql(DELETE FROM search_families WHERE rowid = :row)sql",
     R"sql(INSERT INTO search_families (rowid, name, members, address, phone)
           VALUES (:row, :name, :second, :address, :phone))sql",
     R"sql(INSERT INTO search_families (search_families) VALUES ('optimize'))sql",
     R"sql(INSERT INTO search_families (search_families) VALUES ('delete-all'))sql"},
    {RecordType::kPerson, SearchKind::kPersons, R"sql(SELECT rowid FROM persons WHERE id = :id)sql",
     R"sql(DELETE FROM search_persons WHERE rowid = :row)sql",
     R"sql(INSERT INTO search_persons (rowid, name, phone) VALUES (:row, :name, :phone))sql",
     R"sql(INSERT INTO search_persons (search_persons) VALUES ('optimize'))sql",
     R"sql(INSERT INTO search_persons (search_persons) VALUES ('delete-all'))sql"},
    {RecordType::kPlace, SearchKind::kPlaces, R"sql(SELECT rowid FROM places WHERE id = :id)sql",
     R"sql(DELETE FROM search_places WHERE rowid = :row)sql",
     R"sql(INSERT INTO search_places (rowid, name, address, phone)
           VALUES (:row, :name, :address, :phone))sql",
     R"sql(INSERT INTO search_places (search_places) VALUES ('optimize'))sql",
     R"sql(INSERT INTO search_places (search_places) VALUES ('delete-all'))sql"},
    {RecordType::kContactPerson, SearchKind::kContactPersons,
     R"sql(SELECT rowid FROM contact_persons WHERE id = :id)sql",
     R"sql(DELETE FROM search_contact_persons WHERE rowid = :row)sql",
     R"sql(INSERT INTO search_contact_persons (rowid, name, place, phone)
           VALUES (:row, :name, :second, :phone))sql",
     R"sql(INSERT INTO search_contact_persons (search_contact_persons) VALUES ('optimize'))sql",
     R"sql(INSERT INTO search_contact_persons (search_contact_persons) VALUES ('delete-all'))sql"},
}};

const Index* find_index(RecordType type) {
    for (const Index& index : kIndexes) {
        if (index.type == type) return &index;
    }
    return nullptr;
}

constexpr std::string_view kSelectFamily = R"sql(
    SELECT name, street, postcode, municipality, phone FROM families
    WHERE id = :id AND deleted = 0)sql";
constexpr std::string_view kSelectMembers = R"sql(
    SELECT given_name, family_name, phone, street, postcode, municipality FROM persons
    WHERE family_id = :id AND deleted = 0)sql";
constexpr std::string_view kSelectPerson = R"sql(
    SELECT given_name, family_name, phone FROM persons WHERE id = :id AND deleted = 0)sql";
constexpr std::string_view kSelectPlace = R"sql(
    SELECT name, street, postcode, municipality, phone, neighbourhood FROM places
    WHERE id = :id AND deleted = 0)sql";
constexpr std::string_view kSelectContactPerson = R"sql(
    SELECT c.name, c.phone, p.name
    FROM contact_persons AS c LEFT JOIN places AS p ON p.id = c.place_id AND p.deleted = 0
    WHERE c.id = :id AND c.deleted = 0)sql";

// The words of one record; a kind without a column leaves it empty.
struct Entry {
    std::string name;
    std::string second;  // Members of a family, place of a contact person.
    std::string address;
    std::string phone;
};
using Found = std::optional<Entry>;  // Nothing: the record is removed or gone.

void append(std::string& terms, const std::string& more) {
    if (!terms.empty() && !more.empty()) terms += ' ';
    terms += more;
}

std::string person_terms(const Statement& row, int given_name, int family_name) {
    std::string terms = name_terms(row.text(given_name));
    append(terms, name_terms(row.text(family_name)));
    return terms;
}

Result<Found> read_family(Connection& connection, const RawId& id) {
    TRY_ASSIGN(Statement family, connection.prepare(kSelectFamily));
    family.bind(":id", id);
    TRY_ASSIGN(const bool is_there, family.step());
    if (!is_there) return Found{};
    Entry entry{.name = name_terms(family.text(0))};
    for (const int column : {1, 2, 3}) append(entry.address, plain_terms(family.text(column)));
    entry.phone = phone_terms(family.text(4));
    TRY_ASSIGN(Statement members, connection.prepare(kSelectMembers));
    members.bind(":id", id);
    for (;;) {
        TRY_ASSIGN(const bool has_member, members.step());
        if (!has_member) return Found{std::move(entry)};
        append(entry.second, person_terms(members, 0, 1));
        append(entry.phone, phone_terms(members.text(2)));
        for (const int column : {3, 4, 5}) append(entry.address, plain_terms(members.text(column)));
    }
}

Result<Found> read_person(Connection& connection, const RawId& id) {
    TRY_ASSIGN(Statement person, connection.prepare(kSelectPerson));
    person.bind(":id", id);
    TRY_ASSIGN(const bool is_there, person.step());
    if (!is_there) return Found{};
    return Found{Entry{.name = person_terms(person, 0, 1), .phone = phone_terms(person.text(2))}};
}

Result<Found> read_place(Connection& connection, const RawId& id) {
    TRY_ASSIGN(Statement place, connection.prepare(kSelectPlace));
    place.bind(":id", id);
    TRY_ASSIGN(const bool is_there, place.step());
    if (!is_there) return Found{};
    Entry entry{.name = name_terms(place.text(0)), .phone = phone_terms(place.text(4))};
    for (const int column : {1, 2, 3, 5}) append(entry.address, plain_terms(place.text(column)));
    return Found{std::move(entry)};
}

Result<Found> read_contact_person(Connection& connection, const RawId& id) {
    TRY_ASSIGN(Statement person, connection.prepare(kSelectContactPerson));
    person.bind(":id", id);
    TRY_ASSIGN(const bool is_there, person.step());
    if (!is_there) return Found{};
    return Found{Entry{.name = name_terms(person.text(0)),
                       .second = name_terms(person.text(2)),
                       .phone = phone_terms(person.text(1))}};
}

Result<Found> read_entry(Connection& connection, const RecordKey& key) {
    switch (find_index(key.type)->kind) {
        case SearchKind::kFamilies:
            return read_family(connection, key.id);
        case SearchKind::kPersons:
            return read_person(connection, key.id);
        case SearchKind::kPlaces:
            return read_place(connection, key.id);
        case SearchKind::kContactPersons:
            return read_contact_person(connection, key.id);
    }
    return Found{};
}

Status mark(Connection& connection, std::string_view sql, RecordType type, const RawId& id) {
    TRY_ASSIGN(Statement insert, connection.prepare(sql));
    return insert.bind(":type", static_cast<int>(type)).bind(":id", id).run();
}

Result<std::optional<std::int64_t>> row_of(Connection& connection, const Index& index,
                                           const RawId& id) {
    TRY_ASSIGN(Statement select, connection.prepare(index.select_row));
    select.bind(":id", id);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<std::int64_t>{};
    return std::optional{select.integer(0)};
}

Status drop_entry(Connection& connection, const Index& index, std::int64_t row) {
    TRY_ASSIGN(Statement drop, connection.prepare(index.drop));
    return drop.bind(":row", row).run();
}

Status refresh(Connection& connection, const RecordKey& key) {
    if (is_found_by_text(key.type)) TRY(refresh_text(connection, key));
    const Index* index = find_index(key.type);
    if (index == nullptr) return ok();
    TRY_ASSIGN(const std::optional<std::int64_t> row, row_of(connection, *index, key.id));
    if (!row) return ok();  // Purged since: its entry went with it.
    TRY(drop_entry(connection, *index, *row));
    TRY_ASSIGN(const Found entry, read_entry(connection, key));
    if (!entry) return ok();
    TRY_ASSIGN(Statement insert, connection.prepare(index->insert));
    insert.bind(":row", *row).bind(":name", entry->name).bind(":phone", entry->phone);
    const bool has_second =
        index->kind == SearchKind::kFamilies || index->kind == SearchKind::kContactPersons;
    const bool has_address =
        index->kind == SearchKind::kFamilies || index->kind == SearchKind::kPlaces;
    if (has_second) insert.bind(":second", entry->second);
    if (has_address) insert.bind(":address", entry->address);
    TRY(insert.run());
    for (const std::string* terms : {&entry->name, &entry->second, &entry->address})
        add_to_vocabulary(connection, index->kind, *terms);
    return ok();
}

Result<std::optional<RecordKey>> newest_mark(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectNewestMark));
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<RecordKey>{};
    return std::optional{
        RecordKey{static_cast<RecordType>(select.integer(0)), select.get<RawId>(1)}};
}

}  // namespace

bool is_found_by_text_alone(RecordType type) {
    return is_found_by_text(type) && find_index(type) == nullptr;
}

Status mark_for_search(Connection& connection, const RecordKey& key) {
    // What has names as well is marked for these: its mark is for both.
    if (is_found_by_text_alone(key.type)) return mark_text(connection, key);
    if (find_index(key.type) == nullptr) return ok();
    TRY(mark(connection, kMark, key.type, key.id));
    if (key.type == RecordType::kPerson)
        return mark(connection, kMarkFamilyOfPerson, RecordType::kFamily, key.id);
    if (key.type == RecordType::kPlace)
        return mark(connection, kMarkContactPersonsOfPlace, RecordType::kContactPerson, key.id);
    return ok();
}

Status drop_from_search(Connection& connection, const RecordKey& key) {
    if (is_found_by_text(key.type)) {
        TRY(mark(connection, kUnmark, key.type, key.id));
        TRY(drop_text(connection, key));
        TRY(set_meta(connection, kTextTracesKey, {}));
    }
    const Index* index = find_index(key.type);
    if (index == nullptr) return ok();
    // A family loses the words of its purged member with the next refresh.
    TRY(mark_for_search(connection, key));
    TRY(mark(connection, kUnmark, key.type, key.id));
    TRY_ASSIGN(const std::optional<std::int64_t> row, row_of(connection, *index, key.id));
    if (!row) return ok();
    TRY(drop_entry(connection, *index, *row));
    forget_vocabularies(connection);
    return set_meta(connection, kTracesKey, {});
}

Status empty_search(Connection& connection) {
    ENSURE(connection.in_transaction());
    for (const Index& index : kIndexes) TRY(connection.execute(index.empty));
    TRY(empty_texts(connection));
    forget_vocabularies(connection);
    return connection.execute(kUnmarkAll);
}

Result<int> refresh_search(Connection& connection, int limit) {
    ENSURE(connection.in_transaction());
    for (int count = 0; count < limit; ++count) {
        TRY_ASSIGN(const std::optional<RecordKey> key, newest_mark(connection));
        if (!key) return 0;
        TRY(refresh(connection, *key));
        TRY(mark(connection, kUnmark, key->type, key->id));
    }
    TRY_ASSIGN(Statement select, connection.prepare(kCountMarks));
    TRY(select.step());
    return select.get<int>(0);
}

Status scrub_search(Connection& connection) {
    ENSURE(connection.in_transaction());
    TRY_ASSIGN(const auto text_traces, get_meta(connection, kTextTracesKey));
    if (text_traces) {
        TRY(optimize_texts(connection));
        TRY(drop_meta(connection, kTextTracesKey));
    }
    TRY_ASSIGN(const auto traces, get_meta(connection, kTracesKey));
    if (!traces) return ok();
    // A family's entry has the words of its purged member until it is written anew.
    for (int left = 1; left > 0;) {
        TRY_ASSIGN(left, refresh_search(connection, kScrubbedAtOnce));
    }
    for (const Index& index : kIndexes) TRY(connection.execute(index.optimize));
    return drop_meta(connection, kTracesKey);
}

}  // namespace oppad::storage
