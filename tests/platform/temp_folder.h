// A folder of its own for each test case, gone when the case ends.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace oppad::test {

class TempFolder {
public:
    TempFolder() {
        std::string path = (std::filesystem::temp_directory_path() / "oppad-test-XXXXXX").string();
        if (::mkdtemp(path.data()) == nullptr) std::abort();
        path_ = path;
    }
    ~TempFolder() {
        std::error_code ignored;  // A folder left behind must not hide the case's own failure.
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace oppad::test
