// libFuzzer's door (preset `fuzz`). OPPAD_FUZZ_ENTRY names the entry point.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/entry_points.h"

namespace {

const oppad::fuzz::EntryPoint& chosen() {
    const char* name = std::getenv("OPPAD_FUZZ_ENTRY");
    const auto* entry = oppad::fuzz::find_entry_point(name != nullptr ? name : "");
    if (entry != nullptr) return *entry;
    std::fputs("OPPAD_FUZZ_ENTRY names one of:", stderr);
    for (const auto& one : oppad::fuzz::entry_points()) std::fprintf(stderr, " %s", one.name);
    std::fputs("\n", stderr);
    std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const oppad::fuzz::EntryPoint& entry = chosen();
    entry.run({bytes, size});
    return 0;
}
