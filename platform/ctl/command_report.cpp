#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/commands/calendar.h"
#include "engine/views/make_views.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"

namespace oppad::platform {

namespace {

using Json = nlohmann::ordered_json;
using engine::shown_count;
using engine::YearReport;

// A number, or "<5".
Json count_json(int count) {
    if (engine::is_hidden_count(count)) return shown_count(count);
    return count;
}

Json reach_json(const engine::Reach& reach) {
    return {{"families_reached", count_json(reach.families)},
            {"not_known_before", count_json(reach.not_known_before)}};
}

Json json_of(const YearReport& report) {
    Json json{{"year", report.year}, {"contacts", report.contacts}};
    json.update(reach_json(report.reach));
    json["schools_reached"] = report.schools_reached;
    json["schools"] = report.schools;
    json["referrals"] = {{"discussed", count_json(report.referrals)},
                         {"warm", count_json(report.warm_referrals)},
                         {"answered", count_json(report.answered_referrals)}};
    json["months"] = Json::array();
    for (const engine::MonthOfReport& month : report.months) {
        Json one = reach_json(month.reach);
        one["contacts"] = count_json(month.contacts);
        json["months"].push_back(std::move(one));
    }
    json["places"] = Json::array();
    for (const engine::PlaceOfReport& place : report.places) {
        json["places"].push_back({{"name", place.name},
                                  {"kind", word_of(place.kind)},
                                  {"families_reached", count_json(place.families)}});
    }
    json["themes"] = Json::array();
    for (const engine::ThemeOfReport& theme : report.themes)
        json["themes"].push_back(
            {{"theme", theme.theme}, {"families_reached", count_json(theme.families)}});
    json["signals"] = Json::array();
    for (const engine::SignalOfReport& signal : report.signals) {
        json["signals"].push_back({{"text", signal.text},
                                   {"noted_on", to_iso(signal.noted_on)},
                                   {"state", word_of(signal.state)}});
    }
    return json;
}

void print_count(const char* name, int count) {
    std::printf("%s\t%s\n", name, shown_count(count).c_str());
}

void print_table(const YearReport& report) {
    std::printf("year\t%d\ncontacts\t%d\n", report.year, report.contacts);
    print_count("families reached", report.reach.families);
    print_count("not known before", report.reach.not_known_before);
    std::printf("schools reached\t%d of %d\n", report.schools_reached, report.schools);
    print_count("referrals", report.referrals);
    print_count("warm", report.warm_referrals);
    print_count("with an answer", report.answered_referrals);
    std::printf("\nmonth\tcontacts\tfamilies reached\tnot known before\n");
    for (std::size_t at = 0; at < report.months.size(); ++at) {
        const engine::MonthOfReport& month = report.months[at];
        std::printf("%d-%02d\t%s\t%s\t%s\n", report.year, static_cast<int>(at + 1),
                    shown_count(month.contacts).c_str(), shown_count(month.reach.families).c_str(),
                    shown_count(month.reach.not_known_before).c_str());
    }
    std::printf("\nplace\tfamilies reached\n");
    for (const engine::PlaceOfReport& place : report.places)
        print_count(place.name.c_str(), place.families);
    std::printf("\ntheme\tfamilies reached\n");
    for (const engine::ThemeOfReport& theme : report.themes)
        print_count(theme.theme.c_str(), theme.families);
    std::printf("\nsignal\tnoted on\tstate\n");
    for (const engine::SignalOfReport& signal : report.signals) {
        std::printf("%s\t%s\t%s\n", signal.text.c_str(), to_iso(signal.noted_on).c_str(),
                    std::string{word_of(signal.state)}.c_str());
    }
}

}  // namespace

ExitCode run_report(const ReportOrder& order) {
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_store(order.store, opened);
    if (open != ExitCode::kDone) return open;
    const int this_year = static_cast<int>(engine::today(opened->clock()).date.year());
    const auto report = engine::make_year_report(
        {opened->connection(), opened->clock(), opened->owner()}, order.year.value_or(this_year));
    if (!report) return complain_about(report.error(), Doing::kReading, order.store.folder);
    if (order.form == ShowForm::kJson) {
        const std::string text =
            json_of(*report).dump(2, ' ', false, Json::error_handler_t::replace);
        std::printf("%s\n", text.c_str());
    } else {
        print_table(*report);
    }
    if (std::fflush(stdout) != 0)
        return complain(ExitCode::kDiskFull, "The output could not be written in full.");
    return ExitCode::kDone;
}

}  // namespace oppad::platform
