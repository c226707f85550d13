#include "engine/commands/beside_family.h"
#include "engine/commands/family_links.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/phone.h"
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

// A service that knew one of the two knew the family: reach must not be counted too high.
std::optional<bool> known_to_any(const std::optional<bool>& one, const std::optional<bool>& other) {
    if (one == true || other == true) return true;
    return one ? one : other;
}

std::optional<Day> earlier(const std::optional<Day>& one, const std::optional<Day>& other) {
    if (!one || !other) return one ? one : other;
    return *other < *one ? other : one;
}

void house(Person& person, const Address& address) {
    person.street = address.street;
    person.postcode = address.postcode;
    person.municipality = address.municipality;
}

Family united(const Family& kept, const Family& merged) {
    Family family = kept;
    if (merged.state == FamilyState::kInGuidance) family.state = merged.state;
    family.known_before = known_to_any(kept.known_before, merged.known_before);
    family.first_contact_day = earlier(kept.first_contact_day, merged.first_contact_day);
    if (agree(address_of(kept), address_of(merged))) {
        fill(family.street, merged.street);
        fill(family.postcode, merged.postcode);
        fill(family.municipality, merged.municipality);
    }
    unite(family.languages, merged.languages);
    family.needs_interpreter |= merged.needs_interpreter;
    fill(family.phone, merged.phone);
    if (family.phone != merged.phone) append_lines(family.note, format_phone(merged.phone));
    unite(family.target_groups, merged.target_groups);
    append_lines(family.safety_remark, merged.safety_remark);
    append_lines(family.note, merged.note);
    fill(family.origin_place_id, merged.origin_place_id);
    normalise(family);
    return family;
}

// Where the merged family lived goes along with who lived there, as their own address; with nobody
// left there it is noted.
Result<std::vector<Rehoused>> rehouse(Context& context, const Family& merged,
                                      const std::vector<RecordKey>& moved, Family& kept) {
    std::vector<Rehoused> rehoused;
    const Address address = address_of(merged);
    if (agree(address, address_of(kept))) return rehoused;
    for (const RecordKey& key : moved) {
        if (key.type != RecordType::kPerson) continue;
        TRY_ASSIGN(const std::optional<Person> person, context.work.find(Id<Person>{key.id}));
        if (!person || !is_empty(address_of(*person))) continue;
        Rehoused one{.before = *person, .after = *person};
        house(one.after, address);
        TRY(context.work.save(one.after));
        rehoused.push_back(std::move(one));
    }
    if (rehoused.empty()) append_lines(kept.note, in_one_line(address));
    return rehoused;
}

}  // namespace

Result<Outcome> merge_families(Context& context, const MergeFamilies& command) {
    if (command.kept == command.merged) return refused(ProblemCode::kMissing, "merged");
    TRY_ASSIGN(const std::optional<Family> kept, context.work.find(command.kept));
    TRY_ASSIGN(const std::optional<Family> merged, context.work.find(command.merged));
    if (!kept || !merged) return refused(ProblemCode::kGone, "id");
    MergedFamilies done{
        .kept_before = *kept, .kept_after = united(*kept, *merged), .merged = merged->id};
    TRY_ASSIGN(const std::vector<RecordKey> linked,
               storage::list_linked_to_family(context.work.connection(), merged->id));
    for (const RecordKey& key : linked) {
        TRY_ASSIGN(const bool moved, relink(context, key, merged->id, done.kept_after));
        if (moved) done.moved.push_back(key);
    }
    TRY_ASSIGN(done.rehoused, rehouse(context, *merged, done.moved, done.kept_after));
    Outcome outcome;
    outcome.problems = validate(done.kept_after, present_at(context.clock));
    keep_problems_of_edited_fields(outcome.problems, *kept, done.kept_after);
    if (!outcome.problems.empty()) return outcome;
    TRY(context.work.save(done.kept_after));
    TRY(context.work.remove({RecordType::kFamily, merged->id.raw}));
    outcome = written(kept->id);
    outcome.undo = UndoMerge{std::move(done)};
    return outcome;
}

}  // namespace oppad::engine
