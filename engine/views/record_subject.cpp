#include "engine/views/record_subject.h"

#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/storage/record_table.h"

namespace oppad::engine {

namespace {

// One record's values by the names of schema.h, whatever its type.
class NamedValues {
public:
    explicit NamedValues(const storage::StoredRecord& record)
        : spec_(*find_spec(record.key.type)), values_(record.values) {}

    template <class T>
    [[nodiscard]] T get(std::string_view name) const {
        for (std::size_t at = 0; at < values_.size(); ++at) {
            if (spec_.fields[at].name != name) continue;
            const T* value = std::get_if<T>(&values_[at]);
            return value != nullptr ? *value : T{};
        }
        return T{};
    }

private:
    const RecordSpec& spec_;
    const std::vector<Value>& values_;
};

Result<std::string> name_of(storage::Connection& connection, const RecordKey& key) {
    if (key.id.is_nil()) return std::string{};
    TRY_ASSIGN(const auto record, storage::find_record(connection, key));
    return record ? NamedValues{*record}.get<std::string>("name") : std::string{};
}

std::optional<Instant> moment_of(const NamedValues& values) {
    for (const std::string_view name : {"at", "starts_at", "opened_at", "discussed_at"}) {
        const auto ms = values.get<std::int64_t>(name);
        if (ms != 0) return Instant{ms};
    }
    return std::nullopt;
}

}  // namespace

Result<RecordSubject> find_subject(storage::Connection& connection, const RecordKey& key) {
    RecordSubject subject{.key = key};
    if (find_spec(key.type) == nullptr) return subject;
    TRY_ASSIGN(const auto record, storage::find_record(connection, key));
    if (!record) return subject;
    subject.is_here = true;
    const NamedValues values{*record};
    subject.name = values.get<std::string>("name");
    if (subject.name.empty()) subject.name = values.get<std::string>("title");
    if (key.type == RecordType::kPerson) {
        subject.name = values.get<std::string>("given_name");
        if (subject.name.empty()) subject.name = values.get<std::string>("family_name");
    }
    subject.kind = code_of<ContactKind>(values.get<std::string>("kind"));
    subject.at = moment_of(values);
    subject.family_id = values.get<RawId>("family_id");
    if (key.type == RecordType::kFamily) {
        subject.family_id = key.id;
        subject.family_name = std::move(subject.name);
        subject.name.clear();
        return subject;
    }
    TRY_ASSIGN(subject.family_name, name_of(connection, {RecordType::kFamily, subject.family_id}));
    TRY_ASSIGN(subject.place_name,
               name_of(connection, {RecordType::kPlace, values.get<RawId>("place_id")}));
    return subject;
}

}  // namespace oppad::engine
