#include "engine/storage/key_file.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

namespace oppad::storage {

namespace {

using nlohmann::json;

constexpr const char* kFormat = "oppad-key";
constexpr int kVersion = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kNonceBytes = 24;
constexpr std::size_t kSealedBytes = 32 + 16;
// A damaged or planted file must not make the tablet ask for more memory than it has.
constexpr int kMemoryKibMax = 1024 * 1024;
constexpr int kPassesMax = 100;

const char* word_of_kind(WrapKind kind) {
    switch (kind) {
        case WrapKind::kDevice:
            return "device";
        case WrapKind::kAlone:
            return "alone";
    }
    return "";
}

std::optional<WrapKind> kind_of(const std::string& word) {
    for (const WrapKind kind : {WrapKind::kDevice, WrapKind::kAlone}) {
        if (word == word_of_kind(kind)) return kind;
    }
    return std::nullopt;
}

// --- reading without a throw: whatever is missing or of another type reads as empty ---

const json& member(const json& object, const char* name) {
    static const json kNothing;
    if (!object.is_object()) return kNothing;
    const auto found = object.find(name);
    return found != object.end() ? *found : kNothing;
}

std::string text(const json& object, const char* name) {
    const json& value = member(object, name);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

std::int64_t number(const json& object, const char* name) {
    const json& value = member(object, name);
    return value.is_number_integer() ? value.get<std::int64_t>() : -1;
}

std::optional<Bytes> bytes(const json& object, const char* name, std::size_t size) {
    std::optional<Bytes> value = from_hex(text(object, name));
    if (value && value->size() != size) value.reset();
    return value;
}

bool is_between(std::int64_t value, int low, int high) { return value >= low && value <= high; }

Error damaged(const char* detail) { return {ErrorCode::kCorrupt, detail}; }

Result<std::vector<KeyWrap>> parse_wraps(const json& list) {
    std::vector<KeyWrap> wraps;
    if (!list.is_array()) return damaged("key file: no wraps");
    for (const json& one : list) {
        const std::optional<WrapKind> kind = kind_of(text(one, "kind"));
        if (!kind) continue;  // A kind of a newer version: not for us.
        std::optional<Bytes> nonce = bytes(one, "nonce", kNonceBytes);
        std::optional<Bytes> sealed = bytes(one, "sealed", kSealedBytes);
        if (!nonce || !sealed) return damaged("key file: a wrap of another size");
        wraps.push_back({.kind = *kind, .nonce = std::move(*nonce), .sealed = std::move(*sealed)});
    }
    if (wraps.empty()) return damaged("key file: no wraps");
    return wraps;
}

}  // namespace

Bytes format_key_file(const KeyFile& file) {
    json wraps = json::array();
    for (const KeyWrap& wrap : file.wraps) {
        wraps.push_back({{"kind", word_of_kind(wrap.kind)},
                         {"nonce", to_hex(wrap.nonce)},
                         {"sealed", to_hex(wrap.sealed)}});
    }
    const json whole = {
        {"format", kFormat},
        {"version", kVersion},
        {"organisation", file.organisation},
        {"cost", {{"memory_kib", file.cost.memory_kib}, {"passes", file.cost.passes}}},
        {"salt", to_hex(file.salt)},
        {"wraps", wraps},
        {"tries", {{"wrong", file.wrong_tries}, {"last_wrong_at_ms", file.last_wrong_at.ms}}}};
    const std::string content = whole.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
    return {content.begin(), content.end()};
}

Result<KeyFile> parse_key_file(ByteView content) {
    const json whole = json::parse(as_text(content), nullptr, false);
    if (text(whole, "format") != kFormat) return damaged("key file: not one");
    const std::int64_t version = number(whole, "version");
    if (version > kVersion) return Error{ErrorCode::kInvalid, "key file: of a newer version"};
    if (version != kVersion) return damaged("key file: no version");
    const json& cost = member(whole, "cost");
    const std::int64_t memory_kib = number(cost, "memory_kib");
    const std::int64_t passes = number(cost, "passes");
    std::optional<Bytes> salt = bytes(whole, "salt", kSaltBytes);
    const std::int64_t wrong = number(member(whole, "tries"), "wrong");
    const bool is_usable = is_between(memory_kib, 8, kMemoryKibMax) &&
                           is_between(passes, 1, kPassesMax) && salt &&
                           is_between(wrong, 0, std::numeric_limits<int>::max());
    if (!is_usable) return damaged("key file: a number out of range");
    TRY_ASSIGN(std::vector<KeyWrap> wraps, parse_wraps(member(whole, "wraps")));
    return KeyFile{
        .organisation = text(whole, "organisation"),
        .cost = {.memory_kib = static_cast<int>(memory_kib), .passes = static_cast<int>(passes)},
        .salt = std::move(*salt),
        .wraps = std::move(wraps),
        .wrong_tries = static_cast<int>(wrong),
        .last_wrong_at = {number(member(whole, "tries"), "last_wrong_at_ms")}};
}

}  // namespace oppad::storage
