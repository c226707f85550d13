#include "sync/server/auth/rights.h"

#include <algorithm>

#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

// Everybody who works with families.
bool is_field_role(Role role) {
    switch (role) {
        using enum Role;
        case kOutreacher:
        case kNurse:
        case kSocialWorker:
        case kBridgeFigure:
        case kCoordinator:
            return true;
        case kAdministrator:
        case kUnknown:
            return false;
    }
    return false;
}

}  // namespace

bool role_may_write(Role role, RecordType type) {
    // Colleagues are written by the hub alone: a role that a tablet could write is no role.
    return type != RecordType::kStaff && is_field_role(role);
}

bool role_may_read(Role role, RecordType type) {
    return type == RecordType::kStaff ? role != Role::kUnknown : is_field_role(role);
}

Rights::Rights(Role role, std::vector<Grant> grants) : role_(role), grants_(std::move(grants)) {
    std::sort(grants_.begin(), grants_.end(),
              [](const Grant& a, const Grant& b) { return a.scope < b.scope; });
}

const Grant* Rights::find(const RawId& scope) const {
    const auto at = std::lower_bound(
        grants_.begin(), grants_.end(), scope,
        [](const Grant& grant, const RawId& wanted) { return grant.scope < wanted; });
    return at != grants_.end() && at->scope == scope ? &*at : nullptr;
}

// Whatever the clock says: a right that ended doesn't live again as the clock is set back.
bool Rights::is_live(const Grant& grant) { return !grant.ended_at; }

bool Rights::may_read(const RawId& scope) const {
    const Grant* grant = find(scope);
    return grant != nullptr && is_live(*grant);
}

bool Rights::may_write(const RawId& scope) const {
    if (sync::is_planted(sync::PlantedBug::kForgetScopeCheckOnPush)) return true;
    const Grant* grant = find(scope);
    return grant != nullptr && is_live(*grant) && grant->right == Right::kWrite;
}

bool Rights::may_write_several() const {
    return std::count_if(grants_.begin(), grants_.end(), [](const Grant& grant) {
               return is_live(grant) && grant.right == Right::kWrite;
           }) > 1;
}

bool Rights::might_write_before(const RawId& scope) const {
    return find(scope) != nullptr && !may_write(scope);
}

std::vector<RawId> Rights::readable_scopes() const {
    std::vector<RawId> scopes;
    for (const Grant& grant : grants_) {
        const bool is_read_anyway = sync::is_planted(sync::PlantedBug::kForgetScopeCheckOnPull);
        if (is_live(grant) || is_read_anyway) scopes.push_back(grant.scope);
    }
    return scopes;
}

}  // namespace oppad::hub
