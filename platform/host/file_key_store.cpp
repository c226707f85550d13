#include "platform/host/file_key_store.h"

#include <utility>

#include "platform/host/posix_file_system.h"

namespace oppad::platform {
namespace {

constexpr std::size_t kShareBytes = 32;

std::string share_in(const std::string& folder) { return folder + "/share"; }

}  // namespace

FileKeyStore::FileKeyStore(FileSystem& files, Entropy& entropy, std::string folder)
    : files_(files), entropy_(entropy), folder_(std::move(folder)) {}

void FileKeyStore::get_key(std::function<void(Result<Secret>)> callback) { callback(load()); }

void FileKeyStore::make_key(std::function<void(Result<Secret>)> callback) {
    callback(load_or_make());
}

Result<std::optional<Secret>> FileKeyStore::find() {
    TRY_ASSIGN(std::optional<Bytes> stored, files_.read(share_in(folder_)));
    if (!stored) return std::optional<Secret>{};
    if (stored->size() != kShareBytes) {
        wipe(*stored);
        return Error{ErrorCode::kCorrupt, "device share has a wrong size"};
    }
    std::optional<Secret> share{Secret::copy_of(*stored)};
    wipe(*stored);
    return share;
}

Result<Secret> FileKeyStore::load() {
    TRY_ASSIGN(std::optional<Secret> found, find());
    if (!found) return Error{ErrorCode::kNotFound, "device share is missing"};
    return std::move(*found);
}

Result<Secret> FileKeyStore::load_or_make() {
    TRY_ASSIGN(std::optional<Secret> found, find());
    if (found) return std::move(*found);
    TRY(make_private_folder(folder_));
    Secret share{kShareBytes};
    entropy_.fill(share.bytes());
    TRY(files_.replace(share_in(folder_), share.view()));
    return share;
}

Status FileKeyStore::destroy_key() { return files_.remove(share_in(folder_)); }

}  // namespace oppad::platform
