#include "tests/bench/storage_fixture.h"

#include <stdlib.h>

#include <array>
#include <filesystem>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/storage/record_table.h"
#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"

namespace oppad::bench {

namespace {

using storage::StoredRecord;

constexpr std::array<std::string_view, 24> kBeginnings{
    "Van", "Yıl", "Pee", "Jan", "Ben", "El ", "De ", "Öz",  "Kow", "Maes",     "Wil", "Cla",
    "Gün", "Dem", "Had", "Bou", "Nov", "Şah", "Mer", "Goo", "Ste", "Van den ", "Lem", "Ver"};
constexpr std::array<std::string_view, 20> kMiddles{"ma", "ter", "sse", "ali", "doğ", "broe", "ver",
                                                    "ka", "lan", "wal", "mou", "ço",  "ré",   "no",
                                                    "bi", "sa",  "ho",  "dri", "ke",  "stu"};
constexpr std::array<std::string_view, 16> kEnds{"ns", "z",  "ski", "ck",  "oui", "en", "lü", "s",
                                                 "di", "rt", "man", "let", "ova", "yn", "t",  "ra"};
constexpr std::array<std::string_view, 12> kGivenNames{"Amina", "Sofie",  "Mohamed", "Lukas",
                                                       "Élise", "Yusuf",  "Fatıma",  "Jan",
                                                       "Noor",  "Mehmet", "Oksana",  "Chloé"};
constexpr std::array<std::string_view, 10> kMunicipalities{
    "Gent",       "Gent",   "Gent",      "Mariakerke", "Ledeberg",
    "Gentbrugge", "Deinze", "Merelbeke", "Evergem",    "Lokeren"};

std::string family_name(Dice& dice) {
    std::string name{kBeginnings[dice.skewed(kBeginnings.size())]};
    for (std::uint64_t parts = 1 + dice.roll() % 2; parts > 0; --parts)
        name += kMiddles[dice.skewed(kMiddles.size())];
    return name += kEnds[dice.skewed(kEnds.size())];
}

// Puts record after record, in transactions of the size of a batch.
class Bulk {
public:
    explicit Bulk(storage::Connection& connection) : connection_(connection) { begin(); }
    template <class Record>
    void put(const Record& record, const RawId& scope) {
        StoredRecord stored{.key = {Schema<Record>::type, record.id.raw},
                            .scope = scope,
                            .values = to_values(record),
                            .causal = Bytes(40, 7)};
        CHECK(storage::put_record(connection_, stored).has_value());
        if (++count_ % 1000 == 0) {
            end();
            begin();
        }
    }
    void end() {
        CHECK(storage::refresh_search(connection_, 100'000).has_value());
        CHECK(transaction_->commit().has_value());
    }

private:
    void begin() {
        auto begun = storage::Transaction::begin(connection_);
        CHECK(begun.has_value());
        transaction_.emplace(std::move(*begun));
    }

    storage::Connection& connection_;
    std::optional<storage::Transaction> transaction_;
    int count_ = 0;
};

}  // namespace

std::uint64_t Dice::roll() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

std::size_t Dice::skewed(std::size_t count) { return std::min(roll() % count, roll() % count); }

RawId Dice::id() {
    RawId id;
    for (std::uint8_t& byte : id.bytes) byte = static_cast<std::uint8_t>(roll());
    return id;
}

FullStore::FullStore() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oppad-bench-XXXXXX").string();
    CHECK(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    Secret key(32);
    for (std::uint8_t& byte : key.bytes()) byte = static_cast<std::uint8_t>(dice.roll());
    auto created = storage::Store::create({folder_ + "/store"}, key);
    CHECK(created.has_value());
    store_ = std::make_unique<storage::Store>(std::move(*created));
    staff.id = {dice.id()};
    staff.scope = dice.id();
    fill();
    CHECK(connection().checkpoint(storage::CheckpointKind::kTruncate).has_value());
}

void FullStore::fill() {
    Bulk bulk{connection()};
    for (int count = 0; count < kFamilies; ++count) {
        Family family;
        family.id = {dice.id()};
        family.name = family_name(dice);
        if (dice.roll() % 3 == 0) family.name += '-' + family_name(dice);
        family.street = family_name(dice) + "straat " + std::to_string(1 + dice.roll() % 200);
        family.postcode = std::to_string(9000 + 10 * (dice.roll() % 20));
        family.municipality = kMunicipalities[dice.roll() % kMunicipalities.size()];
        const std::string digits = std::to_string(10'000'000 + dice.roll() % 89'999'999);
        family.phone = "+324" + digits;
        family.note = std::string(200, 'n');
        bulk.put(family, staff.scope);
        families.push_back(family.id.raw);
        names.push_back(family.name);
        streets.push_back(family.street);
        phones.push_back("04" + digits);
        for (int member = 0; member < kPersonsPerFamily; ++member) {
            Person person;
            person.id = {dice.id()};
            person.family_id = family.id;
            person.given_name = kGivenNames[dice.skewed(kGivenNames.size())];
            person.family_name = member == 0 ? family_name(dice) : family.name;
            if (member == 0) members.push_back(person.given_name + ' ' + person.family_name);
            bulk.put(person, staff.scope);
        }
        for (int visit = 0; visit < kContactsPerFamily; ++visit) {
            Contact contact;
            contact.id = {dice.id()};
            contact.family_id = family.id;
            contact.kind = ContactKind::kHomeVisit;
            contact.at = {1'700'000'000'000 +
                          static_cast<std::int64_t>(dice.roll() % 95'000'000'000)};
            contact.themes = {"language", "school_costs"};
            contact.note = std::string(400, 'c');
            bulk.put(contact, staff.scope);
        }
    }
    bulk.end();
}

FullStore::~FullStore() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

FullStore& full_store() {
    static FullStore store;
    return store;
}

}  // namespace oppad::bench
