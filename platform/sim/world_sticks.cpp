// Bundles on sticks: written, brought to the hub once or twice, late or never, and taken in by
// whatever the tablet has become.
#include <algorithm>

#include "platform/sim/world.h"
#include "sync/wire/bundle.h"
#include "sync/wire/codec.h"
#include "sync/wire/signature.h"

namespace oppad::sim {

namespace {

// Raw, so that no passphrase is stretched.
sync::BundleLock stick_lock() { return {Bytes(sync::kBundleSaltBytes), sim_key()}; }

std::string name_of(const Stick& stick) {
    return "the stick of tablet " + std::to_string(stick.tablet);
}

}  // namespace

// A leg or a few: mostly of the newest stick, now and then of one that was forgotten in a drawer.
void World::carry_stick(Tablet& tablet, platform::Dice& dice) {
    for (int legs = dice.between(1, 4); legs > 0; --legs) {
        if (!tablet.is_open() || tablet.disk.has_stopped()) return;
        std::vector<std::size_t> own;
        for (std::size_t at = 0; at < sticks_.size(); ++at) {
            if (sticks_[at].tablet == tablet.number()) own.push_back(at);
        }
        if (own.empty() || dice.chance(25)) {
            write_stick(tablet);
            continue;
        }
        Stick& stick = sticks_[dice.chance(75) ? own.back() : dice.pick(own)];
        if (stick.answer.empty() || dice.chance(15))
            bring_to_hub(stick);
        else
            bring_back(tablet, stick);
    }
}

void World::write_stick(Tablet& tablet) {
    const auto written = tablet.write_stick(stick_lock());
    const std::string who = "tablet " + std::to_string(tablet.number());
    if (written) {
        sticks_.push_back({.tablet = tablet.number(),
                           .user = grants_.user_of(tablet.number()),
                           .file = written->file});
        trace_.note(who + " writes a stick of " + std::to_string(written->records));
    } else {
        trace_.note(who + " can't write a stick");
    }
    start_again(tablet);
}

void World::bring_to_hub(Stick& stick) {
    if (!hub_.is_open() || hub_.disk.has_stopped()) return;
    const auto content = sync::open_bundle(stick.file, stick_lock().key);
    const auto request = content ? sync::decode_bundle_request(*content)
                                 : Result<sync::BundleRequest>{content.error()};
    const auto message =
        request ? sync::decode<sync::SyncRequest>(request->message, sync::WireForm::kCbor)
                : Result<sync::SyncRequest>{request.error()};
    if (!message) return trace_.break_law("a stick doesn't read");
    watch_.expect(request->device, *message);
    const auto seq_before = hub_.last_seq();
    const auto outcome = hub_.answer_stick(stick.file, stick_lock().key);
    if (hub_.disk.has_stopped()) return trace_.note("the hub goes down over " + name_of(stick));
    const auto* answered = std::get_if<hub::AnsweredBundle>(&outcome);
    if (answered == nullptr)
        return trace_.note("the hub turns away " + name_of(stick) + ": " +
                           std::to_string(static_cast<int>(std::get<hub::FailureKind>(outcome))));
    if (!grants_.works_here(stick.user))
        trace_.break_law(name_of(stick) + " was answered after the end of its person");
    const auto inside = sync::open_bundle(answered->file, Secret::copy_of(request->answer_key));
    const auto answer =
        inside ? sync::decode_bundle_answer(*inside) : Result<sync::BundleAnswer>{inside.error()};
    if (!answer) return trace_.break_law("the answer on a stick doesn't read");
    stick.answer = answered->file;
    stick.answer_begins_anew =
        std::any_of(answer->replies.begin(), answer->replies.end(),
                    [](const auto& reply) { return reply.restart != sync::Restart::kNone; });
    trace_.note("the hub answers " + name_of(stick) + ": batch " + std::to_string(answer->batch) +
                ", refused " + std::to_string(answered->refused) + ", gives " +
                std::to_string(answered->pulled) + (answered->was_overtaken ? ", a copy" : ""));
    watch_.see_stick({.user = stick.user,
                      .device = request->device,
                      .request = *message,
                      .replies = answer->replies,
                      .seq_before = seq_before,
                      .seq_after = hub_.last_seq()});
}

void World::bring_back(Tablet& tablet, const Stick& stick) {
    const auto taken = tablet.take_stick(stick.answer);
    std::string line = "tablet " + std::to_string(tablet.number()) + " takes in a stick: ";
    if (taken)
        line += std::to_string(taken->sent) + " sent, " + std::to_string(taken->received) + " got" +
                (taken->is_copy ? ", is a copy" : "") + (taken->was_known ? ", knew it" : "");
    else
        line += "error " + std::to_string(static_cast<int>(taken.error().code));
    trace_.note(line);
    if (!taken && taken.error().code == ErrorCode::kInvalid)
        trace_.break_law("an answer of the hub is none to its tablet");
    if (stick.answer_begins_anew)
        watch_.note_begun_anew(tablet.number(), grants_.user_of(tablet.number()));
    start_again(tablet);
}

}  // namespace oppad::sim
