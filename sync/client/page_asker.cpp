#include "sync/client/page_asker.h"

#include <algorithm>
#include <utility>

#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

// One that is being taken, two that wait for that, and one on its way: the hub is never waited for
// while the engine commits many pages at once, and a first pull holds four pages at most.
constexpr int kPagesAhead = 3;

}  // namespace

PageAsker::PageAsker(const Parts& parts, Signer signer, std::optional<Packing> packing, Take take)
    : parts_(parts),
      signer_(std::move(signer)),
      packing_(packing),
      take_(std::move(take)),
      records_max_(parts.tuning.pull_records_max) {}

HttpRequest PageAsker::make_request(const SyncRequest& message, ByteView push, Instant hub_now) {
    HttpRequest request = make_post(kSyncPath, encode_with_push(message, push), packing_);
    sign_request(request, signer_, hub_now, parts_.entropy);
    return request;
}

void PageAsker::ask(HttpRequest request, const SyncRequest& message, Following following) {
    const std::lock_guard lock{mutex_};
    may_ask_ = following == Following::kPages ? kPagesAhead : 0;
    unasked_.reset();
    send(std::move(request), {.cursor = message.cursor,
                              .incarnation = message.incarnation,
                              .newest_batch = message.newest_batch,
                              .following = following});
}

void PageAsker::send(HttpRequest request, Asked asked) {
    ++under_way_;
    asked_at_ = parts_.clock.steady();
    parts_.transport.send(std::move(request), [self = shared_from_this(),
                                               asked = std::move(asked)](Result<HttpReply> reply) {
        return self->receive(asked, std::move(reply));
    });
}

void PageAsker::ask_behind(const Behind& behind) {
    Asked asked = behind.asked;
    asked.cursor = behind.head.cursor;
    SyncRequest message{.incarnation = asked.incarnation,
                        .push = {},
                        .cursor = asked.cursor,
                        .records_max = records_max_};
    message.newest_batch = asked.newest_batch;
    // The hub's own time, of a moment ago: this tablet's need not be known here.
    send(make_request(message, {}, Instant{behind.head.hub_time_ms}), std::move(asked));
}

void PageAsker::go_on() {
    const std::lock_guard lock{mutex_};
    if (const auto behind = std::exchange(unasked_, std::nullopt)) return ask_behind(*behind);
    may_ask_ = std::min(may_ask_ + 1, kPagesAhead);
}

void PageAsker::ask_no_more() {
    const std::lock_guard lock{mutex_};
    may_ask_ = 0;
    unasked_.reset();
}

void PageAsker::let_go() {
    is_let_go_ = true;
    ask_no_more();
}

bool PageAsker::is_under_way() const {
    const std::lock_guard lock{mutex_};
    return under_way_ > 0;
}

int PageAsker::records_max() const {
    const std::lock_guard lock{mutex_};
    return records_max_;
}

void PageAsker::expect(Expecting expecting) {
    const std::lock_guard lock{mutex_};
    expecting_ = expecting;
}

void PageAsker::note_head(const Asked& asked, const ReplyHead& head, bool was_quick) {
    const std::lock_guard lock{mutex_};
    const SessionTuning& tuning = parts_.tuning;
    const int most = std::max(tuning.pull_records_max, tuning.large_pull_records_max);
    if (!was_quick)
        records_max_ = tuning.pull_records_max;
    else if (head.has_more)
        records_max_ = std::min(tuning.pull_growth * records_max_, most);
    if (asked.following == Following::kNone || !head.has_more) return;
    if (may_ask_ == 0) {
        unasked_ = Behind{asked, head};
        return;
    }
    --may_ask_;
    ask_behind({asked, head});
}

Reading PageAsker::receive(const Asked& asked, Result<HttpReply> reply) {
    const auto received = std::make_shared<ReceivedPage>(
        ReceivedPage{std::move(reply), Error{ErrorCode::kInvalid, "no message"}});
    Result<Bytes> content = Error{ErrorCode::kInvalid, "no message"};
    if (received->reply && received->reply->status == 200) {
        {
            const std::lock_guard lock{mutex_};
            const auto took = parts_.clock.steady() - asked_at_;
            received->was_quick = took.count() < parts_.tuning.quick_answer_ms;
        }
        content = open_reply(*received->reply, parts_.tuning.reply_bytes_max);
        // Without one (of a restart, of compared copies) the engine asks, when it has taken it.
        const auto head = content ? decode_head(*content) : content.error();
        if (head) note_head(asked, *head, received->was_quick);
    }
    return
        [self = shared_from_this(), asked, received, content = std::move(content)]() -> Delivery {
            if (content) received->page = self->read(asked, *content);
            return [self, received] { self->take(*received); };
        };
}

Result<IncomingPage> PageAsker::read(const Asked& asked, ByteView content) const {
    TRY_ASSIGN(SyncReply message, decode<SyncReply>(content, WireForm::kCbor));
    Expecting expecting{};
    {
        const std::lock_guard lock{mutex_};
        expecting = expecting_;
    }
    IncomingPage page = make_incoming(std::move(message), expecting);
    page.after = asked.cursor;
    return page;
}

void PageAsker::take(const ReceivedPage& received) {
    {
        const std::lock_guard lock{mutex_};
        --under_way_;
    }
    if (!is_let_go_) take_(received);
}

}  // namespace oppad::sync
