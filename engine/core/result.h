// How every fallible step of Op Pad answers: a value, or an Error that says what the caller does
// next. The user's sentence is chosen by ui/ from the code; `detail` is English for the log.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace oppad {

// Few codes, each a different next step for the caller. Stored nowhere, sent nowhere.
enum class ErrorCode {
    kNotFound,   // It isn't there: tell the person, or create it.
    kConflict,   // Somebody was first: look again, then decide.
    kInvalid,    // The input can't be used: say which part.
    kDenied,     // Not with these rights, or not with this key.
    kOffline,    // No hub within reach: go on, try later.
    kBusy,       // Another holder has it: wait or close the other.
    kCorrupt,    // Stored bytes are damaged: set aside, never delete.
    kDiskFull,   // Nothing was written: free space, then repeat.
    kCancelled,  // The person stopped it.
    kInternal,   // A defect of ours: log and stop this command.
};

// Never holds personal data: it goes to logs.
struct Error {
    ErrorCode code = ErrorCode::kInternal;
    std::string detail;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): return value;
    Result(Error error)
        : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): return Error{};

    [[nodiscard]] bool has_value() const { return value_.has_value(); }
    explicit operator bool() const { return has_value(); }

    // Requires: has_value().
    T& value() & { return *value_; }
    const T& value() const& { return *value_; }
    T&& value() && { return std::move(*value_); }
    T& operator*() & { return *value_; }
    const T& operator*() const& { return *value_; }
    T&& operator*() && { return std::move(*value_); }
    T* operator->() { return &*value_; }
    const T* operator->() const { return &*value_; }

    // Requires: !has_value().
    [[nodiscard]] const Error& error() const { return error_; }

private:
    std::optional<T> value_;
    Error error_;
};

// The answer of a step that yields nothing but success or an Error.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error)
        : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): return Error{};

    [[nodiscard]] bool has_value() const { return !error_.has_value(); }
    explicit operator bool() const { return has_value(); }
    // Requires: !has_value().
    [[nodiscard]] const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

inline Status ok() { return {}; }

// The only way to drop an answer: the reason stands at the call.
template <class Answer>
void ignore_because(const Answer& /*answer*/, const char* /*reason*/) {}

}  // namespace oppad

#define OPPAD_JOIN_(a, b) a##b
#define OPPAD_JOIN(a, b) OPPAD_JOIN_(a, b)

// Returns the error of `expression` from this function; goes on when it succeeded. One per line.
#define TRY(expression)                                                  \
    do {                                                                 \
        if (auto oppad_status = (expression); !oppad_status.has_value()) \
            return oppad_status.error();                                 \
    } while (false)

// `TRY_ASSIGN(auto visit, load(id));` binds the value or returns the error. One per line.
// NOLINTBEGIN(bugprone-macro-parentheses): a declaration can't stand in parentheses.
#define TRY_ASSIGN(declaration, expression)                  \
    auto OPPAD_JOIN(oppad_result_, __LINE__) = (expression); \
    if (!OPPAD_JOIN(oppad_result_, __LINE__).has_value())    \
        return OPPAD_JOIN(oppad_result_, __LINE__).error();  \
    declaration = std::move(*OPPAD_JOIN(oppad_result_, __LINE__))
// NOLINTEND(bugprone-macro-parentheses)
