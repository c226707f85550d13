// oppad-hub from the outside: its commands, its sentences, and a hub that serves while it is
// administered, is killed, and leaves nothing readable behind.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>

#include "tests/hub/support/http_client.h"
#include "tests/hub/support/program.h"
#include "tests/hub/support/remote_tablet.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// A hub's folder made by the program itself.
struct MadeHub {
    MadeHub() {
        REQUIRE(
            run_hub({"init", "--data", data, "--organisation", "Huis van het Kind"}).exit_code ==
            0);
    }
    std::string add_user(const std::string& name) {
        const ProgramResult added =
            run_hub({"user", "add", "--data", data, "--name", name, "--role", "outreacher"});
        INFO(added.err);
        REQUIRE(added.exit_code == 0);
        return first_line(added.out);
    }
    std::string code_for(const std::string& user) {
        const ProgramResult made = run_hub({"device", "code", "--data", data, "--user", user});
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
        return first_line(made.out);
    }
    std::vector<std::string> serve_arguments() const {
        return {"serve", "--data", data, "--listen", "127.0.0.1:0"};
    }

    TempFolder folder;
    std::string data = folder.path() + "/hub";
    std::string log = folder.path() + "/log";
};

}  // namespace

TEST_CASE("every command that can't be done says why in a sentence", "[hub][program]") {
    MadeHub made;
    made.add_user("Leen Peeters");
    made.add_user("Sara Claes");
    made.add_user("Sara Claes");
    struct Attempt {
        std::vector<std::string> arguments;
        const char* sentence;
    };
    const std::string none = made.folder.path() + "/none";
    const std::vector<Attempt> attempts{
        {{"init", "--data", made.data, "--organisation", "Nog een"}, "There is a hub in"},
        {{"init", "--data", none, "--organisation", " "}, "needs a name"},
        {{"serve", "--data", none}, "There is no hub in"},
        {{"serve", "--data", made.data, "--listen", "0.0.0.0:0"}, "loopback only"},
        {{"serve", "--data", made.data, "--listen", "somewhere"}, "numeric address"},
        {{"serve", "--data", made.data, "--cert", "x.pem"}, "go together"},
        {{"serve", "--data", made.data, "--listen", "127.0.0.1:0", "--cert", "/no/x", "--key",
          "/no/y"},
         "certificate can't be used"},
        {{"user", "add", "--data", made.data, "--name", "X", "--role", "boss"}, "one of the roles"},
        {{"user", "add", "--data", made.data, "--name", "", "--role", "nurse"}, "needs a name"},
        {{"device", "code", "--data", made.data, "--user", "Niemand"}, "no such user"},
        {{"device", "code", "--data", made.data, "--user", "Sara Claes"}, "Several users"},
        {{"device", "revoke", "--data", made.data, "--device", "0123456789abcdef"},
         "no such device"},
        {{"device", "revoke", "--data", made.data, "--device", "x"}, "no such device"},
        {{"scope", "add", "--data", made.data, "--name", "team"}, "already"},
        {{"scope", "grant", "--data", made.data, "--user", "Leen Peeters", "--scope", "x"},
         "no such scope"},
        {{"erase", "--data", made.data, "--family", "x"}, "32 hexadecimal digits"},
        {{"erase", "--data", made.data, "--family", std::string(32, 'a')}, "Nothing was erased"},
        {{"erase", "--data", made.data, "--family", std::string(32, 'a'), "--for-good"},
         "no such family"},
    };
    for (const Attempt& attempt : attempts) {
        const ProgramResult result = run_hub(attempt.arguments);
        INFO(attempt.sentence << " / " << result.err);
        CHECK(result.exit_code == 1);
        CHECK(result.out.empty());
        CHECK(result.err.find(attempt.sentence) != std::string::npos);
    }
    CHECK(run_hub({}).exit_code == 2);
    CHECK(run_hub({"dance"}).exit_code == 2);
    CHECK(run_hub({"--version"}).out.find("oppad-hub 0.") == 0);
    CHECK(run_hub({"serve", "--help"}).exit_code == 0);
}

TEST_CASE("another hub's key opens nothing and says so", "[hub][program]") {
    MadeHub made;
    MadeHub other;
    const ProgramResult result =
        run_hub({"user", "list", "--data", made.data, "--key-file", other.data + "/hub.key"});
    CHECK(result.exit_code == 1);
    CHECK(result.err.find("doesn't open") != std::string::npos);
}

TEST_CASE("a key file that isn't there is asked for and never made anew", "[hub][program]") {
    MadeHub made;
    const std::string key = made.data + "/hub.key";
    const std::string elsewhere = made.folder.path() + "/away.key";
    std::filesystem::rename(key, elsewhere);
    for (const char* command : {"serve", "backup"}) {
        std::vector<std::string> arguments{command, "--data", made.data};
        if (command[0] == 'b') arguments.push_back(made.folder.path() + "/backup.db");
        const ProgramResult result = run_hub(arguments);
        CHECK(result.exit_code == 1);
        CHECK(result.err.find("isn't there") != std::string::npos);
    }
    CHECK(run_hub({"init", "--data", made.data, "--organisation", "Nog een"}).exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(key));
    std::filesystem::rename(elsewhere, key);
    CHECK(run_hub({"user", "list", "--data", made.data}).exit_code == 0);
}

TEST_CASE("a backup that can't be written is told of its own place", "[hub][program]") {
    MadeHub made;
    const ProgramResult result =
        run_hub({"backup", "--data", made.data, made.folder.path() + "/not-there/backup.db"});
    CHECK(result.exit_code == 1);
    CHECK(result.err.find("can't be written") != std::string::npos);
}

TEST_CASE("the key may live on another disk and is for its owner alone", "[hub][program]") {
    TempFolder folder;
    const std::string data = folder.path() + "/hub";
    const std::string key = folder.path() + "/usb.key";
    REQUIRE(
        run_hub({"init", "--data", data, "--organisation", "Noord", "--key-file", key}).exit_code ==
        0);
    CHECK_FALSE(std::filesystem::exists(data + "/hub.key"));
    CHECK(std::filesystem::status(key).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(std::filesystem::status(data).permissions() == std::filesystem::perms::owner_all);
    CHECK(run_hub({"user", "list", "--data", data, "--key-file", key}).exit_code == 0);
    CHECK(run_hub({"user", "list", "--data", data}).exit_code == 1);
}

TEST_CASE("a hub is administered while it serves and ends cleanly when asked", "[hub][program]") {
    MadeHub made;
    ServingHub serving{made.serve_arguments(), made.log};
    CHECK(serving.greeting().find("listening on http://127.0.0.1:") == 0);
    made.add_user("Leen Peeters");
    TestHub world;
    HttpClient client{serving.port(), ""};
    TestTablet leen = enrol_over(client, world, made.code_for("Leen Peeters"));
    const RecordKey key = leen.write_place("De Brug");
    CHECK(exchange_over(client, leen).receipts.size() == 1);

    const std::string listed = run_hub({"device", "list", "--data", made.data}).out;
    CHECK(listed.find(sync::device_text(leen.device) + "  in use") == 0);
    const auto about_leen = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--data", made.data, "--user", "Leen Peeters"});
        return run_hub(words);
    };
    CHECK(about_leen({"user", "role", "--role", "nurse"}).exit_code == 0);
    CHECK(about_leen({"user", "role", "--role", "boss"}).exit_code == 1);
    CHECK(about_leen({"user", "end"}).exit_code == 0);
    const std::string users = run_hub({"user", "list", "--data", made.data}).out;
    CHECK(users.find("  nurse  Leen Peeters  ended") != std::string::npos);
    CHECK(client.send(leen.signed_request(leen.next_request())).status == 403);
    CHECK(about_leen({"device", "code"}).err.find("user back") != std::string::npos);
    CHECK(about_leen({"user", "back"}).exit_code == 0);
    CHECK(client.send(leen.signed_request(leen.next_request())).status == 200);

    CHECK(run_hub(
              {"device", "revoke", "--data", made.data, "--device", sync::device_text(leen.device)})
              .exit_code == 0);
    CHECK(client.send(leen.signed_request(leen.next_request())).status == 403);

    CHECK(serving.end_by(SIGTERM) == 0);
    CHECK_FALSE(std::filesystem::exists(made.data + "/hub.db-wal"));

    ServingHub again{made.serve_arguments(), made.log};
    HttpClient second{again.port(), ""};
    TestTablet spare = enrol_over(second, world, made.code_for("Leen Peeters"));
    while (exchange_over(second, spare).has_more) {
    }
    CHECK(spare.name_of(key) == "De Brug");
    CHECK(again.end_by(SIGINT) == 0);
}

TEST_CASE("what was set aside is listed without a word of it, taken in and dropped",
          "[hub][program][secrecy]") {
    TestHub inner;
    const hub::Scope north = required(inner.administration->add_scope("Noord"));
    TestTablet omar = inner.enrol("Omar Haddad");
    const hub::User user = inner.user("Omar Haddad");
    require_success(inner.administration->grant(user, north, hub::Right::kWrite));
    omar.exchange_all();
    const RecordKey taken = omar.write_place("Kolibrie", north.id);
    const RecordKey dropped = omar.write_place("Kolibrie twee", north.id);
    inner.clock.advance(std::chrono::seconds{1});
    require_success(inner.administration->end_grant(user, north));
    REQUIRE(omar.exchange().refusals.size() == 2);

    const std::vector<std::string> place{"--data", inner.paths.folder};
    const auto aside = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "aside");
        arguments.insert(arguments.end(), place.begin(), place.end());
        return run_hub(arguments);
    };
    const ProgramResult listed = aside({"list"});
    INFO(listed.err << listed.out);
    REQUIRE(listed.exit_code == 0);
    const std::string record = "places/" + to_text(taken.id);
    CHECK(listed.out.find(record) != std::string::npos);
    CHECK(listed.out.find("by Omar Haddad  in Noord  grant had ended") != std::string::npos);
    CHECK(listed.out.find("olibrie") == std::string::npos);
    CHECK(aside({"take", "--record", record}).exit_code == 0);
    CHECK(aside({"drop", "--record", "places/" + to_text(dropped.id)}).exit_code == 0);
    CHECK(aside({"list"}).out.empty());
    const ProgramResult again = aside({"take", "--record", record});
    CHECK(again.exit_code == 1);
    CHECK(again.err.find("Nothing of such a record is set aside") != std::string::npos);
    CHECK(aside({"drop", "--record", "nonsense"}).exit_code == 1);
}

TEST_CASE("a family that asks for it is erased by one command, once", "[hub][program][hazard-47]") {
    TestHub inner;
    TestTablet leen = inner.enrol("Leen Peeters");
    const RecordKey family{RecordType::kFamily, inner.entropy.id()};
    sync::RecordState state{.key = family, .scope = leen.scope};
    state.scope_stamp = {sync::stamp_time(inner.clock.now()), leen.device};
    leen.waiting.push_back(state);
    leen.exchange();

    const auto erase = [&] {
        return run_hub(
            {"erase", "--data", inner.paths.folder, "--family", to_text(family.id), "--for-good"});
    };
    const ProgramResult erased = erase();
    INFO(erased.err);
    CHECK(erased.exit_code == 0);
    CHECK(erased.out.find("records erased: 1;") == 0);
    CHECK(erase().out.find("erased before") == 0);
    leen.exchange_all();
    CHECK(leen.records.at(family).erased);
}

TEST_CASE("a backup made while serving is put back only when the hub has stopped",
          "[hub][program][hazard-26]") {
    MadeHub made;
    made.add_user("Leen Peeters");
    const std::string backup = made.folder.path() + "/backup.db";
    TestHub world;
    {
        ServingHub serving{made.serve_arguments(), made.log};
        HttpClient client{serving.port(), ""};
        TestTablet leen = enrol_over(client, world, made.code_for("Leen Peeters"));
        const RecordKey before = leen.write_place("De Brug");
        CHECK(exchange_over(client, leen).receipts.size() == 1);
        CHECK(run_hub({"backup", "--data", made.data, backup}).exit_code == 0);
        CHECK(run_hub({"backup", "--data", made.data, backup}).exit_code == 1);  // Never over one.
        CHECK(all_bytes_below(made.folder.path()).find("SQLite format") == std::string::npos);
        leen.write_place("Na de back-up");
        CHECK(exchange_over(client, leen).receipts.size() == 1);
        const ProgramResult too_early = run_hub({"restore", "--data", made.data, backup});
        CHECK(too_early.exit_code == 1);
        CHECK(too_early.err.find("is serving") != std::string::npos);
        leen.write_place("Nog later");
        CHECK(exchange_over(client, leen).receipts.size() == 1);
        CHECK(serving.end_by(SIGTERM) == 0);
        REQUIRE(run_hub({"restore", "--data", made.data, backup}).exit_code == 0);

        ServingHub again{made.serve_arguments(), made.log};
        HttpClient second{again.port(), ""};
        const sync::SyncReply told = exchange_over(second, leen);
        CHECK(told.restart == sync::Restart::kHubPutBack);
        TestTablet fresh = enrol_over(second, world, made.code_for("Leen Peeters"));
        while (exchange_over(second, fresh).has_more) {
        }
        CHECK(fresh.name_of(before) == "De Brug");
        CHECK(fresh.records.size() == 2);  // And the colleague: the backup holds no more.
        CHECK(again.end_by(SIGTERM) == 0);
    }
    CHECK(run_hub({"trim", "--data", made.data}).out == "0 old deletions let go\n");
    CHECK(run_hub({"restore", "--data", made.data, made.folder.path() + "/none"}).exit_code == 1);
    MadeHub other;
    const ProgramResult foreign = run_hub({"restore", "--data", other.data, backup});
    CHECK(foreign.exit_code == 1);
    CHECK(foreign.err.find("doesn't open") != std::string::npos);
}

TEST_CASE("what the hub acknowledged survives its being killed", "[hub][program]") {
    MadeHub made;
    made.add_user("Leen Peeters");
    TestHub world;
    std::vector<RecordKey> acknowledged;
    std::optional<TestTablet> leen;
    for (int life = 0; life < 3; ++life) {
        ServingHub serving{made.serve_arguments(), made.log};
        HttpClient client{serving.port(), ""};
        if (!leen) leen.emplace(enrol_over(client, world, made.code_for("Leen Peeters")));
        for (int count = 0; count < 5; ++count) {
            acknowledged.push_back(leen->write_place("Plaats"));
            REQUIRE(exchange_over(client, *leen).receipts.size() == 1);
        }
        CHECK(serving.end_by(SIGKILL) == 128 + SIGKILL);
    }
    ServingHub serving{made.serve_arguments(), made.log};
    HttpClient client{serving.port(), ""};
    TestTablet fresh = enrol_over(client, world, made.code_for("Leen Peeters"));
    while (exchange_over(client, fresh).has_more) {
    }
    for (const RecordKey& key : acknowledged) CHECK(fresh.name_of(key).has_value());
}

TEST_CASE("no planted word can be read in the hub's files or log", "[hub][program][secrecy]") {
    MadeHub made;
    const std::vector<std::string> words{"Zilverspar", "Kwikstaart", "Vuurdoorn", "Nachtegaal"};
    made.add_user("Leen " + words[0]);
    TestHub world;
    ServingHub serving{made.serve_arguments(), made.log};
    HttpClient client{serving.port(), ""};
    const std::string code = made.code_for("Leen " + words[0]);
    TestTablet leen = enrol_over(client, world, code);
    for (int count = 0; count < 25; ++count) {
        for (const std::string& word : words) leen.write_place(word + std::to_string(count));
    }
    leen.write_place(words[1], world.entropy.id());  // Refused, and nothing of it kept.
    exchange_over(client, leen);
    client.send({.method = "GET", .target = "/v1/" + words[2]});

    int files = 0;
    const auto look = [&] {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator{made.folder.path()}) {
            if (!entry.is_regular_file()) continue;
            ++files;
            const std::string content = content_of(entry.path().string());
            INFO(entry.path().filename().string());
            for (const std::string& word : words) {
                CHECK(content.find(word) == std::string::npos);
            }
            CHECK(content.find(code) == std::string::npos);
            CHECK(content.find(to_text(leen.scope)) == std::string::npos);
            CHECK(content.find(sync::device_text(leen.device)) == std::string::npos);
        }
    };
    look();  // With the write-ahead log still there.
    CHECK(std::filesystem::exists(made.data + "/hub.db-wal"));
    CHECK(serving.end_by(SIGTERM) == 0);
    look();
    CHECK(files >= 3 + 2);
    CHECK(content_of(made.log).find("path=sync status=200") != std::string::npos);
}

TEST_CASE("the program serves TLS with a certificate", "[hub][program]") {
    MadeHub made;
    const TestCertificate certificate = make_certificate(made.folder.path());
    std::vector<std::string> arguments = made.serve_arguments();
    arguments.insert(arguments.end(),
                     {"--cert", certificate.certificate_file, "--key", certificate.key_file});
    ServingHub serving{arguments, made.log};
    CHECK(serving.greeting().find("listening on https://127.0.0.1:") == 0);
    HttpClient client{serving.port(), certificate.certificate_file};
    CHECK(client.send({.method = "GET", .target = "/v1/hello"}).status == 200);
    CHECK(serving.end_by(SIGTERM) == 0);
}
