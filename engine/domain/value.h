// A record without its type: numbered fields with values. What storage, capture, wire and merge
// speak, so that a field declared once in schema.h reaches all of them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/id.h"

namespace oppad {

// Stored on disk and sent on the wire; never renumber, never reuse.
enum class RecordType : std::uint16_t {
    kFamily = 1,
    kPerson = 2,
    kPlace = 3,
    kContactPerson = 4,
    kPartner = 5,
    kContact = 6,
    kTheme = 7,
    kQuestion = 8,
    kReferral = 9,
    kFollowUp = 10,
    kAppointment = 11,
    kGroupEvent = 12,
    kAgreement = 13,
    kConsent = 14,
    kCampaign = 15,
    kCampaignCall = 16,
    kSignal = 17,
    kStory = 18,
    kStaff = 19,
};

// Number of a field within its record type: stored and sent; never reuse.
using FieldNumber = std::uint16_t;

// Elements of a set field: sorted, each once, none empty.
using TextSet = std::vector<std::string>;

// std::monostate = not filled in. Days are ISO text, instants UTC milliseconds, booleans 0 and 1.
using Value = std::variant<std::monostate, std::int64_t, std::string, RawId, TextSet>;

struct RecordKey {
    RecordType type = RecordType::kFamily;
    RawId id;

    bool operator==(const RecordKey& other) const { return type == other.type && id == other.id; }
    bool operator<(const RecordKey& other) const {
        return type != other.type ? type < other.type : id < other.id;
    }
};

}  // namespace oppad
