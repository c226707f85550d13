// What happened with a demo family over the past year, and what is planned: contacts, questions,
// referrals, promises, appointments. Makes records; writes nothing.
#pragma once

#include <vector>

#include "engine/domain/appointment.h"
#include "engine/domain/consent.h"
#include "engine/domain/contact.h"
#include "engine/domain/follow_up.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"
#include "platform/ctl/demo_cast.h"

namespace oppad::platform {

struct DemoYear {
    std::vector<Contact> contacts;  // Oldest first.
    std::vector<FollowUp> follow_ups;
    std::vector<Question> questions;
    std::vector<Referral> referrals;
    std::vector<Consent> consents;
};

// A year of `contact_count` contacts with one family.
DemoYear live_year(DemoScene& scene, const DemoFamily& made, int contact_count);

// How many contacts a family has had: most a few, some very many; the mean is the order's.
int draw_contact_count(DemoScene& scene);

// Sit-days and school contacts without a family: reach that is counted, not named.
std::vector<Contact> anonymous_contacts(DemoScene& scene);

// The agenda of the author: last week (held), today, this week and the next.
std::vector<Appointment> plan_agenda(DemoScene& scene, const std::vector<DemoFamily>& families);

}  // namespace oppad::platform
