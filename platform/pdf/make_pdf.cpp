#include "platform/pdf/make_pdf.h"

#include <cairo-pdf.h>

#include <memory>

#include "platform/pdf/faces.h"
#include "platform/pdf/pages.h"

namespace oppad::platform {
namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyPen {
    void operator()(cairo_t* pen) const { cairo_destroy(pen); }
};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
    auto& content = *static_cast<Bytes*>(bytes);
    content.insert(content.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

bool is_quiet(PageFont font) { return font == PageFont::kSmall || font == PageFont::kLabel; }

void draw_line(cairo_t* pen, const PageLine& line, const Faces& faces) {
    const double ink = is_quiet(line.font) ? 0.36 : 0.08;
    cairo_set_source_rgb(pen, ink, ink, ink);
    for (const GlyphRun& run : faces.set(line)) {
        cairo_set_font_face(pen, faces.cairo_face(run.face));
        cairo_set_font_size(pen, size_of(line.font));
        cairo_show_text_glyphs(pen, run.text.data(), static_cast<int>(run.text.size()),
                               run.glyphs.data(), static_cast<int>(run.glyphs.size()),
                               run.clusters.data(), static_cast<int>(run.clusters.size()),
                               cairo_text_cluster_flags_t{});
    }
}

void draw_page(cairo_t* pen, const Page& page, const Faces& faces) {
    cairo_set_source_rgb(pen, 0.8, 0.83, 0.81);
    cairo_set_line_width(pen, 0.7);
    for (const double y : page.rules) {
        cairo_move_to(pen, kMargin, y);
        cairo_line_to(pen, kPageWide - kMargin, y);
        cairo_stroke(pen);
    }
    for (const PageLine& line : page.lines) draw_line(pen, line, faces);
    cairo_show_page(pen);
}

}  // namespace

Result<Bytes> make_pdf(const ui::Sheet& sheet, const ui::FontBytes& fonts) {
    TRY_ASSIGN(const Faces faces, Faces::open(fonts));
    Bytes content;
    const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
        cairo_pdf_surface_create_for_stream(append, &content, kPageWide, kPageHigh));
    // Its properties name nobody: they are shown by whoever lists files.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, "Op Pad");
    const std::unique_ptr<cairo_t, DestroyPen> pen(cairo_create(surface.get()));
    for (const Page& page : set_in_pages(sheet, faces)) draw_page(pen.get(), page, faces);
    const cairo_status_t drawn = cairo_status(pen.get());
    cairo_surface_finish(surface.get());
    if (drawn != CAIRO_STATUS_SUCCESS ||
        cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
        return Error{ErrorCode::kInternal, "the pages can't be drawn"};
    }
    return content;
}

}  // namespace oppad::platform
