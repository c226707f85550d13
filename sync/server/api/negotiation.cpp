#include "sync/server/api/negotiation.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "sync/wire/compression.h"

namespace oppad::hub {

namespace {

constexpr int kFullWeight = 1000;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    });
}

// Cuts `text` at the first `mark` and returns what stood before it.
std::string_view take_until(std::string_view& text, char mark) {
    const std::size_t at = text.find(mark);
    const std::string_view taken = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    return trimmed(taken);
}

// "0.35" as 350. What is no weight by RFC 9110 counts as 0: nothing is sent on a guess.
int parse_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
    int weight = text[0] == '1' ? kFullWeight : 0;
    if (text.size() == 1) return weight;
    if (text[1] != '.') return 0;
    int step = kFullWeight / 10;
    for (const char digit : text.substr(2)) {
        if (digit < '0' || digit > '9') return 0;
        weight += (digit - '0') * step;
        step /= 10;
    }
    return weight <= kFullWeight ? weight : 0;
}

int weight_among(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::string_view parameter = take_until(parameters, ';');
        if (parameter.size() >= 2 && same_word(parameter.substr(0, 2), "q="))
            return parse_weight(parameter.substr(2));
    }
    return kFullWeight;
}

struct Weight {
    bool is_named = false;
    int value = 0;
};

Weight weight_of(std::string_view header, std::string_view wanted) {
    while (!header.empty()) {
        std::string_view item = take_until(header, ',');
        if (same_word(take_until(item, ';'), wanted)) return {true, weight_among(item)};
    }
    return {};
}

// The most exact of what is named counts.
Weight weight_of_type(std::string_view header, std::string_view type) {
    for (const std::string_view wanted :
         {type, std::string_view{"application/*"}, std::string_view{"*/*"}}) {
        const Weight weight = weight_of(header, wanted);
        if (weight.is_named) return weight;
    }
    return {};
}

}  // namespace

const char* word_of(Coding coding) {
    switch (coding) {
        case Coding::kColumns:
            return sync::kColumnsEncoding;
        case Coding::kDictionary:
            return sync::kDictionaryEncoding;
        case Coding::kZstd:
            return sync::kZstdEncoding;
        case Coding::kGzip:
            return "gzip";
        case Coding::kIdentity:
            break;
    }
    return "";
}

bool read_content_form(const Request& request, sync::WireForm& form) {
    std::string_view header = find_header(request, "Content-Type");
    const std::string_view type = take_until(header, ';');
    const bool is_cbor = same_word(type, sync::kCborType);
    const bool is_json = same_word(type, sync::kJsonType);
    if (is_cbor || is_json) form = is_json ? sync::WireForm::kJson : sync::WireForm::kCbor;
    return is_cbor || is_json;
}

sync::WireForm choose_form(const Request& request) {
    const std::string_view accepted = find_header(request, "Accept");
    const Weight cbor = weight_of_type(accepted, sync::kCborType);
    const Weight json = weight_of_type(accepted, sync::kJsonType);
    if (cbor.value != json.value)
        return cbor.value > json.value ? sync::WireForm::kCbor : sync::WireForm::kJson;
    sync::WireForm own = sync::WireForm::kCbor;
    if (read_content_form(request, own)) return own;
    const bool asks_for_anything =
        !accepted.empty() && !weight_of(accepted, sync::kCborType).is_named;
    return asks_for_anything ? sync::WireForm::kJson : sync::WireForm::kCbor;
}

Coding choose_coding(const Request& request) {
    const std::string_view accepted = find_header(request, "Accept-Encoding");
    const Weight identity = weight_of(accepted, "identity");
    // Who doesn't name it can read it, and would rather have what he names.
    int best_weight = identity.is_named ? identity.value : 0;
    Coding best = Coding::kIdentity;
    for (const Coding coding :
         {Coding::kColumns, Coding::kDictionary, Coding::kZstd, Coding::kGzip}) {
        const Weight weight = weight_of(accepted, word_of(coding));
        const bool beats = weight.value > best_weight ||
                           (best == Coding::kIdentity && weight.value == best_weight);
        if (weight.value == 0 || !beats) continue;
        best = coding;
        best_weight = weight.value;
    }
    return best;
}

}  // namespace oppad::hub
