// What is to stand on paper, as plain data: made by a screen, set in pages by platform/pdf. And
// where such papers lie on this tablet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/time.h"

namespace oppad::ui {

enum class SheetStyle : std::uint8_t { kTitle, kHeading, kStrong, kBody, kSmall };

// One paragraph.
struct SheetPart {
    SheetStyle style = SheetStyle::kBody;
    std::string text;   // UTF-8; a line feed begins a new line.
    std::string label;  // In a column before the text; empty = the text takes the whole width.
};

struct Sheet {
    std::vector<SheetPart> parts;
    std::string footing;     // Under each page.
    std::string page_words;  // "Blad {0} van {1}".
};

enum class SheetFolder : std::uint8_t { kDocuments, kDownloads, kHome, kStick };

// A folder that a sheet can be put in.
struct SheetPlace {
    SheetFolder kind = SheetFolder::kDocuments;
    std::string path;
    std::string name;  // Of a stick, as it calls itself.

    bool operator==(const SheetPlace&) const = default;
};

// A sheet that was made and not deleted since: a plain file, which anybody can read.
struct LyingSheet {
    std::string path;
    std::string name;  // "op-pad-2026-11-26-1.pdf".
    SheetPlace place;

    bool operator==(const LyingSheet&) const = default;
};

struct Sheets {
    std::vector<SheetPlace> places;  // The usual one first.
    std::vector<LyingSheet> lying;   // Newest first.
    bool can_open = false;           // There is a program on this tablet that shows them.

    bool operator==(const Sheets&) const = default;
};

}  // namespace oppad::ui
