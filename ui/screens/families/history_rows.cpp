#include "ui/screens/families/history_rows.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr int kLinesShown = 12;  // Of one former text; more is a note of pages.

struct Entry {
    const engine::ReplacedValue* value = nullptr;
    bool is_lost = false;  // Overruled by a later text; else somebody changed it knowingly.
};

std::vector<Entry> entries_of(const engine::HistoryView& view) {
    std::vector<Entry> entries;
    for (const engine::ReplacedValue& value : view.changes) entries.push_back({&value, false});
    for (const engine::ReplacedValue& value : view.values) entries.push_back({&value, true});
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return b.value->written_at < a.value->written_at;
    });
    return entries;
}

std::string code_words(const Stage& stage, const engine::ReplacedValue& value) {
    const std::string& code = value.words;
    if (value.field_name == "relation") return stage.tr(text_of(code_of<PersonRelation>(code)));
    if (value.record_type == RecordType::kContact && value.field_name == "kind")
        return stage.tr(text_of(code_of<ContactKind>(code)));
    if (value.record_type == RecordType::kFamily && value.field_name == "state")
        return stage.tr(text_of(code_of<FamilyState>(code)));
    if (value.record_type == RecordType::kQuestion && value.field_name == "state")
        return stage.tr(text_of(code_of<QuestionState>(code)));
    if (value.field_name == "step" || value.field_name == "warm_step")
        return stage.tr(text_of(code_of<ReferralStep>(code)));
    if (value.record_type == RecordType::kReferral && value.field_name == "answer")
        return stage.tr(text_of(code_of<ReferralAnswer>(code)));
    if (value.record_type == RecordType::kFollowUp && value.field_name == "state")
        return stage.tr(text_of(code_of<FollowUpState>(code)));
    if (value.record_type == RecordType::kSignal && value.field_name == "state")
        return stage.tr(text_of(code_of<SignalState>(code)));
    if (value.field_name == "channel" || value.field_name == "preferred_channel")
        return stage.tr(text_of(code_of<Channel>(code)));
    if (value.field_name == "introduction")
        return capitalised(stage.tr(text_of(code_of<Introduction>(code))));
    return stage.code_label(code);
}

std::string moment_words(const Stage& stage, const std::string& digits) {
    Instant at;
    std::from_chars(digits.data(), digits.data() + digits.size(), at.ms);
    return moment(stage.texts(), at, stage.now, stage.utc_offset());
}

std::string set_words(const Stage& stage, const engine::ReplacedValue& value) {
    const bool are_names = value.field_name == "participants";
    std::string joined;
    for (const std::string& element : value.elements) {
        if (!joined.empty()) joined += ", ";
        joined += are_names ? element : stage.code_label(element);
    }
    return joined;
}

std::string author_of(const Stage& stage, const engine::ReplacedValue& value) {
    if (value.is_mine) return stage.tr(Text::kByMe);
    return value.author_name.empty() ? stage.tr(Text::kConflictColleague) : value.author_name;
}

float draw_entry(Stage& stage, const Rect& area, const Entry& entry) {
    Canvas& canvas = stage.canvas;
    const engine::ReplacedValue& value = *entry.value;
    std::string field = stage.tr(label_of_field(value.field_name));
    if (!value.whose.empty()) field = value.whose + " · " + field;
    std::string remark = ' ' +
                         moment(stage.texts(), value.written_at, stage.now, stage.utc_offset()) +
                         " · " + author_of(stage, value);
    if (entry.is_lost) remark += " · " + stage.tr(Text::kHistoryOverruled);
    const std::string former = former_words(stage, value);
    const std::string said = former.empty() ? stage.tr(Text::kHistoryWasEmpty)
                                            : stage.texts().fill(Text::kHistoryBefore, former);
    float y = area.y;
    y += canvas.runs({area.x, y}, area.w,
                     {widgets::strong(canvas, field), widgets::quiet(canvas, remark)});
    y += canvas.paragraph_lines({area.x, y}, area.w, said, Font::kBody, canvas.theme().ink,
                                kLinesShown);
    return y + canvas.px(12);
}

}  // namespace

std::string former_words(const Stage& stage, const engine::ReplacedValue& value) {
    switch (value.field_type) {
        case FieldType::kSet:
            return set_words(stage, value);
        case FieldType::kCode:
            return value.words.empty() ? std::string{} : code_words(stage, value);
        case FieldType::kBool:
            if (value.words.empty()) return {};
            return stage.tr(value.words == "1" ? Text::kYes : Text::kNo);
        case FieldType::kDay: {
            const std::optional<Day> day = parse_iso_day(value.words);
            return day ? full_date(*day) : value.words;
        }
        case FieldType::kInstant:
            return value.words.empty() ? std::string{} : moment_words(stage, value.words);
        case FieldType::kText:
            return value.field_name == "phone" ? unbroken_phone(value.words) : value.words;
        case FieldType::kInteger:
        case FieldType::kId:
            return value.words;
    }
    return value.words;
}

float draw_history(Stage& stage, const Rect& area, const RecordKey& key) {
    Canvas& canvas = stage.canvas;
    const auto* view = find_view<engine::HistoryView>(stage.snapshot, engine::LookHistory{key});
    const auto entries = view == nullptr ? std::vector<Entry>{} : entries_of(*view);
    if (entries.empty()) {
        const auto failure = failure_of(stage, engine::LookHistory{key});
        const Text awaited = failure ? sentence_of(*failure) : Text::kLooking;
        const Text nothing = view == nullptr ? awaited : Text::kHistoryEmpty;
        return area.y + canvas.paragraph({area.x, area.y}, area.w, stage.tr(nothing), Font::kBody,
                                         canvas.theme().muted, Align::kLeft);
    }
    Rect room = area;
    for (const Entry& entry : entries) room.cut_top(draw_entry(stage, room, entry) - room.y);
    return room.y;
}

float draw_family_id(Stage& stage, const Rect& area, const Id<Family>& family) {
    Canvas& canvas = stage.canvas;
    const std::string digits = to_text(family.raw);
    const float y = area.y + canvas.px(12);
    const float wide = area.w - canvas.px(size::kTouch);
    float bottom = y;
    bottom += canvas.paragraph({area.x, bottom}, wide, stage.tr(Text::kFamilyId), Font::kSmall,
                               canvas.theme().muted, Align::kLeft);
    bottom += canvas.paragraph({area.x, bottom}, wide, digits, Font::kSmall, canvas.theme().ink,
                               Align::kLeft);
    bottom = std::max(bottom, y + canvas.px(size::kTouch));
    draw_copy_fact(stage, "copy_family_id", {area.x, y, area.w, bottom - y}, digits,
                   Text::kFamilyIdCopied);
    return bottom;
}

}  // namespace oppad::ui
