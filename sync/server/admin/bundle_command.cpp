#include "sync/server/admin/bundle_command.h"

#include <fmt/format.h>

#include "sync/server/admin/command_sentences.h"
#include "sync/server/api/bundle_exchange.h"

namespace oppad::hub {

namespace {

int fail_answering(FailureKind kind, const std::string& file) {
    switch (kind) {
        using enum FailureKind;
        case kBadBody:
            return fail(file +
                        " is no file that a tablet of this hub wrote with oppadctl bundle "
                        "export. Nothing was changed.");
        case kOtherVersion:
            return fail(file + " is of a newer Op Pad: update oppad-hub. Nothing was changed.");
        case kBadSignature:
            return fail(file +
                        " did not open: another passphrase, or the file is damaged. Nothing "
                        "was changed.");
        case kUnknownDevice:
            return fail(file + " is of a tablet that this hub doesn't know. Nothing was changed.");
        case kRevoked:
            return fail(file +
                        " is of a tablet or a person that was cut off. Nothing was changed.");
        case kBatchReused:
            return fail(file +
                        " is older than what the tablet sent later. Nothing was changed; "
                        "take a newer file from that tablet.");
        case kDiskFull:
            return fail("The disk is full; nothing was changed.");
        case kBusy:
            return fail("The database is busy; try again in a moment.");
        default:  // What only a request over the network can meet.
            return fail(fmt::format("It failed ({}).", spec_of(kind).code));
    }
}

}  // namespace

int import_bundle(const BundleOrder& order, ServerStore& store, HubMachine& machine) {
    const auto file = machine.files().read(order.request_file);
    if (!file || !*file) return fail(order.request_file + " can't be read.");
    const auto passphrase = machine.ask_bundle_passphrase();
    if (!passphrase) return fail(fmt::format("No passphrase: {}.", passphrase.error().detail));
    const auto outcome =
        answer_bundle(store, **file, *passphrase, machine.entropy(), machine.clock().now());
    if (const auto* kind = std::get_if<FailureKind>(&outcome))
        return fail_answering(*kind, order.request_file);
    const auto& answered = std::get<AnsweredBundle>(outcome);
    if (const Status written = machine.files().replace(order.answer_file, answered.file);
        !written) {
        return fail(order.answer_file +
                    " can't be written. What the tablet sent is safe here; "
                    "import the same file again for its answer.");
    }
    if (answered.was_overtaken) {
        return fail(fmt::format(
            "{} is older than what this tablet sent later, or its store was copied or put back. "
            "Nothing was changed. Bring {} to the tablet, import it there, and export anew.",
            order.request_file, order.answer_file));
    }
    print(fmt::format("took {}, refused {}, gives {}: bring {} back to the tablet",
                      answered.pushed - answered.refused, answered.refused, answered.pulled,
                      order.answer_file));
    if (answered.has_more)
        print("There is more than one file holds: the tablet's next file brings it.");
    return 0;
}

}  // namespace oppad::hub
