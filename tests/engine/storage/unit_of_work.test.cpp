// The one write path: rows, differences, the sink's say, audit and drafts in one transaction.
#include "engine/storage/unit_of_work.h"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

// What the engine tells a sink, kept for looking at.
class RecordingSink : public NullSink {
public:
    struct Seen {
        ChangeKind kind;
        RecordKey key;
        std::vector<FieldNumber> fields;
        Bytes causal_before;
    };
    Result<Bytes> record(const RecordChange& change) override {
        if (refuses) return Error{ErrorCode::kInvalid, "refused by the test"};
        Seen one{change.kind,
                 change.key,
                 {},
                 {change.causal_before.begin(), change.causal_before.end()}};
        for (const FieldChange& field : change.fields) one.fields.push_back(field.field);
        seen.push_back(one);
        return Bytes{static_cast<std::uint8_t>(seen.size())};
    }

    std::vector<Seen> seen;
    bool refuses = false;
};

// A value that fits the field and differs by `salt`.
Value sample(const FieldSpec& field, int salt) {
    const std::string text = std::string{field.name} + " é" + std::to_string(salt);
    switch (field.type) {
        case FieldType::kText:
            return text;
        case FieldType::kCode:
            return Value{};  // Words differ by list: set by the test where it matters.
        case FieldType::kInteger:
        case FieldType::kInstant:
            return std::int64_t{1795420800000 + salt};
        case FieldType::kBool:
            return std::int64_t{salt % 2};
        case FieldType::kDay:
            return std::string{"2026-11-0"} + std::to_string(1 + salt % 9);
        case FieldType::kId:
            return test::TestEntropy{static_cast<std::uint64_t>(salt + 1)}.id();
        case FieldType::kSet:
            return TextSet{"a" + std::to_string(salt), "b\"\\", "ç"};
    }
    return {};
}

std::vector<Value> samples(RecordType type, int salt) {
    std::vector<Value> values;
    for (const FieldSpec& field : find_spec(type)->fields) values.push_back(sample(field, salt));
    return values;
}

Family a_family(TestStore& fixture) {
    Family family;
    family.id = {fixture.entropy.id()};
    family.name = "Yılmaz-Peeters";
    family.state = FamilyState::kInGuidance;
    family.phone = "+32470123456";
    return family;
}

template <class Record>
std::optional<Record> found(TestStore& fixture, Id<Record> id) {
    UnitOfWork work = fixture.begin("look");
    Result<std::optional<Record>> record = work.find(id);
    REQUIRE(record);
    return *record;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("a record of every type keeps every field", "[storage][uow]", AllRecords) {
    TestStore fixture;
    auto record = from_values<TestType>(samples(Schema<TestType>::type, 3));
    record.id = {fixture.entropy.id()};
    fixture.save(record);
    fixture.reopen();
    const auto back = found(fixture, record.id);
    REQUIRE(back);
    CHECK(to_values(*back) == to_values(record));
    CHECK(back->scope == fixture.staff.scope);

    auto changed = from_values<TestType>(samples(Schema<TestType>::type, 4));
    changed.id = record.id;
    fixture.save(changed);
    CHECK(to_values(*found(fixture, record.id)) == to_values(changed));
}

TEST_CASE("saving writes and tells only the fields that differ", "[storage][uow]") {
    TestStore fixture;
    RecordingSink sink;
    fixture.changes = &sink;
    Family family = a_family(fixture);
    fixture.save(family);
    REQUIRE(sink.seen.size() == 1);
    CHECK(sink.seen[0].fields == std::vector<FieldNumber>{1, 2, 9, 10});
    CHECK(sink.seen[0].causal_before.empty());

    family.note = "belt liever 's avonds";
    fixture.save(family);
    REQUIRE(sink.seen.size() == 2);
    CHECK(sink.seen[1].fields == std::vector<FieldNumber>{13});
    CHECK(sink.seen[1].causal_before == Bytes{1});

    fixture.save(family);
    CHECK(sink.seen.size() == 2);
    CHECK(fixture.number("SELECT version FROM families") == 2);
    CHECK(fixture.number("SELECT count(*) FROM audit") == 2);
}

TEST_CASE("a word of a newer version survives a save by this one", "[storage][uow]") {
    TestStore fixture;
    Family family = a_family(fixture);
    fixture.save(family);
    REQUIRE(fixture.connection().execute("UPDATE families SET state = 'moved_abroad'"));
    std::optional<Family> read = found(fixture, family.id);
    REQUIRE(read);
    CHECK(read->state == FamilyState::kUnknown);
    read->name = "Yılmaz";
    fixture.save(*read);
    CHECK(fixture.number("SELECT state = 'moved_abroad' AND name = 'Yılmaz' FROM families") == 1);
}

TEST_CASE("a refusing sink leaves nothing behind", "[storage][uow]") {
    TestStore fixture;
    RecordingSink sink;
    fixture.changes = &sink;
    {
        UnitOfWork work = fixture.begin("save");
        REQUIRE(work.save(a_family(fixture)));
        sink.refuses = true;
        const Status refused = work.save(a_family(fixture));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalid);
        sink.refuses = false;
        // Half of a command is never kept, also when its caller goes on.
        CHECK_FALSE(work.save(a_family(fixture)));
        CHECK_FALSE(work.commit());
    }
    CHECK(fixture.number("SELECT count(*) FROM families") == 0);
    CHECK(fixture.number("SELECT count(*) FROM audit") == 0);
    fixture.save(a_family(fixture));
    CHECK(fixture.number("SELECT count(*) FROM families") == 1);
}

TEST_CASE("work that is not committed is not there", "[storage][uow]") {
    TestStore fixture;
    {
        UnitOfWork work = fixture.begin("save");
        REQUIRE(work.save(a_family(fixture)));
    }
    CHECK(fixture.number("SELECT count(*) FROM families") == 0);
}

TEST_CASE("a removed record is hidden until it is restored", "[storage][uow]") {
    TestStore fixture;
    RecordingSink sink;
    fixture.changes = &sink;
    const Family family = a_family(fixture);
    const RecordKey key{RecordType::kFamily, family.id.raw};
    fixture.save(family);
    {
        UnitOfWork work = fixture.begin("remove_family");
        fixture.keep(work.remove(key));
        CHECK(work.remove(key).error().code == ErrorCode::kNotFound);
        fixture.keep(work.commit());
    }
    CHECK_FALSE(found(fixture, family.id).has_value());
    CHECK(sink.seen.back().kind == ChangeKind::kDeleted);
    SECTION("by a restore") {
        UnitOfWork work = fixture.begin("restore_family");
        fixture.keep(work.restore(key));
        CHECK(work.restore(key).error().code == ErrorCode::kNotFound);
        fixture.keep(work.commit());
    }
    SECTION("by a save of a form that was open all the while") { fixture.save(family); }
    REQUIRE(found(fixture, family.id).has_value());
    CHECK(found(fixture, family.id)->name == family.name);
    CHECK(sink.seen.back().kind == ChangeKind::kSaved);
}

TEST_CASE("a draft stays this tablet's own", "[storage][uow]") {
    TestStore fixture;
    RecordingSink sink;
    fixture.changes = &sink;
    const RawId id = fixture.entropy.id();
    for (const char* content : {"eerste", "tweede"}) {
        UnitOfWork work = fixture.begin("save_draft");
        fixture.keep(work.put_draft(id, as_bytes(content)));
        fixture.keep(work.commit());
    }
    CHECK(fixture.number("SELECT content = CAST('tweede' AS BLOB) FROM drafts") == 1);
    UnitOfWork work = fixture.begin("drop_draft");
    fixture.keep(work.drop_draft(id));
    fixture.keep(work.commit());
    CHECK(fixture.number("SELECT count(*) FROM drafts") == 0);
    CHECK(sink.seen.empty());
}

TEST_CASE("two units of work at once are refused", "[storage][uow]") {
    TestStore fixture;
    const UnitOfWork work = fixture.begin("first");
    CHECK_FALSE(UnitOfWork::begin(*fixture.store, *fixture.changes, fixture.clock, fixture.staff,
                                  "second"));
}
