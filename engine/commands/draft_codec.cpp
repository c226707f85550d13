#include "engine/commands/draft_codec.h"

#include <nlohmann/json.hpp>

#include "engine/domain/record.h"
#include "engine/domain/schema.h"

namespace oppad::engine {

namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr std::size_t kContentBytesMax = 4 * 1024 * 1024;

// --- writing: a member that is not filled in removes its key ---

void put(Json& object, const char* key, const std::string& text) {
    if (text.empty())
        object.erase(key);
    else
        object[key] = text;
}

void put(Json& object, const char* key, std::int64_t number) {
    if (number == 0)
        object.erase(key);
    else
        object[key] = number;
}

void put(Json& object, const char* key, const TextSet& set) {
    if (set.empty())
        object.erase(key);
    else
        object[key] = set;
}

// An unknown code leaves the word of a newer version in place; a word that we know was set back.
template <Code Enum>
void put(Json& object, const char* key, Enum code) {
    const std::string_view word = word_of(code);
    if (!word.empty()) {
        object[key] = std::string{word};
        return;
    }
    const auto stored = object.find(key);
    if (stored == object.end() || !stored->is_string()) return;
    const Enum known = code_of<Enum>(stored->template get_ref<const std::string&>());
    if (known != Enum::kUnknown) object.erase(stored);
}

void put(Json& object, const char* key, Instant instant) { put(object, key, instant.ms); }
void put(Json& object, const char* key, Day day) { object[key] = to_iso(day); }
void put(Json& object, const char* key, bool flag) { object[key] = flag; }
template <class Record>
void put(Json& object, const char* key, const Id<Record>& id) {
    object[key] = to_text(id.raw);
}

template <class T>
void put(Json& object, const char* key, const std::optional<T>& member) {
    if (member)
        put(object, key, *member);
    else
        object.erase(key);
}

// --- reading: false for a value of another shape ---

bool read(const Json& value, std::string& text) {
    if (!value.is_string()) return false;
    text = value.get_ref<const std::string&>();
    return true;
}

bool read(const Json& value, std::int64_t& number) {
    if (!value.is_number_integer()) return false;
    number = value.get<std::int64_t>();
    return true;
}

bool read(const Json& value, bool& flag) {
    if (!value.is_boolean()) return false;
    flag = value.get<bool>();
    return true;
}

bool read(const Json& value, Instant& instant) { return read(value, instant.ms); }

bool read(const Json& value, Day& day) {
    std::string text;
    if (!read(value, text)) return false;
    const std::optional<Day> parsed = parse_iso_day(text);
    if (parsed) day = *parsed;
    return parsed.has_value();
}

template <class Record>
bool read(const Json& value, Id<Record>& id) {
    std::string text;
    if (!read(value, text)) return false;
    const std::optional<RawId> parsed = parse_id(text);
    if (parsed) id.raw = *parsed;
    return parsed.has_value();
}

template <Code Enum>
bool read(const Json& value, Enum& code) {
    std::string word;
    if (!read(value, word)) return false;
    code = code_of<Enum>(word);
    return true;
}

bool read(const Json& value, TextSet& set) {
    if (!value.is_array()) return false;
    for (const Json& element : value) {
        std::string text;
        if (!read(element, text)) return false;
        set.push_back(std::move(text));
    }
    return true;
}

template <class T>
bool read(const Json& value, std::optional<T>& member) {
    T filled{};
    if (!read(value, filled)) return false;
    member = std::move(filled);
    return true;
}

// Collects whether every key that is there could be read.
struct Reader {
    const Json& object;
    bool is_sound = true;

    template <class T>
    void take(const char* key, T& member) {
        const auto found = object.find(key);
        if (found != object.end() && !read(*found, member)) is_sound = false;
    }
    // The nested object under `key`, if there is one.
    const Json* nested(const char* key) {
        const auto found = object.find(key);
        if (found == object.end()) return nullptr;
        if (found->is_object()) return &*found;
        is_sound = false;
        return nullptr;
    }
};

void put_follow_up(Json& object, const PromiseFollowUp& promise) {
    put(object, "family_id", promise.family_id);
    put(object, "place_id", promise.place_id);
    put(object, "contact_id", promise.contact_id);
    put(object, "what", promise.what);
    put(object, "due_day", promise.due_day);
    put(object, "channel", promise.channel);
}

bool read_follow_up(const Json& object, PromiseFollowUp& promise) {
    Reader reader{object};
    reader.take("family_id", promise.family_id);
    reader.take("place_id", promise.place_id);
    reader.take("contact_id", promise.contact_id);
    reader.take("what", promise.what);
    reader.take("due_day", promise.due_day);
    reader.take("channel", promise.channel);
    return reader.is_sound;
}

// By name and value, as the schema has them: a field that contacts get later comes along.
Json fields_of(const Contact& contact) {
    Json fields = Json::object();
    const std::vector<Value> values = to_values(contact);
    const std::span<const FieldSpec> specs = find_spec(RecordType::kContact)->fields;
    for (std::size_t at = 0; at < values.size(); ++at) {
        const std::string name{specs[at].name};
        if (const auto* text = std::get_if<std::string>(&values[at])) fields[name] = *text;
        if (const auto* number = std::get_if<std::int64_t>(&values[at])) fields[name] = *number;
        if (const auto* id = std::get_if<RawId>(&values[at])) fields[name] = to_text(*id);
        if (const auto* set = std::get_if<TextSet>(&values[at])) fields[name] = *set;
    }
    return fields;
}

bool read_value(const Json& field, FieldType type, Value& value) {
    switch (type) {
        case FieldType::kText:
        case FieldType::kCode:
        case FieldType::kDay:
            return read(field, value.emplace<std::string>());
        case FieldType::kInteger:
        case FieldType::kBool:
        case FieldType::kInstant:
            return read(field, value.emplace<std::int64_t>());
        case FieldType::kSet:
            return read(field, value.emplace<TextSet>());
        case FieldType::kId: {
            Id<Contact> id;
            if (!read(field, id)) return false;
            value = id.raw;
            return true;
        }
    }
    return false;
}

bool read_contact(const Json& fields, Contact& contact) {
    std::vector<Value> values;
    for (const FieldSpec& spec : find_spec(RecordType::kContact)->fields) {
        Value& value = values.emplace_back();
        const auto found = fields.find(std::string{spec.name});
        if (found != fields.end() && !read_value(*found, spec.type, value)) return false;
    }
    contact = from_values<Contact>(values);
    return true;
}

void put_referral(Json& object, const ReferToPartner& wish) {
    put(object, "family_id", wish.family_id);
    put(object, "question_id", wish.question_id);
    put(object, "contact_id", wish.contact_id);
    put(object, "partner_id", wish.partner_id);
    put(object, "new_partner_name", wish.new_partner_name);
    put(object, "what", wish.what);
    put(object, "consented", wish.consented);
    put(object, "warm", wish.warm);
    put(object, "introduction", wish.introduction);
}

bool read_referral(const Json& object, ReferToPartner& wish) {
    Reader reader{object};
    reader.take("family_id", wish.family_id);
    reader.take("question_id", wish.question_id);
    reader.take("contact_id", wish.contact_id);
    reader.take("partner_id", wish.partner_id);
    reader.take("new_partner_name", wish.new_partner_name);
    reader.take("what", wish.what);
    reader.take("warm", wish.warm);
    reader.take("introduction", wish.introduction);
    // Of before this was asked: who went along agreed.
    wish.consented = wish.introduction == Introduction::kWentAlong;
    reader.take("consented", wish.consented);
    return reader.is_sound;
}

void put_next_meeting(Json& object, const NextMeeting& next) {
    put(object, "kind", next.kind);
    put(object, "starts_at", next.starts_at);
    put(object, "duration_minutes", next.duration_minutes);
}

bool read_next_meeting(const Json& object, NextMeeting& next) {
    Reader reader{object};
    reader.take("kind", next.kind);
    reader.take("starts_at", next.starts_at);
    reader.take("duration_minutes", next.duration_minutes);
    return reader.is_sound;
}

Json parse_object(ByteView content) {
    if (content.size() > kContentBytesMax) return Json(Json::value_t::discarded);
    Json parsed = Json::parse(content.begin(), content.end(), nullptr, false);
    return parsed.is_object() ? parsed : Json(Json::value_t::discarded);
}

Json& nested(Json& object, const char* key) {
    Json& value = object[key];
    if (!value.is_object()) value = Json::object();
    return value;
}

}  // namespace

Bytes encode_draft(const ContactDraft& draft, ByteView previous) {
    Json object = parse_object(previous);
    if (object.is_discarded()) object = Json::object();
    object["format"] = kFormat;
    if (draft.edited)
        object["edited"] = fields_of(*draft.edited);
    else
        object.erase("edited");
    put(object, "kind", draft.kind);
    put(object, "family_id", draft.family_id);
    put(object, "new_family_name", draft.new_family_name);
    put(object, "known_before", draft.known_before);
    put(object, "new_phone", draft.new_phone);
    put(object, "new_street", draft.new_street);
    put(object, "new_postcode", draft.new_postcode);
    put(object, "new_municipality", draft.new_municipality);
    put(object, "place_id", draft.place_id);
    put(object, "contact_person_id", draft.contact_person_id);
    put(object, "at", draft.at);
    put(object, "begun_at", draft.begun_at);
    put(object, "appointment_id", draft.appointment_id);
    put(object, "themes", draft.themes);
    put(object, "participants", draft.participants);
    put(object, "note", draft.note);
    put(object, "adults", draft.adults);
    put(object, "children", draft.children);
    if (draft.follow_up)
        put_follow_up(nested(object, "follow_up"), *draft.follow_up);
    else
        object.erase("follow_up");
    if (draft.referral)
        put_referral(nested(object, "referral"), *draft.referral);
    else
        object.erase("referral");
    if (draft.next_meeting)
        put_next_meeting(nested(object, "next_meeting"), *draft.next_meeting);
    else
        object.erase("next_meeting");
    put(object, "question", draft.question);
    put(object, "signal", draft.signal);
    // A keyboard that breaks a character must not cost the rest of the text.
    const std::string text = object.dump(-1, ' ', false, Json::error_handler_t::replace);
    return {text.begin(), text.end()};
}

Result<ContactDraft> decode_draft(const RawId& id, ByteView content) {
    const Json object = parse_object(content);
    if (object.is_discarded()) return Error{ErrorCode::kCorrupt, "draft: not an object"};
    Reader reader{object};
    std::int64_t format = 0;
    reader.take("format", format);
    if (reader.is_sound && format > kFormat)
        return Error{ErrorCode::kInvalid, "draft: of a newer version"};
    ContactDraft draft;
    draft.id = id;
    draft.kind = ContactKind::kUnknown;
    if (const Json* nested = reader.nested("edited")) {
        reader.is_sound &= read_contact(*nested, draft.edited.emplace());
        draft.edited->id.raw = id;
    }
    reader.take("kind", draft.kind);
    reader.take("family_id", draft.family_id);
    reader.take("new_family_name", draft.new_family_name);
    reader.take("known_before", draft.known_before);
    reader.take("new_phone", draft.new_phone);
    reader.take("new_street", draft.new_street);
    reader.take("new_postcode", draft.new_postcode);
    reader.take("new_municipality", draft.new_municipality);
    reader.take("place_id", draft.place_id);
    reader.take("contact_person_id", draft.contact_person_id);
    reader.take("at", draft.at);
    reader.take("begun_at", draft.begun_at);
    reader.take("appointment_id", draft.appointment_id);
    reader.take("themes", draft.themes);
    reader.take("participants", draft.participants);
    reader.take("note", draft.note);
    reader.take("adults", draft.adults);
    reader.take("children", draft.children);
    if (const Json* nested = reader.nested("follow_up"))
        reader.is_sound &= read_follow_up(*nested, draft.follow_up.emplace());
    if (const Json* nested = reader.nested("referral"))
        reader.is_sound &= read_referral(*nested, draft.referral.emplace());
    if (const Json* nested = reader.nested("next_meeting"))
        reader.is_sound &= read_next_meeting(*nested, draft.next_meeting.emplace());
    reader.take("question", draft.question);
    reader.take("signal", draft.signal);
    if (!reader.is_sound || format != kFormat)
        return Error{ErrorCode::kCorrupt, "draft: a member of another shape"};
    return draft;
}

}  // namespace oppad::engine
