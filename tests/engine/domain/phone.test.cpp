// Phone numbers as people type them, to E.164 and back to the Belgian groups.
#include "engine/domain/phone.h"

#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <tuple>

using namespace oppad;

TEST_CASE("a phone number is read however it is written", "[domain][phone]") {
    const auto [typed, e164] = GENERATE(table<std::string, std::string>({
        {"0470 12 34 56", "+32470123456"},
        {"0470/12.34.56", "+32470123456"},
        {"0470-12-34-56", "+32470123456"},
        {"+32 470 12 34 56", "+32470123456"},
        {"+32 (0)470 12 34 56", "+32470123456"},
        {"0032470123456", "+32470123456"},
        {"0032 (0) 470 12 34 56", "+32470123456"},
        {"0470\u00A012\u00A034\u00A056", "+32470123456"},
        {"\u202A+32 470 12 34 56\u202C", "+32470123456"},
        {"٠٤٧٠ ١٢ ٣٤ ٥٦", "+32470123456"},
        {"014 31 12 34", "+3214311234"},
        {"02 123 45 67", "+3221234567"},
        {"04 223 45 67", "+3242234567"},
        {"0800 12 345", "+3280012345"},
        {"+31 6 12345678", "+31612345678"},
        {"0031612345678", "+31612345678"},
        {"+90 532 123 45 67", "+905321234567"},
    }));
    INFO(typed);
    CHECK(parse_phone(typed) == e164);
}

TEST_CASE("what is no phone number is refused", "[domain][phone]") {
    const std::string typed = GENERATE(
        as<std::string>{}, "", " ", "+", "00", "0", "112", "geen", "0470 12 34 5", "0470 12 34 567",
        "0420 12 34 56", "470123456", "0470 12 34 56 (mama)", "++32470123456", "32+470123456",
        "+3247012345", "+0470123456", "+1234567890123456", "\xFF\xFE", "0470\n12\x01");
    INFO(typed);
    CHECK_FALSE(parse_phone(typed).has_value());
}

TEST_CASE("a number is shown in the groups of the country", "[domain][phone]") {
    CHECK(format_phone("+32470123456") == "0470 12 34 56");
    CHECK(format_phone("+3214311234") == "014 31 12 34");
    CHECK(format_phone("+3221234567") == "02 123 45 67");
    CHECK(format_phone("+3280012345") == "0800 12 345");
    CHECK(format_phone("+31612345678") == "+31612345678");
    CHECK(format_phone("niet bekend") == "niet bekend");
}

TEST_CASE("what is shown reads back as the same number", "[domain][phone]") {
    const bool held = rc::check("every Belgian number", [] {
        const bool mobile = *rc::gen::arbitrary<bool>();
        const auto digit = [](int from, int until) {
            return static_cast<char>('0' + *rc::gen::inRange(from, until));
        };
        std::string national =
            mobile ? std::string{'4', digit(5, 10)} : std::string{digit(1, 10), digit(0, 5)};
        while (national.size() < (mobile ? 9U : 8U)) national += digit(0, 10);
        const std::string e164 = "+32" + national;
        RC_ASSERT(is_e164(e164));
        RC_ASSERT(parse_phone(format_phone(e164)) == e164);
    });
    CHECK(held);
}

TEST_CASE("any bytes either become E.164 or nothing", "[domain][phone]") {
    const bool held = rc::check("arbitrary text", [](const std::string& typed) {
        const std::optional<std::string> e164 = parse_phone(typed);
        RC_ASSERT((!e164 || is_e164(*e164)));
    });
    CHECK(held);
}
