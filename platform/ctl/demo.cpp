#include "platform/ctl/demo.h"

#include "platform/ctl/demo_cast.h"
#include "platform/ctl/demo_year.h"

namespace oppad::platform {

namespace {

// Families that the agenda can point at; more would only fill the memory.
constexpr std::size_t kAgendaFamiliesMax = 200;

template <class Record>
Status write_all(RecordPen& pen, const std::vector<Record>& records, int& count) {
    for (const Record& record : records) {
        TRY(pen.write(record));
        ++count;
    }
    return ok();
}

Status write_scene(const DemoScene& scene, RecordPen& pen, DemoCounts& counts) {
    int uncounted = 0;
    TRY(write_all(pen, scene.colleagues, uncounted));
    TRY(write_all(pen, scene.schools, counts.places));
    TRY(write_all(pen, scene.meeting_places, counts.places));
    TRY(write_all(pen, scene.contact_persons, counts.contact_persons));
    TRY(write_all(pen, scene.partners, counts.partners));
    TRY(write_all(pen, scene.agreements, uncounted));
    return ok();
}

// What colleagues wrote since the day before yesterday came in when it was written.
Status tell_news(const DemoOrder& order, const DemoYear& year, RecordPen& pen) {
    constexpr auto kSpan = std::chrono::hours(48);
    for (const Contact& contact : year.contacts) {
        if (contact.author_id == order.author.id || contact.at < order.now + -kSpan) continue;
        TRY(pen.note_arrival({.key = {RecordType::kContact, contact.id.raw},
                              .at = contact.at,
                              .device = "c0113a90e0000000"}));
    }
    return ok();
}

Status write_family(const DemoFamily& made, const DemoYear& year, RecordPen& pen,
                    DemoCounts& counts) {
    int uncounted = 0;
    TRY(pen.write(made.family));
    ++counts.families;
    TRY(write_all(pen, made.members, counts.persons));
    TRY(write_all(pen, year.contacts, counts.contacts));
    TRY(write_all(pen, year.follow_ups, counts.follow_ups));
    TRY(write_all(pen, year.questions, counts.questions));
    TRY(write_all(pen, year.referrals, counts.referrals));
    TRY(write_all(pen, year.consents, uncounted));
    return ok();
}

int contact_count_of(DemoScene& scene, int index) {
    const int drawn = draw_contact_count(scene);
    const bool is_long = index == 0 && scene.order.families >= kLongTimelineFromFamilies;
    return is_long ? kLongTimelineContacts : drawn;
}

}  // namespace

Result<DemoCounts> write_demo(const DemoOrder& order, const DemoWords& words, RecordPen& pen) {
    DemoScene scene = set_scene(order, words);
    DemoCounts counts;
    TRY(write_scene(scene, pen, counts));
    std::vector<DemoFamily> on_agenda;
    for (int i = 0; i < order.families; ++i) {
        DemoFamily made = make_family(scene);
        const DemoYear year = live_year(scene, made, contact_count_of(scene, i));
        TRY(write_family(made, year, pen, counts));
        TRY(tell_news(order, year, pen));
        if (on_agenda.size() < kAgendaFamiliesMax) on_agenda.push_back(std::move(made));
    }
    TRY(write_all(pen, anonymous_contacts(scene), counts.contacts));
    TRY(write_all(pen, plan_agenda(scene, on_agenda), counts.appointments));
    TRY(pen.finish());
    return counts;
}

}  // namespace oppad::platform
