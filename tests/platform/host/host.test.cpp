// The device share, the folders, the clocks and the guard of the process, on this machine.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>

#include "platform/host/file_key_store.h"
#include "platform/host/open_files.h"
#include "platform/host/paths.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/process_guard.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

using test::TempFolder;

// Sets a variable of the environment for one case.
class ScopedVariable {
public:
    ScopedVariable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        if (value != nullptr) {
            ::setenv(name, value, 1);
        } else {
            ::unsetenv(name);
        }
    }
    ~ScopedVariable() {
        if (old_) {
            ::setenv(name_, old_->c_str(), 1);
        } else {
            ::unsetenv(name_);
        }
    }
    ScopedVariable(const ScopedVariable&) = delete;
    ScopedVariable& operator=(const ScopedVariable&) = delete;

private:
    const char* name_;
    std::optional<std::string> old_;
};

using Answer = std::function<void(Result<Secret>)>;

// What `ask` is answered with.
template <class Ask>
Result<Bytes> answer_to(Ask ask) {
    Result<Bytes> answer = Error{ErrorCode::kInternal, "never answered"};
    ask([&answer](Result<Secret> share) {
        if (!share) {
            answer = share.error();
            return;
        }
        answer = Bytes(share->view().begin(), share->view().end());
    });
    return answer;
}

Result<Bytes> share_of(FileKeyStore& keys) {
    return answer_to([&keys](Answer answer) { keys.get_key(std::move(answer)); });
}

Result<Bytes> made_share_of(FileKeyStore& keys) {
    return answer_to([&keys](Answer answer) { keys.make_key(std::move(answer)); });
}

TEST_CASE("a device share is made once and stays the same", "[platform][keys]") {
    const TempFolder folder;
    PosixFileSystem files;
    auto entropy = SodiumEntropy::create();
    REQUIRE(entropy.has_value());
    FileKeyStore keys{files, *entropy, folder.path() + "/device"};
    FileKeyStore later{files, *entropy, folder.path() + "/device"};
    FileKeyStore other{files, *entropy, folder.path() + "/other"};

    const auto first = made_share_of(keys);
    REQUIRE(first.has_value());
    CHECK(first->size() == 32);
    CHECK(*made_share_of(later) == *first);
    CHECK(*share_of(later) == *first);
    CHECK(*made_share_of(other) != *first);
}

TEST_CASE("a share that is only asked for is not made", "[platform][keys]") {
    const TempFolder folder;
    PosixFileSystem files;
    auto entropy = SodiumEntropy::create();
    REQUIRE(entropy.has_value());
    FileKeyStore keys{files, *entropy, folder.path() + "/device"};
    const auto share = share_of(keys);
    REQUIRE_FALSE(share.has_value());
    CHECK(share.error().code == ErrorCode::kNotFound);
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/device"));
}

TEST_CASE("a destroyed share is another one afterwards", "[platform][keys]") {
    const TempFolder folder;
    PosixFileSystem files;
    auto entropy = SodiumEntropy::create();
    REQUIRE(entropy.has_value());
    FileKeyStore keys{files, *entropy, folder.path()};
    const auto first = made_share_of(keys);
    REQUIRE(first.has_value());
    REQUIRE(keys.destroy_key().has_value());
    REQUIRE(keys.destroy_key().has_value());
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/share"));
    CHECK(share_of(keys).error().code == ErrorCode::kNotFound);
    CHECK(*made_share_of(keys) != *first);
}

TEST_CASE("a damaged share is reported and left as it is", "[platform][keys]") {
    const TempFolder folder;
    PosixFileSystem files;
    auto entropy = SodiumEntropy::create();
    REQUIRE(entropy.has_value());
    REQUIRE(files.replace(folder.path() + "/share", as_bytes("short")).has_value());
    FileKeyStore keys{files, *entropy, folder.path()};
    const auto share = share_of(keys);
    REQUIRE_FALSE(share.has_value());
    CHECK(share.error().code == ErrorCode::kCorrupt);
    CHECK(as_text(**files.read(folder.path() + "/share")) == "short");
}

TEST_CASE("the device share is kept apart from the store", "[platform][paths]") {
    const ScopedVariable data_home{"XDG_DATA_HOME", "/home/somebody/share"};
    CHECK(*default_store_folder() == "/home/somebody/share/oppad");
    CHECK(*default_device_folder() == "/home/somebody/share/oppad-device");
}

TEST_CASE("a relative XDG_DATA_HOME is passed over for the home folder", "[platform][paths]") {
    const ScopedVariable data_home{"XDG_DATA_HOME", "relative"};
    const ScopedVariable home{"HOME", "/home/somebody"};
    CHECK(*default_store_folder() == "/home/somebody/.local/share/oppad");
}

TEST_CASE("a system without a home folder is told", "[platform][paths]") {
    const ScopedVariable data_home{"XDG_DATA_HOME", nullptr};
    const ScopedVariable home{"HOME", nullptr};
    REQUIRE_FALSE(default_store_folder().has_value());
    CHECK(default_store_folder().error().code == ErrorCode::kNotFound);
}

TEST_CASE("a chosen assets folder is taken only when it exists", "[platform][paths]") {
    const TempFolder folder;
    CHECK(*find_assets_folder(folder.path()) == folder.path());
    const auto missing = find_assets_folder(folder.path() + "/none");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::kNotFound);
}

TEST_CASE("the zone's offset follows summer time", "[platform][clock]") {
    const ScopedVariable zone{"TZ", "CET-1CEST,M3.5.0,M10.5.0/3"};
    ::tzset();
    const SystemClock clock;
    constexpr Instant winter{1'700'000'000'000};  // 14 November 2023.
    constexpr Instant summer{1'690'000'000'000};  // 22 July 2023.
    CHECK(clock.utc_offset(winter) == std::chrono::minutes{60});
    CHECK(clock.utc_offset(summer) == std::chrono::minutes{120});
    CHECK(clock.utc_offset(Instant{-1}) == std::chrono::minutes{60});
}

TEST_CASE("the steady clock does not go back", "[platform][clock]") {
    const SystemClock clock;
    const auto first = clock.steady();
    CHECK(clock.steady() >= first);
}

TEST_CASE("random blocks differ", "[platform][entropy]") {
    auto entropy = SodiumEntropy::create();
    REQUIRE(entropy.has_value());
    std::set<Bytes> blocks;
    for (int count = 0; count < 100; ++count) {
        Bytes block(16);
        entropy->fill(block);
        blocks.insert(block);
    }
    CHECK(blocks.size() == 100);
}

TEST_CASE("a guarded process leaves no core and is not dumpable", "[platform][guard]") {
    REQUIRE(forbid_core_dumps().has_value());
    rlimit limit{1, 1};
    REQUIRE(getrlimit(RLIMIT_CORE, &limit) == 0);
    CHECK(limit.rlim_max == 0);
    CHECK(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
}

TEST_CASE("more open files are given as far as the system allows", "[platform][guard]") {
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    const auto soft = static_cast<int>(before.rlim_cur);
    CHECK(raise_open_files(8) == soft);  // Never fewer.
    const int given = raise_open_files(soft + 1);
    CHECK(given == (before.rlim_max > before.rlim_cur ? soft + 1 : soft));
}

}  // namespace
}  // namespace oppad::platform
