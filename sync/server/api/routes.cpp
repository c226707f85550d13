#include "sync/server/api/routes.h"

#include <algorithm>
#include <array>

namespace oppad::hub {

namespace {

constexpr std::array kRoutes = std::to_array<Route>({
    {RouteKind::kHello, "GET", "/v1/hello", "hello"},
    {RouteKind::kDescription, "GET", "/v1/openapi.json", "openapi"},
    {RouteKind::kEnrol, "POST", "/v1/enrol", "enrol"},
    {RouteKind::kSync, "POST", "/v1/sync", "sync"},
});

}  // namespace

std::span<const Route> routes() { return kRoutes; }

const Route* find_route(std::string_view path) {
    const auto* found = std::find_if(kRoutes.begin(), kRoutes.end(),
                                     [path](const Route& route) { return path == route.path; });
    return found != kRoutes.end() ? found : nullptr;
}

}  // namespace oppad::hub
