// The laws of the three-way merge of texts over random notes, and its rules by example.
#include "engine/domain/text_merge.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "engine/domain/text.h"

using namespace oppad;

namespace {

std::map<std::string, int> counted(std::string_view text) {
    std::map<std::string, int> sentences;
    for (const std::string_view one : sentences_of(text)) ++sentences[std::string{one}];
    return sentences;
}

std::string joined(const std::vector<TextPart>& parts) {
    std::string text;
    for (const TextPart& part : parts) text += part.text;
    return text;
}

// Few sentences, so that repeats, moves and equal edits are common.
rc::Gen<std::string> any_note() {
    const auto sentence =
        rc::gen::element<std::string>("Mama belt.", "Papa werkt!", "Wie helpt?", "Bij school\n",
                                      "(€ 84).", "Été…", "en dan", "A.", "B.", "C.", "D.");
    return rc::gen::map(rc::gen::resize(9, rc::gen::container<std::vector<std::string>>(sentence)),
                        [](const std::vector<std::string>& sentences) {
                            std::string note;
                            for (const std::string& one : sentences) {
                                note += one;
                                if (one.back() != '\n') note += ' ';
                            }
                            return tidied(note);
                        });
}

rc::Gen<std::string> any_bytes() {
    return rc::gen::container<std::string>(rc::gen::arbitrary<char>());
}

}  // namespace

TEST_CASE("a proposal holds every sentence that either side added", "[domain][text_merge]") {
    CHECK(rc::check("nothing added is lost", [] {
        const std::string base = *any_note();
        const std::string first = *any_note();
        const std::string second = *any_note();
        auto merged = counted(merge_texts(base, first, second).text);
        auto before = counted(base);
        for (const std::string* side : {&first, &second}) {
            for (const auto& [sentence, count] : counted(*side)) {
                if (count > before[sentence]) RC_ASSERT(merged[sentence] > 0);
            }
        }
    }));
}

TEST_CASE("a sentence that neither side has never comes back", "[domain][text_merge]") {
    CHECK(rc::check("both deleted stays deleted", [] {
        const std::string base = *any_note();
        const std::string first = *any_note();
        const std::string second = *any_note();
        auto mine = counted(first);
        auto theirs = counted(second);
        for (const auto& [sentence, count] : counted(merge_texts(base, first, second).text))
            RC_ASSERT(mine[sentence] + theirs[sentence] >= count);
    }));
}

TEST_CASE("the sides may change places: only ties at one spot turn with them",
          "[domain][text_merge]") {
    CHECK(rc::check("symmetric", [] {
        const std::string base = *any_note();
        const std::string first = *any_note();
        const std::string second = *any_note();
        const TextProposal one = merge_texts(base, first, second);
        const TextProposal other = merge_texts(base, second, first);
        RC_ASSERT(one.touches == other.touches);
        RC_ASSERT(counted(one.text) == counted(other.text));
        if (!one.touches) RC_ASSERT(one.text == other.text);
    }));
}

TEST_CASE("a text merges with its base, and with itself, to itself", "[domain][text_merge]") {
    CHECK(rc::check("neutral and idempotent", [] {
        const std::string base = *any_note();
        const std::string text = *any_note();
        RC_ASSERT(merge_texts(base, text, text).text == text);
        RC_ASSERT(merge_texts(base, base, text).text == text);
        RC_ASSERT(merge_texts(base, text, base).text == text);
        RC_ASSERT(!merge_texts(base, base, text).touches);
    }));
}

TEST_CASE("any bytes merge, parts make up the text, and UTF-8 stays UTF-8",
          "[domain][text_merge]") {
    CHECK(rc::check("total", [] {
        const std::string base = *any_bytes();
        const std::string first = *any_bytes();
        const std::string second = *any_bytes();
        const TextProposal proposal = merge_texts(base, first, second);
        RC_ASSERT(joined(proposal.parts) == proposal.text);
        RC_ASSERT(joined(mark_new_words(base, proposal)) == proposal.text);
        RC_ASSERT(joined(mark_new_words(base, first, PartOf::kFirst)) == first);
        if (is_utf8(base) && is_utf8(first) && is_utf8(second)) RC_ASSERT(is_utf8(proposal.text));
    }));
    CHECK(rc::check("parts of notes are whole letters", [] {
        const TextProposal proposal = merge_texts(*any_note(), *any_note(), *any_note());
        RC_ASSERT(joined(proposal.parts) == proposal.text);
        for (const TextPart& part : proposal.parts) RC_ASSERT(is_utf8(part.text));
    }));
}

TEST_CASE("edits of different sentences go together without a question", "[domain][text_merge]") {
    const std::string base = "Mama belt. Papa werkt. School wacht.";
    const TextProposal proposal =
        merge_texts(base, "Mama belt morgen. Papa werkt. School wacht.",
                    "Mama belt. Papa werkt niet. School wacht. Zus komt mee.");
    CHECK(proposal.text == "Mama belt morgen. Papa werkt niet. School wacht. Zus komt mee.");
    CHECK_FALSE(proposal.touches);
}

TEST_CASE("two versions of one sentence are both proposed, and a person looks",
          "[domain][text_merge]") {
    const TextProposal proposal =
        merge_texts("Belt maandag.", "Belt dinsdag.", "Belt woensdag om 9 u.");
    CHECK(proposal.text == "Belt dinsdag. Belt woensdag om 9 u.");
    CHECK(proposal.touches);
    CHECK(proposal.parts == std::vector<TextPart>{{"Belt dinsdag. ", PartOf::kFirst},
                                                  {"Belt woensdag om 9 u.", PartOf::kSecond}});
}

TEST_CASE("an addition behind a sentence that the other changed asks a person",
          "[domain][text_merge]") {
    const TextProposal proposal =
        merge_texts("Mama vraagt hulp met de schoolrekening.",
                    "Mama vraagt hulp met de schoolrekening. Wil mee naar de sociale dienst.",
                    "Mama vraagt hulp met de schoolrekening van de oudste (€ 84).");
    CHECK(proposal.touches);
    CHECK(proposal.text ==
          "Mama vraagt hulp met de schoolrekening van de oudste (€ 84). "
          "Wil mee naar de sociale dienst.");
}

TEST_CASE("lines of a list stay lines", "[domain][text_merge]") {
    const TextProposal proposal =
        merge_texts("brood\nmelk", "brood\nmelk\nkaas", "brood\nmelk\nvis");
    CHECK(proposal.text == "brood\nmelk\nkaas\nvis");
    CHECK(proposal.touches);
    CHECK(merge_texts("a\nb\nc", "a\n\nb\nc", "a\nb\nc!").text == "a\n\nb\nc!");
}

TEST_CASE("what one removed and the other left is gone; what the other changed stays",
          "[domain][text_merge]") {
    CHECK(merge_texts("A. B. C.", "A. C.", "A. B. C. D.").text == "A. C. D.");
    const TextProposal changed = merge_texts("A. B. C.", "A. C.", "A. B en meer. C.");
    CHECK(changed.text == "A. B en meer. C.");
    CHECK(changed.touches);
}

TEST_CASE("the same edit made twice is one edit", "[domain][text_merge]") {
    const TextProposal proposal =
        merge_texts("A. B. C.", "A. nieuw. C. einde.", "begin. A. nieuw. C.");
    CHECK(proposal.text == "begin. A. nieuw. C. einde.");
    CHECK_FALSE(proposal.touches);
}

TEST_CASE("new words are marked, the rest is not", "[domain][text_merge]") {
    const auto parts =
        mark_new_words("Mama vraagt hulp.", "Mama vraagt veel meer hulp.", PartOf::kSecond);
    CHECK(parts == std::vector<TextPart>{{"Mama vraagt ", PartOf::kBoth},
                                         {"veel meer", PartOf::kSecond},
                                         {" hulp.", PartOf::kBoth}});
}

TEST_CASE("a word is no newer for the mark behind it", "[domain][text_merge]") {
    const auto longer = mark_new_words("Hulp met schoolrekening.",
                                       "Hulp met schoolrekening en meer.", PartOf::kFirst);
    CHECK(longer == std::vector<TextPart>{{"Hulp met schoolrekening ", PartOf::kBoth},
                                          {"en meer", PartOf::kFirst},
                                          {".", PartOf::kBoth}});
    const auto shorter =
        mark_new_words("Hulp met schoolrekening", "Hulp met schoolrekening.", PartOf::kFirst);
    CHECK(shorter ==
          std::vector<TextPart>{{"Hulp met schoolrekening", PartOf::kBoth}, {".", PartOf::kFirst}});
    CHECK(mark_new_words("A.", "A. ...", PartOf::kFirst) ==
          std::vector<TextPart>{{"A. ", PartOf::kBoth}, {"...", PartOf::kFirst}});
}

TEST_CASE("numbers, abbreviations before a letter and closing marks do not cut a sentence",
          "[domain][text_merge]") {
    const auto sentences =
        sentences_of("Kost 1.084,50 euro (samen). \"Komt goed!\" zegt ze… Ja?\nOk");
    CHECK(sentences == std::vector<std::string_view>{"Kost 1.084,50 euro (samen).",
                                                     "\"Komt goed!\"", "zegt ze…", "Ja?", "Ok"});
}
