// A role that reads less or more than before, whatever was granted meanwhile: the tablet holds what
// its person may see, whole.
#include <catch2/catch_test_macros.hpp>

#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

struct World {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");

    hub::Administration& admin() { return *hub.administration; }
    hub::Scope team() { return required(admin().find_scope("team")); }
    void give_role(const std::string& name, Role role) {
        hub.clock.advance(std::chrono::seconds{1});
        require_success(admin().change_role(hub.user(name), role));
    }
};

}  // namespace

TEST_CASE("an administrator with a grant who goes to work with families gets all of them",
          "[hub][scope][hazard-22]") {
    World world;
    const RecordKey early = world.leen.write_place("De Brug");
    world.leen.exchange_all();
    TestTablet omar = world.hub.enrol("Omar Haddad", Role::kAdministrator);
    require_success(
        world.admin().grant(world.hub.user("Omar Haddad"), world.team(), hub::Right::kWrite));
    omar.exchange_all();
    REQUIRE_FALSE(omar.records.contains(early));
    world.give_role("Omar Haddad", Role::kNurse);
    world.leen.rename(early, "De Brug bij de kerk");
    const RecordKey late = world.leen.write_place("De Toren");
    world.leen.exchange_all();
    omar.exchange_all();
    CHECK(omar.name_of(late) == "De Toren");
    CHECK(omar.name_of(early) == "De Brug bij de kerk");
    CHECK(omar.records.at(early).fields.size() == world.leen.records.at(early).fields.size());
    // Once: what follows is what is new.
    CHECK(omar.exchange().changes.empty());
}

TEST_CASE("who becomes an administrator lets families go though the scope is granted again at once",
          "[hub][scope][hazard-23]") {
    World world;
    const RecordKey place = world.leen.write_place("De Brug");
    world.leen.exchange_all();
    world.give_role("Leen Peeters", Role::kAdministrator);
    require_success(
        world.admin().grant(world.hub.user("Leen Peeters"), world.team(), hub::Right::kWrite));
    world.leen.exchange_all();
    CHECK_FALSE(world.leen.records.contains(place));
    CHECK(world.leen.records.contains({RecordType::kStaff, world.hub.user("Leen Peeters").id}));
    CHECK(world.leen.exchange().forget.empty());
}
