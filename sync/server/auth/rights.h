// What a person may see and write: roles and record types in one table, scopes by grant. Asked per
// record, effective at the next request.
#pragma once

#include <vector>

#include "engine/core/id.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

// Record types of a newer version are allowed to whoever may write families: they pass through.
bool role_may_write(Role role, RecordType type);
// Administrators keep the hub running; they see nothing of families.
bool role_may_read(Role role, RecordType type);

// A person's grants.
class Rights {
public:
    Rights(Role role, std::vector<Grant> grants);

    [[nodiscard]] bool may_read(const RawId& scope) const;
    [[nodiscard]] bool may_write(const RawId& scope) const;
    // In more scopes than one.
    [[nodiscard]] bool may_write_several() const;
    // A right that has ended, or is to read alone by now: what comes in still may have been written
    // before that.
    [[nodiscard]] bool might_write_before(const RawId& scope) const;
    // Sorted.
    [[nodiscard]] std::vector<RawId> readable_scopes() const;
    [[nodiscard]] Role role() const { return role_; }

private:
    [[nodiscard]] const Grant* find(const RawId& scope) const;
    static bool is_live(const Grant& grant);

    Role role_;
    std::vector<Grant> grants_;  // Sorted by scope.
};

}  // namespace oppad::hub
