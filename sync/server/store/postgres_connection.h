// One session with a PostgreSQL server, for postgres_*.cpp alone. Statements are prepared once and
// go in libpq's pipeline: what is queued travels with the next run(), in one round trip.
//
//     connection.queue(Query{kSavepoint});
//     TRY_ASSIGN(const Rows rows, connection.run(Query{kSelect}.id(organisation).number(after)));
//     for (int row = 0; row < rows.count(); ++row) seqs.push_back(rows.number(row, 0));
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/store/postgres_store.h"

struct pg_conn;
struct pg_result;

namespace oppad::hub {

// A statement's text and its values, in the order of $1, $2, …. The text must live as long as the
// connection: literals.
class Query {
public:
    explicit Query(std::string_view sql) : sql_(sql) {}

    Query& number(std::int64_t value);
    // The signed number of the same bits.
    Query& bits(std::uint64_t value) { return number(static_cast<std::int64_t>(value)); }
    Query& flag(bool value);
    Query& text(std::string_view value);
    Query& bytes(ByteView value);
    Query& id(const RawId& value);
    Query& instant(Instant value) { return number(value.ms); }
    Query& instant(const std::optional<Instant>& value);

    struct Value {
        unsigned type = 0;  // PostgreSQL's number of the type.
        std::optional<std::string> content;
    };
    [[nodiscard]] std::string_view sql() const { return sql_; }
    [[nodiscard]] const std::vector<Value>& values() const { return values_; }

private:
    std::string_view sql_;
    std::vector<Value> values_;
};

// What a statement answered. Rows and columns count from 0. A column of another type than asked
// for reads as that type's empty value.
class Rows {
public:
    explicit Rows(pg_result* owned) : result_(owned) {}

    [[nodiscard]] int count() const;
    [[nodiscard]] bool empty() const { return count() == 0; }
    // How many rows an INSERT, UPDATE or DELETE wrote.
    [[nodiscard]] std::int64_t changed() const;
    // The word of the command that ran; "ROLLBACK" for a COMMIT of a failed transaction.
    [[nodiscard]] std::string_view command() const;
    // Whether this marks the end of a pipeline instead of being an answer.
    [[nodiscard]] bool is_sync() const;

    [[nodiscard]] bool is_null(int row, int column) const;
    [[nodiscard]] std::int64_t number(int row, int column) const;
    [[nodiscard]] std::uint64_t bits(int row, int column) const;
    [[nodiscard]] bool flag(int row, int column) const;
    [[nodiscard]] std::string text(int row, int column) const;
    [[nodiscard]] Bytes bytes(int row, int column) const;
    [[nodiscard]] RawId id(int row, int column) const;
    [[nodiscard]] Instant instant(int row, int column) const { return {number(row, column)}; }
    [[nodiscard]] std::optional<Instant> instant_if_any(int row, int column) const;

private:
    struct Clear {
        void operator()(pg_result* result) const;
    };
    [[nodiscard]] ByteView view(int row, int column) const;

    std::unique_ptr<pg_result, Clear> result_;
};

// Thread: one at a time. Errors of every call: kBusy (a lock or statement that took too long, a
// server that went or is coming up), kDiskFull, kCorrupt, kDenied, kConflict, kInvalid, kInternal.
// An error's detail names the SQLSTATE and never what the server wrote, which may quote values.
class PostgresConnection {
public:
    // Fails: kInvalid for what isn't a URL of PostgreSQL or a server before 15; kNotFound when
    // there is no such database; kDenied for a refused log-in, or a network without TLS; kBusy when
    // nothing answers.
    static Result<std::unique_ptr<PostgresConnection>> open(const PostgresOptions& options);

    // Looks whether the server has hung up, without a round trip, and then begins a new session.
    // Fails: as open(); kInternal within a transaction.
    Status ensure_session();
    // Grows with each session: what began in an earlier one is over.
    [[nodiscard]] int session() const { return session_; }
    [[nodiscard]] const PostgresOptions& options() const { return options_; }
    // Whether the session is over: what was under way may or may not have happened.
    [[nodiscard]] bool is_lost() const { return is_lost_; }

    // Goes with the next run() or settle(); an error of it is that call's.
    void queue(const Query& query);
    // Sends what is queued and this one, waits for all. Returns this one's rows.
    Result<Rows> run(const Query& query);
    // Sends what is queued and waits. Requires: something is queued.
    Result<Rows> settle();
    // Several statements without values. Requires: nothing is queued.
    Status run_script(const char* sql);

private:
    struct Finish {
        void operator()(pg_conn* connection) const;
    };
    // What the server owes an answer to, in order.
    struct Expected {
        std::string_view prepares;  // The text of a statement that is being prepared; or it runs.
    };

    explicit PostgresConnection(const PostgresOptions& options) : options_(options) {}
    Status begin_session();
    Status check_server() const;
    Status set_session_up();
    std::string name_of_prepared(const Query& query);
    bool read_answer(const Expected& expected, std::optional<Error>& failure,
                     std::optional<Rows>& last);
    Error lost();

    PostgresOptions options_;
    std::unique_ptr<pg_conn, Finish> connection_;
    std::map<std::string_view, std::string> prepared_;  // Statement's text to its name.
    int names_given_ = 0;
    std::vector<Expected> expected_;
    int session_ = 0;
    bool has_send_failed_ = false;
    bool is_lost_ = false;
};

// The error of a SQLSTATE: five characters, or none when the server said nothing.
Error error_from_sqlstate(const char* sqlstate, const char* step);

}  // namespace oppad::hub
