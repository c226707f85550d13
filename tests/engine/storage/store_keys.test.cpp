// The wrapped key: which passphrase opens what, with and without the device's share, and how wrong
// tries are counted. Argon2id runs at its smallest cost here.
#include "engine/storage/store_keys.h"

#include <sys/resource.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "engine/storage/meta.h"
#include "tests/support/memory_files.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::test_key;

namespace {

constexpr KeyCost kSmallCost{.memory_kib = 8, .passes = 1};
constexpr const char* kPin = "493817";
constexpr const char* kPhrase = "vier gele fietsen";

struct KeyBench {
    Status create(const char* secret) {
        const Secret passphrase = Secret::copy_of_text(secret);
        Result<Store> made = create_store(paths, {.passphrase = passphrase, .device_share = share},
                                          "Brugfiguren", ports, kSmallCost);
        if (!made) return made.error();
        return set_meta(made->connection(), "here", as_bytes("yes"));
    }

    Result<Secret> open_with(const char* secret, const Secret& device_share) {
        const Secret passphrase = Secret::copy_of_text(secret);
        return unlock(paths, {.passphrase = passphrase, .device_share = device_share}, ports);
    }
    Result<Secret> open_with(const char* secret) { return open_with(secret, share); }

    void fail(int times) {
        for (int count = 0; count < times; ++count) {
            const Result<Secret> denied = open_with("000000");
            REQUIRE_FALSE(denied);
            REQUIRE(denied.error().code == ErrorCode::kDenied);
            clock.advance(std::chrono::hours{2});
        }
    }

    Tries tries() {
        const Result<Tries> answer = tries_of(paths, ports);
        REQUIRE(answer);
        return *answer;
    }

    test::TempFolder folder;
    StorePaths paths{folder.path() + "/store"};
    test::MemoryFiles files;
    test::TestEntropy entropy;
    test::TestClock clock;
    KeyPorts ports{files, entropy, clock};
    Secret share = test_key(50);
    Secret no_share;
    Secret other_share = test_key(51);
};

ErrorCode code_of(const Result<Secret>& answer) {
    REQUIRE_FALSE(answer);
    return answer.error().code;
}

}  // namespace

TEST_CASE("a first page that does not answer to the proven key is damage",
          "[storage][keys][hazard-43]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    const Result<Secret> key = bench.open_with(kPin);
    REQUIRE(key);
    REQUIRE(open_unlocked(bench.paths, *key));
    {
        std::fstream file{bench.paths.database(), std::ios::binary | std::ios::in | std::ios::out};
        file.seekp(100);
        file.write("damaged", 7);
    }
    const Result<Store> opened = open_unlocked(bench.paths, *key);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a PIN opens the store on its own device only", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    const Result<Secret> key = bench.open_with(kPin);
    REQUIRE(key);
    Result<Store> store = Store::open(bench.paths, *key);
    REQUIRE(store);
    CHECK(get_meta(store->connection(), "here"));
    CHECK(code_of(bench.open_with("493818")) == ErrorCode::kDenied);
    CHECK(code_of(bench.open_with(kPin, bench.other_share)) == ErrorCode::kDenied);
    CHECK(code_of(bench.open_with(kPin, bench.no_share)) == ErrorCode::kNotFound);
    CHECK_FALSE(bench.tries().opens_without_share);
}

TEST_CASE("a long passphrase opens the store with any share and without one", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPhrase));
    CHECK(bench.open_with(kPhrase));
    CHECK(bench.open_with(kPhrase, bench.no_share));
    CHECK(bench.open_with(kPhrase, bench.other_share));
    CHECK(code_of(bench.open_with("vier gele fietsem")) == ErrorCode::kDenied);
    CHECK(bench.tries().opens_without_share);
}

TEST_CASE("letters are counted, not bytes", "[storage][keys]") {
    KeyBench bench;
    bench.share = Secret{};
    CHECK(bench.create("éééééééééééééé").error().code == ErrorCode::kInvalid);
    CHECK(bench.create("ééééééééééééééé"));
}

TEST_CASE("a short PIN, and a PIN without a share, make no store", "[storage][keys]") {
    KeyBench bench;
    CHECK(bench.create("12345").error().code == ErrorCode::kInvalid);
    bench.share = Secret{};
    CHECK(bench.create(kPin).error().code == ErrorCode::kInvalid);
    CHECK(bench.files.files.empty());
    CHECK_FALSE(has_database(bench.paths));
}

TEST_CASE("five wrong tries bring growing delays", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    bench.fail(4);
    CHECK_FALSE(bench.tries().allowed_at.has_value());
    CHECK(code_of(bench.open_with("000000")) == ErrorCode::kDenied);
    CHECK(bench.tries().wrong == 5);
    REQUIRE(bench.tries().allowed_at.has_value());
    const auto first_delay = *bench.tries().allowed_at - bench.clock.now();
    CHECK(first_delay == std::chrono::seconds{30});
    // Too early: neither the right nor a wrong one counts.
    CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kBusy);
    CHECK(code_of(bench.open_with("000000")) == ErrorCode::kBusy);
    CHECK(bench.tries().wrong == 5);
    bench.clock.advance(first_delay);
    CHECK(code_of(bench.open_with("000000")) == ErrorCode::kDenied);
    CHECK(*bench.tries().allowed_at - bench.clock.now() > first_delay);

    SECTION("the right one after the delay starts the count anew") {
        bench.clock.advance(std::chrono::hours{1});
        CHECK(bench.open_with(kPin));
        CHECK(bench.tries().wrong == 0);
        CHECK_FALSE(bench.tries().allowed_at.has_value());
    }
    SECTION("a clock set back by years asks for the delay once, not for years") {
        bench.clock.wall = Instant{0};
        REQUIRE(bench.tries().allowed_at.has_value());
        CHECK(*bench.tries().allowed_at - bench.clock.now() == std::chrono::seconds{60});
    }
}

TEST_CASE("after ten wrong tries the right PIN fails, and the ciphertext stays",
          "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    bench.fail(10);
    CHECK(bench.tries().share_is_forfeit);
    CHECK_FALSE(bench.tries().opens_without_share);
    // Nor does anybody wait for what can't come: each further try is told at once.
    CHECK_FALSE(bench.tries().allowed_at);
    const Bytes before = bench.files.files.at(bench.paths.key_file());
    CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kDenied);
    CHECK(bench.files.files.at(bench.paths.key_file()) == before);
    CHECK(has_database(bench.paths));
    CHECK(bench.files.files.count(bench.paths.key_file()) == 1);
}

TEST_CASE("after ten wrong tries a long passphrase still opens", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPhrase));
    bench.fail(10);
    CHECK(bench.tries().share_is_forfeit);
    CHECK(bench.open_with(kPhrase, bench.no_share));
    CHECK_FALSE(bench.tries().share_is_forfeit);
}

TEST_CASE("a try is counted before it is made", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    // A disk that can't count lets nobody try.
    bench.files.is_full = true;
    CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kDiskFull);
    CHECK(code_of(bench.open_with("000000")) == ErrorCode::kDiskFull);
}

TEST_CASE("without the share that a PIN needs nothing is tried, and nothing counts",
          "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    for (int count = 0; count < kTriesMax; ++count)
        CHECK(code_of(bench.open_with(kPin, bench.no_share)) == ErrorCode::kNotFound);
    CHECK(bench.tries().wrong == 0);
    CHECK_FALSE(bench.tries().share_is_forfeit);
    CHECK_FALSE(bench.tries().allowed_at);
    CHECK(bench.open_with(kPin));
}

namespace {

// While it lives this program gets no memory beyond a gibibyte in all.
class ScarceMemory {
public:
    ScarceMemory() {
        REQUIRE(::getrlimit(RLIMIT_AS, &before_) == 0);
        const rlimit scarce{.rlim_cur = rlim_t{1} << 30U, .rlim_max = before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_AS, &scarce) == 0);
    }
    ~ScarceMemory() { ::setrlimit(RLIMIT_AS, &before_); }
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("a try for which there is no memory does not count", "[storage][keys]") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    SKIP("a sanitizer takes more memory than a limit leaves");
#endif
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    bench.fail(1);
    const Bytes before = bench.files.files.at(bench.paths.key_file());
    std::string greedy{as_text(before)};
    greedy.replace(greedy.find("\"memory_kib\": 8"), 15, "\"memory_kib\": 1048576");
    bench.files.files.at(bench.paths.key_file()).assign(greedy.begin(), greedy.end());
    {
        const ScarceMemory scarce;
        for (int count = 0; count < kTriesMax; ++count)
            CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kInternal);
    }
    CHECK(bench.tries().wrong == 1);
    CHECK(bench.files.files.at(bench.paths.key_file()) == Bytes(greedy.begin(), greedy.end()));
}

TEST_CASE("a changed passphrase opens the same store", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    const Secret old_pin = Secret::copy_of_text(kPin);
    const Secret phrase = Secret::copy_of_text(kPhrase);
    const Secret wrong = Secret::copy_of_text("000000");
    CHECK_FALSE(change_passphrase(
        bench.paths,
        {.old_passphrase = wrong, .new_passphrase = phrase, .device_share = bench.share},
        bench.ports, kSmallCost));
    REQUIRE(change_passphrase(
        bench.paths,
        {.old_passphrase = old_pin, .new_passphrase = phrase, .device_share = bench.share},
        bench.ports, kSmallCost));
    CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kDenied);
    const Result<Secret> key = bench.open_with(kPhrase, bench.no_share);
    REQUIRE(key);
    CHECK(Store::open(bench.paths, *key));
}

namespace {

// Somebody else changes the passphrase while the first write of an unlock has just been made.
class ChangedMeanwhile : public FileSystem {
public:
    explicit ChangedMeanwhile(KeyBench& bench) : bench_(bench) {}
    Result<std::optional<Bytes>> read(const std::string& path) override {
        return bench_.files.read(path);
    }
    Status replace(const std::string& path, ByteView content) override {
        TRY(bench_.files.replace(path, content));
        if (has_changed_) return ok();
        has_changed_ = true;
        const Secret old_pin = Secret::copy_of_text(kPin);
        const Secret phrase = Secret::copy_of_text(kPhrase);
        return change_passphrase(
            bench_.paths,
            {.old_passphrase = old_pin, .new_passphrase = phrase, .device_share = bench_.share},
            bench_.ports, kSmallCost);
    }
    Status remove(const std::string& path) override { return bench_.files.remove(path); }

private:
    KeyBench& bench_;
    bool has_changed_ = false;
};

}  // namespace

TEST_CASE("a passphrase that is changed while somebody unlocks stays changed", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    ChangedMeanwhile files{bench};
    const Secret pin = Secret::copy_of_text(kPin);
    REQUIRE(unlock(bench.paths, {.passphrase = pin, .device_share = bench.share},
                   {files, bench.entropy, bench.clock}));
    CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kDenied);
    CHECK(bench.open_with(kPhrase));
    CHECK(bench.tries().wrong == 0);
}

TEST_CASE("a key file tells the organisation and nothing that opens", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    const Result<Secret> key = bench.open_with(kPin);
    REQUIRE(key);
    const Bytes content = bench.files.files.at(bench.paths.key_file());
    const std::string_view text = as_text(content);
    CHECK(bench.tries().organisation == "Brugfiguren");
    CHECK(text.find(kPin) == std::string_view::npos);
    CHECK(text.find(to_hex(key->view())) == std::string_view::npos);
    CHECK(text.find(to_hex(bench.share.view())) == std::string_view::npos);
}

TEST_CASE("a damaged key file is corrupt and a newer one invalid", "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    Bytes& content = bench.files.files.at(bench.paths.key_file());
    const std::string whole{as_text(content)};
    const auto code_with = [&](const std::string& text) {
        content.assign(text.begin(), text.end());
        return code_of(bench.open_with(kPin));
    };
    CHECK(code_with("") == ErrorCode::kCorrupt);
    CHECK(code_with("[]") == ErrorCode::kCorrupt);
    CHECK(code_with("{\"format\":\"oppad-key\",\"version\":1}") == ErrorCode::kCorrupt);
    CHECK(code_with(whole.substr(0, whole.size() / 2)) == ErrorCode::kCorrupt);
    CHECK(code_with("{\"format\":\"oppad-key\",\"version\":2}") == ErrorCode::kInvalid);
    std::string greedy = whole;
    greedy.replace(greedy.find("\"memory_kib\": 8"), 15, "\"memory_kib\": 99999999");
    CHECK(code_with(greedy) == ErrorCode::kCorrupt);
    bench.files.files.clear();
    CHECK(code_of(bench.open_with(kPin)) == ErrorCode::kNotFound);
}

TEST_CASE("a second creation keeps the first store, an orphaned key file is kept aside",
          "[storage][keys]") {
    KeyBench bench;
    REQUIRE(bench.create(kPin));
    const Bytes first = bench.files.files.at(bench.paths.key_file());
    CHECK(bench.create(kPin).error().code == ErrorCode::kConflict);
    CHECK(bench.files.files.at(bench.paths.key_file()) == first);

    REQUIRE(::rename(bench.paths.database().c_str(),
                     (bench.paths.database() + ".set-aside").c_str()) == 0);
    REQUIRE(bench.create(kPin));
    CHECK(bench.files.files.size() == 2);
    bool is_kept = false;
    for (const auto& [path, content] : bench.files.files) is_kept |= content == first;
    CHECK(is_kept);
}
