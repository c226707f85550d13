// What each step of a plan means in a world.
#include <algorithm>

#include "platform/sim/world.h"

namespace oppad::sim {

bool World::hub_is_well() const {
    return hub_.is_open() && !hub_.disk.has_stopped() && !hub_.disk.is_armed();
}

RawId World::pick_scope(platform::Dice& dice) const {
    if (scopes_.empty() || dice.chance(55)) return team_;
    return dice.pick(scopes_).id;
}

void World::sync_one(Tablet& tablet) {
    if (!tablet.is_open()) return;
    tablet.client().sync_now();
    tablet.client().step();
    settle(tablet.number());
    if (tablet.is_open()) tablet.client().step();
    mend();
}

void World::change_weather(const Step& step, platform::Dice& dice) {
    const int kind = dice.between(1, 100);
    Weather weather = Weather::kGood;
    if (kind > 35) weather = Weather::kBad;
    if (kind > 75) weather = Weather::kNone;
    if (kind > 95) weather = Weather::kPortal;
    network_.set_weather(step.tablet, weather);
    trace_.note("weather " + std::to_string(static_cast<int>(weather)));
}

namespace {

// Minutes, a day or years; right now and then.
std::int64_t pick_clock_offset(platform::Dice& dice) {
    constexpr std::int64_t kYearMs = std::int64_t{365} * 86'400'000;
    const int kind = dice.between(1, 100);
    std::int64_t offset_ms = 0;
    if (kind > 25) offset_ms = dice.between(-600'000, 600'000);
    if (kind > 60) offset_ms = dice.between(-100'000'000, 100'000'000);
    if (kind > 85) offset_ms = dice.between(-3, 3) * kYearMs;
    return offset_ms;
}

}  // namespace

void World::jump_clock(Tablet& tablet, platform::Dice& dice) {
    tablet.clock.offset_ms = pick_clock_offset(dice);
    trace_.note("clock off by " + std::to_string(tablet.clock.offset_ms) + " ms");
}

void World::set_hub_clock(platform::Dice& dice) {
    hub_time_max_ = std::max(hub_time_max_, hub_.clock.now());
    hub_.clock.offset_ms = pick_clock_offset(dice);
    trace_.note("the hub's clock off by " + std::to_string(hub_.clock.offset_ms) + " ms");
}

// Now and then it goes back just after others' work came, and that is edited.
void World::jump_clock_at_work(const Step& step, Tablet& tablet) {
    platform::Dice dice{step.chance};
    platform::Dice apart{mixed(step.chance, 1)};
    if (apart.chance(70)) return jump_clock(tablet, dice);
    sync_one(tablet);
    tablet.clock.offset_ms -= apart.between(600'000, 100'000'000);
    trace_.note("clock off by " + std::to_string(tablet.clock.offset_ms) + " ms");
    for (int edits = 0; edits < 5; ++edits) write(step, tablet, apart);
}

void World::break_disk(MemoryDisk& disk, platform::Dice& dice) {
    const DiskFault fault = dice.chance(50) ? DiskFault::kFull : DiskFault::kInputOutput;
    const FaultSpan span = dice.chance(50) ? FaultSpan::kOnce : FaultSpan::kUntilHealed;
    disk.fail_at(fault, span, dice.between(1, 40));
    disks_heal_at_ = time_.elapsed() + Ms{dice.between(10'000, 7'200'000)};
}

// By the hub's administrator, who does not act while the hub is down or ill.
void World::change_grant(const Step& step, platform::Dice& dice) {
    if (scopes_.empty() || !hub_is_well()) return;
    const hub::Scope& scope = dice.pick(scopes_);
    const int number = grants_.user_of(step.tablet);
    const hub::User& user = users_.at(static_cast<std::size_t>(number));
    const bool has_it = grants_.may_read(step.tablet, scope.id);
    if (has_it == (step.kind == StepKind::kGrant)) return;
    // Administrators work with no family, whatever they are granted.
    if (!grants_.may_user_read(number, team_)) return;
    const Status changed = has_it ? hub_.administration().end_grant(user, scope)
                                  : hub_.administration().grant(user, scope, hub::Right::kWrite);
    if (!changed) return trace_.break_law("a grant failed: " + changed.error().detail);
    if (has_it) {
        take_scope(number, scope.id);
    } else {
        grants_.give(number, scope.id);
    }
    trace_.note(has_it ? "scope taken" : "scope given");
}

void World::take_scope(int user, const RawId& scope) {
    grants_.take(user, scope);
    for (const auto& tablet : tablets_) {
        if (grants_.user_of(tablet->number()) == user)
            may_begin_anew_.insert({tablet->number(), scope});
    }
}

// To administrator, which ends all grants, or back, which gives that of the team alone.
void World::change_role(const Step& step) {
    if (!hub_is_well()) return;
    const int number = grants_.user_of(step.tablet);
    const auto user =
        hub_.administration().find_user(to_text(users_.at(static_cast<std::size_t>(number)).id));
    if (!user) return trace_.break_law("a person is not on the hub: " + user.error().detail);
    const bool is_administrator = user->role == Role::kAdministrator;
    const Role next = is_administrator ? Role::kOutreacher : Role::kAdministrator;
    const Status changed = hub_.administration().change_role(*user, next);
    if (!changed) return trace_.break_law("a role failed: " + changed.error().detail);
    // What the hub lost as it was put back, and the person's tablets alone still have, goes with
    // their sight: others' work is not theirs to keep, and where the role came to the hub first
    // its order may stand where it stood before, so that nobody notices.
    if (hub_was_put_back_ && !is_administrator) withdraw_unsighted(number);
    if (is_administrator) {
        grants_.give(number, team_);
    } else {
        take_scope(number, team_);
        for (const hub::Scope& scope : scopes_)
            if (grants_.may_user_read(number, scope.id)) take_scope(number, scope.id);
    }
    trace_.note(is_administrator ? "works with families again" : "is administrator now");
}

// Tablets are told nothing of it: they learn it from what the hub refuses.
void World::change_right(const Step& step, platform::Dice& dice) {
    const int number = grants_.user_of(step.tablet);
    if (!hub_is_well() || !grants_.may_user_read(number, team_)) return;
    std::vector<hub::Scope> given{{.id = team_}};
    for (const hub::Scope& scope : scopes_)
        if (grants_.may_user_read(number, scope.id)) given.push_back(scope);
    const hub::Scope& scope = dice.pick(given);
    const bool is_lowered = grants_.may_user_write(number, scope.id);
    const hub::User& user = users_.at(static_cast<std::size_t>(number));
    const Status changed = hub_.administration().grant(
        user, scope, is_lowered ? hub::Right::kRead : hub::Right::kWrite);
    if (!changed) return trace_.break_law("a right failed: " + changed.error().detail);
    if (is_lowered) {
        if (hub_was_put_back_) withdraw_unsighted(number);
        grants_.lower(number, scope.id);
    } else {
        grants_.give(number, scope.id);
    }
    trace_.note(is_lowered ? "may read alone" : "may write again");
}

void World::end_person(int user) {
    if (!hub_is_well()) return;
    const bool is_end = grants_.works_here(user);
    const Status changed =
        hub_.administration().set_active(users_.at(static_cast<std::size_t>(user)), !is_end);
    if (!changed) return trace_.break_law("an end failed: " + changed.error().detail);
    if (is_end)
        grants_.end(user);
    else
        grants_.bring_back(user);
    trace_.note("user " + std::to_string(user) + (is_end ? " works here no more" : " is back"));
}

// What they left unsent is judged as everybody's work.
void World::bring_everybody_back() {
    for (int user = 0; user < plan_.tablets; ++user)
        if (!grants_.works_here(user)) end_person(user);
}

void World::note_unseen_families() {
    for (const auto& [key, family] : book_.families()) {
        if (book_.was_moved(family) && !hub_.find_state(family)) book_.note_moved_unseen(family);
    }
}

void World::write(const Step& step, Tablet& tablet, platform::Dice& dice) {
    if (!tablet.is_open()) return;
    Outcome outcome = Outcome::kNotWritten;
    switch (step.kind) {
        case StepKind::kCreate:
            outcome = scribe_.create(tablet, pick_scope(dice), dice);
            break;
        case StepKind::kEdit:
        case StepKind::kEditTogether:
        case StepKind::kClockJump:
            outcome = scribe_.edit(tablet, dice);
            break;
        case StepKind::kRemove:
            outcome = scribe_.remove(tablet, dice);
            break;
        case StepKind::kRestore:
            outcome = scribe_.restore(tablet, dice);
            break;
        case StepKind::kHang:
            outcome = scribe_.hang(tablet, dice);
            break;
        case StepKind::kMoveFamily:
            outcome = scribe_.move_family(tablet, pick_scope(dice), dice);
            break;
        default:
            outcome = scribe_.move(tablet, pick_scope(dice), dice);
            break;
    }
    note_unseen_families();
    if (outcome != Outcome::kUnknown || tablet.disk.has_stopped()) return;
    // The app looks again with fresh eyes (unit_of_work.h).
    tablet.disk.heal();
    start_again(tablet);
}

void World::start_again(Tablet& tablet) {
    network_.forget_call(tablet.number());
    tablet.close();
    const Status opened = tablet.open(network_.way_of(tablet.number()));
    if (tablet.disk.has_stopped()) return;  // mend().
    if (!opened)
        trace_.break_law("the store of tablet " + std::to_string(tablet.number()) +
                         " does not open: " + opened.error().detail);
    watch_cursor(tablet);
}

void World::write_together(const Step& step) {
    for (auto& each : tablets_) {
        platform::Dice same{step.chance};
        write(step, *each, same);
    }
}

// What happens to devices, not to records.
void World::befall(const Step& step, Tablet& tablet, platform::Dice& dice) {
    switch (step.kind) {
        case StepKind::kTabletCrash:
            return tablet.disk.fail_at(DiskFault::kStops, FaultSpan::kOnce, dice.between(1, 60));
        case StepKind::kTabletDisk:
            return break_disk(tablet.disk, dice);
        case StepKind::kHubCrash:
            return hub_.disk.fail_at(DiskFault::kStops, FaultSpan::kOnce, dice.between(1, 80));
        case StepKind::kHubDisk:
            return break_disk(hub_.disk, dice);
        case StepKind::kHubBackup:
            return back_up_hub();
        case StepKind::kHubPutBack:
            return put_back_hub(dice);
        case StepKind::kTabletBackup:
            return back_up_tablet(tablet);
        case StepKind::kTabletPutBack:
            return put_back_tablet(tablet);
        case StepKind::kTabletCopied:
            return copy_tablet(tablet, dice);
        case StepKind::kTrim:
            return trim(dice);
        case StepKind::kStick:
            return carry_stick(tablet, dice);
        case StepKind::kHubClock:
            return set_hub_clock(dice);
        default:
            return;
    }
}

void World::take(const Step& step) {
    pass(step.wait);
    trace_.note(text_of(step));
    platform::Dice dice{step.chance};
    Tablet& tablet = tablet_at(step.tablet);
    switch (step.kind) {
        case StepKind::kCreate:
        case StepKind::kEdit:
        case StepKind::kRemove:
        case StepKind::kRestore:
        case StepKind::kMove:
        case StepKind::kHang:
        case StepKind::kMoveFamily:
            write(step, tablet, dice);
            break;
        case StepKind::kEditTogether:
            write_together(step);
            break;
        case StepKind::kSync:
            sync_one(tablet);
            break;
        case StepKind::kSyncAll:
            for (auto& each : tablets_) sync_one(*each);
            break;
        case StepKind::kWeather:
            change_weather(step, dice);
            break;
        case StepKind::kClockJump:
            jump_clock_at_work(step, tablet);
            break;
        case StepKind::kGrant:
        case StepKind::kRevoke:
            change_grant(step, dice);
            break;
        case StepKind::kChangeRole:
            change_role(step);
            break;
        case StepKind::kChangeRight:
            change_right(step, dice);
            break;
        case StepKind::kEndPerson:
            end_person(grants_.user_of(step.tablet));
            break;
        case StepKind::kErase:
            if (hub_is_well()) newer_.erase(dice);
            break;
        case StepKind::kNewerClient:
            if (hub_is_well()) newer_.write_unknown(dice, pick_scope(dice));
            break;
        default:
            befall(step, tablet, dice);
            break;
    }
    mend();
}

}  // namespace oppad::sim
