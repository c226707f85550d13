#include "platform/screens/picture_file.h"

#include <png.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace oppad::screens {

namespace {

constexpr std::size_t kPaletteMax = 256;

// 0xRRGGBB of a pixel; a window has no transparency.
std::uint32_t color_at(const platform::Picture& picture, std::size_t pixel) {
    const std::uint8_t* bytes = &picture.rgba[pixel * 4];
    return static_cast<std::uint32_t>(bytes[0] << 16 | bytes[1] << 8 | bytes[2]);
}

int part(std::uint32_t color, int shift) { return static_cast<int>(color >> shift & 0xFFU); }

int distance(std::uint32_t one, std::uint32_t other) {
    int sum = 0;
    for (const int shift : {16, 8, 0}) {
        const int apart = part(one, shift) - part(other, shift);
        sum += apart * apart;
    }
    return sum;
}

struct Palette {
    std::vector<std::uint32_t> colors;
    std::map<std::uint32_t, std::uint8_t> index_of;  // Of every colour of the picture.
};

Palette choose_palette(const platform::Picture& picture) {
    std::map<std::uint32_t, std::size_t> counts;
    const std::size_t pixels = picture.rgba.size() / 4;
    for (std::size_t i = 0; i < pixels; ++i) ++counts[color_at(picture, i)];
    std::vector<std::pair<std::size_t, std::uint32_t>> most;
    for (const auto& [color, count] : counts) most.emplace_back(count, color);
    std::sort(most.rbegin(), most.rend());
    Palette palette;
    for (std::size_t i = 0; i < std::min(most.size(), kPaletteMax); ++i)
        palette.colors.push_back(most[i].second);
    for (const auto& [color, count] : counts) {
        const auto nearest =
            std::min_element(palette.colors.begin(), palette.colors.end(),
                             [color = color](std::uint32_t one, std::uint32_t other) {
                                 return distance(one, color) < distance(other, color);
                             });
        palette.index_of[color] = static_cast<std::uint8_t>(nearest - palette.colors.begin());
    }
    return palette;
}

png_image image_of(const platform::Picture& picture, png_uint_32 format) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = format;
    return image;
}

bool write_small(const std::filesystem::path& path, const platform::Picture& picture) {
    const Palette palette = choose_palette(picture);
    std::vector<std::uint8_t> colors;
    for (const std::uint32_t color : palette.colors) {
        for (const int shift : {16, 8, 0})
            colors.push_back(static_cast<std::uint8_t>(part(color, shift)));
    }
    const std::size_t pixels = picture.rgba.size() / 4;
    std::vector<std::uint8_t> indices(pixels);
    for (std::size_t i = 0; i < pixels; ++i)
        indices[i] = palette.index_of.find(color_at(picture, i))->second;
    png_image image = image_of(picture, PNG_FORMAT_RGB_COLORMAP);
    image.colormap_entries = static_cast<png_uint_32>(palette.colors.size());
    return png_image_write_to_file(&image, path.c_str(), 0, indices.data(), 0, colors.data()) != 0;
}

bool write_quick(const std::filesystem::path& path, const platform::Picture& picture) {
    std::vector<std::uint8_t> opaque = picture.rgba;
    for (std::size_t i = 3; i < opaque.size(); i += 4) opaque[i] = 0xFF;
    png_image image = image_of(picture, PNG_FORMAT_RGBA);
    image.flags = PNG_IMAGE_FLAG_FAST;
    return png_image_write_to_file(&image, path.c_str(), 0, opaque.data(), 0, nullptr) != 0;
}

}  // namespace

Status write_png(const std::filesystem::path& path, const platform::Picture& picture,
                 Packing packing) {
    const bool is_written =
        packing == Packing::kSmall ? write_small(path, picture) : write_quick(path, picture);
    if (!is_written) return Error{ErrorCode::kInvalid, "the picture can't be written"};
    return ok();
}

}  // namespace oppad::screens
