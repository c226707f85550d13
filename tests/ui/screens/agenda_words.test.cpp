// What an appointment says of itself, whatever was typed as its title.
#include "ui/screens/today/agenda_words.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "tests/support/source_dir.h"

namespace oppad::test {

namespace {

ui::Catalog dutch() {
    std::ifstream file(source_dir() + "/assets/i18n/nl.po", std::ios::binary);
    auto catalog = ui::Catalog::create({{std::istreambuf_iterator<char>(file), {}}});
    REQUIRE(catalog.has_value());
    return *catalog;
}

engine::AgendaItem visit() {
    return {.kind = ContactKind::kHomeVisit,
            .family_name = "Yılmaz-Peeters",
            .where = "Turnhoutsebaan 14"};
}

std::string remark_of(const engine::AgendaItem& item) {
    return ui::agenda_remark(dutch(), item,
                             item.kind == ContactKind::kHomeVisit ? "tolk Turks" : "");
}

}  // namespace

TEST_CASE("an appointment names its family when a title was typed", "[ui][today]") {
    engine::AgendaItem item = visit();
    item.title = "Huisbezoek";
    CHECK(ui::agenda_title(dutch(), item) == "Huisbezoek");
    CHECK(remark_of(item) == "Gezin Yılmaz-Peeters · Turnhoutsebaan 14 · tolk Turks");
}

TEST_CASE("an appointment says its family once", "[ui][today]") {
    engine::AgendaItem item = visit();
    SECTION("in the title that follows from it") {
        CHECK(ui::agenda_title(dutch(), item).find("Yılmaz-Peeters") != std::string::npos);
    }
    SECTION("in the title as typed") { item.title = "Koffie bij Yılmaz-Peeters"; }
    CHECK(remark_of(item) == "Turnhoutsebaan 14 · tolk Turks");
}

TEST_CASE("an appointment names its school when a title was typed", "[ui][today]") {
    const engine::AgendaItem item{.kind = ContactKind::kSitDay,
                                  .title = "Zitdag",
                                  .place_name = "VBS De Regenboog",
                                  .where = "Korte Akker 35"};
    CHECK(remark_of(item) == "VBS De Regenboog · Korte Akker 35");
}

TEST_CASE("of a long note an appointment shows the beginning", "[ui][today]") {
    engine::AgendaItem item{.title = "Teamoverleg"};
    for (int i = 0; i < 200; ++i) item.note += "é";
    const std::string remark = remark_of(item);
    CHECK(remark.size() == 140 * std::string("é").size() + std::string("…").size());
    CHECK(remark.substr(remark.size() - 3) == "…");
    item.note = "Breng de papieren mee.";
    CHECK(remark_of(item) == item.note);
}

TEST_CASE("an appointment of a colleague names whose it is", "[ui][today]") {
    engine::AgendaItem item = visit();
    item.is_mine = false;
    item.owner_name = "Hanne";
    CHECK(remark_of(item) == "Hanne · Turnhoutsebaan 14 · tolk Turks");
}

TEST_CASE("an appointment with nobody shows only what was typed", "[ui][today]") {
    const engine::AgendaItem item{.title = "Teamoverleg"};
    CHECK(ui::agenda_title(dutch(), item) == "Teamoverleg");
    CHECK(remark_of(item).empty());
}

}  // namespace oppad::test
