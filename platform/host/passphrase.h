// Where a passphrase comes from: an environment variable or the terminal, never the command line,
// where every other program could read it.
#pragma once

#include "engine/core/result.h"
#include "engine/core/secret.h"

namespace oppad::platform {

struct PassphraseSource {
    const char* variable;
    const char* prompt;      // "Passphrase: "
    const char* new_prompt;  // For one that is made up now.
};
// Of a tablet's store.
inline constexpr PassphraseSource kStorePassphrase{"OPPAD_PASSPHRASE",
                                                   "Passphrase: ", "New passphrase: "};
// The one that takes its place.
inline constexpr PassphraseSource kNewStorePassphrase{"OPPAD_NEW_PASSPHRASE",
                                                      "New passphrase: ", "New passphrase: "};
// Of a file that carries exchanges on a stick.
inline constexpr PassphraseSource kBundlePassphrase{
    "OPPAD_BUNDLE_PASSPHRASE", "Passphrase of the file: ", "New passphrase, for this file: "};

// Taken from the environment when it is there; its copy there is overwritten and removed. Else
// asked for on the terminal without echo. Fails: kInvalid when there is neither or it is empty,
// kCancelled when the person ends the input.
Result<Secret> ask_passphrase(const PassphraseSource& source);

// As ask_passphrase(), but typed twice on a terminal. Fails also: kInvalid when the two differ.
Result<Secret> ask_new_passphrase(const PassphraseSource& source);

}  // namespace oppad::platform
