// A day that is typed, where those to tap do not reach.
#pragma once

#include <optional>

#include "engine/core/time.h"
#include "ui/frame/rect.h"
#include "ui/i18n/catalog.h"
#include "ui/widgets/editors.h"

namespace oppad::ui {

struct Stage;

struct TypedDay {
    widgets::FieldState field;
    std::optional<Text> remark;  // What is wrong with what stands in it.
};

// "Another day", cut off the top of `room`. Returns the day as soon as it can be read and is not
// before `first`.
std::optional<Day> draw_typed_day(Stage& stage, Rect& room, const char* id, TypedDay& typed,
                                  std::optional<Day> first);

}  // namespace oppad::ui
