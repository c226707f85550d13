// What may be in a text that a person typed or a file brought: well-formed UTF-8, no control
// characters, of a bounded length. Names may be in any script.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace oppad {

struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;  // Bytes.
};

// Decodes the code point at the start of `text`. Returns nothing when `text` is empty or starts
// with anything that isn't well-formed UTF-8 (overlong forms, surrogates and cut sequences
// included).
std::optional<CodePoint> first_code_point(std::string_view text);

void append_utf8(std::string& text, char32_t code_point);

bool is_utf8(std::string_view text);

struct TextFacts {
    bool is_utf8 = true;
    bool has_line_break = false;
    bool has_control = false;  // Besides line breaks and tabs.
    bool has_tab = false;
    std::size_t chars = 0;  // Code points, up to where it is well-formed.
};

TextFacts text_facts(std::string_view text);

// Without spaces (no-break and ideographic ones included) at both ends, and with each CR LF or CR
// as one LF. A text that isn't UTF-8 comes back as it is.
std::string tidied(std::string_view text);

}  // namespace oppad
