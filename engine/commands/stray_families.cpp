#include "engine/commands/stray_families.h"

#include "engine/domain/family.h"
#include "engine/storage/store.h"
#include "engine/storage/tables/linked_rows.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::engine {

Result<int> bring_back_stray_families(storage::Store& store, ChangeSink& changes,
                                      const Clock& clock, const Staff& staff) {
    TRY_ASSIGN(const std::vector<Id<Family>> strays,
               storage::list_stray_families(store.connection()));
    if (strays.empty()) return 0;
    TRY_ASSIGN(storage::UnitOfWork work,
               storage::UnitOfWork::begin(store, changes, clock, staff, "bring_back_families"));
    for (const Id<Family>& stray : strays) {
        TRY(work.restore({RecordType::kFamily, stray.raw}));
    }
    TRY(work.commit());
    return static_cast<int>(strays.size());
}

}  // namespace oppad::engine
