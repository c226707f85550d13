// Freed texts are looked for in the heap of this very process, as somebody with a memory image
// would. The planted word is put together at run time, so that it stands nowhere else.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace oppad::platform {
namespace {

constexpr std::size_t kWordBytes = 48;

// The word with every byte turned over, so that the search finds no copy of its own pattern.
std::array<char, kWordBytes> turned_word(int seed) {
    std::array<char, kWordBytes> word{};
    for (std::size_t index = 0; index < word.size(); ++index) {
        word[index] = static_cast<char>(~('a' + (static_cast<int>(index) * 7 + seed) % 26));
    }
    return word;
}

std::string planted_text(int seed, std::size_t repeats) {
    std::string text;
    const auto word = turned_word(seed);
    for (std::size_t count = 0; count < repeats; ++count) {
        for (const char turned : word) text.push_back(static_cast<char>(~turned));
    }
    return text;
}

bool matches(const char* at, const std::array<char, kWordBytes>& turned) {
    for (std::size_t index = 0; index < kWordBytes; ++index) {
        if (at[index] != static_cast<char>(~turned[index])) return false;
    }
    return true;
}

int count_in_heap(int seed) {
    const auto word = turned_word(seed);
    std::ifstream maps{"/proc/self/maps"};
    std::string line;
    int found = 0;
    while (std::getline(maps, line)) {
        if (line.find("[heap]") == std::string::npos) continue;
        std::size_t begin = 0;
        std::size_t end = 0;
        if (std::sscanf(line.c_str(), "%zx-%zx", &begin, &end) != 2) continue;
        const auto* bytes = reinterpret_cast<const char*>(begin);
        for (std::size_t offset = 0; offset + kWordBytes <= end - begin; ++offset) {
            if (matches(bytes + offset, word)) ++found;
        }
    }
    return found;
}

TEST_CASE("a text that was freed is found nowhere in the heap", "[platform][secrecy]") {
    constexpr int kSeed = 3;
    auto text = std::make_unique<std::string>(planted_text(kSeed, 40));
    REQUIRE(count_in_heap(kSeed) >= 40);  // The search itself finds what is there.
    text.reset();
    CHECK(count_in_heap(kSeed) == 0);
}

TEST_CASE("texts inside containers that grew and went leave nothing", "[platform][secrecy]") {
    constexpr int kSeed = 11;
    {
        std::map<int, std::vector<std::string>> notes;
        for (int index = 0; index < 200; ++index) {
            notes[index % 7].push_back(planted_text(kSeed, 1 + index % 9));
        }
        REQUIRE(count_in_heap(kSeed) >= 200);
    }
    CHECK(count_in_heap(kSeed) == 0);
}

// Libraries in the same program ask for alignments below that of a pointer: a graphics driver does.
TEST_CASE("memory of any alignment is given", "[platform]") {
    for (std::size_t alignment = 1; alignment <= 4'096; alignment *= 2) {
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1'000}}) {
            CAPTURE(alignment, size);
            const std::align_val_t asked{alignment};
            void* memory = nullptr;
            REQUIRE_NOTHROW(memory = ::operator new(size, asked));
            CHECK(reinterpret_cast<std::uintptr_t>(memory) % alignment == 0);
            ::operator delete(memory, asked);
            memory = ::operator new(size, asked, std::nothrow);
            CHECK(memory != nullptr);
            ::operator delete(memory, asked, std::nothrow);
        }
    }
}

}  // namespace
}  // namespace oppad::platform
