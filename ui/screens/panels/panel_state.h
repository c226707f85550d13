// What is being filled in on the panel that is open beside, or over, a screen.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/commands/commands.h"
#include "engine/commands/outcome.h"
#include "engine/core/bytes.h"
#include "ui/i18n/catalog.h"
#include "ui/screens/panels/typed_day.h"
#include "ui/widgets/editors.h"

namespace oppad::ui {

enum class PanelKind : std::uint8_t {
    kNone,
    kQuestion,
    kReferral,
    kAppointment,
    kFamily,
    kPerson,
    kContactPerson,
    kConsent,
    kNewReferral,
    kMerge,
    kMovePerson,
    kHistory,   // Only to read.
    kWaiting,   // Somebody for the waiting list of a sit-day.
    kSheet,     // A family's sheet on paper.
    kPlace,     // A school or another place.
    kCode,      // Another PIN or passphrase for this tablet.
    kFollowUp,  // A promise, new or to be changed.
    kNewQuestion,
    kEditQuestion,
    kEditReferral,
    kEditSignal,
};

struct SheetForm {
    engine::PrintSheet command;
    bool with_notes = false;
    std::string folder;     // Chosen; empty = the usual one.
    bool is_made = false;   // It lies there now.
    std::string to_delete;  // The path of one that is asked about; empty = of none.
};

// The commands are what will be asked for; texts stand in `fields` until then.
struct PanelState {
    PanelKind kind = PanelKind::kNone;
    std::string title;
    std::map<std::string, widgets::FieldState, std::less<>> fields;  // By their name in schema.h.
    std::map<std::string, widgets::NoteState, std::less<>> notes;    // Those of many lines.
    engine::AnswerQuestion question;
    engine::AdvanceReferral referral;
    ReferralStep referral_at = ReferralStep::kUnknown;  // Where it stands now.
    std::string referral_note;  // Its remark, as the field was filled with it.
    engine::PlanAppointment appointment;
    engine::SaveFamily family;
    engine::SavePerson person;
    engine::SaveContactPerson contact_person;
    engine::SavePlace place;
    engine::SaveConsent consent;
    engine::ReferToPartner new_referral;
    engine::EditFollowUp follow_up;
    engine::OpenQuestion new_question;
    engine::EditQuestion edit_question;
    engine::EditReferral edit_referral;
    engine::EditSignal edit_signal;
    engine::MergeFamilies merge;
    engine::MovePerson move;
    SheetForm sheet;
    RecordKey history;
    std::unique_ptr<PanelState> under;  // The form that history was asked from: closing returns.
    std::optional<Id<Family>> moved_from;
    std::string chosen_name;  // Of the family or place that was found with `query`.
    widgets::FieldState query;
    bool all_languages = false;
    bool all_themes = false;
    bool all_days = false;
    TypedDay other_day;                        // Of an appointment or a promise.
    bool lives_elsewhere = false;              // The person has an address of their own.
    bool wrong_day = false;                    // A date was typed that can't be read.
    bool has_no_end = false;                   // Of a consent.
    Problems problems;                         // Of the last try to save.
    std::map<std::string_view, Text> to_mend;  // Of kCode, by field, before it was asked.
    std::optional<Error> error;
    std::optional<std::uint64_t> saving;  // Ticket.
    // As it was opened (form_codec.h): what differs from that is kept. Empty for one that came back
    // after a lock.
    std::optional<Bytes> opened_as;
};

}  // namespace oppad::ui
