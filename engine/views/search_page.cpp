#include "engine/views/search_page.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/commands/calendar.h"
#include "engine/domain/appointment.h"
#include "engine/domain/signal.h"
#include "engine/domain/text.h"
#include "engine/storage/search.h"
#include "engine/storage/search_text.h"
#include "engine/storage/search_vocabulary.h"
#include "engine/storage/tables/found_rows.h"
#include "engine/storage/text_index.h"
#include "engine/views/family_list.h"
#include "engine/views/load_record.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

constexpr std::size_t kSlipBytesMin = 4;  // As in search: a slip in "caw" is another name.
constexpr std::size_t kTextLettersMin = 3;
constexpr std::size_t kPieceBefore = 40;  // Bytes.
constexpr std::size_t kPieceBytes = 160;

struct Hits {
    std::vector<RawId> ids;
    std::unordered_map<RawId, bool> similar;
};

Result<Hits> look_for(const ViewContext& context, storage::SearchKind kind,
                      const std::string& query) {
    TRY_ASSIGN(const std::vector<storage::SearchHit> found,
               storage::search(context.connection, kind, query, kFoundMax));
    Hits hits;
    for (const storage::SearchHit& hit : found) {
        hits.ids.push_back(hit.id);
        hits.similar.emplace(hit.id, hit.similar);
    }
    return hits;
}

// In the order of the hits.
template <class Row>
std::vector<Row> in_order(std::vector<Row> rows, const Hits& hits) {
    std::unordered_map<RawId, std::size_t> place;
    for (std::size_t at = 0; at < hits.ids.size(); ++at) place.emplace(hits.ids[at], at);
    std::sort(rows.begin(), rows.end(),
              [&](const Row& a, const Row& b) { return place.at(a.id.raw) < place.at(b.id.raw); });
    return rows;
}

Status find_places(const ViewContext& context, SearchPage& page) {
    TRY_ASSIGN(const Hits hits, look_for(context, storage::SearchKind::kPlaces, page.query));
    TRY_ASSIGN(std::vector<storage::FoundPlaceRow> rows,
               storage::list_found_places(context.connection, hits.ids));
    for (storage::FoundPlaceRow& row : in_order(std::move(rows), hits)) {
        page.places.push_back({.id = row.id,
                               .name = std::move(row.name),
                               .kind = row.kind,
                               .municipality = std::move(row.municipality),
                               .is_similar = hits.similar.at(row.id.raw)});
    }
    return ok();
}

std::string name_of(const storage::FoundMemberRow& row) {
    const bool has_both = !row.given_name.empty() && !row.family_name.empty();
    return row.given_name + (has_both ? " " : "") + row.family_name;
}

// Of two letters or less there are thousands, and the families that they are in are found.
constexpr std::size_t kMemberLettersMin = 3;

Status find_members(const ViewContext& context, SearchPage& page) {
    const std::vector<std::string> typed = storage::folded_words(page.query);
    const bool is_short = std::all_of(typed.begin(), typed.end(), [](const std::string& word) {
        return word.size() < kMemberLettersMin;
    });
    if (is_short) return ok();
    TRY_ASSIGN(const Hits hits, look_for(context, storage::SearchKind::kPersons, page.query));
    TRY_ASSIGN(std::vector<storage::FoundMemberRow> rows,
               storage::list_found_members(context.connection, hits.ids));
    const Day now = today(context.clock);
    for (storage::FoundMemberRow& row : in_order(std::move(rows), hits)) {
        page.members.push_back({.id = row.id,
                                .name = name_of(row),
                                .relation = row.relation,
                                .age_years = age_on(row.birth_day, now),
                                .phone = std::move(row.phone),
                                .family_id = row.family_id,
                                .family_name = std::move(row.family),
                                .is_similar = hits.similar.at(row.id.raw)});
    }
    return ok();
}

Status find_contact_persons(const ViewContext& context, SearchPage& page) {
    TRY_ASSIGN(const Hits hits,
               look_for(context, storage::SearchKind::kContactPersons, page.query));
    TRY_ASSIGN(std::vector<storage::FoundPersonRow> rows,
               storage::list_found_persons(context.connection, hits.ids));
    for (storage::FoundPersonRow& row : in_order(std::move(rows), hits)) {
        page.contact_persons.push_back({.id = row.id,
                                        .name = std::move(row.name),
                                        .function = row.function,
                                        .place_id = row.place_id,
                                        .place_name = std::move(row.place_name),
                                        .phone = std::move(row.phone),
                                        .is_similar = hits.similar.at(row.id.raw)});
    }
    return ok();
}

bool is_meant_by(const std::string& typed, const std::string& word, storage::Spelling spelling) {
    if (word.starts_with(typed)) return true;
    return spelling == storage::Spelling::kWithSlips && typed.size() >= kSlipBytesMin &&
           storage::is_one_slip_from(typed, word);
}

bool has_word(const std::vector<std::string>& words, const std::string& typed) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return is_meant_by(typed, word, storage::Spelling::kWithSlips);
    });
}

bool begins_one_of(const std::vector<std::string>& words, const std::string& typed) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return word.starts_with(typed); });
}

// Partners have no index: there are too few of them for it to be worth its upkeep. A slip is borne
// with in a name alone: what they do is many words.
Status find_partners(const ViewContext& context, SearchPage& page) {
    const std::vector<std::string> typed = storage::folded_words(page.query);
    TRY_ASSIGN(std::vector<storage::PartnerCard> cards,
               storage::list_partner_cards(context.connection));
    for (storage::PartnerCard& card : cards) {
        const std::vector<std::string> words =
            storage::folded_words(card.name + ' ' + card.municipality);
        const std::vector<std::string> told =
            storage::folded_words(card.services + ' ' + card.conditions + ' ' + card.street + ' ' +
                                  card.postcode + ' ' + storage::phone_terms(card.phone));
        const bool matches = std::all_of(typed.begin(), typed.end(), [&](const std::string& word) {
            return has_word(words, word) || begins_one_of(told, word);
        });
        if (!matches || page.partners.size() >= kFoundMax) continue;
        page.partners.push_back({.id = card.id,
                                 .name = std::move(card.name),
                                 .municipality = std::move(card.municipality),
                                 .phone = std::move(card.phone),
                                 .street = std::move(card.street),
                                 .postcode = std::move(card.postcode),
                                 .email = std::move(card.email),
                                 .services = std::move(card.services),
                                 .opening_hours = std::move(card.opening_hours),
                                 .conditions = std::move(card.conditions)});
    }
    return ok();
}

// Where a word of the text begins with one of those that were typed; its beginning when none does.
std::size_t place_of_match(const std::string& text, const std::vector<std::string>& typed,
                           storage::Spelling spelling) {
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n\t-/'", start), text.size());
        for (const std::string& word : storage::folded_words(text.substr(start, end - start))) {
            const bool is_match =
                std::any_of(typed.begin(), typed.end(), [&](const std::string& one) {
                    return one.size() >= kTextLettersMin && is_meant_by(one, word, spelling);
                });
            if (is_match) return start;
        }
        start = end + 1;
    }
    return 0;
}

// Some words before the match and what fits in two lines; whole words.
std::string piece_of(const std::string& text, const std::vector<std::string>& typed,
                     storage::Spelling spelling) {
    const std::size_t match = place_of_match(text, typed, spelling);
    std::size_t start = match > kPieceBefore ? text.find(' ', match - kPieceBefore) + 1 : 0;
    if (start > match) start = match;
    std::size_t end = std::min(text.size(), start + kPieceBytes);
    if (end < text.size()) {
        const std::size_t space = text.rfind(' ', end);
        const bool is_behind = space != std::string::npos && space > match;
        end = is_behind ? space : std::min(text.find(' ', end), text.size());
    }
    std::string piece = text.substr(start, end - start);
    std::replace(piece.begin(), piece.end(), '\n', ' ');
    return (start > 0 ? "… " : "") + piece + (end < text.size() ? " …" : "");
}

FoundText shown_text(const ViewContext& context, storage::FoundTextRow row,
                     const std::vector<std::string>& typed, storage::Spelling spelling) {
    FoundText found{.key = row.key, .contact_kind = row.contact_kind, .day = row.due_day};
    if (row.at && row.at->ms > 0) found.day = local_day(context.clock, *row.at);
    const std::string all =
        row.text + (row.text.empty() || row.other_text.empty() ? "" : " · ") + row.other_text;
    found.piece = piece_of(all, typed, spelling);
    found.family_id = row.family_id;
    found.family_name = std::move(row.family_name);
    found.place_id = row.place_id;
    found.place_name = std::move(row.place_name);
    const bool is_referral = row.key.type == RecordType::kReferral;
    (is_referral ? found.partner_name : found.whose_name) = std::move(row.other_name);
    return found;
}

Status fill_planned(const ViewContext& context, FoundText& text) {
    const bool has_page = text.family_id.has_value() || text.place_id.has_value();
    if (text.key.type != RecordType::kAppointment || has_page) return ok();
    TRY_ASSIGN(const std::optional<Appointment> planned,
               find_shown(context.connection, Id<Appointment>{text.key.id}));
    if (!planned || planned->state != AppointmentState::kPlanned) return ok();
    text.planned = AgendaItem{.id = planned->id,
                              .kind = planned->kind,
                              .starts_at = planned->starts_at,
                              .duration_minutes = planned->duration_minutes,
                              .title = planned->title,
                              .where = planned->where,
                              .typed_where = planned->where,
                              .note = planned->note};
    return ok();
}

// A signal opens itself, so all of it that its form shows is here.
Status fill_signal(const ViewContext& context, FoundText& text) {
    if (text.key.type != RecordType::kSignal) return ok();
    TRY_ASSIGN(std::optional<Signal> noted,
               find_shown(context.connection, Id<Signal>{text.key.id}));
    if (!noted) return ok();
    text.signal = NotedSignal{.id = noted->id,
                              .text = std::move(noted->text),
                              .themes = std::move(noted->themes),
                              .state = noted->state,
                              .answer = std::move(noted->answer)};
    return ok();
}

// A few of each kind, so that the many contacts leave room for the others.
Status find_texts(const ViewContext& context, storage::Spelling spelling, SearchPage& page) {
    using enum RecordType;
    constexpr std::array kTypes{kContact, kQuestion, kReferral, kFollowUp, kAppointment,
                                kSignal,  kFamily,   kPerson,   kPlace,    kContactPerson};
    constexpr int kOfEachType = 6;
    std::vector<RecordKey> keys;
    for (const RecordType type : kTypes) {
        TRY_ASSIGN(
            const std::vector<RawId> ids,
            storage::find_by_text(context.connection, type, page.query, spelling, kOfEachType));
        for (const RawId& id : ids) keys.push_back({type, id});
        if (static_cast<int>(ids.size()) == kOfEachType) page.has_more_texts = true;
    }
    if (keys.empty()) return ok();
    TRY_ASSIGN(std::vector<storage::FoundTextRow> rows,
               storage::list_found_texts(context.connection, keys));
    const std::vector<std::string> typed = storage::folded_words(page.query);
    for (storage::FoundTextRow& row : rows) {
        page.texts.push_back(shown_text(context, std::move(row), typed, spelling));
        TRY(fill_planned(context, page.texts.back()));
        TRY(fill_signal(context, page.texts.back()));
    }
    std::sort(page.texts.begin(), page.texts.end(), [](const FoundText& a, const FoundText& b) {
        return a.day != b.day ? b.day < a.day : a.key < b.key;
    });
    return ok();
}

bool is_empty(const SearchPage& page) {
    return page.families.empty() && page.places.empty() && page.contact_persons.empty() &&
           page.partners.empty() && page.members.empty() && page.texts.empty();
}

}  // namespace

Result<SearchPage> make_search_page(const ViewContext& context, const LookSearch& look) {
    SearchPage page;
    page.query = look.query;
    TRY_ASSIGN(FamiliesView families, list_matching_families(context, look.query, kFoundMax));
    page.families = std::move(families.rows);
    if (storage::folded_words(look.query).empty()) return page;
    TRY(find_places(context, page));
    TRY(find_members(context, page));
    TRY(find_contact_persons(context, page));
    TRY(find_partners(context, page));
    TRY(find_texts(context, storage::Spelling::kAsTyped, page));
    // Beside what was found as it was typed, notes with words that only look like it would hide it.
    if (is_empty(page)) TRY(find_texts(context, storage::Spelling::kWithSlips, page));
    return page;
}

}  // namespace oppad::engine
