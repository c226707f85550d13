#include "sync/server/store/postgres_connection.h"

#include <libpq-fe.h>

#include <array>
#include <charconv>

#include "engine/core/check.h"

namespace oppad::hub {

namespace {

// PostgreSQL's own numbers of types (pg_type.dat); they never change.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kUuid = 2950;

constexpr int kBinary = 1;
constexpr int kServerVersionMin = 150'000;

void ignore_notice(void*, const char*) {}  // libpq would print it; it may quote values.

bool is_loopback(const char* address) {
    const std::string_view text = address == nullptr ? "" : address;
    return text.empty() || text.substr(0, 4) == "127." || text == "::1";
}

// What libpq says of a failed connection can't be told apart by a code, only by its words.
Error connection_error(pg_conn* connection) {
    const std::string_view said = PQerrorMessage(connection);
    const auto says = [&](std::string_view words) {
        return said.find(words) != std::string_view::npos;
    };
    if (says("database \"") && says("does not exist")) {
        return {ErrorCode::kNotFound, "no such database"};
    }
    if (PQconnectionUsedPassword(connection) != 0 || PQconnectionNeedsPassword(connection) != 0 ||
        says("authentication failed") || says("no pg_hba.conf entry") || says("role \"")) {
        return {ErrorCode::kDenied, "the database server refuses the log-in"};
    }
    if (says("certificate") || says("SSL")) {
        return {ErrorCode::kDenied, "no trusted TLS to the database server"};
    }
    return {ErrorCode::kBusy, "the database server doesn't answer"};
}

}  // namespace

Query& Query::number(std::int64_t value) {
    std::string content(8, '\0');
    auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t at = 8; at-- > 0; bits >>= 8) content[at] = static_cast<char>(bits & 0xff);
    values_.push_back({kInt8, std::move(content)});
    return *this;
}

Query& Query::flag(bool value) {
    values_.push_back({kBool, std::string(1, value ? '\1' : '\0')});
    return *this;
}

Query& Query::text(std::string_view value) {
    values_.push_back({kText, std::string{value}});
    return *this;
}

Query& Query::bytes(ByteView value) {
    values_.push_back({kBytea, std::string{as_text(value)}});
    return *this;
}

Query& Query::id(const RawId& value) {
    values_.push_back({kUuid, std::string{as_text(value.bytes)}});
    return *this;
}

Query& Query::instant(const std::optional<Instant>& value) {
    if (value) return number(value->ms);
    values_.push_back({kInt8, std::nullopt});
    return *this;
}

void Rows::Clear::operator()(pg_result* result) const { PQclear(result); }

int Rows::count() const { return PQntuples(result_.get()); }

std::int64_t Rows::changed() const {
    const std::string_view digits = PQcmdTuples(result_.get());
    std::int64_t changed = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), changed);
    return changed;
}

std::string_view Rows::command() const { return PQcmdStatus(result_.get()); }

bool Rows::is_sync() const { return PQresultStatus(result_.get()) == PGRES_PIPELINE_SYNC; }

ByteView Rows::view(int row, int column) const {
    if (row >= count() || column >= PQnfields(result_.get())) return {};
    return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(result_.get(), row, column)),
            static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

bool Rows::is_null(int row, int column) const {
    return PQgetisnull(result_.get(), row, column) != 0;
}

std::uint64_t Rows::bits(int row, int column) const {
    const ByteView content = view(row, column);
    if (content.size() != 8) return 0;
    std::uint64_t value = 0;
    for (const std::uint8_t byte : content) value = (value << 8) | byte;
    return value;
}

std::int64_t Rows::number(int row, int column) const {
    return static_cast<std::int64_t>(bits(row, column));
}

bool Rows::flag(int row, int column) const {
    const ByteView content = view(row, column);
    return content.size() == 1 && content[0] != 0;
}

std::string Rows::text(int row, int column) const {
    return std::string{as_text(view(row, column))};
}

Bytes Rows::bytes(int row, int column) const {
    const ByteView content = view(row, column);
    return {content.begin(), content.end()};
}

RawId Rows::id(int row, int column) const {
    return id_from_bytes(view(row, column)).value_or(RawId{});
}

std::optional<Instant> Rows::instant_if_any(int row, int column) const {
    if (is_null(row, column)) return std::nullopt;
    return instant(row, column);
}

void PostgresConnection::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(
    const PostgresOptions& options) {
    if (!is_postgres_url(options.url)) {
        return Error{ErrorCode::kInvalid, "not a URL of a PostgreSQL database"};
    }
    auto made = std::unique_ptr<PostgresConnection>(new PostgresConnection(options));
    TRY(made->begin_session());
    return made;
}

Status PostgresConnection::begin_session() {
    // Later words win: the URL may say other values for all but the encoding.
    constexpr std::array<const char*, 7> kWords{"connect_timeout",
                                                "tcp_user_timeout",
                                                "keepalives_idle",
                                                "application_name",
                                                "dbname",
                                                "client_encoding",
                                                nullptr};
    const std::array<const char*, 7> values{
        "10", "30000", "30", "oppad-hub", options_.url.c_str(), "UTF8", nullptr};
    connection_.reset(PQconnectdbParams(kWords.data(), values.data(), 1));
    prepared_.clear();
    expected_.clear();
    has_send_failed_ = false;
    is_lost_ = true;  // Until it is set up.
    ++session_;
    if (connection_ == nullptr) return Error{ErrorCode::kInternal, "no memory for a connection"};
    if (PQstatus(connection_.get()) != CONNECTION_OK) return connection_error(connection_.get());
    PQsetNoticeProcessor(connection_.get(), ignore_notice, nullptr);
    TRY(check_server());
    ENSURE(PQenterPipelineMode(connection_.get()) == 1);
    is_lost_ = false;
    Status set_up = set_session_up();
    is_lost_ = !set_up.has_value();
    return set_up;
}

Status PostgresConnection::check_server() const {
    if (PQserverVersion(connection_.get()) < kServerVersionMin) {
        return Error{ErrorCode::kInvalid, "the database server is older than PostgreSQL 15"};
    }
    // As for tablets: names never go over a network unencrypted.
    const bool is_here = is_loopback(PQhostaddr(connection_.get()));
    if (!is_here && PQsslInUse(connection_.get()) == 0) {
        return Error{ErrorCode::kDenied, "the database server is on the network, without TLS"};
    }
    return ok();
}

Status PostgresConnection::set_session_up() {
    // Every query of the hub goes by an index; a plan made while the tables were empty must too.
    // A server that confirms commits before they are on its disk would lose what tablets were told.
    constexpr std::string_view kSettings = R"sql(
        SELECT set_config('search_path', 'oppad_hub', false),
            set_config('lock_timeout', $1, false),
            set_config('statement_timeout', $2, false),
            set_config('idle_in_transaction_session_timeout', $2, false),
            set_config('enable_seqscan', 'off', false),
            set_config('enable_bitmapscan', 'off', false),
            set_config('jit', 'off', false),
            set_config('synchronous_commit',
                CASE current_setting('synchronous_commit')
                    WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
        )sql";
    TRY(run(Query{kSettings}
                .text(std::to_string(options_.busy_timeout_ms))
                .text(std::to_string(options_.statement_timeout_ms))));
    return ok();
}

Status PostgresConnection::ensure_session() {
    // The first look takes in a farewell, the second the end of the stream after it.
    for (int look = 0; look < 2 && !is_lost_; ++look) {
        is_lost_ =
            PQconsumeInput(connection_.get()) == 0 || PQstatus(connection_.get()) != CONNECTION_OK;
    }
    if (is_lost_) return begin_session();
    ENSURE(expected_.empty() && PQtransactionStatus(connection_.get()) == PQTRANS_IDLE);
    return ok();
}

Error PostgresConnection::lost() {
    is_lost_ = true;
    expected_.clear();
    return {ErrorCode::kBusy, "the session with the database server is over"};
}

std::string PostgresConnection::name_of_prepared(const Query& query) {
    const auto known = prepared_.find(query.sql());
    if (known != prepared_.end()) return known->second;
    std::string name = "q" + std::to_string(++names_given_);
    std::vector<Oid> types;
    for (const Query::Value& value : query.values()) types.push_back(value.type);
    has_send_failed_ |=
        PQsendPrepare(connection_.get(), name.c_str(), std::string{query.sql()}.c_str(),
                      static_cast<int>(types.size()), types.data()) == 0;
    prepared_.emplace(query.sql(), name);
    expected_.push_back({.prepares = query.sql()});
    return name;
}

void PostgresConnection::queue(const Query& query) {
    if (is_lost_) return;  // settle() says so.
    const std::string name = name_of_prepared(query);
    const std::size_t count = query.values().size();
    std::vector<const char*> contents(count, nullptr);
    std::vector<int> lengths(count, 0);
    const std::vector<int> formats(count, kBinary);
    for (std::size_t at = 0; at < count; ++at) {
        const std::optional<std::string>& content = query.values()[at].content;
        if (!content) continue;
        contents[at] = content->data();
        lengths[at] = static_cast<int>(content->size());
    }
    has_send_failed_ |=
        PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(count),
                            contents.data(), lengths.data(), formats.data(), kBinary) == 0;
    expected_.push_back({});
}

Result<Rows> PostgresConnection::run(const Query& query) {
    queue(query);
    return settle();
}

Result<Rows> PostgresConnection::settle() {
    if (is_lost_ || has_send_failed_) return lost();
    ENSURE(!expected_.empty());
    if (PQpipelineSync(connection_.get()) == 0) return lost();
    std::optional<Error> failure;
    std::optional<Rows> last;
    for (const Expected& expected : expected_) {
        if (!read_answer(expected, failure, last)) return lost();
    }
    expected_.clear();
    const Rows sync{PQgetResult(connection_.get())};
    if (!sync.is_sync()) return lost();
    if (failure) return *failure;
    ENSURE(last.has_value());
    return std::move(*last);
}

// Returns false when the session is over.
bool PostgresConnection::read_answer(const Expected& expected, std::optional<Error>& failure,
                                     std::optional<Rows>& last) {
    pg_result* result = PQgetResult(connection_.get());
    if (result == nullptr) return false;
    Rows rows{result};
    const ExecStatusType status = PQresultStatus(result);
    const bool is_done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!is_done && !expected.prepares.empty()) prepared_.erase(expected.prepares);
    if (!is_done && status != PGRES_PIPELINE_ABORTED && !failure) {
        failure = error_from_sqlstate(PQresultErrorField(result, PG_DIAG_SQLSTATE), "query");
    }
    if (is_done) last.emplace(std::move(rows));
    if (PQstatus(connection_.get()) != CONNECTION_OK) return false;
    return PQgetResult(connection_.get()) == nullptr;  // Each answer ends with a null.
}

Status PostgresConnection::run_script(const char* sql) {
    if (is_lost_) return lost();
    ENSURE(expected_.empty() && PQexitPipelineMode(connection_.get()) == 1);
    pg_result* result = PQexec(connection_.get(), sql);
    const Rows rows{result};
    const ExecStatusType status = PQresultStatus(result);
    if (PQstatus(connection_.get()) != CONNECTION_OK) return lost();
    ENSURE(PQenterPipelineMode(connection_.get()) == 1);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return ok();
    return error_from_sqlstate(PQresultErrorField(result, PG_DIAG_SQLSTATE), "script");
}

namespace {

ErrorCode code_for(std::string_view state) {
    struct Known {
        std::string_view start;
        ErrorCode code;
    };
    using enum ErrorCode;
    // Longer beginnings stand before shorter ones. PostgreSQL's appendix A lists them.
    constexpr std::array kKnown = std::to_array<Known>({
        {"08", kBusy},       // connection
        {"22", kInvalid},    // values
        {"23", kConflict},   // constraints
        {"25006", kDenied},  // a standby, which is read-only
        {"28", kDenied},     // log-in
        {"3D000", kNotFound},
        {"40", kBusy},       // rolled back in favour of another: deadlock, serialization
        {"42501", kDenied},  // rights
        {"53100", kDiskFull},
        {"53300", kBusy},     // too many connections
        {"55P03", kBusy},     // lock time-out
        {"57014", kBusy},     // statement time-out
        {"57P", kBusy},       // server going or coming
        {"25P03", kBusy},     // left standing for too long
        {"58P01", kCorrupt},  // a file of the database is missing
        {"XX001", kCorrupt},
        {"XX002", kCorrupt},
    });
    for (const Known& known : kKnown) {
        if (state.substr(0, known.start.size()) == known.start) return known.code;
    }
    return kInternal;
}

}  // namespace

Error error_from_sqlstate(const char* sqlstate, const char* step) {
    if (sqlstate == nullptr) {
        return {ErrorCode::kBusy, std::string{step} + ": the database server went away"};
    }
    return {code_for(sqlstate), std::string{step} + ": SQLSTATE " + sqlstate};
}

}  // namespace oppad::hub
