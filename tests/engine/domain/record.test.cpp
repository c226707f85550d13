// schema.h as the one list: numbers unique, structs to values and back, words of newer versions
// left alone.
#include "engine/domain/record.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "engine/domain/schema.h"

using namespace oppad;

TEST_CASE("field numbers and names are unique within each record type", "[domain]") {
    for (const RecordSpec& spec : all_record_specs()) {
        std::set<FieldNumber> numbers;
        std::set<std::string_view> names;
        for (const FieldSpec& field : spec.fields) {
            INFO(spec.word << "." << field.name);
            CHECK(numbers.insert(field.number).second);
            CHECK(names.insert(field.name).second);
        }
    }
}

TEST_CASE("a record survives its values", "[domain]") {
    Contact contact;
    contact.kind = ContactKind::kSitDay;
    contact.family_id = Id<Family>{*parse_id("0190a5f0000070008000000000000001")};
    contact.at = Instant{1795388700000};
    contact.themes = {"language", "school_costs"};
    contact.note = "een notitie";
    const Contact back = from_values<Contact>(to_values(contact));
    CHECK(back.kind == contact.kind);
    CHECK(back.family_id == contact.family_id);
    CHECK(back.at == contact.at);
    CHECK(back.themes == contact.themes);
    CHECK(back.note == contact.note);
    CHECK_FALSE(back.place_id.has_value());
}

TEST_CASE("a code word of a newer version reads as unknown", "[domain]") {
    std::vector<Value> values = to_values(Contact{});
    values[0] = std::string{"video_call"};
    CHECK(from_values<Contact>(values).kind == ContactKind::kUnknown);
}

TEST_CASE("a set is stored sorted and each element once", "[domain]") {
    CHECK(to_value(TextSet{"b", "a", "b"}) == Value{TextSet{"a", "b"}});
    CHECK(to_value(TextSet{}) == Value{});
}

TEST_CASE("record types are found by number and by word", "[domain]") {
    REQUIRE(find_spec(RecordType::kFollowUp) != nullptr);
    CHECK(find_spec(RecordType::kFollowUp)->word == "follow_up");
    CHECK(find_spec("follow_up") == find_spec(RecordType::kFollowUp));
    CHECK(find_spec(static_cast<RecordType>(4711)) == nullptr);
    CHECK(find_spec("unicorn") == nullptr);
}
