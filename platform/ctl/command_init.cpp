#include <cstdio>

#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"

namespace oppad::platform {

ExitCode run_init(const InitOrder& order) {
    std::unique_ptr<OpenedStore> opened;
    const ExitCode created = create_store(order.store, order.name, opened);
    if (created != ExitCode::kDone) return created;
    opened->close();
    std::printf("Made an empty store in %s\n", order.store.folder.c_str());
    return ExitCode::kDone;
}

}  // namespace oppad::platform
