#include "sync/wire/record_codec.h"

#include <array>
#include <limits>

#include "sync/wire/canonical.h"

namespace oppad::sync {

namespace {

Tree value_tree(const Value& value, WireForm form) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* id = std::get_if<RawId>(&value)) {
        if (form == WireForm::kCbor) return id_tree(*id, form);
        return Tree::object({{"id", id_tree(*id, form)}});
    }
    if (const auto* set = std::get_if<TextSet>(&value)) return *set;
    return nullptr;
}

bool read_value(const Tree& tree, Value& value) {
    if (tree.is_null()) {
        value = Value{};
        return true;
    }
    if (tree.is_string()) {
        value = *tree.get_ptr<const Tree::string_t*>();
        return true;
    }
    if (tree.is_array()) {
        TextSet set;
        if (!read(tree, set)) return false;
        value = std::move(set);
        return true;
    }
    if (tree.is_binary() || tree.is_object()) {
        const Tree* bytes = tree.is_binary() ? &tree : find_key(tree, "id");
        RawId id;
        if (bytes == nullptr || !read(*bytes, id)) return false;
        value = id;
        return true;
    }
    std::int64_t number = 0;
    if (!read(tree, number)) return false;
    value = number;
    return true;
}

Tree context_tree(const CausalContext& context, WireForm form) {
    Tree list = Tree::array();
    for (const Seen& seen : context) list.push_back(to_tree(Stamp{seen.time, seen.device}, form));
    return list;
}

bool read_context(const Tree& tree, CausalContext& context) {
    if (!tree.is_array()) return false;
    for (const Tree& element : tree) {
        Stamp stamp;
        if (!read(element, stamp)) return false;
        context.push_back(Seen{stamp.device, stamp.time});
    }
    return true;
}

// [number, merge kind, versions or elements, context]; a context that is only the version itself
// is left out.
Tree field_tree(const FieldState& field, WireForm form) {
    Tree content = Tree::array();
    CausalContext own;
    for (const Version& version : field.versions) {
        content.push_back(
            Tree::array({to_tree(version.stamp, form), value_tree(version.value, form)}));
        include(own, version.stamp);
    }
    for (const SetElement& element : field.elements) {
        content.push_back(
            Tree::array({to_tree(element.stamp, form), element.element, element.present ? 1 : 0}));
    }
    Tree tree = Tree::array({field.number, static_cast<int>(field.merge), std::move(content)});
    if (field.merge != MergeKind::kRegister && field.context != own && !field.context.empty())
        tree.push_back(context_tree(field.context, form));
    return tree;
}

}  // namespace

bool read(const Tree& tree, Version& version) {
    return tree.is_array() && tree.size() == 2 && read(tree[0], version.stamp) &&
           read_value(tree[1], version.value);
}

bool read(const Tree& tree, SetElement& element) {
    int present = 0;
    if (!tree.is_array() || tree.size() != 3 || !read(tree[0], element.stamp) ||
        !read(tree[1], element.element) || !read(tree[2], present) || present > 1)
        return false;
    element.present = present == 1;
    return true;
}

bool read(const Tree& tree, FieldState& field) {
    int number = 0;
    int merge = 0;
    if (!tree.is_array() || tree.size() < 3 || tree.size() > 4 || !read(tree[0], number) ||
        !read(tree[1], merge))
        return false;
    if (number > std::numeric_limits<FieldNumber>::max() || merge < 1 || merge > 4) return false;
    field.number = static_cast<FieldNumber>(number);
    field.merge = static_cast<MergeKind>(merge);
    if (tree.size() == 4 && !read_context(tree[3], field.context)) return false;
    if (field.merge == MergeKind::kSet) return read(tree[2], field.elements);
    return read(tree[2], field.versions);
}

bool read(const Tree& tree, Deletion& deletion) {
    return tree.is_array() && tree.size() == 2 && read(tree[0], deletion.stamp) &&
           read_context(tree[1], deletion.context);
}

Tree to_tree(const Stamp& stamp, WireForm form) {
    if (form == WireForm::kJson) return hex_of(stamp.time) + "-" + hex_of(stamp.device);
    return Tree::array({stamp.time, stamp.device});
}

bool read(const Tree& tree, Stamp& stamp) {
    if (const auto* text = tree.get_ptr<const Tree::string_t*>()) {
        if (text->size() != 33 || (*text)[16] != '-') return false;
        return read(Tree(text->substr(0, 16)), stamp.time) &&
               read(Tree(text->substr(17)), stamp.device);
    }
    return tree.is_array() && tree.size() == 2 && read(tree[0], stamp.time) &&
           read(tree[1], stamp.device);
}

Tree to_tree(const RecordKey& key, WireForm form) {
    return Tree::array({static_cast<int>(key.type), id_tree(key.id, form)});
}

bool read(const Tree& tree, RecordKey& key) {
    int type = 0;
    if (!tree.is_array() || tree.size() != 2 || !read(tree[0], type) || !read(tree[1], key.id))
        return false;
    if (type < 1 || type > std::numeric_limits<std::uint16_t>::max() || key.id.is_nil())
        return false;
    key.type = static_cast<RecordType>(type);
    return true;
}

Tree to_tree(const RecordState& state, WireForm form) {
    Tree tree = Tree::object({{"k", to_tree(state.key, form)}, {"s", id_tree(state.scope, form)}});
    if (state.scope_stamp.time != 0) tree["z"] = to_tree(state.scope_stamp, form);
    if (!state.fields.empty()) {
        Tree fields = Tree::array();
        for (const FieldState& field : state.fields) fields.push_back(field_tree(field, form));
        tree["f"] = std::move(fields);
    }
    if (!state.deletions.empty()) {
        Tree deletions = Tree::array();
        for (const Deletion& deletion : state.deletions) {
            deletions.push_back(
                Tree::array({to_tree(deletion.stamp, form), context_tree(deletion.context, form)}));
        }
        tree["d"] = std::move(deletions);
    }
    if (state.erased) tree["e"] = to_tree(*state.erased, form);
    return tree;
}

bool read(const Tree& tree, RecordState& state) {
    return read_key(tree, "k", state.key) && find_key(tree, "s") != nullptr &&
           read_body(tree, state);
}

bool read_body(const Tree& tree, RecordState& state) {
    if (!read_optional(tree, "s", state.scope) || !read_optional(tree, "z", state.scope_stamp))
        return false;
    const Tree* fields = find_key(tree, "f");
    if (fields != nullptr && !read(*fields, state.fields)) return false;
    const Tree* deletions = find_key(tree, "d");
    if (deletions != nullptr && !read(*deletions, state.deletions)) return false;
    if (const Tree* erased = find_key(tree, "e")) {
        Stamp stamp;
        if (!read(*erased, stamp)) return false;
        state.erased = stamp;
    }
    return make_canonical(state).has_value();
}

Tree to_tree(const std::vector<RecordState>& states, WireForm form) {
    Tree list = Tree::array();
    for (const RecordState& state : states) list.push_back(to_tree(state, form));
    return list;
}

}  // namespace oppad::sync
