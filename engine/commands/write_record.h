// What every verb that writes a record shares: look up what it points at, register or edit with a
// name and a scope, keep what sync brought while a form was open.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/commands/calendar.h"
#include "engine/commands/context.h"
#include "engine/commands/new_id.h"
#include "engine/commands/outcome.h"
#include "engine/domain/record.h"
#include "engine/domain/validate.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::engine {

inline Outcome refused(ProblemCode code, std::string_view field) {
    Outcome outcome;
    outcome.problems.push_back({code, field});
    return outcome;
}

template <class Record>
Outcome written(Id<Record> id) {
    Outcome outcome;
    outcome.record = RecordKey{Schema<Record>::type, id.raw};
    return outcome;
}

// Adds kGone under `field` when `id` is set and its record is not here. Returns the record.
template <class Record>
Result<std::optional<Record>> find_referenced(Context& context, const std::optional<Id<Record>>& id,
                                              std::string_view field, Problems& problems) {
    if (!id) return std::optional<Record>{};
    TRY_ASSIGN(std::optional<Record> record, context.work.find(*id));
    if (!record) problems.push_back({ProblemCode::kGone, field});
    return record;
}

// Problems of fields that the person left as they were are not theirs to mend now: a record that
// another version or the hub wrote must stay editable.
template <class Record>
void keep_problems_of_edited_fields(Problems& problems, const Record& stored,
                                    const Record& edited) {
    const auto is_untouched = [&](const Problem& problem) {
        bool same = false;
        const auto look = [&](const auto& bound) {
            if (bound.spec.name == problem.field)
                same = to_value(stored.*bound.member) == to_value(edited.*bound.member);
        };
        std::apply([&](const auto&... bound) { (look(bound), ...); }, Schema<Record>::fields);
        return same;
    };
    problems.erase(std::remove_if(problems.begin(), problems.end(), is_untouched), problems.end());
}

// What a person changed between `opened` and `edited`, carried over onto `stored`: a field that
// they left alone is taken from `stored`, a set gets their additions and removals.
template <class Member>
Member rebased(const Member& opened, const Member& edited, const Member& stored) {
    return to_value(edited) == to_value(opened) ? stored : edited;
}

inline TextSet rebased(const TextSet& opened, const TextSet& edited, const TextSet& stored) {
    const auto has = [](const TextSet& set, const std::string& element) {
        return std::find(set.begin(), set.end(), element) != set.end();
    };
    TextSet result;
    for (const std::string& element : stored) {
        if (has(edited, element) || !has(opened, element)) result.push_back(element);
    }
    for (const std::string& element : edited) {
        if (!has(opened, element) && !has(result, element)) result.push_back(element);
    }
    std::sort(result.begin(), result.end());
    return result;
}

template <class Record>
void rebase(Record& edited, const Record& opened, const Record& stored) {
    const auto carry = [&](const auto& bound) {
        edited.*bound.member =
            rebased(opened.*bound.member, edited.*bound.member, stored.*bound.member);
    };
    std::apply([&](const auto&... bound) { (carry(bound), ...); }, Schema<Record>::fields);
}

// The member before a command, unless somebody has changed it since the command; of a set, what
// was added since stays.
template <class Member>
Member taken_back(const Member& before, const Member& after, const Member& stored) {
    return to_value(stored) == to_value(after) ? before : stored;
}

inline TextSet taken_back(const TextSet& before, const TextSet& after, const TextSet& stored) {
    return rebased(after, before, stored);
}

// `stored` with each of its fields taken back.
template <class Record>
Record all_taken_back(const Record& before, const Record& after, const Record& stored) {
    Record record = stored;
    const auto take = [&](const auto& bound) {
        const auto member = bound.member;
        record.*member = taken_back(before.*member, after.*member, stored.*member);
    };
    std::apply([&](const auto&... bound) { (take(bound), ...); }, Schema<Record>::fields);
    return record;
}

// Saves it, unless something of it is to be mended: of what is `stored` already, what the person
// edited.
template <class Record>
Result<Outcome> save_unless(Problems problems, Context& context, const Record& record,
                            const std::optional<Record>& stored) {
    if (stored) keep_problems_of_edited_fields(problems, *stored, record);
    if (!problems.empty()) {
        Outcome outcome;
        outcome.problems = std::move(problems);
        return outcome;
    }
    TRY(context.work.save(record));
    return written(record.id);
}

// Registers `record` under a new id in `scope_of_new` when its id is nil, else edits the stored
// one. `problems` are those that the caller found already.
template <class Record>
Result<Outcome> register_or_edit(Context& context, Record record,
                                 const std::optional<Record>& opened, const RawId& scope_of_new,
                                 Problems problems) {
    normalise(record);
    const bool is_new = record.id.is_nil();
    std::optional<Record> stored;
    if (is_new) {
        record.id = new_id<Record>(context.clock, context.entropy);
        record.scope = scope_of_new;
    } else {
        TRY_ASSIGN(stored, context.work.find(record.id));
        if (!stored) return refused(ProblemCode::kGone, "id");
        if (opened) {
            Record shown = *opened;
            normalise(shown);  // Of an undo it is what was typed.
            rebase(record, shown, *stored);
        }
        record.scope = stored->scope;
    }
    const Problems found = validate(record, present_at(context.clock));
    problems.insert(problems.end(), found.begin(), found.end());
    return save_unless(std::move(problems), context, record, stored);
}

}  // namespace oppad::engine
