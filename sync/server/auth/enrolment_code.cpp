#include "sync/server/auth/enrolment_code.h"

#include <sodium.h>

#include <array>

namespace oppad::hub {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(kAlphabet.size() == 32);
constexpr std::size_t kCodeChars = 16;  // 5 bits each.
constexpr std::size_t kGroupChars = 4;

// Nothing for what is no digit of a code.
std::optional<char> digit_of(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') return '0';
    if (typed == 'I' || typed == 'L') return '1';
    if (kAlphabet.find(typed) == std::string_view::npos) return std::nullopt;
    return typed;
}

}  // namespace

std::string make_enrolment_code(Entropy& entropy) {
    std::array<std::uint8_t, kCodeChars> random{};
    entropy.fill(random);
    std::string code;
    for (std::size_t at = 0; at < random.size(); ++at) {
        if (at > 0 && at % kGroupChars == 0) code += '-';
        code += kAlphabet[random[at] % kAlphabet.size()];  // 256 is a multiple of 32: no bias.
    }
    return code;
}

std::optional<Digest> digest_of_code(std::string_view typed) {
    std::string code;
    for (const char character : typed) {
        if (character == '-' || character == ' ') continue;
        const std::optional<char> digit = digit_of(character);
        if (!digit || code.size() == kCodeChars) return std::nullopt;
        code += *digit;
    }
    if (code.size() != kCodeChars) return std::nullopt;
    Digest digest{};
    // 80 random bits need no slow hash.
    crypto_generichash(digest.data(), digest.size(), as_bytes(code).data(), code.size(), nullptr,
                       0);
    return digest;
}

}  // namespace oppad::hub
