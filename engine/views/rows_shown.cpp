#include "engine/views/rows_shown.h"

#include <algorithm>
#include <unordered_map>

#include "engine/commands/calendar.h"
#include "engine/storage/tables/sync_rows.h"

namespace oppad::engine {

namespace {

constexpr int kMonthsShownBelowYears = 3;

// Whole months from `birth` to `day`; a child born on the 31st is a month older on the last day of
// a shorter month's successor.
int months_between(Day birth, Day day) {
    const auto& from = birth.date;
    const auto& to = day.date;
    const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
    const int months = static_cast<int>(static_cast<unsigned>(to.month())) -
                       static_cast<int>(static_cast<unsigned>(from.month()));
    return years * 12 + months - (to.day() < from.day() ? 1 : 0);
}

// Where an open item stands in the list.
struct Turn {
    std::optional<Day> answer_day;  // When it becomes late.
    Instant since;
    RecordKey key;
};

Turn turn_of(const ViewContext& context, const storage::OpenMark& mark) {
    Turn turn{.answer_day = mark.due_day,
              .since = mark.last_step_at.value_or(Instant{}),
              .key = mark.key};
    const int term = mark.is_on_waiting_list ? kWaitingListDays : kReferralAnswerDays;
    if (mark.key.type == RecordType::kReferral && turn.since.ms > 0)
        turn.answer_day = add_days(local_day(context.clock, turn.since), term);
    return turn;
}

int days_overdue(const Turn& turn, Day now) {
    return turn.answer_day ? std::max(0, days_between(*turn.answer_day, now)) : 0;
}

bool comes_first(const Turn& a, const Turn& b) {
    if (a.answer_day.has_value() != b.answer_day.has_value()) return a.answer_day.has_value();
    if (a.answer_day && !(*a.answer_day == *b.answer_day)) return *a.answer_day < *b.answer_day;
    if (a.since != b.since) return a.since < b.since;
    return a.key < b.key;
}

struct DatedItem {
    OpenItem item;
    Turn turn;
};

DatedItem dated(const ViewContext& context, storage::OpenItemRow row, Day now) {
    DatedItem dated_item;
    dated_item.turn = turn_of(context, {.key = row.key,
                                        .due_day = row.due_day,
                                        .last_step_at = row.last_step_at,
                                        .is_on_waiting_list = row.step == ReferralStep::kAnswered});
    OpenItem& item = dated_item.item;
    item.key = row.key;
    item.what = std::move(row.what);
    item.family_id = row.family_id;
    item.family_name = std::move(row.family_name);
    item.place_id = row.place_id;
    item.place_name = std::move(row.place_name);
    item.phone = std::move(row.phone);
    item.partner_name = std::move(row.partner_name);
    item.partner_id = row.partner_id;
    item.is_warm = row.is_warm;
    item.step = row.step;
    item.answer = row.answer;
    item.answer_note = std::move(row.answer_note);
    item.channel = row.channel;
    item.due_day = row.due_day;
    item.answer_day = dated_item.turn.answer_day;
    item.days_overdue = days_overdue(dated_item.turn, now);
    if (row.key.type == RecordType::kReferral && row.last_step_at && row.last_step_at->ms > 0) {
        const Day last_step = local_day(context.clock, *row.last_step_at);
        item.days_silent = std::max(0, days_between(last_step, now));
    }
    return dated_item;
}

FamilyMember shown_member(storage::MemberRow row, Day now) {
    FamilyMember member;
    member.person = std::move(row.person);
    member.school_name = std::move(row.school_name);
    const std::optional<Day>& birth = member.person.birth_day;
    if (birth && *birth <= now) {
        const int months = months_between(*birth, now);
        member.age_years = months / 12;
        if (months < kMonthsShownBelowYears * 12) member.age_months = months;
    }
    return member;
}

bool is_child(const FamilyMember& member) {
    return member.person.relation == PersonRelation::kChild;
}

bool sits_before(const FamilyMember& a, const FamilyMember& b) {
    if (is_child(a) != is_child(b)) return !is_child(a);
    const std::optional<Day>& birth_a = a.person.birth_day;
    const std::optional<Day>& birth_b = b.person.birth_day;
    const bool by_age = is_child(a);
    if (by_age && birth_a.has_value() != birth_b.has_value()) return birth_a.has_value();
    if (by_age && birth_a && !(*birth_a == *birth_b)) return *birth_a < *birth_b;
    if (a.person.relation != b.person.relation) return a.person.relation < b.person.relation;
    return a.person.id < b.person.id;
}

}  // namespace

Instant made_at(const RawId& id) {
    const bool tells_time = (id.bytes[6] >> 4U) == 7;
    if (!tells_time) return {};
    std::int64_t ms = 0;
    for (std::size_t at = 0; at < 6; ++at) ms = ms << 8 | id.bytes[at];
    return {ms};
}

Result<std::vector<AgendaItem>> shown_agenda(const ViewContext& context,
                                             std::vector<storage::AgendaRow> rows) {
    std::vector<AgendaItem> items;
    items.reserve(rows.size());
    for (storage::AgendaRow& row : rows) {
        AgendaItem item;
        item.id = row.id;
        item.kind = row.kind;
        item.starts_at = row.starts_at;
        item.duration_minutes = row.duration_minutes;
        item.title = std::move(row.title);
        item.family_id = row.family_id;
        item.family_name = std::move(row.family_name);
        item.place_id = row.place_id;
        item.place_name = std::move(row.place_name);
        const std::string& address = row.place_id ? row.place_street : row.family_street;
        item.where = row.where.empty() ? address : row.where;
        item.typed_where = std::move(row.where);
        item.note = std::move(row.note);
        item.needs_interpreter = row.needs_interpreter;
        item.languages = std::move(row.languages);
        item.safety_remark = std::move(row.safety_remark);
        item.is_held = row.has_contact || row.state == AppointmentState::kHeld;
        item.is_mine = !row.owner_id || *row.owner_id == context.staff.id;
        if (!item.is_mine) item.owner_name = std::move(row.owner_name);
        TRY_ASSIGN(
            item.whereabouts,
            storage::whereabouts_of(context.connection, {RecordType::kAppointment, row.id.raw}));
        items.push_back(std::move(item));
    }
    return items;
}

Result<std::vector<OpenItem>> shown_open_items(const ViewContext& context,
                                               std::vector<storage::OpenItemRow> rows) {
    const Day now = today(context.clock);
    std::vector<DatedItem> dated_items;
    dated_items.reserve(rows.size());
    for (storage::OpenItemRow& row : rows)
        dated_items.push_back(dated(context, std::move(row), now));
    // The day on which it becomes late puts the overdue ones first by itself.
    std::sort(dated_items.begin(), dated_items.end(),
              [](const DatedItem& a, const DatedItem& b) { return comes_first(a.turn, b.turn); });
    std::vector<OpenItem> items;
    items.reserve(dated_items.size());
    for (DatedItem& one : dated_items) {
        items.push_back(std::move(one.item));
        TRY_ASSIGN(items.back().whereabouts,
                   storage::whereabouts_of(context.connection, items.back().key));
    }
    return items;
}

OpenItemsInSight open_items_in_sight(const ViewContext& context,
                                     const std::vector<storage::OpenMark>& marks,
                                     std::size_t count_max) {
    const Day now = today(context.clock);
    std::vector<Turn> turns;
    turns.reserve(marks.size());
    OpenItemsInSight in_sight{.count = static_cast<int>(marks.size())};
    for (const storage::OpenMark& mark : marks) {
        turns.push_back(turn_of(context, mark));
        if (days_overdue(turns.back(), now) > 0) ++in_sight.overdue_count;
    }
    const std::size_t shown = std::min(count_max, turns.size());
    std::partial_sort(turns.begin(), turns.begin() + static_cast<std::ptrdiff_t>(shown),
                      turns.end(), comes_first);
    for (std::size_t i = 0; i < shown; ++i) in_sight.keys.push_back(turns[i].key);
    return in_sight;
}

TimelineItem shown_contact(const ViewContext& context, storage::ContactLine line) {
    TimelineItem item;
    item.kind = TimelineKind::kContact;
    item.key = {RecordType::kContact, line.mark.id};
    item.at = line.mark.at;
    item.author_name = std::move(line.mark.author_name);
    item.is_mine = line.mark.author_id == context.staff.id;
    item.whereabouts = line.mark.whereabouts;
    item.has_conflict = line.mark.has_conflict;
    item.contact_kind = line.kind;
    item.place_name = std::move(line.place_name);
    item.contact_person = std::move(line.contact_person);
    item.contact_function = line.contact_function;
    item.themes = std::move(line.themes);
    item.text = std::move(line.note);
    return item;
}

std::optional<int> age_on(const std::optional<Day>& birth, Day day) {
    if (!birth || !(*birth <= day)) return std::nullopt;
    return months_between(*birth, day) / 12;
}

NotedSignal shown_signal(storage::SignalRow row) {
    return {.id = row.id,
            .text = std::move(row.text),
            .themes = std::move(row.themes),
            .state = row.state,
            .answer = std::move(row.answer)};
}

Status add_signals(const ViewContext& context, std::vector<TimelineItem>& items) {
    std::vector<RawId> contacts;
    std::unordered_map<RawId, TimelineItem*> item_of;
    for (TimelineItem& item : items) {
        if (item.kind != TimelineKind::kContact) continue;
        contacts.push_back(item.key.id);
        item_of.emplace(item.key.id, &item);
    }
    TRY_ASSIGN(std::vector<storage::SignalRow> rows,
               storage::list_signals_in(context.connection, contacts));
    for (storage::SignalRow& row : rows) {
        TimelineItem& item = *item_of.at(row.contact_id.raw);
        item.signals.push_back(shown_signal(std::move(row)));
    }
    return ok();
}

FamilyRow shown_family(storage::FamilyListRow row) {
    FamilyRow shown;
    shown.id = row.id;
    shown.name = std::move(row.name);
    shown.street = std::move(row.street);
    shown.postcode = std::move(row.postcode);
    shown.municipality = std::move(row.municipality);
    shown.state = row.state;
    shown.child_count = row.child_count;
    shown.last_contact_at = row.last_contact_at;
    shown.whereabouts = row.whereabouts;
    return shown;
}

Result<std::vector<FamilyMember>> shown_members(const ViewContext& context,
                                                const Id<Family>& family) {
    TRY_ASSIGN(std::vector<storage::MemberRow> rows,
               storage::list_members(context.connection, family));
    const Day now = today(context.clock);
    std::vector<FamilyMember> members;
    members.reserve(rows.size());
    for (storage::MemberRow& row : rows) members.push_back(shown_member(std::move(row), now));
    std::sort(members.begin(), members.end(), sits_before);
    return members;
}

}  // namespace oppad::engine
