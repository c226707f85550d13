// A cursor never skips: what is committed on the hub reaches every reader that polls, whatever
// writers do meanwhile. Writers in threads report what happened; only the case itself judges.
// OPPAD_STRESS_SECONDS=60 lets the ten writers go on for that long.
#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using hub::Seq;
using hub::TransactionKind;

namespace {

// A tablet's view of one scope: pages after its cursor, as often as it likes.
class Poller {
public:
    explicit Poller(std::unique_ptr<hub::ServerStore> store) : store_(std::move(store)) {}

    // Takes in all that there is now. Returns how many pages that were.
    int poll(int page_max = 100) {
        for (int pages = 0;; ++pages) {
            auto transaction = required(store_->begin(id_of(1), TransactionKind::kRead));
            const auto page = required(transaction->list_log(kTeam, cursor_, page_max));
            if (page.empty()) return pages;
            for (const hub::LogEntry& entry : page) {
                CHECK(entry.seq > cursor_);
                cursor_ = entry.seq;
                seen.push_back(entry.seq);
            }
        }
    }

    std::vector<Seq> seen;

private:
    std::unique_ptr<hub::ServerStore> store_;
    Seq cursor_ = 0;
};

RecordKey key_of(std::uint32_t writer, std::uint32_t number) {
    RecordKey key{RecordType::kPlace, {}};
    key.id.bytes[0] = static_cast<std::uint8_t>(writer + 1);
    for (std::size_t at = 0; at < 4; ++at) {
        key.id.bytes[12 + at] = static_cast<std::uint8_t>(number >> (24 - 8 * at));
    }
    return key;
}

struct Writer {
    std::unique_ptr<hub::ServerStore> store;
    std::uint32_t name = 0;
    std::uint32_t rows_written = 0;
    std::vector<Seq> acknowledged;
    std::string failure;

    // One transaction of `rows` new records. Returns false when it failed.
    bool write(int rows) {
        auto transaction = store->begin(id_of(1), TransactionKind::kWrite);
        if (!transaction) return fail(transaction.error());
        std::vector<Seq> given;
        for (int row = 0; row < rows; ++row) {
            hub::StoredState state = state_of(1, kTeam, "rij");
            state.key = key_of(name, rows_written++);
            const auto seq = (*transaction)->put_record(state, std::nullopt);
            if (!seq) return fail(seq.error());
            given.push_back(*seq);
        }
        if (const Status committed = (*transaction)->commit(); !committed) {
            return fail(committed.error());
        }
        acknowledged.insert(acknowledged.end(), given.begin(), given.end());
        return true;
    }
    bool fail(const Error& error) {
        failure = error.detail;
        return false;
    }
};

// Nothing = as many transactions as the short run has.
std::optional<std::chrono::seconds> stress_time() {
    const char* text = std::getenv("OPPAD_STRESS_SECONDS");
    if (text == nullptr) return std::nullopt;
    return std::chrono::seconds{std::atoi(text)};
}

void write_on(Writer& writer, std::optional<std::chrono::steady_clock::time_point> end) {
    constexpr int kShortRun = 15;
    for (int count = 0; end ? std::chrono::steady_clock::now() < *end : count < kShortRun;
         ++count) {
        if (!writer.write(10)) return;
    }
}

}  // namespace

TEST_CASE("a writer that began second commits second", "[hub][contract][hazard-01]") {
    Fixture fixture{EACH_STORE()};
    Poller poller{fixture.open()};
    auto first = fixture.write();
    CHECK(required(first->put_record(state_of(1, kTeam, "eerste"), std::nullopt)) == 1);
    // It can't even get a number while the first may still commit a lower one.
    CHECK(fixture.open()->begin(id_of(1), TransactionKind::kWrite).error().code ==
          ErrorCode::kBusy);

    Writer second{.store = fixture.open(kWaitsLong), .name = 1};
    std::thread waits{[&second] { second.write(1); }};
    CHECK(poller.poll() == 0);
    require_success(first->commit());
    first.reset();
    CHECK(poller.poll() >= 1);
    waits.join();
    CHECK(second.failure.empty());
    CHECK(second.acknowledged == std::vector<Seq>{2});
    poller.poll();
    CHECK(poller.seen == std::vector<Seq>{1, 2});
}

TEST_CASE("a row of a transaction that stood open for long still arrives",
          "[hub][contract][hazard-02]") {
    Fixture fixture{EACH_STORE()};
    Poller poller{fixture.open()};
    Writer before{.store = fixture.open()};
    REQUIRE(before.write(3));
    auto slow = fixture.write();
    // Dated when it began, long before what is read meanwhile: no date is a cursor here.
    hub::StoredState dated = state_of(1, kTeam, "lang geleden");
    dated.hidden_at = Instant{1};
    CHECK(required(slow->put_record(dated, std::nullopt)) == 4);
    for (int polls = 0; polls < 20; ++polls) poller.poll();
    CHECK(poller.seen.size() == 3);
    require_success(slow->commit());
    slow.reset();
    REQUIRE(before.write(1));
    poller.poll();
    CHECK(poller.seen == std::vector<Seq>{1, 2, 3, 4, 5});
}

TEST_CASE("an open writer holds up no reader, and other writers are told",
          "[hub][contract][hazard-03]") {
    Fixture fixture{EACH_STORE()};
    Writer writer{.store = fixture.open()};
    REQUIRE(writer.write(5));
    {
        auto stalled = fixture.write();
        CHECK(required(stalled->put_record(state_of(1, kTeam, "half"), std::nullopt)) == 6);
        Poller late{fixture.open()};
        late.poll(2);
        CHECK(late.seen.size() == 5);
        // The alarm, which tablets see as 503.
        const auto waits = fixture.open()->begin(id_of(1), TransactionKind::kWrite);
        REQUIRE_FALSE(waits.has_value());
        CHECK(waits.error().code == ErrorCode::kBusy);
        require_success(stalled->commit());  // However late: nothing of it is lost.
    }
    REQUIRE(writer.write(2));
    Poller poller{fixture.open()};
    poller.poll();
    CHECK(poller.seen == std::vector<Seq>{1, 2, 3, 4, 5, 6, 7, 8});
}

TEST_CASE("no page is cut inside the rows of one transaction", "[hub][contract][hazard-04]") {
    Fixture fixture{EACH_STORE()};
    constexpr int kRows = 10'000;
    Writer writer{.store = fixture.open()};
    REQUIRE(writer.write(kRows));
    Poller poller{fixture.open()};
    CHECK(poller.poll(100) == kRows / 100);
    CHECK(poller.seen == writer.acknowledged);
    Poller odd{fixture.open()};
    CHECK(odd.poll(333) == kRows / 333 + 1);
    CHECK(odd.seen == writer.acknowledged);
}

TEST_CASE("ten writers at once and a polling reader: nothing is missed",
          "[hub][contract][hazard-01][stress]") {
    Fixture fixture{EACH_STORE()};
    std::array<Writer, 10> writers;
    for (std::uint32_t name = 0; name < writers.size(); ++name) {
        writers[name].store = fixture.open(kWaitsLong);
        writers[name].name = name;
    }
    std::optional<std::chrono::steady_clock::time_point> end;
    if (const auto time = stress_time()) end = std::chrono::steady_clock::now() + *time;
    std::atomic<int> at_work{static_cast<int>(writers.size())};
    std::vector<std::jthread> threads;
    for (Writer& writer : writers) {
        threads.emplace_back([&writer, &at_work, end] {
            write_on(writer, end);
            --at_work;
        });
    }
    Poller poller{fixture.open()};
    int polls = 0;
    while (at_work > 0) polls += poller.poll() > 0 ? 1 : 0;
    threads.clear();
    poller.poll();

    std::vector<Seq> acknowledged;
    for (const Writer& writer : writers) {
        CHECK(writer.failure.empty());
        acknowledged.insert(acknowledged.end(), writer.acknowledged.begin(),
                            writer.acknowledged.end());
    }
    std::sort(acknowledged.begin(), acknowledged.end());
    std::vector<Seq> missed;
    std::set_difference(acknowledged.begin(), acknowledged.end(), poller.seen.begin(),
                        poller.seen.end(), std::back_inserter(missed));
    CHECK(missed.empty());
    CHECK(poller.seen == acknowledged);
    CHECK(poller.seen.back() == static_cast<Seq>(poller.seen.size()));
    if (end) {
        WARN("10 writers: " << acknowledged.size() << " rows written, " << polls
                            << " polls that found some, " << missed.size() << " missed");
    }
}
