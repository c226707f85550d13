// What in a snapshot people wrote themselves: names, addresses, notes. It may be longer than any
// screen, and so may end in "…"; a text of ours never.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/state/snapshot.h"

namespace oppad::test {

class PeopleWords {
public:
    explicit PeopleWords(const ui::Snapshot& snapshot);
    void add(std::string_view words);
    // Whether the text is cut for what people wrote in it: it is that, a part of it, or holds it.
    [[nodiscard]] bool explain(std::string_view text) const;

private:
    std::vector<std::string> words_;
};

}  // namespace oppad::test
