// Parts of the Sync screen that wait for a person: each draws its cards from the top of `room` and
// cuts off what it used.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void draw_conflicts(Stage& stage, Rect& room, const engine::SyncPage& page);
// Asks for the text that is being written for one of them, if any.
void save_edited_conflict(Stage& stage);
void draw_refusals(Stage& stage, Rect& room, const engine::SyncPage& page);
void draw_runs(Stage& stage, Rect& room, const engine::SyncPage& page);

// "Gezin Peeters · huisbezoek 18/11".
std::string subject_words(const Stage& stage, const engine::RecordSubject& subject);
// "do 19/11 10:12".
std::string when_words(const Stage& stage, Instant at);

// A button of a row that wraps: where it stands, and where the next one goes.
class ButtonFlow {
public:
    ButtonFlow(Stage& stage, const Rect& area) : stage_(stage), area_(area), at_{area.x, area.y} {}
    // Returns whether it was tapped.
    bool add(const std::string& id, const std::string& label, Icon icon);
    [[nodiscard]] float bottom() const { return bottom_; }

private:
    Stage& stage_;
    Rect area_;
    Point at_;
    float bottom_ = 0;
};

}  // namespace oppad::ui
