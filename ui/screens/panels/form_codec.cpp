#include "ui/screens/panels/form_codec.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "engine/domain/schema.h"

namespace oppad::ui {

namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;  // Grows when a word comes to mean something else.

// The screens on which something is filled in. Registreer keeps its own drafts.
constexpr std::array kScreens{ScreenName::kToday,  ScreenName::kFamilies, ScreenName::kFamily,
                              ScreenName::kPlaces, ScreenName::kPlace,    ScreenName::kFollowUps,
                              ScreenName::kSync};

// Empty for what is not kept: what asks for a code, and what is only read.
std::string_view word_of_kind(PanelKind kind) {
    switch (kind) {
        case PanelKind::kQuestion:
            return "question";
        case PanelKind::kReferral:
            return "referral";
        case PanelKind::kAppointment:
            return "appointment";
        case PanelKind::kFamily:
            return "family";
        case PanelKind::kPerson:
            return "person";
        case PanelKind::kContactPerson:
            return "contact_person";
        case PanelKind::kConsent:
            return "consent";
        case PanelKind::kNewReferral:
            return "new_referral";
        case PanelKind::kMerge:
            return "merge";
        case PanelKind::kMovePerson:
            return "move_person";
        case PanelKind::kWaiting:
            return "waiting";
        case PanelKind::kPlace:
            return "place";
        case PanelKind::kFollowUp:
            return "follow_up";
        case PanelKind::kNewQuestion:
            return "new_question";
        case PanelKind::kEditQuestion:
            return "edit_question";
        case PanelKind::kEditReferral:
            return "edit_referral";
        case PanelKind::kEditSignal:
            return "edit_signal";
        case PanelKind::kHistory:
        case PanelKind::kSheet:
        case PanelKind::kCode:
        case PanelKind::kNone:
            break;
    }
    return {};
}

PanelKind kind_of(const Json& word) {
    constexpr int kKindsMax = 256;
    for (int value = 0; word.is_string() && value < kKindsMax; ++value) {
        const auto kind = static_cast<PanelKind>(value);
        if (!word_of_kind(kind).empty() && word == word_of_kind(kind)) return kind;
    }
    return PanelKind::kNone;
}

// --- the members of each thing that is kept, listed once for writing and for reading ---

template <class Archive, class Form>
void list_record_form(Archive& archive, Form& form) {
    switch (form.kind) {
        case PanelKind::kFamily:
            archive.member("record", form.family.family);
            archive.member("opened", form.family.opened);
            break;
        case PanelKind::kPerson:
            archive.member("record", form.person.person);
            archive.member("opened", form.person.opened);
            break;
        case PanelKind::kContactPerson:
            archive.member("record", form.contact_person.contact_person);
            archive.member("opened", form.contact_person.opened);
            break;
        case PanelKind::kPlace:
            archive.member("record", form.place.place);
            archive.member("opened", form.place.opened);
            break;
        case PanelKind::kConsent:
            archive.member("record", form.consent.consent);
            archive.member("opened", form.consent.opened);
            break;
        case PanelKind::kFollowUp:
            archive.member("record", form.follow_up.follow_up);
            archive.member("opened", form.follow_up.opened);
            break;
        case PanelKind::kEditQuestion:
            archive.member("record", form.edit_question.question);
            archive.member("opened", form.edit_question.opened);
            break;
        case PanelKind::kEditReferral:
            archive.member("record", form.edit_referral.referral);
            archive.member("opened", form.edit_referral.opened);
            break;
        case PanelKind::kEditSignal:
            archive.member("record", form.edit_signal.signal);
            archive.member("opened", form.edit_signal.opened);
            break;
        case PanelKind::kAppointment:
        case PanelKind::kWaiting:
            archive.member("record", form.appointment.appointment);
            archive.member("opened", form.appointment.opened);
            break;
        default:
            break;
    }
}

template <class Archive, class Form>
void list_step_form(Archive& archive, Form& form) {
    switch (form.kind) {
        case PanelKind::kQuestion:
            archive.member("id", form.question.id);
            archive.member("state", form.question.state);
            break;
        case PanelKind::kReferral:
            archive.member("id", form.referral.id);
            archive.member("step", form.referral.step);
            archive.member("warm", form.referral.warm);
            archive.member("introduction", form.referral.introduction);
            archive.member("referral_answer", form.referral.answer);
            archive.member("at_step", form.referral_at);
            archive.member("note_at", form.referral_note);
            break;
        case PanelKind::kNewReferral:
            archive.member("family_id", form.new_referral.family_id);
            archive.member("question_id", form.new_referral.question_id);
            archive.member("contact_id", form.new_referral.contact_id);
            archive.member("partner_id", form.new_referral.partner_id);
            archive.member("consented", form.new_referral.consented);
            archive.member("warm", form.new_referral.warm);
            archive.member("introduction", form.new_referral.introduction);
            break;
        case PanelKind::kNewQuestion:
            archive.member("family_id", form.new_question.family_id);
            break;
        case PanelKind::kMerge:
            archive.member("kept", form.merge.kept);
            archive.member("merged", form.merge.merged);
            break;
        case PanelKind::kMovePerson:
            archive.member("id", form.move.id);
            archive.member("family_id", form.move.family_id);
            archive.member("moved_from", form.moved_from);
            break;
        default:
            break;
    }
}

template <class Archive, class Form>
void list_form(Archive& archive, Form& form) {
    archive.member("title", form.title);
    archive.member("fields", form.fields);
    archive.member("notes", form.notes);
    archive.member("query", form.query);
    archive.member("chosen_name", form.chosen_name);
    archive.member("all_languages", form.all_languages);
    archive.member("all_themes", form.all_themes);
    archive.member("all_days", form.all_days);
    archive.member("other_day", form.other_day.field);
    archive.member("lives_elsewhere", form.lives_elsewhere);
    archive.member("has_no_end", form.has_no_end);
    list_record_form(archive, form);
    list_step_form(archive, form);
}

template <class Archive, class At>
void list_stop(Archive& archive, At& stop) {
    archive.member("family_id", stop.family_id);
    archive.member("place_id", stop.place_id);
}

// Which versions were seen is said anew when it is settled.
template <class Archive, class Conflict>
void list_conflict(Archive& archive, Conflict& conflict) {
    archive.member("type", conflict.key.type);
    archive.member("id", conflict.key.id);
    archive.member("field", conflict.field);
    archive.member("words", conflict.words);
}

template <class Record>
concept IsRecord = requires {
    Schema<Record>::fields;
};

template <class Archive, class Record>
void list_record(Archive& archive, Record& record) {
    archive.member("id", record.id);
    archive.member("scope", record.scope);
    const auto each = [&](const auto& bound) {
        archive.member(bound.spec.name, record.*bound.member);
    };
    std::apply([&](const auto&... bound) { (each(bound), ...); },
               Schema<std::remove_const_t<Record>>::fields);
}

// --- writing: what is not filled in is written too, as null: nothing is left to a default ---

template <class Field>
using Named = std::map<std::string, Field, std::less<>>;
template <class T>
concept IsNumber = std::is_same_v<T, RecordType> || std::is_same_v<T, FieldNumber>;

class Writer {
public:
    template <class T>
    void member(std::string_view name, const T& member) {
        object_[std::string(name)] = written(member);
    }
    Json take() { return std::move(object_); }

private:
    template <class T>
    static Json written(const T& member) {
        if constexpr (IsRecord<T>) {
            Writer writer;
            list_record(writer, member);
            return writer.take();
        } else if constexpr (IsNumber<T>) {
            return static_cast<int>(member);
        } else {
            return written(to_value(member));
        }
    }
    template <IsRecord Record>
    static Json written(const std::optional<Record>& record) {
        return record ? written(*record) : Json{};
    }
    static Json written(const RawId& id) { return to_text(id); }
    static Json written(const widgets::FieldState& field) { return field.text(); }
    template <class Field>
    static Json written(const Named<Field>& fields) {
        Json json = Json::object();
        // One that was never drawn is as empty as one that was.
        for (const auto& [name, field] : fields) {
            if (!field.edit.text().empty()) json[name] = field.edit.text();
        }
        return json;
    }
    static Json written(const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* id = std::get_if<RawId>(&value)) return to_text(*id);
        if (const auto* set = std::get_if<TextSet>(&value)) return *set;
        return nullptr;
    }

    Json object_ = Json::object();
};

// --- reading: what is missing, or of another shape, stays as it is in a new form ---

// Nothing for what is no value.
std::optional<Value> value_of(const Json& json) {
    if (json.is_null()) return Value{};
    if (json.is_number_integer()) return Value{json.get<std::int64_t>()};
    if (json.is_string()) return Value{json.get<std::string>()};
    if (!json.is_array()) return std::nullopt;
    TextSet set;
    for (const Json& element : json) {
        if (element.is_string()) set.push_back(element.get<std::string>());
    }
    return Value{std::move(set)};
}

std::optional<RawId> id_of(const Json& json) {
    return json.is_string() ? parse_id(json.get_ref<const std::string&>()) : std::nullopt;
}

// The member of that name, or null.
const Json& at(const Json& object, std::string_view name) {
    static const Json kNone;
    if (!object.is_object()) return kNone;
    const auto found = object.find(name);
    return found == object.end() ? kNone : *found;
}

// Borrows the object.
class Reader {
public:
    explicit Reader(const Json& object) : object_(object) {}
    explicit Reader(Json&&) = delete;

    template <class T>
    void member(std::string_view name, T& member) {
        if (object_.is_object() && object_.contains(name)) read(at(object_, name), member);
    }

private:
    template <class T>
    static void read(const Json& json, T& member) {
        if constexpr (IsRecord<T>) {
            Reader reader(json);
            list_record(reader, member);
        } else if constexpr (IsNumber<T>) {
            if (json.is_number_integer()) member = static_cast<T>(json.get<int>());
        } else if (const std::optional<Value> value = value_of(json)) {
            from_value(*value, member);
        }
    }
    template <IsRecord Record>
    static void read(const Json& json, std::optional<Record>& record) {
        if (json.is_object()) read(json, record.emplace());
    }
    static void read(const Json& json, RawId& id) { id = id_of(json).value_or(RawId{}); }
    template <class Record>
    static void read(const Json& json, Id<Record>& id) {
        read(json, id.raw);
    }
    template <class Record>
    static void read(const Json& json, std::optional<Id<Record>>& id) {
        id.reset();
        if (const auto raw = id_of(json)) id = Id<Record>{*raw};
    }
    static void read(const Json& json, widgets::FieldState& field) {
        if (json.is_string()) field.edit.set_text(json.get_ref<const std::string&>());
    }
    static void read(const Json& json, widgets::NoteState& note) {
        if (json.is_string()) note.edit.set_text(json.get_ref<const std::string&>());
    }
    template <class Field>
    static void read(const Json& json, Named<Field>& fields) {
        if (!json.is_object()) return;
        for (const auto& [name, text] : json.items()) read(text, fields[name]);
    }

    const Json& object_;
};

Json json_of_form(const PanelState& form) {
    Writer writer;
    list_form(writer, form);
    Json json = writer.take();
    json["kind"] = word_of_kind(form.kind);
    return json;
}

// They were fields of one line before: what was typed in these, or the lines that they stood for.
void take_one_line_notes(PanelState& form) {
    const Family& family = form.family.family;
    const std::pair<const char*, const std::string&> notes[] = {
        {"safety_remark", family.safety_remark}, {"note", family.note}};
    for (const auto& [name, stored] : notes) {
        const auto typed = form.fields.extract(std::string(name));
        if (!typed || form.notes.count(name) > 0) continue;
        widgets::FieldState as_shown;
        as_shown.edit.set_text(stored);
        const bool is_untouched = typed.mapped().text() == as_shown.text();
        form.notes[name].edit.set_text(is_untouched ? stored : typed.mapped().text());
    }
}

std::optional<PanelState> form_of(const Json& json) {
    PanelState form;
    form.kind = kind_of(at(json, "kind"));
    if (form.kind == PanelKind::kNone) return std::nullopt;
    Reader reader(json);
    list_form(reader, form);
    if (form.kind == PanelKind::kFamily) take_one_line_notes(form);
    return form;
}

Json json_of_stops(const std::vector<Stop>& stops) {
    Json json = Json::array();
    for (const Stop& stop : stops) {
        if (std::find(kScreens.begin(), kScreens.end(), stop.screen) == kScreens.end()) continue;
        Writer writer;
        list_stop(writer, stop);
        json.push_back(writer.take());
        json.back()["screen"] = word_of(stop.screen);
    }
    return json;
}

std::vector<Stop> stops_of(const Json& json) {
    std::vector<Stop> stops;
    for (const Json& each : json) {
        const Json& word = at(each, "screen");
        for (const ScreenName screen : kScreens) {
            if (word != word_of(screen)) continue;
            Stop& stop = stops.emplace_back();
            stop.screen = screen;
            Reader reader(each);
            list_stop(reader, stop);
        }
    }
    return stops;
}

// A keyboard that breaks a letter must not cost the rest of the text.
Bytes bytes_of(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return {text.begin(), text.end()};
}

}  // namespace

Bytes encode_form(const PanelState& form) {
    return word_of_kind(form.kind).empty() ? Bytes{} : bytes_of(json_of_form(form));
}

Bytes encode_unfinished(const AppState& state, const PanelState* form) {
    const std::optional<engine::ResolveConflict>& conflict = state.sync.editing;
    if (form == nullptr && !conflict) return {};
    Json json{{"format", kFormat}};
    if (form != nullptr) json["form"] = json_of_form(*form);
    if (conflict) {
        Writer writer;
        list_conflict(writer, *conflict);
        json["conflict"] = writer.take();
    }
    if (form != nullptr || state.here().screen == ScreenName::kSync)
        json["stops"] = json_of_stops(state.stops);
    if (form != nullptr && state.places.beside) json["beside"] = to_text(state.places.beside->raw);
    return bytes_of(json);
}

std::optional<Unfinished> decode_unfinished(ByteView content) {
    const Json json = Json::parse(content.begin(), content.end(), nullptr, false);
    if (at(json, "format") != kFormat) return std::nullopt;
    Unfinished unfinished;
    unfinished.form = form_of(at(json, "form"));
    if (at(json, "conflict").is_object()) {
        Reader reader(at(json, "conflict"));
        list_conflict(reader, unfinished.conflict.emplace());
    }
    if (!unfinished.form && !unfinished.conflict) return std::nullopt;
    unfinished.stops = stops_of(at(json, "stops"));
    if (const auto id = id_of(at(json, "beside"))) unfinished.beside = Id<Place>{*id};
    return unfinished;
}

}  // namespace oppad::ui
