#include "sync/merge/base_text.h"

#include <algorithm>

#include "engine/domain/problem.h"
#include "engine/domain/text.h"
#include "engine/domain/text_merge.h"
#include "sync/merge/merge.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

// Nothing for a value of another shape: a defect of its author.
std::optional<std::string> words_of(const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return std::string{};
    const std::string* text = std::get_if<std::string>(&value);
    return text != nullptr ? std::optional{*text} : std::nullopt;
}

struct Side {
    std::string words;
    std::string base;
};

std::optional<Side> side_of(const RecordState& state, FieldNumber field, const Version& version) {
    std::optional<std::string> words = words_of(version.value);
    std::optional<std::string> base = base_of(state, field, version.stamp);
    if (!words || !base) return std::nullopt;
    return Side{std::move(*words), std::move(*base)};
}

std::optional<std::string> together(const Side& first, const Side& second) {
    const bool second_follows = second.base == first.words;
    const bool first_follows = first.base == second.words;
    if (second_follows != first_follows) return second_follows ? second.words : first.words;
    if (first.base != second.base) return std::nullopt;
    if (is_planted(PlantedBug::kSettleKeepsOneSide)) return second.words;
    TextProposal proposal = merge_texts(first.base, first.words, second.words);
    if (proposal.touches || text_facts(proposal.text).chars > kNoteCharsMax) return std::nullopt;
    return std::move(proposal.text);
}

}  // namespace

std::optional<std::string> base_of(const RecordState& state, FieldNumber field,
                                   const Stamp& stamp) {
    if (is_base_field(field)) return std::nullopt;
    const FieldState* bases = find_field_state(state, base_field_of(field));
    if (bases == nullptr) return std::nullopt;
    const auto at =
        std::find_if(bases->versions.begin(), bases->versions.end(),
                     [&stamp](const Version& version) { return version.stamp == stamp; });
    return at != bases->versions.end() ? words_of(at->value) : std::nullopt;
}

std::vector<Settlement> settle_texts(const RecordState& state, DeviceId own) {
    std::vector<Settlement> settlements;
    if (is_hidden(state)) return settlements;
    for (const FieldState& field : state.fields) {
        if (field.merge != MergeKind::kText || is_base_field(field.number)) continue;
        if (field.versions.size() < 2) continue;
        const std::vector<Version> standing = standing_versions(field);  // Latest first.
        if (standing.size() != 2) continue;
        const auto is_own = [own](const Version& version) { return version.stamp.device == own; };
        if (std::none_of(standing.begin(), standing.end(), is_own)) continue;
        const auto first = side_of(state, field.number, standing[1]);
        const auto second = side_of(state, field.number, standing[0]);
        if (!first || !second) continue;
        std::optional<std::string> words = together(*first, *second);
        if (!words) continue;
        const bool second_is_own = is_own(standing[0]);
        settlements.push_back(
            {field.number, std::move(*words), second_is_own ? first->words : second->words});
    }
    return settlements;
}

}  // namespace oppad::sync
