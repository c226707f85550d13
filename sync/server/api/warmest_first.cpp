#include "sync/server/api/warmest_first.h"

#include "engine/core/check.h"

namespace oppad::hub {

// One answerer, taken for as long as this lives.
class WarmestFirst::Turn {
public:
    explicit Turn(WarmestFirst& owner) : owner_(owner) {
        const std::lock_guard lock{owner_.mutex_};
        CHECK(!owner_.free_.empty());
        answerer_ = owner_.free_.back();
        owner_.free_.pop_back();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        const std::lock_guard lock{owner_.mutex_};
        owner_.free_.push_back(answerer_);
    }
    RequestAnswerer* operator->() const { return answerer_; }

private:
    WarmestFirst& owner_;
    RequestAnswerer* answerer_ = nullptr;
};

Response WarmestFirst::answer(const Request& request) {
    return Turn { *this } -> answer(request);
}

Response WarmestFirst::refuse(FailureKind kind, std::string_view accept) {
    return Turn { *this } -> refuse(kind, accept);
}

}  // namespace oppad::hub
