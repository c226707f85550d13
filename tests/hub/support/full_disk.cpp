// Preloaded into a PostgreSQL server: while the file that OPPAD_FULL_DISK names is there, no table
// grows any more, as on a disk without room.
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

bool is_full() {
    const char* flag = std::getenv("OPPAD_FULL_DISK");
    return flag != nullptr && ::access(flag, F_OK) == 0;
}

// The write-ahead log has room that was set aside: what runs out first is that of the tables.
bool is_table(int file) {
    char path[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path - 1);
    if (length <= 0) return false;
    path[length] = '\0';
    return std::strstr(path, "/base/") != nullptr;
}

bool has_no_room(int file, off_t end) {
    struct stat now {};
    return is_full() && is_table(file) && ::fstat(file, &now) == 0 && end > now.st_size;
}

template <class Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
    static const auto call = real<decltype(&pwrite)>("pwrite");
    if (has_no_room(file, at + static_cast<off_t>(count))) {
        errno = ENOSPC;
        return -1;
    }
    return call(file, bytes, count, at);
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t at) {
    static const auto call = real<decltype(&pwritev)>("pwritev");
    off_t end = at;
    for (int part = 0; part < count; ++part) end += static_cast<off_t>(parts[part].iov_len);
    if (has_no_room(file, end)) {
        errno = ENOSPC;
        return -1;
    }
    return call(file, parts, count, at);
}

int posix_fallocate(int file, off_t at, off_t count) {
    static const auto call = real<decltype(&posix_fallocate)>("posix_fallocate");
    return has_no_room(file, at + count) ? ENOSPC : call(file, at, count);
}
}
