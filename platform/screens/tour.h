// Every screen in every state that its layout has to stand, as snapshots and taps: what
// oppad-screens draws and what the checks of the screens walk through.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/state/snapshot.h"

namespace oppad::screens {

struct Scene {
    std::string name;  // Also of its picture.
    ui::Snapshot snapshot;
    std::vector<std::string> taps;     // Ids of the item map, each scrolled into sight first.
    std::string typed;                 // With a real keyboard.
    std::optional<ui::Snapshot> then;  // Comes after the taps: the answer to what they asked.
    bool rests = false;                // On the last of the taps: a long press.
    std::string sees;                  // At the end scrolled into sight.
};

// As the work usually looks.
std::vector<Scene> usual_scenes();
// Empty, loading, refused, and far too much of everything.
std::vector<Scene> extreme_scenes();
// A family that is large and known for long.
std::vector<Scene> full_house_scenes();
// Both. What is typed with a real keyboard stands last in each, because it sends ours away.
std::vector<Scene> all_scenes();

}  // namespace oppad::screens
