// Small files on a real disk: what stands there after each step, with which rights, and that a
// failed step leaves neither half a file nor a temporary one.
#include "platform/host/posix_file_system.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

using test::TempFolder;

int files_in(const std::string& folder) {
    int count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
    return count;
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

TEST_CASE("a replaced file holds exactly the new content and is its owner's alone",
          "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    const std::string path = folder.path() + "/share";
    REQUIRE(files.replace(path, as_bytes("the first and longer content")).has_value());
    REQUIRE(files.replace(path, as_bytes("second")).has_value());

    const auto read = files.read(path);
    REQUIRE(read.has_value());
    REQUIRE(read->has_value());
    CHECK(as_text(**read) == "second");
    CHECK(mode_of(path) == 0600U);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a file that is not there reads as nothing, and removing it succeeds",
          "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    const auto read = files.read(folder.path() + "/none");
    REQUIRE(read.has_value());
    CHECK_FALSE(read->has_value());
    CHECK(files.remove(folder.path() + "/none").has_value());
}

TEST_CASE("a removed file is gone", "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    const std::string path = folder.path() + "/one";
    REQUIRE(files.replace(path, as_bytes("x")).has_value());
    REQUIRE(files.remove(path).has_value());
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a replacement that fails leaves the old file and no temporary one",
          "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    // A folder stands at the path: the rename at the very end fails.
    const std::string path = folder.path() + "/taken";
    REQUIRE(make_private_folder(path + "/inside").has_value());
    const auto replaced = files.replace(path, as_bytes("x"));
    REQUIRE_FALSE(replaced.has_value());
    CHECK(files_in(folder.path()) == 1);
    CHECK(std::filesystem::is_directory(path + "/inside"));
}

TEST_CASE("a disk that takes no more is told as full, and the old file stays",
          "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    const std::string path = folder.path() + "/share";
    REQUIRE(files.replace(path, as_bytes("old")).has_value());
    // The limit on a file's size stands in for a full disk; its signal is ignored meanwhile.
    const auto previous = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit small{16, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto replaced = files.replace(path, as_bytes("longer than sixteen bytes"));
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, previous);

    REQUIRE_FALSE(replaced.has_value());
    CHECK(replaced.error().code == ErrorCode::kDiskFull);
    CHECK(as_text(**files.read(path)) == "old");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a folder and a file above the limit are refused as content", "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    const auto folder_read = files.read(folder.path());
    REQUIRE_FALSE(folder_read.has_value());
    CHECK(folder_read.error().code == ErrorCode::kInvalid);

    const std::string large = folder.path() + "/large";
    std::ofstream{large}.close();
    std::filesystem::resize_file(large, kWholeFileBytesMax + 1);
    const auto large_read = files.read(large);
    REQUIRE_FALSE(large_read.has_value());
    CHECK(large_read.error().code == ErrorCode::kInvalid);
}

TEST_CASE("a private folder is made with all folders above it", "[platform][files]") {
    const TempFolder folder;
    const std::string path = folder.path() + "/a/b/c";
    REQUIRE(make_private_folder(path).has_value());
    REQUIRE(make_private_folder(path).has_value());
    CHECK(mode_of(path) == 0700U);
    CHECK(mode_of(folder.path() + "/a") == 0700U);
}

TEST_CASE("a file where a folder is wanted is refused and kept", "[platform][files]") {
    const TempFolder folder;
    PosixFileSystem files;
    REQUIRE(files.replace(folder.path() + "/a", as_bytes("x")).has_value());
    const auto made = make_private_folder(folder.path() + "/a/b");
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == ErrorCode::kInvalid);
    CHECK(files.read(folder.path() + "/a").has_value());
}

}  // namespace
}  // namespace oppad::platform
