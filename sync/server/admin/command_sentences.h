// What oppad-hub's commands say: a line of answer, or a sentence of why it couldn't be done.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "sync/server/admin/hub_folder.h"

namespace oppad::hub {

inline constexpr int kExitFailed = 1;

// On stdout, at once.
void print(const std::string& line);
// On stderr. Returns kExitFailed, as the other ones that fail.
int fail(const std::string& sentence);
// For codes that say the same whatever was asked.
std::string common_sentence(const Error& error);
// Why the hub at `paths` can't be opened.
int fail_opening(const Error& error, const HubPaths& paths);
int fail_opening_database(const Error& error);
// Copies of a database are its server's.
int fail_copying_database();

}  // namespace oppad::hub
