#include <chrono>
#include <cstdio>
#include <optional>

#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"
#include "sync/client/curl_transport.h"
#include "sync/client/sync_client.h"

namespace oppad::platform {

namespace {

using namespace std::chrono_literals;

constexpr auto kPumpAtMost = 200ms;

// A sync client over a real network, driven to its end on this one thread.
class SyncRun {
public:
    SyncRun(OpenedStore& opened, sync::CurlTransport& transport)
        : transport_(transport),
          client_(opened.capture(), transport, opened.clock(), opened.entropy(),
                  sync::SessionTuning{}, sync::ScheduleTuning{}) {}

    Status start() { return client_.start(); }
    Status enrol(const EnrolOrder& order, const Staff& local, sync::SyncState because) {
        std::optional<Status> answer;
        client_.enrol({order.code, order.hub_url, local.id.raw, because},
                      [&answer](const Status& status) { answer = status; });
        while (!answer) turn();
        return *answer;
    }
    // Until nothing is under way any more.
    sync::SyncStatus run() {
        client_.sync_now();
        client_.step();
        while (is_under_way()) turn();
        return client_.status();
    }
    [[nodiscard]] const std::optional<sync::SyncIdentity>& identity() const {
        return client_.identity();
    }

private:
    [[nodiscard]] bool is_under_way() const {
        const sync::SyncState state = client_.status().state;
        return state == sync::SyncState::kConnecting || state == sync::SyncState::kExchanging;
    }
    void turn() {
        transport_.pump(kPumpAtMost);
        transport_.deliver();
        client_.step();
    }

    sync::CurlTransport& transport_;
    sync::SyncClient client_;
};

ExitCode complain_about_state(sync::SyncState state, const std::string& hub) {
    using enum sync::SyncState;
    switch (state) {
        case kNotEnrolled:
            return complain(ExitCode::kNotEnrolled,
                            "This tablet belongs to no hub yet: oppadctl enrol.");
        case kWaiting:
        case kConnecting:
        case kExchanging:
        case kPaused:
            return complain(ExitCode::kOffline,
                            "The hub at " + hub +
                                " could not be reached to the end. What was sent has arrived, the "
                                "rest waits here; try again later.");
        case kDeviceRefused:
            return complain(ExitCode::kRefusedByHub,
                            "The hub at " + hub +
                                " does not accept this tablet any more: ask its administrator. "
                                "Nothing was deleted.");
        case kDeviceUnknown:
            return complain(ExitCode::kRefusedByHub,
                            "The hub at " + hub +
                                " does not know this tablet: it was probably put back to a day "
                                "before the tablet joined. Nothing was deleted. Ask its "
                                "administrator for a new code, then: oppadctl enrol.");
        case kHubOtherVersion:
            return complain(ExitCode::kRefusedByHub,
                            "The hub and this program don't understand each other: update the "
                            "older of the two. Nothing is lost.");
        case kNotOurHub:
            return complain(ExitCode::kRefusedByHub,
                            "What answers at " + hub +
                                " is not our hub, but a login page or a proxy. Nothing is lost.");
        case kOtherCertificate:
            return complain(ExitCode::kRefusedByHub,
                            "What answers at " + hub +
                                " can't prove to be our hub: its certificate is another one. It "
                                "was told nothing; ask the administrator before you trust it.");
        case kAltered:
            return complain(ExitCode::kRefusedByHub,
                            "On the way to " + hub +
                                " a proxy takes parts out of the messages, so that the hub can't "
                                "trust them. Nothing is lost; try another network.");
        case kTooSlow:
            return complain(ExitCode::kOffline,
                            "The network to " + hub +
                                " is too slow to get anything through. What was sent has arrived, "
                                "the rest waits here; try again later.");
        case kNoSpace:
            return complain(ExitCode::kDiskFull, "The disk here or on the hub is full.");
        case kClockUnknown:
            return complain(ExitCode::kRefusedByHub,
                            "The hub refuses this machine's clock: set date and time, try again.");
        case kIdle:
            break;
    }
    return ExitCode::kDone;
}

ExitCode tell(const sync::SyncStatus& status, const std::string& hub) {
    std::printf("Sent %d, received %d, waiting %d, refused %d, written twice %d\n", status.sent_now,
                status.received_now, status.to_send, status.refused, status.open_conflicts);
    std::fflush(stdout);
    const ExitCode code = complain_about_state(status.state, hub);
    if (code != ExitCode::kDone) return code;
    if (status.refused == 0 && status.open_conflicts == 0) return ExitCode::kDone;
    return complain(ExitCode::kIncomplete,
                    "Everything went through, but some records wait for a person: refused by the "
                    "hub, or written by two people at once. They are shown in Op Pad.");
}

ExitCode complain_about_enrolment(const Error& error, const std::string& hub) {
    switch (error.code) {
        case ErrorCode::kDenied:
            return complain(ExitCode::kRefusedByHub,
                            "The hub at " + hub +
                                " did not accept the code: it is unknown, used, or older than ten "
                                "minutes. Ask for a new one.");
        case ErrorCode::kConflict:
            return complain(ExitCode::kRefusedByHub, "This tablet belongs to a hub already.");
        case ErrorCode::kInvalid:
            return complain(ExitCode::kRefusedByHub,
                            "What answers at " + hub +
                                " is not an Op Pad hub: a login page, a proxy or another "
                                "certificate. The code was not used.");
        case ErrorCode::kNotFound:
            return complain_about_state(sync::SyncState::kHubOtherVersion, hub);
        case ErrorCode::kOffline:
            return complain(ExitCode::kOffline, "The hub at " + hub + " can't be reached.");
        default:
            return complain_about(error, Doing::kWriting, hub);
    }
}

}  // namespace

namespace {

// Why a tablet that belongs to a hub may join anew: what that hub says of it. Its own address is
// asked: nothing of the tablet goes to another before the code is proven.
ExitCode ask_own_hub(const EnrolOrder& order, OpenedStore& opened, sync::SyncState& because) {
    const auto identity = sync::find_identity(opened.connection());
    if (!identity) return complain_about(identity.error(), Doing::kReading, order.store.folder);
    if (!*identity) return ExitCode::kDone;
    const std::string hub = (*identity)->hub_url;
    auto transport = sync::CurlTransport::create({hub, order.ca_file}, sync::TransportTuning{});
    if (!transport) return complain(ExitCode::kBadInput, "Not the address of a hub: " + hub);
    SyncRun run{opened, **transport};
    const Status started = run.start();
    if (!started) return complain_about(started.error(), Doing::kReading, order.store.folder);
    because = run.run().state;
    if (sync::may_join_anew(because)) return ExitCode::kDone;
    if (because == sync::SyncState::kIdle)
        return complain_about_enrolment({ErrorCode::kConflict, {}}, hub);
    return complain_about_state(because, hub);
}

}  // namespace

ExitCode run_enrol(const EnrolOrder& order) {
    auto transport =
        sync::CurlTransport::create({order.hub_url, order.ca_file}, sync::TransportTuning{});
    if (!transport)
        return complain(ExitCode::kBadInput, "Not the address of a hub: " + order.hub_url);
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = has_store(order.store.folder)
                              ? open_store(order.store, opened)
                              : create_store(order.store, "Outreacher", opened);
    if (open != ExitCode::kDone) return open;
    sync::SyncState because = sync::SyncState::kNotEnrolled;
    const ExitCode asked = ask_own_hub(order, *opened, because);
    if (asked != ExitCode::kDone) return asked;
    SyncRun run{*opened, **transport};
    const Status started = run.start();
    if (!started) return complain_about(started.error(), Doing::kReading, order.store.folder);
    const Status enrolled = run.enrol(order, opened->owner(), because);
    if (!enrolled) return complain_about_enrolment(enrolled.error(), order.hub_url);
    std::printf("This tablet belongs to %s now, for %s\n", run.identity()->organisation.c_str(),
                run.identity()->staff.name.c_str());
    return tell(run.run(), order.hub_url);
}

ExitCode run_sync(const SyncOrder& order) {
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_store(order.store, opened);
    if (open != ExitCode::kDone) return open;
    const auto identity = sync::find_identity(opened->connection());
    if (!identity) return complain_about(identity.error(), Doing::kReading, order.store.folder);
    if (!*identity) return complain_about_state(sync::SyncState::kNotEnrolled, {});
    const std::string hub = (*identity)->hub_url;
    auto transport = sync::CurlTransport::create({hub, order.ca_file}, sync::TransportTuning{});
    if (!transport) return complain(ExitCode::kBadInput, "Not the address of a hub: " + hub);
    SyncRun run{*opened, **transport};
    const Status started = run.start();
    if (!started) return complain_about(started.error(), Doing::kReading, order.store.folder);
    return tell(run.run(), hub);
}

}  // namespace oppad::platform
