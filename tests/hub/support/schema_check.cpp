#include "tests/hub/support/schema_check.h"

#include <regex>
#include <set>

namespace oppad::test {

namespace {

class Checker {
public:
    explicit Checker(const Json& document) : document_(document) {}

    void check(const Json& schema_or_ref, const Json& value, const std::string& place) {
        const Json& schema = resolved(document_, schema_or_ref);
        if (schema.is_boolean()) {
            if (!schema.get<bool>()) add(place, "nothing belongs here");
            return;
        }
        static const std::set<std::string> kKnown{
            "type", "properties", "required", "items",   "prefixItems", "minItems", "maxItems",
            "enum", "const",      "minimum",  "maximum", "pattern",     "anyOf",    "description"};
        for (const auto& [word, unused] : schema.items()) {
            if (kKnown.count(word) == 0) add(place, "the checker doesn't know \"" + word + "\"");
        }
        check_kind(schema, value, place);
        if (value.is_object()) check_object(schema, value, place);
        if (value.is_array()) check_array(schema, value, place);
        if (schema.contains("anyOf")) check_any(schema["anyOf"], value, place);
    }

    std::vector<std::string> findings;

private:
    void add(const std::string& place, const std::string& what) {
        findings.push_back(place + ": " + what);
    }

    void check_kind(const Json& schema, const Json& value, const std::string& place) {
        if (schema.contains("type") && !is_of(schema["type"], value))
            add(place, "is no " + schema["type"].dump() + ": " + value.dump());
        if (schema.contains("const") && value != schema["const"]) add(place, "is another constant");
        if (schema.contains("enum")) {
            const Json& words = schema["enum"];
            if (std::find(words.begin(), words.end(), value) == words.end())
                add(place, value.dump() + " is not among " + words.dump());
        }
        if (value.is_number() && schema.contains("minimum") && value < schema["minimum"])
            add(place, "is too small");
        if (value.is_number() && schema.contains("maximum") && value > schema["maximum"])
            add(place, "is too large");
        if (value.is_string() && schema.contains("pattern") &&
            !std::regex_search(value.get<std::string>(),
                               std::regex{schema["pattern"].get<std::string>()}))
            add(place, value.dump() + " doesn't match " + schema["pattern"].dump());
    }

    static bool is_of(const Json& type, const Json& value) {
        if (type == "integer") return value.is_number_integer();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        return type == "null" && value.is_null();
    }

    void check_object(const Json& schema, const Json& value, const std::string& place) {
        for (const Json& name : schema.value("required", Json::array())) {
            if (!value.contains(name.get<std::string>())) add(place, "lacks " + name.dump());
        }
        if (!schema.contains("properties")) return;
        for (const auto& [name, member] : value.items()) {
            if (schema["properties"].contains(name))
                check(schema["properties"][name], member, place + "/" + name);
            else
                add(place, "the document doesn't know \"" + name + "\"");
        }
    }

    void check_array(const Json& schema, const Json& value, const std::string& place) {
        const Json& firsts = schema.value("prefixItems", Json::array());
        if (value.size() < schema.value("minItems", std::size_t{0}) ||
            value.size() > schema.value("maxItems", value.size()))
            add(place, "has " + std::to_string(value.size()) + " elements");
        for (std::size_t at = 0; at < value.size(); ++at) {
            const std::string inner = place + "/" + std::to_string(at);
            if (at < firsts.size())
                check(firsts[at], value[at], inner);
            else if (schema.contains("items"))
                check(schema["items"], value[at], inner);
        }
    }

    void check_any(const Json& choices, const Json& value, const std::string& place) {
        std::string reasons;
        for (const Json& choice : choices) {
            Checker one{document_};
            one.check(choice, value, place);
            if (one.findings.empty()) return;
            reasons += " [" + one.findings.front() + "]";
        }
        add(place, "fits none of the choices:" + reasons);
    }

    const Json& document_;
};

}  // namespace

const Json& resolved(const Json& document, const Json& node) {
    const Json* at = &node;
    while (at->is_object() && at->contains("$ref"))
        at = &document.at(Json::json_pointer{(*at)["$ref"].get<std::string>().substr(1)});
    return *at;
}

std::vector<std::string> check_schema(const Json& document, const Json& schema, const Json& value) {
    Checker checker{document};
    checker.check(schema, value, "");
    return checker.findings;
}

Json readable(const Json& value) {
    if (value.is_binary()) return to_hex(value.get_binary());
    Json copy = value;
    if (copy.is_structured()) {
        for (Json& member : copy) member = readable(member);
    }
    return copy;
}

Json readable_cbor(ByteView bytes) {
    return readable(Json::from_cbor(bytes.begin(), bytes.end(), true, false));
}

}  // namespace oppad::test
