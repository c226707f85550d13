#include "engine/views/opened.h"

#include "engine/storage/tables/opened_rows.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

Result<OpenedView> make_opened(const ViewContext& context) {
    TRY_ASSIGN(std::vector<storage::OpenedRow> stored,
               storage::list_opened(context.connection, kOpenedShown));
    OpenedView view;
    for (storage::OpenedRow& row : stored) view.rows.push_back({row.key, std::move(row.name)});
    return view;
}

}  // namespace oppad::engine
