#include "sync/server/admin/command_sentences.h"

#include <fmt/format.h>

#include <cstdio>

namespace oppad::hub {

void print(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

int fail(const std::string& sentence) {
    std::fputs(("oppad-hub: " + sentence + "\n").c_str(), stderr);
    return kExitFailed;
}

// Sentences for codes that say the same whatever was asked.
std::string common_sentence(const Error& error) {
    switch (error.code) {
        using enum ErrorCode;
        case kDenied:
            return "Access was refused: look at the owner and rights of the files.";
        case kBusy:
            return "The database is busy; try again in a moment.";
        case kDiskFull:
            return "The disk is full; nothing was changed.";
        case kCorrupt:
            return "The hub's files are damaged. Change nothing, copy the folder, and restore a "
                   "backup.";
        case kNotFound:
        case kConflict:
        case kInvalid:
        case kOffline:
        case kCancelled:
        case kInternal:
            return fmt::format("It failed ({}).", error.detail);
    }
    return "It failed.";
}

// The URL is never repeated: it may hold a password.
int fail_opening_database(const Error& error) {
    switch (error.code) {
        using enum ErrorCode;
        case kNotFound:
            return fail(
                "There is no hub in that database, or no such database. Make the database, then: "
                "oppad-hub init --store URL --organisation NAME");
        case kDenied:
            return fail(fmt::format(
                "The database refuses the hub ({}). The password belongs in ~/.pgpass or "
                "PGPASSWORD; beyond this machine the server must have TLS.",
                error.detail));
        case kInvalid:
            return fail(fmt::format("The store can't be used ({}).", error.detail));
        case kBusy:
            return fail(fmt::format("The database can't be reached ({}).", error.detail));
        case kConflict:
        case kOffline:
        case kCorrupt:
        case kDiskFull:
        case kCancelled:
        case kInternal:
            return fail(common_sentence(error));
    }
    return fail(common_sentence(error));
}

int fail_opening(const Error& error, const HubPaths& paths) {
    if (!paths.postgres_url.empty()) return fail_opening_database(error);
    switch (error.code) {
        using enum ErrorCode;
        case kNotFound:
            return fail(
                fmt::format("There is no hub in {}. Make one with: oppad-hub init --data "
                            "DIR --organisation NAME",
                            paths.folder));
        case kDenied:
            return fail(
                fmt::format("The key in {} doesn't open the database of {}, or the files "
                            "belong to another user.",
                            paths.key(), paths.folder));
        case kInvalid:
            return fail("The database is of a newer oppad-hub; install that one.");
        case kConflict:
            return fail(
                fmt::format("The key file {} isn't there, and without it the database of {} can't "
                            "be opened. Put it back, or the disk that it is on; nothing was "
                            "changed.",
                            paths.key(), paths.folder));
        case kOffline:
        case kBusy:
        case kCorrupt:
        case kDiskFull:
        case kCancelled:
        case kInternal:
            return fail(common_sentence(error));
    }
    return fail(common_sentence(error));
}

int fail_copying_database() {
    return fail(
        "PostgreSQL copies its databases itself: pg_dump and pg_restore, then oppad-hub restored "
        "--store URL.");
}

}  // namespace oppad::hub
