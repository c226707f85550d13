// The hub as pure request and answer, without sockets: the paths of routes.h. authenticate →
// authorise record by record → merge → one transaction → seq → reply.
#pragma once

#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/server/api/failure.h"
#include "sync/server/api/request.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

struct HubLimits {
    sync::Limits wire;
    // Of stored states in one page: four to six times what they are compressed. A tablet that asks
    // for more records than `wire` lets it send (a first pull on a quick network) gets the large
    // ones.
    std::size_t page_bytes_max = 1024 * 1024;
    int large_page_records_max = 5'000;
    std::size_t large_page_bytes_max = 6 * 1024 * 1024;
    // How often a device that only looks is noted as seen: each note is a write.
    std::chrono::minutes seen_every{10};
};

// Borrows all of its parts. Thread: one at a time, whichever it is.
class HubApi final : public RequestAnswerer {
public:
    HubApi(ServerStore& store, const Clock& clock, Entropy& entropy, const HubLimits& limits);

    Response answer(const Request& request) override;
    Response refuse(FailureKind kind, std::string_view accept) override;

private:
    Outcome<Response> route(const Request& request, Instant now);
    Outcome<Bytes> hello(const Request& request, Instant now);
    Outcome<Bytes> enrol(const Request& request, Instant now);
    Outcome<Bytes> sync(const Request& request, Instant now);

    ServerStore& store_;
    const Clock& clock_;
    Entropy& entropy_;
    HubLimits limits_;
};

}  // namespace oppad::hub
