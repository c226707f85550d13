// Every language has every text, every text is used, and nothing is shown that isn't a text.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "tests/support/source_dir.h"
#include "ui/i18n/catalog.h"
#include "ui/i18n/dates.h"

namespace oppad::test {

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> files_in(const char* folder, const char* extension) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(source_dir()) / folder)) {
        if (entry.path().extension() == extension) found.push_back(entry.path());
    }
    REQUIRE_FALSE(found.empty());
    return found;
}

ui::Catalog texts_in(const std::string& language) {
    std::vector<std::string> files;
    for (const fs::path& path : files_in("assets/i18n", ".po")) files.push_back(read(path));
    auto catalog = ui::Catalog::create(files);
    REQUIRE(catalog.has_value());
    catalog->choose(language);
    return *catalog;
}

ui::Catalog dutch() { return texts_in("nl"); }

std::string enumerator(std::string_view key) {
    std::string name = "Text::k";
    bool at_start = true;
    for (const char letter : key) {
        if (letter == '_') {
            at_start = true;
            continue;
        }
        name += at_start ? static_cast<char>(std::toupper(letter)) : letter;
        at_start = false;
    }
    return name;
}

// The blanks that are filled in: "{0}", "{1}".
std::set<std::string> blanks_in(const std::string& text) {
    static const std::regex pattern(R"(\{[^}]*\})");
    std::set<std::string> blanks;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
        blanks.insert(at->str());
    return blanks;
}

}  // namespace

TEST_CASE("every form of a text has the blanks that the Dutch one has", "[ui][i18n]") {
    const auto dutch_file = ui::parse_po(read(fs::path(source_dir()) / "assets/i18n/nl.po"));
    REQUIRE(dutch_file.has_value());
    std::map<std::string, std::set<std::string>> expected;
    for (const ui::PoMessage& message : dutch_file->messages)
        expected[message.key] = blanks_in(message.forms.back());
    for (const fs::path& path : files_in("assets/i18n", ".po")) {
        const auto file = ui::parse_po(read(path));
        REQUIRE(file.has_value());
        for (const ui::PoMessage& message : file->messages) {
            INFO(path.filename() << ' ' << message.key);
            for (const std::string& form : message.forms)
                CHECK(blanks_in(form) == expected[message.key]);
        }
    }
}

TEST_CASE("every language says every text, in all its forms", "[ui][i18n]") {
    for (const fs::path& path : files_in("assets/i18n", ".po")) {
        INFO(path.filename());
        const auto file = ui::parse_po(read(path));
        REQUIRE(file.has_value());
        CHECK_FALSE(file->language_name.empty());
        std::set<std::string> keys;
        for (const ui::PoMessage& message : file->messages) {
            INFO(message.key);
            keys.insert(message.key);
            for (const std::string& form : message.forms) CHECK_FALSE(form.empty());
        }
        for (const std::string_view key : ui::kTextKeys) {
            INFO("missing: " << key);
            CHECK(keys.count(std::string(key)) == 1);
        }
        CHECK(keys.size() == ui::kTextKeys.size());
    }
}

TEST_CASE("every text is used somewhere", "[ui][i18n]") {
    std::set<std::string> used;
    const std::regex pattern("Text::k[A-Za-z0-9]+");
    for (const fs::path& path : files_in("ui", ".cpp")) {
        const std::string source = read(path);
        for (std::sregex_iterator match(source.begin(), source.end(), pattern), end; match != end;
             ++match) {
            used.insert(match->str());
        }
    }
    for (const std::string_view key : ui::kTextKeys) {
        INFO("unused: " << key);
        CHECK(used.count(enumerator(key)) == 1);
    }
}

TEST_CASE("no screen shows a literal", "[ui][i18n]") {
    // A literal with a space and a letter, or with a capital, is meant for a person.
    const std::regex sentence(
        R"re("[^"\n]*[A-Za-z]{2,} [A-Za-z]{2,}[^"\n]*"|"[A-Z][a-z]+[^"\n]*")re");
    for (const char* folder : {"ui/screens", "ui/widgets"}) {
        for (const fs::path& path : files_in(folder, ".cpp")) {
            const std::string source = read(path);
            std::smatch match;
            INFO(path.filename());
            const bool found = std::regex_search(source, match, sentence);
            INFO((found ? match.str() : ""));
            CHECK_FALSE(found);
        }
    }
}

TEST_CASE("dates, phones and ages are shown as people here write them", "[ui][i18n]") {
    const ui::Catalog texts = dutch();
    const Day day{std::chrono::year{2026} / std::chrono::November / 23};
    CHECK(ui::full_date(day) == "23/11/2026");
    CHECK(ui::long_date(texts, day) == "maandag 23 november");
    CHECK(ui::weekday_date(texts, day) == "ma 23/11");
    CHECK(ui::relative_day(texts, day, day) == "vandaag");
    CHECK(ui::relative_day(texts, add_days(day, -1), day) == "gisteren");
    CHECK(ui::relative_day(texts, add_days(day, -6), day) == "6 dagen geleden");
    CHECK(ui::relative_day(texts, add_days(day, 1), day) == "morgen");
    CHECK(ui::shown_phone("+32470123456") == "0470 12 34 56");
    CHECK(ui::shown_phone("+3214312233") == "014 31 22 33");
    CHECK(ui::shown_phone("+3225123456") == "02 512 34 56");
    CHECK(ui::shown_phone("+3232012345") == "03 201 23 45");
    CHECK(ui::shown_phone("+3242223344") == "04 222 33 44");
    CHECK(ui::shown_phone("+3292667788") == "09 266 77 88");
    CHECK(ui::shown_phone("+3280012345") == "0800 12 345");
    CHECK(ui::shown_phone("+33612345678") == "+33612345678");
    CHECK(ui::unbroken_phone("+32470123456") == "0470\u00A012\u00A034\u00A056");
    CHECK(ui::with_plain_spaces("0470\u00A012\u00A034\u00A056") == "0470 12 34 56");
    CHECK(ui::age(texts, 7, std::nullopt) == "7 jaar");
    CHECK(ui::age(texts, 2, 31) == "2½ jaar");
    CHECK(ui::age(texts, 0, 8) == "8 maanden");
}

TEST_CASE("a day is read however people type it, and only one that may be meant", "[ui][i18n]") {
    const Day may{std::chrono::year{2019} / std::chrono::May / 3};
    for (const char* typed :
         {"03/05/2019", "3/5/2019", "3.5.2019", "3-5-2019", "3/5/19", "03052019", "030519"}) {
        INFO(typed);
        CHECK(ui::parse_day(typed) == may);
    }
    for (const char* typed : {"03/05/20199", "03/05/019", "03/05/1899", "03/05/2200", "31/02/2019",
                              "3/5", "352019", "3/5/2019/", "-3/5/2019", "3/5/201a", ""}) {
        INFO(typed);
        CHECK_FALSE(ui::parse_day(typed).has_value());
    }
}

TEST_CASE("a birth with a short year was in the last hundred years", "[ui][i18n]") {
    const Day today{std::chrono::year{2026} / std::chrono::November / 23};
    const auto year = [&](const char* typed) {
        const std::optional<Day> day = ui::parse_past_day(typed, today);
        return day ? static_cast<int>(day->date.year()) : 0;
    };
    CHECK(year("3/5/19") == 2019);
    CHECK(year("3/5/79") == 1979);
    CHECK(year("22/11/26") == 2026);
    CHECK(year("24/11/26") == 1926);
    CHECK(year("24/11/2026") == 2026);  // Said in full: for the engine to refuse.
    CHECK(year("3/5/20199") == 0);
}

TEST_CASE("the year stands beside a date of another year", "[ui][i18n]") {
    const Day today{std::chrono::year{2026} / std::chrono::November / 23};
    CHECK(ui::date_beside(Day{std::chrono::year{2026} / std::chrono::October / 12}, today) ==
          "12/10");
    CHECK(ui::date_beside(Day{std::chrono::year{2024} / std::chrono::October / 12}, today) ==
          "12/10/2024");
}

TEST_CASE("a first letter becomes a capital in any script", "[ui][i18n]") {
    CHECK(ui::capitalised("écrit") == "Écrit");
    CHECK(ui::capitalised("école") == "École");
    CHECK(ui::capitalised("łódź") == "Łódź");
    CHECK(ui::capitalised("appelé") == "Appelé");
    CHECK(ui::capitalised("’s avonds") == "’s avonds");
    CHECK(ui::capitalised("") == "");
}

TEST_CASE("texts have typographic apostrophes where the language writes them", "[ui][i18n]") {
    const std::regex straight("[A-Za-zé]'[A-Za-zéè]");
    for (const char* language : {"nl", "fr"}) {
        const auto file = ui::parse_po(
            read(fs::path(source_dir()) / "assets/i18n" / (language + std::string(".po"))));
        REQUIRE(file.has_value());
        for (const ui::PoMessage& message : file->messages) {
            INFO(language << ' ' << message.key);
            for (const std::string& form : message.forms)
                CHECK_FALSE(std::regex_search(form, straight));
        }
    }
}

TEST_CASE("no line of French begins with a sign that belongs to the word before", "[ui][i18n]") {
    const std::regex breakable(" ([?!;:%]|»)|« ");
    const auto file = ui::parse_po(read(fs::path(source_dir()) / "assets/i18n/fr.po"));
    REQUIRE(file.has_value());
    for (const ui::PoMessage& message : file->messages) {
        INFO(message.key);
        for (const std::string& form : message.forms)
            CHECK_FALSE(std::regex_search(form, breakable));
    }
}

TEST_CASE("none, one and more are said as each language says them", "[ui][i18n]") {
    const auto children = [](const char* language, int count) {
        return texts_in(language).plural(ui::Text::kChildren, count);
    };
    CHECK(children("nl", 0) == "0 kinderen");
    CHECK(children("nl", 1) == "1 kind");
    CHECK(children("nl", 2) == "2 kinderen");
    CHECK(children("fr", 0) == "0 enfant");
    CHECK(children("fr", 1) == "1 enfant");
    CHECK(children("fr", 2) == "2 enfants");
    CHECK(children("en", 0) == "0 children");
    CHECK(children("en", 1) == "1 child");
    CHECK(children("en", 2) == "2 children");
}

TEST_CASE("the first of a month is an ordinal in French alone", "[ui][i18n]") {
    const Day first{std::chrono::year{2026} / std::chrono::December / 1};
    CHECK(ui::long_date(texts_in("fr"), first) == "mardi 1er décembre");
    CHECK(ui::long_date(texts_in("fr"), add_days(first, 1)) == "mercredi 2 décembre");
    CHECK(ui::long_date(texts_in("nl"), first) == "dinsdag 1 december");
    CHECK(ui::long_date(texts_in("en"), first) == "Tuesday 1 December");
}

TEST_CASE("a language is added by its file alone", "[ui][i18n]") {
    std::vector<std::string> files;
    for (const fs::path& path : files_in("assets/i18n", ".po")) files.push_back(read(path));
    std::string polish = read(fs::path(source_dir()) / "assets/i18n/en.po");
    const auto replace = [&](const std::string& before, const std::string& after) {
        REQUIRE(polish.find(before) != std::string::npos);
        polish.replace(polish.find(before), before.size(), after);
    };
    replace("Language: en", "Language: pl");
    replace("X-Language-Name: English", "X-Language-Name: Polski");
    replace("msgstr \"Today\"", "msgstr \"Dzisiaj\"");
    files.push_back(polish);
    auto texts = ui::Catalog::create(files);
    REQUIRE(texts.has_value());
    texts->choose("pl");
    CHECK(texts->language() == "pl");
    CHECK(texts->tr(ui::Text::kRailToday) == "Dzisiaj");
    CHECK(texts->languages().size() == 4);
    CHECK(std::ranges::any_of(texts->languages(), [](const ui::Catalog::Language& language) {
        return language.code == "pl" && language.name == "Polski";
    }));
}

TEST_CASE("a broken .po file is refused with its line", "[ui][i18n]") {
    const std::string header =
        "msgid \"\"\nmsgstr \"Language: nl\\nPlural-Forms: nplurals=2; plural=n != 1;\\n\"\n";
    CHECK(ui::parse_po(header + "\nmsgid \"a\"\nmsgstr \"b\"\n").has_value());
    CHECK_FALSE(ui::parse_po(header + "\nmsgid \"a\"\n\n").has_value());
    CHECK_FALSE(ui::parse_po(header + "\nmsgid \"a\"\nmsgstr \"b\n").has_value());
    CHECK_FALSE(ui::parse_po(header + "\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n")
                    .has_value());
    CHECK_FALSE(ui::parse_po("msgid \"a\"\nmsgstr \"b\"\n").has_value());
    const auto refused = ui::parse_po(header + "\nwhat\n");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().detail.find("line 4") == 0);
}

TEST_CASE("plural rules of other languages are followed", "[ui][i18n]") {
    const auto polish = ui::PluralRule::parse(
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);");
    REQUIRE(polish.has_value());
    CHECK(polish->form_for(1) == 0);
    CHECK(polish->form_for(3) == 1);
    CHECK(polish->form_for(12) == 2);
    CHECK(polish->form_for(22) == 1);
    CHECK_FALSE(ui::PluralRule::parse("nplurals=2; plural=system(n);").has_value());
    CHECK_FALSE(ui::PluralRule::parse("nplurals=2; plural=n;").has_value());
}

}  // namespace oppad::test
