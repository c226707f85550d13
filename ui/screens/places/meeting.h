// When, how long and what kind of meeting: asked on the panel of an appointment and, for the next
// time, on the Registreer page.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// The next full hour of the working day, else tomorrow morning.
[[nodiscard]] Instant first_start(const Stage& stage);

// Each is cut off the top of `room`; returns whether it changed.
bool draw_meeting_kind(Stage& stage, Rect& room, ContactKind& kind);
// The coming days, at the same time of day; `all` shows six weeks of them and asks for any other.
struct MeetingDays {
    bool& all;
    TypedDay& other;
};
bool draw_meeting_day(Stage& stage, Rect& room, Instant& starts_at, MeetingDays days);
bool draw_meeting_time(Stage& stage, Rect& room, Instant& starts_at);
bool draw_meeting_length(Stage& stage, Rect& room, std::int64_t& minutes);

inline constexpr int kMeetingDaysAhead = 12;

}  // namespace oppad::ui
