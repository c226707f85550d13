#include "engine/commands/family_links.h"

#include "engine/commands/next_steps.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::engine {

namespace {

template <class Record>
Result<bool> relink_record(Context& context, Id<Record> id, const std::optional<Id<Family>>& from,
                           const std::optional<Family>& to) {
    TRY_ASSIGN(std::optional<Record> record, context.work.find(id));
    if (!record || record->family_id != from) return false;
    record->family_id = to ? std::optional{to->id} : std::nullopt;
    record->scope = scope_beside(context, to);
    TRY(context.work.save(*record));
    return true;
}

}  // namespace

Result<bool> relink(Context& context, const RecordKey& key, const std::optional<Id<Family>>& from,
                    const std::optional<Family>& to) {
    switch (key.type) {
        using enum RecordType;
        case kPerson:
            return relink_record(context, Id<Person>{key.id}, from, to);
        case kContact:
            return relink_record(context, Id<Contact>{key.id}, from, to);
        case kQuestion:
            return relink_record(context, Id<Question>{key.id}, from, to);
        case kReferral:
            return relink_record(context, Id<Referral>{key.id}, from, to);
        case kFollowUp:
            return relink_record(context, Id<FollowUp>{key.id}, from, to);
        case kAppointment:
            return relink_record(context, Id<Appointment>{key.id}, from, to);
        case kConsent:
            return relink_record(context, Id<Consent>{key.id}, from, to);
        case kCampaignCall:
            return relink_record(context, Id<CampaignCall>{key.id}, from, to);
        case kFamily:
        case kPlace:
        case kContactPerson:
        case kPartner:
        case kTheme:
        case kGroupEvent:
        case kAgreement:
        case kCampaign:
        case kSignal:
        case kStory:
        case kStaff:
            break;
    }
    return Error{ErrorCode::kInternal, "relink: a type without a family"};
}

}  // namespace oppad::engine
