// Private to tests/ctl: the real oppad-hub in a process of its own, and what may stand in its
// place.
#pragma once

#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include "sync/wire/messages.h"
#include "tests/ctl/terminal.h"
#include "tests/hub/support/http_client.h"
#include "tests/hub/support/program.h"
#include "tests/support/loopback_server.h"

namespace oppad::platform {

enum class Wire { kPlain, kTls };

// Always on the same port, so that its tablets find it again.
class HubWorld {
public:
    explicit HubWorld(Wire wire);

    void start();
    // As a power cut.
    void kill();
    void stop();
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url() const;
    std::string code_for(const std::string& person);
    // Every tablet that it knows.
    void revoke_all();
    // A copy of the whole hub, to be put in its place later. Requires for the latter: it is
    // stopped.
    std::string back_up();
    void restore(const std::string& backup);
    [[nodiscard]] std::string log() const { return test::content_of(log_path()); }

    Answer enrol(Terminal& tablet, const std::string& code);
    Answer sync(Terminal& tablet) { return tablet.run(sync_words(tablet)); }
    // The words of that command.
    [[nodiscard]] std::vector<std::string> sync_words(const Terminal& tablet) const;
    // oppad-hub bundle import, whether it serves or not.
    [[nodiscard]] test::ProgramResult take_bundle(const std::string& request,
                                                  const std::string& answer,
                                                  const char* passphrase) const;
    // A new tablet of a new colleague. REQUIREs success.
    void join(Terminal& tablet, const std::string& person);

    std::string authority_file;  // Empty = the system's.

private:
    [[nodiscard]] std::string data() const { return folder_.path() + "/hub"; }
    [[nodiscard]] std::string log_path() const { return folder_.path() + "/log"; }

    test::TempFolder folder_;
    std::vector<std::string> certificate_arguments_;
    std::uint16_t port_ = 0;
    std::optional<test::ServingHub> serving_;
};

// Answers whatever is asked on that port with the same bytes: a portal, a hub of another version.
class Stranger {
public:
    Stranger(std::uint16_t port, std::string reply);

private:
    test::LoopbackServer server_;
};

std::string http_reply(const std::string& status, const std::string& type, const std::string& body);

// The words of every record type that a demo writes.
const std::vector<std::string>& demo_words_of_types();
// REQUIREs that both show the same records, each once, secrets included.
void require_equal(Terminal& a, Terminal& b);

}  // namespace oppad::platform
