// The vocabularies of a connection's search indexes, read from the index piece by piece after an
// unlock, or at once when one is needed before that.
#pragma once

#include <array>
#include <optional>

#include "engine/core/result.h"
#include "engine/storage/search.h"
#include "engine/storage/search_vocabulary.h"

namespace oppad::storage {

class Connection;

// Returns the vocabulary of `kind`, reading it at first use. Borrowed until forget_vocabularies().
Result<const SearchVocabulary*> vocabulary_of(Connection& connection, SearchKind kind);

// Of the words that were written, and their beginnings (text_index.h).
Result<const SearchVocabulary*> vocabulary_of_texts(Connection& connection);

// Reads a piece of what is not in memory yet. Returns whether more waits.
// Cost: under 2 ms.
Result<bool> read_vocabulary_piece(Connection& connection);

// Adds the words of an entry that was just written, when the vocabulary is in memory or halfway.
void add_to_vocabulary(Connection& connection, SearchKind kind, std::string_view terms);

// The same of a record's words in search_texts.
void add_to_text_vocabulary(Connection& connection, std::string_view terms);

// Words of purged records must not stay: the next use reads the index again.
void forget_vocabularies(Connection& connection);

}  // namespace oppad::storage
