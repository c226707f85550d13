// The folders for documents and downloads of whoever runs the program, and the sticks in its ports.
#pragma once

#include <string>
#include <vector>

#include "engine/ports/file_system.h"
#include "platform/app/sheet_shelf.h"

namespace oppad::platform {

// Where to look, all absolute.
struct HomePlaces {
    std::string home;
    std::string config;                     // Holds user-dirs.dirs of XDG.
    std::vector<std::string> stick_mounts;  // Folders that sticks are mounted in.
};

// Of this process: HOME, XDG_CONFIG_HOME and USER.
HomePlaces home_places();

// Borrows `files`.
class HomeShelf final : public SheetShelf {
public:
    HomeShelf(FileSystem& files, HomePlaces places) : files_(files), places_(std::move(places)) {}

    [[nodiscard]] ui::Sheets look() override;
    Status put(const ui::Sheet& sheet, const std::string& folder, Day day) override;
    Status open(const std::string& path) override;
    Status remove(const std::string& path) override;
    Status remove_all() override;

private:
    FileSystem& files_;
    HomePlaces places_;
};

}  // namespace oppad::platform
