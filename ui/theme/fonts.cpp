#include "ui/theme/fonts.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <cmath>

#include "ui/theme/letters.h"

namespace oppad::ui {

namespace {

// FreeType measures Inter from its highest to its lowest edge, CSS by the em.
constexpr float kInterLine = 1.21F;

struct FontUse {
    const std::vector<std::uint8_t> FontBytes::*weight;
    float size;
};

constexpr std::array<FontUse, kFontCount> kUses{{
    {&FontBytes::bold, 27},          // kTitle
    {&FontBytes::semi_bold, 25},     // kHeading
    {&FontBytes::semi_bold, 19},     // kCardTitle
    {&FontBytes::regular, 19},       // kCardTitleQuiet
    {&FontBytes::regular, 17},       // kBody
    {&FontBytes::semi_bold, 17},     // kStrong
    {&FontBytes::medium, 17},        // kChip
    {&FontBytes::regular, 15},       // kSmall
    {&FontBytes::medium, 15},        // kSmallMedium
    {&FontBytes::medium, 13.5F},     // kLabel
    {&FontBytes::semi_bold, 13.5F},  // kLabelStrong
    {&FontBytes::semi_bold, 18},     // kButton
    {&FontBytes::bold, 40},          // kNumber
    {&FontBytes::semi_bold, 31},     // kKey
    {&FontBytes::regular, 25},       // kKeyCap
}};

constexpr std::array<float, kIconSizeCount> kIconPixels{15, 20, 26, 42, 64};

// Latin-1 and the signs that our own texts use.
constexpr unsigned short kFirstRanges[] = {0x20,   0xFF,   0x2013, 0x2014, 0x2018, 0x201D, 0x2022,
                                           0x2022, 0x2026, 0x2026, 0x202F, 0x202F, 0x20AC, 0x20AC,
                                           0x2190, 0x2193, 0x2264, 0x2265, 0};

constexpr unsigned short kIconRanges[] = {
    0xE000, 0xE002, 0xE034, 0xE034, 0xE0B2, 0xE0CD, 0xE145, 0xE166, 0xE2BF, 0xE2C1, 0xE312, 0xE312,
    0xE318, 0xE31B, 0xE3C9, 0xE3C9, 0xE415, 0xE415, 0xE430, 0xE430, 0xE536, 0xE536, 0xE55F, 0xE55F,
    0xE5C4, 0xE5D8, 0xE627, 0xE629, 0xE645, 0xE645, 0xE7FB, 0xE80C, 0xE86C, 0xE86C, 0xE872, 0xE887,
    0xE889, 0xE88A, 0xE897, 0xE897, 0xE89E, 0xE89E, 0xE8AD, 0xE8AD, 0xE8B6, 0xE8B8, 0xE8D4, 0xE8FD,
    0xE903, 0xE903, 0xE91F, 0xE91F, 0xEF49, 0xEF49, 0xF233, 0xF233, 0};

void* unconst(const std::vector<std::uint8_t>& bytes) {
    // The atlas takes a mutable pointer, but only reads while FontDataOwnedByAtlas is off.
    return const_cast<std::uint8_t*>(bytes.data());
}

}  // namespace

Result<bool> Fonts::fit(float text_scale) {
    if (text_scale == text_scale_ && missing_.empty()) return false;
    extra_.insert(missing_.begin(), missing_.end());
    missing_.clear();
    TRY(build(text_scale));
    text_scale_ = text_scale;
    return true;
}

ImFont* Fonts::add_font(const std::vector<std::uint8_t>& bytes, float pixels) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
        unconst(bytes), static_cast<int>(bytes.size()), pixels, &config, ranges_.data());
    if (font != nullptr && !extra_.empty()) add_fallbacks(pixels);
    return font;
}

void Fonts::add_fallbacks(float pixels) {
    for (const FallbackFont& fallback : bytes_->fallbacks) {
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        config.MergeMode = true;
        // The atlas scales by lines: a script with high lines would get small letters.
        const float own_pixels = std::round(pixels / kInterLine * fallback.line);
        ImGui::GetIO().Fonts->AddFontFromMemoryTTF(unconst(fallback.bytes),
                                                   static_cast<int>(fallback.bytes.size()),
                                                   own_pixels, &config, extra_ranges_.data());
    }
}

Status Fonts::build(float text_scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ++generation_;
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    extra_ranges_.clear();
    for (const unsigned letter : extra_) {
        extra_ranges_.push_back(static_cast<unsigned short>(letter));
        extra_ranges_.push_back(static_cast<unsigned short>(letter));
    }
    ranges_.assign(std::begin(kFirstRanges), std::end(kFirstRanges) - 1);
    ranges_.insert(ranges_.end(), extra_ranges_.begin(), extra_ranges_.end());
    ranges_.push_back(0);
    extra_ranges_.push_back(0);
    icon_ranges_.assign(std::begin(kIconRanges), std::end(kIconRanges));
    for (std::size_t i = 0; i < kFontCount; ++i) {
        const float pixels = std::round(kUses[i].size * text_scale * kInterLine);
        fonts_[i] = add_font(bytes_->*kUses[i].weight, pixels);
        if (fonts_[i] == nullptr) return Error{ErrorCode::kInvalid, "a text font can't be read"};
    }
    for (std::size_t i = 0; i < kIconSizeCount; ++i) {
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        icons_[i] = atlas.AddFontFromMemoryTTF(
            unconst(bytes_->icons), static_cast<int>(bytes_->icons.size()),
            std::round(kIconPixels[i] * text_scale), &config, icon_ranges_.data());
        if (icons_[i] == nullptr) return Error{ErrorCode::kInvalid, "the icons can't be read"};
    }
    if (!atlas.Build()) return Error{ErrorCode::kInvalid, "the fonts can't be drawn"};
    return ok();
}

void Fonts::need(std::string_view text) {
    ImFont* any = font(Font::kBody);
    if (any == nullptr) return;
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0xC4) {  // Up to U+00FF: always there.
            ++at;
            continue;
        }
        const unsigned letter = letter_at(text, at);
        at = next_letter(text, at);
        if (letter > 0xFFFF || extra_.count(letter) != 0) continue;
        if (any->FindGlyphNoFallback(static_cast<ImWchar>(letter)) == nullptr) {
            missing_.insert(letter);
        }
    }
}

}  // namespace oppad::ui
