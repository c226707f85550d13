#include "tests/e2e/organisation.h"

#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <regex>

namespace oppad::e2e {
namespace {

using std::chrono::seconds;

constexpr seconds kStepLongest{60};
constexpr const char* kScope = "Demostad";

// The last line that begins with `start`, without it.
std::string line_after(const std::string& output, const std::string& start) {
    const auto at = output.rfind(start);
    if (at == std::string::npos) return {};
    const auto from = at + start.size();
    return output.substr(from, output.find('\n', from) - from);
}

}  // namespace

std::string program_path(std::string_view name) {
    return (std::filesystem::path{OPPAD_PROGRAMS} / name).string();
}

std::string picture_path(std::string_view name) {
    std::error_code ignored;  // Saving the picture tells.
    std::filesystem::create_directories(OPPAD_PICTURES, ignored);
    return (std::filesystem::path{OPPAD_PICTURES} / name).string() + ".png";
}

Organisation::Organisation() {
    hub({"init", "--organisation", "Huis van het Kind Demostad"});
    hub({"scope", "add", "--name", kScope});
}

std::string Organisation::hub(std::vector<std::string> arguments) {
    std::vector<std::string> command{program_path("oppad-hub")};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--data", folder_.path() + "/hub"});
    const auto finished = run_to_end(std::move(command), kStepLongest);
    REQUIRE(finished.has_value());
    INFO(finished->log);
    REQUIRE(finished->exit_code == 0);
    return finished->output;
}

void Organisation::start_hub() {
    const std::string output_path = folder_.path() + "/hub.out";
    std::error_code ignored;  // There is none at the first start.
    std::filesystem::remove(output_path, ignored);
    auto started = Program::start(
        {.command = {program_path("oppad-hub"), "serve", "--data", folder_.path() + "/hub",
                     "--listen", "127.0.0.1:" + std::to_string(port_)},
         .environment = {},
         .output_path = output_path,
         .log_path = folder_.path() + "/hub.log"});
    REQUIRE(started.has_value());
    hub_.emplace(std::move(*started));
    std::string port;
    const bool listens = wait_until(
        [&] {
            port = line_after(read_file(output_path), "listening on http://127.0.0.1:");
            return !port.empty() || !hub_->is_running();
        },
        kStepLongest);
    INFO(read_file(folder_.path() + "/hub.log"));
    REQUIRE(listens);
    REQUIRE(std::from_chars(port.data(), port.data() + port.size(), port_).ec == std::errc{});
}

bool Organisation::hub_was_sent_to() const {
    const std::string log = read_file(folder_.path() + "/hub.log");
    return std::regex_search(log, std::regex{"exchange pushed=[1-9]"});
}

void Organisation::stop_hub() {
    hub_->signal(SIGTERM);
    REQUIRE(hub_->wait_for_end(kStepLongest) == 0);
    hub_.reset();
}

void Organisation::enrol_tablet(std::string_view name, std::string_view person) {
    hub({"user", "add", "--name", std::string{person}, "--role", "outreacher"});
    hub({"scope", "grant", "--user", std::string{person}, "--scope", kScope});
    const std::string printed = hub({"device", "code", "--user", std::string{person}});
    const std::string code = printed.substr(0, printed.find_first_of(" \n"));
    ctl(name, {"init", "--name", std::string{person}});
    ctl(name, {"enrol", "--hub", "http://127.0.0.1:" + std::to_string(port_), "--code", code});
}

std::unique_ptr<DrivenTablet> Organisation::take_tablet(std::string_view name, DisplaySize size) {
    TabletOptions options = tablet_options(name);
    options.size = size;
    auto tablet = DrivenTablet::create(std::move(options));
    REQUIRE(tablet.has_value());
    return std::move(*tablet);
}

std::unique_ptr<DrivenTablet> Organisation::add_tablet(std::string_view name,
                                                       std::string_view person) {
    enrol_tablet(name, person);
    return take_tablet(name, {});
}

std::string Organisation::ctl(std::string_view tablet, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program_path("oppadctl"));
    arguments.insert(arguments.end(), {"--store", store_folder(tablet)});
    const auto finished = run_to_end(
        arguments, kStepLongest,
        {{"OPPAD_PASSPHRASE", std::string{kPin}}, {"XDG_DATA_HOME", home_folder(tablet)}});
    REQUIRE(finished.has_value());
    INFO(arguments[1] << ": " << finished->log);
    REQUIRE(finished->exit_code == 0);
    return finished->output;
}

std::string Organisation::home_folder(std::string_view tablet) const {
    return folder_.path() + "/" + std::string{tablet};
}

std::string Organisation::store_folder(std::string_view tablet) const {
    return home_folder(tablet) + "/oppad";
}

TabletOptions Organisation::tablet_options(std::string_view tablet) const {
    return {.program = program_path("oppad"),
            .store_folder = store_folder(tablet),
            .home_folder = home_folder(tablet),
            .work_folder = home_folder(tablet) + "/work",
            .size = {},
            .more_arguments = {}};
}

}  // namespace oppad::e2e
