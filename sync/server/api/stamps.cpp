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
    std::set<DeviceId> ahead;
    AheadContexts contexts;
    std::map<DeviceId, std::uint64_t> accepted;  // The latest stamp that may stay as it is.
};

void note(Claims& claims, const Stamp& stamp, std::uint64_t time_max) {
    if (stamp.time > time_max) {
        claims.ahead.insert(stamp.device);
    } else if (stamp.time != 0) {
        std::uint64_t& latest = claims.accepted[stamp.device];
        latest = std::max(latest, stamp.time);
    }
}

void note(Claims& claims, const CausalContext& context, std::uint64_t time_max) {
    for (const sync::Seen& seen : context) {
        if (seen.time <= time_max) continue;
        claims.ahead.insert(seen.device);
        claims.contexts[seen.device].insert(seen.time);
    }
}

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

Claims find_claims(const std::vector<RecordState>& push, std::uint64_t time_max) {
    Claims claims;
    for (const RecordState& state : push)
        each_claim(state, [&](const auto& claim) { note(claims, claim, time_max); });
    return claims;
}

std::uint64_t latest_believed(Instant now) {
    if (sync::is_planted(sync::PlantedBug::kTrustClock))
        return std::numeric_limits<std::uint64_t>::max();
    return sync::stamp_time(Instant{now.ms + sync::kHubAheadMsMax});
}

bool claimed_before(const CorrectedStamp& a, const CorrectedStamp& b) {
    return a.claimed < b.claimed;
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

Result<sync::Corrections> plan_device(StoreTransaction& transaction,
                                      const std::vector<RecordState>& push, DeviceId device,
                                      std::uint64_t time_max, Instant now) {
    constexpr auto kAnyTime = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    TRY_ASSIGN(const std::uint64_t last_given, transaction.greatest_given_time({kAnyTime, device}));
    // After all that others may have of this device: a later edit never loses to an earlier one.
    TRY_ASSIGN(const std::uint64_t last_accepted, transaction.greatest_accepted_time(device));
    const std::uint64_t floor =
        std::max({sync::stamp_time(now), last_given + 1, last_accepted + 1});
    sync::Corrections corrections = sync::plan_corrections(push, device, time_max, floor);
    for (CorrectedStamp& stamp : corrections.stamps) {
        TRY_ASSIGN(const std::uint64_t earlier, transaction.find_given_time(stamp.claimed));
        if (earlier != 0) {
            stamp.given.time = earlier;
        } else {
            TRY(transaction.put_correction({stamp.claimed, stamp.given.time}, now));
        }
    }
    return corrections;
}

}  // namespace

std::set<DeviceId> devices_ahead(const RecordState& state, Instant now) {
    const std::uint64_t time_max = latest_believed(now);
    std::set<DeviceId> ahead;
    each_claim(state, [&](const auto& claim) {
        if constexpr (std::is_same_v<std::decay_t<decltype(claim)>, Stamp>) {
            if (claim.time > time_max) ahead.insert(claim.device);
        } else {
            for (const sync::Seen& seen : claim)
                if (seen.time > time_max) ahead.insert(seen.device);
        }
    });
    return ahead;
}

Result<StampCorrector> StampCorrector::plan(StoreTransaction& transaction,
                                            const std::vector<RecordState>& push, Instant now) {
    StampCorrector corrector;
    corrector.time_max_ = latest_believed(now);
    const Claims claims = find_claims(push, corrector.time_max_);
    for (const DeviceId device : claims.ahead) {
        TRY_ASSIGN(sync::Corrections corrections,
                   plan_device(transaction, push, device, corrector.time_max_, now));
        const auto contexts = claims.contexts.find(device);
        if (contexts != claims.contexts.end()) {
            TRY(add_context_times(transaction, contexts->second, corrections));
        }
        corrector.devices_.push_back(std::move(corrections));
    }
    for (const auto& [device, time] : claims.accepted) {
        TRY(transaction.note_accepted_time({time, device}));
    }
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
            sync::plan_corrections({claimed}, corrections.device, time_max_, 0);
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
