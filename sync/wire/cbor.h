// Private to sync/wire: CBOR written and read without a tree in between, for what passes by the
// thousand. Writes exactly what print_tree() does; reads what it wrote, nothing looser (codec.cpp
// reads everything else as a tree).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/id.h"

namespace oppad::sync {

// True for well-formed UTF-8 without surrogates or overlong forms.
bool is_utf8(std::string_view text);

// The first three bits of an item. Above is what is not of numbers, texts and lists.
enum CborMajor : std::uint8_t {
    kCborUnsigned = 0,
    kCborNegative = 1,
    kCborBytes = 2,
    kCborText = 3,
    kCborArray = 4,
    kCborMap = 5,
    kCborTag = 6
};

class CborWriter {
public:
    void number(std::uint64_t value) { head(kCborUnsigned, value); }
    void signed_number(std::int64_t value);
    void text(std::string_view value);
    void bytes(ByteView value);
    void id(const RawId& value) { bytes(value.bytes); }
    void null() { content_.push_back(0xf6); }
    void flag(bool value) { content_.push_back(value ? 0xf5 : 0xf4); }
    void array(std::size_t elements) { head(kCborArray, elements); }
    // Keys follow in the order of their bytes, each with its value.
    void map(std::size_t entries) { head(kCborMap, entries); }
    // What is CBOR already, one item.
    void item(ByteView encoded);

    void reserve(std::size_t size) { content_.reserve(size); }
    [[nodiscard]] std::size_t size() const { return content_.size(); }
    [[nodiscard]] ByteView view() const { return content_; }
    Bytes take() { return std::move(content_); }

private:
    void head(CborMajor major, std::uint64_t argument);

    Bytes content_;
};

// Borrows the bytes. Each read answers false, for good, at anything but the item that it names.
class CborReader {
public:
    explicit CborReader(ByteView content);

    bool number(std::uint64_t& value) { return head(kCborUnsigned, value); }
    bool signed_number(std::int64_t& value);
    bool int_number(int& value);
    bool text(std::string& value);
    // Borrowed, and not looked at as UTF-8.
    bool key(std::string_view& value);
    bool bytes(ByteView& value);
    bool id(RawId& value);
    bool flag(bool& value);
    // More elements than there are bytes left are refused, and so are too many in all.
    bool array(std::size_t& elements) { return counted(kCborArray, elements); }
    bool map(std::size_t& entries) { return counted(kCborMap, entries); }
    bool null();
    bool skip() { return skip_item(0); }

    enum class Kind : std::uint8_t { kNumber, kText, kBytes, kArray, kMap, kOther };
    [[nodiscard]] Kind next() const {
        using enum Kind;
        constexpr Kind kOfMajor[]{kNumber, kNumber, kBytes, kText, kArray, kMap, kOther, kOther};
        return at_ < content_.size() ? kOfMajor[content_[at_] >> 5] : kOther;
    }
    [[nodiscard]] bool is_at_end() const { return at_ == content_.size(); }
    // What was read since `start`, an earlier at().
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] ByteView since(std::size_t start) const {
        return content_.subspan(start, at_ - start);
    }

private:
    // These are read a hundred times for each record: in place.
    bool any_head(std::uint8_t& major, std::uint64_t& argument) {
        if (at_ >= content_.size() || items_left_ == 0) return false;
        --items_left_;
        const std::uint8_t first = content_[at_++];
        major = first >> 5;
        argument = first & 0x1f;
        return argument < 24 || long_argument(argument);
    }
    bool head(std::uint8_t major, std::uint64_t& argument) {
        std::uint8_t found = 0;
        return any_head(found, argument) && found == major;
    }
    bool counted(std::uint8_t major, std::size_t& count) {
        std::uint64_t announced = 0;
        if (!head(major, announced) || announced > content_.size() - at_) return false;
        count = static_cast<std::size_t>(announced);
        return true;
    }
    // `argument` is how the length of itself was said.
    bool long_argument(std::uint64_t& argument);
    bool run(std::uint64_t size, ByteView& value);
    bool skip_item(std::size_t depth);

    ByteView content_;
    std::size_t at_ = 0;
    std::size_t items_left_;
};

}  // namespace oppad::sync
