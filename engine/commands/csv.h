// A small strict reader of delimited text, as spreadsheets and school lists come: semicolon, comma
// or tab; lines ended by LF, CR LF or CR; quoted cells with separators, line ends and doubled
// quotes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/bytes.h"

namespace oppad::engine {

// UTF-8 without its byte order mark. Bytes that aren't UTF-8 are read as Windows-1252.
std::string text_of_file(ByteView content);

// Of the first line: the one of `;` `,` and tab that stands most often outside quotes; `;` when
// none does. A first line "sep=;" decides.
char separator_of(std::string_view text);

enum class CsvFault : std::uint8_t {
    kUnclosedQuote,   // The file ends inside a quoted cell.
    kTextAfterQuote,  // "Mol"x: something follows the closing quote.
};

// Borrows `text`. A quote inside a cell that doesn't begin with one is an ordinary character.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator);

    // Reads the next line that isn't empty into `cells`. Returns false at the end of the text, or
    // at a fault.
    bool next(std::vector<std::string>& cells);
    // Number of the line where the last one read began; the first is 1.
    [[nodiscard]] int line() const { return line_; }
    [[nodiscard]] std::optional<CsvFault> fault() const { return fault_; }

private:
    [[nodiscard]] bool at_line_end() const;
    void skip_line_end();
    bool read_cell(std::string& cell);
    bool read_quoted(std::string& cell);

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 0;
    int next_line_ = 1;
    std::optional<CsvFault> fault_;
};

}  // namespace oppad::engine
