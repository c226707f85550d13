#include "sync/client/curl_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <mutex>
#include <vector>

#include "engine/core/check.h"
#include "sync/client/doubted_certificate.h"

namespace oppad::sync {

namespace {

struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One request on its way. Owned by whoever holds it in turn: the engine, then the pump.
struct Transfer {
    std::unique_ptr<CURL, FreeEasy> easy;
    std::unique_ptr<curl_slist, FreeList> headers;
    HttpRequest request;
    HttpReply reply;
    Receiver receiver;
    std::size_t bytes_max = 0;
    std::size_t bytes_received = 0;
    bool is_too_large = false;
    bool is_doubted = false;  // Whoever answered showed a certificate that nobody vouches for.
    std::optional<Error> failure;

    Reading arrive() { return failure ? receiver(*failure) : receiver(std::move(reply)); }
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* context) {
    auto* transfer = static_cast<Transfer*>(context);
    const std::size_t length = size * count;
    transfer->bytes_received += length;
    if (transfer->reply.body.size() + length > transfer->bytes_max) {
        transfer->is_too_large = true;
        return 0;  // Ends the transfer.
    }
    transfer->reply.body.insert(transfer->reply.body.end(), bytes, bytes + length);
    return length;
}

// A header's value when `line` is that header; names compare without case.
std::optional<std::string> value_of(std::string_view line, std::string_view name) {
    if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (std::tolower(static_cast<unsigned char>(line[at])) != name[at]) return std::nullopt;
    }
    line.remove_prefix(name.size() + 1);
    const std::size_t first = line.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return std::string{};
    return std::string{line.substr(first, line.find_last_not_of(" \t\r\n") - first + 1)};
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* context) {
    auto* transfer = static_cast<Transfer*>(context);
    const std::string_view line{bytes, size * count};
    transfer->bytes_received += line.size();
    if (auto type = value_of(line, "content-type")) transfer->reply.content_type = *type;
    if (auto encoding = value_of(line, "content-encoding"))
        transfer->reply.content_encoding = *encoding;
    return line.size();
}

// With its head. libcurl's "request size" holds a body too when it is small enough to leave with
// the head; a body that is not is larger than any head.
std::int64_t bytes_sent(CURL* easy, const Transfer& transfer) {
    long request = 0;
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &request);
    const auto body = static_cast<std::int64_t>(transfer.request.body.size());
    return request >= body ? request : request + body;
}

// Whether something was reached, so that only the pace can have failed: of its handshake too.
bool was_under_way(CURL* easy) {
    long request = 0;
    long made = 0;  // None when a connection is used again.
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &request);
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &made);
    return request > 0 || made > 0;
}

Error error_of(CURLcode code, const Transfer& transfer) {
    if (transfer.is_too_large) return {ErrorCode::kInvalid, "reply is larger than any of a hub"};
    if (transfer.is_doubted) return {ErrorCode::kDenied, curl_easy_strerror(code)};
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return {was_under_way(transfer.easy.get()) ? ErrorCode::kBusy : ErrorCode::kOffline,
                    curl_easy_strerror(code)};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return {ErrorCode::kDenied, curl_easy_strerror(code)};
        // libcurl's list grows; all else is a network that failed. So is a handshake that was cut:
        // nobody has shown a certificate, and nobody needs to be called.
        default:
            return {ErrorCode::kOffline, curl_easy_strerror(code)};
    }
}

bool is_http(const std::string& url) {
    return url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0;
}

}  // namespace

struct CurlTransport::Impl {
    HubAddress address;
    TransportTuning tuning;
    std::unique_ptr<CURLM, FreeMulti> multi;
    std::vector<std::unique_ptr<Transfer>> under_way;  // The pump thread's alone.

    mutable std::mutex mutex;  // Guards what follows.
    std::deque<std::unique_ptr<Transfer>> to_start;
    std::deque<Delivery> done;
    bool stopped = false;
    TransferTotals totals;

    void prepare(Transfer& transfer) const;
    void set_limits(CURL* easy) const;
    void start_waiting();
    // Returns how many came in.
    int move_bytes();
    // Of what has come to its end.
    std::vector<Reading> collect_done();
    void cancel_all();
    void add_to_totals(CURL* easy, const Transfer& transfer);
    // False once stopped: the transfer stays the caller's.
    bool put_waiting(std::unique_ptr<Transfer>& transfer) {
        const std::lock_guard lock{mutex};
        if (!stopped) to_start.push_back(std::move(transfer));
        return !stopped;
    }
    // Without the lock while the answer is read: the engine may come for others.
    void read(const Reading& reading) {
        Delivery delivery = reading();
        const std::lock_guard lock{mutex};
        done.push_back(std::move(delivery));
    }
};

void CurlTransport::Impl::set_limits(CURL* easy) const {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!address.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, address.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, tuning.connect_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, tuning.total_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, tuning.low_speed_bytes_per_s);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, tuning.low_speed_s);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

// The proxy comes from the environment (https_proxy, no_proxy): libcurl's own habit.
void CurlTransport::Impl::prepare(Transfer& transfer) const {
    CURL* easy = transfer.easy.get();
    set_limits(easy);
    curl_easy_setopt(easy, CURLOPT_URL, (address.url + transfer.request.path).c_str());
    curl_slist* list = nullptr;
    for (const auto& [name, value] : transfer.request.headers)
        list = curl_slist_append(list, (name + ": " + value).c_str());
    list = curl_slist_append(list, "Expect:");  // A batch is small: no round trip to ask.
    transfer.headers.reset(list);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    if (transfer.request.method == "POST") {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(transfer.request.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer.request.body.data());
    }
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    watch_certificate(easy, transfer.is_doubted);
}

void CurlTransport::Impl::start_waiting() {
    std::deque<std::unique_ptr<Transfer>> starting;
    {
        const std::lock_guard lock{mutex};
        starting.swap(to_start);
    }
    for (auto& transfer : starting) {
        prepare(*transfer);
        CHECK(curl_multi_add_handle(multi.get(), transfer->easy.get()) == CURLM_OK);
        under_way.push_back(std::move(transfer));
    }
}

void CurlTransport::Impl::add_to_totals(CURL* easy, const Transfer& transfer) {
    long connections = 0;
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connections);
    const std::lock_guard lock{mutex};
    ++totals.requests;
    totals.connections += static_cast<int>(connections);
    totals.bytes_sent += bytes_sent(easy, transfer);
    totals.bytes_received += static_cast<std::int64_t>(transfer.bytes_received);
}

std::vector<Reading> CurlTransport::Impl::collect_done() {
    std::vector<Reading> arrived;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode code = message->data.result;
        CURL* easy = message->easy_handle;
        const auto at = std::find_if(
            under_way.begin(), under_way.end(),
            [easy](const std::unique_ptr<Transfer>& one) { return one->easy.get() == easy; });
        CHECK(at != under_way.end());
        std::unique_ptr<Transfer> transfer = std::move(*at);
        under_way.erase(at);
        curl_multi_remove_handle(multi.get(), easy);
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        transfer->reply.status = static_cast<int>(status);
        if (code != CURLE_OK) transfer->failure = error_of(code, *transfer);
        add_to_totals(easy, *transfer);
        arrived.push_back(transfer->arrive());
    }
    return arrived;
}

// What an answer that has come makes go out leaves before that answer is read.
int CurlTransport::Impl::move_bytes() {
    int running = 0;
    start_waiting();
    curl_multi_perform(multi.get(), &running);
    const std::vector<Reading> arrived = collect_done();
    if (arrived.empty()) return 0;
    start_waiting();
    curl_multi_perform(multi.get(), &running);
    for (const Reading& reading : arrived) read(reading);
    return static_cast<int>(arrived.size());
}

void CurlTransport::Impl::cancel_all() {
    start_waiting();
    for (auto& transfer : under_way) {
        curl_multi_remove_handle(multi.get(), transfer->easy.get());
        transfer->failure = Error{ErrorCode::kCancelled, "transport stopped"};
        read(transfer->arrive());
    }
    under_way.clear();
}

CurlTransport::CurlTransport(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

CurlTransport::~CurlTransport() { impl_->cancel_all(); }

Result<std::unique_ptr<CurlTransport>> CurlTransport::create(HubAddress address,
                                                             const TransportTuning& tuning) {
    if (!is_http(address.url)) return Error{ErrorCode::kInvalid, "hub address is not http(s)"};
    while (address.url.back() == '/') address.url.pop_back();
    // Repeating it is harmless; it only has to come before the first handle.
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return Error{ErrorCode::kInternal, "libcurl does not start"};
    auto impl = std::make_unique<Impl>();
    impl->address = std::move(address);
    impl->tuning = tuning;
    impl->multi.reset(curl_multi_init());
    if (!impl->multi) return Error{ErrorCode::kInternal, "libcurl does not start"};
    return std::unique_ptr<CurlTransport>{new CurlTransport{std::move(impl)}};
}

void CurlTransport::send(HttpRequest request, Receiver receiver) {
    auto transfer = std::make_unique<Transfer>();
    transfer->easy.reset(curl_easy_init());
    CHECK(transfer->easy != nullptr);
    transfer->request = std::move(request);
    transfer->receiver = std::move(receiver);
    transfer->bytes_max = impl_->tuning.reply_bytes_max;
    if (!impl_->put_waiting(transfer)) {
        transfer->failure = Error{ErrorCode::kCancelled, "transport stopped"};
        return impl_->read(transfer->arrive());
    }
    curl_multi_wakeup(impl_->multi.get());
}

int CurlTransport::deliver() {
    std::deque<Delivery> ready;
    {
        const std::lock_guard lock{impl_->mutex};
        ready.swap(impl_->done);
    }
    for (Delivery& delivery : ready) {
        delivery();
        delivery = nullptr;  // Before the next: each may hold a whole page.
    }
    return static_cast<int>(ready.size());
}

bool CurlTransport::has_replies() const {
    const std::lock_guard lock{impl_->mutex};
    return !impl_->done.empty();
}

TransferTotals CurlTransport::totals() const {
    const std::lock_guard lock{impl_->mutex};
    return impl_->totals;
}

bool CurlTransport::pump(std::chrono::milliseconds timeout) {
    const auto is_stopped = [this] {
        const std::lock_guard lock{impl_->mutex};
        return impl_->stopped;
    };
    // What has come goes to the engine before anything is waited for.
    if (impl_->move_bytes() == 0 && !is_stopped()) {
        const int timeout_ms = static_cast<int>(timeout.count());
        curl_multi_poll(impl_->multi.get(), nullptr, 0, timeout_ms, nullptr);
        impl_->move_bytes();
    }
    if (!is_stopped()) return true;
    impl_->cancel_all();
    return false;
}

void CurlTransport::stop() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stopped = true;
    }
    curl_multi_wakeup(impl_->multi.get());
}

}  // namespace oppad::sync
