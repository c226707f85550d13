// Bugs that a build for trying the simulator plants in the real code, one at a time by name: what
// the simulator doesn't find, it doesn't guard (docs/adr/0007). In every other build is_planted()
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
    kRegisterByValue,
    kSetForgetsRemoval,
    kScopeKeepsMine,
    kDeletionAlwaysHides,
    kErasureMergesAway,
    kSettleKeepsOneSide,
    // sync/capture
    kDropUnknownFields,
    kLoseCausalContext,
    kRestoreWithoutStamp,
    kDeletionSeesNothing,
    kNoClockAdvance,
    kClearWrongOutboxVersion,
    kClearUnsentEntries,
    kDropRefusals,
    kSendOnlyLastField,
    kQueueForgetsFields,
    kSaveCursorBeforeRecords,
    kIgnoreReceiptStamps,
    kForgetNothing,
    kForgetUnsentToo,
    kForgetKeepsCarried,
    kCarryNothing,
    kErasureKeepsRow,
    kReceiveOverwrites,
    kForgetReplaced,
    // sync/client
    kAcknowledgeWithoutAnswer,
    kTakeAnyAnswer,
    // sync/server
    kSkipOneEntry,
    kCursorToTheEnd,
    kEchoEverythingAway,
    kHeldWithoutSeeing,
    kNeverForget,
    kForgetScopeCheckOnPull,
    kForgetScopeCheckOnPush,
    kTrustClock,
    kBelieveClockAlone,
    kSilentCorrection,
    kApplyTwice,
    kAnswerAfterCommit,
    kNeverCommit,
    kNoDeparture,
    kSeqStandsStill,
    kLevelIsPosition,
    kMovedIsKnown,
    kFamilyMovesAlone,
    kErasureLeavesMembers,
    kWithdrawnIsNoNews,
};

struct PlantedBugSpec {
    PlantedBug bug;
    std::string_view name;
};

inline constexpr std::array kPlantedBugs{
    PlantedBugSpec{PlantedBug::kDropTieBreak, "drop_tie_break"},
    PlantedBugSpec{PlantedBug::kDropConflictLoser, "drop_conflict_loser"},
    PlantedBugSpec{PlantedBug::kLoseContextInMerge, "lose_context_in_merge"},
    PlantedBugSpec{PlantedBug::kRegisterByValue, "register_by_value"},
    PlantedBugSpec{PlantedBug::kSetForgetsRemoval, "set_forgets_removal"},
    PlantedBugSpec{PlantedBug::kScopeKeepsMine, "scope_keeps_mine"},
    PlantedBugSpec{PlantedBug::kDeletionAlwaysHides, "deletion_always_hides"},
    PlantedBugSpec{PlantedBug::kErasureMergesAway, "erasure_merges_away"},
    PlantedBugSpec{PlantedBug::kSettleKeepsOneSide, "settle_keeps_one_side"},
    PlantedBugSpec{PlantedBug::kDropUnknownFields, "drop_unknown_fields"},
    PlantedBugSpec{PlantedBug::kLoseCausalContext, "lose_causal_context"},
    PlantedBugSpec{PlantedBug::kRestoreWithoutStamp, "restore_without_stamp"},
    PlantedBugSpec{PlantedBug::kDeletionSeesNothing, "deletion_sees_nothing"},
    PlantedBugSpec{PlantedBug::kNoClockAdvance, "no_clock_advance"},
    PlantedBugSpec{PlantedBug::kClearWrongOutboxVersion, "clear_wrong_outbox_version"},
    PlantedBugSpec{PlantedBug::kClearUnsentEntries, "clear_unsent_entries"},
    PlantedBugSpec{PlantedBug::kDropRefusals, "drop_refusals"},
    PlantedBugSpec{PlantedBug::kSendOnlyLastField, "send_only_last_field"},
    PlantedBugSpec{PlantedBug::kQueueForgetsFields, "queue_forgets_fields"},
    PlantedBugSpec{PlantedBug::kSaveCursorBeforeRecords, "save_cursor_before_records"},
    PlantedBugSpec{PlantedBug::kIgnoreReceiptStamps, "ignore_receipt_stamps"},
    PlantedBugSpec{PlantedBug::kForgetNothing, "forget_nothing"},
    PlantedBugSpec{PlantedBug::kForgetUnsentToo, "forget_unsent_too"},
    PlantedBugSpec{PlantedBug::kForgetKeepsCarried, "forget_keeps_carried"},
    PlantedBugSpec{PlantedBug::kCarryNothing, "carry_nothing"},
    PlantedBugSpec{PlantedBug::kErasureKeepsRow, "erasure_keeps_row"},
    PlantedBugSpec{PlantedBug::kReceiveOverwrites, "receive_overwrites"},
    PlantedBugSpec{PlantedBug::kForgetReplaced, "forget_replaced"},
    PlantedBugSpec{PlantedBug::kAcknowledgeWithoutAnswer, "acknowledge_without_answer"},
    PlantedBugSpec{PlantedBug::kTakeAnyAnswer, "take_any_answer"},
    PlantedBugSpec{PlantedBug::kSkipOneEntry, "skip_one_entry"},
    PlantedBugSpec{PlantedBug::kCursorToTheEnd, "cursor_to_the_end"},
    PlantedBugSpec{PlantedBug::kEchoEverythingAway, "echo_everything_away"},
    PlantedBugSpec{PlantedBug::kHeldWithoutSeeing, "held_without_seeing"},
    PlantedBugSpec{PlantedBug::kNeverForget, "never_forget"},
    PlantedBugSpec{PlantedBug::kForgetScopeCheckOnPull, "forget_scope_check_on_pull"},
    PlantedBugSpec{PlantedBug::kForgetScopeCheckOnPush, "forget_scope_check_on_push"},
    PlantedBugSpec{PlantedBug::kTrustClock, "trust_clock"},
    PlantedBugSpec{PlantedBug::kBelieveClockAlone, "believe_clock_alone"},
    PlantedBugSpec{PlantedBug::kSilentCorrection, "silent_correction"},
    PlantedBugSpec{PlantedBug::kApplyTwice, "apply_twice"},
    PlantedBugSpec{PlantedBug::kAnswerAfterCommit, "answer_after_commit"},
    PlantedBugSpec{PlantedBug::kNeverCommit, "never_commit"},
    PlantedBugSpec{PlantedBug::kNoDeparture, "no_departure"},
    PlantedBugSpec{PlantedBug::kSeqStandsStill, "seq_stands_still"},
    PlantedBugSpec{PlantedBug::kLevelIsPosition, "level_is_position"},
    PlantedBugSpec{PlantedBug::kMovedIsKnown, "moved_is_known"},
    PlantedBugSpec{PlantedBug::kFamilyMovesAlone, "family_moves_alone"},
    PlantedBugSpec{PlantedBug::kErasureLeavesMembers, "erasure_leaves_members"},
    PlantedBugSpec{PlantedBug::kWithdrawnIsNoNews, "withdrawn_is_no_news"},
};

#ifdef OPPAD_PLANTED_BUGS
inline PlantedBug planted_bug = PlantedBug::kNone;  // Set by the simulator's command alone.
inline bool is_planted(PlantedBug bug) { return planted_bug == bug; }
#else
constexpr bool is_planted(PlantedBug /*bug*/) { return false; }
#endif

}  // namespace oppad::sync
