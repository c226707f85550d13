#include "sync/wire/cbor.h"

#include <bit>
#include <cstring>
#include <limits>

#include "sync/wire/tree.h"

namespace oppad::sync {

namespace {

// An item takes a byte at least, and without a tree none takes memory of its own: the hub's largest
// page can be read whatever it is made of, with all that goes along.
constexpr std::size_t kItemsMax = 8'000'000;

// How many bytes a sequence that begins with `lead` has after it; 9 for none that begins so.
std::size_t bytes_after(std::uint8_t lead) {
    if (lead < 0x80) return 0;
    if (lead < 0xc2) return 9;
    if (lead < 0xe0) return 1;
    if (lead < 0xf0) return 2;
    return lead < 0xf5 ? 3 : 9;
}

std::uint64_t big_endian(const std::uint8_t* bytes) {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes, sizeof number);
    return std::endian::native == std::endian::big ? number : __builtin_bswap64(number);
}

// Past all that is plain ASCII, eight bytes at a time.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    while (at + 8 <= text.size()) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + at, 8);
        if ((eight & kHighBits) != 0) break;
        at += 8;
    }
    return at;
}

}  // namespace

bool is_utf8(std::string_view text) {
    std::size_t at = skip_ascii(text, 0);
    while (at < text.size()) {
        const auto lead = static_cast<std::uint8_t>(text[at]);
        const std::size_t more = bytes_after(lead);
        if (more == 9 || at + more >= text.size()) return false;
        for (std::size_t next = 1; next <= more; ++next) {
            if ((static_cast<std::uint8_t>(text[at + next]) & 0xc0) != 0x80) return false;
        }
        const auto second = more > 0 ? static_cast<std::uint8_t>(text[at + 1]) : std::uint8_t{0};
        if (lead == 0xe0 && second < 0xa0) return false;
        if (lead == 0xed && second > 0x9f) return false;
        if (lead == 0xf0 && second < 0x90) return false;
        if (lead == 0xf4 && second > 0x8f) return false;
        at += more + 1;
        if (more > 0) at = skip_ascii(text, at);
    }
    return true;
}

void CborWriter::head(CborMajor major, std::uint64_t argument) {
    const auto first = static_cast<std::uint8_t>(major << 5);
    if (argument < 24) {
        content_.push_back(static_cast<std::uint8_t>(first | argument));
        return;
    }
    const int bytes = argument <= 0xff         ? 1
                      : argument <= 0xffff     ? 2
                      : argument <= 0xffffffff ? 4
                                               : 8;
    const int size_code = bytes == 1 ? 24 : bytes == 2 ? 25 : bytes == 4 ? 26 : 27;
    content_.push_back(static_cast<std::uint8_t>(first | size_code));
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        content_.push_back(static_cast<std::uint8_t>(argument >> shift));
}

void CborWriter::signed_number(std::int64_t value) {
    if (value >= 0)
        head(kCborUnsigned, static_cast<std::uint64_t>(value));
    else
        head(kCborNegative, ~static_cast<std::uint64_t>(value));
}

void CborWriter::text(std::string_view value) {
    head(kCborText, value.size());
    item(as_bytes(value));
}

void CborWriter::bytes(ByteView value) {
    head(kCborBytes, value.size());
    item(value);
}

void CborWriter::item(ByteView encoded) {
    content_.insert(content_.end(), encoded.begin(), encoded.end());
}

CborReader::CborReader(ByteView content) : content_(content), items_left_(kItemsMax) {}

bool CborReader::long_argument(std::uint64_t& argument) {
    if (argument > 27) return false;  // Of no length: ours always have one.
    const std::size_t bytes = std::size_t{1} << (argument - 24);
    if (content_.size() - at_ < bytes) return false;
    const std::uint8_t* next = content_.data() + at_;
    at_ += bytes;
    argument = 0;
    if (bytes == 8) {  // Most are, of stamps.
        argument = big_endian(next);
    } else {
        for (std::size_t byte = 0; byte < bytes; ++byte) argument = argument << 8 | next[byte];
    }
    return true;
}

bool CborReader::run(std::uint64_t size, ByteView& value) {
    if (size > content_.size() - at_) return false;
    value = content_.subspan(at_, static_cast<std::size_t>(size));
    at_ += value.size();
    return true;
}

bool CborReader::signed_number(std::int64_t& value) {
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint8_t major = 0;
    std::uint64_t argument = 0;
    if (!any_head(major, argument) || major > kCborNegative || argument > kMax) return false;
    value = static_cast<std::int64_t>(argument);
    if (major == kCborNegative) value = -1 - value;
    return true;
}

bool CborReader::int_number(int& value) {
    std::uint64_t wide = 0;
    if (!number(wide) || wide > static_cast<std::uint64_t>(std::numeric_limits<int>::max()))
        return false;
    value = static_cast<int>(wide);
    return true;
}

bool CborReader::key(std::string_view& value) {
    std::uint64_t size = 0;
    ByteView found;
    if (!head(kCborText, size) || !run(size, found)) return false;
    value = as_text(found);
    return true;
}

bool CborReader::text(std::string& value) {
    std::string_view found;
    if (!key(found) || !is_utf8(found)) return false;
    value.assign(found);
    return true;
}

bool CborReader::bytes(ByteView& value) {
    std::uint64_t size = 0;
    return head(kCborBytes, size) && run(size, value);
}

bool CborReader::id(RawId& value) {
    ByteView found;
    if (!bytes(found)) return false;
    const auto parsed = id_from_bytes(found);
    if (!parsed) return false;
    value = *parsed;
    return true;
}

bool CborReader::flag(bool& value) {
    if (at_ >= content_.size() || (content_[at_] != 0xf4 && content_[at_] != 0xf5)) return false;
    value = content_[at_++] == 0xf5;
    return true;
}

bool CborReader::null() {
    if (at_ >= content_.size() || content_[at_] != 0xf6) return false;
    ++at_;
    return true;
}

bool CborReader::skip_item(std::size_t depth) {
    std::uint8_t major = 0;
    std::uint64_t argument = 0;
    const bool is_text = next() == Kind::kText;
    if (depth >= kTreeDepthMax || !any_head(major, argument)) return false;
    ByteView ignored;
    if (major == kCborBytes || major == kCborText)
        return run(argument, ignored) && (!is_text || is_utf8(as_text(ignored)));
    if (major == kCborTag) return false;
    if (major > kCborTag) return argument >= 20 && argument <= 22;  // false, true, null.
    if (major < kCborArray) return true;
    if (argument > content_.size() - at_) return false;
    const std::uint64_t items = major == kCborMap ? 2 * argument : argument;
    for (std::uint64_t item = 0; item < items; ++item) {
        if (!skip_item(depth + 1)) return false;
    }
    return true;
}

}  // namespace oppad::sync
