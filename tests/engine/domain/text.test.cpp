// UTF-8 as it must be, and the trimming of what people type.
#include "engine/domain/text.h"

#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace oppad;

TEST_CASE("text of every script is well-formed", "[domain][text]") {
    const std::string text =
        GENERATE(as<std::string>{}, "", "Yılmaz-Peeters", "محمد", "中文", "\U0001F600", "É");
    CHECK(is_utf8(text));
}

TEST_CASE("broken sequences are not UTF-8", "[domain][text]") {
    const std::string text =
        GENERATE(as<std::string>{}, "\x80", "\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80",
                 "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "ok\xFF", "\xE2\x82");
    CHECK_FALSE(is_utf8(text));
    CHECK_FALSE(text_facts(text).is_utf8);
}

TEST_CASE("every code point survives being written and read", "[domain][text]") {
    const bool held = rc::check("code points", [] {
        const auto value = static_cast<char32_t>(*rc::gen::inRange(0, 0x110000));
        RC_PRE(value < 0xD800 || value > 0xDFFF);
        std::string text;
        append_utf8(text, value);
        const std::optional<CodePoint> read = first_code_point(text);
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->value == value);
        RC_ASSERT(read->size == text.size());
    });
    CHECK(held);
}

TEST_CASE("control characters and line ends are told apart", "[domain][text]") {
    CHECK(text_facts("a\x01").has_control);
    CHECK(text_facts("a\x7F").has_control);
    CHECK(text_facts("a\xC2\x85").has_control);
    CHECK_FALSE(text_facts("a\nb\tc").has_control);
    CHECK(text_facts("a\nb").has_line_break);
    CHECK(text_facts("a\tb").has_tab);
    CHECK(text_facts("ééé").chars == 3);
}

TEST_CASE("blanks at the ends go, line ends become one kind", "[domain][text]") {
    CHECK(tidied("  De Smet\u00A0 ") == "De Smet");
    CHECK(tidied("een\r\ntwee\rdrie\n") == "een\ntwee\ndrie");
    CHECK(tidied("\r\n \t") == "");
    CHECK(tidied("\xFF ") == "\xFF ");
}

TEST_CASE("tidying twice changes nothing more", "[domain][text]") {
    const bool held = rc::check("idempotent", [](const std::string& text) {
        RC_ASSERT(tidied(tidied(text)) == tidied(text));
    });
    CHECK(held);
}
