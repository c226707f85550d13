// Families under each other, with what was typed marked; for the list and for the picker.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/screens/row_menu.h"
#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws from the top of `list` and cuts it off. Returns the index of the tapped row, or -1. Who
// picks one of them for something needs no menu.
int draw_family_rows(Stage& stage, Rect& list, const std::vector<engine::FamilyRow>& rows,
                     const std::string& query, std::string_view id_prefix, RowMenus menus);

// Splits `text` into runs so that the parts that begin with a word of `query` are marked.
std::vector<TextRun> marked(const Canvas& canvas, std::string_view text, std::string_view query,
                            Font font, Color color);

// The words of `query` that no word of `text` begins with.
std::string unmatched_words(std::string_view query, std::string_view text);
// Of a record that only looks like what was typed: the words it looks like, not those it has.
std::string looked_for(std::string_view query, std::string_view text);

}  // namespace oppad::ui
