// Bugs that a build for trying the simulator plants in the real code, one at a time by name: what
// the simulator doesn't find, it doesn't guard (docs/adr/0006). In every other build is_planted()
// is false for the compiler, and no trace of them is left.
#pragma once

#include <array>
#include <string_view>

namespace oppad::sync {

enum class PlantedBug {
    kNone,
    // sync/merge
    kDropTieBreak,
    kDropConflictLoser,
    kLoseContextInMerge,
    kRegisterKeepsMine,
    kSetForgetsRemoval,
    kDeletionAlwaysHides,
    kErasureMergesAway,
    kDropUnknownFields,
    // sync/capture
    kLoseCausalContext,
    kNoClockAdvance,
    kClearWrongOutboxVersion,
    kClearUnsentEntries,
    kDropRefusals,
    kRepeatBatchNumber,
    kSendOnlyLastField,
    kSaveCursorBeforeRecords,
    kApplyWithoutTransaction,
    kForgetNothing,
    kForgetUnsentToo,
    kCarryNothing,
    kErasureKeepsRow,
    kReceiveOverwrites,
    kAcknowledgeWithoutAnswer,
    // sync/client
    kIgnoreHasMore,
    kTakeAnyAnswer,
    kWithdrawClears,
    // sync/server
    kSkipOneEntry,
    kForgetScopeCheckOnPull,
    kForgetScopeCheckOnPush,
    kTrustClock,
    kIgnoreBatchNumber,
    kIgnoreBatchHash,
    kEchoEverythingAway,
    kNoDeparture,
    kCommitLate,
    kAcceptErasedAgain,
};

struct PlantedBugSpec {
    PlantedBug bug;
    std::string_view name;
};

inline constexpr std::array kPlantedBugs{
    PlantedBugSpec{PlantedBug::kDropTieBreak, "drop_tie_break"},
    PlantedBugSpec{PlantedBug::kDropConflictLoser, "drop_conflict_loser"},
    PlantedBugSpec{PlantedBug::kLoseContextInMerge, "lose_context_in_merge"},
    PlantedBugSpec{PlantedBug::kRegisterKeepsMine, "register_keeps_mine"},
    PlantedBugSpec{PlantedBug::kSetForgetsRemoval, "set_forgets_removal"},
    PlantedBugSpec{PlantedBug::kDeletionAlwaysHides, "deletion_always_hides"},
    PlantedBugSpec{PlantedBug::kErasureMergesAway, "erasure_merges_away"},
    PlantedBugSpec{PlantedBug::kDropUnknownFields, "drop_unknown_fields"},
    PlantedBugSpec{PlantedBug::kLoseCausalContext, "lose_causal_context"},
    PlantedBugSpec{PlantedBug::kNoClockAdvance, "no_clock_advance"},
    PlantedBugSpec{PlantedBug::kClearWrongOutboxVersion, "clear_wrong_outbox_version"},
    PlantedBugSpec{PlantedBug::kClearUnsentEntries, "clear_unsent_entries"},
    PlantedBugSpec{PlantedBug::kDropRefusals, "drop_refusals"},
    PlantedBugSpec{PlantedBug::kRepeatBatchNumber, "repeat_batch_number"},
    PlantedBugSpec{PlantedBug::kSendOnlyLastField, "send_only_last_field"},
    PlantedBugSpec{PlantedBug::kSaveCursorBeforeRecords, "save_cursor_before_records"},
    PlantedBugSpec{PlantedBug::kApplyWithoutTransaction, "apply_without_transaction"},
    PlantedBugSpec{PlantedBug::kForgetNothing, "forget_nothing"},
    PlantedBugSpec{PlantedBug::kForgetUnsentToo, "forget_unsent_too"},
    PlantedBugSpec{PlantedBug::kCarryNothing, "carry_nothing"},
    PlantedBugSpec{PlantedBug::kErasureKeepsRow, "erasure_keeps_row"},
    PlantedBugSpec{PlantedBug::kReceiveOverwrites, "receive_overwrites"},
    PlantedBugSpec{PlantedBug::kAcknowledgeWithoutAnswer, "acknowledge_without_answer"},
    PlantedBugSpec{PlantedBug::kIgnoreHasMore, "ignore_has_more"},
    PlantedBugSpec{PlantedBug::kTakeAnyAnswer, "take_any_answer"},
    PlantedBugSpec{PlantedBug::kWithdrawClears, "withdraw_clears"},
    PlantedBugSpec{PlantedBug::kSkipOneEntry, "skip_one_entry"},
    PlantedBugSpec{PlantedBug::kForgetScopeCheckOnPull, "forget_scope_check_on_pull"},
    PlantedBugSpec{PlantedBug::kForgetScopeCheckOnPush, "forget_scope_check_on_push"},
    PlantedBugSpec{PlantedBug::kTrustClock, "trust_clock"},
    PlantedBugSpec{PlantedBug::kIgnoreBatchNumber, "ignore_batch_number"},
    PlantedBugSpec{PlantedBug::kIgnoreBatchHash, "ignore_batch_hash"},
    PlantedBugSpec{PlantedBug::kEchoEverythingAway, "echo_everything_away"},
    PlantedBugSpec{PlantedBug::kNoDeparture, "no_departure"},
    PlantedBugSpec{PlantedBug::kCommitLate, "commit_late"},
    PlantedBugSpec{PlantedBug::kAcceptErasedAgain, "accept_erased_again"},
};

#ifdef OPPAD_PLANTED_BUGS
inline constexpr bool kHasPlantedBugs = true;
inline PlantedBug planted_bug = PlantedBug::kNone;  // Set by the simulator's command alone.
inline bool is_planted(PlantedBug bug) { return planted_bug == bug; }
#else
inline constexpr bool kHasPlantedBugs = false;
constexpr bool is_planted(PlantedBug /*bug*/) { return false; }
#endif

}  // namespace oppad::sync
