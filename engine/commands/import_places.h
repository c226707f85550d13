// Places from a list: the schools of a municipality as a spreadsheet or the school guide exports
// them. The whole file or nothing; the same list again brings the places up to date.
//
// Columns, by their Dutch or English name, in any order; others are passed over:
//   onderwijskiezer_id, nummer, id, external_id   number in the list: recognises the place later
//   naam, name        required         adres, straat, street      postcode      gemeente,
//   municipality wijk, neighbourhood      net, net_afgeleid, network      telefoon, phone email,
//   e-mail soort, kind              a school where there is none
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/commands/context.h"
#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/domain/problem.h"

namespace oppad::engine {

enum class ImportFaultKind : std::uint8_t {
    kEmpty,           // No line at all.
    kTooLarge,        // Over kImportBytesMax.
    kNotText,         // A spreadsheet file or an archive, not a text.
    kMissingColumn,   // `column` is not among the names of the first line.
    kRepeatedColumn,  // `column` stands there twice.
    kCellCount,       // More or fewer cells than the first line.
    kUnclosedQuote,
    kTextAfterQuote,
    kRepeatedNumber,  // Another line says something else about the same number.
    kProblem,         // `problem` in `column`.
};

inline constexpr std::size_t kImportBytesMax = 50 * 1024 * 1024;

struct ImportFault {
    ImportFaultKind kind = ImportFaultKind::kEmpty;
    int line = 0;             // From 1, as an editor counts; 0 = the file as a whole.
    std::string_view column;  // The field's name as in schema.h: static storage.
    ProblemCode problem = ProblemCode::kMissing;

    bool operator==(const ImportFault&) const = default;
};

// Nothing was written when `fault` is set.
struct PlacesImported {
    int added = 0;
    int updated = 0;
    int unchanged = 0;
    std::optional<ImportFault> fault;
};

// An empty cell never empties what the place has. A line without a number is recognised by the same
// name, postcode and street. Cost: O(lines + places).
Result<PlacesImported> import_places(Context& context, ByteView content);

// One English sentence that names the line, for the command line.
std::string sentence_of(const ImportFault& fault);

}  // namespace oppad::engine
