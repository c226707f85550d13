#include "platform/sim/world.h"

#include <algorithm>

#include "engine/storage/integrity.h"
#include "engine/storage/sqlite/connection.h"
#include "platform/sim/final_check.h"
#include "sync/capture/sync_state.h"
#include "sync/capture/whole_state.h"
#include "sync/server/api/cursor.h"
#include "sync/wire/codec.h"

namespace oppad::sim {

namespace {

// Streams of chance, apart from each other.
enum Purpose : std::uint64_t {
    kHubChance = 2,
    kNetworkChance,
    kNewerChance,
    kAccidents,
    kTablets,
    kInStep = 1'000,
    kTrusting
};

// What still travels when the faults end.
constexpr Ms kQuietAfter{1'800'000};
constexpr int kRoundsMax = 40;
constexpr int kTurnsMax = 20'000;

std::string harm_in(const Result<storage::IntegrityReport>& report) {
    if (!report) return report.error().detail;
    if (!report->damage.empty()) return report->damage.front();
    std::string harm = report->audit_fault ? "audit" : "";
    for (const storage::SearchAgreement& search : report->search) {
        if (search.holds()) continue;
        harm += " search of " + std::string{search.word} + ": " + std::to_string(search.missing) +
                " missing, " + std::to_string(search.stray) + " stray, " +
                std::to_string(search.unfound) + " unfound";
    }
    return harm;
}

}  // namespace

Result<Blanks> make_blanks() {
    Blanks blanks;
    {
        MemoryDisk disk;
        {
            TRY_ASSIGN(const storage::Store store,
                       storage::Store::open_within(disk.vfs(), "/oppad.db", sim_key()));
        }
        blanks.tablet = disk.image();
    }
    MemoryDisk disk;
    {
        TRY_ASSIGN(const auto store,
                   hub::SqliteStore::create({.path = "/hub.db", .vfs = disk.vfs()}, sim_key()));
    }
    blanks.hub = disk.image();
    return blanks;
}

World::World(const Plan& plan, const Blanks& blanks, Trace& trace)
    : plan_(plan),
      trace_(trace),
      hub_(time_, mixed(plan.seed, kHubChance)),
      network_(time_, *this, trace, mixed(plan.seed, kNetworkChance), plan.tablets),
      scribe_(book_, trace),
      watch_(hub_, grants_, book_, trace),
      newer_(hub_, book_, trace, hub_.clock, mixed(plan.seed, kNewerChance)),
      accidents_(mixed(plan.seed, kAccidents)) {
    hub_.disk.load(blanks.hub);
    for (int number = 0; number < plan.tablets; ++number) {
        const auto purpose = kTablets + static_cast<std::uint64_t>(number);
        auto tablet = std::make_unique<Tablet>(number, time_, mixed(plan.seed, purpose));
        tablet->disk.load(blanks.tablet);
        tablets_.push_back(std::move(tablet));
    }
    cursors_.resize(tablets_.size());
}

World::~World() {
    for (auto& tablet : tablets_) {
        network_.forget_call(tablet->number());
        tablet->close();
    }
    hub_.close();
}

Status World::make_scopes() {
    hub::Administration& administration = hub_.administration();
    team_ = administration.organisation().team_scope;
    for (int at = 0; at < plan_.scopes; ++at) {
        TRY_ASSIGN(hub::Scope scope, administration.add_scope("scope " + std::to_string(at)));
        scopes_.push_back(std::move(scope));
    }
    return ok();
}

Status World::enrol(Tablet& tablet, const std::string& code) {
    std::optional<Status> enrolled;
    tablet.client().enrol({code, "https://hub.example", tablet.staff.id.raw},
                          [&enrolled](const Status& status) { enrolled = status; });
    while (!enrolled && next_due()) run_due();
    if (!enrolled) return Error{ErrorCode::kInternal, "enrolment without an answer"};
    TRY(*enrolled);
    tablet.staff = tablet.client().identity()->staff;
    return ok();
}

Status World::enrol_everybody() {
    hub::Administration& administration = hub_.administration();
    TRY_ASSIGN(const hub::User newer, administration.add_user("Newer", Role::kOutreacher));
    grants_.give(kNewerAuthor, team_);
    for (const hub::Scope& scope : scopes_) {
        TRY(administration.grant(newer, scope, hub::Right::kWrite));
        grants_.give(kNewerAuthor, scope.id);
    }
    TRY_ASSIGN(const std::string newer_code, administration.make_code(newer));
    TRY(newer_.enrol(newer_code));
    for (auto& tablet : tablets_) {
        const std::string name = "Outreacher " + std::to_string(tablet->number());
        TRY_ASSIGN(hub::User user, administration.add_user(name, Role::kOutreacher));
        grants_.give(tablet->number(), team_);
        for (const hub::Scope& scope : scopes_) {
            if (!accidents_.chance(60)) continue;
            TRY(administration.grant(user, scope, hub::Right::kWrite));
            grants_.give(tablet->number(), scope.id);
        }
        TRY_ASSIGN(const std::string code, administration.make_code(user));
        users_.push_back(std::move(user));
        TRY(enrol(*tablet, code));
    }
    return ok();
}

Status World::set_up() {
    if (plan_.hub_clock_errs) set_hub_clock(accidents_);
    hub_time_max_ = {};
    TRY(hub_.found());
    TRY(hub_.open());
    TRY(make_scopes());
    // Clocks that keep step give equal stamps to what several write at one moment.
    const bool is_in_step = mixed(plan_.seed, kInStep) % 4 == 0;
    const bool has_trusting = mixed(plan_.seed, kTrusting) % 4 == 0;
    for (auto& tablet : tablets_) {
        tablet->asks_as_older = network_.is_older(tablet->number());
        tablet->trusts_its_clock = has_trusting && tablet->number() == 0;
        if (accidents_.chance(40)) tablet->clock.offset_ms = accidents_.between(-300'000, 300'000);
        const int drift = accidents_.between(-200, 200);
        tablet->clock.drift_per_million = is_in_step ? 0 : drift;
        TRY(tablet->open(network_.way_of(tablet->number())));
        // Some have worked alone before there was a hub.
        for (int count = accidents_.chance(30) ? 2 : 0; count > 0; --count)
            scribe_.create(*tablet, std::nullopt, accidents_);
    }
    return enrol_everybody();
}

std::optional<hub::Response> World::answer(int tablet, const hub::Request& request) {
    if (!hub_.is_open()) return std::nullopt;
    watch_.expect(request);
    const auto seq_before = hub_.last_seq();
    hub::Response response = hub_.answer(request);
    if (hub_.disk.has_stopped()) return std::nullopt;
    watch_.see({.tablet = tablet,
                .user = answered_user(tablet, request, response),
                .request = request,
                .response = response,
                .seq_before = seq_before,
                .seq_after = hub_.last_seq()});
    return response;
}

// By the signature: what comes late may have left before the tablet became somebody else's.
int World::answered_user(int tablet, const hub::Request& request, const hub::Response& response) {
    const int owner = grants_.user_of(tablet);
    if (request.target != "/v1/sync" || response.status != 200) return owner;
    const auto id = hub_.user_behind(request);
    const auto signer = std::find_if(users_.begin(), users_.end(),
                                     [&id](const hub::User& user) { return id && user.id == *id; });
    if (signer == users_.end()) {
        trace_.break_law("an answer of 200 to nobody whom the hub knows");
        return owner;
    }
    const auto user = static_cast<int>(signer - users_.begin());
    if (!grants_.works_here(user))
        trace_.break_law("user " + std::to_string(user) + " was answered after their end");
    return user;
}

std::vector<EntryId> World::former_entries(int tablet, const RecordKey& key, FieldNumber field) {
    std::vector<EntryId> entries;
    const auto values = tablet_at(tablet).former_values(key, field);
    if (!values) {
        trace_.break_law("a history doesn't read: " + values.error().detail);
        return entries;
    }
    for (const Value& value : *values) {
        const auto* text = std::get_if<std::string>(&value);
        const auto entry = text != nullptr ? entry_in(*text) : std::nullopt;
        if (entry) entries.push_back(*entry);
    }
    return entries;
}

std::optional<Ms> World::next_due() const {
    std::optional<Ms> earliest = network_.next_due();
    const auto consider = [&earliest](const std::optional<Ms>& due) {
        if (due && (!earliest || *due < *earliest)) earliest = due;
    };
    for (const auto& tablet : tablets_) {
        if (tablet->is_open()) consider(tablet->client().next_wakeup());
    }
    consider(hub_back_at_);
    consider(disks_heal_at_);
    return earliest;
}

// Whatever is due first. Requires: next_due().
void World::run_due() {
    const Ms due = std::max(*next_due(), time_.elapsed());
    time_.move_to(due);
    if (network_.next_due() && *network_.next_due() <= due) {
        const int number = network_.deliver_next();
        Tablet& tablet = tablet_at(number);
        if (tablet.is_open()) tablet.client().step();
        watch_cursor(tablet);
    } else {
        for (auto& tablet : tablets_) {
            if (!tablet->is_open()) continue;
            const auto wakeup = tablet->client().next_wakeup();
            if (wakeup && *wakeup <= due) tablet->client().step();
        }
    }
    mend();
}

void World::pass(Ms span) {
    const Ms until = time_.elapsed() + span;
    while (next_due() && *next_due() <= until) run_due();
    time_.move_to(until);
}

void World::settle(int number) {
    const auto is_busy = [this, number] {
        if (!tablet_at(number).is_open()) return false;
        const sync::SyncState state = tablet_at(number).client().status().state;
        return state == sync::SyncState::kConnecting || state == sync::SyncState::kExchanging;
    };
    for (int turns = 0; is_busy(); ++turns) {
        if (turns > kTurnsMax || !next_due())
            return trace_.break_law("tablet " + std::to_string(number) + " never stops syncing");
        run_due();
    }
}

// Positions only grow, but for scopes that were lost meanwhile and for tablets that begin again.
void World::watch_cursor(Tablet& tablet) {
    if (!tablet.is_open() || tablet.disk.has_stopped() || !hub_.is_open()) return;
    storage::Connection& connection = tablet.store().connection();
    if (connection.in_transaction()) return;  // What is held is not durable yet: it may come again.
    const auto cursor = sync::get_text(connection, sync::kCursorKey);
    CursorMark& mark = cursors_.at(static_cast<std::size_t>(tablet.number()));
    if (!cursor || *cursor == mark.text) return;
    const auto organisation = hub_.organisation();
    if (!organisation) return;
    const auto opened =
        hub::open_cursor(*organisation, tablet.client().identity()->device, *cursor);
    const std::string who = "the cursor of tablet " + std::to_string(tablet.number());
    if (!opened) {
        if (!past_.was_put_back) return trace_.break_law(who + " is none of the hub's");
        mark = {*cursor, {}};  // An answer of before, or one that says nothing any more.
        return;
    }
    const bool begins_anew = watch_.take_begun_anew(tablet.number());
    std::map<RawId, std::int64_t> now;
    for (const hub::ScopePosition& entry : opened->positions) now[entry.scope] = entry.position;
    for (const auto& [scope, position] : mark.positions) {
        const auto found = now.find(scope);
        const bool went_back = found == now.end() || found->second < position;
        const bool may_go_back = begins_anew || may_begin_anew_.count({tablet.number(), scope}) > 0;
        if (went_back && !may_go_back) trace_.break_law(who + " went back");
        if (went_back) may_begin_anew_.erase({tablet.number(), scope});
    }
    mark = {*cursor, std::move(now)};
}

void World::restart(Tablet& tablet, platform::Dice& dice) {
    const bool loses_power = dice.chance(70);
    trace_.note("tablet " + std::to_string(tablet.number()) +
                (loses_power ? " loses power" : " is killed"));
    tablet.disk.stop();
    network_.forget_call(tablet.number());
    tablet.close();
    if (loses_power)
        tablet.disk.cut_power(dice);
    else
        tablet.disk.restart();
    reopen(tablet);
}

void World::reopen(Tablet& tablet) {
    const Status opened = tablet.open(network_.way_of(tablet.number()));
    if (!opened)
        trace_.break_law("the store of tablet " + std::to_string(tablet.number()) +
                         " does not open: " + opened.error().detail);
    watch_cursor(tablet);
}

void World::mend() {
    for (auto& tablet : tablets_) {
        if (tablet->disk.has_stopped()) restart(*tablet, accidents_);
    }
    if (hub_.disk.has_stopped()) {
        hub_.close();
        if (accidents_.chance(70))
            hub_.disk.cut_power(accidents_);
        else
            hub_.disk.restart();
        hub_back_at_ = time_.elapsed() + Ms{accidents_.between(1'000, 5'000'000)};
        trace_.note("the hub is down");
    }
    if (hub_back_at_ && *hub_back_at_ <= time_.elapsed()) {
        hub_back_at_.reset();
        const Status opened = hub_.open();
        if (!opened) trace_.break_law("the hub does not open: " + opened.error().detail);
        trace_.note("the hub is back");
    }
    if (disks_heal_at_ && *disks_heal_at_ <= time_.elapsed()) {
        disks_heal_at_.reset();
        hub_.disk.heal();
        for (auto& tablet : tablets_) tablet->disk.heal();
        trace_.note("all disks are well");
    }
    watch_.settle();
}

void World::heal() {
    trace_.note("all faults end");
    disks_heal_at_ = time_.elapsed();
    if (hub_back_at_) hub_back_at_ = time_.elapsed();
    mend();
    for (auto& tablet : tablets_) {
        network_.set_weather(tablet->number(), Weather::kGood);
        if (!tablet->is_open()) reopen(*tablet);
    }
    bring_everybody_back();
    pass(kQuietAfter);
    sync_until_quiet();
    if (!wants_comparing_) return;
    compare_copies();
    sync_until_quiet();
}

void World::sync_until_quiet() {
    for (int round = 0; trace_.broken().empty(); ++round) {
        if (round == kRoundsMax) return trace_.break_law("there is always something new");
        const auto seq = hub_.last_seq();
        bool is_quiet = true;
        for (auto& tablet : tablets_) {
            sync_one(*tablet);
            const sync::SyncStatus& status = tablet->client().status();
            if (status.sent_now > 0 || status.received_now > 0) is_quiet = false;
        }
        // Who may see nothing tells the hub their numbers, and gets nothing for it.
        if (is_quiet && hub_.last_seq() == seq) return;
    }
}

void World::check() {
    Ending ending = past_;
    ending.hub_time = std::max(hub_time_max_, hub_.clock.now());
    auto on_hub = hub_.list_states();
    if (!on_hub) return trace_.break_law("the hub doesn't read: " + on_hub.error().detail);
    ending.hub = std::move(*on_hub);
    for (auto& tablet : tablets_) {
        const std::string who = "tablet " + std::to_string(tablet->number());
        const sync::SyncStatus& status = tablet->client().status();
        if (status.state != sync::SyncState::kIdle || status.to_send != 0)
            trace_.break_law(who + " ends with " + std::to_string(status.to_send) +
                             " unsent, in state " + std::to_string(static_cast<int>(status.state)));
        storage::Connection& connection = tablet->store().connection();
        // A page that a power cut tore while it was copied out of the log stands whole in the log;
        // the check of seals looks at the file alone.
        const Status copied = connection.checkpoint(storage::CheckpointKind::kTruncate);
        if (!copied) trace_.break_law(who + " can't write its log out: " + copied.error().detail);
        const auto report = storage::inspect_store(connection);
        if (!report || !report->is_whole())
            trace_.break_law(who + " has a damaged store: " + harm_in(report));
        const auto states = sync::list_states(connection);
        const auto refused = sync::list_refused(connection);
        if (!states || !refused) return trace_.break_law(who + " doesn't read");
        Holding holding{.tablet = tablet->number()};
        for (const sync::RecordState& state : *states) {
            // An erased record that has left its row behind, to be read by whoever looks.
            if (!holding.states.emplace(state.key, state).second)
                trace_.break_law(who + " has record " + to_text(state.key.id).substr(0, 12) +
                                 " twice");
        }
        for (const sync::RecordState& state : *refused) holding.refused[state.key] = state;
        ending.tablets.push_back(std::move(holding));
    }
    const auto set_aside = hub_.list_set_aside();
    if (!set_aside) return trace_.break_law("what the hub set aside doesn't read");
    std::set<std::pair<sync::DeviceId, Bytes>> once;
    for (const hub::SetAside& write : *set_aside) {
        if (!once.insert({write.device, write.state}).second)
            trace_.break_law("a refused write was set aside twice");
    }
    check_equal(ending, grants_, trace_);
    check_kept(ending, book_, trace_);
    check_losers(ending, book_, watch_, *this, trace_);
    check_deletions(ending, book_, trace_);
    check_families(ending, book_, trace_);
    check_erased_families(ending, trace_);
    check_stamps(ending, trace_);
    for (const auto& [key, state] : ending.hub)
        trace_.note("at the end " + to_hex(sync::encode(state, sync::WireForm::kCbor)));
}

}  // namespace oppad::sim
