# Parts from outside, each behind one target that only its one folder links. scripts/packages installs them.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(oppad_pkg_config name module)
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
    add_library(oppad_ext_${name} INTERFACE)
    target_link_libraries(oppad_ext_${name} INTERFACE PkgConfig::${name})
endfunction()

oppad_pkg_config(sodium "libsodium>=1.0.18")
oppad_pkg_config(sqlcipher "sqlcipher>=3.44")   # The module carries SQLite's version: 3.44 is SQLCipher 4.5.6, 3.46 is 4.6.1.
oppad_pkg_config(utf8proc "libutf8proc")
oppad_pkg_config(fribidi "fribidi")
oppad_pkg_config(curl "libcurl>=7.88")
oppad_pkg_config(zstd "libzstd")
oppad_pkg_config(zlib "zlib")
oppad_pkg_config(freetype "freetype2")
oppad_pkg_config(png "libpng")
oppad_pkg_config(cairo "cairo-ft")   # Brings cairo-pdf, which has the same library.
oppad_pkg_config(postgres "libpq>=14")   # The first with pipelines.
oppad_pkg_config(openssl "openssl")

find_package(spdlog REQUIRED)
add_library(oppad_ext_spdlog INTERFACE)
target_link_libraries(oppad_ext_spdlog INTERFACE spdlog::spdlog)

find_package(fmt REQUIRED)
add_library(oppad_ext_fmt INTERFACE)
target_link_libraries(oppad_ext_fmt INTERFACE fmt::fmt)

find_package(nlohmann_json 3.11 REQUIRED)
add_library(oppad_ext_json INTERFACE)
target_link_libraries(oppad_ext_json INTERFACE nlohmann_json::nlohmann_json)

find_package(CLI11 REQUIRED)
add_library(oppad_ext_cli11 INTERFACE)
target_link_libraries(oppad_ext_cli11 INTERFACE CLI11::CLI11)

find_package(Boost 1.81 REQUIRED)   # Headers only: Asio, Beast and Container.
add_library(oppad_ext_boost INTERFACE)
target_link_libraries(oppad_ext_boost INTERFACE Boost::headers)
add_library(oppad_ext_beast INTERFACE)
target_link_libraries(oppad_ext_beast INTERFACE Boost::headers oppad_ext_openssl Threads::Threads)

find_package(glfw3 3.3 REQUIRED)
find_package(OpenGL REQUIRED)
add_library(oppad_ext_glfw INTERFACE)
target_link_libraries(oppad_ext_glfw INTERFACE glfw OpenGL::GL)

# Dear ImGui is compiled here from Debian's source package, so that every distribution draws with the same version.
find_path(IMGUI_SOURCE_DIR imgui_draw.cpp
    HINTS $ENV{OPPAD_IMGUI} /usr/local/src/oppad/imgui-1.90.1 NO_DEFAULT_PATH REQUIRED)
add_library(oppad_ext_imgui STATIC
    ${IMGUI_SOURCE_DIR}/imgui.cpp
    ${IMGUI_SOURCE_DIR}/imgui_draw.cpp
    ${IMGUI_SOURCE_DIR}/imgui_tables.cpp
    ${IMGUI_SOURCE_DIR}/imgui_widgets.cpp
    ${IMGUI_SOURCE_DIR}/misc/freetype/imgui_freetype.cpp)
target_include_directories(oppad_ext_imgui SYSTEM PUBLIC ${IMGUI_SOURCE_DIR} ${IMGUI_SOURCE_DIR}/misc/freetype)
target_compile_definitions(oppad_ext_imgui PUBLIC IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_link_libraries(oppad_ext_imgui PRIVATE oppad_ext_freetype)

add_library(oppad_ext_imgui_window STATIC
    ${IMGUI_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
    ${IMGUI_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
target_include_directories(oppad_ext_imgui_window SYSTEM PUBLIC ${IMGUI_SOURCE_DIR}/backends)
target_link_libraries(oppad_ext_imgui_window PUBLIC oppad_ext_imgui oppad_ext_glfw)

# Where the fonts' packages put them; looked at again at run time.
set(OPPAD_FONT_DIRS "/usr/share/fonts/opentype/inter:/usr/share/fonts/truetype/material-design-icons-iconfont:/usr/share/fonts/truetype/noto")
