#include "engine/storage/audit_mark.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

namespace oppad::storage {

namespace {

// One line of fixed length: "0000000000000000042\n".
constexpr std::size_t kDigits = 19;
using Line = std::array<char, kDigits>;

}  // namespace

Result<std::unique_ptr<AuditMark>> AuditMark::open(const std::string& path) {
    const int handle = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0) {
        const bool is_full = errno == ENOSPC || errno == EDQUOT;
        return Error{is_full ? ErrorCode::kDiskFull : ErrorCode::kDenied,
                     "audit mark: errno " + std::to_string(errno)};
    }
    Line line{};
    std::int64_t noted = 0;
    const ssize_t size = ::pread(handle, line.data(), kDigits, 0);
    if (size == static_cast<ssize_t>(kDigits)) {
        const auto [end, error] = std::from_chars(line.data(), line.data() + kDigits, noted);
        if (error != std::errc{} || end != line.data() + kDigits || noted < 0) noted = 0;
    }
    return std::unique_ptr<AuditMark>{new AuditMark(handle, noted)};
}

std::unique_ptr<AuditMark> AuditMark::without_file() {
    return std::unique_ptr<AuditMark>{new AuditMark(-1, 0)};
}

AuditMark::~AuditMark() {
    if (handle_ >= 0) ::close(handle_);
}

void AuditMark::note(std::int64_t audit_seq) {
    if (handle_ < 0 || audit_seq <= noted_) return;
    const std::string digits = std::to_string(audit_seq);
    const std::string line = std::string(kDigits - digits.size(), '0') + digits + '\n';
    const ssize_t written = ::pwrite(handle_, line.data(), line.size(), 0);
    if (written == static_cast<ssize_t>(line.size())) noted_ = audit_seq;
}

}  // namespace oppad::storage
