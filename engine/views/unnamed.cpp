#include "engine/views/unnamed.h"

#include "engine/storage/tables/unnamed_rows.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

Result<UnnamedView> make_unnamed(const ViewContext& context, const LookUnnamed& look) {
    TRY_ASSIGN(std::vector<storage::UnnamedRow> stored,
               storage::list_unnamed(context.connection, context.staff.id, look.limit + 1));
    UnnamedView view;
    for (storage::UnnamedRow& row : stored) {
        view.has_more = static_cast<int>(view.rows.size()) == look.limit;
        if (view.has_more) break;
        view.rows.push_back({row.id, row.kind, row.at, std::move(row.themes)});
    }
    return view;
}

}  // namespace oppad::engine
