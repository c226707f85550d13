// Places under each other, for the list and for the picker.
#pragma once

#include <string>
#include <string_view>

#include "ui/screens/row_menu.h"
#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws from the top of `list` and cuts it off. Returns the index of the tapped row, or -1.
int draw_place_rows(Stage& stage, Rect& list, const engine::PlacesView& view,
                    std::string_view id_prefix, const std::optional<Id<Place>>& chosen,
                    RowMenus menus);

// "38"; "<5" where there are few enough to be recognised.
std::string people_count(const Catalog& texts, int count);

// The page of the place that one is at, or the panel that is open over it.
void draw_place_page(Stage& stage, const Rect& area, const Id<Place>& id);

}  // namespace oppad::ui
