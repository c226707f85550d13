// A folder that goes when its owner does, for programs outside Catch2: the fixtures' own complains
// to a test case.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "engine/core/check.h"

namespace oppad::test {

struct ScratchFolder {
    ScratchFolder() : path((std::filesystem::temp_directory_path() / "oppad-XXXXXX").string()) {
        CHECK(::mkdtemp(path.data()) != nullptr);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;  // What is left behind is small and says nothing.
        std::filesystem::remove_all(path, ignored);
    }
    std::string path;
};

}  // namespace oppad::test
