#include "engine/views/sync_page.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/storage/tables/sync_rows.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

namespace {

using storage::ConflictRow;
using storage::ConflictVersionRow;

// Only where all were written on the same: a base that one of them never had would make what the
// others added look like something it removed.
std::optional<std::string> common_base(const ConflictRow& row) {
    const std::optional<std::string>& first = row.versions.front().base;
    const bool is_common =
        std::all_of(row.versions.begin(), row.versions.end(),
                    [&first](const ConflictVersionRow& one) { return one.base == first; });
    return is_common ? first : std::nullopt;
}

// The work of all, the earliest first.
TextProposal propose(const ConflictRow& row, const std::string& base) {
    TextProposal proposal = merge_texts(base, row.versions[0].words, row.versions[1].words);
    for (std::size_t at = 2; at < row.versions.size(); ++at)
        proposal = merge_texts(base, proposal.text, row.versions[at].words);
    return proposal;
}

// What no version says together with another is new in each: without a base, what they share is
// taken for it.
std::string shared_words(const ConflictRow& row) {
    std::string shared;
    const auto ours = sentences_of(row.versions[0].words);
    const auto theirs = sentences_of(row.versions[1].words);
    for (const std::string_view sentence : ours) {
        if (std::find(theirs.begin(), theirs.end(), sentence) == theirs.end()) continue;
        if (!shared.empty()) shared += ' ';
        shared += sentence;
    }
    return shared;
}

void fill_texts(const ConflictRow& row, OpenConflict& conflict) {
    conflict.base = common_base(row);
    const std::string base = conflict.base ? *conflict.base : shared_words(row);
    TextProposal proposal = propose(row, conflict.base ? base : std::string{});
    // In the proposal this tablet's own words are kFirst, whoever wrote first.
    const bool own_is_second = !row.versions[0].is_own && row.versions[1].is_own;
    for (TextPart& part : proposal.parts) {
        if (own_is_second && part.of != PartOf::kBoth)
            part.of = part.of == PartOf::kFirst ? PartOf::kSecond : PartOf::kFirst;
    }
    conflict.proposal_parts = mark_new_words(base, proposal);
    conflict.proposal = std::move(proposal.text);
    for (WrittenVersion& version : conflict.versions) {
        version.parts =
            mark_new_words(base, version.words, version.is_mine ? PartOf::kFirst : PartOf::kSecond);
    }
}

Result<std::optional<OpenConflict>> shown_conflict(const ViewContext& context,
                                                   const ConflictRow& row) {
    const RecordSpec* spec = find_spec(row.key.type);
    const FieldSpec* field = spec != nullptr ? find_field(*spec, row.field) : nullptr;
    if (field == nullptr || row.versions.size() < 2) return std::optional<OpenConflict>{};
    OpenConflict conflict;
    TRY_ASSIGN(conflict.subject, find_subject(context.connection, row.key));
    conflict.field = row.field;
    conflict.field_name = field->name;
    conflict.is_text = field->type == FieldType::kText;
    conflict.noticed_at = row.noticed_at;
    for (const ConflictVersionRow& one : row.versions) {
        conflict.versions.push_back({.mark = one.mark,
                                     .author_name = one.author_name,
                                     .is_mine = one.is_own,
                                     .was_offline = one.was_offline,
                                     .written_at = one.written_at,
                                     .words = one.words,
                                     .parts = {}});
    }
    if (conflict.is_text) fill_texts(row, conflict);
    std::stable_partition(conflict.versions.begin(), conflict.versions.end(),
                          [](const WrittenVersion& version) { return version.is_mine; });
    return std::optional{std::move(conflict)};
}

}  // namespace

Result<SyncPage> make_sync_page(const ViewContext& context) {
    SyncPage page;
    TRY_ASSIGN(const std::vector<ConflictRow> conflicts,
               storage::list_open_conflicts(context.connection, kConflictVersionsMax));
    for (const ConflictRow& row : conflicts) {
        TRY_ASSIGN(std::optional<OpenConflict> shown, shown_conflict(context, row));
        if (shown) page.conflicts.push_back(std::move(*shown));
    }
    TRY_ASSIGN(std::vector<storage::RefusedRow> refused,
               storage::list_refused(context.connection, kRefusedMax));
    for (storage::RefusedRow& row : refused) {
        RefusedRecord shown{
            .cause = row.cause, .refused_at = row.refused_at, .is_queued = row.is_queued};
        TRY_ASSIGN(shown.subject, find_subject(context.connection, row.key));
        for (const std::string& text : row.texts) {
            if (!shown.words.empty()) shown.words += '\n';
            shown.words += text;
        }
        page.refused.push_back(std::move(shown));
    }
    TRY_ASSIGN(const std::vector<storage::RunRow> runs,
               storage::list_runs(context.connection, kRunsShown));
    for (const storage::RunRow& run : runs) {
        page.runs.push_back({run.began_at, run.took_ms, run.sent, run.received, run.is_complete});
    }
    return page;
}

}  // namespace oppad::engine
