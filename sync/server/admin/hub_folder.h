// Where a hub lives on disk: a folder with the database, and the key file, which may be kept on
// another disk so that a stolen disk or backup tells nothing.
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

    [[nodiscard]] std::string database() const {
        return database_file.empty() ? folder + "/hub.db" : database_file;
    }
    [[nodiscard]] std::string key() const {
        return key_file.empty() ? folder + "/hub.key" : key_file;
    }
};

// Makes key, database and organisation. The folder of the key and `paths.folder` must exist.
// Fails: kConflict when a hub is there, kInvalid for an unusable name, kDenied, kDiskFull. A key
// file without a database (an init that was broken off) is used as it is.
Status make_hub(const HubPaths& paths, std::string_view organisation_name, FileSystem& files,
                Entropy& entropy);

// Fails: kNotFound without database or key file, kDenied for another hub's key, kInvalid for a
// database of a newer hub, kCorrupt.
Result<std::unique_ptr<SqliteStore>> open_hub(const HubPaths& paths, FileSystem& files);

}  // namespace oppad::hub
