// Private to platform/pdf: the fonts of a PDF, and text as glyphs of them.
#pragma once

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "platform/pdf/pages.h"
#include "ui/frame/app.h"

namespace oppad::platform {

// Glyphs of one font beside each other.
struct GlyphRun {
    std::size_t face = 0;
    std::string text;  // What they stand for.
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
};

class Faces final : public Ruler {
public:
    // Fails: kInvalid when one of Inter can't be read.
    static Result<Faces> open(const ui::FontBytes& bytes);

    [[nodiscard]] double width(std::string_view text, PageFont font) const override;
    // From `x` on, in the order in which they stand on paper.
    [[nodiscard]] std::vector<GlyphRun> set(const PageLine& line) const;
    [[nodiscard]] cairo_font_face_t* cairo_face(std::size_t face) const {
        return faces_[face].cairo.get();
    }

private:
    struct Unreference {
        void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
    };
    struct Face {
        FT_Face outlines = nullptr;  // Owned by what `cairo` refers to.
        std::unique_ptr<cairo_font_face_t, Unreference> cairo;
    };
    struct Letter {
        std::size_t face = 0;
        unsigned glyph = 0;
        double advance = 0;
    };

    Status add(const std::vector<std::uint8_t>& bytes);
    [[nodiscard]] Letter letter(unsigned code, PageFont font) const;

    std::vector<Face> faces_;  // Three weights of Inter, then what other scripts fall back on.
};

}  // namespace oppad::platform
