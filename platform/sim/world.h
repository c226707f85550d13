// One world: a hub, its tablets, the network between them and the people who work there, under one
// true time. Everything runs on the caller's thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "platform/sim/book.h"
#include "platform/sim/final_check.h"
#include "platform/sim/hub.h"
#include "platform/sim/network.h"
#include "platform/sim/newer_client.h"
#include "platform/sim/plan.h"
#include "platform/sim/scribe.h"
#include "platform/sim/tablet.h"
#include "platform/sim/trace.h"
#include "platform/sim/wire_watch.h"

namespace oppad::sim {

// Empty stores with their schema: made once, copied into each world.
struct Blanks {
    DiskImage tablet;
    DiskImage hub;
};
// Fails: as the stores.
Result<Blanks> make_blanks();

// A bundle under way. Neither file is used up by being read.
struct Stick {
    int tablet = 0;
    int user = 0;  // Whose tablet it was when it was written.
    Bytes file;
    Bytes answer;  // The hub's last one; empty before it has seen the file.
    bool answer_begins_anew = false;
};

// Borrows the trace, into which every law goes that was broken.
class World final : private HubDoor, private Histories {
public:
    World(const Plan& plan, const Blanks& blanks, Trace& trace);
    ~World() override;

    // Everybody enrols, some after working alone. Fails: a defect, no law.
    Status set_up();
    void take(const Step& step);
    // All faults end; everybody syncs until nobody has anything new. Then the laws are checked.
    void heal();
    void check();

private:
    std::optional<hub::Response> answer(int tablet, const hub::Request& request) override;
    std::vector<EntryId> former_entries(int tablet, const RecordKey& key,
                                        FieldNumber field) override;

    // Time.
    [[nodiscard]] std::optional<Ms> next_due() const;
    void run_due();
    void pass(Ms span);
    void settle(int tablet);  // Runs until its sync is over.
    void mend();              // Brings back what has died, when it is time.
    void restart(Tablet& tablet, platform::Dice& dice);
    void reopen(Tablet& tablet);
    void watch_cursor(Tablet& tablet);
    void sync_until_quiet();

    // Set-up.
    Status enrol_everybody();
    Status enrol(Tablet& tablet, const std::string& code);
    Status make_scopes();

    // Steps (world_steps.cpp).
    void sync_one(Tablet& tablet);
    void change_weather(const Step& step, platform::Dice& dice);
    [[nodiscard]] int answered_user(int tablet, const hub::Request& request,
                                    const hub::Response& response);
    void jump_clock(Tablet& tablet, platform::Dice& dice);
    void set_hub_clock(platform::Dice& dice);
    void jump_clock_at_work(const Step& step, Tablet& tablet);
    void break_disk(MemoryDisk& disk, platform::Dice& dice);
    void change_grant(const Step& step, platform::Dice& dice);
    void change_role(const Step& step);
    void change_right(const Step& step, platform::Dice& dice);
    void end_person(int user);  // Or brings them back.
    void bring_everybody_back();
    void take_scope(int user, const RawId& scope);
    void write(const Step& step, Tablet& tablet, platform::Dice& dice);
    void write_together(const Step& step);
    void note_unseen_families();
    void befall(const Step& step, Tablet& tablet, platform::Dice& dice);
    [[nodiscard]] bool hub_is_well() const;
    RawId pick_scope(platform::Dice& dice) const;

    // Copies (world_copies.cpp).
    void back_up_hub();
    void may_begin_anew(int tablet);
    void put_back_hub(platform::Dice& dice);
    void back_up_tablet(const Tablet& tablet);
    void put_back_tablet(Tablet& tablet);
    void copy_tablet(Tablet& onto, platform::Dice& dice);
    // `before`: what all devices held until now (held_with_all_of()).
    void load_tablet(Tablet& tablet, const DiskImage& image, const States& before);
    void trim(platform::Dice& dice);
    void note_may_return(Tablet& tablet);
    void note_twice_named(Tablet& tablet);
    void compare_copies();

    // Sticks (world_sticks.cpp).
    void carry_stick(Tablet& tablet, platform::Dice& dice);
    void write_stick(Tablet& tablet);
    void bring_to_hub(Stick& stick);
    void bring_back(Tablet& tablet, const Stick& stick);
    // The program ends in order and begins again.
    void start_again(Tablet& tablet);
    // What all devices hold, and may bring to the hub, merged.
    States held_by_all();
    States held_by(Tablet& tablet);
    // What nobody but that person's tablets has.
    void withdraw_unsighted(int user);
    States held_with_all_of(Tablet& tablet);
    Tablet& tablet_at(int number) { return *tablets_.at(static_cast<std::size_t>(number)); }

    Plan plan_;
    Trace& trace_;
    TrueTime time_;
    Hub hub_;
    std::vector<std::unique_ptr<Tablet>> tablets_;
    Network network_;
    Book book_;
    Scribe scribe_;
    Grants grants_;
    WireWatch watch_;
    NewerClient newer_;
    platform::Dice accidents_;
    RawId team_;
    std::vector<hub::Scope> scopes_;  // The others.
    std::vector<hub::User> users_;    // By tablet.
    Instant hub_time_max_;            // The latest that the hub's clock ever showed.
    std::optional<Ms> hub_back_at_;
    std::optional<Ms> disks_heal_at_;
    struct CursorMark {
        std::string text;
        std::map<RawId, std::int64_t> positions;
    };
    std::vector<CursorMark> cursors_;
    std::set<std::pair<int, RawId>> may_begin_anew_;  // Scopes that were lost meanwhile.
    struct HubBackup {
        DiskImage image;
        Grants grants;
    };
    std::optional<HubBackup> hub_backup_;
    std::map<int, DiskImage> tablet_backups_;
    std::vector<Stick> sticks_;
    Ending past_;  // What of the world's past its end is judged by.
    bool hub_was_put_back_ = false;
    bool wants_comparing_ = false;  // Some copies are only brought level by comparing them.
};

}  // namespace oppad::sim
