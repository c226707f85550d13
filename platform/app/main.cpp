// oppad: composes the tablet. Two threads of ours: this one draws and listens, the engine thread
// holds the store; a third only waits for the system's signals.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/core/log.h"
#include "platform/app/app_assets.h"
#include "platform/app/engine_thread.h"
#include "platform/app/fresh_ids.h"
#include "platform/app/home_shelf.h"
#include "platform/app/options.h"
#include "platform/app/stop_signal.h"
#include "platform/app/stored_gate.h"
#include "platform/app/window_loop.h"
#include "platform/host/file_key_store.h"
#include "platform/host/paths.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/process_guard.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"

namespace oppad::platform {
namespace {

class GlfwBell final : public WindowBell {
public:
    void ring() override { Window::wake(); }
};

struct Places {
    std::string store;
    std::string device;
    std::string assets;
};

Result<Places> find_places(const AppOptions& options) {
    Places places{options.store_folder, options.device_folder, {}};
    if (places.store.empty()) {
        TRY_ASSIGN(places.store, default_store_folder());
    }
    if (places.device.empty()) {
        TRY_ASSIGN(places.device, default_device_folder());
    }
    TRY_ASSIGN(places.assets, find_assets_folder(options.assets_folder));
    return places;
}

// For whoever started the program in a terminal; the person at the tablet reads it on the screen.
void tell_terminal(const GateView& gate, const std::string& store_folder) {
    const char* sentence = nullptr;
    if (gate.lock == ui::LockState::kNoStore) {
        sentence = "There is no Op Pad store in %s yet: set this tablet up in its window.\n";
    } else if (gate.store_error) {
        switch (gate.store_error->code) {
            case ErrorCode::kBusy:
                sentence = "Another program has the store in %s open. Nothing is lost.\n";
                break;
            case ErrorCode::kNotFound:
                sentence =
                    "This device's share of the key of the store in %s is missing. Put it back "
                    "from "
                    "a copy; nothing is changed until then.\n";
                break;
            case ErrorCode::kDenied:
                sentence = "The store folder %s can't be written to. Nothing is lost.\n";
                break;
            case ErrorCode::kDiskFull:
                sentence = "The disk of the store in %s is full. Nothing is lost.\n";
                break;
            default:
                sentence = "The store in %s can't be used now. Nothing is deleted.\n";
                break;
        }
    }
    if (sentence != nullptr) std::fprintf(stderr, sentence, store_folder.c_str());
}

Status run(const AppOptions& options) {
    TRY(forbid_core_dumps());
    TRY_ASSIGN(const Places places, find_places(options));
    GlfwBell bell;
    const StopSignal stop{bell};
    TRY_ASSIGN(SodiumEntropy entropy, SodiumEntropy::create());
    const SystemClock clock;
    PosixFileSystem files;
    FileKeyStore keys{files, entropy, places.device};
    Mailbox mailbox{bell};
    StoredGate gate{{.folder = places.store},
                    {files, keys, clock, entropy, mailbox, options.hub_ca_file}};
    tell_terminal(gate.look(), places.store);

    TRY_ASSIGN(ui::AppParts parts, read_app_assets(places.assets));
    FreshIds ids{clock, entropy};
    parts.ids = &ids;
    parts.preferences = load_preferences(files, places.store);
    if (!options.language.empty()) parts.preferences.language = options.language;
    if (const char* map = std::getenv("OPPAD_UI_MAP")) parts.item_map_path = map;

    TRY_ASSIGN(const auto window, Window::open({.width = options.width, .height = options.height}));
    TRY_ASSIGN(ui::App app, ui::App::create(std::move(parts)));
    HomeShelf shelf{files, home_places()};
    EngineLoop loop{gate, clock, files, shelf, places.store};
    EngineThread engine{loop, mailbox};
    WindowLoop{*window, app, mailbox, clock, stop}.run();
    engine.finish();
    return ok();
}

}  // namespace
}  // namespace oppad::platform

int main(int argument_count, char** arguments) {
    using namespace oppad::platform;  // NOLINT(google-build-using-namespace): main's own.
    const auto parsed = parse_options(argument_count, arguments);
    if (const auto* answered = std::get_if<AnsweredHere>(&parsed)) return answered->exit_code;
    const oppad::Status ended = run(std::get<AppOptions>(parsed));
    if (ended) return EXIT_SUCCESS;
    oppad::log::write_error("oppad_stopped", ended.error());
    return EXIT_FAILURE;
}
