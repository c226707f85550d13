#include <cstdio>
#include <fstream>
#include <iterator>

#include "engine/commands/import_places.h"
#include "engine/storage/unit_of_work.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"

namespace oppad::platform {

namespace {

// Reads one byte more than is allowed, so that import_places() itself can say "too large".
Result<Bytes> read_list(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorCode::kNotFound, "it can't be opened"};
    Bytes content(engine::kImportBytesMax + 1);
    file.read(reinterpret_cast<char*>(content.data()),
              static_cast<std::streamsize>(content.size()));
    if (file.bad()) return Error{ErrorCode::kInvalid, "it can't be read"};
    content.resize(static_cast<std::size_t>(file.gcount()));
    return content;
}

Result<engine::PlacesImported> import_into(OpenedStore& opened, ByteView content) {
    TRY_ASSIGN(storage::UnitOfWork work,
               storage::UnitOfWork::begin(opened.store(), opened.capture(), opened.clock(),
                                          opened.owner(), "import_places"));
    engine::Context context{opened.clock(), opened.entropy(), work, opened.owner()};
    TRY_ASSIGN(engine::PlacesImported imported, engine::import_places(context, content));
    if (imported.fault) return imported;  // The unit of work rolls back.
    TRY(work.commit());
    return imported;
}

}  // namespace

ExitCode run_import_places(const ImportOrder& order) {
    const auto content = read_list(order.file);
    if (!content) return complain_about(content.error(), Doing::kReading, order.file);
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_store(order.store, opened);
    if (open != ExitCode::kDone) return open;
    const auto imported = import_into(*opened, *content);
    if (!imported) return complain_about(imported.error(), Doing::kWriting, order.store.folder);
    if (imported->fault) {
        return complain(ExitCode::kBadInput,
                        order.file + ": " + engine::sentence_of(*imported->fault));
    }
    opened->close();
    std::printf("%d places added, %d brought up to date, %d unchanged\n", imported->added,
                imported->updated, imported->unchanged);
    return ExitCode::kDone;
}

}  // namespace oppad::platform
