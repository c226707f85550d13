// The real oppad-hub in a process of its own, over a fresh folder, on a free port of loopback with
// TLS.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "platform/ctl/bench/certificate.h"
#include "platform/ctl/bench/resource_use.h"

namespace oppad::platform {

// Thread: one. Its process dies with it, and with this program.
class SpawnedHub {
public:
    // `program` is the executable, `folder` an existing one of its own.
    // Fails: kNotFound when there is no such program, kInternal when it does not come up.
    static Result<std::unique_ptr<SpawnedHub>> start(const std::string& program,
                                                     const std::string& folder);
    SpawnedHub(const SpawnedHub&) = delete;
    SpawnedHub& operator=(const SpawnedHub&) = delete;
    ~SpawnedHub();

    // A one-time code for a new person's tablet.
    Result<std::string> code_for_new_person();
    // A scope that the person of the last code sees and nobody else.
    Result<RawId> scope_of_newest_person();
    // Ends it and starts it anew over the same content, on another port: its counts begin at zero.
    Status restart();

    [[nodiscard]] std::string url() const;
    [[nodiscard]] const std::string& authority_file() const { return tls_.certificate_file; }
    [[nodiscard]] ResourceUse use() const { return use_of(process_); }

private:
    SpawnedHub(std::string program, std::string folder, BenchCertificate tls);
    Status serve();
    void end();
    // Runs it to its end; the first line that it printed.
    Result<std::string> administer(const std::vector<std::string>& words);

    std::string program_;
    std::string folder_;
    BenchCertificate tls_;
    pid_t process_ = -1;
    int port_ = 0;
    [[nodiscard]] std::string newest_person() const { return "Person " + std::to_string(persons_); }

    int persons_ = 0;
};

}  // namespace oppad::platform
