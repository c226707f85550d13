// Whether a family agrees to a referral, how it is introduced to the partner, and whether warmly:
// three questions, the same wherever a referral begins.
#pragma once

#include <vector>

#include "ui/screens/stage.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

// Who calls or goes along is there in person, so it may be warm; who only writes isn't.
inline bool is_in_person(Introduction introduction) {
    return introduction != Introduction::kWritten;
}

// Yes, not yet. Without a yes nobody is introduced.
std::vector<widgets::Choice> agreement_choices(const Stage& stage,
                                               const engine::ReferToPartner& referral);
void choose_agreement(engine::ReferToPartner& referral, int tapped);

// A family that does not agree (yet) is neither called nor written about; one that goes along
// agrees.
std::vector<widgets::Choice> introduction_choices(const Stage& stage,
                                                  const engine::ReferToPartner& referral);
// Requires: `tapped` is the index of one of those choices.
void choose_introduction(engine::ReferToPartner& referral, int tapped);

// Whether it is warm, a question of its own: yes, no; empty where it isn't asked.
std::vector<widgets::Choice> warm_choices(const Stage& stage, Introduction introduction,
                                          bool is_warm);

}  // namespace oppad::ui
