#include "engine/core/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <iterator>
#include <memory>

namespace oppad {

const char* name_of(ErrorCode code) {
    switch (code) {
        using enum ErrorCode;
        case kNotFound:
            return "not_found";
        case kConflict:
            return "conflict";
        case kInvalid:
            return "invalid";
        case kDenied:
            return "denied";
        case kOffline:
            return "offline";
        case kBusy:
            return "busy";
        case kCorrupt:
            return "corrupt";
        case kDiskFull:
            return "disk_full";
        case kCancelled:
            return "cancelled";
        case kInternal:
            return "internal";
    }
    return "unknown";
}

namespace log {

namespace {

spdlog::level::level_enum spd_level(Level level) {
    switch (level) {
        using enum Level;
        case kDebug:
            return spdlog::level::debug;
        case kInfo:
            return spdlog::level::info;
        case kWarning:
            return spdlog::level::warn;
        case kError:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// spdlog keeps its loggers in a registry of its own; this is the one that Op Pad writes to.
std::shared_ptr<spdlog::logger> logger() {
    static const std::shared_ptr<spdlog::logger> kLogger = [] {
        auto made = std::make_shared<spdlog::logger>(
            "oppad", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return kLogger;
}

}  // namespace

void write(Level level, const char* event, std::initializer_list<Fact> facts) {
    fmt::memory_buffer line;
    fmt::format_to(std::back_inserter(line), "{}", event);
    for (const Fact& fact : facts) {
        if (fact.word != nullptr) {
            fmt::format_to(std::back_inserter(line), " {}={}", fact.name, fact.word);
        } else {
            fmt::format_to(std::back_inserter(line), " {}={}", fact.name, fact.number);
        }
    }
    logger()->log(spd_level(level), "{}", std::string_view{line.data(), line.size()});
}

void write_error(const char* event, const Error& error) {
    logger()->log(spdlog::level::err, "{} code={} detail=\"{}\"", event, name_of(error.code),
                  error.detail);
}

void silence() { logger()->set_level(spdlog::level::off); }

void set_level(Level level) { logger()->set_level(spd_level(level)); }

}  // namespace log
}  // namespace oppad
