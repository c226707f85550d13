#include "engine/storage/sqlite/statement.h"

#include <sqlcipher/sqlite3.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/check.h"
#include "engine/storage/sqlite/errors.h"

namespace oppad::storage {

Statement::Statement(sqlite3_stmt* compiled, CachedStatement* cached)
    : compiled_(compiled), cached_(cached) {
    if (cached_ != nullptr) cached_->in_use = true;
}

Statement::Statement(Statement&& other) noexcept
    : compiled_(std::exchange(other.compiled_, nullptr)),
      cached_(std::exchange(other.cached_, nullptr)),
      bind_failure_(other.bind_failure_) {}

Statement::~Statement() {
    if (compiled_ == nullptr) return;
    if (cached_ == nullptr) {
        sqlite3_finalize(compiled_);
        return;
    }
    reset();
    cached_->in_use = false;
}

int Statement::index_of(const char* name) const {
    const int index = sqlite3_bind_parameter_index(compiled_, name);
    CHECK(index != 0);
    return index;
}

void Statement::keep_failure(int code) {
    if (code != SQLITE_OK && bind_failure_ == SQLITE_OK) bind_failure_ = code;
}

Statement& Statement::bind(const char* name, std::nullptr_t) {
    keep_failure(sqlite3_bind_null(compiled_, index_of(name)));
    return *this;
}

Statement& Statement::bind(const char* name, std::int64_t number) {
    keep_failure(sqlite3_bind_int64(compiled_, index_of(name), number));
    return *this;
}

Statement& Statement::bind(const char* name, std::string_view text) {
    // A null pointer would bind NULL: an empty view may hold one.
    const char* content = text.data() != nullptr ? text.data() : "";
    keep_failure(sqlite3_bind_text64(compiled_, index_of(name), content, text.size(),
                                     SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(const char* name, ByteView blob) {
    const void* content = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    keep_failure(
        sqlite3_bind_blob64(compiled_, index_of(name), content, blob.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind(const char* name, const Value& value) {
    return bind_value(index_of(name), value, Keeping::kCopied);
}

Statement& Statement::bind_at(int place, const Value& value) {
    return bind_value(place, value, Keeping::kBorrowed);
}

Statement& Statement::bind_at(int place, ByteView blob) {
    const void* content = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    keep_failure(sqlite3_bind_blob64(compiled_, place, content, blob.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_value(int place, const Value& value, Keeping keeping) {
    const auto kept = keeping == Keeping::kBorrowed ? SQLITE_STATIC : SQLITE_TRANSIENT;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        keep_failure(sqlite3_bind_int64(compiled_, place, *number));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        keep_failure(
            sqlite3_bind_text64(compiled_, place, text->data(), text->size(), kept, SQLITE_UTF8));
    } else if (const auto* id = std::get_if<RawId>(&value)) {
        keep_failure(
            sqlite3_bind_blob64(compiled_, place, id->bytes.data(), id->bytes.size(), kept));
    } else if (const auto* set = std::get_if<TextSet>(&value)) {
        return bind_value(place, Value{text_set_to_json(*set)}, Keeping::kCopied);
    } else {
        keep_failure(sqlite3_bind_null(compiled_, place));
    }
    return *this;
}

Result<bool> Statement::step() {
    if (bind_failure_ != SQLITE_OK) return error_from_sqlite(bind_failure_, "bind");
    const int code = sqlite3_step(compiled_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const int extended = sqlite3_extended_errcode(sqlite3_db_handle(compiled_));
    // A text that compiles fails so only where SQLCipher finds a page whose seal is broken.
    if (extended == SQLITE_ERROR) return Error{ErrorCode::kCorrupt, "step: a page that is damaged"};
    return error_from_sqlite(extended, "step");
}

Status Statement::run() {
    for (;;) {
        TRY_ASSIGN(const bool has_row, step());
        if (!has_row) return ok();
    }
}

void Statement::reset() {
    // The code repeats the last step's failure, which step() has told.
    sqlite3_reset(compiled_);
    sqlite3_clear_bindings(compiled_);
    bind_failure_ = SQLITE_OK;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(compiled_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    ASSUME(column < column_count());
    return sqlite3_column_int64(compiled_, column);
}

std::string_view Statement::text(int column) const {
    ASSUME(column < column_count());
    const auto* content = reinterpret_cast<const char*>(sqlite3_column_text(compiled_, column));
    if (content == nullptr) return {};
    return {content, static_cast<std::size_t>(sqlite3_column_bytes(compiled_, column))};
}

ByteView Statement::blob(int column) const {
    ASSUME(column < column_count());
    const auto* content = static_cast<const std::uint8_t*>(sqlite3_column_blob(compiled_, column));
    if (content == nullptr) return {};
    return {content, static_cast<std::size_t>(sqlite3_column_bytes(compiled_, column))};
}

int Statement::column_count() const { return sqlite3_column_count(compiled_); }

std::string text_set_to_json(const TextSet& set) {
    // Bytes that are no UTF-8 are replaced rather than thrown on.
    return nlohmann::json(set).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

TextSet text_set_from_json(std::string_view json) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    TextSet set;
    if (!parsed.is_array()) return set;
    for (const auto& element : parsed) {
        if (element.is_string()) set.push_back(element.get<std::string>());
    }
    return set;
}

std::string ids_to_json(const std::vector<RawId>& ids) {
    std::string json = "[";
    for (const RawId& id : ids) {
        if (json.size() > 1) json += ',';
        json += '"' + to_text(id) + '"';
    }
    return json + ']';
}

}  // namespace oppad::storage
