#include "tests/samples/wire_samples.h"

#include "engine/core/check.h"
#include "engine/storage/store.h"
#include "platform/ctl/demo.h"
#include "sync/capture/capture.h"
#include "sync/capture/outbox.h"
#include "tests/samples/scratch_folder.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_store.h"

namespace oppad::test {

namespace {

// Some seconds pass between any two looks, as between two things that a person writes.
class WritingClock final : public TestClock {
public:
    explicit WritingClock(std::uint64_t seed) : entropy_(seed) {}
    [[nodiscard]] Instant now() const override {
        elapsed_ += std::chrono::milliseconds{entropy_.next() % 20'000};
        return wall + elapsed_;
    }

private:
    mutable TestEntropy entropy_;
    mutable std::chrono::milliseconds elapsed_{0};
};

// As long as a hub's cursor over two scopes, and as random.
std::string some_cursor(TestEntropy& entropy) {
    Bytes bytes(54);
    entropy.fill(bytes);
    return to_hex(bytes).substr(0, 98);
}

// Only some of the fields, as after an edit.
sync::RecordState edit_of(sync::RecordState state, TestEntropy& entropy) {
    std::vector<sync::FieldState> kept;
    for (sync::FieldState& field : state.fields) {
        if (entropy.next() % 4 == 0) kept.push_back(std::move(field));
    }
    state.fields = std::move(kept);
    return state;
}

}  // namespace

std::vector<sync::RecordState> demo_records(int families, std::uint64_t seed) {
    const ScratchFolder folder;
    const storage::StorePaths paths{folder.path + "/store"};
    WritingClock clock{seed};
    TestEntropy entropy{seed};
    auto store = storage::Store::create(paths, test_key());
    CHECK(store.has_value());
    auto capture = sync::Capture::open(store->connection(), clock, entropy);
    CHECK(capture.has_value());
    Staff author = test_staff();
    author.id = {entropy.id()};
    author.scope = entropy.id();
    const auto words = platform::load_demo_words(source_dir() + "/assets");
    CHECK(words.has_value());
    platform::DemoOrder order{.families = families, .contacts_per_family = 8, .seed = seed};
    order.now = clock.now();
    order.utc_offset = std::chrono::minutes{60};
    order.invents_colleagues = false;
    order.author = author;
    platform::RecordPen pen{*store, *capture, clock, author};
    CHECK(platform::write_demo(order, *words, pen).has_value());
    auto transaction = storage::Transaction::begin(store->connection());
    CHECK(transaction.has_value());
    auto batch = sync::begin_batch(store->connection(), {1'000'000, 1'000'000'000});
    CHECK(batch.has_value());
    return std::move(batch->push);
}

SmallMessages small_messages(const std::vector<sync::RecordState>& records, std::uint64_t seed) {
    TestEntropy entropy{seed};
    SmallMessages messages;
    std::uint64_t number = 0;
    for (const sync::RecordState& record : records) {
        sync::RecordState state = record;
        if (entropy.next() % 2 == 0) state = edit_of(std::move(state), entropy);
        sync::SyncRequest request{.incarnation = entropy.next(), .batch = ++number};
        request.cursor = some_cursor(entropy);
        sync::SyncReply reply{.hub_time_ms = kTestStart.ms + static_cast<std::int64_t>(
                                                                 entropy.next() % 1'000'000'000)};
        reply.cursor = some_cursor(entropy);
        switch (entropy.next() % 4) {
            case 0:  // Nothing new on either side.
                request.batch = 0;
                break;
            case 1:  // Somebody else's.
                request.batch = 0;
                reply.changes = {state};
                break;
            default:
                request.push = {state};
                reply.receipts = {{.key = state.key}};
                break;
        }
        reply.batch = request.batch;
        messages.requests.push_back(std::move(request));
        messages.replies.push_back(std::move(reply));
    }
    return messages;
}

}  // namespace oppad::test
