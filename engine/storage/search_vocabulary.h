// The distinct words of one search index, in memory, for finding what was meant by a mistyped one.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace oppad::storage {

// Is `typed` one slip (a letter too many, missing, wrong, or two swapped) away from `term`, or from
// its beginning? False when `term` begins with `typed`: that is no slip. Counted in letters.
bool is_one_slip_from(std::string_view typed, std::string_view term);

// Holds words only as long as the store is open. Thread: the connection's.
class SearchVocabulary {
public:
    // Words of under three letters and numbers are not kept: a slip in them means nothing.
    void add(std::string_view term);
    // At most `limit` words one slip from `typed`, the likeliest first. Cost: O(words), about 20 ns
    // each.
    [[nodiscard]] std::vector<std::string> similar_to(std::string_view typed, int limit) const;
    [[nodiscard]] std::size_t size() const { return terms_.size(); }

private:
    std::unordered_set<std::string> terms_;
};

}  // namespace oppad::storage
