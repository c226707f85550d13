#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "engine/storage/sqlite/connection.h"
#include "platform/host/posix_file_system.h"
#include "tests/hub/support/hub_place.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

namespace {

class FolderPlace final : public HubPlace {
public:
    hub::HubPaths paths() const override { return {.folder = folder_.path()}; }

    std::string back_up() override {
        std::string backup = folder_.path() + "/backup-" + std::to_string(++backups_) + ".db";
        auto copied = hub::open_hub_file(paths(), files_);
        require_success(copied ? ok() : Status{copied.error()});
        require_success(hub::back_up_hub(**copied, paths(), backup, files_));
        return backup;
    }

    void restore(const std::string& backup, const hub::RestoreParts& parts) override {
        require_success(hub::restore_hub(paths(), backup, parts));
    }

    void copy_back(const std::string& backup) override {
        std::filesystem::remove(paths().database() + "-wal");
        std::filesystem::copy_file(backup, paths().database(),
                                   std::filesystem::copy_options::overwrite_existing);
    }

    void decay(const RecordKey& key, const Bytes& state) override {
        const auto digits = required(files_.read(paths().key()));
        REQUIRE(digits.has_value());
        const auto raw = from_hex(as_text(*digits).substr(0, 64));
        REQUIRE(raw.has_value());
        const Secret secret = Secret::copy_of(*raw);
        storage::ConnectionOptions options;
        options.path = paths().database();
        options.key = &secret;
        const auto connection = required(storage::Connection::open(options));
        auto statement = required(connection->prepare(
            state.empty() ? "DELETE FROM records WHERE type = :type AND id = :id"
                          : "UPDATE records SET state = :state WHERE type = :type AND id = :id"));
        statement.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
        if (!state.empty()) statement.bind(":state", state);
        require_success(statement.run());
        REQUIRE(connection->changed_rows() == 1);
    }

private:
    TempFolder folder_;
    platform::PosixFileSystem files_;
    int backups_ = 0;
};

}  // namespace

std::unique_ptr<HubPlace> make_hub_place() { return std::make_unique<FolderPlace>(); }

}  // namespace oppad::test
