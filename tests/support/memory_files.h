// Files that live in a test's memory, and can be told to be full.
#pragma once

#include <map>
#include <string>

#include "engine/ports/file_system.h"

namespace oppad::test {

class MemoryFiles : public FileSystem {
public:
    Result<std::optional<Bytes>> read(const std::string& path) override {
        const auto found = files.find(path);
        if (found == files.end()) return std::optional<Bytes>{};
        return std::optional<Bytes>{found->second};
    }
    Status replace(const std::string& path, ByteView content) override {
        if (is_full) return Error{ErrorCode::kDiskFull, "the test's disk is full"};
        files[path] = Bytes{content.begin(), content.end()};
        return ok();
    }
    Status remove(const std::string& path) override {
        files.erase(path);
        return ok();
    }

    std::map<std::string, Bytes> files;
    bool is_full = false;
};

}  // namespace oppad::test
