// Goes through a scene of the tour as oppad-screens does, without a window.
#pragma once

#include "platform/screens/tour.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

// Starts from a locked tablet, so that nothing of the scene before is left.
void walk(TestApp& app, const screens::Scene& scene);

// The whole tour; what is typed with a real keyboard last, because it sends ours away.
std::vector<screens::Scene> whole_tour();

}  // namespace oppad::test
