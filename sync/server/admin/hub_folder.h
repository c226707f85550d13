// Where a hub lives: a folder with the database, and the key file, which may be kept on another
// disk so that a stolen disk or backup tells nothing; or a PostgreSQL database, which needs
// neither.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "engine/ports/file_system.h"
#include "sync/server/store/sqlite_store.h"

namespace oppad::hub {

struct HubPaths {
    std::string folder;
    std::string key_file;       // Empty = hub.key in the folder.
    std::string database_file;  // Empty = hub.db in the folder.
    std::string postgres_url;   // Not empty = there, and the others count for nothing.

    [[nodiscard]] std::string database() const {
        return database_file.empty() ? folder + "/hub.db" : database_file;
    }
    [[nodiscard]] std::string key() const {
        return key_file.empty() ? folder + "/hub.key" : key_file;
    }
};

// Makes key, database and organisation. The folder of the key and `paths.folder` must exist.
// Fails: kConflict when a hub is there, kInvalid for an unusable name, kDenied, kDiskFull. A key
// file without a database (an init that was broken off) is used as it is. Of PostgreSQL the
// database must exist, and kBusy says that its server doesn't answer.
Status make_hub(const HubPaths& paths, std::string_view organisation_name, FileSystem& files,
                Entropy& entropy);

// The one in a folder, and wherever it is. Fails: kNotFound without database, kConflict for a
// database whose key file isn't there, kDenied for another hub's key, kInvalid for a database of a
// newer hub, kCorrupt; of PostgreSQL what PostgresStore::open() says. Whoever opens it several
// times shares the turns between them.
Result<std::unique_ptr<SqliteStore>> open_hub_file(const HubPaths& paths, FileSystem& files,
                                                   std::shared_ptr<WriteTurns> turns = nullptr);
Result<std::unique_ptr<ServerStore>> open_hub(const HubPaths& paths, FileSystem& files,
                                              std::shared_ptr<WriteTurns> turns = nullptr);

}  // namespace oppad::hub
