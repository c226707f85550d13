// Every path that the hub answers: one table for the dispatch, the log and the tests of
// docs/openapi.yaml.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/bytes.h"

namespace oppad::hub {

enum class RouteKind : std::uint8_t { kHello, kDescription, kEnrol, kSync };

struct Route {
    RouteKind kind;
    const char* method;  // The only one that it takes.
    const char* path;
    const char* word;  // In the log.
};

std::span<const Route> routes();
// Nothing for a path that isn't there.
const Route* find_route(std::string_view path);

// docs/openapi.yaml, which is written as JSON: what GET /v1/openapi.json answers.
ByteView openapi_document();

}  // namespace oppad::hub
