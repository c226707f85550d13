#include "sync/server/admin/hub_folder.h"

#include <array>
#include <filesystem>
#include <optional>

#include "sync/server/admin/administration.h"
#include "sync/server/store/postgres_store.h"

namespace oppad::hub {

namespace {

constexpr std::size_t kKeyBytes = 32;

// 64 hexadecimal digits and a line end: can be printed and kept in a safe.
Result<std::optional<Secret>> read_key(const HubPaths& paths, FileSystem& files) {
    TRY_ASSIGN(std::optional<Bytes> content, files.read(paths.key()));
    if (!content) return std::optional<Secret>{};
    std::string_view digits = as_text(*content);
    while (!digits.empty() && (digits.back() == '\n' || digits.back() == '\r')) {
        digits.remove_suffix(1);
    }
    std::optional<Bytes> key = from_hex(digits);
    wipe(*content);
    if (!key || key->size() != kKeyBytes) {
        return Error{ErrorCode::kCorrupt, "the key file is not 64 hexadecimal digits"};
    }
    Secret secret = Secret::copy_of(*key);
    wipe(*key);
    return std::optional<Secret>{std::move(secret)};
}

bool has_database(const HubPaths& paths) {
    std::error_code ignored;
    return std::filesystem::exists(paths.database(), ignored);
}

// Its disk may be elsewhere for the moment. A new key would open nothing, and stand in its place.
Error no_key() { return {ErrorCode::kConflict, "a database and no key file"}; }

Result<Secret> make_key(const HubPaths& paths, FileSystem& files, Entropy& entropy) {
    Secret key{kKeyBytes};
    entropy.fill(key.bytes());
    std::string content = to_hex(key.view()) + "\n";
    const Status written = files.replace(paths.key(), as_bytes(content));
    wipe({reinterpret_cast<std::uint8_t*>(content.data()), content.size()});
    if (!written) return written.error();
    return key;
}

std::uint64_t random_number(Entropy& entropy) {
    std::array<std::uint8_t, 8> bytes{};
    entropy.fill(bytes);
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes) number = (number << 8) | byte;
    return number;
}

Result<std::unique_ptr<ServerStore>> make_store(const HubPaths& paths, FileSystem& files,
                                                Entropy& entropy) {
    if (!paths.postgres_url.empty()) {
        TRY_ASSIGN(auto store, PostgresStore::create({.url = paths.postgres_url}));
        return std::unique_ptr<ServerStore>(std::move(store));
    }
    TRY_ASSIGN(std::optional<Secret> key, read_key(paths, files));
    if (!key) {
        if (has_database(paths)) return no_key();
        TRY_ASSIGN(Secret made, make_key(paths, files, entropy));
        key = std::move(made);
    }
    TRY_ASSIGN(auto store, SqliteStore::create({.path = paths.database()}, *key));
    return std::unique_ptr<ServerStore>(std::move(store));
}

}  // namespace

Status make_hub(const HubPaths& paths, std::string_view organisation_name, FileSystem& files,
                Entropy& entropy) {
    if (!is_usable_name(organisation_name)) {
        return Error{ErrorCode::kInvalid, "not a usable name"};
    }
    TRY_ASSIGN(auto store, make_store(paths, files, entropy));
    Organisation organisation;
    organisation.id = random_id(entropy);
    organisation.name = organisation_name;
    organisation.team_scope = random_id(entropy);
    organisation.epoch = random_number(entropy);
    organisation.cursor_key.resize(kKeyBytes);
    entropy.fill(organisation.cursor_key);
    return store->add_organisation(organisation);
}

Result<std::unique_ptr<SqliteStore>> open_hub_file(const HubPaths& paths, FileSystem& files,
                                                   std::shared_ptr<WriteTurns> turns) {
    TRY_ASSIGN(std::optional<Secret> key, read_key(paths, files));
    if (!key && has_database(paths)) return no_key();
    if (!key) return Error{ErrorCode::kNotFound, "no hub"};
    return SqliteStore::open({.path = paths.database(), .turns = std::move(turns)}, *key);
}

Result<std::unique_ptr<ServerStore>> open_hub(const HubPaths& paths, FileSystem& files,
                                              std::shared_ptr<WriteTurns> turns) {
    if (!paths.postgres_url.empty()) {
        TRY_ASSIGN(auto store, PostgresStore::open({.url = paths.postgres_url}));
        return std::unique_ptr<ServerStore>(std::move(store));
    }
    TRY_ASSIGN(auto store, open_hub_file(paths, files, std::move(turns)));
    return std::unique_ptr<ServerStore>(std::move(store));
}

}  // namespace oppad::hub
