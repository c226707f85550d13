// A tablet that reaches its hub by stick alone, with the real programs: there, back, again, and
// what each says when the stick is not what it should be.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/ctl/hub_world.h"

namespace oppad::platform {

namespace {

constexpr const char* kWords = "een zin voor deze stick";

// A tablet that was enrolled at the office once, with the files of its stick.
struct Traveller {
    explicit Traveller(HubWorld& hub) {
        hub.start();
        hub.join(tablet, "Leen Peeters");
        hub.stop();
    }
    Answer write_work(int families) {
        return tablet.run({"demo", "--into-hub", "--store", tablet.store(), "--families",
                           std::to_string(families), "--contacts-per-family", "2", "--seed", "7"});
    }
    Answer export_to(const std::string& file) {
        return tablet.run({"bundle", "export", "--store", tablet.store(), "--out", file});
    }
    Answer import_from(const std::string& file) {
        return tablet.run({"bundle", "import", "--store", tablet.store(), "--in", file});
    }
    [[nodiscard]] std::string path(const char* name) const { return tablet.folder() + "/" + name; }

    Terminal tablet;
    const std::string there = path("there.oppad");
    const std::string back = path("back.oppad");
};

std::string bytes_in(const std::string& path) { return test::content_of(path); }

}  // namespace

TEST_CASE("a tablet without a network has everything on the hub by stick, and colleagues have it",
          "[ctl][process][hub][bundle]") {
    HubWorld hub{Wire::kPlain};
    Traveller traveller{hub};
    expect(traveller.write_work(5), ExitCode::kDone);
    const Answer exported = traveller.export_to(traveller.there);
    expect(exported, ExitCode::kDone);
    CHECK(has(exported.output, "0 wait for the next file"));
    CHECK_FALSE(has(bytes_in(traveller.there), "Straat"));
    const test::ProgramResult taken = hub.take_bundle(traveller.there, traveller.back, kWords);
    INFO(taken.err);
    REQUIRE(taken.exit_code == 0);
    CHECK(has(taken.out, "refused 0"));
    const Answer imported = traveller.import_from(traveller.back);
    expect(imported, ExitCode::kDone);
    CHECK(has(imported.output, "waiting 0, refused 0"));

    // The same stick once more, on both sides.
    REQUIRE(hub.take_bundle(traveller.there, traveller.back, kWords).exit_code == 0);
    CHECK(has(traveller.import_from(traveller.back).output, "imported before; nothing changed"));

    hub.start();
    Terminal colleague;
    hub.join(colleague, "Omar Haddad");
    require_equal(traveller.tablet, colleague);
    // And the network later goes on where the stick ended.
    const Answer synced = hub.sync(traveller.tablet);
    expect(synced, ExitCode::kDone);
    CHECK(has(synced.output, "Sent 0"));
    expect(traveller.tablet.run({"verify", "--store", traveller.tablet.store()}), ExitCode::kDone);
}

TEST_CASE(
    "a stick that is damaged, cut or opened with other words is told in a sentence, and changes "
    "nothing",
    "[ctl][process][hub][bundle]") {
    HubWorld hub{Wire::kPlain};
    Traveller traveller{hub};
    expect(traveller.write_work(2), ExitCode::kDone);
    expect(traveller.export_to(traveller.there), ExitCode::kDone);
    const auto refused = [&](const std::string& file, const char* words, const char* sentence) {
        const test::ProgramResult done = hub.take_bundle(file, traveller.back, words);
        INFO(done.err);
        CHECK(done.exit_code == 1);
        CHECK(has(done.err, sentence));
        CHECK_FALSE(std::filesystem::exists(traveller.back));
    };
    refused(traveller.there, "heel andere woorden", "did not open");
    const std::string good = bytes_in(traveller.there);
    refused(traveller.tablet.write_file("cut", good.substr(0, good.size() / 2)), kWords,
            "did not open");
    refused(traveller.tablet.write_file("other", "<html>"), kWords, "is no file");
    refused(traveller.path("none"), kWords, "can't be read");
    hub.start();
    Terminal colleague;
    hub.join(colleague, "Omar Haddad");
    CHECK(shown(colleague, "families").empty());
    hub.stop();

    REQUIRE(hub.take_bundle(traveller.there, traveller.back, kWords).exit_code == 0);
    std::string answer = bytes_in(traveller.back);
    answer[answer.size() / 2] ^= 1;
    const Answer damaged = traveller.import_from(traveller.tablet.write_file("damaged", answer));
    expect(damaged, ExitCode::kBadInput);
    CHECK(has(damaged.complaint, "damaged, or for another tablet"));
    expect(traveller.import_from(traveller.there), ExitCode::kBadInput);
    expect(traveller.import_from(traveller.back), ExitCode::kDone);
}

TEST_CASE("a file's passphrase is long, and a tablet without a hub writes no file",
          "[ctl][process][hub][bundle]") {
    Terminal tablet;
    const std::string file = tablet.folder() + "/there";
    const std::vector<std::string> words{"bundle",       "export", "--store",
                                         tablet.store(), "--out",  file};
    expect(tablet.demo(1), ExitCode::kDone);
    expect(tablet.run(words), ExitCode::kNotEnrolled);
    tablet.bundle_passphrase = "te kort";
    const Answer refused = tablet.run(words);
    expect(refused, ExitCode::kBadInput);
    CHECK(has(refused.complaint, "15 characters"));
    CHECK_FALSE(std::filesystem::exists(file));
}

}  // namespace oppad::platform
