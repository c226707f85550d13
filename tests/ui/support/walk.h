// Goes through a scene of the tour as oppad-screens does, without a window.
#pragma once

#include "platform/screens/tour.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

// Nothing of the scene before is left.
void walk(TestApp& app, const screens::Scene& scene);

}  // namespace oppad::test
