// The store's paths of performance.md at a large tablet's size: saving durably and searching per
// key. The counters are what counts: p99_ms against "must" and "aims".
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

#include "engine/core/check.h"
#include "engine/domain/schema.h"
#include "engine/storage/search.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/unit_of_work.h"
#include "tests/bench/storage_fixture.h"
#include "tests/bench/turns.h"

using namespace oppad;
using namespace oppad::bench;
using namespace oppad::storage;

namespace {

class WallClock : public Clock {
public:
    [[nodiscard]] Instant now() const override {
        return {std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count()};
    }
    [[nodiscard]] std::chrono::milliseconds steady() const override {
        return std::chrono::milliseconds{now().ms};
    }
    [[nodiscard]] std::chrono::minutes utc_offset(Instant) const override {
        return std::chrono::minutes{60};
    }
};

void save_contact(benchmark::State& state) {
    FullStore& full = full_store();
    const WallClock clock;
    NullSink sink;
    Turns turns{state};
    for (auto _ : state) {
        Contact contact;
        contact.id = {full.dice.id()};
        contact.family_id = Id<Family>{full.families[full.dice.roll() % full.families.size()]};
        contact.at = clock.now();
        contact.note = std::string(400, 'n');
        turns.time([&] {
            auto work = UnitOfWork::begin(full.store(), sink, clock, full.staff, "log_contact");
            CHECK(work.has_value());
            CHECK(work->save(contact).has_value());
            CHECK(work->commit().has_value());
        });
    }
}
BENCHMARK(save_contact)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMillisecond);

void rename_family(benchmark::State& state) {
    FullStore& full = full_store();
    const WallClock clock;
    NullSink sink;
    Turns turns{state};
    for (auto _ : state) {
        const Id<Family> id{full.families[full.dice.roll() % full.families.size()]};
        turns.time([&] {
            auto work = UnitOfWork::begin(full.store(), sink, clock, full.staff, "save_family");
            CHECK(work.has_value());
            auto family = work->find(id);
            CHECK(family.has_value());
            (*family)->phone = "+32470" + std::to_string(100000 + full.dice.roll() % 899999);
            CHECK(work->save(**family).has_value());
            CHECK(work->commit().has_value());
        });
    }
}
BENCHMARK(rename_family)->UseManualTime()->Iterations(1000)->Unit(benchmark::kMillisecond);

// Types the texts letter by letter, as a person would, a search per letter.
void type_each(benchmark::State& state, const std::vector<std::string>& texts,
               std::string (*spelled)(std::string)) {
    FullStore& full = full_store();
    // The distinct words are read once per unlock: see first_search.
    CHECK(search(full.connection(), SearchKind::kFamilies, "zzzzzz", 1).has_value());
    Turns turns{state};
    std::string typed;
    std::string text;
    std::size_t hits = 0;
    for (auto _ : state) {
        if (typed.size() >= std::min<std::size_t>(text.size(), 12)) {
            text = spelled(texts[full.dice.roll() % texts.size()]);
            typed.clear();
        }
        typed += text[typed.size()];
        turns.time([&] {
            const auto found = search(full.connection(), SearchKind::kFamilies, typed, 200);
            CHECK(found.has_value());
            hits += found->size();
        });
    }
    state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}

std::string as_is(std::string text) { return text; }
std::string mistyped(std::string text) {
    if (text.size() > 3) text[2] = text[2] == 'x' ? 'y' : 'x';
    return text;
}

void search_name(benchmark::State& state) { type_each(state, full_store().names, as_is); }
void search_member(benchmark::State& state) { type_each(state, full_store().members, as_is); }
void search_street(benchmark::State& state) { type_each(state, full_store().streets, as_is); }
void search_phone(benchmark::State& state) { type_each(state, full_store().phones, as_is); }
void search_slip(benchmark::State& state) { type_each(state, full_store().names, mistyped); }
BENCHMARK(search_name)->UseManualTime()->Iterations(3000)->Unit(benchmark::kMillisecond);
BENCHMARK(search_member)->UseManualTime()->Iterations(3000)->Unit(benchmark::kMillisecond);
BENCHMARK(search_street)->UseManualTime()->Iterations(3000)->Unit(benchmark::kMillisecond);
BENCHMARK(search_phone)->UseManualTime()->Iterations(3000)->Unit(benchmark::kMillisecond);
BENCHMARK(search_slip)->UseManualTime()->Iterations(3000)->Unit(benchmark::kMillisecond);

// Two words that each fit thousands: the worst that a person types.
void search_common_words(benchmark::State& state) {
    FullStore& full = full_store();
    const std::vector<std::string> typed{"a gent", "gent 9000", "van gent", "s 9", "jan straat"};
    Turns turns{state};
    std::size_t at = 0;
    for (auto _ : state) {
        turns.time([&] {
            CHECK(search(full.connection(), SearchKind::kFamilies, typed[at++ % typed.size()], 200)
                      .has_value());
        });
    }
}
BENCHMARK(search_common_words)->UseManualTime()->Iterations(500)->Unit(benchmark::kMillisecond);

// With the vocabulary read anew: the first slip after unlocking.
void first_search(benchmark::State& state) {
    FullStore& full = full_store();
    Turns turns{state};
    for (auto _ : state) {
        full.connection().attachment().reset();
        turns.time([&] {
            CHECK(search(full.connection(), SearchKind::kFamilies, "xilmas", 200).has_value());
        });
    }
}
BENCHMARK(first_search)->UseManualTime()->Iterations(20)->Unit(benchmark::kMillisecond);

}  // namespace
