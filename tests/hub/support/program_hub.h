// A new hub for the program to serve, on either store, and its administration beside it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/host/system_clock.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

enum class StoreKind { kSqlite, kPostgres };

struct ProgramHub {
    explicit ProgramHub(StoreKind kind) {
        lent.clock.wall = platform::SystemClock{}.now();
        if (kind == StoreKind::kPostgres) {
            PostgresCluster::of_this_program().make_durable();
            paths.postgres_url = PostgresCluster::of_this_program().make_database();
            arguments.insert(arguments.end(), {"--store", paths.postgres_url});
        } else {
            paths.folder = folder.path();
            arguments.insert(arguments.end(), {"--data", paths.folder});
        }
        require_success(hub::make_hub(paths, "Huis", lent.files, lent.entropy));
        store = required(hub::open_hub(paths, lent.files));
        administration.emplace(
            required(hub::Administration::open(*store, lent.clock, lent.entropy)));
    }

    TempFolder folder;
    TestHub lent;  // Its clock and entropy.
    hub::HubPaths paths;
    std::vector<std::string> arguments{"serve", "--listen", "127.0.0.1:0"};
    std::string log = folder.path() + "/log";
    std::unique_ptr<hub::ServerStore> store;
    std::optional<hub::Administration> administration;
};

}  // namespace oppad::test
