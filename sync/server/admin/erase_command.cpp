#include "sync/server/admin/erase_command.h"

#include <fmt/format.h>

#include "sync/server/admin/command_sentences.h"

namespace oppad::hub {

int erase_family(const std::string& family, bool is_sure, Administration& administration) {
    const auto id = parse_id(family);
    if (!id) return fail("A family's id has 32 hexadecimal digits; its page on a tablet tells it.");
    if (!is_sure) {
        return fail(
            "Nothing was erased. It can't be undone: add --for-good when you are sure that this "
            "is the family.");
    }
    const auto erased = administration.erase_family(*id);
    if (!erased && erased.error().code == ErrorCode::kNotFound) {
        return fail(
            "The hub has no such family. A tablet that made it may not have been here yet: let "
            "its user sync first.");
    }
    if (!erased) return fail(common_sentence(erased.error()));
    print(*erased == 0
              ? "erased before; nothing of it was left"
              : fmt::format("records erased: {}; each tablet erases them at its next exchange",
                            *erased));
    return clear_erased(administration);
}

int clear_erased(Administration& administration) {
    if (administration.clear_erased()) return 0;
    return fail(
        "What was erased may still stand in the files: somebody is at work. Try oppad-hub trim in "
        "a moment; the hub itself tries each hour.");
}

}  // namespace oppad::hub
