#include "platform/ctl/demo_words.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace oppad::platform {

namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

TextSet set_of(const Json& list) {
    TextSet set = list.get<TextSet>();
    std::sort(set.begin(), set.end());
    return set;
}

void read_names(const Json& file, DemoWords& words) {
    words.particles = file.at("particles").get<Texts>();
    for (const Json& group : file.at("groups")) {
        words.name_groups.push_back(
            {group.at("language").get<std::string>(), set_of(group.at("other_languages")),
             group.at("weight").get<int>(), group.at("family_names").get<Texts>(),
             group.at("girls").get<Texts>(), group.at("boys").get<Texts>()});
    }
}

void read_places(const Json& file, DemoWords& words) {
    for (const Json& municipality : file.at("municipalities")) {
        words.municipalities.push_back({municipality.at("name").get<std::string>(),
                                        municipality.at("postcode").get<std::string>(),
                                        municipality.at("neighbourhoods").get<Texts>()});
    }
    words.streets = file.at("streets").get<Texts>();
    words.networks = file.at("networks").get<Texts>();
    words.school_names = file.at("school_names").get<Texts>();
    words.association_names = file.at("association_names").get<Texts>();
    words.house_name = file.at("house_name").get<std::string>();
    words.antenna_name = file.at("antenna_name").get<std::string>();
    words.library_name = file.at("library_name").get<std::string>();
    words.neutral_name = file.at("neutral_name").get<std::string>();
    for (const Json& partner : file.at("partners")) {
        words.partners.push_back(
            {partner.at("name").get<std::string>(), set_of(partner.at("domains")),
             partner.at("services").get<std::string>(), partner.at("conditions").get<std::string>(),
             partner.at("opening_hours").get<std::string>()});
    }
}

void read_contacts(const Json& file, DemoWords& words) {
    for (const Json& contact : file.at("contacts")) {
        ContactWords entry;
        for (const Json& kind : contact.at("kinds")) {
            entry.kinds.push_back(code_of<ContactKind>(kind.get<std::string>()));
        }
        entry.themes = set_of(contact.at("themes"));
        entry.text = contact.at("text").get<std::string>();
        words.contacts.push_back(std::move(entry));
    }
    for (const Json& question : file.at("questions")) {
        words.questions.push_back(
            {set_of(question.at("themes")), question.at("text").get<std::string>()});
    }
    for (const Json& appointment : file.at("appointments")) {
        words.appointments.push_back(
            {code_of<ContactKind>(appointment.at("kind").get<std::string>()),
             appointment.at("title").get<std::string>(), appointment.at("minutes").get<int>()});
    }
    for (const Json& colleague : file.at("colleagues")) {
        words.colleagues.push_back({colleague.at("name").get<std::string>(),
                                    code_of<Role>(colleague.at("role").get<std::string>())});
    }
}

void read_texts(const Json& file, DemoWords& words) {
    read_contacts(file, words);
    words.promises = file.at("promises").get<Texts>();
    words.answers = file.at("answers").get<Texts>();
    words.referrals = file.at("referrals").get<Texts>();
    words.referral_answers = file.at("referral_answers").get<Texts>();
    words.event_names = file.at("event_names").get<Texts>();
    words.contact_notes = file.at("contact_notes").get<Texts>();
    words.family_notes = file.at("family_notes").get<Texts>();
    words.safety_remarks = file.at("safety_remarks").get<Texts>();
    words.classes = file.at("classes").get<Texts>();
}

using Reader = void (*)(const Json&, DemoWords&);

Status read_file(const std::string& path, Reader read, DemoWords& words) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorCode::kNotFound, "demo words: " + path};
    try {
        read(Json::parse(file), words);
    } catch (const Json::exception& problem) {
        return Error{ErrorCode::kInvalid, path + ": " + problem.what()};
    }
    return ok();
}

}  // namespace

Result<DemoWords> load_demo_words(const std::string& assets_folder) {
    const std::string folder = assets_folder + "/demo/";
    DemoWords words;
    TRY(read_file(folder + "names.json", read_names, words));
    TRY(read_file(folder + "places.json", read_places, words));
    TRY(read_file(folder + "texts.nl.json", read_texts, words));
    return words;
}

}  // namespace oppad::platform
