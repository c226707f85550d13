#include "platform/host/file_key_store.h"

#include <utility>

#include "platform/host/posix_file_system.h"

namespace oppad::platform {
namespace {

constexpr std::size_t kShareBytes = 32;

}  // namespace

FileKeyStore::FileKeyStore(FileSystem& files, Entropy& entropy, std::string folder)
    : files_(files), entropy_(entropy), folder_(std::move(folder)) {}

void FileKeyStore::get_key(std::function<void(Result<Secret>)> callback) {
    callback(load_or_make());
}

Result<Secret> FileKeyStore::load_or_make() {
    const std::string path = folder_ + "/share";
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

Status FileKeyStore::destroy_key() { return files_.remove(folder_ + "/share"); }

}  // namespace oppad::platform
