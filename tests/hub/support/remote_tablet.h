// A tablet whose hub is the program, over a socket: the TestHub lends it a clock and entropy alone.
#pragma once

#include <string>

#include "tests/hub/support/http_client.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

hub::Response to_response(const RawReply& reply);

// Sets the world's clock to the hub's.
void learn_time(HttpClient& client, TestHub& world);
// Both REQUIRE success.
TestTablet enrol_over(HttpClient& client, TestHub& world, const std::string& code);
sync::SyncReply exchange_over(HttpClient& client, TestTablet& tablet);

}  // namespace oppad::test
