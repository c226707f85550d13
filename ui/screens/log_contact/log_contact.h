// Beginning, keeping and saving what is written on the Registreer page.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// What a contact is begun from. Empty = the draft that was left, else a blank page.
struct LogContactFrom {
    std::optional<ContactKind> kind;
    std::optional<Instant> at;  // Of a day that is over; unset = now.
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::optional<Id<Appointment>> appointment_id;
    std::string note;  // What it begins with.
    RawId draft_id;    // Gone on with in place of all that, if it is on the page or on disk.
};
void begin_log_contact(Stage& stage, const LogContactFrom& from);
// What is logged of a family begins so.
[[nodiscard]] LogContactFrom from_family(const Stage& stage, const Family& family);
// For the button that stands on every screen: what is being written, else of a family's or a
// place's page that one.
[[nodiscard]] LogContactFrom from_here(const Stage& stage);
// The draft that was begun for a planned visit, or about a family and is on the page; else nil.
[[nodiscard]] RawId draft_for(const Stage& stage, const Id<Appointment>& appointment);
[[nodiscard]] RawId draft_about(const Stage& stage, const Id<Family>& family);
// How what is on the page is gone on with after a lock: by when and by ids alone, no word of it.
// None when it is being saved.
[[nodiscard]] std::optional<LogContactFrom> way_back(const LogContactState& log);
// Takes the draft that was left on disk, once it shows in a snapshot and nothing was written yet.
void resume_log_contact(Stage& stage);
// Makes room for another contact: a new one stays a draft, a change of a logged one is saved.
void leave_log_contact(Stage& stage);
void save_log_contact(Stage& stage);
// After a refused save: brings what is to be mended first into sight.
void show_first_problem(Stage& stage);
// The form shows what the draft holds; the draft holds what the form shows.
void fill_log_fields(LogContactState& log);
void read_log_fields(LogContactState& log);
// Fields into draft; marks it unsaved.
void note_log_change(Stage& stage);
// What the page looks at.
engine::LookLogContact log_look(const LogContactState& log);
}  // namespace oppad::ui
