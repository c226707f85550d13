// Registreer: the draft that is being written and everything it can be pointed at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/commands/commands.h"
#include "engine/views/families.h"
#include "engine/views/family_page.h"
#include "engine/views/partners.h"
#include "engine/views/places.h"

namespace oppad::engine {

struct LogContactPage {
    std::optional<ContactDraft> draft;           // As on disk; unset = none was begun.
    std::optional<FamilyRow> family;             // Of the draft.
    std::vector<FamilyMember> members;           // Of that family: who can be marked as present.
    std::string safety_remark;                   // Of that family.
    std::optional<PlaceRow> place;               // Of the draft.
    std::vector<ContactPerson> contact_persons;  // At that place.
    std::vector<std::string> themes;             // All codes on offer, most used first.
    std::vector<PartnerChoice> partners;         // Most referred to first.
};

// Drafts that wait to be finished, newest first.
struct DraftRow {
    RawId id;
    ContactKind kind = ContactKind::kUnknown;
    std::string family_name;
    std::string place_name;
    std::optional<Id<Appointment>> appointment_id;  // The planned visit that it is the log of.
    Instant saved_at;
    bool is_edit = false;  // Of a contact that was logged.
};

struct DraftsView {
    std::vector<DraftRow> rows;
};

}  // namespace oppad::engine
