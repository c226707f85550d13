// oppadctl: the same engine as the tablet's, without a pixel.
#include <CLI/CLI.hpp>
#include <charconv>
#include <functional>
#include <string_view>

#include "platform/ctl/commands.h"
#include "platform/ctl/demo.h"
#include "platform/host/process_guard.h"
#include "platform/sim/plan.h"

namespace oppad::platform {

namespace {

constexpr const char* kVersion = "oppadctl " OPPAD_VERSION;
constexpr const char* kAbout =
    "Op Pad on the command line. The passphrase comes from OPPAD_PASSPHRASE or is asked for; it is "
    "never an argument.";

// What the command line asked for; empty when it asked for nothing.
struct Chosen {
    std::function<ExitCode()> run;
};

CLI::App* add_command(CLI::App& app, const char* name, const char* about, StorePlace& store) {
    CLI::App* command = app.add_subcommand(name, about);
    command->add_option("--store", store.folder, "Folder of the store")->required();
    command->add_option("--device", store.device,
                        "Folder of this device's share of the key, where it isn't your own");
    return command;
}

struct Orders {
    InitOrder init;
    DemoCommand demo;
    ImportOrder import_places;
    ShowOrder show;
    bool show_json = false;
    ReportOrder report;
    bool report_json = false;
    StorePlace verify_store;
    StorePlace passphrase_store;
    EnrolOrder enrol;
    SyncOrder sync;
    SimulateOrder simulate;
    std::string simulate_seeds = "1..100";
    std::optional<int> simulate_within;
    BundleOrder bundle;
    SignOrder sign;
    BenchSyncOrder bench_sync;
    bool bench_json = false;
};

void add_init(CLI::App& app, Orders& orders, Chosen& chosen) {
    InitOrder& order = orders.init;
    CLI::App* command = add_command(app, "init", "Make an empty store", order.store);
    order.name = "Outreacher";
    command->add_option("--name", order.name, "Who works on this tablet");
    command->callback([&] { chosen.run = [&] { return run_init(order); }; });
}

void add_demo(CLI::App& app, Orders& orders, Chosen& chosen) {
    DemoCommand& order = orders.demo;
    CLI::App* command =
        add_command(app, "demo", "Fill a store with invented families", order.store);
    order.families = 120;
    order.contacts_per_family = kDemoContactsPerFamily;
    order.seed = 1;
    command->add_option("--families", order.families, "How many")
        ->check(CLI::Range(0, kDemoFamiliesMax));
    command->add_option("--contacts-per-family", order.contacts_per_family, "On average")
        ->check(CLI::Range(0, 100));
    command->add_option("--seed", order.seed, "The same seed invents the same people");
    command->add_option("--assets", order.assets, "Folder with the demo words");
    command->add_flag("--into-hub", order.into_hub, "Also when this tablet belongs to a hub");
    command->callback([&] { chosen.run = [&] { return run_demo(order); }; });
}

void add_show(CLI::App& app, Orders& orders, Chosen& chosen) {
    ShowOrder& order = orders.show;
    CLI::App* command = add_command(app, "show", "Print records", order.store);
    command->add_option("what", order.what, "families, persons, places, contacts, …")->required();
    command->add_flag("--json", orders.show_json, "As one JSON array");
    command->add_flag("--with-secret", order.with_secret,
                      "Also what is under professional secrecy, such as notes");
    command->callback([&] {
        order.form = orders.show_json ? ShowForm::kJson : ShowForm::kTable;
        chosen.run = [&] { return run_show(order); };
    });
}

void add_report(CLI::App& app, Orders& orders, Chosen& chosen) {
    ReportOrder& order = orders.report;
    CLI::App* command =
        add_command(app, "report", "Whom a year's work reached, in counts", order.store);
    command->add_option("--year", order.year, "This year unless told")
        ->check(CLI::Range(1970, 9999));
    command->add_flag("--json", orders.report_json, "As JSON");
    command->callback([&] {
        order.form = orders.report_json ? ShowForm::kJson : ShowForm::kTable;
        chosen.run = [&] { return run_report(order); };
    });
}

void add_verify(CLI::App& app, Orders& orders, Chosen& chosen) {
    CLI::App* command = add_command(app, "verify", "Read everything and say whether it is whole",
                                    orders.verify_store);
    command->callback([&] { chosen.run = [&] { return run_verify(orders.verify_store); }; });
}

void add_passphrase(CLI::App& app, Orders& orders, Chosen& chosen) {
    CLI::App* command = add_command(
        app, "passphrase",
        "Change the passphrase or PIN; the new one comes from OPPAD_NEW_PASSPHRASE or is asked for",
        orders.passphrase_store);
    command->callback(
        [&] { chosen.run = [&] { return run_passphrase(orders.passphrase_store); }; });
}

void add_import(CLI::App& app, Orders& orders, Chosen& chosen) {
    ImportOrder& order = orders.import_places;
    CLI::App* group = app.add_subcommand("import", "Take a list in");
    group->require_subcommand(1);
    CLI::App* command =
        add_command(*group, "places", "Schools and other places, as CSV", order.store);
    command->add_option("file", order.file, "The list")->required();
    command->callback([&] { chosen.run = [&] { return run_import_places(order); }; });
}

void add_enrol(CLI::App& app, Orders& orders, Chosen& chosen) {
    EnrolOrder& order = orders.enrol;
    CLI::App* command = add_command(app, "enrol", "Join a hub with a one-time code", order.store);
    command->add_option("--hub", order.hub_url, "Its address: https://hub.example.org")->required();
    command->add_option("--code", order.code, "The code that its administrator gave")->required();
    command->add_option("--ca", order.ca_file, "Certificate authority of the hub, PEM");
    command->callback([&] { chosen.run = [&] { return run_enrol(order); }; });
}

void add_sync(CLI::App& app, Orders& orders, Chosen& chosen) {
    SyncOrder& order = orders.sync;
    CLI::App* command =
        add_command(app, "sync", "Send and receive until both sides are level", order.store);
    command->add_option("--ca", order.ca_file, "Certificate authority of the hub, PEM");
    command->callback([&] { chosen.run = [&] { return run_sync(order); }; });
}

// "7" or "1..1000".
bool read_seeds(const std::string& text, SimulateOrder& order) {
    const std::size_t dots = text.find("..");
    const std::string_view first = std::string_view{text}.substr(0, dots);
    const std::string_view last =
        dots == std::string::npos ? first : std::string_view{text}.substr(dots + 2);
    const auto read = [](std::string_view number, std::uint64_t& into) {
        const char* end = number.data() + number.size();
        const auto [stop, failure] = std::from_chars(number.data(), end, into);
        return failure == std::errc{} && stop == end;
    };
    return read(first, order.first_seed) && read(last, order.last_seed) &&
           order.first_seed <= order.last_seed;
}

void add_simulate(CLI::App& app, Orders& orders, Chosen& chosen) {
    SimulateOrder& order = orders.simulate;
    CLI::App* command = app.add_subcommand(
        "simulate", "Let worlds of tablets and a hub live through a month of faults");
    command->add_option("--seeds", orders.simulate_seeds, "One seed, or 1..1000");
    command->add_option("--tablets", order.tablets, "How many, instead of each seed's choice")
        ->check(CLI::Range(1, sim::kTabletsMax));
    command
        ->add_option("--within", orders.simulate_within,
                     "End after so many seconds, with the worlds that were over by then")
        ->check(CLI::PositiveNumber);
    command->add_flag("--trace", order.trace, "Print every step");
    command->add_option("--steps", order.steps, "With --trace: only these steps, as printed")
        ->delimiter(',');
    command->add_option("--planted", order.planted, "A planted bug, or all (preset mutants)");
    command->callback([&] {
        if (!read_seeds(orders.simulate_seeds, order))
            throw CLI::ValidationError("--seeds", "not a seed or a range: 7, 1..1000");
        if (orders.simulate_within) order.within = std::chrono::seconds{*orders.simulate_within};
        chosen.run = [&] { return run_simulate(order); };
    });
}

void add_bench(CLI::App& app, Orders& orders, Chosen& chosen) {
    BenchSyncOrder& order = orders.bench_sync;
    CLI::App* group = app.add_subcommand("bench", "Measure on this machine");
    group->require_subcommand(1);
    CLI::App* command = group->add_subcommand("sync", "What syncing costs, with invented records");
    order.records = 20'000;
    command->add_option("--records", order.records, "How many the hub holds")
        ->check(CLI::Range(std::int64_t{20}, std::int64_t{5'000'000}));
    command->add_option("--runs", order.runs, "Tell the medians of so many")
        ->check(CLI::Range(1, 99));
    command->add_flag("--only-first-pull", order.only_first_pull, "Leave the rest out");
    command->add_flag("--long-away", order.long_away,
                      "Also a tablet of 5,000 edits that meets 50,000 changes");
    command->add_flag("--json", orders.bench_json, "As one JSON array");
    command->callback([&] {
        order.form = orders.bench_json ? ShowForm::kJson : ShowForm::kTable;
        chosen.run = [&] { return run_bench_sync(order); };
    });
}

void add_bundle(CLI::App& app, Orders& orders, Chosen& chosen) {
    BundleOrder& order = orders.bundle;
    CLI::App* group = app.add_subcommand("bundle", "Sync by file, where there is no network");
    group->require_subcommand(1);
    CLI::App* export_file = add_command(
        *group, "export",
        "Write what waits for the hub; the file's passphrase comes from OPPAD_BUNDLE_PASSPHRASE or "
        "is asked for",
        order.store);
    export_file->add_option("--out", order.file, "The file to write")->required();
    export_file->callback([&] { chosen.run = [&] { return run_bundle_export(order); }; });
    CLI::App* import_file =
        add_command(*group, "import", "Take in what the hub answered", order.store);
    import_file->add_option("--in", order.file, "The hub's file")->required();
    import_file->callback([&] { chosen.run = [&] { return run_bundle_import(order); }; });
}

void add_sign(CLI::App& app, Orders& orders, Chosen& chosen) {
    SignOrder& order = orders.sign;
    order.method = "POST";
    order.path = "/v1/sync";
    CLI::App* command = add_command(
        app, "sign", "Print the headers that sign a request; its body is standard input",
        order.store);
    command->add_option("--method", order.method, "POST");
    command->add_option("--path", order.path, "/v1/sync");
    command->callback([&] { chosen.run = [&] { return run_sign(order); }; });
}

int run_main(int argument_count, char** arguments) {
    const Status guarded = forbid_core_dumps();
    if (!guarded)
        return static_cast<int>(complain_about(guarded.error(), Doing::kReading, "This process"));
    CLI::App app{kAbout, "oppadctl"};
    app.set_version_flag("--version", kVersion);
    app.require_subcommand(1);
    Orders orders;
    Chosen chosen;
    add_init(app, orders, chosen);
    add_demo(app, orders, chosen);
    add_show(app, orders, chosen);
    add_report(app, orders, chosen);
    add_verify(app, orders, chosen);
    add_passphrase(app, orders, chosen);
    add_import(app, orders, chosen);
    add_enrol(app, orders, chosen);
    add_sync(app, orders, chosen);
    add_simulate(app, orders, chosen);
    add_bundle(app, orders, chosen);
    add_sign(app, orders, chosen);
    add_bench(app, orders, chosen);
    try {
        app.parse(argument_count, arguments);
    } catch (const CLI::ParseError& stop) {
        const bool is_answered = app.exit(stop) == 0;  // --help and --version arrive here too.
        return static_cast<int>(is_answered ? ExitCode::kDone : ExitCode::kUsage);
    }
    return static_cast<int>(chosen.run());
}

}  // namespace
}  // namespace oppad::platform

int main(int argument_count, char** arguments) {
    return oppad::platform::run_main(argument_count, arguments);
}
