#include "platform/ctl/exit_code.h"

#include <cstdio>

namespace oppad::platform {

namespace {

struct Complaint {
    ExitCode code = ExitCode::kDefect;
    std::string sentence;
};

Complaint about_opening(const Error& error, const std::string& path) {
    switch (error.code) {
        case ErrorCode::kNotFound:
            return {ExitCode::kNoStore, "There is no store in " + path +
                                            ". Make one with: oppadctl init --store " + path};
        case ErrorCode::kDenied:
            return {ExitCode::kWrongPassphrase,
                    "The store in " + path +
                        " did not open: wrong passphrase, or its folder may not be read."};
        case ErrorCode::kBusy:
            return {ExitCode::kInUse,
                    "The store in " + path +
                        " is in use: close Op Pad, or the other oppadctl, and try again."};
        case ErrorCode::kInvalid:
            return {ExitCode::kNewerVersion,
                    "The store in " + path +
                        " was written by a newer Op Pad: update this program first. Nothing was "
                        "changed."};
        case ErrorCode::kCorrupt:
            return {ExitCode::kDamaged,
                    "The store in " + path + " is damaged (" + error.detail +
                        "). It was left as it is: copy the folder away before anything else, then "
                        "see docs/adr/0005-damaged-stores.md."};
        default:
            return {};
    }
}

Complaint about_creating(const Error& error, const std::string& path) {
    switch (error.code) {
        case ErrorCode::kConflict:
            return {ExitCode::kStoreExists,
                    "There is a store in " + path + " already; it was left as it is."};
        case ErrorCode::kDenied:
            return {ExitCode::kNotAllowed,
                    "The folder " + path +
                        " may not be written to: choose another, or change its "
                        "permissions."};
        case ErrorCode::kNotFound:
            return {ExitCode::kBadInput,
                    "No store can be made in " + path +
                        ": the folder that it would stand in isn't there, or is no folder. Make "
                        "it first, or check the path. Nothing was made."};
        case ErrorCode::kInvalid:
            return {ExitCode::kBadInput, "No store can be made in " + path + ": " + error.detail};
        default:
            return {};
    }
}

// Of a store whose old passphrase has just been proven.
Complaint about_changing(const Error& error, const std::string& path) {
    switch (error.code) {
        case ErrorCode::kInvalid:
            return {ExitCode::kBadInput,
                    "The new passphrase can't be used (" + error.detail +
                        "): a PIN has 6 characters or more and opens the store on this device "
                        "only, a passphrase of 15 or more opens it anywhere. The old one still "
                        "opens the store."};
        case ErrorCode::kDenied:
            return {ExitCode::kNotAllowed, "The folder " + path +
                                               " may not be written to: the old passphrase still "
                                               "opens the store."};
        default:
            return {};
    }
}

Complaint about_work(const Error& error, const std::string& path) {
    switch (error.code) {
        case ErrorCode::kNotFound:
            return {ExitCode::kBadInput, path + ": no such file."};
        case ErrorCode::kInvalid:
            return {ExitCode::kBadInput, path + " can't be used: " + error.detail};
        case ErrorCode::kDenied:
            return {ExitCode::kNotAllowed, path + " may not be read or written."};
        case ErrorCode::kCorrupt:
            return {ExitCode::kDamaged, path + " is damaged (" + error.detail + ")."};
        case ErrorCode::kOffline:
            return {ExitCode::kOffline, "The hub can't be reached: " + error.detail};
        case ErrorCode::kCancelled:
            return {ExitCode::kCancelled, "Stopped."};
        default:
            return {};
    }
}

Complaint complaint_of(const Error& error, Doing doing, const std::string& path) {
    if (error.code == ErrorCode::kDiskFull)
        return {ExitCode::kDiskFull,
                "The disk is full: nothing was written. Free some space and try again."};
    switch (doing) {
        case Doing::kOpeningStore:
            return about_opening(error, path);
        case Doing::kCreatingStore:
            return about_creating(error, path);
        case Doing::kChangingPassphrase:
            return about_changing(error, path);
        case Doing::kAsking:
        case Doing::kWriting:
        case Doing::kReading:
            return about_work(error, path);
    }
    return {};
}

}  // namespace

ExitCode complain(ExitCode code, const std::string& sentence) {
    std::fprintf(stderr, "oppadctl: %s\n", sentence.c_str());
    return code;
}

ExitCode complain_about(const Error& error, Doing doing, const std::string& path) {
    Complaint complaint = complaint_of(error, doing, path);
    if (complaint.sentence.empty()) {
        complaint.sentence = "That did not succeed (" + error.detail +
                             "). Nothing that was saved before is lost; please report this.";
    }
    return complain(complaint.code, complaint.sentence);
}

}  // namespace oppad::platform
