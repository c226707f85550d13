# The standard library's headers that most files include, read once for all of them (OPPAD_PRECOMPILED): a quarter of the
# time of a whole build. Files still include what they use: the presets without it (release, tidy, fuzz) would not build.

option(OPPAD_PRECOMPILED "Precompile the common headers of the standard library" OFF)

if(OPPAD_PRECOMPILED)
    # What a compiler cache must be told before it keeps what was compiled with them.
    if(CCACHE_PROGRAM)
        set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
    endif()
    set(common_headers <algorithm> <array> <chrono> <cstdint> <functional> <memory> <optional> <span> <string> <string_view>
        <unordered_map> <utility> <variant> <vector>)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/precompiled.cpp CONTENT "int main() {}\n")
    add_library(oppad_precompiled STATIC ${CMAKE_BINARY_DIR}/generated/precompiled.cpp)
    target_link_libraries(oppad_precompiled PRIVATE oppad_warnings)
    target_precompile_headers(oppad_precompiled PRIVATE ${common_headers})
endif()

# Those of tests, once Catch2 was found: a program's code is placed in memory otherwise than a library's.
function(oppad_precompile_for_tests)
    if(OPPAD_PRECOMPILED)
        add_executable(oppad_precompiled_tests ${CMAKE_BINARY_DIR}/generated/precompiled.cpp)
        target_link_libraries(oppad_precompiled_tests PRIVATE oppad_warnings Catch2::Catch2)
        target_precompile_headers(oppad_precompiled_tests PRIVATE ${common_headers} <catch2/catch_test_macros.hpp>)
    endif()
endfunction()

# oppad_precompiles(TARGET HEADER): what nearly all files of a program of tests include, with the common headers.
function(oppad_precompiles name header)
    if(OPPAD_PRECOMPILED)
        target_precompile_headers(${name} PRIVATE ${common_headers} <catch2/catch_test_macros.hpp> ${CMAKE_SOURCE_DIR}/${header})
    endif()
endfunction()

# oppad_uses_precompiled(TARGET HEADERS): HEADERS is oppad_precompiled, oppad_precompiled_tests or a target with headers of its own.
function(oppad_uses_precompiled name headers)
    if(OPPAD_PRECOMPILED)
        target_precompile_headers(${name} REUSE_FROM ${headers})
    endif()
endfunction()
