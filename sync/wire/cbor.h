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

class CborWriter {
public:
    void number(std::uint64_t value) { head(kUnsigned, value); }
    void signed_number(std::int64_t value);
    void text(std::string_view value);
    void bytes(ByteView value);
    void id(const RawId& value) { bytes(value.bytes); }
    void null() { content_.push_back(0xf6); }
    void flag(bool value) { content_.push_back(value ? 0xf5 : 0xf4); }
    void array(std::size_t elements) { head(kArray, elements); }
    // Keys follow in the order of their bytes, each with its value.
    void map(std::size_t entries) { head(kMap, entries); }
    // What is CBOR already, one item.
    void item(ByteView encoded);

    void reserve(std::size_t size) { content_.reserve(size); }
    [[nodiscard]] std::size_t size() const { return content_.size(); }
    [[nodiscard]] ByteView view() const { return content_; }
    Bytes take() { return std::move(content_); }

private:
    enum Major : std::uint8_t {
        kUnsigned = 0,
        kNegative = 1,
        kBytes = 2,
        kText = 3,
        kArray = 4,
        kMap = 5
    };
    void head(Major major, std::uint64_t argument);

    Bytes content_;
};

// Borrows the bytes. Each read answers false, for good, at anything but the item that it names.
class CborReader {
public:
    explicit CborReader(ByteView content) : content_(content) {}

    bool number(std::uint64_t& value);
    bool signed_number(std::int64_t& value);
    bool int_number(int& value);
    bool text(std::string& value);
    // Borrowed, and not looked at as UTF-8.
    bool key(std::string_view& value);
    bool bytes(ByteView& value);
    bool id(RawId& value);
    bool flag(bool& value);
    // More elements than there are bytes left are refused, and so are too many in all.
    bool array(std::size_t& elements);
    bool map(std::size_t& entries);
    bool null();
    bool skip() { return skip_item(0); }

    enum class Kind : std::uint8_t { kNumber, kText, kBytes, kArray, kMap, kOther };
    [[nodiscard]] Kind next() const;
    [[nodiscard]] bool is_at_end() const { return at_ == content_.size(); }
    // What was read since `start`, an earlier at().
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] ByteView since(std::size_t start) const {
        return content_.subspan(start, at_ - start);
    }

private:
    bool head(std::uint8_t major, std::uint64_t& argument);
    bool any_head(std::uint8_t& major, std::uint64_t& argument);
    bool run(std::uint64_t size, ByteView& value);
    bool counted(std::uint8_t major, std::size_t& count);
    bool skip_item(std::size_t depth);

    ByteView content_;
    std::size_t at_ = 0;
    std::size_t items_ = 0;
};

}  // namespace oppad::sync
