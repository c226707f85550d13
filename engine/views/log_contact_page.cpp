#include "engine/views/log_contact_page.h"

#include <algorithm>

#include "engine/commands/draft_codec.h"
#include "engine/domain/theme_codes.h"
#include "engine/storage/tables/choice_rows.h"
#include "engine/storage/tables/draft_rows.h"
#include "engine/views/load_record.h"
#include "engine/views/make_views.h"
#include "engine/views/place_list.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

namespace {

// A change of a contact that somebody deleted waits until that is undone.
Result<bool> is_still_here(const ViewContext& context, const ContactDraft& draft) {
    if (!draft.edited) return true;
    TRY_ASSIGN(const std::optional<Contact> contact,
               find_shown(context.connection, draft.edited->id));
    return contact.has_value();
}

Result<std::optional<ContactDraft>> find_asked_draft(const ViewContext& context, const RawId& id) {
    if (!id.is_nil()) {
        TRY_ASSIGN(const std::optional<storage::DraftRow> row,
                   storage::find_draft(context.connection, id));
        if (!row) return std::optional<ContactDraft>{};
        TRY_ASSIGN(ContactDraft draft, decode_draft(id, row->content));
        return std::optional<ContactDraft>{std::move(draft)};
    }
    TRY_ASSIGN(const std::vector<storage::DraftRow> rows, storage::list_drafts(context.connection));
    for (const storage::DraftRow& row : rows) {
        Result<ContactDraft> draft = decode_draft(row.id, row.content);
        if (!draft) continue;
        TRY_ASSIGN(const bool can_be_finished, is_still_here(context, *draft));
        if (can_be_finished) return std::optional<ContactDraft>{std::move(*draft)};
    }
    return std::optional<ContactDraft>{};
}

// The built-in list, with the organisation's additions and without what it retired; most used
// first, the rest in the order of the list.
Result<std::vector<std::string>> offered_themes(const ViewContext& context) {
    std::vector<std::string> codes{kThemeCodes.begin(), kThemeCodes.end()};
    TRY_ASSIGN(const std::vector<storage::OwnTheme> own,
               storage::list_own_themes(context.connection));
    for (const storage::OwnTheme& theme : own) {
        const auto found = std::find(codes.begin(), codes.end(), theme.code);
        if (theme.retired && found != codes.end())
            codes.erase(found);
        else if (!theme.retired && found == codes.end())
            codes.push_back(theme.code);
    }
    TRY_ASSIGN(const std::vector<storage::ThemeUse> uses,
               storage::count_theme_uses(context.connection, context.staff.id));
    const auto uses_of = [&uses](const std::string& code) {
        for (const storage::ThemeUse& use : uses) {
            if (use.code == code) return use.uses;
        }
        return 0;
    };
    std::stable_sort(codes.begin(), codes.end(), [&](const std::string& a, const std::string& b) {
        return uses_of(a) > uses_of(b);
    });
    return codes;
}

Status show_family(const ViewContext& context, const Id<Family>& id, LogContactPage& page) {
    TRY_ASSIGN(const std::optional<Family> family, find_shown(context.connection, id));
    TRY_ASSIGN(std::vector<storage::FamilyListRow> rows,
               storage::list_families(context.connection, {id.raw}));
    if (!family || rows.empty()) return ok();
    page.family = shown_family(std::move(rows.front()));
    page.safety_remark = family->safety_remark;
    TRY_ASSIGN(page.members, shown_members(context, id));
    return ok();
}

Status show_place(const ViewContext& context, const Id<Place>& id, LogContactPage& page) {
    TRY_ASSIGN(const std::optional<Place> place, find_shown(context.connection, id));
    if (!place) return ok();
    TRY_ASSIGN(page.place, make_place_row(context, *place));
    TRY_ASSIGN(page.contact_persons, storage::list_contact_persons(context.connection, id));
    return ok();
}

}  // namespace

Result<LogContactPage> make_log_contact_page(const ViewContext& context,
                                             const LookLogContact& look) {
    LogContactPage page;
    TRY_ASSIGN(page.draft, find_asked_draft(context, look.draft_id));
    std::optional<Id<Family>> family = look.family_id;
    std::optional<Id<Place>> place = look.place_id;
    if (page.draft && !family) family = page.draft->family_id;
    if (page.draft && !place) place = page.draft->place_id;
    if (family) TRY(show_family(context, *family, page));
    if (place) TRY(show_place(context, *place, page));
    TRY_ASSIGN(page.themes, offered_themes(context));
    TRY_ASSIGN(PartnersView partners, make_partners(context));
    page.partners = std::move(partners.rows);
    return page;
}

}  // namespace oppad::engine
