// One connection, plain or TLS: reads a request, has it answered, writes the answer, again. For
// http_server.cpp alone. Everything of a session happens on its worker's thread.
#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "engine/core/log.h"
#include "sync/server/api/request.h"
#include "sync/server/http/http_server.h"

namespace oppad::hub {

namespace beast = boost::beast;
namespace http = beast::http;
namespace asio = boost::asio;

using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Body = http::vector_body<std::uint8_t>;

class Session;

// What a session asks of the worker that owns it.
class SessionOwner {
public:
    virtual ~SessionOwner() = default;
    virtual Response answer(const Request& request) = 0;
    virtual Response refuse(FailureKind kind, std::string_view accept) = 0;
    [[nodiscard]] virtual bool is_stopping() const = 0;
    // Whether no place is left for whoever comes next.
    [[nodiscard]] virtual bool is_full() const = 0;
    // The number of this rest: each is greater than those before.
    virtual std::uint64_t count_rest() = 0;
    // Destroys the session, later: nothing of it may be outstanding.
    virtual void remove(Session& session) = 0;
};

class Session {
public:
    virtual ~Session() = default;
    virtual void start() = 0;
    // Closes it unless a request is being read or answered.
    virtual void stop() = 0;
    // Closes it whatever it is at.
    virtual void abort() = 0;
    // Which rest it is at, as its owner counted: the least is the longest. Nothing while it is at a
    // request, or waits for its first.
    [[nodiscard]] virtual std::optional<std::uint64_t> rest() const = 0;
};

// Why a head that parsed is still refused; nothing = it is fine. Whatever two servers could read
// two ways is refused: no transfer codings, one Host, one length, no body where none belongs.
std::optional<FailureKind> refuse_head(const http::request_parser<Body>::value_type& head);
Request to_request(http::request_parser<Body>::value_type&& message);
http::response<Body> to_http(Response&& response);
// The answer to what doesn't parse; nothing = the connection is just closed.
std::optional<FailureKind> kind_of_failure(const beast::error_code& failure);

// Borrows owner and limits.
template <class Stream>
class StreamSession final : public Session {
public:
    StreamSession(Stream&& stream, SessionOwner& owner, const HttpLimits& limits)
        : stream_(std::move(stream)), owner_(owner), limits_(limits) {}

    void start() override {
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            lowest().expires_after(limits_.header_time_max);
            stream_.async_handshake(asio::ssl::stream_base::server,
                                    [this](const beast::error_code& failure) {
                                        if (failure) return finish();
                                        read_head(limits_.header_time_max);
                                    });
        } else {
            read_head(limits_.header_time_max);
        }
    }

    void stop() override {
        if (is_idle()) abort();
    }

    void abort() override { lowest().close(); }

    [[nodiscard]] std::optional<std::uint64_t> rest() const override {
        return is_idle() ? rest_ : std::nullopt;
    }

private:
    [[nodiscard]] bool is_idle() const {
        return parser_ && !parser_->got_some() && buffer_.size() == 0;
    }
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    void read_head(std::chrono::seconds time_max) {
        if (owner_.is_stopping() && buffer_.size() == 0) return close();
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
        parser_->body_limit(limits_.body_bytes_max);
        lowest().expires_after(time_max);
        http::async_read_header(stream_, buffer_, *parser_,
                                [this](const beast::error_code& failure, std::size_t) {
                                    if (failure) return refuse_failure(failure);
                                    judge_head();
                                });
    }

    void judge_head() {
        rest_.reset();
        if (const auto kind = refuse_head(parser_->get())) return refuse(*kind);
        lowest().expires_after(limits_.body_time_max);
        const beast::string_view expected = parser_->get()[http::field::expect];
        if (!beast::iequals(expected, "100-continue")) return read_body();
        reply_ = http::response<Body>{http::status::continue_, 11};
        http::async_write(stream_, reply_, [this](const beast::error_code& failure, std::size_t) {
            if (failure) return finish();
            read_body();
        });
    }

    void read_body() {
        http::async_read(stream_, buffer_, *parser_,
                         [this](const beast::error_code& failure, std::size_t) {
                             if (failure) return refuse_failure(failure);
                             answer();
                         });
    }

    void answer() {
        const bool keep_alive = parser_->get().keep_alive();
        Response response = owner_.answer(to_request(parser_->release()));
        reply_ = to_http(std::move(response));
        reply_.keep_alive(keep_alive && !owner_.is_stopping());
        write();
    }

    void write() {
        reply_.prepare_payload();
        lowest().expires_after(limits_.write_time_max);
        http::async_write(stream_, reply_, [this](const beast::error_code& failure, std::size_t) {
            if (failure) return finish();
            if (!reply_.keep_alive() || owner_.is_full()) return close();
            rest_ = owner_.count_rest();
            read_head(limits_.idle_time_max);
        });
    }

    void refuse_failure(const beast::error_code& failure) {
        const auto kind = kind_of_failure(failure);
        if (!kind) return finish();
        refuse(*kind);
    }

    void refuse(FailureKind kind) {
        const beast::string_view accept = parser_->get()[http::field::accept];
        Response response = owner_.refuse(kind, {accept.data(), accept.size()});
        log::write(log::Level::kInfo, "request.refused", {{"status", response.status}});
        reply_ = to_http(std::move(response));
        reply_.keep_alive(false);
        write();
    }

    void close() {
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            lowest().expires_after(limits_.header_time_max);
            stream_.async_shutdown([this](const beast::error_code&) { finish(); });
        } else {
            beast::error_code ignored;  // The other side may have gone already.
            lowest().socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
            finish();
        }
    }

    void finish() {
        lowest().close();
        owner_.remove(*this);
    }

    Stream stream_;
    SessionOwner& owner_;
    const HttpLimits& limits_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<Body>> parser_;
    http::response<Body> reply_;
    std::optional<std::uint64_t> rest_;
};

}  // namespace oppad::hub
