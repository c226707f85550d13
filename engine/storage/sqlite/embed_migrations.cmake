# oppad_embed_migrations(<output.cpp> <function> <files.sql…>): writes a source file that defines
#   std::span<const oppad::storage::Migration> oppad::storage::<function>()
# from files named NNNN_what.sql, in the order given.
function(oppad_embed_migrations output function_name)
    set(scripts "")
    set(table "")
    foreach(file IN LISTS ARGN)
        get_filename_component(path "${file}" ABSOLUTE)
        get_filename_component(stem "${file}" NAME_WE)
        string(REGEX MATCH "^0*([0-9]+)_" matched "${stem}")
        set(version "${CMAKE_MATCH_1}")
        file(READ "${path}" script)
        string(APPEND scripts
            "constexpr const char* kScript${version} = R\"oppad_sql(${script})oppad_sql\";\n")
        string(APPEND table "    {${version}, kScript${version}},\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    endforeach()
    set(text "// Written by embed_migrations.cmake from the schema files.\n")
    string(APPEND text
        "#include <span>\n#include \"engine/storage/sqlite/migrations.h\"\n"
        "namespace oppad::storage {\n"
        "std::span<const Migration> ${function_name}();\n"
        "namespace {\n${scripts}constexpr Migration kMigrations[] = {\n${table}};\n}\n"
        "std::span<const Migration> ${function_name}() { return kMigrations; }\n"
        "}  // namespace oppad::storage\n")
    set(previous "")
    if(EXISTS "${output}")
        file(READ "${output}" previous)
    endif()
    if(NOT previous STREQUAL text)
        file(WRITE "${output}" "${text}")
    endif()
endfunction()
