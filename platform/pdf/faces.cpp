#include "platform/pdf/faces.h"

#include <cairo-ft.h>

#include <utility>

#include "ui/theme/letters.h"
#include "ui/theme/visual_order.h"

namespace oppad::platform {
namespace {

enum : std::size_t { kRegular, kSemiBold, kBold, kFallbacks };

std::size_t weight_of(PageFont font) {
    switch (font) {
        case PageFont::kTitle:
            return kBold;
        case PageFont::kHeading:
        case PageFont::kStrong:
            return kSemiBold;
        case PageFont::kBody:
        case PageFont::kSmall:
        case PageFont::kLabel:
            return kRegular;
    }
    return kRegular;
}

// Cairo keeps a font for some time after its last use: what FreeType reads goes with it.
struct Outlines {
    std::vector<std::uint8_t> bytes;
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    Outlines() = default;
    Outlines(const Outlines&) = delete;
    Outlines& operator=(const Outlines&) = delete;
    ~Outlines() {
        if (face != nullptr) FT_Done_Face(face);
        if (library != nullptr) FT_Done_FreeType(library);
    }
};

void forget(void* outlines) { delete static_cast<Outlines*>(outlines); }

// The first letter of `rest`, which it cuts off. Broken bytes and control characters are spaces.
unsigned take_letter(std::string_view& rest) {
    const unsigned code = ui::letter_at(rest, 0);
    const std::size_t length = ui::utf8_of(code).size();
    const bool is_whole = rest.substr(0, length) == ui::utf8_of(code) && length > 0;
    rest.remove_prefix(is_whole ? length : 1);
    return is_whole ? code : ' ';
}

std::string in_order(std::string_view text) {
    return ui::runs_right_to_left(text) ? ui::in_visual_order(text) : std::string(text);
}

}  // namespace

Result<Faces> Faces::open(const ui::FontBytes& bytes) {
    Faces faces;
    TRY(faces.add(bytes.regular));
    TRY(faces.add(bytes.semi_bold));
    TRY(faces.add(bytes.bold));
    for (const ui::FallbackFont& fallback : bytes.fallbacks) {
        TRY(faces.add(fallback.bytes));
    }
    return faces;
}

Status Faces::add(const std::vector<std::uint8_t>& bytes) {
    static const cairo_user_data_key_t kOutlines{};
    auto outlines = std::make_unique<Outlines>();
    outlines->bytes = bytes;
    const bool is_open =
        FT_Init_FreeType(&outlines->library) == 0 &&
        FT_New_Memory_Face(outlines->library, outlines->bytes.data(),
                           static_cast<FT_Long>(outlines->bytes.size()), 0, &outlines->face) == 0;
    if (!is_open) return Error{ErrorCode::kInvalid, "a font can't be read"};
    Face face;
    face.outlines = outlines->face;
    face.cairo.reset(cairo_ft_font_face_create_for_ft_face(outlines->face, FT_LOAD_NO_HINTING));
    if (cairo_font_face_set_user_data(face.cairo.get(), &kOutlines, outlines.get(), forget) !=
        CAIRO_STATUS_SUCCESS) {
        return Error{ErrorCode::kInternal, "a font can't be kept"};
    }
    static_cast<void>(outlines.release());  // Cairo's, from here on.
    faces_.push_back(std::move(face));
    return ok();
}

Faces::Letter Faces::letter(unsigned code, PageFont font) const {
    Letter letter{.face = weight_of(font)};
    letter.glyph = FT_Get_Char_Index(faces_[letter.face].outlines, code);
    for (std::size_t i = kFallbacks; letter.glyph == 0 && i < faces_.size(); ++i) {
        letter.glyph = FT_Get_Char_Index(faces_[i].outlines, code);
        if (letter.glyph != 0) letter.face = i;
    }
    const FT_Face face = faces_[letter.face].outlines;
    if (FT_Load_Glyph(face, letter.glyph, FT_LOAD_NO_SCALE) == 0) {
        letter.advance = static_cast<double>(face->glyph->metrics.horiAdvance) /
                         static_cast<double>(face->units_per_EM) * size_of(font);
    }
    return letter;
}

double Faces::width(std::string_view text, PageFont font) const {
    const std::string shown = in_order(text);
    double wide = 0;
    for (std::string_view rest = shown; !rest.empty();) {
        wide += letter(take_letter(rest), font).advance;
    }
    return wide;
}

std::vector<GlyphRun> Faces::set(const PageLine& line) const {
    const std::string shown = in_order(line.text);
    std::vector<GlyphRun> runs;
    double x = line.x;
    for (std::string_view rest = shown; !rest.empty();) {
        const unsigned code = take_letter(rest);
        const std::string bytes = ui::utf8_of(code);
        const Letter found = letter(code, line.font);
        if (runs.empty() || runs.back().face != found.face) {
            runs.emplace_back();
            runs.back().face = found.face;
        }
        GlyphRun& run = runs.back();
        run.text += bytes;
        run.glyphs.push_back({found.glyph, x, line.baseline});
        run.clusters.push_back({static_cast<int>(bytes.size()), 1});
        x += found.advance;
    }
    return runs;
}

}  // namespace oppad::platform
