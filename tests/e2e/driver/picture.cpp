#include "tests/e2e/driver/picture.h"

#include <png.h>

#include <algorithm>
#include <cstdlib>

namespace oppad::e2e {

namespace {

constexpr int kSide = 8;
constexpr int kMeanSeen = 20;     // Of 255, in a block, over its three colours.
constexpr int kBlocksUnseen = 3;  // Of ten thousand: a caret's phase, one rounded corner.

std::size_t at(const PictureOf& picture, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
            static_cast<std::size_t>(x)) *
           3;
}

struct Block {
    int left, top, right, bottom;
};

bool has_changed(const PictureOf& before, const PictureOf& after, const Block& block) {
    int sum = 0;
    for (int y = block.top; y < block.bottom; ++y) {
        for (int x = block.left; x < block.right; ++x) {
            const std::size_t i = at(before, x, y);
            for (std::size_t c = 0; c < 3; ++c)
                sum += std::abs(int{before.rgb[i + c]} - int{after.rgb[i + c]});
        }
    }
    const int bytes = (block.right - block.left) * (block.bottom - block.top) * 3;
    return sum > kMeanSeen * bytes;
}

void paint_red(PictureOf& picture, const Block& block) {
    for (int y = block.top; y < block.bottom; ++y) {
        for (int x = block.left; x < block.right; ++x) {
            const std::size_t i = at(picture, x, y);
            picture.rgb[i] = 0xFF;
            picture.rgb[i + 1] /= 3;
            picture.rgb[i + 2] /= 3;
        }
    }
}

}  // namespace

Result<PictureOf> read_picture(const std::string& png_path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, png_path.c_str()) == 0)
        return Error{ErrorCode::kNotFound, "no picture in " + png_path};
    image.format = PNG_FORMAT_RGB;
    PictureOf picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    picture.rgb.resize(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, picture.rgb.data(), 0, nullptr) == 0)
        return Error{ErrorCode::kNotFound, "no whole picture in " + png_path};
    return picture;
}

Status write_picture(const std::string& png_path, const PictureOf& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGB;
    if (png_image_write_to_file(&image, png_path.c_str(), 0, picture.rgb.data(), 0, nullptr) == 0)
        return Error{ErrorCode::kDiskFull, "the picture can't be written"};
    return ok();
}

bool Difference::is_seen() const {
    return !same_size || changed_blocks * 10'000 > kBlocksUnseen * blocks;
}

Difference compare(const PictureOf& before, const PictureOf& after) {
    Difference found;
    found.shown = after;
    found.same_size = before.width == after.width && before.height == after.height;
    if (!found.same_size) return found;
    for (std::uint8_t& byte : found.shown.rgb)
        byte = static_cast<std::uint8_t>(170 + int{byte} / 3);
    for (int top = 0; top < after.height; top += kSide) {
        for (int left = 0; left < after.width; left += kSide) {
            const Block block{left, top, std::min(left + kSide, after.width),
                              std::min(top + kSide, after.height)};
            ++found.blocks;
            if (!has_changed(before, after, block)) continue;
            ++found.changed_blocks;
            paint_red(found.shown, block);
        }
    }
    return found;
}

}  // namespace oppad::e2e
