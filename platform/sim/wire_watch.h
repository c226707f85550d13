// Looks at every answer of the hub as it passes: nothing out of scope either way, every pushed
// record answered once, and no batch applied twice.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/core/bytes.h"
#include "platform/sim/hub.h"
#include "platform/sim/trace.h"
#include "sync/server/api/request.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::sim {

// Who may see what, as the world decided it; kept apart from the hub's own notes.
class Grants {
public:
    void give(int tablet, const RawId& scope) { given_.insert({tablet, scope}); }
    void take(int tablet, const RawId& scope) { given_.erase({tablet, scope}); }
    [[nodiscard]] bool may_read(int tablet, const RawId& scope) const {
        return given_.count({tablet, scope}) > 0;
    }

private:
    std::set<std::pair<int, RawId>> given_;
};

// One request, its answer, and where the hub's order stood before and after it.
struct Passage {
    int tablet = 0;
    const hub::Request& request;
    const hub::Response& response;
    std::optional<hub::Seq> seq_before;
    std::optional<hub::Seq> seq_after;
};

// Borrows all three.
class WireWatch {
public:
    WireWatch(Hub& hub, const Grants& grants, Trace& trace)
        : hub_(hub), grants_(grants), trace_(trace) {}
    void see(const Passage& passage);

private:
    void check_scopes(int tablet, const sync::SyncReply& reply);
    void check_receipts(const sync::SyncRequest& request, const sync::SyncReply& reply);
    void check_once(const Passage& passage, const sync::SyncRequest& request,
                    const sync::SyncReply& reply);

    Hub& hub_;
    const Grants& grants_;
    Trace& trace_;
    // By device, incarnation and number: the hash of what was answered first.
    std::map<std::tuple<std::string, std::uint64_t, std::uint64_t>, Bytes> answered_;
};

}  // namespace oppad::sim
