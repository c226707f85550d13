// oppadctl passphrase: what opens the store afterwards, and that the old one still does after each
// failure.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/store_keys.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "sync/capture/rejoin.h"
#include "sync/capture/sync_state.h"
#include "tests/ctl/terminal.h"

namespace oppad::platform {

namespace {

constexpr const char* kNewPassphrase = "een nieuwe zin voor An alleen";
constexpr const char* kNewPin = "719204";

Answer change(Terminal& terminal, const std::string& to, const std::string& from = kPassphrase) {
    terminal.new_passphrase = to;
    return terminal.run_with(from, {"passphrase", "--store", terminal.store()});
}

ExitCode opens_with(Terminal& terminal, const std::string& passphrase) {
    return terminal.run_with(passphrase, {"verify", "--store", terminal.store()}).code;
}

}  // namespace

TEST_CASE("the new passphrase opens the store and the old one does not", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(1), ExitCode::kDone);
    const Answer changed = change(terminal, kNewPassphrase);
    expect(changed, ExitCode::kDone);
    CHECK(has(changed.output, "new passphrase from now on"));
    CHECK(opens_with(terminal, kPassphrase) == ExitCode::kWrongPassphrase);
    CHECK(opens_with(terminal, kNewPassphrase) == ExitCode::kDone);
    SECTION("a PIN in its place opens it on this device") {
        expect(change(terminal, kNewPin, kNewPassphrase), ExitCode::kDone);
        CHECK(opens_with(terminal, kNewPassphrase) == ExitCode::kWrongPassphrase);
        CHECK(opens_with(terminal, kNewPin) == ExitCode::kDone);
        std::filesystem::remove_all(terminal.folder() + "/data");
        CHECK(opens_with(terminal, kNewPin) == ExitCode::kWrongPassphrase);
    }
}

storage::Store open_long(const std::string& folder, const char* passphrase) {
    auto entropy = SodiumEntropy::create();
    REQUIRE(entropy);
    PosixFileSystem files;
    const SystemClock clock;
    const Secret typed = Secret::copy_of_text(passphrase);
    const Secret no_share;
    const storage::StorePaths paths{folder};
    const auto key = storage::unlock(paths, {.passphrase = typed, .device_share = no_share},
                                     {files, *entropy, clock});
    REQUIRE(key);
    auto store = storage::Store::open(paths, *key);
    REQUIRE(store);
    return std::move(*store);
}

TEST_CASE("once the passphrase is another nobody who was here before knows it", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(1), ExitCode::kDone);
    {
        storage::Store store = open_long(terminal.store(), kPassphrase);
        auto transaction = storage::Transaction::begin(store.connection());
        REQUIRE(transaction);
        REQUIRE(sync::set_number(store.connection(), sync::kFormerCodeKey, 1));
        REQUIRE(transaction->commit());
        const auto is_known = sync::has_former_code(store.connection());
        REQUIRE(is_known);
        CHECK(*is_known);
    }
    expect(change(terminal, kNewPassphrase), ExitCode::kDone);
    storage::Store store = open_long(terminal.store(), kNewPassphrase);
    const auto is_known = sync::has_former_code(store.connection());
    REQUIRE(is_known);
    CHECK_FALSE(*is_known);
}

TEST_CASE("a PIN opens a store whose share lies elsewhere, and without it counts no try",
          "[ctl][process]") {
    Terminal terminal;
    const std::string device = terminal.folder() + "/of-the-window";
    const auto run = [&](const std::string& code, std::vector<std::string> words, bool is_named) {
        words.insert(words.end(), {"--store", terminal.store()});
        if (is_named) words.insert(words.end(), {"--device", device});
        return terminal.run_with(code, std::move(words));
    };
    expect(run(kPassphrase, {"init"}, true), ExitCode::kDone);
    terminal.new_passphrase = kNewPin;
    expect(run(kPassphrase, {"passphrase"}, true), ExitCode::kDone);
    CHECK(std::filesystem::exists(device + "/share"));
    const Answer unnamed = run(kNewPin, {"verify"}, false);
    expect(unnamed, ExitCode::kWrongPassphrase);
    CHECK(has(unnamed.complaint, "--device"));
    CHECK(has(e2e::read_file(terminal.store() + "/oppad.key"), "\"wrong\": 0"));
    CHECK_FALSE(std::filesystem::exists(terminal.folder() + "/data/oppad-device/share"));
    expect(run(kNewPin, {"verify"}, true), ExitCode::kDone);
}

// As if nine tries had been wrong, a day ago.
void pretend_nine_wrong(const std::string& key_file) {
    auto tries = nlohmann::json::parse(e2e::read_file(key_file));
    tries["tries"] = {{"wrong", 9}, {"last_wrong_at_ms", 0}};
    std::ofstream{key_file, std::ios::binary} << tries.dump();
}

TEST_CASE("ten wrong passphrases destroy the device share, as at the lock screen",
          "[ctl][process][hazard-45]") {
    Terminal terminal;
    expect(terminal.demo(1), ExitCode::kDone);
    expect(change(terminal, kNewPin), ExitCode::kDone);
    const std::string share = terminal.folder() + "/data/oppad-device/share";
    REQUIRE(std::filesystem::exists(share));
    CHECK(opens_with(terminal, "000000") == ExitCode::kWrongPassphrase);
    CHECK(std::filesystem::exists(share));
    pretend_nine_wrong(terminal.store() + "/oppad.key");
    CHECK(opens_with(terminal, "000000") == ExitCode::kWrongPassphrase);
    CHECK_FALSE(std::filesystem::exists(share));
    CHECK(std::filesystem::exists(terminal.store() + "/oppad.db"));
}

TEST_CASE("a passphrase that can't be changed stays what it was", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(1), ExitCode::kDone);
    SECTION("the old one is wrong, which counts as a wrong try") {
        const Answer wrong = change(terminal, kNewPassphrase, "een andere zin die te lang is");
        expect(wrong, ExitCode::kWrongPassphrase);
        CHECK(has(wrong.complaint, "wrong passphrase"));
        CHECK(has(e2e::read_file(terminal.store() + "/oppad.key"), "\"wrong\": 1"));
    }
    SECTION("the new one is too short") {
        const Answer answer = change(terminal, "12345");
        expect(answer, ExitCode::kBadInput);
        CHECK(has(answer.complaint, "6 characters or more"));
        CHECK(has(answer.complaint, "old one still opens"));
    }
    SECTION("the new one is empty") {
        const Answer answer = change(terminal, "");
        expect(answer, ExitCode::kBadInput);
        CHECK(has(answer.complaint, "OPPAD_NEW_PASSPHRASE is empty"));
    }
    CHECK(opens_with(terminal, kPassphrase) == ExitCode::kDone);
    CHECK(opens_with(terminal, kNewPassphrase) == ExitCode::kWrongPassphrase);
}

TEST_CASE("without a store there is no passphrase to change", "[ctl][process]") {
    Terminal terminal;
    const Answer answer = change(terminal, kNewPassphrase);
    expect(answer, ExitCode::kNoStore);
    CHECK(has(answer.complaint, "oppadctl init"));
    CHECK_FALSE(std::filesystem::exists(terminal.store()));
}

TEST_CASE("a store in a folder that may not be written to keeps its passphrase", "[ctl][process]") {
    if (::getuid() != 0) SKIP("only root can become somebody else");
    Terminal terminal;
    expect(terminal.demo(1), ExitCode::kDone);
    terminal.new_passphrase = kNewPassphrase;
    // Its files are anybody's here; the folder is not.
    ::chmod(terminal.folder().c_str(), 0755);
    ::chmod(terminal.store().c_str(), 0755);
    for (const auto& file : std::filesystem::directory_iterator(terminal.store()))
        ::chmod(file.path().c_str(), 0666);
    const Answer refused =
        terminal.run_through({"/usr/bin/setpriv", "--reuid=65534", "--clear-groups"},
                             {"passphrase", "--store", terminal.store()});
    expect(refused, ExitCode::kNotAllowed);
    CHECK(has(refused.complaint, "may not be read or written"));
    CHECK(opens_with(terminal, kPassphrase) == ExitCode::kDone);
}

TEST_CASE("on a full disk the passphrase stays what it was", "[ctl][process]") {
    Terminal terminal;
    expect(terminal.demo(1), ExitCode::kDone);
    terminal.new_passphrase = kNewPassphrase;
    const std::string disk = terminal.folder() + "/disk";
    REQUIRE(::mkdir(disk.c_str(), 0700) == 0);
    // A disk of this test's own, filled up behind the store; then what is left there is tried.
    const std::string script = "mount -t tmpfs -o size=4m none '" + disk + "' || exit 77; cp -r '" +
                               terminal.store() + "' '" + disk + "/store'; dd if=/dev/zero of='" +
                               disk + "/rest' bs=1k 2>/dev/null; \"$0\" \"$@\"; code=$?; rm '" +
                               disk + "/rest'; OPPAD_PASSPHRASE='" + kPassphrase +
                               "' \"$0\" verify --store '" + disk +
                               "/store' || exit 78; exit $code";
    const Answer answer = terminal.run_through(
        {"/usr/bin/unshare", "--mount", "--map-root-user", "/bin/sh", "-c", script},
        {"passphrase", "--store", disk + "/store"});
    if (static_cast<int>(answer.code) == 77 || has(answer.complaint, "unshare"))
        SKIP("this machine gives no disk of its own to a test");
    expect(answer, ExitCode::kDiskFull);
    CHECK(has(answer.complaint, "disk is full"));
    CHECK(has(answer.output, "Whole"));
}

}  // namespace oppad::platform
