// Private to sync/wire: a record's state as a tree, and back.
#pragma once

#include "sync/wire/tree.h"

namespace oppad::sync {

Tree to_tree(const RecordState& state, WireForm form);
Tree to_tree(const Stamp& stamp, WireForm form);
Tree to_tree(const RecordKey& key, WireForm form);
Tree to_tree(const std::vector<RecordState>& states, WireForm form);

bool read(const Tree& tree, Stamp& stamp);
bool read(const Tree& tree, Version& version);
bool read(const Tree& tree, SetElement& element);
bool read(const Tree& tree, FieldState& field);
bool read(const Tree& tree, Deletion& deletion);
bool read(const Tree& tree, RecordKey& key);
// False also for what make_canonical() refuses.
bool read(const Tree& tree, RecordState& state);
// All but its key; a scope that is missing is nil.
bool read_body(const Tree& tree, RecordState& state);

// A list, each element by its own read().
template <class List>
bool read_entries(const Tree& tree, List& list) {
    if (!tree.is_array()) return false;
    list.clear();
    list.reserve(tree.size());
    for (const Tree& element : tree) {
        typename List::value_type one{};
        if (!read(element, one)) return false;
        list.push_back(std::move(one));
    }
    return true;
}
template <class T>
bool read(const Tree& tree, std::vector<T>& list) {
    return read_entries(tree, list);
}
inline bool read(const Tree& tree, Versions& list) { return read_entries(tree, list); }

template <class T>
bool read_optional(const Tree& tree, const char* key, T& target) {
    const Tree* found = find_key(tree, key);
    return found == nullptr || read(*found, target);
}
template <class T>
bool read_key(const Tree& tree, const char* key, T& target) {
    const Tree* found = find_key(tree, key);
    return found != nullptr && read(*found, target);
}

}  // namespace oppad::sync
