// `oppadctl simulate` as people run it: in processes of their own, which agree about each seed.
#include "tests/ctl/terminal.h"

namespace oppad::platform {

namespace {

std::string last_line(const std::string& output) {
    const std::size_t end = output.find_last_not_of('\n');
    if (end == std::string::npos) return {};
    const std::size_t begin = output.find_last_of('\n', end);
    return output.substr(begin == std::string::npos ? 0 : begin + 1, end - begin);
}

}  // namespace

TEST_CASE("two processes tell the same story of the same seeds", "[ctl][process][sim]") {
    Terminal first;
    Terminal second;
    // Another heap, another folder, another place in memory: nothing of these may matter.
    const Answer told = first.run({"simulate", "--seeds", "11..14", "--trace"});
    const Answer again = second.run({"simulate", "--seeds", "11..14", "--trace"});
    expect(told, ExitCode::kDone);
    expect(again, ExitCode::kDone);
    CHECK(has(told.output, "seed 11, trace "));
    CHECK(has(told.output, "seed 14, trace "));
    CHECK(told.output == again.output);
}

TEST_CASE("a simulation ends with its count, whether or not its time was enough",
          "[ctl][process][sim]") {
    Terminal terminal;
    // Seed 50 is replayed.
    const Answer all = terminal.run({"simulate", "--seeds", "49..52"});
    CHECK(all.code == ExitCode::kDone);
    CHECK(last_line(all.output) == "4 passed, 0 failed");
    const Answer some = terminal.run({"simulate", "--seeds", "1..100000", "--within", "1"});
    CHECK(some.code == ExitCode::kDone);
    CHECK(has(last_line(some.output), " passed, 0 failed"));
}

}  // namespace oppad::platform
