// What Vandaag shows of what is open, against all of it put in order one by one.
#include <rapidcheck.h>

#include <algorithm>

#include "engine/commands/calendar.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

constexpr std::int64_t kDayMs = 24 * 3'600'000;

// A range grows with the case's size otherwise: small cases would hold next to nothing.
int within(int from, int until) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, until));
}

struct Expected {
    std::optional<Day> answer_day;
    Instant since;
    RecordKey key;

    bool operator<(const Expected& other) const {
        if (answer_day.has_value() != other.answer_day.has_value()) return answer_day.has_value();
        if (answer_day && !(*answer_day == *other.answer_day))
            return *answer_day < *other.answer_day;
        if (since != other.since) return since < other.since;
        return key < other.key;
    }
};

struct OpenDesk : TestDesk {
    OpenDesk() : now(today(fixture.clock)) {
        storage::UnitOfWork work = fixture.begin("test");
        const int count = within(0, 180);
        for (int i = 0; i < count; ++i) add_something(work);
        fixture.keep(work.commit());
        for (const RecordKey& key : removed) {
            storage::UnitOfWork removal = fixture.begin("test");
            fixture.keep(removal.remove(key));
            fixture.keep(removal.commit());
        }
        std::sort(expected.begin(), expected.end());
    }

    std::optional<Id<Staff>> any_owner() {
        const int whose = within(0, 6);
        if (whose == 0) return std::nullopt;
        return whose == 1 ? Id<Staff>{RawId{{0x77}}} : fixture.staff.id;
    }
    // Whether it is mine or nobody's and stays.
    bool is_listed(const std::optional<Id<Staff>>& owner, const RecordKey& key) {
        const bool is_removed = within(0, 8) == 0;
        if (is_removed) removed.push_back(key);
        return !is_removed && (!owner || *owner == fixture.staff.id);
    }

    void add_something(storage::UnitOfWork& work) {
        const int what = within(0, 3);
        if (what == 0) add_promise(work);
        if (what == 1) add_question(work);
        if (what == 2) add_referral(work, {});
    }
    void add_promise(storage::UnitOfWork& work) {
        FollowUp promise{.id = {fixture.entropy.id()}, .scope = fixture.staff.scope};
        promise.what = "Terugbellen";
        promise.state = within(0, 4) == 0 ? FollowUpState::kDone : FollowUpState::kOpen;
        if (within(0, 4) > 0) promise.due_day = add_days(now, within(-20, 20));
        promise.owner_id = any_owner();
        fixture.keep(work.save(promise));
        const RecordKey key{RecordType::kFollowUp, promise.id.raw};
        if (is_listed(promise.owner_id, key) && promise.state == FollowUpState::kOpen)
            expected.push_back({promise.due_day, {}, key});
    }
    void add_question(storage::UnitOfWork& work) {
        Question question{.id = {fixture.entropy.id()}, .scope = fixture.staff.scope};
        question.text = "Waar vraag ik dat?";
        question.state = within(0, 4) == 0 ? QuestionState::kAnswered : QuestionState::kOpen;
        question.opened_at = Instant{fixture.clock.now().ms - within(0, 40) * kDayMs};
        question.owner_id = any_owner();
        fixture.keep(work.save(question));
        const bool is_referred = within(0, 3) == 0;
        if (is_referred) add_referral(work, question.id);
        const RecordKey key{RecordType::kQuestion, question.id.raw};
        const bool is_open = question.state == QuestionState::kOpen;
        if (is_listed(question.owner_id, key) && is_open && !(is_referred && last_goes_on))
            expected.push_back({std::nullopt, question.opened_at, key});
    }
    void add_referral(storage::UnitOfWork& work, std::optional<Id<Question>> question) {
        Referral referral{.id = {fixture.entropy.id()}, .scope = fixture.staff.scope};
        referral.what = "Afbetaling";
        referral.question_id = question;
        const bool is_closed = within(0, 4) == 0;
        const bool waits = !is_closed && within(0, 3) == 0;
        referral.step = is_closed ? ReferralStep::kClosed : ReferralStep::kIntroduced;
        const Instant at{fixture.clock.now().ms - within(0, 40) * kDayMs};
        referral.discussed_at = Instant{at.ms - kDayMs};
        referral.introduced_at = at;
        if (waits) {
            referral.step = ReferralStep::kAnswered;
            referral.answer = ReferralAnswer::kWaitingList;
            referral.introduced_at = referral.discussed_at;
            referral.answered_at = at;
        }
        referral.owner_id = any_owner();
        fixture.keep(work.save(referral));
        const RecordKey key{RecordType::kReferral, referral.id.raw};
        const std::size_t removed_before = removed.size();
        const bool is_mine = is_listed(referral.owner_id, key);
        last_goes_on = !is_closed && removed.size() == removed_before;
        const int term = waits ? kWaitingListDays : kReferralAnswerDays;
        if (is_mine && !is_closed)
            expected.push_back({add_days(local_day(fixture.clock, at), term), at, key});
    }

    Day now;
    bool last_goes_on = false;  // Of referrals.
    std::vector<RecordKey> removed;
    std::vector<Expected> expected;
};

}  // namespace

TEST_CASE("what is in sight of what is open is the beginning of all of it",
          "[views][today][property]") {
    const bool holds = rc::check([] {
        OpenDesk desk;
        const TodayView view = desk.look<TodayView>(LookToday{});
        const Day now = view.day;
        RC_ASSERT(view.open_item_count == static_cast<int>(desk.expected.size()));
        RC_ASSERT(view.overdue_count == std::count_if(desk.expected.begin(), desk.expected.end(),
                                                      [now](const Expected& one) {
                                                          return one.answer_day &&
                                                                 *one.answer_day < now;
                                                      }));
        const std::size_t shown =
            std::min<std::size_t>(desk.expected.size(), static_cast<std::size_t>(kOpenItemsMax));
        RC_ASSERT(view.open_items.size() == shown);
        for (std::size_t i = 0; i < shown; ++i)
            RC_ASSERT(view.open_items[i].key == desk.expected[i].key);
    });
    CHECK(holds);
}
