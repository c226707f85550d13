// The words that demo data is made of, read from assets/demo: names to combine, invented streets,
// schools and services, short notes. Who wrote them is in each file's `origin`.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad::platform {

struct NameGroup {
    std::string language;  // ISO 639-1.
    TextSet other_languages;
    int weight = 0;  // How often, beside the other groups.
    std::vector<std::string> family_names;
    std::vector<std::string> girls;
    std::vector<std::string> boys;
};

struct Municipality {
    std::string name;
    std::string postcode;
    std::vector<std::string> neighbourhoods;
};

struct PartnerWords {
    std::string name;
    TextSet domains;
    std::string services;
    std::string conditions;
    std::string opening_hours;
};

struct ContactWords {
    std::vector<ContactKind> kinds;
    TextSet themes;
    std::string text;  // With {kind}, {ouder}, {partner} and {school} to fill in.
};

struct QuestionWords {
    TextSet themes;
    std::string text;
};

struct AppointmentWords {
    ContactKind kind = ContactKind::kUnknown;
    std::string title;
    int minutes = 0;
};

struct ColleagueWords {
    std::string name;
    Role role = Role::kUnknown;
};

struct DemoWords {
    std::vector<std::string> particles;
    std::vector<NameGroup> name_groups;
    std::vector<Municipality> municipalities;
    std::vector<std::string> streets;
    std::vector<std::string> networks;
    std::vector<std::string> school_names;
    std::vector<std::string> association_names;
    std::string house_name;
    std::string antenna_name;
    std::string library_name;
    std::string neutral_name;
    std::vector<PartnerWords> partners;
    std::vector<ContactWords> contacts;
    std::vector<std::string> promises;
    std::vector<QuestionWords> questions;
    std::vector<std::string> answers;
    std::vector<std::string> referrals;
    std::vector<std::string> referral_answers;
    std::vector<AppointmentWords> appointments;
    std::vector<std::string> event_names;
    std::vector<std::string> contact_notes;
    std::vector<std::string> family_notes;
    std::vector<std::string> safety_remarks;
    std::vector<ColleagueWords> colleagues;
    std::vector<std::string> classes;
};

// Reads names.json, places.json and texts.nl.json of `assets_folder`/demo.
// Fails: kNotFound without a file, kInvalid when one is not what it should be (the detail says
// which).
Result<DemoWords> load_demo_words(const std::string& assets_folder);

}  // namespace oppad::platform
