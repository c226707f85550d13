// Every pair of ink and ground that the widgets use is legible in every theme.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "ui/theme/theme.h"

namespace oppad::test {

TEST_CASE("contrast is at least 4.5 to 1, in the sun 7 to 1", "[ui][theme]") {
    const auto choice =
        GENERATE(ui::ThemeChoice::kLight, ui::ThemeChoice::kDark, ui::ThemeChoice::kSun);
    const ui::Theme& theme = ui::theme_of(choice);
    const double least = choice == ui::ThemeChoice::kSun ? 7.0 : 4.5;
    INFO("theme " << static_cast<int>(choice));
    for (const ui::Color ground : {theme.background, theme.card, theme.rail}) {
        CHECK(ui::contrast(theme.ink, ground) >= least);
        CHECK(ui::contrast(theme.muted, ground) >= least);
        CHECK(ui::contrast(theme.primary, ground) >= least);
    }
    CHECK(ui::contrast(theme.ink, theme.chip) >= least);
    CHECK(ui::contrast(theme.ink, theme.mark) >= least);
    CHECK(ui::contrast(theme.muted, theme.mark) >= 3.0);
    CHECK(ui::contrast(theme.ink, theme.selection) >= least);
    CHECK(ui::contrast(theme.on_primary, theme.primary) >= least);
    CHECK(ui::contrast(theme.on_toast, theme.toast) >= least);
    for (const ui::TonePair& tone : theme.tones) {
        CHECK(ui::contrast(tone.ink, tone.ground) >= least);
        CHECK(ui::contrast(tone.ink, theme.card) >= least);
    }
}

}  // namespace oppad::test
