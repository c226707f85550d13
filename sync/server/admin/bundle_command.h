// oppad-hub bundle import: a tablet's file in, the answer for its stick out.
#pragma once

#include <string>

#include "sync/server/admin/command_line.h"

namespace oppad::hub {

struct BundleOrder {
    std::string request_file;
    std::string answer_file;
};
// Returns the exit code; prints what went each way, or one sentence about why nothing did.
int import_bundle(const BundleOrder& order, ServerStore& store, HubMachine& machine);

}  // namespace oppad::hub
