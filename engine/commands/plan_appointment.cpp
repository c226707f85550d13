#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> plan_appointment(Context& context, const PlanAppointment& command) {
    Appointment appointment = command.appointment;
    if (appointment.id.is_nil()) {
        appointment.state = AppointmentState::kPlanned;
        if (!appointment.owner_id) appointment.owner_id = context.staff.id;
    }
    Problems problems;
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, appointment.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Place> place,
               find_referenced(context, appointment.place_id, "place_id", problems));
    const RawId scope = family ? family->scope : context.staff.scope;
    return register_or_edit(context, std::move(appointment), command.opened, scope,
                            std::move(problems));
}

}  // namespace oppad::engine
