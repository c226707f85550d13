#include <algorithm>

#include "engine/commands/first_contact.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/contact.h"
#include "engine/storage/record_table.h"
#include "engine/storage/tables/sit_day_rows.h"

namespace oppad::engine {

namespace {

// Whether another contact is its log too; of a sit-day, whether anybody else walked in there.
Result<bool> is_logged_otherwise(Context& context, const Appointment& appointment) {
    storage::Connection& connection = context.work.connection();
    TRY_ASSIGN(const bool has_contact, storage::has_contact_of(connection, appointment.id));
    if (has_contact || appointment.kind != ContactKind::kSitDay || !appointment.place_id)
        return has_contact;
    const Day day = local_day(context.clock, appointment.starts_at);
    TRY_ASSIGN(
        const std::vector<storage::WalkInRow> walk_ins,
        storage::list_walk_ins(connection, *appointment.place_id, midnight(context.clock, day),
                               midnight(context.clock, add_days(day, 1))));
    return !walk_ins.empty();
}

// The visit that the contact was the log of; of somebody who walked in, also the sit-day of that
// day that another's contact is the log of.
Result<std::vector<Id<Appointment>>> list_appointments_of(Context& context,
                                                          const Contact& contact) {
    std::vector<Id<Appointment>> appointments;
    if (contact.kind == ContactKind::kSitDay && contact.place_id) {
        const Day day = local_day(context.clock, contact.at);
        TRY_ASSIGN(appointments,
                   storage::list_logged_sit_days(context.work.connection(), *contact.place_id,
                                                 midnight(context.clock, day),
                                                 midnight(context.clock, add_days(day, 1))));
    }
    const bool is_listed =
        !contact.appointment_id ||
        std::count(appointments.begin(), appointments.end(), *contact.appointment_id) > 0;
    if (!is_listed) appointments.push_back(*contact.appointment_id);
    return appointments;
}

// None of them has been logged any more, or again.
Status settle_appointments_of(Context& context, const Contact& contact, AppointmentState from,
                              AppointmentState to) {
    TRY_ASSIGN(const std::vector<Id<Appointment>> ids, list_appointments_of(context, contact));
    for (const Id<Appointment>& id : ids) {
        TRY_ASSIGN(std::optional<Appointment> appointment, context.work.find(id));
        if (!appointment || appointment->state != from) continue;
        if (to == AppointmentState::kPlanned) {
            TRY_ASSIGN(const bool stays_held, is_logged_otherwise(context, *appointment));
            if (stays_held) continue;
        }
        appointment->state = to;
        TRY(context.work.save(*appointment));
    }
    return ok();
}

}  // namespace

Result<Outcome> delete_contact(Context& context, const DeleteContact& command) {
    const RecordKey key{RecordType::kContact, command.id.raw};
    TRY_ASSIGN(const std::optional<storage::StoredRecord> stored,
               storage::find_record(context.work.connection(), key));
    if (!stored) return refused(ProblemCode::kGone, "id");
    const bool wants_deleted = !command.undo;
    if (stored->deleted == wants_deleted) return written(command.id);  // A second tap.
    const Contact contact = from_values<Contact>(stored->values);
    if (command.undo) {
        TRY(context.work.restore(key));
        TRY(keep_first_contact(context, std::nullopt, contact));
        TRY(settle_appointments_of(context, contact, AppointmentState::kPlanned,
                                   AppointmentState::kHeld));
    } else {
        TRY(context.work.remove(key));
        TRY(keep_first_contact(context, contact, std::nullopt));
        TRY(settle_appointments_of(context, contact, AppointmentState::kHeld,
                                   AppointmentState::kPlanned));
    }
    return written(command.id);
}

}  // namespace oppad::engine
