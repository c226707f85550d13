// What oppadctl answers to the shell, and the sentence on stderr that goes with it.
#pragma once

#include <string>

#include "engine/core/result.h"

namespace oppad::platform {

// Scripts rely on these; never renumber. docs/user-guide lists them.
enum class ExitCode : int {
    kDone = 0,
    kDefect = 1,           // A mistake of ours.
    kUsage = 2,            // The command line can't be read.
    kWrongPassphrase = 3,  // Or another device's store with a short passphrase.
    kNoStore = 4,
    kStoreExists = 5,
    kNotAllowed = 6,  // The folder or file refuses.
    kDiskFull = 7,
    kInUse = 8,
    kNewerVersion = 9,
    kDamaged = 10,
    kBadInput = 11,  // A file to import, or a value, that can't be used.
    kOffline = 12,
    kRefusedByHub = 13,
    kNotEnrolled = 14,
    kIncomplete = 15,  // Sync went through, but some records wait for a person.
    kCancelled = 16,
};

// Prints `oppadctl: <sentence>` to stderr. Returns `code`, so that a command can end with it.
ExitCode complain(ExitCode code, const std::string& sentence);

// What a person was doing when an Error came.
enum class Doing {
    kOpeningStore,
    kCreatingStore,
    kChangingPassphrase,
    kAsking,
    kWriting,
    kReading
};

// The exit code and sentence for an error; `path` is the store's folder or the file's name.
ExitCode complain_about(const Error& error, Doing doing, const std::string& path);

}  // namespace oppad::platform
