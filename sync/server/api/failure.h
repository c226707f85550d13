// Every answer other than 200: its HTTP status, the word that tablets act on, and a sentence for
// people with curl.
#pragma once

#include <string_view>
#include <variant>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/api/request.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

struct FailureSpec {
    FailureKind kind;
    int status;
    const char* code;  // Wire word; never change one.
    const char* message;
};
const FailureSpec& spec_of(FailureKind kind);

// What a store error means to the one who asked; the error itself goes to the log.
FailureKind failure_of(const char* event, const Error& error);

Response failure_response(FailureKind kind, Instant now, sync::WireForm form);

// A value, or why there is none.
template <class T>
using Outcome = std::variant<T, FailureKind>;

}  // namespace oppad::hub
