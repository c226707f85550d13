#include "engine/commands/family_links.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/storage/tables/linked_rows.h"

namespace oppad::engine {

namespace {

bool is_empty(const std::string& text) { return text.empty(); }
template <class Other>
bool is_empty(const std::optional<Other>& member) {
    return !member.has_value();
}

template <class Member>
void fill(Member& member, const Member& other) {
    if (is_empty(member)) member = other;
}

void unite(TextSet& set, const TextSet& other) {
    set.insert(set.end(), other.begin(), other.end());
}

// What two people wrote about one family is both true: none of it may be lost.
void append(std::string& text, const std::string& other) {
    if (other.empty() || text.find(other) != std::string::npos) return;
    text += (text.empty() ? "" : "\n") + other;
}

// A service that knew one of the two knew the family: reach must not be counted too high.
std::optional<bool> known_to_any(const std::optional<bool>& one, const std::optional<bool>& other) {
    if (one == true || other == true) return true;
    return one ? one : other;
}

std::optional<Day> earlier(const std::optional<Day>& one, const std::optional<Day>& other) {
    if (!one || !other) return one ? one : other;
    return *other < *one ? other : one;
}

Family united(const Family& kept, const Family& merged) {
    Family family = kept;
    if (merged.state == FamilyState::kInGuidance) family.state = merged.state;
    family.known_before = known_to_any(kept.known_before, merged.known_before);
    family.first_contact_day = earlier(kept.first_contact_day, merged.first_contact_day);
    const bool has_address = !kept.street.empty() || !kept.municipality.empty();
    if (!has_address) {
        family.street = merged.street;
        family.postcode = merged.postcode;
        family.municipality = merged.municipality;
    }
    unite(family.languages, merged.languages);
    family.needs_interpreter |= merged.needs_interpreter;
    fill(family.phone, merged.phone);
    unite(family.target_groups, merged.target_groups);
    append(family.safety_remark, merged.safety_remark);
    append(family.note, merged.note);
    fill(family.origin_place_id, merged.origin_place_id);
    normalise(family);
    return family;
}

}  // namespace

Result<Outcome> merge_families(Context& context, const MergeFamilies& command) {
    if (command.kept == command.merged) return refused(ProblemCode::kMissing, "merged");
    TRY_ASSIGN(const std::optional<Family> kept, context.work.find(command.kept));
    TRY_ASSIGN(const std::optional<Family> merged, context.work.find(command.merged));
    if (!kept || !merged) return refused(ProblemCode::kGone, "id");
    MergedFamilies done{
        .kept_before = *kept, .kept_after = united(*kept, *merged), .merged = merged->id};
    Outcome outcome;
    outcome.problems = validate(done.kept_after, present_at(context.clock));
    keep_problems_of_edited_fields(outcome.problems, *kept, done.kept_after);
    if (!outcome.problems.empty()) return outcome;

    TRY_ASSIGN(const std::vector<RecordKey> linked,
               storage::list_linked_to_family(context.work.connection(), merged->id));
    for (const RecordKey& key : linked) {
        TRY_ASSIGN(const bool moved, relink(context, key, merged->id, done.kept_after));
        if (moved) done.moved.push_back(key);
    }
    TRY(context.work.save(done.kept_after));
    TRY(context.work.remove({RecordType::kFamily, merged->id.raw}));
    outcome = written(kept->id);
    outcome.undo = UndoMerge{std::move(done)};
    return outcome;
}

}  // namespace oppad::engine
