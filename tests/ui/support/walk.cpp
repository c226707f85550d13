#include "tests/ui/support/walk.h"

#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"

namespace oppad::test {

void walk(TestApp& app, const screens::Scene& scene) {
    INFO("scene " << scene.name);
    app.show(screens::demo_of_another());
    app.show(screens::demo_locked());
    app.show(scene.snapshot);
    for (std::size_t i = 0; i < scene.taps.size(); ++i) {
        const std::string& id = scene.taps[i];
        app.scroll_to(id);
        if (scene.rests && i + 1 == scene.taps.size()) {
            app.hold(id, std::chrono::milliseconds(600));
        } else {
            app.tap(id);
        }
    }
    if (!scene.typed.empty()) app.type(scene.typed);
    if (scene.then) app.show(*scene.then);
    if (!scene.sees.empty()) app.scroll_to(scene.sees);
}

}  // namespace oppad::test
