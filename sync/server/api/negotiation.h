// What a client can read, from its headers: which of our forms, and packed how.
#pragma once

#include <cstdint>
#include <string_view>

#include "sync/server/api/request.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

enum class Coding : std::uint8_t { kIdentity, kGzip, kZstd, kDictionary, kColumns };

// The word of Content-Encoding; empty for kIdentity.
const char* word_of(Coding coding);

// The form that Accept weighs more. Where it weighs both the same: that of the request's own body;
// without one CBOR for who names it or says nothing, else JSON (curl and browsers accept anything).
sync::WireForm choose_form(const Request& request);

// What Accept-Encoding weighs most; at equal weights our columns, then our dictionary, then zstd,
// then gzip. Only what it names is used: `*` is said by clients that can read neither. Nothing
// asked = kIdentity.
Coding choose_coding(const Request& request);

// The form that Content-Type names; false when it names neither. Parameters count for nothing.
bool read_content_form(const Request& request, sync::WireForm& form);

}  // namespace oppad::hub
