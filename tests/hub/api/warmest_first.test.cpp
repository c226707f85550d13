// Several answerers as one: who was in use last goes first, none answers two requests at a time.
#include "sync/server/api/warmest_first.h"

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <stdexcept>
#include <thread>

using namespace oppad;

namespace {

// Says how often it answered, and what happens meanwhile.
class Answerer final : public hub::RequestAnswerer {
public:
    hub::Response answer(const hub::Request& /*request*/) override {
        if (is_busy.exchange(true)) met_another = true;
        ++count;
        if (const auto during = std::exchange(meanwhile, nullptr)) during();
        is_busy = false;
        return {};
    }
    hub::Response refuse(hub::FailureKind /*kind*/, std::string_view /*accept*/) override {
        return answer({});
    }

    std::atomic<bool> is_busy{false};
    std::atomic<bool> met_another{false};
    int count = 0;  // Of no lock of its own.
    std::function<void()> meanwhile;
};

}  // namespace

TEST_CASE("requests after one another go to one answerer", "[hub][api]") {
    std::array<Answerer, 3> all;
    hub::WarmestFirst answerer{{&all[0], &all[1], &all[2]}};
    answerer.answer({});
    answerer.refuse(hub::FailureKind::kBadRequest, "");
    answerer.answer({});
    CHECK(all[2].count == 3);
}

TEST_CASE("a request at the same time goes to another, and who ended last goes first",
          "[hub][api]") {
    std::array<Answerer, 3> all;
    hub::WarmestFirst answerer{{&all[0], &all[1], &all[2]}};
    all[2].meanwhile = [&answerer] { answerer.answer({}); };
    answerer.answer({});
    CHECK(all[2].count == 1);
    CHECK(all[1].count == 1);
    answerer.answer({});
    CHECK(all[2].count == 2);
    CHECK(all[0].count == 0);
}

TEST_CASE("an answerer that threw is not lost", "[hub][api]") {
    Answerer only;
    only.meanwhile = [&only] {
        only.is_busy = false;
        throw std::runtime_error{"memory"};
    };
    hub::WarmestFirst answerer{{&only}};
    CHECK_THROWS_AS(answerer.answer({}), std::runtime_error);
    answerer.answer({});
    CHECK(only.count == 2);
}

TEST_CASE("as many threads as answerers never meet in one", "[hub][api]") {
    std::array<Answerer, 2> all;
    hub::WarmestFirst answerer{{&all[0], &all[1]}};
    const auto work = [&answerer] {
        for (int request = 0; request < 2'000; ++request) answerer.answer({});
    };
    std::thread other{work};
    work();
    other.join();
    CHECK(all[0].count + all[1].count == 4'000);
    CHECK_FALSE((all[0].met_another || all[1].met_another));
}
