#include "engine/commands/verbs.h"

#include <array>

namespace oppad::engine {

namespace {

const char* verb_of_sheet(SheetPurpose purpose) {
    switch (purpose) {
        case SheetPurpose::kFamily:
            return "print_sheet_for_family";
        case SheetPurpose::kPartner:
            return "print_sheet_for_partner";
        case SheetPurpose::kOwnUse:
            return "print_sheet_for_own_use";
    }
    return "print_sheet";
}

}  // namespace

const char* verb_of(const Command& command) {
    constexpr std::array kVerbs{
        "save_family",        "save_person",       "save_place",       "save_contact_person",
        "save_partner",       "promise_follow_up", "settle_follow_up", "open_question",
        "answer_question",    "refer_to_partner",  "advance_referral", "plan_appointment",
        "settle_appointment", "save_draft",        "discard_draft",    "log_contact",
        "delete_contact",     "save_consent",      "withdraw_consent", "edit_contact",
        "move_person",        "merge_families",    "undo_merge",       "resolve_conflict",
        "take_unchosen",      "settle_refusal",    "print_sheet",      "undo_step",
        "undo_log_contact",   "note_opened",       "edit_follow_up",   "remove_record",
        "keep_form",          "edit_question",     "edit_referral",    "edit_signal",
    };
    static_assert(kVerbs.size() == std::variant_size_v<Command>);
    if (const auto* sheet = std::get_if<PrintSheet>(&command)) return verb_of_sheet(sheet->purpose);
    return kVerbs[command.index()];
}

}  // namespace oppad::engine
