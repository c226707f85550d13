// Looks for what was freed in the heap of this very process, as somebody with a memory image would.
// The planted word is put together at run time, so that it stands nowhere else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

namespace oppad::test {

inline constexpr std::size_t kWordBytes = 48;

// The word with every byte turned over, so that the search finds no copy of its own pattern.
inline std::array<char, kWordBytes> turned_word(int seed) {
    std::array<char, kWordBytes> word{};
    for (std::size_t index = 0; index < word.size(); ++index) {
        word[index] = static_cast<char>(~('a' + (static_cast<int>(index) * 7 + seed) % 26));
    }
    return word;
}

inline std::string planted_text(int seed, std::size_t repeats) {
    std::string text;
    const auto word = turned_word(seed);
    for (std::size_t count = 0; count < repeats; ++count) {
        for (const char turned : word) text.push_back(static_cast<char>(~turned));
    }
    return text;
}

// How often the first `letters` of the word stand there; of a short text, which lies inside its
// object, only so many do.
inline int count_in_heap(int seed, std::size_t letters) {
    const auto word = turned_word(seed);
    const auto matches = [&](const char* at) {
        for (std::size_t index = 0; index < letters; ++index) {
            if (at[index] != static_cast<char>(~word[index])) return false;
        }
        return true;
    };
    std::ifstream maps{"/proc/self/maps"};
    std::string line;
    int found = 0;
    while (std::getline(maps, line)) {
        if (line.find("[heap]") == std::string::npos) continue;
        std::size_t begin = 0;
        std::size_t end = 0;
        if (std::sscanf(line.c_str(), "%zx-%zx", &begin, &end) != 2) continue;
        const auto* bytes = reinterpret_cast<const char*>(begin);
        for (std::size_t offset = 0; offset + letters <= end - begin; ++offset) {
            if (matches(bytes + offset)) ++found;
        }
    }
    return found;
}

inline int count_in_heap(int seed) { return count_in_heap(seed, kWordBytes); }

}  // namespace oppad::test
