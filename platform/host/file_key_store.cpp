#include "platform/host/file_key_store.h"

#include <unistd.h>

#include <utility>

#include "platform/host/posix_file_system.h"

namespace oppad::platform {
namespace {

constexpr std::size_t kShareBytes = 32;

std::string share_in(const std::string& folder) { return folder + "/share"; }

}  // namespace

FileKeyStore::FileKeyStore(FileSystem& files, Entropy& entropy, std::string folder)
    : files_(files), entropy_(entropy), folder_(std::move(folder)) {}

bool FileKeyStore::has_key(const std::string& folder) {
    return ::access(share_in(folder).c_str(), F_OK) == 0;
}

void FileKeyStore::get_key(std::function<void(Result<Secret>)> callback) {
    callback(load_or_make());
}

Result<Secret> FileKeyStore::load_or_make() {
    const std::string path = share_in(folder_);
    TRY_ASSIGN(std::optional<Bytes> stored, files_.read(path));
    if (stored) {
        if (stored->size() != kShareBytes) {
            wipe(*stored);
            return Error{ErrorCode::kCorrupt, "device share has a wrong size"};
        }
        Secret share = Secret::copy_of(*stored);
        wipe(*stored);
        return share;
    }
    TRY(make_private_folder(folder_));
    Secret share{kShareBytes};
    entropy_.fill(share.bytes());
    TRY(files_.replace(path, share.view()));
    return share;
}

Status FileKeyStore::destroy_key() { return files_.remove(share_in(folder_)); }

}  // namespace oppad::platform
