// The restartable shell around sessions: when to try, how long to wait, what to show. It starts by
// itself at the start, soon after a save, when a network appears and from time to time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/capture/capture.h"
#include "sync/client/session.h"
#include "sync/client/transport.h"
#include "sync/sync_status.h"
#include "sync/tuning.h"

namespace oppad::sync {

// A tablet that asks to belong to a hub.
struct Joining {
    std::string code;
    std::string hub_url;  // Only kept: the transport knows the way.
    RawId local_staff;    // Who worked here until now: their work becomes the colleague's.
    // Of a tablet that belonged to a hub before: why it asks again (may_join_anew()).
    SyncState because = SyncState::kNotEnrolled;
};

// Driven by step() and by the transport's callbacks, all on the engine thread; it never waits.
// Borrows all it is made of. Destroy it after its transport has let go of every callback.
//
//     client.step();                     // After transport.deliver() and after each command.
//     sleep_until(client.next_wakeup()); // Or until something else happens.
class SyncClient {
public:
    SyncClient(Capture& capture, Transport& transport, const Clock& clock, Entropy& entropy,
               const SessionTuning& session_tuning, const ScheduleTuning& schedule_tuning);
    SyncClient(const SyncClient&) = delete;
    SyncClient& operator=(const SyncClient&) = delete;
    ~SyncClient();

    // Reads who this tablet is; the first try is due at once. Fails: kCorrupt.
    Status start();

    // Proves a one-time code to the hub that the transport reaches, keeps who this tablet then is,
    // makes all that was written here theirs (adopt.h), and syncs. `callback` is called once:
    // later, or at once when enrolled already, so that no code is used up. A tablet that its hub
    // doesn't know any more, or has revoked, joins anew and keeps all it holds (rejoin.h); until
    // it has, this object carries nothing of it to a hub that may be another. Fails: kDenied for an
    // unknown, used or expired code, kConflict when enrolled already, kInvalid when what answers is
    // not our hub (a portal, another certificate), kNotFound when there is no version that both
    // speak, kOffline, kDiskFull, kCancelled.
    void enrol(const Joining& joining, std::function<void(Status)> callback);

    // Something was written here, or by someone who knows: a try is soon due.
    void note_save();
    // A network has come: the waiting after failures is over.
    void note_network();
    // A person asks; also while waiting after failures.
    void sync_now();
    void pause();
    void resume();

    // Begins and ends what is due. Cost: a few counts; never waits.
    void step();
    // On the steady clock; nothing = only an event changes anything.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_wakeup() const;
    [[nodiscard]] const SyncStatus& status() const { return status_; }
    [[nodiscard]] const std::optional<SyncIdentity>& identity() const { return identity_; }

private:
    using Ms = std::chrono::milliseconds;

    void begin_session();
    void finish_session();
    void note_finished_run(SyncState ended);
    void be_due_in(std::int64_t span_ms);
    std::int64_t retry_delay_ms();
    void refresh();
    Status read_last_complete();
    Status keep_identity(const EnrolReply& reply, const Joining& joining, Secret secret_key);
    Status take_over_records(const Joining& joining, const SyncIdentity& next);

    Capture& capture_;
    Transport& transport_;
    const Clock& clock_;
    Entropy& entropy_;
    SessionTuning session_tuning_;
    ScheduleTuning schedule_;
    std::optional<SyncIdentity> identity_;
    HubKnowledge hub_;
    std::unique_ptr<Session> session_;
    SyncStatus status_;
    std::optional<Ms> due_at_;
    Ms session_began_at_{0};
    int failures_ = 0;
    bool paused_ = false;
    bool joins_anew_ = false;
    bool save_during_session_ = false;
};

}  // namespace oppad::sync
