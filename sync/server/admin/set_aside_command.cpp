#include "sync/server/admin/set_aside_command.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>

#include "engine/domain/record.h"
#include "sync/merge/merge.h"
#include "sync/server/admin/command_sentences.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

namespace {

// "families/0192…"; a type of a newer version by its number.
std::string word_of(const RecordKey& key) {
    const RecordSpec* spec = find_spec(key.type);
    const std::string type =
        spec != nullptr ? std::string{spec->table} : std::to_string(static_cast<int>(key.type));
    return type + '/' + to_text(key.id);
}

std::optional<RecordKey> parse_record(std::string_view word) {
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::optional<RawId> id = parse_id(word.substr(slash + 1));
    if (!id) return std::nullopt;
    const std::string_view type = word.substr(0, slash);
    for (const RecordSpec& spec : all_record_specs()) {
        if (spec.table == type) return RecordKey{spec.type, *id};
    }
    int number = 0;
    const auto read = std::from_chars(type.data(), type.data() + type.size(), number);
    if (read.ec != std::errc{} || read.ptr != type.data() + type.size()) return std::nullopt;
    return RecordKey{static_cast<RecordType>(number), *id};
}

std::string_view word_of(sync::RefusalReason reason) {
    switch (reason) {
        using enum sync::RefusalReason;
        case kOutOfScope:
            return "grant had ended";
        case kNotAllowed:
            return "not with this role";
        case kInvalid:
            return "broken or too large";
        case kErased:
            return "erased";
    }
    return "of a newer version";
}

std::string moment(Instant at) {
    const Day day = day_of(at, {});
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(at - start_of(day, {})).count();
    return fmt::format("{} {:02}:{:02}Z", to_iso(day), minutes / 60, minutes % 60);
}

// Whoever the tablet belonged to that wrote it: another person may have brought it.
RawId author_of(const SetAside& write, const std::map<sync::DeviceId, RawId>& users) {
    const auto state = sync::decode<sync::RecordState>(write.state, sync::WireForm::kCbor);
    if (!state) return write.user;
    const auto found = users.find(sync::latest_stamp(*state).device);
    return found != users.end() ? found->second : write.user;
}

int fail_unknown() {
    return fail("Nothing of such a record is set aside; oppad-hub aside list shows what is.");
}

}  // namespace

int list_set_aside(Administration& administration) {
    const auto writes = administration.list_set_aside();
    if (!writes) return fail(common_sentence(writes.error()));
    const auto users = administration.list_users();
    if (!users) return fail(common_sentence(users.error()));
    const auto devices = administration.list_devices();
    if (!devices) return fail(common_sentence(devices.error()));
    const auto scopes = administration.list_scopes();
    if (!scopes) return fail(common_sentence(scopes.error()));
    std::map<RawId, std::string> names;
    for (const User& user : *users) names[user.id] = user.name;
    for (const Scope& scope : *scopes) names[scope.id] = scope.name;
    std::map<sync::DeviceId, RawId> users_by_device;
    for (const Device& device : *devices) users_by_device[device.id] = device.user;
    for (const SetAside& write : *writes) {
        print(fmt::format("{}  {}  by {}  in {}  {}", word_of(write.key), moment(write.received_at),
                          names[author_of(write, users_by_device)], names[write.scope],
                          word_of(static_cast<sync::RefusalReason>(write.reason))));
    }
    return 0;
}

int take_set_aside(const std::string& record, Administration& administration) {
    const auto key = parse_record(record);
    if (!key) return fail_unknown();
    const Status taken = administration.take_set_aside(*key);
    if (taken) {
        print("taken in; tablets that may see the record get it at their next exchange");
        return 0;
    }
    if (taken.error().code == ErrorCode::kNotFound) return fail_unknown();
    if (taken.error().code == ErrorCode::kConflict)
        return fail("The record was erased since; what was set aside of it can only be dropped.");
    if (taken.error().code == ErrorCode::kInvalid)
        return fail("The record would be broken or too large; nothing was changed.");
    return fail(common_sentence(taken.error()));
}

int drop_set_aside(const std::string& record, Administration& administration) {
    const auto key = parse_record(record);
    const Status dropped = key ? administration.drop_set_aside(*key)
                               : Status{Error{ErrorCode::kNotFound, "no record"}};
    if (!dropped && dropped.error().code == ErrorCode::kNotFound) return fail_unknown();
    if (!dropped) return fail(common_sentence(dropped.error()));
    print("dropped; the author's tablet keeps it as refused");
    return 0;
}

}  // namespace oppad::hub
