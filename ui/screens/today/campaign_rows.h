// How far the call campaigns are that run: a part of Vandaag.
#pragma once

#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Under each other; returns the lower edge.
float draw_campaigns(Stage& stage, const Rect& area,
                     const std::vector<engine::RunningCampaign>& campaigns);

}  // namespace oppad::ui
