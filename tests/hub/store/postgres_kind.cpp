#include <utility>

#include "sync/server/store/postgres_store.h"
#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

namespace {

class PostgresMaker final : public StoreMaker {
public:
    PostgresMaker() = default;
    PostgresMaker(const PostgresMaker&) = delete;
    PostgresMaker& operator=(const PostgresMaker&) = delete;
    ~PostgresMaker() override { PostgresCluster::of_this_program().take_back(url_); }
    std::unique_ptr<hub::ServerStore> open(int busy_timeout_ms) override {
        const hub::PostgresOptions options{.url = url_, .busy_timeout_ms = busy_timeout_ms};
        if (std::exchange(is_made_, true)) return required(hub::PostgresStore::open(options));
        return required(hub::PostgresStore::create(options));
    }

private:
    std::string url_ = PostgresCluster::of_this_program().lend_database();
    bool is_made_ = false;
};

}  // namespace

std::unique_ptr<StoreMaker> make_postgres_maker() { return std::make_unique<PostgresMaker>(); }

}  // namespace oppad::test
