#include "platform/sim/book.h"

#include <algorithm>
#include <charconv>

namespace oppad::sim {

EntryId Book::begin(Act act, const RecordKey& key, FieldNumber field, int tablet,
                    std::vector<EntryId> seen) {
    const auto id = static_cast<EntryId>(entries_.size() + 1);
    entries_.push_back({.id = id,
                        .act = act,
                        .key = key,
                        .field = field,
                        .tablet = tablet,
                        .life = lives_[tablet],
                        .seen = std::move(seen)});
    by_key_[key].push_back(id);
    return id;
}

std::vector<const Entry*> Book::of(const RecordKey& key) const {
    std::vector<const Entry*> found;
    const auto ids = by_key_.find(key);
    if (ids == by_key_.end()) return found;
    for (const EntryId id : ids->second) found.push_back(&find(id));
    return found;
}

bool Book::may_have_moved(const RecordKey& key) const {
    const auto family = families_.find(key);
    return was_moved(key) || (family != families_.end() && was_moved(family->second));
}

std::set<EntryId> Book::with_seen(const std::vector<EntryId>& from) const {
    std::set<EntryId> all;
    std::vector<EntryId> open = from;
    while (!open.empty()) {
        const EntryId id = open.back();
        open.pop_back();
        if (!all.insert(id).second) continue;
        const std::vector<EntryId>& seen = find(id).seen;
        open.insert(open.end(), seen.begin(), seen.end());
    }
    return all;
}

std::string word_of(EntryId id) { return "w" + std::to_string(id); }

std::optional<EntryId> entry_in(std::string_view text) {
    if (text.size() < 2 || text[0] != 'w') return std::nullopt;
    EntryId id = 0;
    const auto [end, failure] = std::from_chars(text.data() + 1, text.data() + text.size(), id);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return id;
}

std::vector<EntryId> entries_in(std::string_view text) {
    std::vector<EntryId> found;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const bool is_sentence = !word.empty() && word.back() == '.';
        const auto id = entry_in(is_sentence ? word.substr(0, word.size() - 1) : word);
        if (id) found.push_back(*id);
    }
    return found;
}

std::vector<EntryId> standing_in(const sync::FieldState& field) {
    std::vector<EntryId> found;
    const auto add = [&found](std::string_view text) {
        for (const EntryId id : entries_in(text)) found.push_back(id);
    };
    for (const sync::Version& version : field.versions) {
        if (const auto* text = std::get_if<std::string>(&version.value)) add(*text);
    }
    for (const sync::SetElement& element : field.elements) {
        if (element.present) add(element.element);
    }
    return found;
}

std::vector<EntryId> standing_in(const sync::RecordState& state) {
    std::vector<EntryId> found;
    for (const sync::FieldState& field : state.fields) {
        const std::vector<EntryId> here = standing_in(field);
        found.insert(found.end(), here.begin(), here.end());
    }
    return found;
}

}  // namespace oppad::sim
