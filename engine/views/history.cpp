#include "engine/views/history.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/storage/former_values.h"
#include "engine/storage/record_table.h"
#include "engine/storage/tables/family_rows.h"
#include "engine/storage/tables/sync_rows.h"
#include "engine/views/make_views.h"
#include "engine/views/record_subject.h"

namespace oppad::engine {

namespace {

std::string words_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return {};
}

// What a reference points at is told by its name.
Result<std::string> referred_name(const ViewContext& context, const FieldSpec& field,
                                  const RawId& id) {
    RecordKey key{RecordType::kPlace, id};
    if (field.name == "family_id") key.type = RecordType::kFamily;
    if (field.name == "partner_id") key.type = RecordType::kPartner;
    if (field.name == "owner_id" || field.name == "author_id") key.type = RecordType::kStaff;
    if (field.name == "contact_person_id") key.type = RecordType::kContactPerson;
    if (field.name == "given_by_id" || field.name == "participants") key.type = RecordType::kPerson;
    TRY_ASSIGN(RecordSubject subject, find_subject(context.connection, key));
    const bool is_family = key.type == RecordType::kFamily;
    return is_family ? std::move(subject.family_name) : std::move(subject.name);
}

Status fill_words(const ViewContext& context, const FieldSpec& field, const Value& value,
                  ReplacedValue& shown) {
    shown.words = words_of(value);
    if (const RawId* id = std::get_if<RawId>(&value)) {
        TRY_ASSIGN(shown.words, referred_name(context, field, *id));
    }
    const auto* set = std::get_if<TextSet>(&value);
    if (set == nullptr) return ok();
    shown.elements = *set;
    if (field.name != "participants") return ok();
    for (std::string& element : shown.elements) {
        const std::optional<RawId> id = parse_id(element);
        if (!id) continue;
        TRY_ASSIGN(element, referred_name(context, field, *id));
    }
    return ok();
}

ReplacedValue begun(const RecordKey& key, const FieldSpec& field, const std::string& whose) {
    return {.whose = whose,
            .record_type = key.type,
            .field_name = field.name,
            .field_type = field.type};
}

Status add_lost(const ViewContext& context, const RecordKey& key, const std::string& whose,
                HistoryView& view) {
    TRY_ASSIGN(std::vector<storage::ReplacedRow> rows,
               storage::list_replaced(context.connection, key, kReplacedMax));
    for (storage::ReplacedRow& row : rows) {
        const FieldSpec* field = find_field(*find_spec(key.type), row.field);
        if (field == nullptr) continue;
        ReplacedValue value = begun(key, *field, whose);
        value.author_name = std::move(row.author_name);
        value.is_mine = row.is_own;
        value.written_at = row.written_at;
        TRY(fill_words(context, *field, row.value, value));
        view.values.push_back(std::move(value));
    }
    return ok();
}

Status add_changes(const ViewContext& context, const RecordKey& key, const std::string& whose,
                   HistoryView& view) {
    TRY_ASSIGN(std::vector<storage::FormerRow> rows,
               storage::list_former(context.connection, key, kReplacedMax));
    for (storage::FormerRow& row : rows) {
        const FieldSpec* field = find_field(*find_spec(key.type), row.field);
        if (field == nullptr) continue;
        ReplacedValue value = begun(key, *field, whose);
        value.author_name = std::move(row.author_name);
        value.is_mine = row.changed_by == context.staff.id.raw;
        value.written_at = row.changed_at;
        TRY(fill_words(context, *field, row.value, value));
        view.changes.push_back(std::move(value));
    }
    return ok();
}

void sort_newest_first(std::vector<ReplacedValue>& values) {
    std::stable_sort(
        values.begin(), values.end(),
        [](const ReplacedValue& a, const ReplacedValue& b) { return b.written_at < a.written_at; });
    if (values.size() > kReplacedMax) values.resize(kReplacedMax);
}

}  // namespace

Result<HistoryView> make_history(const ViewContext& context, const LookHistory& look) {
    HistoryView view;
    if (find_spec(look.key.type) == nullptr) return view;
    // Of a record that is not here for whoever works here now, nothing is told either.
    TRY_ASSIGN(const auto record, storage::find_record(context.connection, look.key));
    if (!record) return view;
    TRY(add_lost(context, look.key, {}, view));
    TRY(add_changes(context, look.key, {}, view));
    if (look.key.type != RecordType::kFamily) return view;
    // What people call a family's are its members too.
    TRY_ASSIGN(const std::vector<storage::MemberRow> members,
               storage::list_members(context.connection, {look.key.id}));
    for (const storage::MemberRow& row : members) {
        const Person& member = row.person;
        const RecordKey key{RecordType::kPerson, member.id.raw};
        const std::string& name =
            member.given_name.empty() ? member.family_name : member.given_name;
        TRY(add_lost(context, key, name, view));
        TRY(add_changes(context, key, name, view));
    }
    sort_newest_first(view.values);
    sort_newest_first(view.changes);
    return view;
}

}  // namespace oppad::engine
