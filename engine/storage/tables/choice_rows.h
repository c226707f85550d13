// What the Registreer page offers to choose from, with how often each was chosen.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"

namespace oppad {
struct Partner;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct ThemeUse {
    std::string code;
    int uses = 0;
};
// Over the author's last 500 contacts, most used first. Cost: O(500).
Result<std::vector<ThemeUse>> count_theme_uses(Connection& connection, const Id<Staff>& author);

struct OwnTheme {
    std::string code;
    bool retired = false;
};
// Those that the organisation added, renamed or retired.
Result<std::vector<OwnTheme>> list_own_themes(Connection& connection);

struct PartnerName {
    Id<Partner> id;
    std::string name;
};
// Most referred to first, then by name.
Result<std::vector<PartnerName>> list_partners(Connection& connection);

struct RecordName {
    RawId id;
    std::string name;
};
// Names of families and of places, of those of `ids` that are here.
Result<std::vector<RecordName>> list_family_names(Connection& connection,
                                                  const std::vector<RawId>& ids);
Result<std::vector<RecordName>> list_place_names(Connection& connection,
                                                 const std::vector<RawId>& ids);

Result<bool> has_any_family(Connection& connection);

}  // namespace oppad::storage
