#include <unordered_map>

#include "engine/commands/draft_codec.h"
#include "engine/storage/tables/choice_rows.h"
#include "engine/storage/tables/draft_rows.h"
#include "engine/views/log_contact_page.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

namespace {

using Names = std::unordered_map<RawId, std::string>;

Names by_id(std::vector<storage::RecordName> rows) {
    Names names;
    for (storage::RecordName& row : rows) names.emplace(row.id, std::move(row.name));
    return names;
}

std::string name_of(const Names& names, const RawId& id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string{} : found->second;
}

}  // namespace

Result<DraftsView> make_drafts(const ViewContext& context) {
    TRY_ASSIGN(const std::vector<storage::DraftRow> stored,
               storage::list_drafts(context.connection));
    std::vector<ContactDraft> drafts;
    std::vector<RawId> family_ids;
    std::vector<RawId> place_ids;
    for (const storage::DraftRow& row : stored) {
        ContactDraft unreadable;
        unreadable.kind = ContactKind::kUnknown;
        Result<ContactDraft> decoded = decode_draft(row.id, row.content);
        drafts.push_back(decoded ? std::move(*decoded) : unreadable);
        if (drafts.back().family_id) family_ids.push_back(drafts.back().family_id->raw);
        if (drafts.back().place_id) place_ids.push_back(drafts.back().place_id->raw);
    }
    TRY_ASSIGN(std::vector<storage::RecordName> families,
               storage::list_family_names(context.connection, family_ids));
    TRY_ASSIGN(std::vector<storage::RecordName> places,
               storage::list_place_names(context.connection, place_ids));
    const Names family_names = by_id(std::move(families));
    const Names place_names = by_id(std::move(places));

    DraftsView view;
    for (std::size_t at = 0; at < stored.size(); ++at) {
        const ContactDraft& draft = drafts[at];
        DraftRow row;
        row.id = stored[at].id;
        row.saved_at = stored[at].saved_at;
        row.kind = draft.kind;
        row.is_edit = draft.edited.has_value();
        row.appointment_id = draft.appointment_id;
        row.family_name =
            draft.family_id ? name_of(family_names, draft.family_id->raw) : draft.new_family_name;
        if (draft.place_id) row.place_name = name_of(place_names, draft.place_id->raw);
        view.rows.push_back(std::move(row));
    }
    return view;
}

}  // namespace oppad::engine
