// Search as you type over a handful of families: what must be found, in which order, and that any
// text is safe to type.
#include "engine/storage/search.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/transaction.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

struct Neighbourhood {
    Neighbourhood() {
        yilmaz = family("Yılmaz-Peeters", "Kerkstraat 12", "9000", "Gent", "+32470123456");
        broeck = family("Van den Broeck", "Lange Steenstraat 7", "9000", "Gent", "");
        hondt = family("D'Hondt", "Coupure 4", "9000", "Gent", "+3292251122");
        lukasz = family("Łukaszewski", "Dok-Noord 3", "9000", "Gent", "+48601234567");
        unnamed = family("", "Bevrijdingslaan 88", "9000", "Gent", "");
        amina = person(broeck, "Amina", "El Amrani", "+32485998877");
        jean = person(unnamed, "Jean-François", "Noël", "");
    }

    Id<Family> family(const char* name, const char* street, const char* postcode,
                      const char* municipality, const char* phone) {
        Family family;
        family.id = {fixture.entropy.id()};
        family.name = name;
        family.street = street;
        family.postcode = postcode;
        family.municipality = municipality;
        family.phone = phone;
        family.note = "geheimwoord";
        family.safety_remark = "hondenbeet";
        fixture.save(family);
        return family.id;
    }

    Id<Person> person(Id<Family> family, const char* given, const char* name, const char* phone) {
        Person person;
        person.id = {fixture.entropy.id()};
        person.family_id = family;
        person.given_name = given;
        person.family_name = name;
        person.phone = phone;
        fixture.save(person);
        return person.id;
    }

    std::vector<SearchHit> hits(std::string_view typed, SearchKind kind = SearchKind::kFamilies) {
        const auto found = search(fixture.connection(), kind, typed, 50);
        if (!found) FAIL("search: " << found.error().detail);
        return *found;
    }

    bool finds(std::string_view typed, Id<Family> family) {
        const std::vector<SearchHit> found = hits(typed);
        return std::any_of(found.begin(), found.end(),
                           [&](const SearchHit& hit) { return hit.id == family.raw; });
    }

    TestStore fixture;
    Id<Family> yilmaz, broeck, hondt, lukasz, unnamed;
    Id<Person> amina, jean;
};

}  // namespace

TEST_CASE("a family is found by the beginnings of its words", "[storage][search]") {
    Neighbourhood here;
    for (const char* typed : {"y", "yil", "YILMAZ", "yılmaz", "Yılmaz-Peeters", "peet yil",
                              "kerkstraat 12", "yilmaz 9000", "gent yil"}) {
        INFO(typed);
        CHECK(here.finds(typed, here.yilmaz));
    }
    CHECK_FALSE(here.finds("ilmaz", here.broeck));
    CHECK(here.hits("yil broeck").empty());
    CHECK(here.hits("gent").size() == 5);
}

TEST_CASE("letters are found however they are typed", "[storage][search]") {
    Neighbourhood here;
    CHECK(here.finds("lukaszew", here.lukasz));
    CHECK(here.finds("Łukasz", here.lukasz));
    CHECK(here.finds("dhondt", here.hondt));
    CHECK(here.finds("d'hondt", here.hondt));
    CHECK(here.finds("D’Hondt", here.hondt));
    CHECK(here.finds("hondt", here.hondt));
    CHECK(here.finds("vandenbroeck", here.broeck));
    CHECK(here.finds("van den bro", here.broeck));
    CHECK(here.finds("noel", here.unnamed));
    CHECK(here.finds("NOËL jean", here.unnamed));
    CHECK(here.finds("elamrani", here.broeck));
}

TEST_CASE("a number is found as it is written, dialled or typed in pieces", "[storage][search]") {
    Neighbourhood here;
    for (const char* typed : {"0470123456", "0470 12 34", "0470/12.34.56", "+32 470 12 34 56",
                              "0032470123456", "32470", "yil 0470 12", "٠٤٧٠١٢٣٤٥٦"}) {
        INFO(typed);
        CHECK(here.finds(typed, here.yilmaz));
    }
    CHECK(here.finds("0485 99", here.broeck));
    CHECK(here.finds("0601234567", here.lukasz));
    CHECK_FALSE(here.finds("0470 12 35", here.yilmaz));
}

TEST_CASE("one slip in a longer word still finds, marked as similar", "[storage][search]") {
    Neighbourhood here;
    for (const char* typed :
         {"yilmas", "yilmz", "yillmaz", "yimlaz", "ylmaz", "xilmaz", "peters", "kerkstaat yil"}) {
        INFO(typed);
        const std::vector<SearchHit> found = here.hits(typed);
        REQUIRE(found.size() == 1);
        CHECK(found[0].id == here.yilmaz.raw);
        CHECK(found[0].similar);
    }
    CHECK(here.hits("yimlas").empty());
    CHECK(here.hits("yol").empty());
    CHECK_FALSE(here.hits("yilmaz")[0].similar);
    const Id<Family> other = here.family("Yilmas", "", "", "", "");
    const std::vector<SearchHit> both = here.hits("yilmas");
    REQUIRE(both.size() == 2);
    CHECK(both[0].id == other.raw);
    CHECK_FALSE(both[0].similar);
    CHECK(both[1].similar);
}

TEST_CASE("a member leads to the family and is named", "[storage][search]") {
    Neighbourhood here;
    const std::vector<SearchHit> found = here.hits("amina");
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == here.broeck.raw);
    CHECK(found[0].matched_person == here.amina.raw);
    CHECK(here.hits("broeck amin")[0].matched_person == here.amina.raw);
    CHECK(here.hits("amrini")[0].matched_person == here.amina.raw);
    CHECK(here.hits("broeck")[0].matched_person.is_nil());
    CHECK(here.hits("steenstraat")[0].matched_person.is_nil());
    CHECK(here.hits("amrani", SearchKind::kPersons)[0].id == here.amina.raw);
}

TEST_CASE("where a member lives who lives elsewhere leads to the family, and names them",
          "[storage][search]") {
    Neighbourhood here;
    Person tom;
    tom.id = {here.fixture.entropy.id()};
    tom.family_id = here.yilmaz;
    tom.given_name = "Tom";
    tom.street = "Voorhaven 21";
    tom.postcode = "9031";
    tom.municipality = "Drongen";
    here.fixture.save(tom);
    for (const char* typed : {"voorhaven", "voorhaven 21", "9031", "drongen yilmaz", "voorhavn"}) {
        INFO(typed);
        const std::vector<SearchHit> found = here.hits(typed);
        REQUIRE(found.size() == 1);
        CHECK(found[0].id == here.yilmaz.raw);
        CHECK(found[0].matched_person == tom.id.raw);
    }
    CHECK(here.hits("kerkstraat")[0].matched_person.is_nil());
    tom.street.clear();
    here.fixture.save(tom);
    CHECK(here.hits("voorhaven").empty());
}

TEST_CASE("whole names stand before beginnings, and names before streets", "[storage][search]") {
    Neighbourhood here;
    const Id<Family> street = here.family("Aerts", "Jansstraat 1", "", "", "");
    const Id<Family> longer = here.family("Janssens", "", "", "", "");
    const Id<Family> whole = here.family("Jans", "", "", "", "");
    const std::vector<SearchHit> found = here.hits("jans");
    REQUIRE(found.size() >= 3);
    CHECK(found[0].id == whole.raw);
    CHECK(found[1].id == longer.raw);
    CHECK(found[2].id == street.raw);
}

TEST_CASE("notes are never searched", "[storage][search]") {
    Neighbourhood here;
    CHECK(here.hits("geheimwoord").empty());
    CHECK(here.hits("hondenbeet").empty());
}

TEST_CASE("any text is safe to type", "[storage][search]") {
    Neighbourhood here;
    const std::string typed = GENERATE(
        as<std::string>{}, "", " ", "\"", "\"\"", "'", "*", "yil*", "\"yil", "yil\"", "NEAR(a b)",
        "AND", "OR yil", "NOT", "yil NOT peeters", "(((", ")", "name:yil", "name : {", "^yil", "-",
        "--", ";", "%", "_", "\\", "😀", "yil 😀", "\x80\xff", "\xc3", "yil\xc3", "مرحبا", "Привет",
        "a b c d e f g h i j k l m n", "{members phone}: \"x\"", "yil + peeters", "\n\t");
    CAPTURE(typed);
    const std::vector<SearchHit> found = here.hits(typed);
    for (const SearchHit& hit : found) CHECK_FALSE(hit.id.is_nil());
    for (const SearchKind kind :
         {SearchKind::kPersons, SearchKind::kPlaces, SearchKind::kContactPersons})
        here.hits(typed, kind);
}

TEST_CASE("very long, zero-holding and exclaiming text is safe to type", "[storage][search]") {
    Neighbourhood here;
    CHECK(here.hits(std::string(10000, 'a')).empty());
    CHECK(here.hits(std::string(10000, '"')).empty());
    std::string many;
    for (int count = 0; count < 2000; ++count) many += "yil ";
    CHECK(here.hits(many).size() == 1);
    CHECK(here.hits(std::string_view{"yil\0peet", 8}).size() == 1);
    CHECK(here.hits("yilmaz!!!").size() == 1);
    CHECK(here.hits("😀yilmaz").size() == 1);
}

TEST_CASE("what is renamed, moved or removed is found as it is now", "[storage][search]") {
    Neighbourhood here;
    TestStore& fixture = here.fixture;
    REQUIRE(here.finds("amina", here.broeck));
    CHECK(here.hits("zzamina").empty());  // The vocabulary is in memory from here on.
    {
        UnitOfWork work = fixture.begin("move_person");
        auto person = work.find(here.amina);
        REQUIRE(person);
        (*person)->family_id = here.hondt;
        (*person)->given_name = "Aminata";
        fixture.keep(work.save(**person));
        fixture.keep(work.commit());
    }
    CHECK_FALSE(here.finds("amina", here.broeck));
    CHECK(here.finds("aminata", here.hondt));
    CHECK(here.finds("aminta", here.hondt));
    {
        UnitOfWork work = fixture.begin("remove_family");
        fixture.keep(work.remove({RecordType::kFamily, here.hondt.raw}));
        fixture.keep(work.commit());
    }
    CHECK(here.hits("aminata").empty());
}

TEST_CASE("upkeep clears the marks that a batch leaves", "[storage][search]") {
    Neighbourhood here;
    Connection& connection = here.fixture.connection();
    auto transaction = Transaction::begin(connection);
    REQUIRE(transaction);
    auto record = find_record(connection, {RecordType::kFamily, here.yilmaz.raw});
    REQUIRE(record);
    (*record)->values[0] = std::string{"Öztürk"};
    REQUIRE(put_record(connection, **record));
    CHECK(here.hits("ozturk").empty());
    const auto left = refresh_search(connection, 10);
    REQUIRE(left);
    CHECK(*left == 0);
    REQUIRE(transaction->commit());
    CHECK(here.finds("ozturk", here.yilmaz));
    CHECK_FALSE(here.finds("yilmaz", here.yilmaz));
}

TEST_CASE("a purged member's words leave the index's bytes", "[storage][search]") {
    Neighbourhood here;
    Connection& connection = here.fixture.connection();
    // No other word begins like it, so the index writes it out in full.
    const Id<Person> xerxes = here.person(here.broeck, "Xerxes", "", "");
    const auto traces = [&here] {
        return here.fixture.number(
            "SELECT (SELECT count(*) FROM search_families_data "
            "        WHERE instr(block, CAST('xerxes' AS BLOB)) > 0) + "
            "       (SELECT count(*) FROM search_persons_data "
            "        WHERE instr(block, CAST('xerxes' AS BLOB)) > 0)");
    };
    REQUIRE(traces() == 2);
    {
        auto transaction = Transaction::begin(connection);
        REQUIRE(transaction);
        REQUIRE(purge_record(connection, {RecordType::kPerson, xerxes.raw}));
        REQUIRE(scrub_search(connection));
        REQUIRE(transaction->commit());
    }
    CHECK(here.hits("xerxes").empty());
    CHECK(here.hits("broeck").size() == 1);
    CHECK(traces() == 0);
}
