// Dead files: sources that the build doesn't know.
#include <map>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

bool names(const SourceFile& listing, std::string_view source) {
    for (const std::string& line : listing.lines) {
        const std::string_view code = std::string_view{line}.substr(0, line.find('#'));
        const std::size_t at = code.find(source);
        if (at == std::string_view::npos) continue;
        const bool free_before =
            at == 0 || code[at - 1] == ' ' || code[at - 1] == '(' || code[at - 1] == '/';
        if (free_before && has_word(code, source)) return true;
    }
    return false;
}

}  // namespace

Findings check_dead_files(const std::vector<SourceFile>& tree) {
    std::map<std::string, const SourceFile*> listings;  // By folder.
    for (const SourceFile& file : tree) {
        const bool is_listing =
            file.path.substr(file.path.find_last_of('/') + 1) == "CMakeLists.txt";
        if (is_listing) listings[folder_of(file.path)] = &file;
    }
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!file.is_cpp || file.path.back() != 'p') continue;
        bool is_named = false;
        std::string folder = folder_of(file.path);
        while (!is_named) {
            const auto listing = listings.find(folder);
            const std::string source = file.path.substr(folder.empty() ? 0 : folder.size() + 1);
            if (listing != listings.end()) is_named = names(*listing->second, source);
            if (folder.empty()) break;
            folder = folder_of(folder);
        }
        if (!is_named)
            findings.push_back(
                {file.path, 1, "no CMakeLists.txt names this file: add it, or remove it"});
    }
    return findings;
}

}  // namespace oppad::tidy
