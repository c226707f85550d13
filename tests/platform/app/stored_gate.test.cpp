// The gate over a real encrypted store: each way in, each reason to stay outside, and that none of
// them loses what was written.
#include "platform/app/stored_gate.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>

#include "engine/storage/meta.h"
#include "engine/storage/store_keys.h"
#include "platform/host/file_key_store.h"
#include "platform/host/posix_file_system.h"
#include "platform/tablet/owner.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

constexpr const char* kPin = "482913";
// Argon2id at its cheapest: these cases are about the gate.
constexpr storage::KeyCost kCheap{.memory_kib = 8, .passes = 1};

class SilentBell final : public WindowBell {
public:
    void ring() override {}
};

// A tablet that was set up for somebody, and the machine around it.
struct SetUp {
    test::TempFolder folder;
    test::TestClock clock;
    test::TestEntropy entropy;
    PosixFileSystem files;
    FileKeyStore keys{files, entropy, folder.path() + "/device"};
    SilentBell bell;
    Mailbox mailbox{bell};
    storage::StorePaths paths{folder.path() + "/store"};

    SetUp() {
        storage::Store store = make();
        REQUIRE(save_local_owner(store.connection(), clock, entropy, "Els Peeters"));
    }

    TabletPorts ports() { return {files, keys, clock, entropy, mailbox, {}}; }
    Secret share() {
        Secret share;
        keys.make_key([&share](Result<Secret> answer) {
            REQUIRE(answer);
            share = std::move(*answer);
        });
        return share;
    }
    storage::Store make() {
        const Secret pin = Secret::copy_of_text(kPin);
        const Secret held = share();
        auto store = storage::create_store(paths, {pin, held}, "Huis van het Kind",
                                           {files, entropy, clock}, kCheap);
        REQUIRE(store);
        return std::move(*store);
    }
    Secret database_key() {
        const Secret pin = Secret::copy_of_text(kPin);
        const Secret held = share();
        auto key = storage::unlock(paths, {pin, held}, {files, entropy, clock});
        REQUIRE(key);
        return std::move(*key);
    }
};

UnlockAnswer try_pin(StoredGate& gate, const char* pin) {
    return gate.unlock(Secret::copy_of_text(pin));
}

TEST_CASE("the right PIN opens the tablet, and a draft outlives the lock", "[platform][app]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    engine::ContactDraft draft;
    draft.id = tablet.entropy.id();
    draft.note = "half a sentence";
    {
        const UnlockAnswer answer = try_pin(gate, kPin);
        REQUIRE(answer.tablet);
        CHECK(answer.tablet->staff().name == "Els Peeters");
        CHECK(answer.tablet->sync_status().state == sync::SyncState::kNotEnrolled);
        REQUIRE(answer.tablet->run(engine::SaveDraft{draft}).saved());
    }
    const UnlockAnswer again = try_pin(gate, kPin);
    REQUIRE(again.tablet);
    const auto seen = again.tablet->look(engine::LookLogContact{draft.id, {}, {}});
    REQUIRE(seen);
    const auto& page = std::get<engine::LogContactPage>(*seen);
    REQUIRE(page.draft);
    CHECK(page.draft->note == "half a sentence");
}

TEST_CASE("a wrong PIN opens nothing, and five make a person wait", "[platform][app]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    for (int count = 0; count < 4; ++count) {
        const UnlockAnswer answer = try_pin(gate, "000000");
        CHECK_FALSE(answer.tablet);
        CHECK(answer.failure == ui::UnlockFailure::kWrongPassphrase);
        CHECK(answer.gate.lock == ui::LockState::kLocked);
        CHECK_FALSE(answer.gate.unlock_allowed_at);
    }
    REQUIRE(try_pin(gate, "000000").gate.unlock_allowed_at);
    const UnlockAnswer early = try_pin(gate, kPin);
    CHECK_FALSE(early.tablet);
    CHECK(early.failure == ui::UnlockFailure::kTooManyTries);
    tablet.clock.advance(std::chrono::hours{2});
    CHECK(try_pin(gate, kPin).tablet);
}

TEST_CASE("ten wrong PINs destroy the device share, and the store stays",
          "[platform][app][hazard-45]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    for (int count = 0; count < 10; ++count) {
        tablet.clock.advance(std::chrono::hours{2});
        CHECK_FALSE(try_pin(gate, "000000").tablet);
    }
    CHECK_FALSE(std::filesystem::exists(tablet.folder.path() + "/device/share"));
    const GateView shut = gate.look();
    CHECK(shut.lock == ui::LockState::kLocked);
    CHECK(shut.forfeit == ui::Forfeit::kEverything);
    CHECK_FALSE(shut.unlock_allowed_at);  // There is nothing to wait for.
    CHECK_FALSE(try_pin(gate, kPin).tablet);
    CHECK(try_pin(gate, kPin).gate.forfeit == ui::Forfeit::kEverything);
    CHECK(std::filesystem::exists(tablet.paths.database()));
}

TEST_CASE("after ten wrong tries a long passphrase is asked for, and opens", "[platform][app]") {
    constexpr const char* kPhrase = "een zin die lang genoeg is";
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    REQUIRE(gate.change_code(Secret::copy_of_text(kPin), Secret::copy_of_text(kPhrase)));
    for (int count = 0; count < 10; ++count) {
        CHECK(gate.look().forfeit == ui::Forfeit::kNone);
        tablet.clock.advance(std::chrono::hours{2});
        CHECK_FALSE(try_pin(gate, "000000").tablet);
    }
    CHECK(gate.look().forfeit == ui::Forfeit::kPinOnly);
    tablet.clock.advance(std::chrono::hours{2});
    const UnlockAnswer wrong = try_pin(gate, "een andere zin, die niet klopt");
    CHECK(wrong.failure == ui::UnlockFailure::kWrongPassphrase);
    REQUIRE(wrong.gate.unlock_allowed_at);
    tablet.clock.advance(std::chrono::hours{2});
    CHECK(try_pin(gate, kPhrase).tablet);
    CHECK(gate.look().forfeit == ui::Forfeit::kNone);
}

TEST_CASE("a folder without a store is a tablet that was never set up", "[platform][app]") {
    SetUp tablet;
    StoredGate nowhere{{tablet.folder.path() + "/none"}, tablet.ports()};
    CHECK(nowhere.look().lock == ui::LockState::kNoStore);
    CHECK_FALSE(std::filesystem::exists(tablet.folder.path() + "/none"));
    StoredGate empty{{tablet.folder.path() + "/device"}, tablet.ports()};
    CHECK(empty.look().lock == ui::LockState::kNoStore);
}

TEST_CASE("a tablet is set up in a folder that was not there, and opens again", "[platform][app]") {
    SetUp other;
    const storage::StorePaths paths{other.folder.path() + "/deep/new"};
    StoredGate gate{paths, other.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kNoStore);
    const auto refused = gate.set_up({"Els", Secret::copy_of_text("123")});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kInvalid);
    CHECK(gate.look().lock == ui::LockState::kNoStore);
    {
        const auto tablet = gate.set_up({"Els Peeters", Secret::copy_of_text("719204")});
        INFO((tablet ? std::string{} : tablet.error().detail));
        REQUIRE(tablet);
        CHECK((*tablet)->staff().name == "Els Peeters");
        StoredGate second{paths, other.ports()};
        CHECK(second.look().lock == ui::LockState::kUnusable);  // Another window waits.
    }
    CHECK(gate.look().lock == ui::LockState::kLocked);
    const auto again = gate.set_up({"An", Secret::copy_of_text("000000")});
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::kConflict);
    const UnlockAnswer opened = try_pin(gate, "719204");
    REQUIRE(opened.tablet);
    CHECK(opened.tablet->staff().name == "Els Peeters");
}

TEST_CASE("a store whose making was cut off before it had an owner opens", "[platform][app]") {
    SetUp tablet;
    {
        auto store = storage::Store::open(tablet.paths, tablet.database_key());
        REQUIRE(store);
        REQUIRE(storage::drop_meta(store->connection(), "local_owner"));
    }
    StoredGate gate{tablet.paths, tablet.ports()};
    CHECK(try_pin(gate, kPin).tablet);
}

TEST_CASE("a second window is told that the store is held, and gets it when the first ends",
          "[platform][app]") {
    SetUp tablet;
    std::optional<StoredGate> first;
    first.emplace(tablet.paths, tablet.ports());
    REQUIRE(first->look().lock == ui::LockState::kLocked);
    StoredGate second{tablet.paths, tablet.ports()};
    const GateView held = second.look();
    CHECK(held.lock == ui::LockState::kUnusable);
    CHECK(held.store_error->code == ErrorCode::kBusy);
    first.reset();
    CHECK(second.look().lock == ui::LockState::kLocked);
    CHECK(try_pin(second, kPin).tablet);
}

TEST_CASE("a store that another program has open is told, and opens when that lets go",
          "[platform][app]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    {
        const auto other = storage::Store::open(tablet.paths, tablet.database_key());
        REQUIRE(other);
        const UnlockAnswer answer = try_pin(gate, kPin);
        CHECK_FALSE(answer.tablet);
        CHECK_FALSE(answer.failure);
        CHECK(answer.gate.lock == ui::LockState::kUnusable);
        CHECK(answer.gate.store_error->code == ErrorCode::kBusy);
    }
    CHECK(gate.look().lock == ui::LockState::kLocked);
    CHECK(try_pin(gate, kPin).tablet);
}

TEST_CASE("a store of a newer Op Pad is left as it is", "[platform][app]") {
    SetUp tablet;
    {
        const Secret key = tablet.database_key();
        auto raw = storage::Connection::open({.path = tablet.paths.database(), .key = &key});
        REQUIRE(raw);
        REQUIRE((*raw)->execute_script("PRAGMA user_version = 9999"));
    }
    StoredGate gate{tablet.paths, tablet.ports()};
    const UnlockAnswer answer = try_pin(gate, kPin);
    CHECK_FALSE(answer.tablet);
    CHECK(answer.gate.lock == ui::LockState::kUnusable);
    CHECK(answer.gate.store_error->code == ErrorCode::kInvalid);
    CHECK(gate.look().lock == ui::LockState::kUnusable);
}

TEST_CASE("a store without its key file is damage, not a new tablet", "[platform][app]") {
    SetUp tablet;
    REQUIRE(tablet.files.remove(tablet.paths.key_file()));
    StoredGate gate{tablet.paths, tablet.ports()};
    const GateView seen = gate.look();
    CHECK(seen.lock == ui::LockState::kUnusable);
    CHECK(seen.store_error->code == ErrorCode::kCorrupt);
    CHECK(std::filesystem::exists(tablet.paths.database()));
}

TEST_CASE(
    "a tablet whose share of the key is gone says so, changes nothing, and opens with it back",
    "[platform][app][keys]") {
    SetUp tablet;
    const std::string share = tablet.folder.path() + "/device/share";
    const std::string kept = tablet.folder.path() + "/kept";
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    std::filesystem::rename(share, kept);
    const GateView seen = gate.look();
    CHECK(seen.lock == ui::LockState::kUnusable);
    CHECK(seen.store_error->code == ErrorCode::kNotFound);
    for (int count = 0; count < storage::kTriesMax; ++count) {
        const UnlockAnswer answer = try_pin(gate, kPin);  // As from before it was seen.
        CHECK_FALSE(answer.tablet);
        CHECK_FALSE(answer.failure);
        CHECK(answer.gate.lock == ui::LockState::kUnusable);
        CHECK_FALSE(gate.change_code(Secret::copy_of_text(kPin), Secret::copy_of_text("719204")));
    }
    CHECK_FALSE(std::filesystem::exists(share));
    const storage::KeyPorts ports{tablet.files, tablet.entropy, tablet.clock};
    CHECK(storage::tries_of(tablet.paths, ports)->wrong == 0);
    std::filesystem::rename(kept, share);
    CHECK(gate.look().lock == ui::LockState::kLocked);
    CHECK(try_pin(gate, kPin).tablet);
}

TEST_CASE("a long passphrase opens without the share, and a new code has one made",
          "[platform][app][keys]") {
    constexpr const char* kPhrase = "een zin die lang genoeg is";
    SetUp tablet;
    const std::string share = tablet.folder.path() + "/device/share";
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    REQUIRE(gate.change_code(Secret::copy_of_text(kPin), Secret::copy_of_text(kPhrase)));
    std::filesystem::remove(share);
    CHECK(gate.look().lock == ui::LockState::kLocked);
    CHECK(try_pin(gate, kPhrase).tablet);
    CHECK_FALSE(std::filesystem::exists(share));
    REQUIRE(gate.change_code(Secret::copy_of_text(kPhrase), Secret::copy_of_text("719204")));
    CHECK(std::filesystem::exists(share));
    CHECK(try_pin(gate, "719204").tablet);
}

TEST_CASE("the right PIN on a store with a broken first page says damage, not wrong PIN",
          "[platform][app]") {
    SetUp tablet;
    {
        std::fstream file{tablet.paths.database(), std::ios::binary | std::ios::in | std::ios::out};
        file.seekp(100);
        file.write("damaged", 7);
    }
    StoredGate gate{tablet.paths, tablet.ports()};
    const UnlockAnswer answer = try_pin(gate, kPin);
    CHECK_FALSE(answer.tablet);
    CHECK(answer.gate.lock == ui::LockState::kUnusable);
    CHECK(answer.gate.store_error->code == ErrorCode::kCorrupt);
}

TEST_CASE("who has the tablet open proves to be its person, and wrong tries count",
          "[platform][app]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    const UnlockAnswer open = gate.unlock(Secret::copy_of_text(kPin));
    REQUIRE(open.tablet);
    CHECK(gate.confirm(Secret::copy_of_text(kPin)));
    for (int count = 0; count < storage::kTriesBeforeDelay; ++count) {
        CHECK(gate.confirm(Secret::copy_of_text("000000")).error().code == ErrorCode::kDenied);
    }
    CHECK(gate.confirm(Secret::copy_of_text(kPin)).error().code == ErrorCode::kBusy);
}

constexpr const char* kNewPin = "719204";

Status change(StoredGate& gate, const char* from, const char* to) {
    return gate.change_code(Secret::copy_of_text(from), Secret::copy_of_text(to));
}

TEST_CASE("a new code opens the tablet in place of the old one", "[platform][app][code]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    {
        const UnlockAnswer open = try_pin(gate, kPin);
        REQUIRE(open.tablet);
        REQUIRE(change(gate, kPin, kNewPin));
        CHECK(gate.confirm(Secret::copy_of_text(kNewPin)));
        // Who works on it goes on working.
        CHECK(open.tablet->run(engine::SaveDraft{{.id = tablet.entropy.id()}}).saved());
    }
    CHECK_FALSE(try_pin(gate, kPin).tablet);
    const UnlockAnswer again = try_pin(gate, kNewPin);
    REQUIRE(again.tablet);
    CHECK(again.tablet->staff().name == "Els Peeters");
}

TEST_CASE("a code that can't be changed stays what it was, and wrong tries count",
          "[platform][app][code]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    REQUIRE(gate.look().lock == ui::LockState::kLocked);
    SECTION("the new one is too short, which counts as no try") {
        CHECK(change(gate, kPin, "12345").error().code == ErrorCode::kInvalid);
        CHECK(change(gate, "000000", "12345").error().code == ErrorCode::kInvalid);
    }
    SECTION("the old one is wrong") {
        CHECK(change(gate, "000000", kNewPin).error().code == ErrorCode::kDenied);
        CHECK(
            storage::tries_of(tablet.paths, {tablet.files, tablet.entropy, tablet.clock})->wrong ==
            1);
    }
    SECTION("the old one is wrong five times: then also the right one waits") {
        for (int count = 0; count < storage::kTriesBeforeDelay; ++count)
            CHECK(change(gate, "000000", kNewPin).error().code == ErrorCode::kDenied);
        CHECK(change(gate, kPin, kNewPin).error().code == ErrorCode::kBusy);
        tablet.clock.advance(std::chrono::hours{2});
    }
    CHECK_FALSE(try_pin(gate, kNewPin).tablet);
    tablet.clock.advance(std::chrono::hours{2});  // That was a wrong try too.
    CHECK(try_pin(gate, kPin).tablet);
}

TEST_CASE("ten wrong old codes destroy the device share, as at the lock",
          "[platform][app][code][hazard-45]") {
    SetUp tablet;
    StoredGate gate{tablet.paths, tablet.ports()};
    for (int count = 0; count < storage::kTriesMax; ++count) {
        tablet.clock.advance(std::chrono::hours{2});
        CHECK(change(gate, "000000", kNewPin).error().code == ErrorCode::kDenied);
    }
    CHECK_FALSE(std::filesystem::exists(tablet.folder.path() + "/device/share"));
}

// A disk that lets the key file be replaced so many times more.
class WearyFiles final : public FileSystem {
public:
    explicit WearyFiles(FileSystem& files) : files_(files) {}
    int replaces_left = 0;
    ErrorCode then = ErrorCode::kDiskFull;

    Result<std::optional<Bytes>> read(const std::string& path) override {
        return files_.read(path);
    }
    Status replace(const std::string& path, ByteView content) override {
        if (replaces_left-- <= 0) return Error{then, "planned"};
        return files_.replace(path, content);
    }
    Status remove(const std::string& path) override { return files_.remove(path); }

private:
    FileSystem& files_;
};

TEST_CASE("a disk that is full, or a folder that refuses, at any moment keeps the old code",
          "[platform][app][code]") {
    SetUp tablet;
    WearyFiles weary{tablet.files};
    TabletPorts ports = {weary, tablet.keys, tablet.clock, tablet.entropy, tablet.mailbox, {}};
    StoredGate gate{tablet.paths, ports};
    weary.replaces_left = 9;
    // Counting the try, taking it back, and the new wraps themselves.
    for (int writes = 0; writes < 3; ++writes) {
        weary.replaces_left = writes;
        weary.then = ErrorCode::kDiskFull;
        CHECK(change(gate, kPin, kNewPin).error().code == ErrorCode::kDiskFull);
        weary.replaces_left = 9;
        CHECK(try_pin(gate, kPin).tablet);
    }
    weary.replaces_left = 0;
    weary.then = ErrorCode::kDenied;
    CHECK(change(gate, kPin, kNewPin).error().code == ErrorCode::kInternal);
    weary.replaces_left = 9;
    CHECK(try_pin(gate, kPin).tablet);
}

TEST_CASE("a disk that was full at the unlock is told, and the next try opens", "[platform][app]") {
    SetUp tablet;
    WearyFiles weary{tablet.files};
    weary.then = GENERATE(ErrorCode::kDiskFull, ErrorCode::kDenied, ErrorCode::kInternal);
    TabletPorts ports = {weary, tablet.keys, tablet.clock, tablet.entropy, tablet.mailbox, {}};
    StoredGate gate{tablet.paths, ports};
    const UnlockAnswer full = try_pin(gate, kPin);
    CHECK_FALSE(full.tablet);
    CHECK_FALSE(full.failure);
    REQUIRE(full.error);
    CHECK(full.error->code == weary.then);
    CHECK(full.gate.lock == ui::LockState::kLocked);
    weary.replaces_left = 9;
    CHECK(gate.look().lock == ui::LockState::kLocked);
    CHECK(try_pin(gate, kPin).tablet);
}

}  // namespace
}  // namespace oppad::platform
