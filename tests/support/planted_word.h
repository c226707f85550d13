// Looks for a planted word where no query of the product looks: in every column of every table,
// the search index's own too, and in every page of the file and its write-ahead log.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "engine/core/secret.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::test {

// The tables that hold it, as they are written: "Kolibrie" is not "kolibrie", and the index may
// leave out how a word begins. What is compressed is not seen into. REQUIREs success.
std::set<std::string> tables_with(storage::Connection& connection, std::string_view word);

// How many pages of the database file and of its write-ahead log hold it, those that are free or
// overwritten since too. REQUIREs that the key opens the file.
int pages_with(const std::string& path, const Secret& key, std::string_view word);

}  // namespace oppad::test
