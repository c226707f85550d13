// Several answerers as one, for all workers. A store keeps the pages of its file that it has read
// for as long as no other store writes: who answered last has the most of them.
#pragma once

#include <mutex>
#include <vector>

#include "sync/server/api/request.h"

namespace oppad::hub {

// Gives each request to the answerer that was in use last among the free ones. Each answers one
// request at a time, on the thread that asks. Borrows them. Thread: any, as many at a time as there
// are answerers.
class WarmestFirst final : public RequestAnswerer {
public:
    explicit WarmestFirst(std::vector<RequestAnswerer*> answerers) : free_(std::move(answerers)) {}

    Response answer(const Request& request) override;
    Response refuse(FailureKind kind, std::string_view accept) override;

private:
    class Turn;

    std::mutex mutex_;
    std::vector<RequestAnswerer*> free_;  // The one that was in use last stands at the end.
};

}  // namespace oppad::hub
