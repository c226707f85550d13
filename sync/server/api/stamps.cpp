#include "sync/server/api/stamps.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <type_traits>

#include "sync/tuning.h"
#include "sync/wire/clock.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

using sync::CausalContext;
using sync::CorrectedStamp;
using sync::DeviceId;
using sync::RecordState;
using sync::Stamp;

// Per device the context times that lie ahead.
using AheadContexts = std::map<DeviceId, std::set<std::uint64_t>>;

struct Claims {
    std::set<Stamp> ahead;
    AheadContexts contexts;
    std::map<DeviceId, std::uint64_t> taken;  // The latest stamp that may stay as it is.
};

// Every stamp and every context of the record.
template <class Visit>
void each_claim(const RecordState& state, Visit visit) {
    visit(state.scope_stamp);
    for (const sync::FieldState& field : state.fields) {
        for (const sync::Version& version : field.versions) visit(version.stamp);
        for (const sync::SetElement& element : field.elements) visit(element.stamp);
        visit(field.context);
    }
    for (const sync::Deletion& deletion : state.deletions) {
        visit(deletion.stamp);
        visit(deletion.context);
    }
    if (state.erased) visit(*state.erased);
}

void note(Claims& claims, const Stamp& stamp, std::uint64_t time_max) {
    if (stamp.time > time_max) {
        claims.ahead.insert(stamp);
    } else if (stamp.time != 0) {
        std::uint64_t& latest = claims.taken[stamp.device];
        latest = std::max(latest, stamp.time);
    }
}

void note(Claims& claims, const CausalContext& context, std::uint64_t time_max) {
    for (const sync::Seen& seen : context)
        if (seen.time > time_max) claims.contexts[seen.device].insert(seen.time);
}

Claims find_claims(const std::vector<RecordState>& push, std::uint64_t time_max) {
    Claims claims;
    for (const RecordState& state : push)
        each_claim(state, [&](const auto& claim) { note(claims, claim, time_max); });
    return claims;
}

bool claimed_before(const CorrectedStamp& a, const CorrectedStamp& b) {
    return a.claimed < b.claimed;
}

using ByDevice = std::map<DeviceId, sync::Corrections>;

// In the order in which they were claimed, whoever claimed them, and after all that anybody may
// have: a later edit never loses to an earlier one.
Result<ByDevice> give_times(StoreTransaction& transaction, const Claims& claims,
                            std::uint64_t time_max, std::uint64_t latest_taken, Instant now) {
    std::uint64_t next = std::max(sync::stamp_time(now), latest_taken + 1);
    for (const auto& [device, time] : claims.taken) next = std::max(next, time + 1);
    ByDevice devices;
    for (const Stamp& claimed : claims.ahead) {
        sync::Corrections& corrections = devices[claimed.device];
        corrections.device = claimed.device;
        corrections.time_max = time_max;
        TRY_ASSIGN(std::uint64_t given, transaction.find_given_time(claimed));
        if (given == 0) {
            given = next++;
            TRY(transaction.put_correction({claimed, given}, now));
            TRY(transaction.note_taken_time({given, claimed.device}));
        }
        corrections.stamps.push_back({claimed, {given, claimed.device}});
    }
    return devices;
}

// A context may name a stamp that was corrected in an earlier batch, or one that never came: the
// latter becomes the latest time that the hub believes.
Status add_context_times(StoreTransaction& transaction, const std::set<std::uint64_t>& times,
                         sync::Corrections& corrections) {
    std::vector<CorrectedStamp> found;
    for (const std::uint64_t time : times) {
        const Stamp seen{time, corrections.device};
        TRY_ASSIGN(const std::uint64_t given, transaction.greatest_given_time(seen));
        const bool is_planned =
            std::binary_search(corrections.stamps.begin(), corrections.stamps.end(),
                               CorrectedStamp{seen, {}}, claimed_before);
        if (given != 0 && !is_planned) found.push_back({seen, {given, corrections.device}});
    }
    if (found.empty() && corrections.stamps.empty() && !times.empty()) {
        found.push_back({{corrections.time_max + 1, corrections.device},
                         {corrections.time_max, corrections.device}});
    }
    corrections.stamps.insert(corrections.stamps.end(), found.begin(), found.end());
    std::sort(corrections.stamps.begin(), corrections.stamps.end(), claimed_before);
    return ok();
}

std::uint64_t believed_by_clock(Instant now) {
    if (sync::is_planted(sync::PlantedBug::kTrustClock))
        return std::numeric_limits<std::uint64_t>::max();
    return sync::stamp_time(Instant{now.ms + sync::kHubAheadMsMax});
}

bool has_later(const std::vector<RecordState>& push, const Belief& belief) {
    return std::any_of(push.begin(), push.end(), [&belief](const RecordState& state) {
        return !devices_ahead(state, belief).empty();
    });
}

}  // namespace

Result<Belief> find_belief(StoreTransaction& transaction, const std::vector<RecordState>& push,
                           Instant now) {
    Belief belief{.time_max = believed_by_clock(now)};
    const bool is_alone = sync::is_planted(sync::PlantedBug::kBelieveClockAlone);
    if (is_alone || !has_later(push, belief)) return belief;
    TRY_ASSIGN(belief.latest_taken, transaction.latest_taken_time());
    belief.time_max = std::max(belief.time_max, belief.latest_taken + sync::kFollowingMax);
    return belief;
}

std::set<DeviceId> devices_ahead(const RecordState& state, const Belief& belief) {
    std::set<DeviceId> ahead;
    each_claim(state, [&](const auto& claim) {
        if constexpr (std::is_same_v<std::decay_t<decltype(claim)>, Stamp>) {
            if (claim.time > belief.time_max) ahead.insert(claim.device);
        } else {
            for (const sync::Seen& seen : claim)
                if (seen.time > belief.time_max) ahead.insert(seen.device);
        }
    });
    return ahead;
}

Result<StampCorrector> StampCorrector::plan(StoreTransaction& transaction,
                                            const std::vector<RecordState>& push,
                                            const Belief& belief, Instant now) {
    StampCorrector corrector;
    const Claims claims = find_claims(push, belief.time_max);
    TRY_ASSIGN(ByDevice devices,
               give_times(transaction, claims, belief.time_max, belief.latest_taken, now));
    for (const auto& [device, times] : claims.contexts) {
        sync::Corrections& corrections = devices[device];
        corrections.device = device;
        corrections.time_max = belief.time_max;
        TRY(add_context_times(transaction, times, corrections));
    }
    for (auto& [device, corrections] : devices)
        corrector.devices_.push_back(std::move(corrections));
    for (const auto& [device, time] : claims.taken)
        TRY(transaction.note_taken_time({time, device}));
    return corrector;
}

RecordState StampCorrector::corrected(RecordState state) const {
    for (const sync::Corrections& corrections : devices_) {
        state = sync::restamp(std::move(state), corrections);
    }
    return state;
}

std::vector<CorrectedStamp> StampCorrector::corrections_of(const RecordState& claimed) const {
    std::vector<CorrectedStamp> found;
    if (sync::is_planted(sync::PlantedBug::kSilentCorrection)) return found;
    for (const sync::Corrections& corrections : devices_) {
        const sync::Corrections in_record =
            sync::plan_corrections({claimed}, corrections.device, corrections.time_max, 0);
        for (const CorrectedStamp& wanted : in_record.stamps) {
            const auto at = std::lower_bound(corrections.stamps.begin(), corrections.stamps.end(),
                                             wanted, claimed_before);
            if (at != corrections.stamps.end() && at->claimed == wanted.claimed) {
                found.push_back(*at);
            }
        }
    }
    return found;
}

}  // namespace oppad::hub
