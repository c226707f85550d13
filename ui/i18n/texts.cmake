# Turns the keys of nl.po into `enum class Text`, so that a text without a message does not compile.
# Called with -DPO=… -DOUT=…; the file is only touched when the keys changed.
file(READ "${PO}" po)
string(REGEX MATCHALL "\nmsgid \"[a-z0-9_]+\"" matches "${po}")
set(enumerators "")
set(keys "")
set(count 0)
foreach(match IN LISTS matches)
    string(REGEX REPLACE "\nmsgid \"([a-z0-9_]+)\"" "\\1" key "${match}")
    string(REPLACE "_" ";" words "${key}")
    set(name "k")
    foreach(word IN LISTS words)
        string(SUBSTRING "${word}" 0 1 first)
        string(SUBSTRING "${word}" 1 -1 rest)
        string(TOUPPER "${first}" first)
        string(APPEND name "${first}${rest}")
    endforeach()
    string(APPEND enumerators "    ${name},\n")
    string(APPEND keys "    \"${key}\",\n")
    math(EXPR count "${count} + 1")
endforeach()
file(WRITE "${OUT}.new" "// Made from assets/i18n/nl.po by ui/i18n/texts.cmake.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace oppad::ui {

enum class Text : std::uint16_t {
${enumerators}};

inline constexpr std::array<std::string_view, ${count}> kTextKeys{
${keys}};

}  // namespace oppad::ui
")
file(COPY_FILE "${OUT}.new" "${OUT}" ONLY_IF_DIFFERENT)
