#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> settle_appointment(Context& context, const SettleAppointment& command) {
    if (command.state == AppointmentState::kUnknown) return refused(ProblemCode::kMissing, "state");
    TRY_ASSIGN(std::optional<Appointment> appointment, context.work.find(command.id));
    if (!appointment) return refused(ProblemCode::kGone, "id");
    if (appointment->state == command.state) return written(command.id);  // A second tap.
    const bool undoes =
        command.state == AppointmentState::kPlanned || command.state == AppointmentState::kWaiting;
    const bool is_settled = appointment->state == AppointmentState::kHeld ||
                            appointment->state == AppointmentState::kCancelled;
    if (!undoes && is_settled) return refused(ProblemCode::kAlreadySettled, "state");
    appointment->state = command.state;
    TRY(context.work.save(*appointment));
    return written(command.id);
}

}  // namespace oppad::engine
