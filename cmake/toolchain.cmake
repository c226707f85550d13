# What every target is compiled with. Warnings come from one interface target, not from global flags.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
    set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# mold links these executables several times faster than the default linker.
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
    add_link_options(-fuse-ld=mold)
endif()

# GCC tidies its own memory oftener than a machine of today needs: a seventh of the time of a file full of templates.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(--param=ggc-min-heapsize=1000000)
endif()

add_library(oppad_warnings INTERFACE)
target_compile_options(oppad_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion
    -Wno-sign-conversion
    # Not what people build for themselves: a compiler that we never met may warn of more, and at -O3 GCC 12 warns
    # falsely of strings in temporaries.
    $<$<NOT:$<CONFIG:Release>>:-Werror>
    # The field lists end initialisers early on purpose: the rest keeps its default.
    -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False at -O2 and above on appended std::string literals (GCC bug 105651).
    target_compile_options(oppad_warnings INTERFACE -Wno-restrict)
    # False at -O3 on vectors of what holds a small_vector.
    target_compile_options(oppad_warnings INTERFACE $<$<CONFIG:Release>:-Wno-stringop-overread>)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(oppad_warnings INTERFACE -Wthread-safety -Wno-missing-designated-field-initializers)
    target_compile_options(oppad_warnings INTERFACE -Wno-unknown-warning-option)
endif()

set(OPPAD_SANITIZE "" CACHE STRING "Sanitizers for everything, e.g. address,undefined or thread")
if(OPPAD_SANITIZE)
    add_compile_options(-fsanitize=${OPPAD_SANITIZE} -fno-omit-frame-pointer)
    if(OPPAD_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
    add_link_options(-fsanitize=${OPPAD_SANITIZE})
endif()

# Paths in macros and debug records start at the root, so that a compiler cache serves every checkout.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
# Hardening that costs next to nothing.
add_compile_options(-fstack-protector-strong)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_compile_options(-D_FORTIFY_SOURCE=2)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
