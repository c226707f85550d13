#include "tests/e2e/counted_user.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/e2e/organisation.h"

namespace oppad::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kSwipesMax = 12;

void must(const Status& status) {
    INFO((status ? std::string{} : status.error().detail));
    REQUIRE(status.has_value());
}

}  // namespace

void CountedUser::begin(std::string_view job) {
    tablet_.settle();
    cost_ = JobCost{};
    cost_.job = job;
    frames_before_ = tablet_.frame();
    began_at_ = steady_clock::now();
}

// Only a list that stands still and lacks the item is scrolled: an answer may be on its way. Down
// to its end, then back: who filled in the lower part goes on with the upper.
void CountedUser::bring_into_sight(std::string_view id) {
    constexpr int kStillMax = 2;  // A busy machine may not have seen the first.
    bool reads_on = true;
    int still = 0;
    for (int i = 0; i < kSwipesMax && !tablet_.is_whole(id); ++i) {
        tablet_.settle();
        if (tablet_.is_whole(id)) return;
        const auto before = tablet_.items();
        must(reads_on ? tablet_.swipe_up() : tablet_.swipe_down());
        tablet_.settle();
        const bool is_at_end = tablet_.items() == before;
        if (!is_at_end) {
            still = 0;
            ++cost_.swipes;
        } else if (++still == kStillMax) {
            if (!reads_on) return;
            reads_on = false;
            still = 0;
        }
    }
}

void CountedUser::tap(std::string_view id) {
    INFO("item " << id);
    bring_into_sight(id);
    must_be(tablet_.tap(id));
    ++cost_.taps;
}

void CountedUser::unfold(std::string_view id) {
    tablet_.settle();
    const auto items = tablet_.items();
    const bool is_folded = std::any_of(items.begin(), items.end(),
                                       [&](const SeenItem& item) { return item.id == id; });
    if (is_folded) tap(id);
}

void CountedUser::tap_first(std::string_view prefix) {
    tablet_.settle();
    const auto items = tablet_.items();
    const auto first = std::find_if(items.begin(), items.end(), [prefix](const SeenItem& item) {
        return item.id.rfind(prefix, 0) == 0;
    });
    INFO("job " << cost_.job << ", first of " << prefix);
    REQUIRE(first != items.end());
    tap(first->id);
}

void CountedUser::type(const std::string& text) {
    must(tablet_.type(text));
    cost_.letters += static_cast<int>(text.size());
    // Who typed looks before the next tap: what was found moves what stood there.
    tablet_.settle();
}

void CountedUser::see_screen(std::string_view name) { must_be(tablet_.wait_for_screen(name)); }

void CountedUser::see(std::string_view id) { must_be(tablet_.wait_for_item(id)); }

void CountedUser::see_gone(std::string_view id) { must_be(tablet_.wait_without_item(id)); }

void CountedUser::must_be(const Status& status) {
    INFO("job " << cost_.job);
    if (!status) must(tablet_.save_picture(picture_path("job-stuck")));
    must(status);
}

JobCost CountedUser::end() {
    cost_.took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began_at_);
    cost_.frames = tablet_.frame() - frames_before_;
    return cost_;
}

std::string table_of(const std::vector<JobCost>& costs) {
    std::string table =
        "| job | taps | swipes | letters | seconds | frames |\n|---|---|---|---|---|---|\n";
    for (const JobCost& cost : costs) {
        table +=
            fmt::format("| {} | {} | {} | {} | {:.1f} | {} |\n", cost.job, cost.taps, cost.swipes,
                        cost.letters, static_cast<double>(cost.took.count()) / 1000, cost.frames);
    }
    return table;
}

}  // namespace oppad::e2e
