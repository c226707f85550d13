# oppad_module(NAME SOURCES … LINKS … EXTERNAL …): a static library whose LINKS are its permitted arrows.
# LINKS are public (their headers may show in this module's headers), EXTERNAL parts stay private to it.
function(oppad_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;EXTERNAL" ${ARGN})
    if(arg_SOURCES)
        add_library(${name} STATIC ${arg_SOURCES})
        target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
        target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE oppad_warnings ${arg_EXTERNAL})
        oppad_uses_precompiled(${name} oppad_precompiled)
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
        target_link_libraries(${name} INTERFACE ${arg_LINKS})
    endif()
endfunction()

# oppad_plants_bugs(FILE …): files of this folder that hold planted bugs (sync/wire/planted_bug.h). Only they are
# compiled otherwise with OPPAD_PLANTED_BUGS, so that such a build shares the rest with the others.
function(oppad_plants_bugs)
    if(OPPAD_PLANTED_BUGS)
        set_property(SOURCE ${ARGN} APPEND PROPERTY COMPILE_DEFINITIONS OPPAD_PLANTED_BUGS)
    endif()
endfunction()

# oppad_program(NAME SOURCES … LINKS … EXTERNAL …): an executable in build/<preset>/bin.
function(oppad_program name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;EXTERNAL" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${name} PRIVATE oppad_warnings ${arg_LINKS} ${arg_EXTERNAL})
endfunction()

# oppad_precompiles_tests(NAME HEADER): the common headers, and HEADER where most of its files include that.
function(oppad_precompiles_tests name header)
    if(header)
        oppad_precompiles(${name} ${header})
    else()
        oppad_uses_precompiled(${name} oppad_precompiled_tests)
    endif()
endfunction()

# oppad_test_cases(NAME [HEADER …] SOURCES … LINKS … EXTERNAL …): cases that several programs run, compiled once; a
# program names them as $<TARGET_OBJECTS:NAME> among its SOURCES, and links what they link.
function(oppad_test_cases name)
    cmake_parse_arguments(arg "" "HEADER" "SOURCES;LINKS;EXTERNAL" ${ARGN})
    add_library(${name} OBJECT ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${name} PRIVATE oppad_warnings ${arg_LINKS} oppad_source_dir ${arg_EXTERNAL} Catch2::Catch2)
    # As the programs' own files, whose precompiled headers they share.
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${name} PRIVATE ${CMAKE_CXX_COMPILE_OPTIONS_PIE})
    oppad_precompiles_tests(${name} "${arg_HEADER}")
endfunction()

# oppad_test(NAME [WHOLE] [HEADER …] SOURCES … LINKS … EXTERNAL … LABELS …): one Catch2 program, each of its cases a test of
# CTest; with WHOLE all of them are one, because they share what is dear to start.
function(oppad_test name)
    cmake_parse_arguments(arg "WHOLE" "HEADER" "SOURCES;LINKS;EXTERNAL;LABELS" ${ARGN})
    oppad_program(${name} SOURCES ${arg_SOURCES} LINKS ${arg_LINKS} oppad_source_dir EXTERNAL ${arg_EXTERNAL} Catch2::Catch2WithMain)
    oppad_precompiles_tests(${name} "${arg_HEADER}")
    # Catch2 hands only the first of several labels on: one label of all words, which `ctest -L word` matches as well.
    list(JOIN arg_LABELS "+" labels)
    # Real windows are drawn by software here: beside other tests they would only wait for the processor.
    set(serial FALSE)
    if("e2e" IN_LIST arg_LABELS)
        set(serial TRUE)
    endif()
    if(arg_WHOLE)
        add_test(NAME "${name}: all" COMMAND ${name})
        set_tests_properties("${name}: all" PROPERTIES LABELS "${labels}" TIMEOUT 300)
    else()
        catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES LABELS "${labels}" RUN_SERIAL ${serial}
            DISCOVERY_MODE PRE_TEST)
    endif()
    # `--target tests_<label>` builds the programs of one label: the thread sanitizer needs but a few.
    foreach(label IN LISTS arg_LABELS)
        if(NOT TARGET tests_${label})
            add_custom_target(tests_${label})
        endif()
        add_dependencies(tests_${label} ${name})
    endforeach()
endfunction()
