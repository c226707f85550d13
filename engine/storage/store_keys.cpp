#include "engine/storage/store_keys.h"

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "engine/core/check.h"

namespace oppad::storage {

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kPurpose = "oppad database key v1";
static_assert(crypto_pwhash_SALTBYTES == 16);
static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == 16);

// After 5, 6, … 9 wrong tries in a row, and ever after.
constexpr std::array kDelays{std::chrono::seconds{30}, std::chrono::seconds{60},
                             std::chrono::seconds{300}, std::chrono::seconds{900},
                             std::chrono::seconds{3600}};

std::chrono::milliseconds delay_after(int wrong_tries) {
    if (wrong_tries < kTriesBeforeDelay) return std::chrono::milliseconds{0};
    const auto at = static_cast<std::size_t>(wrong_tries - kTriesBeforeDelay);
    return kDelays[std::min(at, kDelays.size() - 1)];
}

bool is_forfeit(const KeyFile& file) { return file.wrong_tries >= kTriesMax; }

bool opens_without_share(const KeyFile& file) {
    return std::any_of(file.wraps.begin(), file.wraps.end(),
                       [](const KeyWrap& wrap) { return wrap.kind == WrapKind::kAlone; });
}

// Where nothing opens the store any more, waiting would be of no use.
bool is_shut_for_good(const KeyFile& file) {
    return is_forfeit(file) && !opens_without_share(file);
}

// A clock that was set back must not make anyone wait longer than the delay itself.
std::optional<Instant> allowed_at(const KeyFile& file, Instant now) {
    if (is_shut_for_good(file)) return std::nullopt;
    const std::chrono::milliseconds delay = delay_after(file.wrong_tries);
    const Instant from = std::min(file.last_wrong_at, now);
    const Instant until = from + delay;
    return until > now ? std::optional{until} : std::nullopt;
}

int character_count(const Secret& text) {
    const ByteView bytes = text.view();
    return static_cast<int>(std::count_if(bytes.begin(), bytes.end(),
                                          [](std::uint8_t byte) { return (byte & 0xc0) != 0x80; }));
}

bool stands_alone(const Secret& passphrase) {
    return character_count(passphrase) >= kPassphraseCharactersMin;
}

Result<Secret> stretch(const Secret& passphrase, const KeyFile& file) {
    Secret stretched(kKeyBytes);
    const int failed = crypto_pwhash(
        stretched.bytes().data(), stretched.size(),
        reinterpret_cast<const char*>(passphrase.view().data()), passphrase.size(),
        file.salt.data(), static_cast<unsigned long long>(file.cost.passes),
        static_cast<std::size_t>(file.cost.memory_kib) * 1024, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) return Error{ErrorCode::kInternal, "key: no memory to derive it"};
    return stretched;
}

// The key that wraps the database key, from the stretched passphrase and maybe the share.
Secret wrapping_key(WrapKind kind, const Secret& stretched, const Secret& device_share) {
    Secret key(kKeyBytes);
    const bool is_device = kind == WrapKind::kDevice;
    crypto_generichash(key.bytes().data(), key.size(), stretched.view().data(), stretched.size(),
                       is_device ? device_share.view().data() : nullptr,
                       is_device ? device_share.size() : 0);
    return key;
}

// Bound to the seal, so that a wrap can't pass for one of another kind.
std::string bound_words(WrapKind kind) {
    return std::string{kPurpose} + (kind == WrapKind::kDevice ? " device" : " alone");
}

KeyWrap seal(WrapKind kind, const Secret& database_key, const Secret& key, Entropy& entropy) {
    KeyWrap wrap{.kind = kind,
                 .nonce = Bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES),
                 .sealed = Bytes(kKeyBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES)};
    entropy.fill(wrap.nonce);
    const std::string bound = bound_words(kind);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        wrap.sealed.data(), nullptr, database_key.view().data(), database_key.size(),
        as_bytes(bound).data(), bound.size(), nullptr, wrap.nonce.data(), key.view().data());
    return wrap;
}

std::optional<Secret> open_seal(const KeyWrap& wrap, const Secret& key) {
    Secret database_key(kKeyBytes);
    const std::string bound = bound_words(wrap.kind);
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        database_key.bytes().data(), nullptr, nullptr, wrap.sealed.data(), wrap.sealed.size(),
        as_bytes(bound).data(), bound.size(), wrap.nonce.data(), key.view().data());
    if (failed != 0) return std::nullopt;
    return database_key;
}

bool has_share(const Secret& device_share) { return device_share.size() == kKeyBytes; }

Status check_new(const Secret& passphrase, const Secret& device_share) {
    if (character_count(passphrase) < kPinCharactersMin)
        return Error{ErrorCode::kInvalid, "key: passphrase too short"};
    if (!stands_alone(passphrase) && !has_share(device_share))
        return Error{ErrorCode::kInvalid, "key: a PIN needs a device share"};
    return ok();
}

// Fills in salt and wraps. Requires: check_new() has passed.
Status wrap_key(KeyFile& file, const Secret& database_key, const KeyHolders& holders,
                Entropy& entropy) {
    CHECK(sodium_init() >= 0);
    file.salt.assign(crypto_pwhash_SALTBYTES, 0);
    entropy.fill(file.salt);
    file.wraps.clear();
    TRY_ASSIGN(const Secret stretched, stretch(holders.passphrase, file));
    for (const WrapKind kind : {WrapKind::kDevice, WrapKind::kAlone}) {
        const bool is_wanted = kind == WrapKind::kDevice ? has_share(holders.device_share)
                                                         : stands_alone(holders.passphrase);
        if (!is_wanted) continue;
        const Secret key = wrapping_key(kind, stretched, holders.device_share);
        file.wraps.push_back(seal(kind, database_key, key, entropy));
    }
    return ok();
}

Result<KeyFile> load(const StorePaths& paths, FileSystem& files) {
    TRY_ASSIGN(const std::optional<Bytes> content, files.read(paths.key_file()));
    if (!content) return Error{ErrorCode::kNotFound, "key file: none"};
    return parse_key_file(*content);
}

Status store_file(const StorePaths& paths, FileSystem& files, const KeyFile& file) {
    return files.replace(paths.key_file(), format_key_file(file));
}

// Whether only the share could open it, and there is none: no passphrase is right or wrong then.
bool lacks_share(const KeyFile& file, const Secret& device_share) {
    return !has_share(device_share) && !opens_without_share(file);
}

// How many were wrong, and when.
struct Count {
    int wrong_tries = 0;
    Instant last_wrong_at;
    bool operator==(const Count&) const = default;
};
Count count_of(const KeyFile& file) { return {file.wrong_tries, file.last_wrong_at}; }

// For a try that could not be made. What another program counted meanwhile stays.
Status put_count_back(const StorePaths& paths, FileSystem& files, const Count& counted,
                      const Count& before) {
    TRY_ASSIGN(KeyFile file, load(paths, files));
    if (!(count_of(file) == counted)) return ok();
    file.wrong_tries = before.wrong_tries;
    file.last_wrong_at = before.last_wrong_at;
    return store_file(paths, files, file);
}

// Tries the wraps that these holders may open. After ten wrong tries only a passphrase that stands
// alone still counts, also when the share could not be destroyed.
Result<std::optional<Secret>> try_wraps(const KeyFile& file, const KeyHolders& holders,
                                        int wrong_before) {
    CHECK(sodium_init() >= 0);
    const auto may_open = [&](const KeyWrap& wrap) {
        if (wrap.kind == WrapKind::kAlone) return true;
        return has_share(holders.device_share) && wrong_before < kTriesMax;
    };
    std::optional<Secret> opened;
    if (std::none_of(file.wraps.begin(), file.wraps.end(), may_open)) return opened;
    TRY_ASSIGN(const Secret stretched, stretch(holders.passphrase, file));
    for (const KeyWrap& wrap : file.wraps) {
        if (!may_open(wrap)) continue;
        opened = open_seal(wrap, wrapping_key(wrap.kind, stretched, holders.device_share));
        if (opened) break;
    }
    return opened;
}

}  // namespace

Result<Store> create_store(const StorePaths& paths, const KeyHolders& holders,
                           std::string_view organisation, const KeyPorts& ports,
                           const KeyCost& cost) {
    TRY(check_new(holders.passphrase, holders.device_share));
    if (has_database(paths))
        return Error{ErrorCode::kConflict, "create: there is a database already"};
    TRY(make_store_folder(paths));
    TRY_ASSIGN(const std::optional<Bytes> orphan, ports.files.read(paths.key_file()));
    if (orphan) {
        // It may be the key of a database that was set aside: never overwritten.
        const std::string aside =
            paths.key_file() + ".aside-" + std::to_string(ports.clock.now().ms);
        TRY(ports.files.replace(aside, *orphan));
    }
    Secret database_key(kKeyBytes);
    ports.entropy.fill(database_key.bytes());
    KeyFile file{.organisation = std::string{organisation}, .cost = cost};
    TRY(wrap_key(file, database_key, holders, ports.entropy));
    // The key is safe before the first byte that needs it.
    TRY(store_file(paths, ports.files, file));
    return Store::create(paths, database_key);
}

Result<Secret> unlock(const StorePaths& paths, const KeyHolders& holders, const KeyPorts& ports) {
    TRY_ASSIGN(KeyFile file, load(paths, ports.files));
    const Instant now = ports.clock.now();
    if (allowed_at(file, now))
        return Error{ErrorCode::kBusy, "unlock: wait after too many wrong tries"};
    if (is_shut_for_good(file))
        return Error{ErrorCode::kDenied, "unlock: forfeit after too many wrong tries"};
    if (lacks_share(file, holders.device_share))
        return Error{ErrorCode::kNotFound, "unlock: the device share is not here"};
    const Count before = count_of(file);
    file.wrong_tries = std::min(before.wrong_tries + 1, kTriesMax);
    file.last_wrong_at = now;
    TRY(store_file(paths, ports.files, file));
    Result<std::optional<Secret>> tried = try_wraps(file, holders, before.wrong_tries);
    if (!tried) {
        ignore_because(put_count_back(paths, ports.files, count_of(file), before),
                       "why it could not be tried is what has to be told");
        return tried.error();
    }
    std::optional<Secret> opened = std::move(*tried);
    if (!opened) return Error{ErrorCode::kDenied, "unlock: wrong passphrase or device share"};
    // As it is now: another program may have changed the passphrase while the key was derived.
    TRY_ASSIGN(file, load(paths, ports.files));
    file.wrong_tries = 0;
    TRY(store_file(paths, ports.files, file));
    return std::move(*opened);
}

Result<Store> open_unlocked(const StorePaths& paths, const Secret& database_key) {
    Result<Store> store = Store::open(paths, database_key);
    if (store || store.error().code != ErrorCode::kDenied) return store;
    const auto is_refused = [](const std::string& path) {
        return ::access(path.c_str(), R_OK | W_OK) != 0 && errno != ENOENT;
    };
    for (const std::string& path :
         {paths.folder, paths.database(), paths.database() + "-wal", paths.database() + "-shm",
          paths.mark_file(), paths.lock_file()}) {
        if (is_refused(path)) return store.error();
    }
    return Error{ErrorCode::kCorrupt, "open: the first page does not answer to the proven key"};
}

Status change_passphrase(const StorePaths& paths, const PassphraseChange& change,
                         const KeyPorts& ports, const KeyCost& cost) {
    TRY(check_new(change.new_passphrase, change.device_share));
    TRY_ASSIGN(
        const Secret database_key,
        unlock(paths, {.passphrase = change.old_passphrase, .device_share = change.device_share},
               ports));
    TRY_ASSIGN(KeyFile file, load(paths, ports.files));
    file.cost = cost;
    const KeyHolders holders{.passphrase = change.new_passphrase,
                             .device_share = change.device_share};
    TRY(wrap_key(file, database_key, holders, ports.entropy));
    return store_file(paths, ports.files, file);
}

Result<Tries> tries_of(const StorePaths& paths, const KeyPorts& ports) {
    TRY_ASSIGN(const KeyFile file, load(paths, ports.files));
    return Tries{.wrong = file.wrong_tries,
                 .allowed_at = allowed_at(file, ports.clock.now()),
                 .share_is_forfeit = is_forfeit(file),
                 .opens_without_share = opens_without_share(file),
                 .organisation = file.organisation};
}

}  // namespace oppad::storage
