// oppad-hub from the outside with its store in PostgreSQL: its commands, and two hub processes over
// one database that tablets can't tell apart.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/program.h"
#include "tests/hub/support/remote_tablet.h"

using namespace oppad;
using namespace oppad::test;

namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// A hub in a database, made by the program itself. The cluster takes any password: the one in the
// URL is there to be looked for.
struct MadeHub {
    MadeHub() {
        url.replace(url.find("oppad@"), 6, "oppad:geheim@");
        const ProgramResult made =
            run_hub({"init", "--store", url, "--organisation", "Huis van het Kind"});
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
    }
    std::string run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--store", url});
        const ProgramResult result = run_hub(arguments);
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
        return first_line(result.out);
    }
    std::string code_for(const std::string& user) const {
        return run({"device", "code", "--user", user});
    }
    std::vector<std::string> serve_arguments() const {
        return {"serve", "--store", url, "--listen", "127.0.0.1:0"};
    }
    std::int64_t last_seq() const {
        return std::stoll(PostgresCluster::of_this_program().ask(
            url, "SELECT last_seq FROM oppad_hub.organisations"));
    }

    TempFolder folder;
    std::string url = PostgresCluster::of_this_program().make_database();
    std::string log = folder.path() + "/log";
};

}  // namespace

TEST_CASE("every command takes a database instead of a folder", "[hub][program][postgres]") {
    MadeHub made;
    made.run({"user", "add", "--name", "Leen Peeters", "--role", "outreacher"});
    CHECK(made.run({"user", "list"}).find("Leen Peeters") != std::string::npos);
    made.run({"scope", "add", "--name", "Noord"});
    made.run({"scope", "grant", "--user", "Leen Peeters", "--scope", "Noord"});
    made.run({"restored"});
    CHECK(made.run({"trim"}) == "0 old deletions let go");

    struct Attempt {
        std::vector<std::string> arguments;
        int exit_code;
        const char* sentence;
    };
    const std::string empty = PostgresCluster::of_this_program().make_database();
    const std::vector<Attempt> attempts{
        {{"init", "--store", made.url, "--organisation", "Nog een"}, 1, "in that database already"},
        {{"init", "--store", empty, "--organisation", " "}, 1, "needs a name"},
        {{"user", "list", "--store", empty}, 1, "There is no hub in that database"},
        {{"user", "list", "--store", empty + "-nergens"}, 1, "can't be reached"},
        {{"serve", "--store", "postgres://geheim@127.0.0.1:1/x"}, 1, "reached"},
        {{"serve", "--store", made.url, "--listen", "0.0.0.0:0"}, 1, "loopback only"},
        {{"backup", "x", "--store", made.url}, 1, "pg_dump"},
        {{"restore", "x", "--store", made.url}, 1, "pg_dump"},
        {{"user", "list"}, 2, "--data or --store"},
        {{"user", "list", "--store", made.url, "--data", "x"}, 2, "xcludes"},
        {{"user", "list", "--store", "https://geheim@hub"}, 2, "postgres://"},
    };
    for (const Attempt& attempt : attempts) {
        const ProgramResult result = run_hub(attempt.arguments);
        INFO(attempt.sentence << " / " << result.err);
        CHECK(result.exit_code == attempt.exit_code);
        CHECK(result.err.find(attempt.sentence) != std::string::npos);
        CHECK(result.err.find("geheim") == std::string::npos);
    }
}

TEST_CASE("tablets meet over two hub processes and one database", "[hub][program][postgres]") {
    MadeHub made;
    made.run({"user", "add", "--name", "Leen", "--role", "outreacher"});
    made.run({"user", "add", "--name", "Sara", "--role", "outreacher"});
    ServingHub one{made.serve_arguments(), made.log};
    ServingHub two{made.serve_arguments(), made.log};
    HttpClient at_one{one.port(), ""};
    HttpClient at_two{two.port(), ""};
    TestHub world;
    TestTablet leen = enrol_over(at_one, world, made.code_for("Leen"));
    TestTablet sara = enrol_over(at_two, world, made.code_for("Sara"));

    const RecordKey key = leen.write_place("De Brug");
    CHECK(exchange_over(at_one, leen).receipts.size() == 1);
    exchange_over(at_two, sara);
    CHECK(sara.name_of(key) == "De Brug");
    // A cursor of one is a cursor of the other.
    sara.rename(key, "De Nieuwe Brug");
    exchange_over(at_one, sara);
    const sync::SyncReply news = exchange_over(at_two, leen);
    CHECK(news.changes.size() == 1);
    CHECK(leen.name_of(key) == "De Nieuwe Brug");
    CHECK(exchange_over(at_one, leen).changes.empty());

    made.run({"device", "revoke", "--device", sync::device_text(sara.device)});
    CHECK(at_one.send(sara.signed_request(sara.next_request())).status == 403);
    CHECK(at_two.send(sara.signed_request(sara.next_request())).status == 403);
    CHECK(one.end_by(SIGTERM) == 0);
    leen.write_place("Nog een");
    CHECK(exchange_over(at_two, leen).receipts.size() == 1);
    CHECK(two.end_by(SIGTERM) == 0);
    CHECK(content_of(made.log).find("geheim") == std::string::npos);
    CHECK(content_of(made.log).find("Brug") == std::string::npos);
}

TEST_CASE("what one hub process has seen, the other doesn't take a second time",
          "[hub][program][postgres][hazard-07][hazard-08]") {
    MadeHub made;
    made.run({"user", "add", "--name", "Leen", "--role", "outreacher"});
    ServingHub one{made.serve_arguments(), made.log};
    ServingHub two{made.serve_arguments(), made.log};
    HttpClient at_one{one.port(), ""};
    HttpClient at_two{two.port(), ""};
    TestHub world;
    TestTablet leen = enrol_over(at_one, world, made.code_for("Leen"));

    leen.write_place("De Brug");
    const sync::SyncRequest batch = leen.next_request();
    const hub::Request signed_once = leen.signed_request(batch);
    CHECK(at_one.send(signed_once).status == 200);
    const std::int64_t seq = made.last_seq();
    CHECK(at_two.send(signed_once).status == 401);                 // The nonce.
    CHECK(at_two.send(leen.signed_request(batch)).status == 200);  // The answer was lost.
    CHECK(made.last_seq() == seq);
    sync::SyncRequest other = batch;
    other.push.clear();
    leen.waiting.clear();
    leen.write_place("Iets anders");
    other.push = leen.waiting;
    CHECK(at_two.send(leen.signed_request(other)).status == 409);
    CHECK(made.last_seq() == seq);

    // One batch at both, at once: a tablet that gave up waiting too soon.
    leen.batch = batch.batch + 1;
    const sync::SyncRequest twice = leen.next_request();
    at_one.begin(leen.signed_request(twice));
    at_two.begin(leen.signed_request(twice));
    const auto from_one = message_in<sync::SyncReply>(to_response(at_one.finish()));
    const auto from_two = message_in<sync::SyncReply>(to_response(at_two.finish()));
    CHECK(from_one.receipts.size() == 1);
    CHECK(from_two.receipts.size() == 1);
    CHECK(made.last_seq() == seq + 1);
}

TEST_CASE("a tablet's file is taken into a database too, once",
          "[hub][program][postgres][bundle]") {
    MadeHub made;
    made.run({"user", "add", "--name", "Leen", "--role", "outreacher"});
    ServingHub serving{made.serve_arguments(), made.log};
    HttpClient client{serving.port(), ""};
    TestHub world;
    TestTablet leen = enrol_over(client, world, made.code_for("Leen"));
    leen.write_place("De Brug");
    const std::string there = made.folder.path() + "/there.oppad";
    const std::string back = made.folder.path() + "/back.oppad";
    require_success(world.files.replace(there, leen.bundle(leen.next_request(), "een zin")));

    const auto import = [&](const std::string& url, const char* passphrase) {
        ::setenv("OPPAD_BUNDLE_PASSPHRASE", passphrase, 1);
        ProgramResult done =
            run_hub({"bundle", "import", "--store", url, "--in", there, "--out", back});
        ::unsetenv("OPPAD_BUNDLE_PASSPHRASE");
        CHECK(done.err.find("geheim") == std::string::npos);
        return done;
    };
    const std::int64_t before = made.last_seq();
    CHECK(import(made.url, "een andere").err.find("did not open") != std::string::npos);
    CHECK(import("postgres://geheim@127.0.0.1:1/x", "een zin").exit_code == 1);
    CHECK(made.last_seq() == before);
    CHECK_FALSE(std::filesystem::exists(back));

    const ProgramResult taken = import(made.url, "een zin");
    INFO(taken.err);
    REQUIRE(taken.exit_code == 0);
    CHECK(taken.out.find("took 1, refused 0") != std::string::npos);
    CHECK(std::filesystem::file_size(back) > 0);
    CHECK(made.last_seq() == before + 1);
    CHECK(import(made.url, "een zin").exit_code == 0);
    CHECK(made.last_seq() == before + 1);
}

TEST_CASE("what was set aside in a database is listed without a word of it, taken in and dropped",
          "[hub][program][postgres][secrecy]") {
    MadeHub made;
    made.run({"user", "add", "--name", "Omar Haddad", "--role", "outreacher"});
    const auto north = parse_id(made.run({"scope", "add", "--name", "Noord"}));
    REQUIRE(north);
    const std::vector<std::string> whose{"--user", "Omar Haddad", "--scope", "Noord"};
    made.run({"scope", "grant", whose[0], whose[1], whose[2], whose[3]});
    ServingHub serving{made.serve_arguments(), made.log};
    HttpClient client{serving.port(), ""};
    TestHub world;
    TestTablet omar = enrol_over(client, world, made.code_for("Omar Haddad"));
    while (exchange_over(client, omar).has_more) {
    }
    const RecordKey taken = omar.write_place("Kolibrie", *north);
    const RecordKey dropped = omar.write_place("Kolibrie twee", *north);
    made.run({"scope", "end", whose[0], whose[1], whose[2], whose[3]});
    REQUIRE(exchange_over(client, omar).refusals.size() == 2);

    const auto aside = [&made](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "aside");
        arguments.insert(arguments.end(), {"--store", made.url});
        return run_hub(arguments);
    };
    const ProgramResult listed = aside({"list"});
    INFO(listed.err << listed.out);
    REQUIRE(listed.exit_code == 0);
    const std::string record = "places/" + to_text(taken.id);
    CHECK(listed.out.find(record) != std::string::npos);
    CHECK(listed.out.find("by Omar Haddad  in Noord  grant had ended") != std::string::npos);
    CHECK(listed.out.find("olibrie") == std::string::npos);
    const std::int64_t seq = made.last_seq();
    CHECK(aside({"drop", "--record", "places/" + to_text(dropped.id)}).exit_code == 0);
    CHECK(made.last_seq() == seq);
    CHECK(aside({"take", "--record", record}).exit_code == 0);
    CHECK(made.last_seq() == seq + 1);
    CHECK(aside({"list"}).out.empty());
    const ProgramResult again = aside({"take", "--record", record});
    CHECK(again.exit_code == 1);
    CHECK(again.err.find("Nothing of such a record is set aside") != std::string::npos);
    CHECK(again.err.find("geheim") == std::string::npos);
    CHECK(content_of(made.log).find("olibrie") == std::string::npos);
}
