// A desk over a fresh encrypted store, with shorthands for what most cases arrange.
//
//     TestDesk desk;
//     const Id<Family> family = desk.family("Yılmaz-Peeters");
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/commands/write_record.h"
#include "engine/desk.h"
#include "engine/domain/contact.h"
#include "engine/domain/follow_up.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"
#include "engine/domain/schema.h"
#include "engine/storage/arrivals.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/views/load_record.h"
#include "tests/support/temp_store.h"

namespace oppad::test {

using engine::Command;
using engine::ContactDraft;
using engine::Outcome;

struct TestDesk {
    TestStore fixture;
    engine::Desk desk{*fixture.store, fixture.null_sink, fixture.clock, fixture.entropy,
                      fixture.staff};

    // REQUIREs that it was carried out; returns the main record.
    template <class Record>
    Id<Record> done(const Command& command) {
        const Outcome outcome = desk.run(command);
        if (outcome.error) FAIL("error: " << outcome.error->detail);
        for (const Problem& problem : outcome.problems)
            FAIL("problem " << static_cast<int>(problem.code) << " in " << problem.field);
        REQUIRE(outcome.record);
        REQUIRE(outcome.record->type == Schema<Record>::type);
        return {outcome.record->id};
    }
    // REQUIREs that it was refused with problems and nothing else; returns them.
    Problems problems(const Command& command) {
        const Outcome outcome = desk.run(command);
        if (outcome.error) FAIL("error: " << outcome.error->detail);
        REQUIRE_FALSE(outcome.saved());
        REQUIRE_FALSE(outcome.record);
        return outcome.problems;
    }

    template <class Record>
    std::optional<Record> find(const Id<Record>& id) {
        Result<std::optional<Record>> record = engine::find_shown(fixture.connection(), id);
        REQUIRE(record);
        return std::move(*record);
    }
    template <class Record>
    Record get(const Id<Record>& id) {
        std::optional<Record> record = find(id);
        REQUIRE(record);
        return std::move(*record);
    }
    template <class ViewType, class Look>
    ViewType look(const Look& look) {
        Result<engine::View> view = desk.look(look);
        if (!view) FAIL("look: " << view.error().detail);
        REQUIRE(std::holds_alternative<ViewType>(*view));
        return std::get<ViewType>(std::move(*view));
    }
    // Writes a record as it is, without a command: what sync or another version would bring.
    template <class Record>
    Id<Record> given(Record record) {
        if (record.id.is_nil()) record.id = {fixture.entropy.id()};
        if (record.scope.is_nil()) record.scope = fixture.staff.scope;
        fixture.save(record);
        return record.id;
    }

    Id<Family> family(const std::string& name) {
        Family record;
        record.name = name;
        return done<Family>(engine::SaveFamily{record, std::nullopt});
    }
    Id<Place> place(const std::string& name) {
        Place record;
        record.name = name;
        record.kind = PlaceKind::kSchool;
        return done<Place>(engine::SavePlace{record, std::nullopt});
    }
    Id<Partner> partner(const std::string& name) {
        Partner record;
        record.name = name;
        return done<Partner>(engine::SavePartner{record, std::nullopt});
    }
    // Begun now, a home visit, with an id of its own.
    ContactDraft draft() {
        ContactDraft draft;
        draft.id = fixture.entropy.id();
        draft.begun_at = fixture.clock.now();
        return draft;
    }
    Id<Contact> contact_with(const Id<Family>& family) {
        ContactDraft record = draft();
        record.family_id = family;
        return done<Contact>(engine::LogContact{record});
    }
    // Notes that sync brought a change of the record, now.
    void arrived(const RecordKey& key, const std::string& device = "c011ea90e0000000") {
        auto transaction = storage::Transaction::begin(fixture.connection());
        REQUIRE(transaction);
        const storage::Arrival arrival{key, fixture.clock.now(), device};
        REQUIRE(storage::note_arrival(fixture.connection(), arrival));
        REQUIRE(transaction->commit());
    }
    // Rows of a record table, deleted ones included.
    std::int64_t rows(const char* count) { return fixture.number(count); }
};

inline bool has(const Problems& problems, ProblemCode code, std::string_view field) {
    return std::find(problems.begin(), problems.end(), Problem{code, field}) != problems.end();
}

}  // namespace oppad::test
