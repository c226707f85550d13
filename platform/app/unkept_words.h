// What was typed and the disk refused to keep, held in memory across a lock until it is kept: a
// full disk at the moment of the lock costs no word of a contact's draft, nor of a form that is
// half filled in. What is still refused at the unlock goes to the window, which asks again.
#pragma once

#include <optional>
#include <vector>

#include "engine/commands/commands.h"
#include "engine/core/id.h"
#include "engine/core/secret.h"
#include "platform/app/tablet.h"

namespace oppad::platform {

// Thread: engine only. What it holds lies in memory that is wiped.
class UnkeptWords {
public:
    // What came of a command: the last words of a draft or a form that were refused are held, and
    // let go when later ones are kept or logged, and when they are thrown away, whatever came of
    // that.
    void note(const engine::Command& command, const engine::Outcome& outcome);
    // Keeps on the tablet what can be kept by now. Requires: it is open for whom the words are of.
    void keep_on(OpenTablet& tablet);
    // The tablet is another person's now.
    void forget();

    // Whether no word of it would be lost.
    [[nodiscard]] bool empty() const { return drafts_.empty() && (!form_ || form_->empty()); }
    // In the order in which they were refused.
    [[nodiscard]] std::vector<engine::ContactDraft> drafts() const;
    // As KeepForm has it: empty = what was closed is still on disk.
    [[nodiscard]] std::optional<Bytes> form() const;

private:
    struct Draft {
        RawId id;
        Secret words;  // As a draft is stored.
    };
    void note_form(const engine::KeepForm& keep, const engine::Outcome& outcome);
    void let_go(const RawId& id);

    std::vector<Draft> drafts_;
    std::optional<Secret> form_;
};

}  // namespace oppad::platform
