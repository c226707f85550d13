// Which column of an imported list holds which field of a place, by the names in its first line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/commands/import_places.h"
#include "engine/domain/place.h"

namespace oppad::engine {

class PlaceColumns {
public:
    // Fails: kMissingColumn without a name, kRepeatedColumn.
    std::optional<ImportFault> read_header(const std::vector<std::string>& names, int line);
    // Cells beyond the header are passed over, missing ones are empty.
    [[nodiscard]] Place place_of(const std::vector<std::string>& cells) const;

private:
    struct Column {
        std::size_t at = 0;
        std::string Place::*text = nullptr;  // None = the kind.
    };
    std::vector<Column> columns_;
};

}  // namespace oppad::engine
