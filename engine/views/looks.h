// Everything a screen can ask to see, as plain structs, and the values that answer them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "engine/views/agenda.h"
#include "engine/views/contact_page.h"
#include "engine/views/families.h"
#include "engine/views/family_page.h"
#include "engine/views/history.h"
#include "engine/views/log_contact_page.h"
#include "engine/views/opened.h"
#include "engine/views/partners.h"
#include "engine/views/place_page.h"
#include "engine/views/places.h"
#include "engine/views/search_page.h"
#include "engine/views/similar_families.h"
#include "engine/views/sync_page.h"
#include "engine/views/today.h"
#include "engine/views/unnamed.h"

namespace oppad::engine {

struct LookToday {
    int open_max = kOpenItemsMax;  // Of what is to be followed up, the first so many.
    bool operator==(const LookToday&) const = default;
};
struct LookAgenda {
    Day first_day;
    Day last_day;
    bool operator==(const LookAgenda&) const = default;
};
struct LookFamilies {
    std::string query;
    bool operator==(const LookFamilies&) const = default;
};
struct LookFamily {
    Id<Family> id;
    int timeline_max = kTimelineStep;       // The newest of its timeline, at most so many.
    std::optional<TimelineKind> only = {};  // Of the timeline: what isn't of this kind is left out.
    bool operator==(const LookFamily& other) const {
        return id == other.id && timeline_max == other.timeline_max && only == other.only;
    }
};
struct LookPlaces {
    std::string query;
    bool operator==(const LookPlaces&) const = default;
};
struct LookPlace {
    Id<Place> id;
    int contacts_max = kPlaceContactsStep;  // The newest of them, at most so many.
    bool operator==(const LookPlace& other) const {
        return id == other.id && contacts_max == other.contacts_max;
    }
};
// The draft with that id; nil = the newest, if any. Family and place choose what is offered beside
// it.
struct LookLogContact {
    RawId draft_id;
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    bool operator==(const LookLogContact& other) const {
        return draft_id == other.draft_id && family_id == other.family_id &&
               place_id == other.place_id;
    }
};
struct LookDrafts {
    bool operator==(const LookDrafts&) const = default;
};

// A contact that was logged, for editing.
struct LookContact {
    Id<Contact> id;
    bool operator==(const LookContact& other) const { return id == other.id; }
};
struct LookPartners {
    bool operator==(const LookPartners&) const = default;
};
// Everything of every kind that matches; what was seen last when nothing is typed.
struct LookSearch {
    std::string query;
    bool operator==(const LookSearch&) const = default;
};
// Families that may be the one that is being typed.
struct LookSimilarFamilies {
    std::string name;
    std::string phone;
    std::string street;
    std::string postcode = {};
    std::string municipality = {};
    std::optional<Id<Family>> except = {};  // The one that is being edited.
    bool operator==(const LookSimilarFamilies& other) const {
        return name == other.name && phone == other.phone && street == other.street &&
               postcode == other.postcode && municipality == other.municipality &&
               except == other.except;
    }
};
struct LookSync {
    bool operator==(const LookSync&) const = default;
};
// What one record said before; of a family, what its members' records said too.
struct LookHistory {
    RecordKey key;
    bool operator==(const LookHistory& other) const { return key == other.key; }
};

// What was opened last, of every kind that has a page.
struct LookOpened {
    bool operator==(const LookOpened&) const = default;
};

// Contacts of mine that have neither a family nor a place: the newest, at most that many.
struct LookUnnamed {
    int limit = 0;
    bool operator==(const LookUnnamed&) const = default;
};

using Look = std::variant<LookToday, LookAgenda, LookFamilies, LookFamily, LookPlaces, LookPlace,
                          LookLogContact, LookDrafts, LookContact, LookPartners, LookSearch,
                          LookSimilarFamilies, LookSync, LookHistory, LookOpened, LookUnnamed>;
// In the order of Look.
using View = std::variant<TodayView, AgendaView, FamiliesView, FamilyPage, PlacesView, PlacePage,
                          LogContactPage, DraftsView, ContactPage, PartnersView, SearchPage,
                          SimilarFamilies, SyncPage, HistoryView, OpenedView, UnnamedView>;

}  // namespace oppad::engine
