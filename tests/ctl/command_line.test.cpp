// The real oppadctl in a process of its own: what it prints, where, and what it answers to the
// shell, on stores in a temporary folder. Every case starts from nothing.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/ctl/terminal.h"

namespace oppad::platform {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

}  // namespace

TEST_CASE("a demo makes its store, shows its families and is found whole", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(30), ExitCode::kDone);
    const Json families = shown(terminal, "families");
    CHECK(families.size() == 30);
    CHECK(families[0]["name"].get<std::string>().size() > 1);
    CHECK_FALSE(families[0].contains("note"));
    CHECK(shown(terminal, "places").size() == 29);
    CHECK(shown(terminal, "contacts").size() > 60);
    const Answer verified = terminal.run({"verify", "--store", terminal.store()});
    expect(verified, ExitCode::kDone);
    CHECK(has(verified.output, "Whole"));
}

TEST_CASE("the same seed shows the same families in another store", "[ctl][process]") {
    Terminal first;
    Terminal second;
    expect(first.demo(5), ExitCode::kDone);
    expect(second.demo(5), ExitCode::kDone);
    std::vector<std::string> names;
    for (const Json& family : shown(first, "families")) names.push_back(family["name"]);
    std::vector<std::string> again;
    for (const Json& family : shown(second, "families")) again.push_back(family["name"]);
    CHECK(names == again);
}

TEST_CASE("what is under professional secrecy is shown only when asked for", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(3), ExitCode::kDone);
    CHECK_FALSE(shown(terminal, "contacts")[0].contains("note"));
    const Answer asked =
        terminal.run({"show", "contacts", "--json", "--with-secret", "--store", terminal.store()});
    expect(asked, ExitCode::kDone);
    CHECK(has(asked.output, "\"note\""));
}

TEST_CASE("no readable word of a demo lies in the store's folder", "[ctl][process][secrecy]") {
    Terminal terminal;
    expect(terminal.demo(40), ExitCode::kDone);
    const std::string bytes = test::all_bytes_below(terminal.store());
    CHECK(bytes.size() > 100'000);
    CHECK_FALSE(has(bytes, "SQLite format 3"));
    int planted = 0;
    for (const char* what : {"families", "persons", "places"}) {
        for (const Json& record : shown(terminal, what)) {
            for (const char* field : {"name", "given_name", "street", "phone"}) {
                const std::string word = record.value(field, "");
                if (word.size() < 5) continue;  // Short words occur in random bytes.
                INFO(word);
                CHECK_FALSE(has(bytes, word));
                ++planted;
            }
        }
    }
    CHECK(planted > 100);
    CHECK_FALSE(has(bytes, kPassphrase));
}

TEST_CASE("each failure to open has its sentence and its code", "[ctl][process]") {
    Terminal terminal;
    const std::string store = terminal.store();
    SECTION("no store") {
        const Answer answer = terminal.run({"verify", "--store", store});
        expect(answer, ExitCode::kNoStore);
        CHECK(has(answer.complaint, "oppadctl init"));
        CHECK_FALSE(fs::exists(store));
    }
    SECTION("wrong passphrase") {
        expect(terminal.demo(1), ExitCode::kDone);
        const Answer answer =
            terminal.run_with("een andere zin die te lang is", {"verify", "--store", store});
        expect(answer, ExitCode::kWrongPassphrase);
        CHECK(has(answer.complaint, "wrong passphrase"));
        expect(terminal.run({"verify", "--store", store}), ExitCode::kDone);
    }
    SECTION("a store is there already") {
        expect(terminal.run({"init", "--store", store}), ExitCode::kDone);
        expect(terminal.run({"init", "--store", store}), ExitCode::kStoreExists);
    }
    SECTION("the passphrase is too short") {
        const Answer answer = terminal.run_with("abc", {"init", "--store", store});
        expect(answer, ExitCode::kBadInput);
        CHECK_FALSE(fs::exists(store + "/oppad.db"));
    }
    SECTION("the passphrase is empty") {
        expect(terminal.run_with("", {"init", "--store", store}), ExitCode::kBadInput);
    }
    SECTION("another program has it open") {
        expect(terminal.demo(1), ExitCode::kDone);
        const int holder = ::open((store + "/lock").c_str(), O_RDWR | O_CLOEXEC);
        REQUIRE(holder >= 0);
        REQUIRE(::flock(holder, LOCK_EX | LOCK_NB) == 0);
        expect(terminal.run({"verify", "--store", store}), ExitCode::kInUse);
        ::close(holder);
        expect(terminal.run({"verify", "--store", store}), ExitCode::kDone);
    }
    SECTION("a newer Op Pad wrote the key file") {
        expect(terminal.demo(1), ExitCode::kDone);
        Json key = Json::parse(e2e::read_file(store + "/oppad.key"));
        key["version"] = 99;
        std::ofstream(store + "/oppad.key") << key.dump();
        expect(terminal.run({"verify", "--store", store}), ExitCode::kNewerVersion);
    }
    SECTION("the key file is damaged") {
        expect(terminal.demo(1), ExitCode::kDone);
        std::ofstream(store + "/oppad.key") << "{\"format\":";
        const Answer answer = terminal.run({"verify", "--store", store});
        expect(answer, ExitCode::kDamaged);
        CHECK(e2e::read_file(store + "/oppad.key") == "{\"format\":");
    }
}

TEST_CASE("a page that was changed on disk is found, and nothing is deleted", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(20), ExitCode::kDone);
    const std::string path = terminal.store() + "/oppad.db";
    const auto size = fs::file_size(path);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(size / 2));
    file.put('\x5a');
    file.put('\xa5');
    file.close();
    const Answer answer = terminal.run({"verify", "--store", terminal.store()});
    expect(answer, ExitCode::kDamaged);
    CHECK(fs::file_size(path) == size);
}

TEST_CASE("a broken first page and missing work are damage, and verify says what is safe",
          "[ctl][process]") {
    Terminal terminal;
    const std::string store = terminal.store();
    expect(terminal.demo(1), ExitCode::kDone);
    SECTION("the first page") {
        std::fstream file(store + "/oppad.db", std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(100);
        file.write("damaged", 7);
    }
    SECTION("an older database under a mark that knows better") {
        fs::copy(store, terminal.folder() + "/older", fs::copy_options::recursive);
        expect(terminal.demo(1), ExitCode::kDone);
        fs::copy_file(terminal.folder() + "/older/oppad.db", store + "/oppad.db",
                      fs::copy_options::overwrite_existing);
        fs::remove(store + "/oppad.db-wal");
        // What verify calls safe is so.
        fs::copy(store, terminal.folder() + "/copy", fs::copy_options::recursive);
        fs::remove(terminal.folder() + "/copy/oppad.mark");
        expect(terminal.run({"verify", "--store", terminal.folder() + "/copy"}), ExitCode::kDone);
    }
    const Answer answer = terminal.run({"verify", "--store", store});
    expect(answer, ExitCode::kDamaged);
    CHECK(has(answer.complaint, "oppad.mark"));
    CHECK(has(answer.complaint, "Safe:"));
    const Answer synced = terminal.run({"sync", "--store", store});
    expect(synced, ExitCode::kDamaged);
    CHECK_FALSE(has(synced.complaint, "wrong passphrase"));
}

TEST_CASE("a folder that may not be written to is told as such", "[ctl][process]") {
    Terminal terminal;
    terminal.write_file("file", "not a folder");
    const Answer below_a_file =
        terminal.run({"init", "--store", terminal.folder() + "/file/store"});
    expect(below_a_file, ExitCode::kBadInput);
    CHECK(has(below_a_file.complaint, "is no folder"));
    const Answer below_nothing =
        terminal.run({"init", "--store", terminal.folder() + "/missing/store"});
    expect(below_nothing, ExitCode::kBadInput);
    CHECK(has(below_nothing.complaint, "isn't there"));

    if (::getuid() != 0) SKIP("only root can become somebody else");
    REQUIRE(::mkdir((terminal.folder() + "/kept").c_str(), 0700) == 0);
    ::chmod(terminal.folder().c_str(), 0755);
    const Answer refused =
        terminal.run_through({"/usr/bin/setpriv", "--reuid=65534", "--clear-groups"},
                             {"init", "--store", terminal.folder() + "/kept/store"});
    expect(refused, ExitCode::kNotAllowed);
}

TEST_CASE("a full disk is told and leaves no half store behind", "[ctl][process]") {
    Terminal terminal;
    const std::string disk = terminal.folder() + "/disk";
    REQUIRE(::mkdir(disk.c_str(), 0700) == 0);
    const std::string script = "mount -t tmpfs -o size=600k none '" + disk + "' || exit 77; cd '" +
                               disk + "'; exec \"$0\" \"$@\"";
    const Answer answer = terminal.run_through(
        {"/usr/bin/unshare", "--mount", "--map-root-user", "/bin/sh", "-c", script},
        {"demo", "--store", disk + "/store", "--families", "500"});
    if (static_cast<int>(answer.code) == 77 || has(answer.complaint, "unshare"))
        SKIP("this machine gives no disk of its own to a test");
    expect(answer, ExitCode::kDiskFull);
    CHECK(has(answer.complaint, "disk is full"));
}

TEST_CASE("the command line explains itself", "[ctl][process]") {
    Terminal terminal;
    const Answer version = terminal.run({"--version"});
    expect(version, ExitCode::kDone);
    CHECK(has(version.output, "oppadctl 0."));
    const Answer usage = terminal.run({"--help"});
    expect(usage, ExitCode::kDone);
    for (const char* command :
         {"init", "demo", "import", "enrol", "sync", "show", "verify", "passphrase"}) {
        CHECK(has(usage.output, command));
    }
    expect(terminal.run({"frobnicate"}), ExitCode::kUsage);
    expect(terminal.run({"demo", "--store", "x", "--families", "-4"}), ExitCode::kUsage);
    const Answer unknown = terminal.run({"show", "dragons", "--store", terminal.store()});
    expect(unknown, ExitCode::kUsage);
    CHECK(has(unknown.complaint, "families"));
}

TEST_CASE("a tablet without a hub says so, and an unreachable hub too", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.run({"init", "--store", terminal.store()}), ExitCode::kDone);
    expect(terminal.run({"sync", "--store", terminal.store()}), ExitCode::kNotEnrolled);
    expect(terminal.run({"enrol", "--store", terminal.store(), "--hub", "nonsense", "--code", "x"}),
           ExitCode::kBadInput);
    // Port 9 of this machine: nobody listens.
    expect(terminal.run({"enrol", "--store", terminal.store(), "--hub", "http://127.0.0.1:9",
                         "--code", "ABCDEF"}),
           ExitCode::kOffline);
}

}  // namespace oppad::platform
