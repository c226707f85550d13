#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/domain/record.h"
#include "engine/storage/audit.h"
#include "engine/storage/record_list.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/opened_store.h"

namespace oppad::platform {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kTableColumnsMax = 6;

const RecordSpec* spec_of_table(std::string_view table) {
    for (const RecordSpec& spec : all_record_specs()) {
        if (spec.table == table) return &spec;
    }
    return nullptr;
}

std::string all_tables() {
    std::string names;
    for (const RecordSpec& spec : all_record_specs()) {
        names += names.empty() ? "" : ", ";
        names += spec.table;
    }
    return names;
}

// "2026-11-22T15:26:55Z".
std::string moment_text(std::int64_t ms) {
    const Instant instant{ms};
    const Day day = day_of(instant, std::chrono::minutes{0});
    const auto rest = instant - start_of(day, std::chrono::minutes{0});
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(rest).count();
    char text[16];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(seconds / 3600 % 24),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    return to_iso(day) + text;
}

Json json_of(const Value& value, FieldType type) {
    struct Visitor {
        FieldType type;
        Json operator()(std::monostate) const { return nullptr; }
        Json operator()(std::int64_t number) const {
            if (type == FieldType::kBool) return number != 0;
            if (type == FieldType::kInstant) return moment_text(number);
            return number;
        }
        Json operator()(const std::string& text) const { return text; }
        Json operator()(const RawId& id) const { return to_text(id); }
        Json operator()(const TextSet& set) const { return set; }
    };
    return std::visit(Visitor{type}, value);
}

bool is_shown(const FieldSpec& field, const ShowOrder& order) {
    return order.with_secret || field.sensitivity != Sensitivity::kSecret;
}

void print_json(const RecordSpec& spec, const storage::StoredRecord& record, const ShowOrder& order,
                bool is_first) {
    Json json{{"id", to_text(record.key.id)}};
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
        const FieldSpec& field = spec.fields[i];
        const bool is_empty = std::holds_alternative<std::monostate>(record.values[i]);
        if (is_empty || !is_shown(field, order)) continue;
        json[std::string{field.name}] = json_of(record.values[i], field.type);
    }
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::printf("%s%s", is_first ? "" : ",\n", text.c_str());
}

// Tabs and line ends would break the table.
std::string cell_of(const Value& value, FieldType type) {
    const Json json = json_of(value, type);
    if (json.is_null()) return {};
    std::string text = json.is_string() ? json.get<std::string>()
                                        : json.dump(-1, ' ', false, Json::error_handler_t::replace);
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    return text;
}

void print_row(const RecordSpec& spec, const storage::StoredRecord* record,
               const ShowOrder& order) {
    int columns = 0;
    for (std::size_t i = 0; i < spec.fields.size() && columns < kTableColumnsMax; ++i) {
        const FieldSpec& field = spec.fields[i];
        if (!is_shown(field, order) || field.type == FieldType::kId) continue;
        const std::string cell =
            record == nullptr ? std::string{field.name} : cell_of(record->values[i], field.type);
        std::printf("%s%s", columns++ == 0 ? "" : "\t", cell.c_str());
    }
    std::printf("\n");
}

// Who looked is part of the audit, on the command line too.
Status note_look(OpenedStore& opened, const RecordSpec& spec) {
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(opened.connection()));
    storage::AuditEntry entry;
    entry.at = opened.clock().now();
    entry.staff_id = opened.owner().id.raw;
    entry.verb = "show_on_terminal";
    entry.key = {spec.type, RawId{}};
    TRY(storage::append_audit(opened.connection(), entry));
    return transaction.commit();
}

Status print_records(OpenedStore& opened, const RecordSpec& spec, const ShowOrder& order) {
    TRY(note_look(opened, spec));
    const bool as_json = order.form == ShowForm::kJson;
    TRY_ASSIGN(const std::vector<RawId> ids,
               storage::list_record_ids(opened.connection(), spec.type));
    if (as_json)
        std::printf("[");
    else
        print_row(spec, nullptr, order);
    bool is_first = true;
    for (const RawId& id : ids) {
        TRY_ASSIGN(const auto record, storage::find_record(opened.connection(), {spec.type, id}));
        if (!record) continue;
        if (as_json)
            print_json(spec, *record, order, is_first);
        else
            print_row(spec, &*record, order);
        is_first = false;
    }
    if (as_json) std::printf("]\n");
    return ok();
}

}  // namespace

ExitCode run_show(const ShowOrder& order) {
    const RecordSpec* spec = spec_of_table(order.what);
    if (spec == nullptr) {
        return complain(ExitCode::kUsage,
                        "There are no \"" + order.what + "\" to show; there are: " + all_tables());
    }
    std::unique_ptr<OpenedStore> opened;
    const ExitCode open = open_store(order.store, opened);
    if (open != ExitCode::kDone) return open;
    const Status printed = print_records(*opened, *spec, order);
    if (!printed) return complain_about(printed.error(), Doing::kReading, order.store.folder);
    if (std::fflush(stdout) != 0)
        return complain(ExitCode::kDiskFull, "The output could not be written in full.");
    return ExitCode::kDone;
}

}  // namespace oppad::platform
