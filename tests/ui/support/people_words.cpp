#include "tests/ui/support/people_words.h"

#include <algorithm>

namespace oppad::test {

namespace {

constexpr std::size_t kLongEnoughToCut = 8;  // Bytes.

// Adds what each kind of view holds; one overload per kind that holds any.
struct Reader {
    PeopleWords& words;

    void operator()(const engine::AgendaItem& item) const {
        for (const auto* each :
             {&item.title, &item.family_name, &item.place_name, &item.where, &item.note,
              &item.withheld_note, &item.safety_remark, &item.owner_name})
            words.add(*each);
    }
    void operator()(const engine::OpenItem& item) const {
        for (const auto* each : {&item.what, &item.family_name, &item.place_name,
                                 &item.partner_name, &item.answer_note})
            words.add(*each);
    }
    void operator()(const engine::FamilyRow& row) const {
        for (const auto* each : {&row.name, &row.street, &row.municipality, &row.matched_person})
            words.add(*each);
    }
    void operator()(const engine::FamilyMember& member) const {
        const Person& person = member.person;
        for (const auto* each : {&person.given_name, &person.family_name, &person.street,
                                 &person.municipality, &member.school_name})
            words.add(*each);
    }
    void operator()(const engine::TimelineItem& item) const {
        for (const auto* each : {&item.text, &item.place_name, &item.partner_name,
                                 &item.contact_person, &item.author_name, &item.answer_text})
            words.add(*each);
    }
    void operator()(const ContactPerson& person) const {
        words.add(person.name);
        words.add(person.email);
    }
    void operator()(const engine::PlaceRow& row) const {
        for (const auto* each : {&row.name, &row.municipality, &row.neighbourhood})
            words.add(*each);
    }
    void operator()(const engine::PartnerChoice& partner) const { words.add(partner.name); }
    void operator()(const engine::OpenedItem& item) const { words.add(item.name); }
    void operator()(const engine::RunningCampaign& campaign) const { words.add(campaign.name); }
    void operator()(const engine::DraftRow& row) const {
        words.add(row.family_name);
        words.add(row.place_name);
    }
    void operator()(const engine::ReplacedValue& value) const {
        words.add(value.whose);
        words.add(value.words);
        for (const std::string& element : value.elements) words.add(element);
    }

    template <class Row>
    void all(const std::vector<Row>& rows) const {
        for (const Row& row : rows) (*this)(row);
    }

    void operator()(const engine::TodayView& view) const {
        all(view.agenda);
        all(view.unlogged);
        all(view.open_items);
        all(view.campaigns);
        for (const engine::FamilyNews& news : view.news) words.add(news.family_name);
    }
    void operator()(const engine::AgendaView& view) const { all(view.items); }
    void operator()(const engine::FamiliesView& view) const { all(view.rows); }
    void operator()(const engine::FamilyPage& page) const {
        words.add(page.family.name);
        words.add(page.origin_place_name);
        words.add(page.family.note);
        all(page.members);
        all(page.open_items);
        all(page.planned);
        all(page.timeline);
        for (const auto* shared : {&page.shared_with, &page.once_shared})
            for (const engine::SharedWith& one : *shared) words.add(one.partner_name);
    }
    void operator()(const engine::PlacesView& view) const { all(view.rows); }
    void operator()(const engine::PlacePage& page) const {
        words.add(page.place.name);
        all(page.contact_persons);
        all(page.contacts);
        all(page.planned);
        for (const engine::WalkIn& walk_in : page.sit_day.walk_ins) words.add(walk_in.family_name);
        for (const engine::Waiting& waiting : page.sit_day.waiting) words.add(waiting.title);
    }
    void operator()(const engine::LogContactPage& page) const {
        all(page.members);
        all(page.contact_persons);
        all(page.partners);
        if (page.family) (*this)(*page.family);
        if (page.place) (*this)(*page.place);
        words.add(page.safety_remark);
        if (!page.draft) return;
        words.add(page.draft->note);
        words.add(page.draft->question);
        if (page.draft->referral) words.add(page.draft->referral->what);
        if (page.draft->follow_up) words.add(page.draft->follow_up->what);
    }
    void operator()(const engine::DraftsView& view) const { all(view.rows); }
    void operator()(const engine::PartnersView& view) const { all(view.rows); }
    void operator()(const engine::SearchPage& page) const { all(page.families); }
    void operator()(const engine::SimilarFamilies& view) const {
        for (const engine::SimilarFamily& one : view.rows) (*this)(one.family);
    }
    void operator()(const engine::SyncPage& page) const {
        for (const engine::RefusedRecord& refused : page.refused) words.add(refused.words);
    }
    void operator()(const engine::HistoryView& view) const {
        all(view.values);
        all(view.changes);
    }
    void operator()(const engine::OpenedView& view) const { all(view.rows); }
    void operator()(const engine::ContactPage& page) const { words.add(page.contact.note); }
    void operator()(const engine::UnnamedView& /*view*/) const {}
};

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// Whether one of the places where `part` stands in the text holds the byte at `at`.
bool is_in(std::string_view text, std::size_t at, std::string_view part) {
    std::size_t begin = text.find(part);
    while (begin != std::string_view::npos && begin <= at) {
        if (at < begin + part.size()) return true;
        begin = text.find(part, begin + 1);
    }
    return false;
}

}  // namespace

PeopleWords::PeopleWords(const ui::Snapshot& snapshot) {
    add(snapshot.organisation);
    add(snapshot.staff.name);
    for (const auto& [look, view] : snapshot.views) std::visit(Reader{*this}, *view);
}

void PeopleWords::add(std::string_view words) {
    if (words.empty()) return;
    words_.emplace_back(words);
    // As it is set where there is one line for it.
    std::replace(words_.back().begin(), words_.back().end(), '\n', ' ');
}

bool PeopleWords::explain(std::string_view text, std::size_t cut_at) const {
    // Two names are cut as one.
    const std::size_t cut = std::min(text.find_first_not_of(' ', cut_at), text.size());
    return std::any_of(words_.begin(), words_.end(), [&](const std::string& words) {
        const bool is_cut = words.size() >= kLongEnoughToCut && is_in(text, cut, words);
        return words == text || is_cut || (text.size() >= kLongEnoughToCut && has(words, text));
    });
}

}  // namespace oppad::test
