// Stores that are put back or copied, and deletions that the hub lets go.
#include "engine/domain/record.h"
#include "platform/sim/promises.h"
#include "platform/sim/world.h"
#include "sync/capture/outbox.h"
#include "sync/capture/whole_state.h"
#include "sync/merge/merge.h"

namespace oppad::sim {

States World::held_by_all() {
    States all;
    auto on_hub = hub_.list_states();
    if (!on_hub) {
        trace_.break_law("the hub doesn't read: " + on_hub.error().detail);
        return all;
    }
    all = *on_hub;
    for (auto& tablet : tablets_) {
        if (!tablet->is_open()) continue;
        const auto states = sync::list_states(tablet->store().connection());
        const auto refused = sync::list_refused(tablet->store().connection());
        if (!states || !refused) {
            trace_.break_law("a tablet doesn't read");
            return all;
        }
        for (const sync::RecordState& state : *states) {
            const auto known = on_hub->find(state.key);
            const int user = grants_.user_of(tablet->number());
            const bool may_bring =
                grants_.may_user_write(user, state.scope) &&
                (known == on_hub->end() || grants_.may_user_write(user, known->second.scope));
            if (may_bring) add_state(all, state);
        }
        for (const sync::RecordState& state : *refused) add_state(all, state);
    }
    return all;
}

States World::held_by(Tablet& tablet) {
    States own;
    if (!tablet.is_open()) return own;
    const auto states = sync::list_states(tablet.store().connection());
    const auto refused = sync::list_refused(tablet.store().connection());
    if (!states || !refused) {
        trace_.break_law("a tablet doesn't read");
        return own;
    }
    for (const auto* each : {&*states, &*refused}) {
        for (const sync::RecordState& state : *each) add_state(own, state);
    }
    return own;
}

// Also what it may not bring: it waits there for a refusal, and goes with the store.
States World::held_with_all_of(Tablet& tablet) {
    States all = held_by_all();
    for (const auto& [key, state] : held_by(tablet)) add_state(all, state);
    return all;
}

void World::withdraw_unsighted(int user) {
    for (auto& tablet : tablets_) {
        if (grants_.user_of(tablet->number()) != user) continue;
        const States own = held_by(*tablet);
        const auto on_hub = hub_.list_states();
        if (!on_hub) return trace_.break_law("the hub does not read: " + on_hub.error().detail);
        States others = *on_hub;
        for (auto& other : tablets_) {
            if (grants_.user_of(other->number()) == user) continue;
            for (const auto& [key, state] : held_by(*other)) add_state(others, state);
        }
        withdraw_with_store(own, others, book_);
    }
}

// What was taken while the hub's clock was ahead comes again after a putting back, and is too far
// ahead then: that is left out.
void World::back_up_hub() {
    if (!hub_is_well() || plan_.hub_clock_errs) return;
    hub_backup_ = HubBackup{hub_.disk.image(), grants_};
    trace_.note("the hub is backed up");
}

// Tablets that were put back meanwhile are left out: with both, nobody is left who knows which
// stamps were given.
void World::put_back_hub(platform::Dice& dice) {
    if (!hub_is_well() || !hub_backup_) return;
    const bool is_told = dice.chance(60);
    const States before = held_by_all();
    const auto of_hub = hub_.list_states();
    if (!of_hub) return trace_.break_law("the hub doesn't read: " + of_hub.error().detail);
    hub_.close();
    hub_.disk.load(hub_backup_->image);
    Status opened = hub_.open();
    if (opened && is_told) opened = hub_.begin_epoch();
    if (!opened) return trace_.break_law("the hub does not open: " + opened.error().detail);
    grants_.put_back(hub_backup_->grants);
    const States after = held_by_all();
    withdraw_lost(before, after, book_);
    withdraw_with_store(*of_hub, after, book_);
    watch_.forget_answers();
    tablet_backups_.clear();
    past_.was_put_back = hub_was_put_back_ = true;
    wants_comparing_ = true;  // Colleagues' records of its later life are found by that alone.
    if (!is_told) past_.was_put_back_unseen = true;
    for (auto& tablet : tablets_) {
        note_may_return(*tablet);
        may_begin_anew(tablet->number());
    }
    trace_.note(is_told ? "the hub is put back" : "the hub is put back behind its back");
}

void World::may_begin_anew(int tablet) {
    may_begin_anew_.insert({tablet, team_});
    for (const hub::Scope& scope : scopes_) may_begin_anew_.insert({tablet, scope.id});
}

void World::back_up_tablet(const Tablet& tablet) {
    tablet_backups_[tablet.number()] = tablet.disk.image();
    trace_.note("tablet " + std::to_string(tablet.number()) + " is backed up");
}

void World::load_tablet(Tablet& tablet, const DiskImage& image, const States& before) {
    const States own = held_by(tablet);
    network_.forget_call(tablet.number());
    tablet.close();
    if (tablet.disk.has_stopped()) tablet.disk.restart();
    tablet.disk.heal();
    tablet.disk.load(image);
    cursors_.at(static_cast<std::size_t>(tablet.number())) = {};
    // The copy may be of before a scope was lost.
    may_begin_anew(tablet.number());
    reopen(tablet);
    const States after = held_with_all_of(tablet);
    withdraw_lost(before, after, book_);
    withdraw_with_store(own, after, book_);
    book_.begin_life(tablet.number());
    past_.was_put_back = true;
    past_.forgot_numbers = past_.forgot_numbers || hub_was_put_back_;
    hub_backup_.reset();
    note_may_return(tablet);
    note_twice_named(tablet);
}

// Neither of the two knows what the other goes on to do with it.
void World::note_twice_named(Tablet& tablet) {
    if (!tablet.is_open()) return;
    const auto keys = sync::unsettled_records(tablet.store().connection());
    if (!keys) return trace_.break_law("a tablet doesn't read");
    for (const RecordKey& key : *keys) {
        const auto state = tablet.find_state(key);
        if (!state) continue;
        for (const EntryId id : standing_in(*state)) past_.twice_named.insert(id);
    }
}

void World::put_back_tablet(Tablet& tablet) {
    const auto backup = tablet_backups_.find(tablet.number());
    if (backup == tablet_backups_.end() || !tablet.is_open() || !hub_is_well()) return;
    trace_.note("tablet " + std::to_string(tablet.number()) + " is put back");
    load_tablet(tablet, backup->second, held_with_all_of(tablet));
}

void World::copy_tablet(Tablet& onto, platform::Dice& dice) {
    const Tablet& from = tablet_at(dice.between(0, plan_.tablets - 1));
    const bool can = from.is_open() && onto.is_open() && !from.disk.has_stopped();
    if (!can || from.number() == onto.number() || !hub_is_well()) return;
    trace_.note("tablet " + std::to_string(onto.number()) + " is a copy of tablet " +
                std::to_string(from.number()));
    // By what its owner until now might bring.
    const States before = held_with_all_of(onto);
    grants_.pass_on(onto.number(), grants_.user_of(from.number()));
    tablet_backups_.erase(onto.number());
    // The program is copied with the store, which knows how that packs.
    network_.set_older(onto.number(), network_.is_older(from.number()));
    onto.asks_as_older = from.asks_as_older;
    load_tablet(onto, from.disk.image(), before);
}

// What waits there was written before it was known to be deleted: it brings the record back.
void World::note_may_return(Tablet& tablet) {
    if (!tablet.is_open()) return;
    storage::Connection& connection = tablet.store().connection();
    const auto sent = sync::find_sent_batch(connection);
    for (const auto& [key, state] : past_.let_go) {
        const auto is_queued = sync::is_queued(connection, key);
        const bool waits = !is_queued || *is_queued || !sent;
        if (waits) past_.may_return.insert(key);
        if (!sent || !*sent) continue;
        for (const sync::RecordState& pushed : (*sent)->push) {
            if (pushed.key == key) past_.may_return.insert(key);
        }
    }
}

void World::trim(platform::Dice& dice) {
    if (!hub_is_well()) return;
    const auto before = hub_.list_states();
    // By what tablets know alone, or also by age: a world lasts a month, not a year.
    const Ms kept = Ms{std::int64_t{86'400'000} * (dice.chance(50) ? 400 : dice.between(0, 10))};
    const auto trimmed = hub_.trim(kept);
    const auto after = hub_.list_states();
    if (!before || !trimmed || !after) return trace_.break_law("the hub can't let deletions go");
    trace_.note("the hub lets go " + std::to_string(*trimmed));
    if (*trimmed == 0) return;
    wants_comparing_ = true;
    for (const auto& [key, state] : *before) {
        if (after->count(key) > 0) continue;
        if (state.erased || !sync::is_hidden(state))
            trace_.break_law("a record went that was not deleted");
        add_state(past_.let_go, state);
    }
    for (auto& tablet : tablets_) note_may_return(*tablet);
}

// Every kind of record in turn, one range each quarter of an hour.
void World::compare_copies() {
    constexpr Ms kQuarter{16 * 60'000};
    for (std::size_t at = 0; at < all_record_specs().size(); ++at) {
        pass(kQuarter);
        for (auto& tablet : tablets_) sync_one(*tablet);
    }
}

}  // namespace oppad::sim
