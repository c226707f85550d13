// A certificate for 127.0.0.1 that signs itself, for the hub of a measurement: valid for a day.
#pragma once

#include <string>

#include "engine/core/result.h"

namespace oppad::platform {

struct BenchCertificate {
    std::string certificate_file;  // Also the authority that its clients believe.
    std::string key_file;
};

// Writes both files into `folder`. Fails: kDiskFull, kInternal.
Result<BenchCertificate> make_bench_certificate(const std::string& folder);

}  // namespace oppad::platform
