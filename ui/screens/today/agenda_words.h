// The two lines of an appointment. Whoever rings a bell knows from them whose it is: a title that
// was typed never takes the place of the family's or school's name.
#pragma once

#include <string>

#include "engine/views/today.h"
#include "ui/i18n/catalog.h"

namespace oppad::ui {

// As typed, else the kind with the family or place.
std::string agenda_title(const Catalog& texts, const engine::AgendaItem& item);
// With whom, where the title doesn't say so, then where, what is said of an interpreter, and the
// note.
std::string agenda_remark(const Catalog& texts, const engine::AgendaItem& item,
                          const std::string& interpreter);

}  // namespace oppad::ui
