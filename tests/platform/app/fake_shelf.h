// A shelf without a disk.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "platform/app/sheet_shelf.h"

namespace oppad::test {

class FakeShelf final : public platform::SheetShelf {
public:
    [[nodiscard]] ui::Sheets look() override { return sheets; }
    Status put(const ui::Sheet& /*sheet*/, const std::string& folder, Day /*day*/) override {
        if (fails_with) return Error{*fails_with, "planned"};
        folders.push_back(folder);
        sheets.lying.push_back({folder + "/op-pad-" + std::to_string(folders.size()), {}, {}});
        return ok();
    }
    Status open(const std::string& /*path*/) override {
        return fails_with ? Status{Error{*fails_with, "planned"}} : ok();
    }
    Status remove(const std::string& path) override {
        if (fails_with) return Error{*fails_with, "planned"};
        auto& lying = sheets.lying;
        lying.erase(std::remove_if(lying.begin(), lying.end(),
                                   [&](const auto& sheet) { return sheet.path == path; }),
                    lying.end());
        return ok();
    }

    Status remove_all() override {
        if (fails_with) return Error{*fails_with, "planned"};
        sheets.lying.clear();
        return ok();
    }

    ui::Sheets sheets;
    std::vector<std::string> folders;
    std::optional<ErrorCode> fails_with;
};

}  // namespace oppad::test
