// What happened in a world, line by line: hashed always, kept when somebody wants to read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace oppad::sim {

enum class Keeping { kHashOnly, kLines };

class Trace {
public:
    explicit Trace(Keeping keeping) : keeping_(keeping) {}

    void note(const std::string& line);
    // A law that was broken; the first one is what a run is about.
    void break_law(const std::string& what);

    [[nodiscard]] std::uint64_t hash() const { return hash_; }
    [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
    // In the order of discovery, at most kBrokenMax.
    [[nodiscard]] const std::vector<std::string>& broken() const { return broken_; }

private:
    static constexpr std::size_t kBrokenMax = 20;

    Keeping keeping_;
    std::uint64_t hash_ = 0xcbf29ce484222325U;
    std::vector<std::string> lines_;
    std::vector<std::string> broken_;
};

}  // namespace oppad::sim
