// Where the hubs of a test program keep what they know; which kind of place is chosen by what the
// program links: hub_in_folder.cpp or hub_in_database.cpp.
#pragma once

#include <memory>
#include <string>

#include "sync/server/admin/hub_copies.h"
#include "sync/server/admin/hub_folder.h"

namespace oppad::test {

// One hub's. Goes with all that is in it.
class HubPlace {
public:
    virtual ~HubPlace() = default;

    // Empty until a hub is made there.
    [[nodiscard]] virtual hub::HubPaths paths() const = 0;
    // While the hub serves. Returns the backup's name.
    virtual std::string back_up() = 0;
    // As an administrator does; begins a new epoch. From then on paths() may be others.
    // Requires: no store is open over it.
    virtual void restore(const std::string& backup, const hub::RestoreParts& parts) = 0;
    // The same by someone who tells nobody.
    virtual void copy_back(const std::string& backup) = 0;
    // The record's stored state becomes that, past all rules and noted nowhere; an empty one takes
    // the record away.
    virtual void decay(const RecordKey& key, const Bytes& state) = 0;
};

std::unique_ptr<HubPlace> make_hub_place();

}  // namespace oppad::test
