// What a person waits for, through the desk, on the demo's large tablet: the rows of
// docs/performance.md. Beside them the raw cost of SQLCipher, in the same process, as a measure.
#include <sys/resource.h>

#include "engine/commands/calendar.h"
#include "engine/core/check.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/unit_of_work.h"
#include "engine/views/make_views.h"
#include "tests/bench/demo_tablet.h"
#include "tests/bench/turns.h"

namespace oppad::bench {

namespace {

constexpr int kRowsPerTransaction = 500;
constexpr std::size_t kNoteBytes = 400;

// Note the warm-up: the first look compiles its statements, once per unlock.
void look_each(benchmark::State& state, const std::vector<engine::Look>& looks) {
    engine::Desk& desk = demo_tablet().desk();
    CHECK(desk.look(looks.front()).has_value());
    Turns turns{state};
    std::size_t next = 0;
    for (auto _ : state) {
        const engine::Look& look = looks[next++ % looks.size()];
        turns.time([&] { CHECK(desk.look(look).has_value()); });
    }
}

// As the engine's loop does: after a command upkeep has its turn, when nobody waits.
void do_upkeep(DemoTablet& tablet) {
    while (tablet.desk().step()) {
    }
}

void desk_log_contact(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    do_upkeep(tablet);
    Turns turns{state};
    std::size_t next = 0;
    for (auto _ : state) {
        engine::LogContact command;
        tablet.entropy().fill(command.draft.id.bytes);
        command.draft.family_id = tablet.families[next++ % tablet.families.size()].id;
        command.draft.begun_at = tablet.clock().now();
        command.draft.themes = {"housing"};
        command.draft.note = std::string(kNoteBytes, 'n');
        turns.time([&] { CHECK(tablet.desk().run(command).saved()); });
        do_upkeep(tablet);
    }
}
BENCHMARK(desk_log_contact)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMillisecond);

void desk_save_draft(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    engine::SaveDraft command;
    tablet.entropy().fill(command.draft.id.bytes);
    command.draft.begun_at = tablet.clock().now();
    Turns turns{state};
    for (auto _ : state) {
        command.draft.note += "x";
        turns.time([&] { CHECK(tablet.desk().run(command).saved()); });
        do_upkeep(tablet);
    }
}
BENCHMARK(desk_save_draft)->UseManualTime()->Iterations(500)->Unit(benchmark::kMillisecond);

// What somebody types, a look per letter: 1 … `longest` bytes of each text, cut between letters.
template <class Look>
void type_each(benchmark::State& state, const std::vector<std::string>& texts,
               std::size_t longest) {
    std::vector<engine::Look> looks;
    for (const std::string& text : texts) {
        for (std::size_t size = 1; size <= std::min(text.size(), longest); ++size) {
            const bool cuts_letter =
                size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80;
            if (!cuts_letter) looks.emplace_back(Look{text.substr(0, size)});
        }
    }
    do_upkeep(demo_tablet());
    look_each(state, looks);
}

std::vector<std::string> texts_of(std::string engine::FamilyRow::*field) {
    std::vector<std::string> texts;
    for (const engine::FamilyRow& row : demo_tablet().families) texts.push_back(row.*field);
    return texts;
}

void desk_type_name(benchmark::State& state) {
    type_each<engine::LookFamilies>(state, texts_of(&engine::FamilyRow::name), 10);
}
BENCHMARK(desk_type_name)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMillisecond);

void desk_type_street(benchmark::State& state) {
    type_each<engine::LookFamilies>(state, demo_tablet().streets, 14);
}
BENCHMARK(desk_type_street)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMillisecond);

void desk_type_phone(benchmark::State& state) {
    type_each<engine::LookFamilies>(state, demo_tablet().phones, 10);
}
BENCHMARK(desk_type_phone)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMillisecond);

void desk_type_diacritics(benchmark::State& state) {
    type_each<engine::LookFamilies>(
        state, {"Yılmaz", "Gün", "Şahin", "Öztürk", "Élise", "Noël", "Çelik", "Kowałski"}, 10);
}
BENCHMARK(desk_type_diacritics)->UseManualTime()->Iterations(1000)->Unit(benchmark::kMillisecond);

// The same through the field that finds every kind of record.
void desk_type_everywhere(benchmark::State& state) {
    type_each<engine::LookSearch>(state, texts_of(&engine::FamilyRow::name), 10);
}
BENCHMARK(desk_type_everywhere)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMillisecond);

// The first letter after an unlock, with upkeep having had its turn while the hand went there.
void desk_first_key(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    const std::vector<std::string> letters{"p", "v", "d", "y", "s", "m"};
    std::size_t next = 0;
    double upkeep_ms = 0;
    Turns turns{state};
    for (auto _ : state) {
        tablet.close();
        tablet.open();
        CHECK(tablet.desk().look(engine::LookFamilies{}).has_value());  // The list itself.
        for (bool more = true; more;) {
            const double before = thread_cpu_ms();
            more = tablet.desk().step();
            upkeep_ms = std::max(upkeep_ms, thread_cpu_ms() - before);
        }
        const engine::Look look = engine::LookFamilies{letters[next++ % letters.size()]};
        turns.time([&] { CHECK(tablet.desk().look(look).has_value()); });
    }
    state.counters["upkeep_piece_max"] = upkeep_ms;
}
BENCHMARK(desk_first_key)->UseManualTime()->Iterations(60)->Unit(benchmark::kMillisecond);

// The first mistyped word after an unlock, which needs all words of the index.
void desk_first_slip(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    Turns turns{state};
    for (auto _ : state) {
        tablet.close();
        tablet.open();
        CHECK(tablet.desk().look(engine::LookFamilies{}).has_value());
        do_upkeep(tablet);
        const engine::Look look = engine::LookFamilies{"xilmaz"};
        turns.time([&] { CHECK(tablet.desk().look(look).has_value()); });
    }
}
BENCHMARK(desk_first_slip)->UseManualTime()->Iterations(60)->Unit(benchmark::kMillisecond);

void desk_type_slip(benchmark::State& state) {
    std::vector<engine::Look> looks;
    for (const engine::FamilyRow& row : demo_tablet().families) {
        if (row.name.size() < 5) continue;
        std::string typed = row.name;
        typed[2] = typed[2] == 'x' ? 'y' : 'x';
        looks.emplace_back(engine::LookFamilies{typed});
    }
    look_each(state, looks);
}
BENCHMARK(desk_type_slip)->UseManualTime()->Iterations(1000)->Unit(benchmark::kMillisecond);

void desk_open_family(benchmark::State& state) {
    std::vector<engine::Look> looks;
    for (const engine::FamilyRow& row : demo_tablet().families)
        looks.emplace_back(engine::LookFamily{row.id});
    look_each(state, looks);
}
BENCHMARK(desk_open_family)->UseManualTime()->Iterations(1000)->Unit(benchmark::kMillisecond);

void desk_open_family_of_500_contacts(benchmark::State& state) {
    look_each(state, {engine::LookFamily{demo_tablet().long_family}});
}
BENCHMARK(desk_open_family_of_500_contacts)
    ->UseManualTime()
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);

// Whether a family that is typed is here already: asked at each key, by name and by address.
void desk_similar_families(benchmark::State& state) {
    std::vector<engine::Look> looks;
    for (const engine::FamilyRow& row : demo_tablet().families) {
        looks.emplace_back(engine::LookSimilarFamilies{
            .name = row.name, .phone = {}, .street = row.street, .except = std::nullopt});
    }
    look_each(state, looks);
}
BENCHMARK(desk_similar_families)->UseManualTime()->Iterations(1000)->Unit(benchmark::kMillisecond);

void desk_today(benchmark::State& state) { look_each(state, {engine::LookToday{}}); }
BENCHMARK(desk_today)->UseManualTime()->Iterations(300)->Unit(benchmark::kMillisecond);

void desk_places(benchmark::State& state) { look_each(state, {engine::LookPlaces{}}); }
BENCHMARK(desk_places)->UseManualTime()->Iterations(100)->Unit(benchmark::kMillisecond);

// The list again after a contact at one of its places was saved: what that changed is counted anew.
void desk_places_after_save(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    Turns turns{state};
    std::size_t next = 0;
    for (auto _ : state) {
        engine::LogContact command;
        tablet.entropy().fill(command.draft.id.bytes);
        command.draft.kind = ContactKind::kSitDay;
        command.draft.family_id = tablet.families[next % tablet.families.size()].id;
        command.draft.place_id = tablet.places[next++ % tablet.places.size()].id;
        command.draft.begun_at = tablet.clock().now();
        CHECK(tablet.desk().run(command).saved());
        do_upkeep(tablet);
        turns.time([&] { CHECK(tablet.desk().look(engine::LookPlaces{}).has_value()); });
    }
}
BENCHMARK(desk_places_after_save)->UseManualTime()->Iterations(100)->Unit(benchmark::kMillisecond);

// The first time since an unlock: everything is counted.
void desk_places_first(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    Turns turns{state};
    for (auto _ : state) {
        tablet.close();
        tablet.open();
        turns.time([&] { CHECK(tablet.desk().look(engine::LookPlaces{}).has_value()); });
    }
}
BENCHMARK(desk_places_first)->UseManualTime()->Iterations(20)->Unit(benchmark::kMillisecond);

void desk_place_page(benchmark::State& state) {
    std::vector<engine::Look> looks;
    for (const engine::PlaceRow& row : demo_tablet().places)
        looks.emplace_back(engine::LookPlace{row.id});
    look_each(state, looks);
}
BENCHMARK(desk_place_page)->UseManualTime()->Iterations(300)->Unit(benchmark::kMillisecond);

void desk_log_contact_page(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    std::vector<engine::Look> looks;
    for (const engine::FamilyRow& row : tablet.families)
        looks.emplace_back(engine::LookLogContact{{}, row.id, tablet.places.front().id});
    look_each(state, looks);
}
BENCHMARK(desk_log_contact_page)->UseManualTime()->Iterations(300)->Unit(benchmark::kMillisecond);

void desk_year_report(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    const engine::ViewContext context{tablet.store().connection(), tablet.clock(), tablet.staff()};
    const int year = static_cast<int>(engine::today(tablet.clock()).date.year());
    Turns turns{state};
    for (auto _ : state)
        turns.time([&] { CHECK(engine::make_year_report(context, year).has_value()); });
}
BENCHMARK(desk_year_report)->UseManualTime()->Iterations(50)->Unit(benchmark::kMillisecond);

// From the key to the first screen: key derivation aside.
void desk_unlock_to_today(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    Turns turns{state};
    for (auto _ : state) {
        tablet.close();
        turns.time([&] {
            tablet.open();
            CHECK(tablet.desk().look(engine::LookToday{}).has_value());
        });
    }
}
BENCHMARK(desk_unlock_to_today)->UseManualTime()->Iterations(20)->Unit(benchmark::kMillisecond);

Contact bench_contact(DemoTablet& tablet) {
    Contact contact;
    tablet.entropy().fill(contact.id.raw.bytes);
    contact.kind = ContactKind::kHomeVisit;
    contact.family_id = tablet.families.front().id;
    contact.at = tablet.clock().now();
    contact.note = std::string(kNoteBytes, 'n');
    contact.author_id = tablet.staff().id;
    return contact;
}

// One record through the whole write path (differences, stamps, outbox, audit, search), 500 to a
// transaction.
void write_path_bulk(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    for (auto _ : state) {
        auto work = storage::UnitOfWork::begin(tablet.store(), tablet.capture(), tablet.clock(),
                                               tablet.staff(), "bench");
        CHECK(work.has_value());
        for (int i = 0; i < kRowsPerTransaction; ++i)
            CHECK(work->save(bench_contact(tablet)).has_value());
        CHECK(work->commit().has_value());
    }
    state.SetItemsProcessed(state.iterations() * kRowsPerTransaction);
}
BENCHMARK(write_path_bulk)->Iterations(40)->Unit(benchmark::kMillisecond);

constexpr const char* kRawTable = R"sql(
    CREATE TABLE IF NOT EXISTS raw_contacts (
        rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT, family_id BLOB, at INTEGER,
        note TEXT, author_id BLOB) STRICT;
    CREATE INDEX IF NOT EXISTS raw_by_family ON raw_contacts (family_id, at);)sql";
constexpr std::string_view kRawInsert = R"sql(
    INSERT INTO raw_contacts (id, kind, family_id, at, note, author_id)
    VALUES (:id, :kind, :family_id, :at, :note, :author_id))sql";

void raw_insert(storage::Connection& connection, const Contact& contact) {
    auto insert = connection.prepare(kRawInsert);
    CHECK(insert.has_value());
    insert->bind(":id", contact.id).bind(":kind", contact.kind);
    insert->bind(":family_id", contact.family_id).bind(":at", contact.at);
    insert->bind(":note", contact.note).bind(":author_id", contact.author_id);
    CHECK(insert->run().has_value());
}

// The same content as a bare row with two indexes, in the same encrypted file.
void raw_rows(benchmark::State& state, int rows_per_transaction) {
    DemoTablet& tablet = demo_tablet();
    storage::Connection& connection = tablet.store().connection();
    CHECK(connection.execute_script(kRawTable).has_value());
    Turns turns{state};
    for (auto _ : state) {
        turns.time([&] {
            auto transaction = storage::Transaction::begin(connection);
            CHECK(transaction.has_value());
            for (int i = 0; i < rows_per_transaction; ++i)
                raw_insert(connection, bench_contact(tablet));
            CHECK(transaction->commit().has_value());
        });
    }
    state.SetItemsProcessed(state.iterations() * rows_per_transaction);
}
void raw_bulk(benchmark::State& state) { raw_rows(state, kRowsPerTransaction); }
void raw_one_durable_row(benchmark::State& state) { raw_rows(state, 1); }
BENCHMARK(raw_bulk)->UseManualTime()->Iterations(40)->Unit(benchmark::kMillisecond);
BENCHMARK(raw_one_durable_row)->UseManualTime()->Iterations(1000)->Unit(benchmark::kMillisecond);

// No work of its own: what making the tablet cost, and the memory of this process at its highest.
void demo_tablet_facts(benchmark::State& state) {
    DemoTablet& tablet = demo_tablet();
    for (auto _ : state) benchmark::DoNotOptimize(&tablet);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    state.counters["fill_s"] = tablet.fill_seconds;
    state.counters["fill_records"] = tablet.records;
    state.counters["rss_mib_max"] = static_cast<double>(usage.ru_maxrss) / 1024.0;
}
BENCHMARK(demo_tablet_facts)->Iterations(1);

}  // namespace

}  // namespace oppad::bench
