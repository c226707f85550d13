// The screens and the first job of the app at a large tablet's size (performance.md): what a person
// waits for, on the encrypted store. The counters p50_ms, p99_ms and max_ms are what counts.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

#include "engine/core/check.h"
#include "engine/desk.h"
#include "engine/domain/contact.h"
#include "engine/domain/follow_up.h"
#include "engine/domain/schema.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/unit_of_work.h"
#include "tests/bench/storage_fixture.h"

using namespace oppad;
using namespace oppad::bench;
using namespace oppad::engine;

namespace {

constexpr int kPlaces = 100;
constexpr int kFullTimeline = 500;
constexpr int kPromises = 300;
constexpr Instant kNow{1'795'420'800'000};  // Monday 23 November 2026, 09:00 in Brussels.

class StandingClock : public Clock {
public:
    [[nodiscard]] Instant now() const override { return kNow; }
    [[nodiscard]] std::chrono::milliseconds steady() const override {
        return std::chrono::milliseconds{kNow.ms};
    }
    [[nodiscard]] std::chrono::minutes utc_offset(Instant) const override {
        return std::chrono::minutes{60};
    }
};

class SeededEntropy : public Entropy {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice_.roll());
    }

private:
    Dice dice_{7};
};

// The full store with places, one family of many contacts, and promises to keep.
class FullDesk {
public:
    FullDesk() {
        storage::UnitOfWork work = begin();
        for (int at = 0; at < kPlaces; ++at) {
            Place place;
            place.id = {full_.dice.id()};
            place.name = "School " + std::to_string(at);
            place.kind = PlaceKind::kSchool;
            CHECK(work.save(place).has_value());
            places.push_back(place.id);
        }
        family = {full_.families.front()};
        for (int at = 0; at < kFullTimeline; ++at) {
            Contact contact;
            contact.id = {full_.dice.id()};
            contact.family_id = family;
            contact.place_id = places[static_cast<std::size_t>(at) % places.size()];
            contact.kind = ContactKind::kHomeVisit;
            contact.at = {kNow.ms - at * 3'600'000LL};
            contact.author_id = full_.staff.id;
            contact.themes = {"food", "housing"};
            contact.note = std::string(400, 'n');
            CHECK(work.save(contact).has_value());
        }
        for (int at = 0; at < kPromises; ++at) {
            FollowUp follow_up;
            follow_up.id = {full_.dice.id()};
            follow_up.family_id = Id<Family>{full_.families[static_cast<std::size_t>(at)]};
            follow_up.what = "schooltoelage navragen";
            follow_up.state = FollowUpState::kOpen;
            follow_up.due_day = add_days(Day{std::chrono::year{2026} / 11 / 23}, at % 60 - 30);
            follow_up.owner_id = full_.staff.id;
            CHECK(work.save(follow_up).has_value());
        }
        CHECK(work.commit().has_value());
        // Half of all contacts took place at a school.
        CHECK(full_.connection()
                  .execute("UPDATE contacts SET place_id = (SELECT id FROM places "
                           "WHERE rowid = 1 + abs(contacts.rowid * 7919) % 100) "
                           "WHERE rowid % 2 = 0")
                  .has_value());
        CHECK(full_.connection().checkpoint(storage::CheckpointKind::kTruncate).has_value());
    }

    storage::UnitOfWork begin() {
        auto work = storage::UnitOfWork::begin(full_.store(), sink, clock, full_.staff, "save");
        CHECK(work.has_value());
        return std::move(*work);
    }
    RawId any_family() { return full_.families[full_.dice.roll() % full_.families.size()]; }
    RawId new_draft() { return full_.dice.id(); }

private:
    FullStore& full_ = full_store();

public:
    StandingClock clock;
    SeededEntropy entropy;
    storage::NullSink sink;
    Desk desk{full_.store(), sink, clock, entropy, full_.staff};
    std::vector<Id<Place>> places;
    Id<Family> family;
};

FullDesk& full_desk() {
    static FullDesk desk;
    return desk;
}

// Each single turn, since a mean hides the slow ones.
template <class Work>
void time_turns(benchmark::State& state, Work work) {
    std::vector<double> spans;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> span =
            std::chrono::steady_clock::now() - start;
        state.SetIterationTime(span.count() / 1000);
        spans.push_back(span.count());
    }
    std::sort(spans.begin(), spans.end());
    state.counters["p50_ms"] = spans[spans.size() / 2];
    state.counters["p99_ms"] = spans[spans.size() * 99 / 100];
    state.counters["max_ms"] = spans.back();
}

void time_look(benchmark::State& state, const Look& look) {
    FullDesk& full = full_desk();
    time_turns(state, [&] {
        Result<View> view = full.desk.look(look);
        CHECK(view.has_value());
        benchmark::DoNotOptimize(*view);
    });
}

void open_family_with_500_contacts(benchmark::State& state) {
    time_look(state, LookFamily{full_desk().family});
}
void look_today(benchmark::State& state) { time_look(state, LookToday{}); }
void look_families_recent(benchmark::State& state) { time_look(state, LookFamilies{}); }
void look_families_typed(benchmark::State& state) { time_look(state, LookFamilies{"peet"}); }
void look_places(benchmark::State& state) { time_look(state, LookPlaces{}); }
void look_place_page(benchmark::State& state) {
    time_look(state, LookPlace{full_desk().places.front()});
}
void look_log_contact(benchmark::State& state) {
    FullDesk& full = full_desk();
    time_look(state, LookLogContact{{}, full.family, full.places.front()});
}

// Contact, promise and question; the draft removed; durable when it answers.
void log_contact_end_to_end(benchmark::State& state) {
    FullDesk& full = full_desk();
    time_turns(state, [&] {
        ContactDraft draft;
        draft.id = full.new_draft();
        draft.begun_at = kNow;
        draft.family_id = Id<Family>{full.any_family()};
        draft.place_id = full.places.front();
        draft.themes = {"food", "housing"};
        draft.note = std::string(400, 'n');
        draft.question = "waar vinden we opvang?";
        draft.follow_up.emplace();
        draft.follow_up->what = "terugbellen";
        CHECK(full.desk.run(LogContact{draft}).saved());
    });
}

void save_draft_per_keystroke(benchmark::State& state) {
    FullDesk& full = full_desk();
    ContactDraft draft;
    draft.id = full.new_draft();
    draft.begun_at = kNow;
    time_turns(state, [&] {
        if (draft.note.size() > 2000) draft.note.clear();
        draft.note += 'n';
        CHECK(full.desk.run(SaveDraft{draft}).saved());
    });
}

BENCHMARK(open_family_with_500_contacts)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_today)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_families_recent)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_families_typed)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_places)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_place_page)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(look_log_contact)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(log_contact_end_to_end)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(save_draft_per_keystroke)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
