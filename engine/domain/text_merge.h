// Two people changed one text unaware of each other: what each of them changed, sentence by
// sentence, and one text that holds the work of both. Pure; the same on every tablet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oppad {

// Whose words a part of a text are.
enum class PartOf : std::uint8_t { kBoth, kFirst, kSecond };

struct TextPart {
    std::string text;  // With the blanks that follow it.
    PartOf of = PartOf::kBoth;
    bool operator==(const TextPart&) const = default;
};

struct TextProposal {
    std::string text;
    std::vector<TextPart> parts;  // Together `text`; neighbours differ in `of`.
    // Both changed the same sentence, or put something at the same spot: a person has to look.
    bool touches = false;
};

// The changes of both applied to `base`: a sentence that either added is there, one that either
// removed or replaced is not, one that is in neither never comes back. Total on any bytes.
// The order of the sides matters only where both wrote at one spot: then `first` stands first.
// Without touches the result is the same when the sides change places.
// Cost: O(n log n) in the length of the texts, for prose; repeated sentences cost no more.
TextProposal merge_texts(std::string_view base, std::string_view first, std::string_view second);

// `text` in parts: kBoth for the words that `base` has too, `of` for those that it lacks. Words,
// not sentences: for marking what is new. Together the parts are `text`.
std::vector<TextPart> mark_new_words(std::string_view base, std::string_view text, PartOf of);

// A proposal with only the words marked that `base` lacks.
std::vector<TextPart> mark_new_words(std::string_view base, const TextProposal& proposal);

// The sentences of a text, each without the blanks around it; a line break ends one too.
std::vector<std::string_view> sentences_of(std::string_view text);

}  // namespace oppad
