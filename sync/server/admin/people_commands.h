// oppad-hub user and oppad-hub device: who works here, and on which tablets.
#pragma once

#include <optional>
#include <string>

#include "sync/server/admin/administration.h"

namespace oppad::hub {

// Prints why there is no such user, or which of several.
std::optional<User> find_user(const std::string& id_or_name, Administration& administration);

// Return the exit code; print lines of answer, or one sentence about why it couldn't be done.
// `user` is an id or a name, `role` a word.
int add_user(const std::string& name, const std::string& role, Administration& administration);
int change_role(const std::string& user, const std::string& role, Administration& administration);
int end_user(const std::string& user, Administration& administration);
int take_user_back(const std::string& user, Administration& administration);
int list_users(Administration& administration);

int make_code(const std::string& user, Administration& administration);
int list_devices(Administration& administration);
int revoke_device(const std::string& device, Administration& administration);

}  // namespace oppad::hub
