#include "engine/views/contact_page.h"

#include "engine/commands/draft_codec.h"
#include "engine/storage/tables/draft_rows.h"
#include "engine/views/load_record.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

Result<ContactPage> make_contact_page(const ViewContext& context, const LookContact& look) {
    TRY_ASSIGN(std::optional<Contact> contact, find_shown(context.connection, look.id));
    if (!contact) return Error{ErrorCode::kNotFound, "contact page: not here"};
    ContactPage page{.contact = std::move(*contact), .draft = {}};
    TRY_ASSIGN(std::vector<storage::SignalRow> signals,
               storage::list_signals_in(context.connection, {look.id.raw}));
    for (storage::SignalRow& row : signals) page.signals.push_back(shown_signal(std::move(row)));
    TRY_ASSIGN(const std::optional<storage::DraftRow> row,
               storage::find_draft(context.connection, look.id.raw));
    if (!row) return page;
    // One of a newer version waits for that version: the contact itself can be changed meanwhile.
    Result<ContactDraft> draft = decode_draft(row->id, row->content);
    if (draft && draft->edited) page.draft = std::move(*draft);
    return page;
}

}  // namespace oppad::engine
