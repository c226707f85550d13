#include "engine/storage/tables/news_rows.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/storage/arrivals.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"

namespace oppad::storage {

namespace {

// The family that a record is about, who wrote or has it, and its kind of contact.
struct AboutFamily {
    RecordType type;
    std::string_view select;
};
constexpr AboutFamily kAboutFamilies[] = {
    {RecordType::kFamily, "SELECT id, NULL, '' FROM families WHERE id = :id AND deleted = 0"},
    {RecordType::kPerson, "SELECT family_id, NULL, '' FROM persons WHERE id = :id AND deleted = 0"},
    {RecordType::kContact,
     "SELECT family_id, author_id, kind FROM contacts WHERE id = :id AND deleted = 0"},
    {RecordType::kQuestion,
     "SELECT family_id, owner_id, '' FROM questions WHERE id = :id AND deleted = 0"},
    {RecordType::kReferral,
     "SELECT family_id, owner_id, '' FROM referrals WHERE id = :id AND deleted = 0"},
    {RecordType::kFollowUp,
     "SELECT family_id, owner_id, '' FROM follow_ups WHERE id = :id AND deleted = 0"},
    {RecordType::kAppointment,
     "SELECT family_id, owner_id, kind FROM appointments WHERE id = :id AND deleted = 0"},
    {RecordType::kConsent,
     "SELECT family_id, NULL, '' FROM consents WHERE id = :id AND deleted = 0"},
};

constexpr std::string_view kSelectHolder = R"sql(
    SELECT s.id, s.name FROM staff AS s, json_each(s.devices) AS d
    WHERE s.deleted = 0 AND d.value = :device LIMIT 1
)sql";
constexpr std::string_view kSelectName = "SELECT name FROM staff WHERE id = :id AND deleted = 0";

// Of whom I met, or with whom I have something open: a promise, an appointment, a question or a
// referral, of which a waiting list is the answer at most. The unary + keeps SQLite from walking
// all that is mine over the year: what little there is of the family is looked at instead.
constexpr std::string_view kSelectMine = R"sql(
    SELECT f.name FROM families AS f
    WHERE f.id = :family AND f.deleted = 0
      AND (EXISTS (SELECT 1 FROM contacts AS c
                   WHERE c.family_id = f.id AND c.at >= :mine_since AND c.deleted = 0
                     AND +c.author_id = :me)
           OR EXISTS (SELECT 1 FROM follow_ups AS o
                      WHERE o.family_id = f.id AND o.state = 'open' AND +o.owner_id = :me
                        AND o.deleted = 0)
           OR EXISTS (SELECT 1 FROM appointments AS a
                      WHERE a.family_id = f.id AND a.starts_at >= :mine_since
                        AND a.state = 'planned' AND +a.owner_id = :me AND a.deleted = 0)
           OR EXISTS (SELECT 1 FROM questions AS q
                      WHERE q.family_id = f.id AND q.state = 'open' AND +q.owner_id = :me
                        AND q.deleted = 0)
           OR EXISTS (SELECT 1 FROM referrals AS r
                      WHERE r.family_id = f.id AND +r.owner_id = :me AND r.deleted = 0
                        AND (+r.step IN ('discussed', 'consented', 'introduced', 'accepted')
                             OR (+r.step = 'answered' AND r.answer = 'waiting_list'))))
)sql";

struct Author {
    std::optional<Id<Staff>> id;
    std::string name;
};

struct Subject {
    Id<Family> family_id;
    std::optional<Id<Staff>> author_id;
    NewsItem item;
};

// Unset for what is about no family, has gone, or is no news.
Result<std::optional<Subject>> find_subject(Connection& connection, const RecordKey& key) {
    enum class Col { kFamilyId, kAuthorId, kKind };
    const auto* about = std::find_if(std::begin(kAboutFamilies), std::end(kAboutFamilies),
                                     [&key](const auto& one) { return one.type == key.type; });
    if (about == std::end(kAboutFamilies)) return std::optional<Subject>{};
    TRY_ASSIGN(Statement select, connection.prepare(about->select));
    select.bind(":id", key.id);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<Subject>{};
    const auto family = select.get<std::optional<Id<Family>>>(Col::kFamilyId);
    if (!family) return std::optional<Subject>{};
    return std::optional{
        Subject{.family_id = *family,
                .author_id = select.get<std::optional<Id<Staff>>>(Col::kAuthorId),
                .item = {.key = key, .contact_kind = select.get<ContactKind>(Col::kKind)}}};
}

// Reads what news is told of, each colleague and each family once.
class NewsReader {
public:
    NewsReader(Connection& connection, const Id<Staff>& me, Instant mine_since)
        : connection_(connection), me_(me), mine_since_(mine_since) {}

    // Who holds the device, or else whom the record names.
    Result<Author> author_of(const std::string& device, const Subject& subject) {
        auto known = holders_.find(device);
        if (known == holders_.end()) {
            TRY_ASSIGN(Author holder, find_holder(device));
            known = holders_.emplace(device, std::move(holder)).first;
        }
        if (known->second.id || !subject.author_id) return known->second;
        auto named = names_.find(subject.author_id->raw);
        if (named == names_.end()) {
            TRY_ASSIGN(std::string name, name_of(*subject.author_id));
            named = names_.emplace(subject.author_id->raw, std::move(name)).first;
        }
        return Author{.id = subject.author_id, .name = named->second};
    }

    // Its name; unset when it isn't mine, or isn't here.
    Result<std::optional<std::string>> name_if_mine(const Id<Family>& family) {
        TRY_ASSIGN(Statement select, connection_.prepare(kSelectMine));
        select.bind(":family", family).bind(":mine_since", mine_since_).bind(":me", me_);
        TRY_ASSIGN(const bool is_mine, select.step());
        if (!is_mine) return std::optional<std::string>{};
        return std::optional{select.get<std::string>(0)};
    }

private:
    Result<std::string> name_of(const Id<Staff>& id) {
        TRY_ASSIGN(Statement select, connection_.prepare(kSelectName));
        select.bind(":id", id);
        TRY_ASSIGN(const bool has_row, select.step());
        return has_row ? select.get<std::string>(0) : std::string{};
    }
    Result<Author> find_holder(const std::string& device) {
        TRY_ASSIGN(Statement select, connection_.prepare(kSelectHolder));
        select.bind(":device", device);
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return Author{};
        return Author{.id = select.get<Id<Staff>>(0), .name = select.get<std::string>(1)};
    }

    Connection& connection_;
    Id<Staff> me_;
    Instant mine_since_;
    std::unordered_map<std::string, Author> holders_;
    std::unordered_map<RawId, std::string> names_;
};

}  // namespace

Result<std::vector<NewsRow>> list_news(Connection& connection, const Id<Staff>& me,
                                       const NewsSpan& span, std::size_t families_max) {
    TRY_ASSIGN(const std::vector<Arrival> arrivals, list_arrivals(connection, span.since));
    NewsReader reader{connection, me, span.mine_since};
    std::vector<NewsRow> rows;
    std::unordered_map<RawId, std::optional<std::size_t>> row_of;  // None: no family of mine.
    std::unordered_set<RawId> told;
    for (const Arrival& arrival : arrivals) {
        if (told.contains(arrival.key.id)) continue;
        TRY_ASSIGN(const std::optional<Subject> subject, find_subject(connection, arrival.key));
        if (!subject) continue;
        TRY_ASSIGN(const Author author, reader.author_of(arrival.device, *subject));
        if (author.id == me) continue;
        const auto [at, is_new] = row_of.try_emplace(subject->family_id.raw, std::nullopt);
        if (is_new && rows.size() < families_max) {
            TRY_ASSIGN(const auto name, reader.name_if_mine(subject->family_id));
            if (name) {
                at->second = rows.size();
                rows.push_back({.arrived_at = arrival.at,
                                .family_id = subject->family_id,
                                .family_name = *name,
                                .author_name = author.name,
                                .items = {}});
            }
        }
        if (!at->second) continue;
        rows[*at->second].items.push_back(subject->item);
        told.insert(arrival.key.id);
        if (rows.size() == families_max) break;  // What came before is not looked at for a number.
    }
    return rows;
}

}  // namespace oppad::storage
