#include <cstdio>

#include "engine/storage/integrity.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"
#include "sync/capture/outbox.h"

namespace oppad::platform {

namespace {

// For a store that does not open: what the files are, and what harms nothing.
constexpr const char* kWhatIsSafe =
    "\n"
    "What the files are: oppad.db and oppad.db-wal hold the work, oppad.key its key, oppad.mark "
    "the\n"
    "number of the last audit entry that was committed. When the mark is ahead of the database, "
    "the\n"
    "end of the work is missing: an older oppad.db was put back, or oppad.db-wal is lost or "
    "broken.\n"
    "\n"
    "Safe: copying the whole folder; putting a missing oppad.db-wal back from the same moment;\n"
    "removing oppad.mark from a COPY, which then opens with what is left (what is missing stays\n"
    "missing, and a sync of the copy harms nothing). Not safe: removing oppad.db-wal or "
    "oppad.mark\n"
    "from the only copy, or putting files of different moments together.\n";

const char* word_of_fault(storage::AuditFaultKind kind) {
    switch (kind) {
        case storage::AuditFaultKind::kGap:
            return "is missing";
        case storage::AuditFaultKind::kAltered:
            return "is not what was written";
        case storage::AuditFaultKind::kCut:
            return "and what follows were cut off";
    }
    return "";
}

void print_counts(const storage::IntegrityReport& report) {
    for (const storage::TypeCount& entry : report.counts) {
        if (entry.count.visible == 0 && entry.count.removed == 0) continue;
        std::printf("%-16.*s %9lld", static_cast<int>(entry.word.size()), entry.word.data(),
                    static_cast<long long>(entry.count.visible));
        if (entry.count.removed > 0)
            std::printf("  (%lld removed)", static_cast<long long>(entry.count.removed));
        std::printf("\n");
    }
}

void print_faults(const storage::IntegrityReport& report) {
    for (const std::string& damage : report.damage) {
        std::printf("DAMAGED  pages: %s\n", damage.c_str());
    }
    if (report.audit_fault) {
        std::printf("DAMAGED  audit: entry %lld %s\n",
                    static_cast<long long>(report.audit_fault->seq),
                    word_of_fault(report.audit_fault->kind));
    }
    for (const storage::SearchAgreement& search : report.search) {
        if (search.holds()) continue;
        std::printf("DAMAGED  search of %.*s: %lld missing, %lld stray, %lld not found by name\n",
                    static_cast<int>(search.word.size()), search.word.data(),
                    static_cast<long long>(search.missing), static_cast<long long>(search.stray),
                    static_cast<long long>(search.unfound));
    }
}

}  // namespace

ExitCode run_verify(const StorePlace& store) {
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_store(store, opened);
    if (open == ExitCode::kDamaged) std::fputs(kWhatIsSafe, stderr);
    if (open != ExitCode::kDone) return open;
    const auto report = storage::inspect_store(opened->connection());
    if (!report) return complain_about(report.error(), Doing::kReading, store.folder);
    const auto unsent = sync::count_queued(opened->connection());
    if (!unsent) return complain_about(unsent.error(), Doing::kReading, store.folder);

    print_counts(*report);
    std::printf("%-16s %9lld\n", "audit entries", static_cast<long long>(report->audit_entries));
    std::printf("%-16s %9d\n", "unsent records", *unsent);
    print_faults(*report);
    if (!report->is_whole()) {
        return complain(ExitCode::kDamaged,
                        "The store in " + store.folder +
                            " is not whole. It was left as it is: copy the folder away first.");
    }
    std::printf("Whole: pages, audit chain and search index agree with what was written.\n");
    return ExitCode::kDone;
}

}  // namespace oppad::platform
