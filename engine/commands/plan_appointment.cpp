#include "engine/commands/undo_edit.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/text.h"

namespace oppad::engine {

Result<Outcome> plan_appointment(Context& context, const PlanAppointment& command) {
    Appointment appointment = command.appointment;
    Problems problems;
    if (appointment.id.is_nil() && appointment.state == AppointmentState::kWaiting) {
        appointment.starts_at = context.clock.now();  // Since when: who came first is helped first.
        if (!appointment.place_id) problems.push_back({ProblemCode::kMissing, "place_id"});
        if (!appointment.family_id && tidied(appointment.title).empty())
            problems.push_back({ProblemCode::kMissing, "title"});
    } else if (appointment.id.is_nil()) {
        appointment.state = AppointmentState::kPlanned;
        if (!appointment.owner_id) appointment.owner_id = context.staff.id;
    }
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, appointment.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Place> place,
               find_referenced(context, appointment.place_id, "place_id", problems));
    if (command.undo && command.opened)
        return undo_edit(context, std::move(appointment), *command.opened, std::move(problems));
    const RawId scope = family ? family->scope : context.staff.scope;
    return register_or_edit(context, std::move(appointment), command.opened, scope,
                            std::move(problems));
}

}  // namespace oppad::engine
