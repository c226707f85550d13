// Looks at every answer of the hub as it passes: nothing out of scope either way, every pushed
// record answered once, and no batch applied twice.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/core/bytes.h"
#include "platform/sim/book.h"
#include "platform/sim/hub.h"
#include "platform/sim/trace.h"
#include "sync/server/api/request.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::sim {

// Who may see what, as the world decided it; kept apart from the hub's own notes. Users have the
// number of the tablet that they began with.
class Grants {
public:
    void give(int user, const RawId& scope) {
        given_.insert({user, scope});
        lowered_.erase({user, scope});
    }
    // To reading alone. Requires: given.
    void lower(int user, const RawId& scope) { lowered_.insert({user, scope}); }
    void take(int user, const RawId& scope) {
        given_.erase({user, scope});
        lowered_.erase({user, scope});
    }
    void end(int user) { ended_.insert(user); }
    void bring_back(int user) { ended_.erase(user); }
    [[nodiscard]] bool may_read(int tablet, const RawId& scope) const {
        return may_user_read(user_of(tablet), scope);
    }
    [[nodiscard]] bool may_user_read(int user, const RawId& scope) const {
        return given_.count({user, scope}) > 0;
    }
    [[nodiscard]] bool may_user_write(int user, const RawId& scope) const {
        return may_user_read(user, scope) && lowered_.count({user, scope}) == 0;
    }
    // Who doesn't work here any more is told nothing, whatever they were given.
    [[nodiscard]] bool works_here(int user) const { return ended_.count(user) == 0; }
    [[nodiscard]] int user_of(int tablet) const {
        const auto found = users_.find(tablet);
        return found != users_.end() ? found->second : tablet;
    }
    // The tablet holds a copy of another one's store.
    void pass_on(int tablet, int user) { users_[tablet] = user; }
    // What was given by then, and nothing since.
    void put_back(const Grants& earlier) {
        given_ = earlier.given_;
        lowered_ = earlier.lowered_;
        ended_ = earlier.ended_;
    }

private:
    std::set<std::pair<int, RawId>> given_;
    std::set<std::pair<int, RawId>> lowered_;
    std::set<int> ended_;
    std::map<int, int> users_;  // Of tablets that hold a copy.
};

// One request, its answer, and where the hub's order stood before and after it.
struct Passage {
    int tablet = 0;
    int user = 0;  // Who signed it: late on its way, it may be of the tablet's former owner.
    const hub::Request& request;
    const hub::Response& response;
    std::optional<hub::Seq> seq_before;
    std::optional<hub::Seq> seq_after;
};

// The same by file.
struct StickPassage {
    int user = 0;  // Whose tablet wrote it.
    sync::DeviceId device = 0;
    const sync::SyncRequest& request;
    const std::vector<sync::SyncReply>& replies;
    std::optional<hub::Seq> seq_before;
    std::optional<hub::Seq> seq_after;
};

// Borrows all four.
class WireWatch {
public:
    WireWatch(Hub& hub, const Grants& grants, const Book& book, Trace& trace)
        : hub_(hub), grants_(grants), book_(book), trace_(trace) {}
    // Before the hub gets it: whether it has taken that batch already is seen by then.
    void expect(const hub::Request& request);
    void expect(sync::DeviceId device, const sync::SyncRequest& request);
    // Any answer, be it a failure; see_stick() alike.
    void see(const Passage& passage);
    void see_stick(const StickPassage& passage);
    // A hub that went down over a batch, or that could not be read after it, can be asked again:
    // before anything else happens there.
    void settle();
    // The hub was put back: it may take again what it had taken since.
    void forget_answers() {
        batches_.clear();
        taken_.clear();
        expected_.reset();
    }
    // Whether the tablet was told to begin again since this was last asked.
    bool take_begun_anew(int tablet) { return begun_anew_.erase(tablet) > 0; }
    void note_begun_anew(int tablet, int user) {
        begun_anew_.insert(tablet);
        restarted_.insert(user);
    }
    // Whether its person's tablets were ever told to drop what they hold of that scope, or to begin
    // again, which drops what doesn't come back.
    [[nodiscard]] bool was_told_to_forget(int tablet, const RawId& scope) const {
        const int user = grants_.user_of(tablet);
        return restarted_.count(user) > 0 || forgotten_.count({user, scope}) > 0;
    }
    // The same of any scope.
    [[nodiscard]] bool was_told_to_forget(int tablet) const;

private:
    struct BatchId {
        sync::DeviceId device = 0;
        std::uint64_t incarnation = 0;
        std::uint64_t number = 0;
        friend auto operator<=>(const BatchId&, const BatchId&) = default;
    };
    struct Taken {
        Bytes hash;
        bool was_answered = false;  // False: the hub failed over it, and has it all the same.
    };
    // One batch on its way into the hub.
    struct Expected {
        BatchId id;
        Bytes hash;
        std::vector<RecordKey> keys;
        std::optional<hub::Seq> seq_before;
        std::vector<std::optional<hub::Seq>> places_before;  // Of the keys.
        bool was_taken = false;
    };
    // One batch and what the hub said to it, whichever way they went.
    struct Answered {
        int user = 0;
        BatchId id;
        const sync::SyncRequest& request;
        const sync::SyncReply& reply;
        bool was_taken = false;  // The hub had it before.
        bool moved_on = false;   // The hub's order went on meanwhile.
    };

    void check_scopes(int user, const sync::SyncReply& reply);
    void note_forgotten(int user, const sync::SyncReply& reply);
    void check_receipts(const sync::SyncRequest& request, const sync::SyncReply& reply);
    void check_rights(const Answered& answered);
    void check_once(const Answered& answered);
    void check_remembered(const BatchId& id);
    [[nodiscard]] std::vector<std::optional<hub::Seq>> places_of(
        const std::vector<RecordKey>& keys);

    Hub& hub_;
    const Grants& grants_;
    const Book& book_;
    Trace& trace_;
    std::map<BatchId, Taken> batches_;  // All that the hub has committed.
    std::optional<Expected> expected_;
    std::set<RecordKey> taken_;  // Records that the hub got once.
    std::set<int> begun_anew_;
    // By user, ever.
    std::set<int> restarted_;
    std::set<std::pair<int, RawId>> forgotten_;
};

}  // namespace oppad::sim
