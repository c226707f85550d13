#include "engine/views/contact_page.h"

#include "engine/views/load_record.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

Result<ContactPage> make_contact_page(const ViewContext& context, const LookContact& look) {
    TRY_ASSIGN(std::optional<Contact> contact, find_shown(context.connection, look.id));
    if (!contact) return Error{ErrorCode::kNotFound, "contact page: not here"};
    return ContactPage{std::move(*contact)};
}

}  // namespace oppad::engine
