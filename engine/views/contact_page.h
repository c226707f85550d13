// One contact that was logged, as it is stored: what its editing begins from.
#pragma once

#include "engine/domain/contact.h"

namespace oppad::engine {

struct ContactPage {
    Contact contact;
};

}  // namespace oppad::engine
