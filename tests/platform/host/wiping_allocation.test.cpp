// Freed texts, looked for in the heap of this very process.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "tests/support/heap_search.h"

namespace oppad::platform {
namespace {

using test::count_in_heap;
using test::planted_text;

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
