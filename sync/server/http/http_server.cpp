#include "sync/server/http/http_server.h"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <csignal>
#include <functional>
#include <list>
#include <optional>

#include "engine/core/check.h"
#include "sync/server/http/http_session.h"

namespace oppad::hub {

using asio::ip::tcp;

namespace {

// Accepting failed for want of file descriptors or memory: both come back.
constexpr std::chrono::milliseconds kAcceptPause{100};

Result<asio::ssl::context> make_tls(const HttpOptions& options) {
    asio::ssl::context tls{asio::ssl::context::tls_server};
    ::SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    ::SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    ::SSL_CTX_set_cipher_list(tls.native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    beast::error_code failure;
    tls.use_certificate_chain_file(options.certificate_file, failure);
    if (failure) return Error{ErrorCode::kInvalid, "the certificate can't be used"};
    tls.use_private_key_file(options.key_file, asio::ssl::context::pem, failure);
    if (failure || ::SSL_CTX_check_private_key(tls.native_handle()) != 1) {
        return Error{ErrorCode::kInvalid, "the certificate's key can't be used"};
    }
    return tls;
}

// One thread's sessions.
class Worker final : public SessionOwner {
public:
    Worker(RequestAnswerer& answerer, const HttpLimits& limits, const std::atomic<bool>& is_full)
        : answerer_(answerer), limits_(limits), is_full_(is_full) {}

    void run() { context.run(); }

    // Thread: the worker's.
    void take(tcp::socket socket, asio::ssl::context* tls) {
        if (stopping_) return;
        beast::error_code ignored;  // Only an optimisation.
        socket.set_option(tcp::no_delay{true}, ignored);
        beast::tcp_stream stream{std::move(socket)};
        if (tls != nullptr) {
            sessions_.push_back(std::make_unique<StreamSession<TlsStream>>(
                TlsStream{std::move(stream), *tls}, *this, limits_));
        } else {
            sessions_.push_back(std::make_unique<StreamSession<beast::tcp_stream>>(
                std::move(stream), *this, limits_));
        }
        sessions_.back()->start();
    }

    // Closes the connection that has waited longest for another request: its tablet makes a new one
    // when it has something to say. Thread: the worker's.
    void let_one_go() {
        Session* longest = nullptr;
        std::uint64_t earliest = 0;
        for (const auto& session : sessions_) {
            const std::optional<std::uint64_t> rest = session->rest();
            if (!rest || (longest != nullptr && *rest >= earliest)) continue;
            longest = session.get();
            earliest = *rest;
        }
        if (longest != nullptr) longest->abort();
    }

    void begin_stop() {
        if (stopping_) return;
        stopping_ = true;
        guard_.reset();
        for (const auto& session : sessions_) session->stop();
        if (sessions_.empty()) return;
        stop_timer_.expires_after(limits_.stop_time_max);
        stop_timer_.async_wait([this](const beast::error_code& failure) {
            if (failure) return;
            for (const auto& session : sessions_) session->abort();
        });
    }

    Response answer(const Request& request) override {
        try {
            return answerer_.answer(request);
        } catch (const std::exception&) {
            // Memory, or a defect: this request fails, the hub goes on.
            log::write(log::Level::kError, "request.threw", {});
            return refuse(FailureKind::kInternal, find_header(request, "Accept"));
        }
    }
    Response refuse(FailureKind kind, std::string_view accept) override {
        try {
            return answerer_.refuse(kind, accept);
        } catch (const std::exception&) {
            return Response{.status = 500};
        }
    }
    [[nodiscard]] bool is_stopping() const override { return stopping_; }
    [[nodiscard]] bool is_full() const override { return is_full_.load(); }
    std::uint64_t count_rest() override { return ++rests_; }
    void remove(Session& session) override {
        asio::post(context, [this, leaving = &session] {
            sessions_.remove_if([leaving](const auto& owned) { return owned.get() == leaving; });
            open_count.fetch_sub(1);
            if (sessions_.empty() && stopping_) stop_timer_.cancel();
            if (on_removed) on_removed();
        });
    }

    asio::io_context context{1};
    std::atomic<int> open_count{0};  // Raised by the acceptor before the session starts.
    std::function<void()> on_removed;

private:
    RequestAnswerer& answerer_;
    const HttpLimits& limits_;
    const std::atomic<bool>& is_full_;  // The server's.
    asio::executor_work_guard<asio::io_context::executor_type> guard_{context.get_executor()};
    asio::steady_timer stop_timer_{context};
    std::list<std::unique_ptr<Session>> sessions_;
    std::uint64_t rests_ = 0;
    bool stopping_ = false;
};

Error listen_error(const beast::error_code& failure) {
    if (failure == asio::error::address_in_use) {
        return {ErrorCode::kConflict, "another program listens on that port"};
    }
    if (failure == asio::error::access_denied) {
        return {ErrorCode::kDenied, "that port is reserved for the system"};
    }
    return {ErrorCode::kInvalid, "can't listen on that address"};
}

}  // namespace

Result<HttpOptions> parse_listen_address(std::string_view text) {
    HttpOptions options;
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return Error{ErrorCode::kInvalid, "no port"};
    std::string_view address = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
    }
    const auto [end, failure] =
        std::from_chars(port.data(), port.data() + port.size(), options.port);
    beast::error_code bad_address;
    asio::ip::make_address(address, bad_address);
    if (failure != std::errc{} || end != port.data() + port.size() || bad_address) {
        return Error{ErrorCode::kInvalid, "no numeric address with a port"};
    }
    options.address = address;
    return options;
}

struct HttpServer::Parts {
    explicit Parts(HttpOptions options_) : options(std::move(options_)) {}

    // Worker 0's thread from here on.
    void accept() {
        Worker* target = freest_worker();
        if (target == nullptr) return make_room();
        acceptor->async_accept(target->context, [this, target](const beast::error_code& failure,
                                                               tcp::socket socket) {
            if (failure == asio::error::operation_aborted) return;
            if (failure) return accept_later();
            target->open_count.fetch_add(1);
            auto* tls_context = tls ? &*tls : nullptr;
            asio::post(target->context, [target, tls_context, taken = std::move(socket)]() mutable {
                target->take(std::move(taken), tls_context);
            });
            accept();
        });
    }

    // One place is kept free for whoever comes next: tablets that rest would hold all of them.
    void make_room() {
        is_full = true;
        for (const auto& worker : workers)
            asio::post(worker->context, [each = worker.get()] { each->let_one_go(); });
    }

    void accept_later() {
        log::write(log::Level::kWarning, "accept.failed", {});
        pause->expires_after(kAcceptPause);
        pause->async_wait([this](const beast::error_code& failure) {
            if (!failure) accept();
        });
    }

    // Nothing when all are full.
    Worker* freest_worker() {
        Worker* freest = nullptr;
        for (const auto& worker : workers) {
            const int open = worker->open_count.load();
            if (open >= options.limits.connections_max) continue;
            if (freest == nullptr || open < freest->open_count.load()) freest = worker.get();
        }
        return freest;
    }

    void session_removed() {
        asio::post(workers.front()->context, [this] {
            if (!is_full || !acceptor->is_open()) return;
            is_full = false;
            accept();
        });
    }

    Status open_acceptor() {
        beast::error_code failure;
        const auto address = asio::ip::make_address(options.address, failure);
        if (failure) return listen_error(failure);
        const tcp::endpoint endpoint{address, options.port};
        acceptor->open(endpoint.protocol(), failure);
        if (!failure) acceptor->set_option(tcp::acceptor::reuse_address{true}, failure);
        if (!failure) acceptor->bind(endpoint, failure);
        if (!failure) acceptor->listen(asio::socket_base::max_listen_connections, failure);
        if (failure) return listen_error(failure);
        port = acceptor->local_endpoint(failure).port();
        return failure ? Status{listen_error(failure)} : ok();
    }

    void begin_stop() {
        beast::error_code ignored;  // Closing what is closed is fine.
        acceptor->close(ignored);
        pause->cancel();
        signals->cancel(ignored);
    }

    HttpOptions options;
    std::optional<asio::ssl::context> tls;
    std::vector<std::unique_ptr<Worker>> workers;
    std::optional<tcp::acceptor> acceptor;
    std::optional<asio::steady_timer> pause;
    std::optional<asio::signal_set> signals;
    std::uint16_t port = 0;
    std::atomic<bool> is_full = false;
};

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(
    const HttpOptions& options, const std::vector<RequestAnswerer*>& answerers) {
    ENSURE(!answerers.empty());
    auto parts = std::make_unique<Parts>(options);
    beast::error_code bad_address;
    const auto address = asio::ip::make_address(options.address, bad_address);
    if (bad_address) return listen_error(bad_address);
    const bool has_certificate = !options.certificate_file.empty() && !options.key_file.empty();
    if (!has_certificate && !address.is_loopback()) {
        return Error{ErrorCode::kDenied, "beyond loopback only with a certificate"};
    }
    if (has_certificate) {
        TRY_ASSIGN(asio::ssl::context tls, make_tls(options));
        parts->tls.emplace(std::move(tls));
    }
    for (RequestAnswerer* answerer : answerers) {
        parts->workers.push_back(
            std::make_unique<Worker>(*answerer, parts->options.limits, parts->is_full));
        parts->workers.back()->on_removed = [owner = parts.get()] { owner->session_removed(); };
    }
    asio::io_context& first = parts->workers.front()->context;
    parts->acceptor.emplace(first);
    parts->pause.emplace(first);
    parts->signals.emplace(first);
    TRY(parts->open_acceptor());
    parts->accept();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(parts)));
}

std::uint16_t HttpServer::port() const { return parts_->port; }

void HttpServer::run_worker(std::size_t worker) { parts_->workers.at(worker)->run(); }

void HttpServer::stop() {
    asio::post(parts_->workers.front()->context, [parts = parts_.get()] { parts->begin_stop(); });
    for (const auto& worker : parts_->workers) {
        asio::post(worker->context, [stopping = worker.get()] { stopping->begin_stop(); });
    }
}

void HttpServer::stop_on_signals() {
    parts_->signals->add(SIGTERM);
    parts_->signals->add(SIGINT);
    parts_->signals->async_wait([this](const beast::error_code& failure, int) {
        if (!failure) stop();
    });
}

}  // namespace oppad::hub
