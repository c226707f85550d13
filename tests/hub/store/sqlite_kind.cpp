#include <utility>

#include "sync/server/store/sqlite_store.h"
#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

namespace {

class SqliteMaker final : public StoreMaker {
public:
    explicit SqliteMaker(std::shared_ptr<hub::WriteTurns> turns) : turns_(std::move(turns)) {}

    std::unique_ptr<hub::ServerStore> open(int busy_timeout_ms) override {
        const hub::SqliteStoreOptions options{.path = folder_.path() + "/hub.db",
                                              .busy_timeout_ms = busy_timeout_ms,
                                              .turns = turns_};
        if (std::exchange(is_made_, true)) {
            return required(hub::SqliteStore::open(options, test_key()));
        }
        return required(hub::SqliteStore::create(options, test_key()));
    }

private:
    std::shared_ptr<hub::WriteTurns> turns_;
    TempFolder folder_;
    bool is_made_ = false;
};

}  // namespace

std::unique_ptr<StoreMaker> make_sqlite_maker() { return std::make_unique<SqliteMaker>(nullptr); }

std::unique_ptr<StoreMaker> make_workers_sqlite_maker() {
    return std::make_unique<SqliteMaker>(std::make_shared<hub::WriteTurns>());
}

}  // namespace oppad::test
