// oppad-hub's commands: init, serve, backup, restore, trim, user, scope, device, bundle. Everything
// but serving is done here; serving is the composition root's, which owns threads and sockets.
#pragma once

#include <string>

#include "engine/core/secret.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "engine/ports/file_system.h"
#include "sync/server/admin/hub_copies.h"
#include "sync/server/admin/hub_folder.h"
#include "sync/server/http/http_server.h"

namespace oppad::hub {

// What the commands need of the machine. Borrowed.
class HubMachine : public FileMover {
public:
    virtual const Clock& clock() = 0;
    virtual Entropy& entropy() = 0;
    virtual FileSystem& files() = 0;
    virtual Result<Secret> ask_bundle_passphrase() = 0;
    // Makes a folder that only its owner can enter; success when it is there.
    virtual Status make_folder(const std::string& path) = 0;
    // Serves until it is asked to end. `on_ready` prints the address that people connect to.
    virtual Status serve(const HubPaths& paths, const HttpOptions& options,
                         void (*on_ready)(const HttpOptions& options)) = 0;
};

// Exit codes: 0 = done, 1 = it couldn't be done (one sentence on stderr), 2 = not a command.
int run_command_line(int argc, const char* const* argv, HubMachine& machine);

}  // namespace oppad::hub
