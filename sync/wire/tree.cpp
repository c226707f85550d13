#include "sync/wire/tree.h"

#include <limits>

#include "sync/wire/cbor.h"

namespace oppad::sync {

namespace {

// Builds the tree event by event and stops the parser at a limit: the library's own reader has no
// bound on depth.
class BoundedBuilder final : public nlohmann::json_sax<Tree> {
public:
    explicit BoundedBuilder(Tree& root) : builder_(root, false) {}

    bool null() override { return count() && builder_.null(); }
    bool boolean(bool flag) override { return count() && builder_.boolean(flag); }
    bool number_integer(number_integer_t number) override {
        return count() && builder_.number_integer(number);
    }
    bool number_unsigned(number_unsigned_t number) override {
        return count() && builder_.number_unsigned(number);
    }
    bool number_float(number_float_t /*number*/, const string_t& /*text*/) override {
        return false;
    }
    bool string(string_t& text) override {
        return count() && is_utf8(text) && builder_.string(text);
    }
    bool binary(binary_t& bytes) override { return count() && builder_.binary(bytes); }
    bool start_object(std::size_t elements) override {
        return enter(elements) && builder_.start_object(elements);
    }
    bool key(string_t& text) override { return count() && is_utf8(text) && builder_.key(text); }
    bool end_object() override {
        --depth_;
        return builder_.end_object();
    }
    bool start_array(std::size_t elements) override {
        return enter(elements) && builder_.start_array(elements);
    }
    bool end_array() override {
        --depth_;
        return builder_.end_array();
    }
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

private:
    bool count() { return ++nodes_ <= kTreeNodesMax; }
    bool enter(std::size_t elements) {
        const bool unknown = elements == std::numeric_limits<std::size_t>::max();
        return count() && (unknown || elements <= kTreeNodesMax) && ++depth_ <= kTreeDepthMax;
    }

    nlohmann::detail::json_sax_dom_parser<Tree> builder_;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
};

}  // namespace

Result<Tree> parse_tree(ByteView bytes, WireForm form) {
    Tree root;
    BoundedBuilder builder{root};
    try {
        const auto format =
            form == WireForm::kCbor ? Tree::input_format_t::cbor : Tree::input_format_t::json;
        if (Tree::sax_parse(bytes.begin(), bytes.end(), &builder, format)) return root;
    } catch (const nlohmann::json::exception&) {
        return Error{ErrorCode::kInvalid, "message is not readable"};
    }
    return Error{ErrorCode::kInvalid, "message is broken or too large"};
}

Bytes print_tree(const Tree& tree, WireForm form) {
    if (form == WireForm::kCbor) return Tree::to_cbor(tree);
    const std::string text = tree.dump(-1, ' ', false, Tree::error_handler_t::replace);
    return {text.begin(), text.end()};
}

const Tree* find_key(const Tree& tree, const char* key) {
    if (!tree.is_object()) return nullptr;
    const auto at = tree.find(key);
    return at != tree.end() ? &*at : nullptr;
}

bool read(const Tree& tree, std::int64_t& number) {
    if (const auto* whole = tree.get_ptr<const Tree::number_unsigned_t*>()) {
        if (*whole > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return false;
        number = static_cast<std::int64_t>(*whole);
        return true;
    }
    if (const auto* signed_number = tree.get_ptr<const Tree::number_integer_t*>()) {
        number = *signed_number;
        return true;
    }
    return false;
}

bool read(const Tree& tree, std::uint64_t& number) {
    if (const auto* whole = tree.get_ptr<const Tree::number_unsigned_t*>()) {
        number = *whole;
        return true;
    }
    // Numbers of 64 bits are hexadecimal text in JSON.
    const auto* text = tree.get_ptr<const Tree::string_t*>();
    if (text == nullptr || text->size() != 16) return false;
    const auto bytes = from_hex(*text);
    if (!bytes) return false;
    number = 0;
    for (const std::uint8_t byte : *bytes) number = (number << 8) | byte;
    return true;
}

bool read(const Tree& tree, int& number) {
    std::int64_t wide = 0;
    if (!read(tree, wide) || wide < 0 || wide > std::numeric_limits<int>::max()) return false;
    number = static_cast<int>(wide);
    return true;
}

bool read(const Tree& tree, std::string& text) {
    const auto* stored = tree.get_ptr<const Tree::string_t*>();
    if (stored != nullptr) text = *stored;
    return stored != nullptr;
}

bool read(const Tree& tree, bool& flag) {
    const auto* stored = tree.get_ptr<const Tree::boolean_t*>();
    if (stored != nullptr) flag = *stored;
    return stored != nullptr;
}

bool read(const Tree& tree, Bytes& bytes) {
    if (const auto* stored = tree.get_ptr<const Tree::binary_t*>()) {
        bytes.assign(stored->begin(), stored->end());
        return true;
    }
    const auto* text = tree.get_ptr<const Tree::string_t*>();
    if (text == nullptr) return false;
    auto parsed = from_hex(*text);
    if (!parsed) return false;
    bytes = std::move(*parsed);
    return true;
}

bool read(const Tree& tree, RawId& id) {
    Bytes bytes;
    if (!read(tree, bytes)) return false;
    const auto parsed = id_from_bytes(bytes);
    if (!parsed) return false;
    id = *parsed;
    return true;
}

Tree bytes_tree(ByteView bytes, WireForm form) {
    if (form == WireForm::kJson) return to_hex(bytes);
    return Tree::binary({bytes.begin(), bytes.end()});
}

std::string hex_of(std::uint64_t number) {
    Bytes bytes(8);
    for (std::size_t at = 8; at-- > 0; number >>= 8) bytes[at] = static_cast<std::uint8_t>(number);
    return to_hex(bytes);
}

Tree number_tree(std::uint64_t number, WireForm form) {
    if (form == WireForm::kJson) return hex_of(number);
    return number;
}

Tree id_tree(const RawId& id, WireForm form) { return bytes_tree(id.bytes, form); }

}  // namespace oppad::sync
