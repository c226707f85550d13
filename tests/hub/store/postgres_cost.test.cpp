// Cost follows the change on PostgreSQL too: one changed record, sent by one tablet and fetched by
// another, reads as many rows whatever else the hub holds.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

struct Measured {
    std::int64_t rows = 0;  // Read from tables, by scans and through indexes.
    double median_ms = 0;   // Of one exchange that fetches the change.
};

// How many records of colleagues the greater hub holds.
int records_wanted() {
    const char* text = std::getenv("OPPAD_HUB_RECORDS");
    return text == nullptr ? 5'000 : std::atoi(text);
}

class FilledHub {
public:
    explicit FilledHub(int colleagues_records) {
        fill(colleagues_records);
        cluster().ask(url_, "ANALYZE");
        key_ = ann_.write_place("De Brug");
        exchange_all();
    }
    FilledHub(const FilledHub&) = delete;
    FilledHub& operator=(const FilledHub&) = delete;

    Measured measure() {
        constexpr int kTurns = 20;
        const std::int64_t before = rows_read();
        std::vector<double> spans;
        for (int turn = 0; turn < kTurns; ++turn) {
            hub_.clock.advance(std::chrono::seconds{1});
            ann_.rename(key_, "De Brug " + std::to_string(turn));
            ann_.exchange();
            const auto start = std::chrono::steady_clock::now();
            CHECK(bea_.exchange().changes.size() == 1);
            spans.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                    .count());
        }
        std::sort(spans.begin(), spans.end());
        return {(rows_read() - before) / kTurns, spans[kTurns / 2]};
    }

private:
    static PostgresCluster& cluster() { return PostgresCluster::of_this_program(); }
    static std::string make_database() { return cluster().make_database(); }

    // In a scope that neither of the two sees, in the same tables.
    void fill(int count) {
        constexpr int kAtOnce = 5'000;
        const RawId organisation = hub_.administration->organisation().id;
        for (int next = 0; next < count;) {
            auto transaction =
                required(hub_.store->begin(organisation, hub::TransactionKind::kWrite));
            const int end = std::min(next + kAtOnce, count);
            for (; next < end; ++next) {
                hub::StoredState state = state_of(1, id_of(0xee), "van een collega");
                state.key.id = hub_.entropy.id();
                CHECK(required(transaction->put_record(state, std::nullopt)) > 0);
            }
            require_success(transaction->commit());
        }
    }
    void exchange_all() {
        for (TestTablet* tablet : {&ann_, &bea_, &ann_}) tablet->exchange_all();
    }
    // The server counts what a connection read when that ends.
    std::int64_t rows_read() {
        hub_.reopen();
        const char* kOthers =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            "pg_backend_pid() AND backend_type = 'client backend'";
        const char* kRead =
            "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables";
        while (cluster().ask(url_, kOthers) != "1") std::this_thread::yield();  // The new one.
        return std::stoll(cluster().ask(url_, kRead));
    }

    std::string url_ = make_database();
    TestHub hub_{hub::HubPaths{.postgres_url = url_}};
    TestTablet ann_ = hub_.enrol("Ann");
    TestTablet bea_ = hub_.enrol("Bea");
    RecordKey key_;
};

}  // namespace

TEST_CASE("one change reads as many rows of a database however much it holds",
          "[hub][postgres][cost]") {
    const Measured small = FilledHub{1'000}.measure();
    const Measured large = FilledHub{records_wanted()}.measure();
    INFO("rows read: " << small.rows << " and " << large.rows);
    CHECK(small.rows > 0);
    CHECK(large.rows <= small.rows + 10);
    if (std::getenv("OPPAD_HUB_RECORDS") != nullptr) {
        WARN("with 1,000 records of colleagues and with "
             << records_wanted() << ": rows read " << small.rows << " and " << large.rows
             << ", an exchange that fetches the change " << small.median_ms << " and "
             << large.median_ms << " ms (p50)");
    }
}
