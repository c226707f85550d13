// The command line of oppad.
#pragma once

#include <string>
#include <variant>

namespace oppad::platform {

struct AppOptions {
    std::string store_folder;   // Empty = the person's own (paths.h).
    std::string device_folder;  // Empty = the person's own.
    std::string assets_folder;  // Empty = beside the executable.
    std::string hub_ca_file;    // Empty = the system's authorities.
    int width = 1280;
    int height = 800;
    std::string language;  // Empty = as set in the app.
};

// The program has answered already: --help, --version or a mistake, printed.
struct AnsweredHere {
    int exit_code = 0;
};

// Prints what it answers itself.
std::variant<AppOptions, AnsweredHere> parse_options(int argument_count,
                                                     const char* const* arguments);

}  // namespace oppad::platform
