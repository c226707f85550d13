#include "sync/server/admin/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "sync/server/admin/administration.h"
#include "sync/server/admin/bundle_command.h"
#include "sync/server/admin/command_sentences.h"
#include "sync/server/admin/erase_command.h"
#include "sync/server/admin/people_commands.h"
#include "sync/server/admin/set_aside_command.h"
#include "sync/server/store/postgres_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

namespace {

constexpr const char* kVersion = "0.1.0";
constexpr int kExitUsage = 2;

struct Arguments {
    std::string folder;
    std::string key_file;
    std::string postgres_url;
    std::string organisation;
    std::string listen = "127.0.0.1:8443";
    std::string certificate_file;
    std::string certificate_key_file;
    std::string name;
    std::string role;
    std::string user;
    std::string scope;
    std::string device;
    std::string record;
    std::string family;
    BundleOrder bundle;
    std::string file;
    bool read_only = false;
    bool is_sure = false;
};

HubPaths paths_of(const Arguments& arguments) {
    return {.folder = arguments.folder,
            .key_file = arguments.key_file,
            .postgres_url = arguments.postgres_url};
}

int init_in_database(const Arguments& arguments, HubMachine& machine) {
    const Status made =
        make_hub(paths_of(arguments), arguments.organisation, machine.files(), machine.entropy());
    if (!made && made.error().code == ErrorCode::kConflict) {
        return fail("There is a hub in that database already.");
    }
    if (!made) return fail_opening_database(made.error());
    print("made a hub in that database: look after its backups and who may read them");
    return 0;
}

int init(const Arguments& arguments, HubMachine& machine) {
    if (!is_usable_name(arguments.organisation)) {
        return fail("The organisation needs a name of 1 to 200 characters.");
    }
    if (!arguments.postgres_url.empty()) return init_in_database(arguments, machine);
    const HubPaths paths = paths_of(arguments);
    if (const Status made = machine.make_folder(paths.folder); !made) {
        return fail(fmt::format("The folder {} can't be made.", paths.folder));
    }
    const Status made = make_hub(paths, arguments.organisation, machine.files(), machine.entropy());
    if (!made && made.error().code == ErrorCode::kConflict) {
        return fail(fmt::format("There is a hub in {} already.", paths.folder));
    }
    if (!made) return fail(common_sentence(made.error()));
    print(fmt::format("made a hub in {}, its key is {}: keep a copy of the key elsewhere",
                      paths.folder, paths.key()));
    return 0;
}

void print_address(const HttpOptions& options) {
    const bool is_v6 = options.address.find(':') != std::string::npos;
    print(fmt::format("listening on {}://{}:{}",
                      options.certificate_file.empty() ? "http" : "https",
                      is_v6 ? "[" + options.address + "]" : options.address, options.port));
}

int serve(const Arguments& arguments, HubMachine& machine) {
    const HubPaths paths = paths_of(arguments);
    Result<HttpOptions> options = parse_listen_address(arguments.listen);
    if (!options) {
        return fail("--listen takes a numeric address and a port, for example 127.0.0.1:8443.");
    }
    if (arguments.certificate_file.empty() != arguments.certificate_key_file.empty()) {
        return fail("--cert and --key go together.");
    }
    options->certificate_file = arguments.certificate_file;
    options->key_file = arguments.certificate_key_file;
    {
        const auto store = open_hub(paths, machine.files());
        if (!store) return fail_opening(store.error(), paths);
    }
    const Status served = machine.serve(paths, *options, print_address);
    if (served) return 0;
    switch (served.error().code) {
        using enum ErrorCode;
        case kDenied:
            return fail(
                "Without --cert and --key the hub listens on loopback only (127.0.0.1 or "
                "::1): it never sends names over a network unencrypted. Ports below 1024 "
                "need the system's leave.");
        case kConflict:
            return fail(fmt::format("Another program listens on {}.", arguments.listen));
        case kInvalid:
            return fail(
                fmt::format("It can't listen on {}: {}.", arguments.listen, served.error().detail));
        case kNotFound:
        case kOffline:
        case kBusy:
        case kCorrupt:
        case kDiskFull:
        case kCancelled:
        case kInternal:
            return fail(common_sentence(served.error()));
    }
    return kExitFailed;
}

// A command about people and tablets, with the hub's store open.
using Command = int (*)(const Arguments&, Administration&);

int scope_add(const Arguments& arguments, Administration& administration) {
    const auto scope = administration.add_scope(arguments.name);
    if (!scope && scope.error().code == ErrorCode::kConflict) {
        return fail("There is a scope of that name already.");
    }
    if (!scope && scope.error().code == ErrorCode::kInvalid) {
        return fail("A scope needs a name of 1 to 200 characters.");
    }
    if (!scope) return fail(common_sentence(scope.error()));
    print(to_text(scope->id));
    return 0;
}

int scope_list(const Arguments&, Administration& administration) {
    const auto scopes = administration.list_scopes();
    if (!scopes) return fail(common_sentence(scopes.error()));
    for (const Scope& scope : *scopes) print(fmt::format("{}  {}", to_text(scope.id), scope.name));
    return 0;
}

int change_grant(const Arguments& arguments, Administration& administration,
                 std::optional<Right> right) {
    const auto user = find_user(arguments.user, administration);
    if (!user) return kExitFailed;
    const auto scope = administration.find_scope(arguments.scope);
    if (!scope && scope.error().code == ErrorCode::kNotFound) {
        return fail("There is no such scope; oppad-hub scope list shows them.");
    }
    if (!scope) return fail(common_sentence(scope.error()));
    const Status changed = right ? administration.grant(*user, *scope, *right)
                                 : administration.end_grant(*user, *scope);
    if (!changed && changed.error().code == ErrorCode::kNotFound) {
        return fail("That user has no such grant.");
    }
    if (!changed) return fail(common_sentence(changed.error()));
    print(right ? "granted; it holds from the next exchange on"
                : "ended; the user's tablets forget the scope at their next exchange");
    return 0;
}

int scope_grant(const Arguments& arguments, Administration& administration) {
    return change_grant(arguments, administration,
                        arguments.read_only ? Right::kRead : Right::kWrite);
}

int scope_end(const Arguments& arguments, Administration& administration) {
    return change_grant(arguments, administration, std::nullopt);
}

int restored(const Arguments&, Administration& administration) {
    const Status begun = administration.begin_epoch();
    if (!begun) return fail(common_sentence(begun.error()));
    print("noted; every tablet looks at everything again at its next exchange");
    return 0;
}

int trim(const Arguments&, Administration& administration) {
    const auto trimmed = administration.trim_deletions();
    if (!trimmed) return fail(common_sentence(trimmed.error()));
    print(fmt::format("{} old deletions let go", *trimmed));
    return clear_erased(administration);
}

int back_up(const Arguments& arguments, HubMachine& machine) {
    if (!arguments.postgres_url.empty()) return fail_copying_database();
    const HubPaths paths = paths_of(arguments);
    const auto store = open_hub_file(paths, machine.files());
    if (!store) return fail_opening(store.error(), paths);
    const Status made = back_up_hub(**store, paths, arguments.file, machine.files());
    if (!made && made.error().code == ErrorCode::kConflict) {
        return fail(fmt::format("There is a file {} already.", arguments.file));
    }
    if (!made && made.error().code == ErrorCode::kDenied) {
        return fail(
            fmt::format("{} can't be written: look whether its folder is there, and whose it is.",
                        arguments.file));
    }
    if (!made) return fail(common_sentence(made.error()));
    print(fmt::format("backed up to {}; it opens with this hub's key alone: keep both, apart",
                      arguments.file));
    return 0;
}

int restore(const Arguments& arguments, HubMachine& machine) {
    if (!arguments.postgres_url.empty()) return fail_copying_database();
    const HubPaths paths = paths_of(arguments);
    const Status made = restore_hub(paths, arguments.file,
                                    {machine.files(), machine, machine.clock(), machine.entropy()});
    if (made) {
        print(
            "restored; every tablet pushes again what the backup lacks. Look at users, devices "
            "and scopes: changes of after the backup are gone");
        return 0;
    }
    switch (made.error().code) {
        using enum ErrorCode;
        case kBusy:
            return fail("The hub is serving: stop it first.");
        case kNotFound:
            return fail(
                fmt::format("There is no backup {}, or no key {}.", arguments.file, paths.key()));
        case kDenied:
            return fail(
                fmt::format("The key in {} doesn't open {}, or the files belong to "
                            "another user.",
                            paths.key(), arguments.file));
        case kInvalid:
        case kConflict:
        case kOffline:
        case kCorrupt:
        case kDiskFull:
        case kCancelled:
        case kInternal:
            return fail(common_sentence(made.error()));
    }
    return kExitFailed;
}

int administer(Command command, const Arguments& arguments, HubMachine& machine) {
    const HubPaths paths = paths_of(arguments);
    const auto store = open_hub(paths, machine.files());
    if (!store) return fail_opening(store.error(), paths);
    auto administration = Administration::open(**store, machine.clock(), machine.entropy());
    if (!administration) return fail(common_sentence(administration.error()));
    return command(arguments, *administration);
}

int take_bundle(const Arguments& arguments, HubMachine& machine) {
    const HubPaths paths = paths_of(arguments);
    const auto store = open_hub(paths, machine.files());
    if (!store) return fail_opening(store.error(), paths);
    return import_bundle(arguments.bundle, **store, machine);
}

// The commands as CLI11 knows them, bound to `arguments`.
class CommandTree {
public:
    CommandTree() : app_("The hub of Op Pad: where the tablets of an organisation meet.") {
        app_.name("oppad-hub");
        app_.set_version_flag("--version",
                              fmt::format("oppad-hub {}, protocol {}", kVersion, sync::kProtocol));
        app_.require_subcommand(1);
        add_init_and_serve();
        add_user_commands();
        add_scope_commands();
        add_device_commands();
        add_aside_commands();
        add_bundle_command();
        add_copies();
        add_erase();
        add_command(&app_, "restored", "Run once after a backup was put back by hand", restored);
        add_command(&app_, "trim", "Let go of deletions that every tablet knows of", trim);
    }

    CLI::App& app() { return app_; }

    int run(HubMachine& machine) {
        if (init_->parsed()) return init(arguments_, machine);
        if (serve_->parsed()) return serve(arguments_, machine);
        if (import_bundle_->parsed()) return take_bundle(arguments_, machine);
        if (backup_->parsed()) return back_up(arguments_, machine);
        if (restore_->parsed()) return restore(arguments_, machine);
        for (const auto& [parsed, command] : commands_) {
            if (parsed->parsed()) return administer(command, arguments_, machine);
        }
        return kExitUsage;
    }

private:
    CLI::App* add_place(CLI::App* command) {
        CLI::Option* folder = command->add_option("--data", arguments_.folder, "The hub's folder");
        CLI::Option* key_file = command->add_option(
            "--key-file", arguments_.key_file, "The database key (default: hub.key in the folder)");
        command
            ->add_option("--store", arguments_.postgres_url,
                         "Instead of a folder: postgres://…, a PostgreSQL database")
            ->excludes(folder)
            ->excludes(key_file)
            ->check(CLI::Validator(
                [](const std::string& url) {
                    return is_postgres_url(url) ? "" : "it begins with postgres://";
                },
                "URL"));
        command->callback([this] {
            if (arguments_.folder.empty() && arguments_.postgres_url.empty()) {
                throw CLI::RequiredError("--data or --store");
            }
        });
        return command;
    }
    CLI::App* add_command(CLI::App* group, const char* name, const char* text, Command command) {
        CLI::App* added = add_place(group->add_subcommand(name, text));
        commands_.emplace_back(added, command);
        return added;
    }
    CLI::App* add_group(const char* name, const char* text) {
        CLI::App* group = app_.add_subcommand(name, text);
        group->require_subcommand(1);
        return group;
    }

    void add_init_and_serve() {
        init_ = add_place(app_.add_subcommand("init", "Make a new hub"));
        init_->add_option("--organisation", arguments_.organisation, "Name that tablets show")
            ->required();
        serve_ = add_place(app_.add_subcommand("serve", "Serve tablets until SIGTERM"));
        serve_->add_option("--listen", arguments_.listen, "Address and port; port 0 = any")
            ->capture_default_str();
        serve_->add_option("--cert", arguments_.certificate_file, "TLS certificate chain, PEM");
        serve_->add_option("--key", arguments_.certificate_key_file, "Its private key, PEM");
    }
    void add_copies() {
        backup_ = add_place(app_.add_subcommand("backup", "Write a copy, also while it serves"));
        restore_ = add_place(app_.add_subcommand("restore", "Put a backup in the hub's place"));
        for (CLI::App* command : {backup_, restore_}) {
            command->add_option("file", arguments_.file, "The backup")->required();
        }
    }
    void add_user_commands() {
        CLI::App* group = add_group("user", "People who work here");
        CLI::App* add = add_command(group, "add", "Add a person; prints the id",
                                    [](const Arguments& given, Administration& hub) {
                                        return add_user(given.name, given.role, hub);
                                    });
        add->add_option("--name", arguments_.name, "First and last name")->required();
        CLI::App* role = add_command(group, "role", "Give a person another role",
                                     [](const Arguments& given, Administration& hub) {
                                         return change_role(given.user, given.role, hub);
                                     });
        for (CLI::App* command : {add, role}) {
            command
                ->add_option("--role", arguments_.role,
                             "outreacher, nurse, social_worker, bridge_figure, coordinator or "
                             "administrator")
                ->required();
        }
        CLI::App* end = add_command(
            group, "end", "Refuse who doesn't work here any more",
            [](const Arguments& given, Administration& hub) { return end_user(given.user, hub); });
        CLI::App* back = add_command(group, "back", "Let them in again",
                                     [](const Arguments& given, Administration& hub) {
                                         return take_user_back(given.user, hub);
                                     });
        for (CLI::App* command : {role, end, back})
            command->add_option("--user", arguments_.user, "Id or name")->required();
        add_command(group, "list", "List them",
                    [](const Arguments&, Administration& hub) { return list_users(hub); });
    }
    void add_scope_commands() {
        CLI::App* group = add_group("scope", "Who sees which records");
        CLI::App* add = add_command(group, "add", "Add a scope; prints the id", scope_add);
        add->add_option("--name", arguments_.name, "Name")->required();
        add_command(group, "list", "List them", scope_list);
        CLI::App* grant = add_command(group, "grant", "Let a user see and write", scope_grant);
        CLI::App* end = add_command(group, "end", "End a user's grant", scope_end);
        for (CLI::App* command : {grant, end}) {
            command->add_option("--user", arguments_.user, "Id or name")->required();
            command->add_option("--scope", arguments_.scope, "Name")->required();
        }
        grant->add_flag("--read-only", arguments_.read_only, "See, not write");
    }
    void add_device_commands() {
        CLI::App* group = add_group("device", "Tablets");
        CLI::App* code = add_command(
            group, "code", "A one-time code for a new tablet, valid for 10 minutes",
            [](const Arguments& given, Administration& hub) { return make_code(given.user, hub); });
        code->add_option("--user", arguments_.user, "Id or name")->required();
        add_command(group, "list", "List them",
                    [](const Arguments&, Administration& hub) { return list_devices(hub); });
        CLI::App* revoke = add_command(group, "revoke", "Cut a lost tablet off",
                                       [](const Arguments& given, Administration& hub) {
                                           return revoke_device(given.device, hub);
                                       });
        revoke->add_option("--device", arguments_.device, "Id, as device list shows it")
            ->required();
    }

    void add_aside_commands() {
        CLI::App* group = add_group("aside", "Writes that came after their author's grant ended");
        add_command(group, "list", "List them, without what they say",
                    [](const Arguments&, Administration& hub) { return list_set_aside(hub); });
        CLI::App* take = add_command(group, "take", "Take one in after all",
                                     [](const Arguments& given, Administration& hub) {
                                         return take_set_aside(given.record, hub);
                                     });
        CLI::App* drop = add_command(group, "drop", "Let one go",
                                     [](const Arguments& given, Administration& hub) {
                                         return drop_set_aside(given.record, hub);
                                     });
        for (CLI::App* command : {take, drop})
            command->add_option("--record", arguments_.record, "As aside list shows it")
                ->required();
    }

    void add_erase() {
        CLI::App* erase = add_command(&app_, "erase",
                                      "Erase a family that asks for it, with all that hangs on it",
                                      [](const Arguments& given, Administration& hub) {
                                          return erase_family(given.family, given.is_sure, hub);
                                      });
        erase->add_option("--family", arguments_.family, "Its id")->required();
        erase->add_flag("--for-good", arguments_.is_sure, "Sure: it can't be undone");
    }

    void add_bundle_command() {
        CLI::App* group = add_group("bundle", "Tablets without a network, by file");
        import_bundle_ = add_place(group->add_subcommand(
            "import",
            "Take a tablet's file in and write the answer for it; the passphrase comes "
            "from OPPAD_BUNDLE_PASSPHRASE or is asked for"));
        import_bundle_->add_option("--in", arguments_.bundle.request_file, "The tablet's file")
            ->required();
        import_bundle_->add_option("--out", arguments_.bundle.answer_file, "The answer's file")
            ->required();
    }

    Arguments arguments_;
    CLI::App app_;
    CLI::App* import_bundle_ = nullptr;
    CLI::App* init_ = nullptr;
    CLI::App* serve_ = nullptr;
    CLI::App* backup_ = nullptr;
    CLI::App* restore_ = nullptr;
    std::vector<std::pair<CLI::App*, Command>> commands_;
};

}  // namespace

int run_command_line(int argc, const char* const* argv, HubMachine& machine) {
    CommandTree tree;
    try {
        tree.app().parse(argc, argv);
    } catch (const CLI::ParseError& failure) {
        return tree.app().exit(failure) == 0 ? 0 : kExitUsage;
    }
    return tree.run(machine);
}

}  // namespace oppad::hub
