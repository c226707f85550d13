// A database that was put back with pg_restore, and `oppad-hub restored`: tablets with stores of
// their own, over the program itself.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <optional>

#include "engine/core/log.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/program.h"
#include "tests/hub/support/remote_tablet.h"
#include "tests/sync/online_tablet.h"

using namespace oppad;
using namespace oppad::test;

namespace {

// Whichever hub process serves just now.
class ProgramDoor final : public HubDoor {
public:
    explicit ProgramDoor(std::string url) : url_(std::move(url)) { serve(); }

    HttpReply answer(const HttpRequest& request) override {
        hub::Request sent{.method = request.method,
                          .target = request.path,
                          .headers = request.headers,
                          .body = request.body};
        for (auto& [name, value] : sent.headers) {
            if (name == "Accept-Encoding") value = "zstd";  // What to_response() tells apart.
        }
        const RawReply raw = client_->send(sent);
        const hub::Response response = to_response(raw);
        return {.status = response.status,
                .content_type = raw.content_type,
                .body = response.body,
                .content_encoding = response.content_encoding};
    }
    void serve() {
        serving_.emplace(
            std::vector<std::string>{"serve", "--store", url_, "--listen", "127.0.0.1:0"},
            folder_.path() + "/log");
        client_.emplace(serving_->port(), "");
    }
    void stop() {
        client_.reset();
        CHECK(serving_->end_by(SIGTERM) == 0);
        serving_.reset();
    }
    std::string run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--store", url_});
        const ProgramResult result = run_hub(arguments);
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
        return result.out.substr(0, result.out.find('\n'));
    }
    std::string code_for(const std::string& name) const {
        run({"user", "add", "--name", name, "--role", "outreacher"});
        return run({"device", "code", "--user", name});
    }

private:
    std::string url_;
    TempFolder folder_;
    std::optional<ServingHub> serving_;
    std::optional<HttpClient> client_;
};

struct ProgramTablet : OnlineTablet {
    ProgramTablet(ProgramDoor& door, const std::string& name, std::uint64_t seed)
        : OnlineTablet(door, door.code_for(name), seed) {
        fixture.staff.scope = client->identity()->staff.scope;
    }
};

std::string make_hub_in_database() {
    log::set_level(log::Level::kError);
    std::string url = PostgresCluster::of_this_program().make_database();
    REQUIRE(run_hub({"init", "--store", url, "--organisation", "Huis"}).exit_code == 0);
    return url;
}

}  // namespace

TEST_CASE("after a database was put back every tablet begins anew, and nothing written is lost",
          "[hub][program][postgres][hazard-26]") {
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    const std::string url = make_hub_in_database();
    ProgramDoor door{url};
    ProgramTablet ann{door, "Ann", 1};
    ProgramTablet bea{door, "Bea", 2};
    const Family before = new_family(ann, "Peeters");
    const Family removed = new_family(ann, "Claes");
    sync_all({&ann, &bea});
    const std::string backup = cluster.dump(url);
    ann.edit(before.id, [](Family& family) { family.note = "na de back-up"; });
    ann.remove(key_of(removed));
    const Family after = new_family(ann, "Mertens");
    const Family hers = new_family(bea, "Haddad");
    sync_all({&ann, &bea});

    door.stop();
    cluster.put_back(url, backup);
    const std::string epoch = "SELECT epoch FROM oppad_hub.organisations";
    const std::string earlier = cluster.ask(url, epoch);
    door.run({"restored"});
    CHECK(cluster.ask(url, epoch) != earlier);
    door.serve();
    // What comes first takes the hub past every place that a tablet knew of it.
    ProgramTablet cor{door, "Cor", 3};
    std::vector<Family> all{before, removed, after, hers};
    for (int count = 0; count < 12; ++count) all.push_back(new_family(cor, "Nieuw"));
    REQUIRE(cor.sync() == SyncState::kIdle);
    sync_all({&ann, &bea, &cor});
    for (ProgramTablet* tablet : {&ann, &bea, &cor}) {
        CHECK(tablet->load(before.id).note == "na de back-up");
        CHECK(tablet->load(after.id).name == "Mertens");
        CHECK(tablet->load(hers.id).name == "Haddad");
        CHECK_FALSE(tablet->find(removed.id).has_value());
        CHECK(tablet->queued() == 0);
        CHECK(tablet->client->status().refused == 0);
        for (const Family& family : all)
            CHECK(tablet->state(key_of(family)) == cor.state(key_of(family)));
    }
    door.stop();
}
