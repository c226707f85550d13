// Every duration and size of sync, with its unit and its reason. Passed in as values, so that tests
// choose their own.
#pragma once

#include <cstddef>
#include <cstdint>

namespace oppad::sync {

// The hub gives a stamp that lies further ahead than this its own time. Part of the protocol: a
// tablet whose clock was learned a moment ago is never near it.
inline constexpr std::int64_t kHubAheadMsMax = 120'000;

// What follows on the latest stamp that the hub took is believed too, however far that lies ahead
// of a clock that was set back since: who saw that one stamps after it. One second, as stamps count
// it: the counter of a tablet that only follows moves on by milliseconds. Part of the protocol.
inline constexpr std::uint64_t kFollowingMax = std::uint64_t{1000} << 16U;

// What reaches the hub this long after it was written was written without a network, for people.
inline constexpr std::int64_t kOfflineFromMs = 300'000;

struct SessionTuning {
    // Half of what the hub allows: a slow network between hello and push must not cost a
    // correction.
    std::int64_t ahead_ms_max = 60'000;
    // Before compression. About 500 contacts; acknowledged within seconds on a 2G network.
    int batch_bytes_max = 256 * 1024;
    int batch_records_max = 500;
    // A batch that was answered quickly is followed by one of twice as much, up to so many times
    // that: fewer transactions on both sides, and records pack better together. It never goes above
    // the hub's own limits.
    int batch_growth_max = 4;
    // Of one answer: some 200 kB compressed, applied within 100 ms.
    int pull_records_max = 1000;
    // An answer that was full and came this soon is followed by a question for so many times as
    // many, up to the last: a pull then takes fewer transactions, each of which writes the pages of
    // every index again (docs/adr/0012). A slow network keeps the small pages.
    std::int64_t quick_answer_ms = 1'000;
    int pull_growth = 4;
    int large_pull_records_max = 5'000;
    // Pages that follow one another quickly are committed together, up to so many records: each
    // commit writes the pages of every index again. What a power cut takes of them comes again.
    int held_records_max = 20'000;
    // A reply that unpacks to more is not from our hub (it gives at most 6 MB of states).
    std::size_t reply_bytes_max = 32U * 1024U * 1024U;
    // Exchanges in one run: 10,000 batches are 5,000,000 records. Only a hub that never ends
    // reaches it.
    int exchanges_max = 10'000;
    // Copies are compared a range at a time: 20,000 records all in turn within 20 hours online, for
    // one more exchange of 1 kB each quarter of an hour. A range is read in some 10 ms.
    std::int64_t check_every_ms = 900'000;
    int check_records = 256;
};

struct ScheduleTuning {
    // Several quick saves become one exchange; short enough to be gone before the tablet sleeps.
    std::int64_t after_save_ms = 2'000;
    // With nothing to send, others' work is at most this old. One exchange of 0.8 kB each.
    std::int64_t poll_ms = 30'000;
    // After a failure: 1 s, 2 s, 4 s … up to 5 minutes, each a random 50 to 100 % of that, so that
    // forty tablets don't come back at the same moment after the hub was away.
    std::int64_t retry_first_ms = 1'000;
    std::int64_t retry_max_ms = 300'000;
    // After the hub refused this tablet or its version: only a person changes that.
    std::int64_t refused_retry_ms = 3'600'000;
    // A network has just come: let addresses and routes settle.
    std::int64_t network_settle_ms = 500;
};

struct TransportTuning {
    long connect_timeout_ms = 15'000;  // 2G takes up to 10 s.
    long total_timeout_ms = 120'000;   // 256 kB at 2.5 kB/s.
    // Slower than this for that long is no connection: a captive portal that holds on, 1 byte/s.
    long low_speed_bytes_per_s = 100;
    long low_speed_s = 20;
    std::size_t reply_bytes_max = 8U * 1024U * 1024U;  // As sent, compressed.
};

}  // namespace oppad::sync
