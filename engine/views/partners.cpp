#include "engine/views/partners.h"

#include "engine/storage/tables/choice_rows.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

Result<PartnersView> make_partners(const ViewContext& context) {
    TRY_ASSIGN(std::vector<storage::PartnerName> stored,
               storage::list_partners(context.connection));
    PartnersView view;
    view.rows.reserve(stored.size());
    for (storage::PartnerName& partner : stored)
        view.rows.push_back({partner.id, std::move(partner.name)});
    return view;
}

}  // namespace oppad::engine
