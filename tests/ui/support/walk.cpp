#include "tests/ui/support/walk.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"

namespace oppad::test {

void walk(TestApp& app, const screens::Scene& scene) {
    INFO("scene " << scene.name);
    app.show(screens::demo_locked());
    app.show(scene.snapshot);
    for (const std::string& id : scene.taps) {
        app.scroll_to(id);
        app.tap(id);
    }
    if (!scene.typed.empty()) app.type(scene.typed);
    if (scene.then) app.show(*scene.then);
}

std::vector<screens::Scene> whole_tour() {
    std::vector<screens::Scene> all = screens::usual_scenes();
    for (screens::Scene& scene : screens::extreme_scenes()) all.push_back(std::move(scene));
    std::stable_partition(all.begin(), all.end(),
                          [](const screens::Scene& scene) { return scene.typed.empty(); });
    return all;
}

}  // namespace oppad::test
