// The fonts of the screen in Dear ImGui's atlas. Starts with the letters of western Europe; others
// are added the first time that a text needs them.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "ui/frame/app.h"
#include "ui/theme/icons.h"

struct ImFont;

namespace oppad::ui {

// Named for their use; sizes are those of CSS, in logical pixels at 100 %.
enum class Font : std::uint8_t {
    kTitle,
    kHeading,
    kCardTitle,
    kCardTitleQuiet,
    kBody,
    kStrong,
    kChip,
    kSmall,
    kSmallMedium,
    kLabel,
    kLabelStrong,
    kButton,
    kNumber,
    kKey,
    kKeyCap,
};
inline constexpr std::size_t kFontCount = 15;

enum class IconSize : std::uint8_t { kTiny, kSmall, kNormal, kLarge, kHuge };
inline constexpr std::size_t kIconSizeCount = 5;

// Thread: window. Borrows the bytes, which stay where they are. Uses the current ImGui context.
class Fonts {
public:
    explicit Fonts(const FontBytes& bytes) : bytes_(&bytes) {}

    // Builds the atlas anew when the scale changed or letters are missing. Returns whether it did.
    // Fails: kInvalid when a font can't be read.
    Result<bool> fit(float text_scale);

    [[nodiscard]] ImFont* font(Font which) const { return fonts_[static_cast<std::size_t>(which)]; }
    [[nodiscard]] ImFont* icons(IconSize size) const {
        return icons_[static_cast<std::size_t>(size)];
    }
    // Remembers the letters of `text` that the atlas lacks. Cost: O(text).
    void need(std::string_view text);
    // Grows with each atlas: widths measured with another one are no longer true.
    [[nodiscard]] int generation() const { return generation_; }
    [[nodiscard]] bool lacks_letters() const { return !missing_.empty(); }

private:
    Status build(float text_scale);
    ImFont* add_font(const std::vector<std::uint8_t>& bytes, float pixels);
    void add_fallbacks(float pixels);

    const FontBytes* bytes_;
    float text_scale_ = 0;
    int generation_ = 0;
    std::array<ImFont*, kFontCount> fonts_{};
    std::array<ImFont*, kIconSizeCount> icons_{};
    std::set<unsigned> missing_;          // Not in the atlas yet.
    std::set<unsigned> extra_;            // In the atlas, or in no font that we have.
    std::vector<unsigned short> ranges_;  // Of letters; pairs, ending in zero. Read by the atlas.
    std::vector<unsigned short> extra_ranges_;
    std::vector<unsigned short> icon_ranges_;
};

}  // namespace oppad::ui
