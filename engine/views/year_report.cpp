#include "engine/views/year_report.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "engine/commands/calendar.h"
#include "engine/storage/sqlite/statement.h"
#include "engine/storage/tables/place_rows.h"
#include "engine/storage/tables/year_rows.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

namespace {

constexpr std::size_t kMonths = 12;
constexpr std::uint32_t kNobody = ~std::uint32_t{0};

// Ids as small numbers, in the order in which they were met.
class Numbering {
public:
    std::uint32_t number(const RawId& id) {
        return numbers_.try_emplace(id, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }
    [[nodiscard]] std::uint32_t find(const RawId& id) const {
        const auto found = numbers_.find(id);
        return found == numbers_.end() ? kNobody : found->second;
    }
    [[nodiscard]] std::size_t size() const { return numbers_.size(); }

private:
    std::unordered_map<RawId, std::uint32_t> numbers_;
};

// Pairs that were counted: of something with a family.
class Pairs {
public:
    // Whether it is a new one.
    bool add(std::uint32_t one, std::uint32_t family) {
        return known_.insert((std::uint64_t{one} << 32U) | family).second;
    }

private:
    std::unordered_set<std::uint64_t> known_;
};

class Counting {
public:
    Counting(YearReport& report, const std::array<Instant, kMonths + 1>& starts)
        : report_(report), starts_(starts) {}

    void take(const storage::YearContact& contact) {
        MonthOfReport& month = report_.months[month_of(contact.at)];
        ++report_.contacts;
        ++month.contacts;
        if (!contact.family) return;
        const std::uint32_t family = families_.number(contact.family->raw);
        if (family + std::size_t{1} > months_met_.size()) months_met_.resize(family + 1);
        const auto bit = static_cast<std::uint16_t>(1U << month_of(contact.at));
        if ((months_met_[family] & bit) == 0) ++month.reach.families;
        months_met_[family] |= bit;
        if (contact.place) note_place(*contact.place, family);
        for (const std::uint32_t theme : themes_in(contact.themes))
            if (themes_met_.add(theme, family)) ++theme_counts_[theme];
    }

    // Counts by itself: nobody knows who it was.
    void take_unnamed(const storage::YearContact& contact) {
        ++unnamed_;
        ++report_.months[month_of(contact.at)].reach.families;
        if (contact.place) ++at_places_[contact.place->raw];
        for (const std::uint32_t theme : themes_in(contact.themes)) ++theme_counts_[theme];
    }

    void take_origin(const storage::FamilyOrigin& origin) {
        const std::uint32_t family = families_.find(origin.family.raw);
        if (family != kNobody) note_place(origin.place, family);
    }

    void take_not_known(const storage::NewFamily& one, const std::optional<Instant>& first) {
        if (families_.find(one.family.raw) == kNobody) return;
        ++report_.reach.not_known_before;
        const bool is_of_year = first && *first >= starts_.front() && *first < starts_.back();
        if (is_of_year) ++report_.months[month_of(*first)].reach.not_known_before;
    }

    void close() {
        report_.reach.families = static_cast<int>(families_.size()) + unnamed_;
        for (std::size_t theme = 0; theme < theme_counts_.size(); ++theme)
            report_.themes.push_back({theme_names_[theme], theme_counts_[theme]});
        std::sort(report_.themes.begin(), report_.themes.end(), [](const auto& a, const auto& b) {
            return a.families != b.families ? a.families > b.families : a.theme < b.theme;
        });
    }

    [[nodiscard]] int reach_at(const Id<Place>& place) const {
        const auto found = at_places_.find(place.raw);
        return found == at_places_.end() ? 0 : found->second;
    }

private:
    [[nodiscard]] std::size_t month_of(Instant at) const {
        const auto after = std::upper_bound(starts_.begin(), starts_.end(), at);
        return static_cast<std::size_t>(after - starts_.begin()) - 1;
    }

    void note_place(const Id<Place>& place, std::uint32_t family) {
        if (met_at_.add(places_.number(place.raw), family)) ++at_places_[place.raw];
    }

    // Contacts share their themes: each text is read once.
    const std::vector<std::uint32_t>& themes_in(std::string_view stored) {
        const auto found = read_.find(stored);
        if (found != read_.end()) return found->second;
        std::vector<std::uint32_t> themes;
        for (const std::string& theme : storage::text_set_from_json(stored)) {
            const auto at = theme_numbers_.try_emplace(
                theme, static_cast<std::uint32_t>(theme_numbers_.size()));
            if (at.second) {
                theme_names_.push_back(theme);
                theme_counts_.push_back(0);
            }
            themes.push_back(at.first->second);
        }
        return read_.emplace(std::string{stored}, std::move(themes)).first->second;
    }

    YearReport& report_;
    const std::array<Instant, kMonths + 1>& starts_;
    Numbering families_;
    Numbering places_;
    std::vector<std::uint16_t> months_met_;  // By family, a bit for each month.
    Pairs met_at_;
    Pairs themes_met_;
    int unnamed_ = 0;
    std::unordered_map<RawId, int> at_places_;
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> read_;
    std::map<std::string, std::uint32_t> theme_numbers_;
    std::vector<std::string> theme_names_;
    std::vector<int> theme_counts_;
};

std::array<Instant, kMonths + 1> month_starts(const Clock& clock, int year) {
    std::array<Instant, kMonths + 1> starts{};
    for (unsigned month = 0; month < kMonths; ++month) {
        starts[month] = midnight(clock, Day{{std::chrono::year{year}, std::chrono::month{month + 1},
                                             std::chrono::day{1}}});
    }
    starts[kMonths] = midnight(
        clock, Day{{std::chrono::year{year + 1}, std::chrono::January, std::chrono::day{1}}});
    return starts;
}

Status count_contacts(const ViewContext& context, const storage::YearSpan& span,
                      Counting& counting) {
    storage::Connection& connection = context.connection;
    TRY(storage::each_contact_of_year(connection, span,
                                      [&](const auto& contact) { counting.take(contact); }));
    TRY(storage::each_unnamed_of_year(
        connection, span, [&](const auto& contact) { counting.take_unnamed(contact); }));
    TRY_ASSIGN(const auto origins, storage::list_origins(connection));
    for (const storage::FamilyOrigin& origin : origins) counting.take_origin(origin);
    TRY_ASSIGN(const auto families, storage::list_not_known_before(connection));
    for (const storage::NewFamily& one : families) {
        std::optional<Instant> first;
        if (one.first_contact_day) first = midnight(context.clock, *one.first_contact_day);
        counting.take_not_known(one, first);
    }
    counting.close();
    return ok();
}

Status tell_places(const ViewContext& context, const Counting& counting, YearReport& report) {
    TRY_ASSIGN(const auto places, storage::list_places(context.connection));
    for (const storage::PlaceListRow& place : places) {
        const int families = counting.reach_at(place.id);
        const bool is_school = place.kind == PlaceKind::kSchool;
        if (is_school) ++report.schools;
        if (families == 0) continue;
        if (is_school) ++report.schools_reached;
        report.places.push_back({place.name, place.kind, families});
    }
    std::sort(report.places.begin(), report.places.end(), [](const auto& a, const auto& b) {
        return a.families != b.families ? a.families > b.families : a.name < b.name;
    });
    return ok();
}

}  // namespace

std::string shown_count(int count) {
    return is_hidden_count(count) ? "<" + std::to_string(kSmallestShownCount)
                                  : std::to_string(count);
}

Result<YearReport> make_year_report(const ViewContext& context, int year) {
    YearReport report{.year = year};
    const auto starts = month_starts(context.clock, year);
    const storage::YearSpan span{starts.front(), starts.back()};
    Counting counting{report, starts};
    TRY(count_contacts(context, span, counting));
    TRY(tell_places(context, counting, report));
    TRY_ASSIGN(const storage::ReferralTally referrals,
               storage::count_referrals(context.connection, span));
    report.referrals = referrals.discussed;
    report.warm_referrals = referrals.warm;
    report.answered_referrals = referrals.answered;
    TRY_ASSIGN(auto signals, storage::list_signals(context.connection, span));
    for (storage::YearSignal& signal : signals) {
        report.signals.push_back(
            {std::move(signal.text), local_day(context.clock, signal.noted_at), signal.state});
    }
    return report;
}

}  // namespace oppad::engine
