#include "platform/sim/scribe.h"

#include <algorithm>
#include <array>

#include "engine/domain/schema.h"
#include "engine/storage/unit_of_work.h"
#include "sync/merge/merge.h"

namespace oppad::sim {

namespace {

constexpr std::array kKinds{RecordType::kFamily, RecordType::kPerson, RecordType::kPartner,
                            RecordType::kContact, RecordType::kFollowUp};

constexpr std::array kOfFamilies{RecordType::kPerson, RecordType::kContact, RecordType::kFollowUp};

// So many records get most of the edits: otherwise nobody ever meets.
constexpr std::size_t kBusyRecords = 5;

bool is_written_here(const FieldSpec& field) {
    return field.type == FieldType::kText || field.type == FieldType::kSet;
}

std::vector<FieldSpec> fields_of(RecordType type) {
    std::vector<FieldSpec> fields;
    for (const FieldSpec& field : find_spec(type)->fields) {
        if (is_written_here(field)) fields.push_back(field);
    }
    return fields;
}

FieldNumber family_field_of(RecordType type) {
    for (const FieldSpec& field : find_spec(type)->fields) {
        if (field.name == "family_id") return field.number;
    }
    return 0;
}

TextSet elements_in(const sync::RecordState& state, FieldNumber number) {
    const sync::FieldState* field = sync::find_field_state(state, number);
    if (field == nullptr) return {};
    const Value shown = sync::shown_value(*field);
    const auto* set = std::get_if<TextSet>(&shown);
    return set != nullptr ? *set : TextSet{};
}

std::vector<EntryId> standing_in_field(const sync::RecordState& state, FieldNumber number) {
    const sync::FieldState* field = sync::find_field_state(state, number);
    return field != nullptr ? standing_in(*field) : std::vector<EntryId>{};
}

Outcome outcome_of(const Status& committed) {
    if (committed) return Outcome::kAcknowledged;
    const ErrorCode code = committed.error().code;
    const bool is_clean = code == ErrorCode::kDiskFull || code == ErrorCode::kBusy;
    return is_clean ? Outcome::kNotWritten : Outcome::kUnknown;
}

const char* name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::kAcknowledged:
            return "saved";
        case Outcome::kUnknown:
            return "unknown";
        case Outcome::kNotWritten:
            return "not written";
    }
    return "";
}

}  // namespace

struct Scribe::Draft {
    RecordKey key;
    Act act = Act::kWrite;  // kWrite: saves `writes` and `scope`, if any.
    std::optional<RawId> scope;
    std::vector<FieldWrite> writes;
    std::vector<EntryId> entries;  // All that it settles.
    const char* verb = "save";
};

namespace {

template <class Record, class Writes>
Status save(storage::UnitOfWork& work, const RawId& id, const std::optional<RawId>& scope,
            const Writes& writes) {
    TRY_ASSIGN(const std::optional<Record> found, work.find(Id<Record>{id}));
    const Record before = found.value_or(Record{});
    std::vector<Value> values = to_values(before);
    const RecordSpec& spec = *find_spec(Schema<Record>::type);
    for (std::size_t at = 0; at < spec.fields.size(); ++at) {
        for (const auto& write : writes) {
            if (write.field == spec.fields[at].number) values[at] = write.value;
        }
    }
    Record after = from_values<Record>(values);
    after.id = {id};
    after.scope = scope.value_or(before.scope);
    return work.save(after);
}

template <class Writes>
Status save_any(storage::UnitOfWork& work, const RecordKey& key, const std::optional<RawId>& scope,
                const Writes& writes) {
    switch (key.type) {
        case RecordType::kFamily:
            return save<Family>(work, key.id, scope, writes);
        case RecordType::kPerson:
            return save<Person>(work, key.id, scope, writes);
        case RecordType::kPartner:
            return save<Partner>(work, key.id, scope, writes);
        case RecordType::kContact:
            return save<Contact>(work, key.id, scope, writes);
        default:
            return save<FollowUp>(work, key.id, scope, writes);
    }
}

}  // namespace

std::vector<EntryId> Scribe::entries_of(const std::vector<FieldWrite>& writes) {
    std::vector<EntryId> entries;
    for (const FieldWrite& write : writes)
        entries.insert(entries.end(), write.entries.begin(), write.entries.end());
    return entries;
}

std::optional<RecordKey> Scribe::pick(Tablet& tablet, Wanted wanted, platform::Dice& dice) {
    const std::vector<RecordKey>& keys = book_.keys();
    if (keys.empty()) return std::nullopt;
    for (int tries = 0; tries < 6; ++tries) {
        const std::size_t among =
            dice.chance(65) ? std::min(kBusyRecords, keys.size()) : keys.size();
        const RecordKey& key = keys[static_cast<std::size_t>(dice.next() % among)];
        if (find_spec(key.type) == nullptr) continue;
        const auto state = tablet.find_state(key);
        if (state && !state->erased && sync::is_hidden(*state) == (wanted == Wanted::kRemoved)) {
            return key;
        }
    }
    return std::nullopt;
}

// Most likely one on which something hangs.
std::optional<RecordKey> Scribe::pick_family(Tablet& tablet, platform::Dice& dice) {
    std::vector<RecordKey> families;
    for (const RecordKey& key : book_.keys()) {
        if (key.type == RecordType::kFamily) families.push_back(key);
    }
    for (const auto& [key, family] : book_.families()) families.push_back(family);
    for (int tries = 0; tries < 6 && !families.empty(); ++tries) {
        const RecordKey& key = dice.pick(families);
        const auto state = tablet.find_state(key);
        if (state && !state->erased && !sync::is_hidden(*state)) return key;
    }
    return std::nullopt;
}

Scribe::FieldWrite Scribe::write_set(const Tablet& tablet, const RecordKey& key,
                                     const FieldSpec& field, const sync::RecordState& before,
                                     platform::Dice& dice) {
    TextSet elements = elements_in(before, field.number);
    if (!elements.empty() && dice.chance(35)) {
        const std::string taken = dice.pick(elements);
        std::vector<EntryId> seen;
        if (const auto added = entry_in(taken)) seen.push_back(*added);
        const EntryId id = book_.begin(Act::kTake, key, field.number, tablet.number(), seen);
        elements.erase(std::find(elements.begin(), elements.end(), taken));
        return {field.number, elements.empty() ? Value{} : Value{elements}, {id}};
    }
    const EntryId id = book_.begin(Act::kAdd, key, field.number, tablet.number(), {});
    elements.push_back(word_of(id));
    std::sort(elements.begin(), elements.end());
    return {field.number, elements, {id}};
}

// Three sentences at first; then one of them anew, or one more. A rule of the entry's number, not
// of chance, so that worlds without texts stay as they are.
Scribe::FieldWrite Scribe::write_text(const Tablet& tablet, const RecordKey& key,
                                      const FieldSpec& field, const sync::RecordState& before) {
    constexpr std::size_t kSentences = 3;
    constexpr std::size_t kSentencesMax = 5;
    const std::vector<EntryId> standing = standing_in_field(before, field.number);
    const sync::FieldState* known = sync::find_field_state(before, field.number);
    const Value shown = known != nullptr ? sync::shown_value(*known) : Value{};
    const auto* text = std::get_if<std::string>(&shown);
    std::vector<EntryId> sentences = text != nullptr ? entries_in(*text) : std::vector<EntryId>{};
    FieldWrite write{.field = field.number, .value = {}, .entries = {}};
    const std::size_t count = sentences.empty() ? kSentences : 1;
    for (std::size_t at = 0; at < count; ++at)
        write.entries.push_back(book_.begin(Act::kWrite, key, field.number, tablet.number(), {}));
    const EntryId id = write.entries.front();
    const std::size_t place = id % std::max<std::size_t>(sentences.size(), 1);
    if (sentences.empty())
        sentences = write.entries;
    else if (sentences.size() < kSentencesMax && id % 3 == 0)
        sentences.insert(sentences.begin() + static_cast<std::ptrdiff_t>(place), id);
    else
        sentences[place] = id;
    std::string words;
    for (const EntryId sentence : sentences)
        words += (words.empty() ? "" : " ") + word_of(sentence) + ".";
    for (const EntryId seen : standing) {
        const bool stays = std::find(sentences.begin(), sentences.end(), seen) != sentences.end();
        if (!stays) book_.note_seen(id, seen);
    }
    book_.add_text(words);
    write.value = words;
    return write;
}

std::vector<Scribe::FieldWrite> Scribe::write_fields(const Tablet& tablet, const RecordKey& key,
                                                     const sync::RecordState& before, int count,
                                                     platform::Dice& dice) {
    std::vector<FieldSpec> fields = fields_of(key.type);
    std::vector<FieldWrite> writes;
    for (; count > 0 && !fields.empty(); --count) {
        const auto at = static_cast<std::ptrdiff_t>(dice.next() % fields.size());
        const FieldSpec field = fields[static_cast<std::size_t>(at)];
        fields.erase(fields.begin() + at);
        if (field.merge == MergeKind::kSet) {
            writes.push_back(write_set(tablet, key, field, before, dice));
            continue;
        }
        if (field.merge == MergeKind::kText) {
            writes.push_back(write_text(tablet, key, field, before));
            continue;
        }
        const EntryId id = book_.begin(Act::kWrite, key, field.number, tablet.number(),
                                       standing_in_field(before, field.number));
        writes.push_back({field.number, word_of(id), {id}});
    }
    return writes;
}

Outcome Scribe::carry_out(Tablet& tablet, const Draft& draft) {
    Status committed;
    {
        auto work = storage::UnitOfWork::begin(tablet.store(), tablet.capture(), tablet.clock,
                                               tablet.staff, draft.verb);
        if (!work) return Outcome::kNotWritten;
        Status written;
        if (draft.act == Act::kDelete)
            written = work->remove(draft.key);
        else if (draft.act == Act::kRestore)
            written = work->restore(draft.key);
        else
            written = save_any(*work, draft.key, draft.scope, draft.writes);
        if (!written) return Outcome::kNotWritten;
        committed = work->commit();
    }
    const Outcome outcome = outcome_of(committed);
    for (const EntryId id : draft.entries) book_.settle(id, outcome);
    std::string line = "tablet " + std::to_string(tablet.number()) + " " + draft.verb + " " +
                       to_text(draft.key.id).substr(0, 12);
    for (const EntryId id : draft.entries) {
        line += " " + word_of(id) + "@" + std::to_string(book_.find(id).field);
    }
    trace_.note(line + ": " + name_of(outcome));
    if (outcome == Outcome::kAcknowledged) tablet.client().note_save();
    return outcome;
}

Outcome Scribe::create(Tablet& tablet, std::optional<RawId> scope, platform::Dice& dice) {
    Draft draft{.key = {kKinds.at(static_cast<std::size_t>(dice.next() % kKinds.size())),
                        dice.id_at(tablet.clock.now())},
                .scope = scope,
                .verb = "create"};
    const sync::RecordState nothing{.key = draft.key};
    draft.writes = write_fields(tablet, draft.key, nothing, dice.between(2, 5), dice);
    draft.entries = entries_of(draft.writes);
    const Outcome outcome = carry_out(tablet, draft);
    if (outcome != Outcome::kNotWritten) book_.add_key(draft.key);
    return outcome;
}

Outcome Scribe::hang(Tablet& tablet, platform::Dice& dice) {
    const auto family = pick_family(tablet, dice);
    const auto home = family ? tablet.find_state(*family) : std::nullopt;
    if (!home) return Outcome::kNotWritten;
    Draft draft{.key = {kOfFamilies.at(static_cast<std::size_t>(dice.next() % kOfFamilies.size())),
                        dice.id_at(tablet.clock.now())},
                .scope = home->scope,
                .verb = "hang"};
    draft.writes = write_fields(tablet, draft.key, {.key = draft.key}, dice.between(1, 3), dice);
    draft.entries = entries_of(draft.writes);
    draft.writes.push_back({family_field_of(draft.key.type), family->id, {}});
    const Outcome outcome = carry_out(tablet, draft);
    if (outcome == Outcome::kNotWritten) return outcome;
    book_.add_key(draft.key);
    book_.note_family(draft.key, *family);
    return outcome;
}

Outcome Scribe::edit(Tablet& tablet, platform::Dice& dice) {
    const auto key = pick(tablet, Wanted::kVisible, dice);
    if (!key) return Outcome::kNotWritten;
    const auto before = tablet.find_state(*key);
    if (!before) return Outcome::kNotWritten;
    Draft draft{.key = *key, .verb = "edit"};
    draft.writes = write_fields(tablet, *key, *before, dice.between(1, 3), dice);
    draft.entries = entries_of(draft.writes);
    return carry_out(tablet, draft);
}

Outcome Scribe::remove(Tablet& tablet, platform::Dice& dice) {
    const auto key = pick(tablet, Wanted::kVisible, dice);
    if (!key) return Outcome::kNotWritten;
    const auto before = tablet.find_state(*key);
    if (!before) return Outcome::kNotWritten;
    Draft draft{.key = *key, .act = Act::kDelete, .verb = "remove"};
    draft.entries = {book_.begin(Act::kDelete, *key, 0, tablet.number(), standing_in(*before))};
    return carry_out(tablet, draft);
}

Outcome Scribe::restore(Tablet& tablet, platform::Dice& dice) {
    const auto key = pick(tablet, Wanted::kRemoved, dice);
    if (!key) return Outcome::kNotWritten;
    Draft draft{.key = *key, .act = Act::kRestore, .verb = "restore"};
    draft.entries = {book_.begin(Act::kRestore, *key, 0, tablet.number(), {})};
    return carry_out(tablet, draft);
}

Outcome Scribe::move(Tablet& tablet, const RawId& scope, platform::Dice& dice) {
    const auto key = pick(tablet, Wanted::kVisible, dice);
    if (!key) return Outcome::kNotWritten;
    book_.note_move(*key);
    return carry_out(tablet, {.key = *key, .scope = scope, .verb = "move"});
}

Outcome Scribe::move_family(Tablet& tablet, const RawId& scope, platform::Dice& dice) {
    const auto family = pick_family(tablet, dice);
    if (!family) return Outcome::kNotWritten;
    book_.note_move(*family);
    return carry_out(tablet, {.key = *family, .scope = scope, .verb = "move family"});
}

}  // namespace oppad::sim
