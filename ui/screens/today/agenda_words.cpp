#include "ui/screens/today/agenda_words.h"

#include <vector>

#include "ui/i18n/beginning.h"
#include "ui/i18n/words.h"

namespace oppad::ui {

namespace {

constexpr std::size_t kNoteLetters = 140;  // What one glance takes in.

bool says(const std::string& title, const std::string& name) {
    return title.find(name) != std::string::npos;
}

// Empty when the title says it already, or there is nobody to name.
std::string with_whom(const Catalog& texts, const engine::AgendaItem& item) {
    if (item.title.empty()) return {};
    if (!item.family_name.empty()) {
        if (says(item.title, item.family_name)) return {};
        return texts.fill(Text::kFamilyNamed, item.family_name);
    }
    return says(item.title, item.place_name) ? std::string{} : item.place_name;
}

}  // namespace

std::string agenda_title(const Catalog& texts, const engine::AgendaItem& item) {
    if (!item.title.empty()) return item.title;
    const std::string& kind = texts.tr(text_of(item.kind));
    if (!item.family_name.empty()) {
        return texts.fill(Text::kKindWithFamily, kind, item.family_name);
    }
    return item.place_name.empty() ? kind : kind + " · " + item.place_name;
}

std::string agenda_remark(const Catalog& texts, const engine::AgendaItem& item,
                          const std::string& interpreter) {
    const std::vector<std::string> parts{item.owner_name, with_whom(texts, item), item.where,
                                         interpreter, beginning_of(item.note, kNoteLetters)};
    std::string joined;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!joined.empty()) joined += " · ";
        joined += part;
    }
    return joined;
}

}  // namespace oppad::ui
