// What one field over everything finds in the demo.
#include "platform/screens/demo_parts.h"

namespace oppad::screens {

void add_found(ui::Snapshot& snapshot, const engine::FamiliesView& families) {
    engine::SearchPage page{.query = families.query, .families = families.rows};
    page.places = {{.id = id_of<Place>(7),
                    .name = "Kleuterschool Kerkstraat",
                    .kind = PlaceKind::kSchool,
                    .municipality = "Mol"}};
    page.contact_persons = {{.id = id_of<ContactPerson>(3),
                             .name = "An Peeters",
                             .function = ContactFunction::kCareCoordinator,
                             .place_id = id_of<Place>(7),
                             .place_name = "Kleuterschool Kerkstraat",
                             .phone = "+32470998877"}};
    page.partners = {{.id = id_of<Partner>(4),
                      .name = "Buurthuis Kerkplein",
                      .municipality = "Mol",
                      .phone = "+3214123456",
                      .street = "Kerkplein 3",
                      .postcode = "2400",
                      .opening_hours = "di en do 9:00–12:00",
                      .conditions = "Iedereen, zonder afspraak"}};
    page.texts = {
        {.key = {RecordType::kContact, id_of<Contact>(1).raw},
         .contact_kind = ContactKind::kHomeVisit,
         .day = today(),
         .piece = "… samen naar de sociale kerkwinkel geweest met mevr. Peeters …",
         .family_id = demo_family(),
         .family_name = "Yılmaz-Peeters"},
        {.key = {RecordType::kSignal, id_of<Signal>(3).raw},
         .day = today(),
         .piece = "Kerkelijke scholen vragen alles digitaal",
         .place_id = demo_place(),
         .place_name = "De Regenboog",
         .signal = engine::NotedSignal{.id = id_of<Signal>(3),
                                       .text = "Kerkelijke scholen vragen alles digitaal"}}};
    page.members = {{.id = id_of<Person>(2),
                     .name = "Tom Peeters",
                     .relation = PersonRelation::kFather,
                     .phone = "+32470123456",
                     .family_id = demo_family(),
                     .family_name = "Yılmaz-Peeters"}};
    add(snapshot, engine::LookSearch{families.query}, std::move(page));
}

}  // namespace oppad::screens
