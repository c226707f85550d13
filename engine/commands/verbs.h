// The verbs, one function and one file each. All of them check first and write only when nothing is
// wrong: an answer with problems has written nothing. The desk opens the unit of work and commits.
#pragma once

#include "engine/commands/commands.h"
#include "engine/commands/context.h"
#include "engine/commands/outcome.h"
#include "engine/core/result.h"

namespace oppad::engine {

Result<Outcome> save_family(Context& context, const SaveFamily& command);
Result<Outcome> save_person(Context& context, const SavePerson& command);
Result<Outcome> save_place(Context& context, const SavePlace& command);
Result<Outcome> save_contact_person(Context& context, const SaveContactPerson& command);
Result<Outcome> save_partner(Context& context, const SavePartner& command);
Result<Outcome> promise_follow_up(Context& context, const PromiseFollowUp& command);
Result<Outcome> settle_follow_up(Context& context, const SettleFollowUp& command);
Result<Outcome> open_question(Context& context, const OpenQuestion& command);
Result<Outcome> answer_question(Context& context, const AnswerQuestion& command);
Result<Outcome> refer_to_partner(Context& context, const ReferToPartner& command);
Result<Outcome> advance_referral(Context& context, const AdvanceReferral& command);
Result<Outcome> plan_appointment(Context& context, const PlanAppointment& command);
Result<Outcome> settle_appointment(Context& context, const SettleAppointment& command);
Result<Outcome> save_draft(Context& context, const SaveDraft& command);
Result<Outcome> discard_draft(Context& context, const DiscardDraft& command);
Result<Outcome> log_contact(Context& context, const LogContact& command);
Result<Outcome> delete_contact(Context& context, const DeleteContact& command);
Result<Outcome> save_consent(Context& context, const SaveConsent& command);
Result<Outcome> withdraw_consent(Context& context, const WithdrawConsent& command);
Result<Outcome> edit_contact(Context& context, const EditContact& command);
Result<Outcome> move_person(Context& context, const MovePerson& command);
Result<Outcome> merge_families(Context& context, const MergeFamilies& command);
Result<Outcome> undo_merge(Context& context, const UndoMerge& command);
Result<Outcome> resolve_conflict(Context& context, const ResolveConflict& command);
Result<Outcome> take_unchosen(Context& context, const TakeUnchosen& command);
Result<Outcome> settle_refusal(Context& context, const SettleRefusal& command);
Result<Outcome> print_sheet(Context& context, const PrintSheet& command);
Result<Outcome> undo_step(Context& context, const UndoStep& command);
Result<Outcome> undo_log_contact(Context& context, const UndoLogContact& command);
Result<Outcome> note_opened(Context& context, const NoteOpened& command);
Result<Outcome> edit_follow_up(Context& context, const EditFollowUp& command);
Result<Outcome> edit_question(Context& context, const EditQuestion& command);
Result<Outcome> edit_referral(Context& context, const EditReferral& command);
Result<Outcome> edit_signal(Context& context, const EditSignal& command);
Result<Outcome> remove_record(Context& context, const RemoveRecord& command);
Result<Outcome> keep_form(Context& context, const KeepForm& command);

// The command's name in the audit; of a sheet, also whom it is for. Static storage.
const char* verb_of(const Command& command);

}  // namespace oppad::engine
