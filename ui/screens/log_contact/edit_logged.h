// Changing a contact that was logged, on the same page on which it was.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void begin_edit_contact(Stage& stage, const Id<Contact>& id);
// Takes the contact that is to be changed, once a snapshot shows it.
void take_edited(Stage& stage);
void save_edited(Stage& stage);
// Saves what was changed when the page is taken for another contact. Requires: it is a change.
void leave_edited(Stage& stage);
// Back, without the change.
void cancel_edited(Stage& stage);

}  // namespace oppad::ui
