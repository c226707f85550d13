// Pictures of screens, read and compared with an eye for what a person would see.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace oppad::e2e {

struct PictureOf {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;  // Row by row from the top, three bytes a pixel.
};

// Fails: kNotFound when it can't be read as PNG.
Result<PictureOf> read_picture(const std::string& png_path);
// Fails: kDiskFull when the file can't be written.
Status write_picture(const std::string& png_path, const PictureOf& picture);

// Compared by blocks of eight by eight pixels: another rounding at the edges of letters stays
// within a block's mean, a word or a button that moved does not.
struct Difference {
    bool same_size = true;
    int blocks = 0;
    int changed_blocks = 0;
    PictureOf shown;  // The second picture pale, its changed blocks red.

    [[nodiscard]] bool is_seen() const;
};
Difference compare(const PictureOf& before, const PictureOf& after);

}  // namespace oppad::e2e
