#include "ui/screens/families/similar_rows.h"

#include "ui/i18n/words.h"
#include "ui/screens/families/family_rows.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

Text text_of(engine::Likeness likeness) {
    switch (likeness) {
        using enum engine::Likeness;
        case kPhone:
            return Text::kLikePhone;
        case kNameAndStreet:
            return Text::kLikeNameAndStreet;
        case kName:
            return Text::kLikeName;
        case kStreet:
            return Text::kLikeStreet;
    }
    return Text::kLikeName;
}

std::string remark_of(const Stage& stage, const engine::SimilarFamily& similar) {
    const engine::FamilyRow& row = similar.family;
    std::string remark = stage.tr(text_of(similar.likeness));
    // The street that was typed is a member's: the family's own would puzzle.
    if (!row.matched_person.empty()) return remark + " · " + row.matched_person;
    if (!row.street.empty()) remark += " · " + row.street;
    if (!row.municipality.empty()) remark += " · " + row.municipality;
    return remark;
}

}  // namespace

const engine::FamilyRow* draw_similar(Stage& stage, Rect& room,
                                      const engine::LookSimilarFamilies& look) {
    const auto* similar = find_view<engine::SimilarFamilies>(stage.snapshot, look);
    if (similar == nullptr || similar->rows.empty()) return nullptr;
    Canvas& canvas = stage.canvas;
    const engine::FamilyRow* tapped = nullptr;
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kIsItThisFamily),
                                  Font::kStrong, canvas.theme().tone(Tone::kAccent).ink,
                                  Align::kLeft));
    for (std::size_t i = 0; i < similar->rows.size(); ++i) {
        const engine::SimilarFamily& one = similar->rows[i];
        const std::string name = stage.texts().fill(Text::kFamilyNamed, one.family.name);
        const std::string remark = remark_of(stage, one);
        const std::string initials = initials_of(one.family.name);
        const std::string id = widgets::nth("same_family", i);
        const auto drawn = widgets::row(canvas, room,
                                        {.id = id,
                                         .avatar = {Tone::kAccent, Icon::kNone, initials},
                                         .title = {widgets::strong(canvas, name)},
                                         .subtitle = {widgets::quiet(canvas, remark)},
                                         .end_pill = stage.tr(Text::kSameFamily),
                                         .end_tone = Tone::kAccent});
        if (drawn.tapped) tapped = &one.family;
        room.cut_top(drawn.bottom - room.y);
    }
    room.cut_top(canvas.px(12));
    return tapped;
}

}  // namespace oppad::ui
