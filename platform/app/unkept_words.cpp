#include "platform/app/unkept_words.h"

#include <utility>

#include "engine/commands/draft_codec.h"
#include "engine/core/log.h"

namespace oppad::platform {

void UnkeptWords::note(const engine::Command& command, const engine::Outcome& outcome) {
    if (const auto* save = std::get_if<engine::SaveDraft>(&command)) {
        let_go(save->draft.id);
        if (!outcome.error) return;
        Bytes words = engine::encode_draft(save->draft, {});
        drafts_.push_back({save->draft.id, Secret::copy_of(words)});
        wipe(words);
    } else if (const auto* keep = std::get_if<engine::KeepForm>(&command)) {
        note_form(*keep, outcome);
    } else if (const auto* discard = std::get_if<engine::DiscardDraft>(&command)) {
        let_go(discard->id);  // Also when the disk refuses that too: nobody wants it kept.
    } else if (!outcome.saved()) {
        return;  // What is held is still in want of being kept.
    } else if (const auto* logged = std::get_if<engine::LogContact>(&command)) {
        let_go(logged->draft.id);
    } else if (const auto* edited = std::get_if<engine::EditContact>(&command)) {
        let_go(edited->contact.id.raw);
    }
}

void UnkeptWords::note_form(const engine::KeepForm& keep, const engine::Outcome& outcome) {
    form_.reset();
    if (outcome.error) form_ = Secret::copy_of(keep.content);
}

void UnkeptWords::keep_on(OpenTablet& tablet) {
    std::erase_if(drafts_, [&tablet](const Draft& held) {
        Result<engine::ContactDraft> draft = engine::decode_draft(held.id, held.words.view());
        if (!draft) {
            log::write_error("unkept_draft_not_read", draft.error());
            return false;
        }
        const engine::Outcome kept = tablet.run(engine::SaveDraft{std::move(*draft)});
        if (kept.error) log::write_error("draft_not_kept", *kept.error);
        return !kept.error;
    });
    if (!form_) return;
    const engine::Outcome kept = tablet.run(engine::KeepForm{*form()});
    if (kept.error) return log::write_error("form_not_kept", *kept.error);
    form_.reset();
}

void UnkeptWords::forget() {
    drafts_.clear();
    form_.reset();
}

std::vector<engine::ContactDraft> UnkeptWords::drafts() const {
    std::vector<engine::ContactDraft> drafts;
    for (const Draft& held : drafts_) {
        Result<engine::ContactDraft> draft = engine::decode_draft(held.id, held.words.view());
        if (draft) drafts.push_back(std::move(*draft));
    }
    return drafts;
}

std::optional<Bytes> UnkeptWords::form() const {
    if (!form_) return std::nullopt;
    const ByteView content = form_->view();
    return Bytes(content.begin(), content.end());
}

void UnkeptWords::let_go(const RawId& id) {
    std::erase_if(drafts_, [&id](const Draft& held) { return held.id == id; });
}

}  // namespace oppad::platform
