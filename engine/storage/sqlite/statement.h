// One run of a prepared statement. The compiled form is kept by the connection under its text; what
// is handed out resets and clears itself when it goes.
//
//     TRY_ASSIGN(Statement select, connection.prepare(kSelectByFamily));
//     select.bind(":family_id", family).bind(":limit", 50);
//     for (;;) {
//         TRY_ASSIGN(const bool has_row, select.step());
//         if (!has_row) break;
//         rows.push_back({.id = select.get<Id<Contact>>(Col::kId), …});
//     }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "engine/core/bytes.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/code.h"
#include "engine/domain/value.h"

struct sqlite3_stmt;

namespace oppad::storage {

// A compiled statement in the connection's cache.
struct CachedStatement {
    sqlite3_stmt* compiled = nullptr;
    bool in_use = false;
};

template <class T>
struct Column;

// Borrows the connection that made it. Thread: the connection's.
class Statement {
public:
    // `cached` is the connection's; without one the statement owns `compiled`.
    Statement(sqlite3_stmt* compiled, CachedStatement* cached);
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    // Binds a named parameter (":family_id"); an unknown name is a defect and stops the program.
    // Values are copied. A failed binding is told by the next step().
    Statement& bind(const char* name, std::nullptr_t);
    Statement& bind(const char* name, std::int64_t number);
    Statement& bind(const char* name, int number) { return bind(name, std::int64_t{number}); }
    Statement& bind(const char* name, bool flag) { return bind(name, std::int64_t{flag ? 1 : 0}); }
    Statement& bind(const char* name, std::string_view text);
    Statement& bind(const char* name, const char* text) {
        return bind(name, std::string_view{text});
    }
    Statement& bind(const char* name, const std::string& text) {
        return bind(name, std::string_view{text});
    }
    Statement& bind(const char* name, ByteView blob);
    Statement& bind(const char* name, const Bytes& blob) { return bind(name, ByteView{blob}); }
    Statement& bind(const char* name, const RawId& id) { return bind(name, ByteView{id.bytes}); }
    Statement& bind(const char* name, Instant instant) { return bind(name, instant.ms); }
    Statement& bind(const char* name, Day day) { return bind(name, to_iso(day)); }
    // A field of a record: sets become a JSON array.
    Statement& bind(const char* name, const Value& value);
    // By place, from 1, for what is bound by the thousand: SQLite looks names up one after another.
    // Texts and bytes are borrowed until the statement is reset or gone.
    Statement& bind_at(int place, const Value& value);
    Statement& bind_at(int place, ByteView blob);
    template <class Record>
    Statement& bind(const char* name, const Id<Record>& id) {
        return bind(name, id.raw);
    }
    template <Code Enum>
    Statement& bind(const char* name, Enum code) {
        return bind(name, word_of(code));
    }
    template <class T>
    Statement& bind(const char* name, const std::optional<T>& value) {
        return value ? bind(name, *value) : bind(name, nullptr);
    }

    // Moves to the next row. Returns false past the last one.
    // Fails: kBusy, kDiskFull, kConflict (a constraint), kCorrupt, kDenied (read-only), kInternal.
    Result<bool> step();
    // Steps to the end, for statements without rows of interest.
    Status run();
    // Back to before the first row, bindings cleared: for a second run of the same text.
    void reset();

    // Columns of the current row, by number or by an enum in SELECT order. A value of another type
    // than asked for reads as that type's empty value; std::optional<T> tells NULL.
    // Requires: step() answered true.
    template <class T, class Number>
    [[nodiscard]] T get(Number column) const {
        return Column<T>::read(*this, static_cast<int>(column));
    }
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    // Borrowed until the next step().
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] ByteView blob(int column) const;
    [[nodiscard]] int column_count() const;

private:
    enum class Keeping : std::uint8_t { kCopied, kBorrowed };
    Statement& bind_value(int place, const Value& value, Keeping keeping);
    int index_of(const char* name) const;
    void keep_failure(int code);

    sqlite3_stmt* compiled_;
    CachedStatement* cached_;
    int bind_failure_ = 0;
};

// A set of texts as it is stored: a JSON array, so that SQL can look into it with json_each.
std::string text_set_to_json(const TextSet& set);
// Returns an empty set for anything but an array of texts.
TextSet text_set_from_json(std::string_view json);
// A list of ids for `WHERE id IN (SELECT unhex(value) FROM json_each(:ids))`.
std::string ids_to_json(const std::vector<RawId>& ids);

// --- how columns are read, type by type ---

template <>
struct Column<std::int64_t> {
    static std::int64_t read(const Statement& row, int at) { return row.integer(at); }
};
template <>
struct Column<int> {
    static int read(const Statement& row, int at) { return static_cast<int>(row.integer(at)); }
};
template <>
struct Column<bool> {
    static bool read(const Statement& row, int at) { return row.integer(at) != 0; }
};
template <>
struct Column<std::string> {
    static std::string read(const Statement& row, int at) { return std::string{row.text(at)}; }
};
template <>
struct Column<Bytes> {
    static Bytes read(const Statement& row, int at) {
        const ByteView blob = row.blob(at);
        return {blob.begin(), blob.end()};
    }
};
template <>
struct Column<RawId> {
    static RawId read(const Statement& row, int at) {
        return id_from_bytes(row.blob(at)).value_or(RawId{});
    }
};
template <>
struct Column<Instant> {
    static Instant read(const Statement& row, int at) { return {row.integer(at)}; }
};
template <>
struct Column<Day> {
    static Day read(const Statement& row, int at) {
        return parse_iso_day(row.text(at)).value_or(Day{});
    }
};
template <>
struct Column<TextSet> {
    static TextSet read(const Statement& row, int at) { return text_set_from_json(row.text(at)); }
};
template <class Record>
struct Column<Id<Record>> {
    static Id<Record> read(const Statement& row, int at) { return {Column<RawId>::read(row, at)}; }
};
template <Code Enum>
struct Column<Enum> {
    static Enum read(const Statement& row, int at) { return code_of<Enum>(row.text(at)); }
};
template <class T>
struct Column<std::optional<T>> {
    static std::optional<T> read(const Statement& row, int at) {
        return row.is_null(at) ? std::nullopt : std::optional<T>{Column<T>::read(row, at)};
    }
};

}  // namespace oppad::storage
