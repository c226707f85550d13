#include "tests/ctl/hub_world.h"

#include <cstdlib>
#include <set>
#include <sstream>

namespace oppad::platform {

namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string administer(std::vector<std::string> arguments) {
    const test::ProgramResult done = test::run_hub(arguments);
    INFO(arguments[0] << ": " << done.err);
    REQUIRE(done.exit_code == 0);
    return done.out;
}

}  // namespace

HubWorld::HubWorld(Wire wire) {
    administer({"init", "--data", data(), "--organisation", "Huis van het Kind"});
    if (wire == Wire::kPlain) return;
    const test::TestCertificate made = test::make_signed_certificate(folder_.path());
    certificate_arguments_ = {"--cert", made.certificate_file, "--key", made.key_file};
    authority_file = made.authority_file;
}

void HubWorld::start() {
    std::vector<std::string> arguments{"serve", "--data", data(), "--listen",
                                       "127.0.0.1:" + std::to_string(port_)};
    arguments.insert(arguments.end(), certificate_arguments_.begin(), certificate_arguments_.end());
    serving_.emplace(arguments, log_path());
    port_ = serving_->port();
}

void HubWorld::kill() {
    REQUIRE(serving_->end_by(SIGKILL) == 128 + SIGKILL);
    serving_.reset();
}

void HubWorld::stop() {
    REQUIRE(serving_->end_by(SIGTERM) == 0);
    serving_.reset();
}

std::string HubWorld::url() const {
    return (certificate_arguments_.empty() ? "http://127.0.0.1:" : "https://127.0.0.1:") +
           std::to_string(port_);
}

std::string HubWorld::code_for(const std::string& person) {
    const std::string user = first_line(
        administer({"user", "add", "--data", data(), "--name", person, "--role", "outreacher"}));
    return first_line(administer({"device", "code", "--data", data(), "--user", user}));
}

void HubWorld::revoke_all() {
    std::istringstream list{administer({"device", "list", "--data", data()})};
    for (std::string line; std::getline(list, line);) {
        administer(
            {"device", "revoke", "--data", data(), "--device", line.substr(0, line.find(' '))});
    }
}

std::string HubWorld::back_up() {
    std::string backup = folder_.path() + "/backup.db";
    administer({"backup", "--data", data(), backup});
    return backup;
}

void HubWorld::restore(const std::string& backup) {
    administer({"restore", "--data", data(), backup});
}

Answer HubWorld::enrol(Terminal& tablet, const std::string& code) {
    std::vector<std::string> words{"enrol",  "--store", tablet.store(), "--hub", url(),
                                   "--code", code};
    if (!authority_file.empty()) words.insert(words.end(), {"--ca", authority_file});
    return tablet.run(words);
}

std::vector<std::string> HubWorld::sync_words(const Terminal& tablet) const {
    std::vector<std::string> words{"sync", "--store", tablet.store()};
    if (!authority_file.empty()) words.insert(words.end(), {"--ca", authority_file});
    return words;
}

test::ProgramResult HubWorld::take_bundle(const std::string& request, const std::string& answer,
                                          const char* passphrase) const {
    ::setenv("OPPAD_BUNDLE_PASSPHRASE", passphrase, 1);
    test::ProgramResult done =
        test::run_hub({"bundle", "import", "--data", data(), "--in", request, "--out", answer});
    ::unsetenv("OPPAD_BUNDLE_PASSPHRASE");
    return done;
}

void HubWorld::join(Terminal& tablet, const std::string& person) {
    const Answer enrolled = enrol(tablet, code_for(person));
    expect(enrolled, ExitCode::kDone);
    REQUIRE(enrolled.code == ExitCode::kDone);
}

Stranger::Stranger(std::uint16_t port, std::string reply)
    : server_(
          [bytes = std::move(reply)](int connection, const std::string& /*request*/) {
              test::send_all(connection, bytes);
          },
          port) {}

std::string http_reply(const std::string& status, const std::string& type,
                       const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" +
           body;
}

const std::vector<std::string>& demo_words_of_types() {
    static const std::vector<std::string> words{
        "families",   "persons",   "contacts",  "places",       "contact_persons", "partners",
        "follow_ups", "questions", "referrals", "appointments", "consents",        "agreements"};
    return words;
}

void require_equal(Terminal& a, Terminal& b) {
    for (const std::string& word : demo_words_of_types()) {
        std::vector<nlohmann::json> sides;
        for (Terminal* tablet : {&a, &b}) {
            const Answer answer =
                tablet->run({"show", word, "--json", "--with-secret", "--store", tablet->store()});
            expect(answer, ExitCode::kDone);
            sides.push_back(nlohmann::json::parse(answer.output, nullptr, false));
            REQUIRE(sides.back().is_array());
        }
        INFO(word << ": " << sides[0].size() << " and " << sides[1].size());
        std::set<std::string> ids;
        for (const nlohmann::json& record : sides[0]) ids.insert(record["id"].get<std::string>());
        CHECK(ids.size() == sides[0].size());
        const bool are_equal = sides[0] == sides[1];
        CHECK(are_equal);
    }
}

}  // namespace oppad::platform
