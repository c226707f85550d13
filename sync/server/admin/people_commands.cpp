#include "sync/server/admin/people_commands.h"

#include <fmt/format.h>

#include <map>

#include "sync/server/admin/command_sentences.h"
#include "sync/wire/signature.h"

namespace oppad::hub {

std::optional<User> find_user(const std::string& id_or_name, Administration& administration) {
    auto user = administration.find_user(id_or_name);
    if (user) return std::move(*user);
    if (user.error().code == ErrorCode::kNotFound) {
        fail("There is no such user; oppad-hub user list shows them.");
    } else if (user.error().code == ErrorCode::kConflict) {
        fail("Several users have that name; give the id that oppad-hub user list shows.");
    } else {
        fail(common_sentence(user.error()));
    }
    return std::nullopt;
}

int add_user(const std::string& name, const std::string& role, Administration& administration) {
    const auto user = administration.add_user(name, code_of<Role>(role));
    if (!user && user.error().code == ErrorCode::kInvalid) {
        return fail(
            "A user needs a name of 1 to 200 characters and one of the roles outreacher, "
            "nurse, social_worker, bridge_figure, coordinator, administrator.");
    }
    if (!user) return fail(common_sentence(user.error()));
    print(to_text(user->id));
    return 0;
}

int change_role(const std::string& user, const std::string& role, Administration& administration) {
    const auto found = find_user(user, administration);
    if (!found) return kExitFailed;
    const Status changed = administration.change_role(*found, code_of<Role>(role));
    if (!changed && changed.error().code == ErrorCode::kInvalid) {
        return fail(
            "The roles are outreacher, nurse, social_worker, bridge_figure, coordinator and "
            "administrator.");
    }
    if (!changed) return fail(common_sentence(changed.error()));
    print("changed; it holds from the next exchange on");
    return 0;
}

int end_user(const std::string& user, Administration& administration) {
    const auto found = find_user(user, administration);
    if (!found) return kExitFailed;
    const Status ended = administration.set_active(*found, false);
    if (!ended) return fail(common_sentence(ended.error()));
    print("ended; every tablet of that user is refused from its next exchange on");
    return 0;
}

int take_user_back(const std::string& user, Administration& administration) {
    const auto found = find_user(user, administration);
    if (!found) return kExitFailed;
    const Status back = administration.set_active(*found, true);
    if (!back) return fail(common_sentence(back.error()));
    print("back; the user's tablets go on where they were");
    return 0;
}

int list_users(Administration& administration) {
    const auto users = administration.list_users();
    if (!users) return fail(common_sentence(users.error()));
    for (const User& user : *users) {
        print(fmt::format("{}  {}  {}{}", to_text(user.id), word_of(user.role), user.name,
                          user.active ? "" : "  ended"));
    }
    return 0;
}

int make_code(const std::string& user, Administration& administration) {
    const auto found = find_user(user, administration);
    if (!found) return kExitFailed;
    const auto code = administration.make_code(*found);
    if (!code && code.error().code == ErrorCode::kDenied) {
        return fail(
            "That user doesn't work here any more; oppad-hub user back lets them in again.");
    }
    if (!code) return fail(common_sentence(code.error()));
    print(*code);
    return 0;
}

int list_devices(Administration& administration) {
    const auto devices = administration.list_devices();
    if (!devices) return fail(common_sentence(devices.error()));
    const auto users = administration.list_users();
    if (!users) return fail(common_sentence(users.error()));
    std::map<RawId, std::string> names;
    for (const User& user : *users) names[user.id] = user.name;
    for (const Device& device : *devices) {
        const std::string seen =
            device.last_seen_at ? to_iso(day_of(*device.last_seen_at, {})) : std::string{"never"};
        print(fmt::format("{}  {}  enrolled {}  seen {}  {}", sync::device_text(device.id),
                          device.revoked ? "revoked" : "in use ",
                          to_iso(day_of(device.enrolled_at, {})), seen, names[device.user]));
    }
    return 0;
}

int revoke_device(const std::string& device, Administration& administration) {
    const auto parsed = sync::parse_device(device);
    const Status revoked = parsed ? administration.revoke_device(*parsed)
                                  : Status{Error{ErrorCode::kNotFound, "no device id"}};
    if (!revoked && revoked.error().code == ErrorCode::kNotFound) {
        return fail("There is no such device; oppad-hub device list shows their ids.");
    }
    if (!revoked) return fail(common_sentence(revoked.error()));
    print("revoked; it is refused from its next exchange on");
    return 0;
}

}  // namespace oppad::hub
