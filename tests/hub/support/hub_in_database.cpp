#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "tests/hub/support/hub_place.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

namespace {

class DatabasePlace final : public HubPlace {
public:
    DatabasePlace() = default;
    DatabasePlace(const DatabasePlace&) = delete;
    DatabasePlace& operator=(const DatabasePlace&) = delete;
    ~DatabasePlace() override {
        cluster().take_back(url_);
        for (const std::string& backup : backups_) cluster().drop_database(backup);
    }

    hub::HubPaths paths() const override { return {.postgres_url = url_}; }

    std::string back_up() override {
        backups_.push_back(cluster().copy_database(url_));
        return backups_.back();
    }

    void restore(const std::string& backup, const hub::RestoreParts& parts) override {
        copy_back(backup);
        const auto store = required(hub::open_hub(paths(), parts.files));
        auto administration =
            required(hub::Administration::open(*store, parts.clock, parts.entropy));
        require_success(administration.begin_epoch());
    }

    void copy_back(const std::string& backup) override {
        cluster().drop_database(url_);
        url_ = cluster().copy_database(backup);
    }

    void decay(const RecordKey& key, const Bytes& state) override {
        const std::string change =
            state.empty() ? "DELETE FROM oppad_hub.records"
                          : "UPDATE oppad_hub.records SET state = '\\x" + to_hex(state) + "'";
        const std::string type = std::to_string(static_cast<int>(key.type));
        const std::string changed = "WITH changed AS (" + change + " WHERE type = " + type +
                                    " AND id = '" + to_hex(key.id.bytes) +
                                    "' RETURNING 1) SELECT count(*) FROM changed";
        REQUIRE(cluster().ask(url_, changed) == "1");
    }

private:
    static PostgresCluster& cluster() { return PostgresCluster::of_this_program(); }

    std::string url_ = cluster().lend_database();
    std::vector<std::string> backups_;
};

}  // namespace

std::unique_ptr<HubPlace> make_hub_place() { return std::make_unique<DatabasePlace>(); }

}  // namespace oppad::test
