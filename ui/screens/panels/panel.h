// A panel in place of a part of the screen, for one small job: answer a question, take a referral a
// step further, plan an appointment, write down who somebody is.
#pragma once

#include <string>
#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Each opens the panel with what is known.
void open_question_panel(Stage& stage, const Id<Question>& id, const std::string& asked);
// Where a referral stands; its answer, as long as there is one, can be corrected.
struct ReferralNow {
    ReferralStep step = ReferralStep::kUnknown;
    ReferralAnswer answer = ReferralAnswer::kUnknown;
    std::string note;
};
void open_referral_panel(Stage& stage, const Id<Referral>& id, const std::string& title,
                         const ReferralNow& now);
// Of a family, a place, or neither: then the panel asks with whom.
struct AppointmentWith {
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    std::string name;
};
void open_appointment_panel(Stage& stage, const AppointmentWith& with);
// One that is planned already: to move, change or cancel.
void open_planned_panel(Stage& stage, const engine::AgendaItem& item);
// It will not take place; the toast takes that back.
void cancel_appointment(Stage& stage, const Id<Appointment>& id);
// A promise that is open: to put off, change or drop.
void open_follow_up_panel(Stage& stage, const engine::OpenItem& item);
// Noted with a family, outside a contact.
void open_new_follow_up_panel(Stage& stage, const Id<Family>& family);
void open_new_question_panel(Stage& stage, const Id<Family>& family);
// What was written wrong, in other words; its history.
void open_edit_question_panel(Stage& stage, const Id<Question>& id, const std::string& text);
void open_edit_referral_panel(Stage& stage, const Id<Referral>& id,
                              const std::optional<Id<Partner>>& partner, const std::string& what);
void open_edit_signal_panel(Stage& stage, const engine::NotedSignal& noted);
void open_family_panel(Stage& stage, const Family& family);
// A person without an id is a new one.
void open_person_panel(Stage& stage, const Person& person, const std::string& school_name);
void open_contact_person_panel(Stage& stage, const ContactPerson& person);
// A place without an id is a new one.
void open_place_panel(Stage& stage, const Place& place);
// A consent without an id is a new one.
void open_consent_panel(Stage& stage, const Consent& consent);
void open_new_referral_panel(Stage& stage, const Id<Family>& family);
// Of a family that turns out to be `kept`; nil asks which.
void open_merge_panel(Stage& stage, const Id<Family>& kept, const Id<Family>& merged,
                      const std::string& merged_name);
void open_move_panel(Stage& stage, const Person& person);
// What the record said before; to read. A form that is open comes back as it was typed.
void open_history_panel(Stage& stage, const RecordKey& key);
// Puts somebody on the waiting list of a place's sit-days.
void open_waiting_panel(Stage& stage, const Id<Place>& place);
// A family's sheet on paper, and those that lie on this tablet.
void open_sheet_panel(Stage& stage, const Id<Family>& family);
// Another PIN or passphrase for this tablet.
void open_code_panel(Stage& stage);

// Back to the form under it, or to the screen.
void close_panel(AppState& state);
[[nodiscard]] bool panel_is_open(const Stage& stage);
// Asks for what is written. Requires: it is open.
void save_panel(Stage& stage);
// Draws it as a card. Requires: it is open.
void draw_panel(Stage& stage, const Rect& area);

// What the panel that is open looks at.
void add_panel_looks(const PanelState& panel, std::vector<engine::Look>& looks);

// Settles a promise at once; the toast takes it back.
void settle_follow_up(Stage& stage, const Id<FollowUp>& id);

}  // namespace oppad::ui
