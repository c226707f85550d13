// Private to tests/ctl: the real oppadctl in a process of its own, with a folder for its stores,
// its device share and its output.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "platform/ctl/exit_code.h"
#include "tests/e2e/driver/program.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {

inline constexpr const char* kPassphrase = "een lange zin die alleen ik ken";

struct Answer {
    ExitCode code = ExitCode::kDefect;
    std::string output;
    std::string complaint;
};

class Terminal {
public:
    [[nodiscard]] std::string store() const { return folder_.path() + "/store"; }
    [[nodiscard]] const std::string& folder() const { return folder_.path(); }

    Answer run(std::vector<std::string> words) { return run_with(kPassphrase, std::move(words)); }
    Answer run_with(const std::string& passphrase, std::vector<std::string> words) {
        words.insert(words.begin(), OPPADCTL);
        return start(passphrase, std::move(words));
    }
    // As another user, or on another disk: `shell` is what goes before the program.
    Answer run_through(std::vector<std::string> shell, const std::vector<std::string>& words) {
        shell.emplace_back(OPPADCTL);
        shell.insert(shell.end(), words.begin(), words.end());
        return start(kPassphrase, std::move(shell));
    }
    Answer demo(int families) {
        return run({"demo", "--store", store(), "--families", std::to_string(families), "--seed",
                    "7", "--contacts-per-family", "3"});
    }
    // Without waiting for its end.
    e2e::Program begin(std::vector<std::string> words) {
        words.insert(words.begin(), OPPADCTL);
        auto program = e2e::Program::start(options_for(kPassphrase, std::move(words)));
        REQUIRE(program.has_value());
        return std::move(*program);
    }
    std::string bundle_passphrase = "een zin voor deze stick";
    std::string new_passphrase;  // OPPAD_NEW_PASSPHRASE.

    std::string write_file(const std::string& name, const std::string& content) {
        const std::string path = folder_.path() + "/" + name;
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

private:
    e2e::ProgramOptions options_for(const std::string& passphrase,
                                    std::vector<std::string> command) {
        e2e::ProgramOptions options;
        options.command = std::move(command);
        options.environment = {{"OPPAD_PASSPHRASE", passphrase},
                               {"OPPAD_BUNDLE_PASSPHRASE", bundle_passphrase},
                               {"OPPAD_NEW_PASSPHRASE", new_passphrase},
                               {"XDG_DATA_HOME", folder_.path() + "/data"}};
        // The driver appends: each run has files of its own.
        const std::string run = std::to_string(++runs_);
        options.output_path = folder_.path() + "/output-" + run;
        options.log_path = folder_.path() + "/complaint-" + run;
        return options;
    }
    Answer start(const std::string& passphrase, std::vector<std::string> command) {
        const e2e::ProgramOptions options = options_for(passphrase, std::move(command));
        auto program = e2e::Program::start(options);
        REQUIRE(program.has_value());
        const std::optional<int> code = program->wait_for_end(std::chrono::seconds{120});
        REQUIRE(code.has_value());
        return {static_cast<ExitCode>(*code), e2e::read_file(options.output_path),
                e2e::read_file(options.log_path)};
    }

    test::TempFolder folder_;
    int runs_ = 0;
};

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Prints what the program said when `answer` is not what was hoped for.
inline void expect(const Answer& answer, ExitCode code) {
    INFO("stdout: " << answer.output << "\nstderr: " << answer.complaint);
    CHECK(answer.code == code);
    const bool has_complained = !answer.complaint.empty();
    CHECK(has_complained == (code != ExitCode::kDone));
}

inline nlohmann::json shown(Terminal& terminal, const std::string& what) {
    const Answer answer = terminal.run({"show", what, "--json", "--store", terminal.store()});
    expect(answer, ExitCode::kDone);
    nlohmann::json json = nlohmann::json::parse(answer.output, nullptr, false);
    REQUIRE(json.is_array());
    return json;
}

}  // namespace oppad::platform
