// Backups of a hub, and putting one back (hub-guide.md, "Backups").
#pragma once

#include <string>

#include "engine/core/result.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "engine/ports/file_system.h"
#include "sync/server/admin/hub_folder.h"

namespace oppad::hub {

// Renames files within one folder.
class FileMover {
public:
    virtual ~FileMover() = default;
    // Durable. Fails: kNotFound when there is no `from`, kDenied.
    virtual Status move_file(const std::string& from, const std::string& to) = 0;
};

// Writes a consistent copy of the database that is open at `paths` to `file`, under the hub's own
// key, while it serves; it is on the disk when this returns. Fails: kConflict when `file` exists,
// kDenied where nothing can be written, kDiskFull.
Status back_up_hub(SqliteStore& store, const HubPaths& paths, const std::string& file,
                   FileSystem& files);

struct RestoreParts {
    FileSystem& files;
    FileMover& mover;
    const Clock& clock;
    Entropy& entropy;
};

// Puts a copy of the backup in the database's place and begins a new epoch in it, so that every
// tablet pushes again what the backup lacks. What stood there is kept beside it as
// hub.db.replaced-TIME. A broken-off restore leaves the hub as it was. Fails: kBusy while the hub
// serves; kNotFound, kDenied, kInvalid, kCorrupt for the backup.
Status restore_hub(const HubPaths& paths, const std::string& file, const RestoreParts& parts);

}  // namespace oppad::hub
