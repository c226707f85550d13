#include "engine/commands/place_columns.h"

#include <algorithm>
#include <array>

#include "engine/domain/text.h"

namespace oppad::engine {

namespace {

struct KnownColumn {
    std::string_view name;   // In lower case.
    std::string_view field;  // As in schema.h.
    std::string Place::*text;
};

constexpr std::array kKnownColumns = std::to_array<KnownColumn>({
    {"onderwijskiezer_id", "external_id", &Place::external_id},
    {"nummer", "external_id", &Place::external_id},
    {"id", "external_id", &Place::external_id},
    {"external_id", "external_id", &Place::external_id},
    {"naam", "name", &Place::name},
    {"name", "name", &Place::name},
    {"adres", "street", &Place::street},
    {"straat", "street", &Place::street},
    {"street", "street", &Place::street},
    {"postcode", "postcode", &Place::postcode},
    {"gemeente", "municipality", &Place::municipality},
    {"municipality", "municipality", &Place::municipality},
    {"wijk", "neighbourhood", &Place::neighbourhood},
    {"neighbourhood", "neighbourhood", &Place::neighbourhood},
    {"net", "network", &Place::network},
    {"net_afgeleid", "network", &Place::network},
    {"network", "network", &Place::network},
    {"telefoon", "phone", &Place::phone},
    {"phone", "phone", &Place::phone},
    {"email", "email", &Place::email},
    {"e-mail", "email", &Place::email},
    {"soort", "kind", nullptr},
    {"kind", "kind", nullptr},
});

constexpr std::array kKindWords = std::to_array<std::pair<std::string_view, PlaceKind>>({
    {"school", PlaceKind::kSchool},
    {"armoedevereniging", PlaceKind::kPovertyAssociation},
    {"huis van het kind", PlaceKind::kFamilyHouse},
    {"antenne", PlaceKind::kAntenna},
    {"bibliotheek", PlaceKind::kLibrary},
    {"neutraal terrein", PlaceKind::kNeutralGround},
    {"andere", PlaceKind::kOther},
});

std::string lower_case(std::string_view text) {
    std::string lower = tidied(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

const KnownColumn* find_column(std::string_view name) {
    const std::string wanted = lower_case(name);
    const auto found = std::find_if(kKnownColumns.begin(), kKnownColumns.end(),
                                    [&](const KnownColumn& known) { return known.name == wanted; });
    return found == kKnownColumns.end() ? nullptr : &*found;
}

// Unknown for an empty cell.
PlaceKind kind_of(std::string_view cell) {
    const std::string word = lower_case(cell);
    if (word.empty()) return PlaceKind::kUnknown;
    for (const auto& [dutch, kind] : kKindWords) {
        if (dutch == word) return kind;
    }
    const PlaceKind stored_word = code_of<PlaceKind>(word);
    return stored_word == PlaceKind::kUnknown ? PlaceKind::kOther : stored_word;
}

}  // namespace

std::optional<ImportFault> PlaceColumns::read_header(const std::vector<std::string>& names,
                                                     int line) {
    std::vector<std::string_view> taken;
    for (std::size_t at = 0; at < names.size(); ++at) {
        const KnownColumn* known = find_column(names[at]);
        if (known == nullptr) continue;
        if (std::find(taken.begin(), taken.end(), known->field) != taken.end())
            return ImportFault{ImportFaultKind::kRepeatedColumn, line, known->field};
        taken.push_back(known->field);
        columns_.push_back({at, known->text});
    }
    if (std::find(taken.begin(), taken.end(), "name") == taken.end())
        return ImportFault{ImportFaultKind::kMissingColumn, line, "name"};
    return std::nullopt;
}

Place PlaceColumns::place_of(const std::vector<std::string>& cells) const {
    Place place;
    for (const Column& column : columns_) {
        if (column.at >= cells.size()) continue;
        if (column.text != nullptr)
            place.*column.text = cells[column.at];
        else
            place.kind = kind_of(cells[column.at]);
    }
    return place;
}

}  // namespace oppad::engine
