// What in a snapshot people wrote themselves: names, addresses, notes. It may be longer than any
// screen, and so may end in "…"; a text of ours never.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/state/snapshot.h"

namespace oppad::test {

class PeopleWords {
public:
    explicit PeopleWords(const ui::Snapshot& snapshot);
    void add(std::string_view words);
    // Whether the text, of which the bytes from `cut_at` on were not shown, is cut for what people
    // wrote in it: it is that, a part of it, or the cut lies within it.
    [[nodiscard]] bool explain(std::string_view text, std::size_t cut_at) const;

private:
    std::vector<std::string> words_;
};

}  // namespace oppad::test
