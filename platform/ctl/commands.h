// The commands of oppadctl, one file each. Every one opens the store, does its work through the
// engine, prints to stdout what was asked for and to stderr what went wrong.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/ctl/exit_code.h"
#include "platform/ctl/store_place.h"

namespace oppad::platform {

struct InitOrder {
    StorePlace store;
    std::string name;  // Of the person at this tablet, until the hub says who it is.
};
// Makes an empty store. Leaves one that is there alone.
ExitCode run_init(const InitOrder& order);

struct DemoCommand {
    StorePlace store;  // Made when there is none.
    std::string assets;
    int families = 0;
    int contacts_per_family = 0;
    bool into_hub = false;  // Also when this tablet belongs to a hub.
    std::uint64_t seed = 0;
};
ExitCode run_demo(const DemoCommand& order);

struct ImportOrder {
    StorePlace store;
    std::string file;
};
// A list of schools and other places as CSV: new ones are added, known ones brought up to date.
ExitCode run_import_places(const ImportOrder& order);

enum class ShowForm : std::uint8_t { kTable, kJson };
struct ShowOrder {
    StorePlace store;
    std::string what;  // The word of a record type in the plural: "families".
    ShowForm form = ShowForm::kTable;
    bool with_secret = false;  // Also what is under professional secrecy: notes, themes.
};
ExitCode run_show(const ShowOrder& order);

struct ReportOrder {
    StorePlace store;
    std::optional<int> year;  // Unset = this one.
    ShowForm form = ShowForm::kTable;
};
// The yearly report, with tabs between its columns. Counts of people under 5 are shown as "<5".
ExitCode run_report(const ReportOrder& order);

// Reads everything once and says whether it is whole: the pages, the audit chain, the search index.
ExitCode run_verify(const StorePlace& store);

// Changes what opens the store. When it fails, the old passphrase still does.
ExitCode run_passphrase(const StorePlace& store);

struct EnrolOrder {
    StorePlace store;
    std::string hub_url;
    std::string code;
    std::string ca_file;  // Empty = the system's.
};
ExitCode run_enrol(const EnrolOrder& order);

struct SyncOrder {
    StorePlace store;
    std::string ca_file;
};
// One run to its end: everything sent, everything received.
ExitCode run_sync(const SyncOrder& order);

struct SimulateOrder {
    std::uint64_t first_seed = 1;
    std::uint64_t last_seed = 1;
    std::optional<int> tablets;  // None: each seed's choice.
    bool trace = false;
    std::vector<int> steps;  // With `trace`: only these of each plan; empty = all.
    std::string planted;     // A bug to plant, or "all"; empty = none.
    std::optional<std::chrono::seconds> within;  // No world goes on after so long.
};
// Worlds of tablets and a hub, one for each seed: see platform/sim.
ExitCode run_simulate(const SimulateOrder& order);

struct BenchSyncOrder {
    std::int64_t records = 0;
    int runs = 1;  // The median by CPU of each scenario is told.
    bool only_first_pull = false;
    bool long_away = false;
    ShowForm form = ShowForm::kTable;
};
// What syncing costs on both sides, through the oppad-hub beside this program over loopback TLS.
// Works in a temporary folder of its own.
ExitCode run_bench_sync(const BenchSyncOrder& order);

struct BundleOrder {
    StorePlace store;
    std::string file;
};
// Exchanges by file, for a tablet without a network: writes what oppad-hub bundle import reads,
// and takes its answer in.
ExitCode run_bundle_export(const BundleOrder& order);
ExitCode run_bundle_import(const BundleOrder& order);

struct SignOrder {
    StorePlace store;
    std::string method;
    std::string path;
};
// Prints the headers that sign a request of this tablet, whose body is standard input: for trying
// the hub with curl.
ExitCode run_sign(const SignOrder& order);

}  // namespace oppad::platform
