// Calls, texts and names that have no place where they stand, each with what to write instead.
#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <span>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

struct Replacement {
    std::string_view word;
    std::string_view instead;
};

constexpr std::array kSleeps = std::to_array<Replacement>({
    {"sleep_for", "move the simulated clock on"},
    {"sleep_until", "move the simulated clock on"},
    {"usleep", "wait for the event itself, with a bound"},
    {"nanosleep", "wait for the event itself, with a bound"},
    {"sleep(", "wait for the event itself, with a bound"},
});

constexpr std::array kOutsideEffects = std::to_array<Replacement>({
    {"system_clock::now", "take a const Clock& and ask now()"},
    {"steady_clock::now", "take a const Clock& and ask steady()"},
    {"high_resolution_clock", "take a const Clock& and ask steady()"},
    {"clock_gettime", "take a const Clock&"},
    {"gettimeofday", "take a const Clock&"},
    {"localtime", "ask Clock::utc_offset()"},
    {"localtime_r", "ask Clock::utc_offset()"},
    {"random_device", "take an Entropy&"},
    {"mt19937", "take an Entropy&"},
    {"rand(", "take an Entropy&"},
    {"getenv", "let platform/ read it and pass it on"},
    {"std::thread", "threads are made in platform/; give the object a step()"},
    {"std::jthread", "threads are made in platform/; give the object a step()"},
    {"std::async", "threads are made in platform/; give the object a step()"},
    {"thread_local", "pass the state as a parameter"},
});

// Broken in two, so that this table isn't found by its own rule.
constexpr std::array kLeftovers = std::to_array<std::string_view>({
    "TO"
    "DO",
    "FIX"
    "ME",
    "XX"
    "X:",
});

constexpr std::array kMachinePaths = std::to_array<std::string_view>({
    "/wo"
    "rk/",
    "/ho"
    "me/",
    "/Us"
    "ers/",
});

constexpr std::array kSqlOpenings = std::to_array<std::string_view>({
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "UPDATE ",
    "PRAGMA ",
    "CREATE INDEX ",
    "CREATE VIEW ",
    "CREATE UNIQUE ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "BEGIN IMMEDIATE",
    "CREATE VIRTUAL ",
    "WITH RECURSIVE ",
});

constexpr std::array kSqlPlaces = std::to_array<std::string_view>(
    {"engine/storage/", "sync/capture/", "sync/server/store/", "tests/"});

constexpr std::array kBannedNames =
    std::to_array<std::string_view>({"manager", "helper", "helpers", "util", "utils", "data",
                                     "info", "handler", "process", "do", "misc"});

// Names that hold a banned word in its plain meaning.
constexpr std::array kNamesWithReason = std::to_array<std::string_view>({
    "platform/host/process_guard",  // An operating system's process.
});

bool begins(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

Findings find_words(const SourceFile& file, std::span<const Replacement> words) {
    Findings findings;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        for (const Replacement& entry : words) {
            if (!has_word(file.code[i], entry.word)) continue;
            std::string message{entry.word};
            message += " has no place here: ";
            message += entry.instead;
            findings.push_back({file.path, static_cast<int>(i) + 1, std::move(message)});
        }
    }
    return findings;
}

bool is_sql(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\n");
    if (start == std::string_view::npos) return false;
    text.remove_prefix(start);
    // "UPDATE " alone may begin a sentence; SQL goes on with SET.
    if (begins(text, "UPDATE ")) return text.find(" SET ") != std::string_view::npos;
    return std::any_of(kSqlOpenings.begin(), kSqlOpenings.end(),
                       [&](std::string_view opening) { return begins(text, opening); });
}

// "VisitTable" → visit, table.
void for_each_name_part(std::string_view name,
                        const std::function<void(const std::string&)>& take) {
    std::string part;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (c == '_' || c == '.' || c == '-' || std::isupper(letter) != 0) {
            if (!part.empty()) take(part);
            part.clear();
        }
        if (std::isalnum(letter) != 0) part += static_cast<char>(std::tolower(letter));
    }
    if (!part.empty()) take(part);
}

std::string banned_part(std::string_view name) {
    std::string found;
    for_each_name_part(name, [&](const std::string& part) {
        if (std::find(kBannedNames.begin(), kBannedNames.end(), part) != kBannedNames.end())
            found = part;
    });
    return found;
}

// The name that a line declares with class, struct or enum class; empty when it declares none.
std::string_view declared_type(std::string_view line) {
    for (const std::string_view word : {"enum class ", "class ", "struct "}) {
        const std::size_t start = line.find_first_not_of(' ');
        if (start == std::string_view::npos || !begins(line.substr(start), word)) continue;
        line.remove_prefix(start + word.size());
        if (begins(line, "[[")) line.remove_prefix(std::min(line.find("]] ") + 3, line.size()));
        const std::size_t end = line.find_first_of(" ;:{<");
        return line.substr(0, end);
    }
    return {};
}

}  // namespace

Findings check_sql_place(const SourceFile& file) {
    Findings findings;
    for (const std::string_view place : kSqlPlaces) {
        if (begins(file.path, place)) return findings;
    }
    for (const Literal& literal : file.literals) {
        if (is_sql(literal.text))
            findings.push_back({file.path, literal.line,
                                "SQL lives in engine/storage and sync/{capture,server/store}: "
                                "call a function of the room that owns the table"});
    }
    return findings;
}

Findings check_sleeps(const SourceFile& file) {
    if (!begins(file.path, "tests/") || begins(file.path, "tests/e2e/")) return {};
    return find_words(file, kSleeps);
}

Findings check_outside_effects(const SourceFile& file) {
    const bool is_inside = begins(file.path, "engine/") || begins(file.path, "sync/");
    if (!is_inside) return {};
    return find_words(file, kOutsideEffects);
}

Findings check_leftovers(const SourceFile& file) {
    Findings findings;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        for (const std::string_view word : kLeftovers) {
            if (has_word(file.lines[i], word))
                findings.push_back({file.path, static_cast<int>(i) + 1,
                                    "a leftover mark: finish it now, or open an issue"});
        }
    }
    return findings;
}

Findings check_machine_paths(const SourceFile& file) {
    Findings findings;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        for (const std::string_view path : kMachinePaths) {
            const std::size_t at = file.lines[i].find(path);
            // Invented homes of tests belong to /home/somebody.
            if (at != std::string::npos && file.lines[i].compare(at + path.size(), 8, "somebody"))
                findings.push_back({file.path, static_cast<int>(i) + 1,
                                    "a path of one machine: take it as a parameter"});
        }
    }
    return findings;
}

Findings check_file_name(const SourceFile& file) {
    if (!file.is_cpp) return {};
    for (const std::string_view name : kNamesWithReason) {
        if (begins(file.path, name)) return {};
    }
    const std::string name = file.path.substr(file.path.find_last_of('/') + 1);
    const std::string part = banned_part(name);
    if (part.empty()) return {};
    return {{file.path, 1, "\"" + part + "\" says nothing: name the file after what it holds"}};
}

Findings check_type_names(const SourceFile& file) {
    Findings findings;
    if (begins(file.path, "tests/")) return findings;  // Tests name what they play.
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        const std::string part = banned_part(declared_type(file.code[i]));
        if (!part.empty())
            findings.push_back({file.path, static_cast<int>(i) + 1,
                                "\"" + part + "\" says nothing: name the type after what it is"});
    }
    return findings;
}

Findings check_case_names(const SourceFile& file) {
    Findings findings;
    if (!file.is_cpp) return findings;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        if (!begins(file.code[i], "TEST_CASE(")) continue;
        const int line = static_cast<int>(i) + 1;
        const auto name = std::find_if(file.literals.begin(), file.literals.end(),
                                       [&](const Literal& l) { return l.line >= line; });
        if (name == file.literals.end()) continue;
        for (const char* word : {"test", "tests", "works", "should"}) {
            // "upkeep works off its marks" says what happens; "saving works" does not.
            const bool is_outcome = has_word(name->text, "works off");
            if (has_word(name->text, word) && !is_outcome)
                findings.push_back({file.path, line,
                                    "a case name is a sentence of outcome, without \"" +
                                        std::string{word} + "\""});
        }
    }
    return findings;
}

Findings check_using_namespace(const SourceFile& file) {
    Findings findings;
    // A test speaks the words of one room, and so does a main().
    const bool is_main = file.path.find("/main.cpp") != std::string::npos;
    if (begins(file.path, "tests/") || is_main) return findings;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        const std::string& line = file.code[i];
        if (has_word(line, "using namespace") && line.find("literals") == std::string::npos)
            findings.push_back({file.path, static_cast<int>(i) + 1,
                                "name what you use (using X::name), not a whole namespace"});
    }
    return findings;
}

}  // namespace oppad::tidy
