// The seeds of every fuzzer, and what a fuzzer once found, through the same entry points in the
// ordinary build.
#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/fuzz/entry_points.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_store.h"

namespace oppad::fuzz {

namespace {

namespace fs = std::filesystem;

fs::path corpus() { return fs::path{test::source_dir()} / "tests/fuzz/corpus"; }

Bytes content_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// One to four of what goes wrong with bytes: another one, one too many, a piece gone or doubled.
Bytes changed(Bytes bytes, test::TestEntropy& entropy) {
    const std::uint64_t changes = 1 + entropy.next() % 4;
    for (std::uint64_t change = 0; change < changes && !bytes.empty(); ++change) {
        const auto at = static_cast<std::ptrdiff_t>(entropy.next() % bytes.size());
        const auto left = static_cast<std::uint64_t>(std::ssize(bytes) - at);
        const auto span =
            static_cast<std::ptrdiff_t>(entropy.next() % std::min<std::uint64_t>(left, 9));
        const auto from = bytes.begin() + at;
        switch (entropy.next() % 4) {
            case 0:
                *from = static_cast<std::uint8_t>(entropy.next());
                break;
            case 1:
                bytes.insert(from, static_cast<std::uint8_t>(entropy.next()));
                break;
            case 2:
                bytes.erase(from, from + span);
                break;
            default: {
                const Bytes piece{from, from + span};
                bytes.insert(from, piece.begin(), piece.end());
                break;
            }
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("every seed of every fuzzer is read without a broken promise, whole and cut",
          "[fuzz][hazard-36]") {
    for (const EntryPoint& entry : entry_points()) {
        int seeds = 0;
        for (const auto& file : fs::directory_iterator{corpus() / entry.name}) {
            INFO(file.path().filename().string());
            const Bytes seed = content_of(file.path());
            entry.run(seed);
            entry.run(ByteView{seed}.first(seed.size() / 2));
            ++seeds;
        }
        INFO(entry.name);
        CHECK(seeds >= 2);
        entry.run({});
    }
}

TEST_CASE("seeds that were changed at random break no promise either", "[fuzz][hazard-36]") {
    const std::uint64_t seed = Catch::getSeed();
    INFO("--rng-seed " << seed);
    constexpr int kChangesOfEach = 60;
    test::TestEntropy entropy{seed};
    for (const EntryPoint& entry : entry_points()) {
        for (const auto& file : fs::directory_iterator{corpus() / entry.name}) {
            const Bytes content = content_of(file.path());
            for (int count = 0; count < kChangesOfEach; ++count)
                entry.run(changed(content, entropy));
        }
    }
    SUCCEED("a broken promise stops at a CHECK");
}

TEST_CASE("every folder of seeds has its fuzzer", "[fuzz]") {
    for (const auto& folder : fs::directory_iterator{corpus()})
        CHECK(find_entry_point(folder.path().filename().string()) != nullptr);
}

}  // namespace oppad::fuzz
