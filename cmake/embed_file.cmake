# oppad_embed_file(<output.cpp> <namespace> <function> <file>): writes a source file that defines
#   oppad::ByteView <namespace>::<function>()
# with the file's bytes, so that a program carries it along.
function(oppad_embed_file output namespace function_name file)
    get_filename_component(path "${file}" ABSOLUTE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" digits HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" digits "${digits}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${digits}")
    string(CONCAT text "// Written by embed_file.cmake.\n#include <cstdint>\n#include \"engine/core/bytes.h\"\n"
        "namespace ${namespace} {\nnamespace {\nconstexpr std::uint8_t kContent[] = {\n${bytes}\n};\n}\n"
        "oppad::ByteView ${function_name}();\n"
        "oppad::ByteView ${function_name}() { return kContent; }\n}\n")
    set(previous "")
    if(EXISTS "${output}")
        file(READ "${output}" previous)
    endif()
    if(NOT previous STREQUAL text)
        file(WRITE "${output}" "${text}")
    endif()
endfunction()
