#include "sync/wire/message_cbor.h"

#include "sync/wire/copy_codec.h"
#include "sync/wire/record_cbor.h"

namespace oppad::sync {

namespace {

void write(CborWriter& writer, const Limits& limits) {
    writer.map(2);
    writer.text("bytes");
    writer.number(static_cast<std::uint64_t>(limits.body_bytes_max));
    writer.text("records");
    writer.number(static_cast<std::uint64_t>(limits.records_max));
}

void write(CborWriter& writer, const Receipt& receipt) {
    writer.map(receipt.corrected.empty() ? 1 : 2);
    if (!receipt.corrected.empty()) {
        writer.text("corrected");
        writer.array(receipt.corrected.size());
        for (const CorrectedStamp& stamp : receipt.corrected) {
            writer.array(2);
            sync::write(writer, stamp.claimed);
            sync::write(writer, stamp.given);
        }
    }
    writer.text("k");
    sync::write(writer, receipt.key);
}

void write(CborWriter& writer, const Refusal& refusal) {
    writer.map(2);
    writer.text("k");
    sync::write(writer, refusal.key);
    writer.text("reason");
    writer.number(static_cast<std::uint64_t>(refusal.reason));
}

template <class Entries>
void write_answers(CborWriter& writer, const char* key, const Entries& answers) {
    if (answers.empty()) return;
    writer.text(key);
    writer.array(answers.size());
    for (const auto& answer : answers) write(writer, answer);
}

void write_changes(CborWriter& writer, const SyncReply& reply, const std::vector<Bytes>& changes) {
    if (reply.changes.empty() && changes.empty()) return;
    writer.text("changes");
    if (changes.empty()) {
        sync::write(writer, reply.changes);
        return;
    }
    writer.array(changes.size());
    for (const Bytes& change : changes) writer.item(change);
}

// The parts that keep copies equal are rare and small: through a tree.
template <class Message>
Tree copy_parts(const Message& message) {
    Tree parts = Tree::object();
    add_copy_parts(parts, message, WireForm::kCbor);
    return parts;
}

void write_part(CborWriter& writer, const Tree& parts, const char* key) {
    const Tree* part = find_key(parts, key);
    if (part == nullptr) return;
    writer.text(key);
    writer.item(print_tree(*part, WireForm::kCbor));
}

std::size_t entries_of(const SyncReply& reply, const std::vector<Bytes>& changes) {
    std::size_t entries = 5;
    if (!reply.receipts.empty()) ++entries;
    if (!reply.refusals.empty()) ++entries;
    if (!reply.changes.empty() || !changes.empty()) ++entries;
    if (!reply.forget.empty()) ++entries;
    return entries;
}

bool read(CborReader& reader, CorrectedStamp& corrected) {
    std::size_t parts = 0;
    return reader.array(parts) && parts == 2 && sync::read(reader, corrected.claimed) &&
           sync::read(reader, corrected.given);
}

// A list, each element by `read_one`.
template <class T, class ReadOne>
bool read_each(CborReader& reader, std::vector<T>& list, ReadOne read_one) {
    std::size_t count = 0;
    if (!reader.array(count)) return false;
    list.clear();
    for (std::size_t at = 0; at < count; ++at) {
        if (!read_one(list.emplace_back())) return false;
    }
    return true;
}

bool read(CborReader& reader, Receipt& receipt) {
    bool has_key = false;
    return read_map(reader,
                    [&](std::string_view key) {
                        if (key == "corrected") {
                            return read_each(reader, receipt.corrected, [&](CorrectedStamp& one) {
                                return read(reader, one);
                            });
                        }
                        if (key != "k") return reader.skip();
                        has_key = true;
                        return sync::read(reader, receipt.key);
                    }) &&
           has_key;
}

// A reason of a newer hub is left to the tree.
bool read(CborReader& reader, Refusal& refusal) {
    bool has_key = false;
    int reason = 0;
    const bool is_read = read_map(reader, [&](std::string_view key) {
        if (key == "reason") return reader.int_number(reason);
        if (key != "k") return reader.skip();
        has_key = true;
        return sync::read(reader, refusal.key);
    });
    if (!is_read || !has_key || reason < 1 || reason > static_cast<int>(RefusalReason::kErased))
        return false;
    refusal.reason = static_cast<RefusalReason>(reason);
    return true;
}

bool read(CborReader& reader, Limits& limits) {
    int found = 0;
    return read_map(reader,
                    [&](std::string_view key) {
                        const bool is_bytes = key == "bytes";
                        if (!is_bytes && key != "records") return reader.skip();
                        ++found;
                        int& limit = is_bytes ? limits.body_bytes_max : limits.records_max;
                        return reader.int_number(limit) && limit > 0;
                    }) &&
           found == 2;
}

bool is_for_tree(std::string_view key) {
    return key == "restart" || key == "listing" || key == "wanted" || key == "stamps_until";
}

bool read_entry(CborReader& reader, std::string_view key, SyncReply& reply) {
    if (key == "batch") return reader.number(reply.batch);
    if (key == "receipts") {
        return read_each(reader, reply.receipts, [&](Receipt& one) { return read(reader, one); });
    }
    if (key == "refusals") {
        return read_each(reader, reply.refusals, [&](Refusal& one) { return read(reader, one); });
    }
    if (key == "changes") return sync::read(reader, reply.changes);
    if (key == "forget") {
        return read_each(reader, reply.forget, [&](RawId& one) { return reader.id(one); });
    }
    if (key == "limits") return read(reader, reply.limits);
    return !is_for_tree(key) && reader.skip();
}

}  // namespace

void write(CborWriter& writer, const std::vector<RecordState>& states) {
    writer.array(states.size());
    for (const RecordState& state : states) write(writer, state);
}

void write(CborWriter& writer, const SyncRequest& request, ByteView push) {
    const Tree parts = copy_parts(request);
    const bool has_push = !push.empty() || !request.push.empty();
    writer.map((has_push ? 6 : 5) + parts.size());
    writer.text("batch");
    writer.number(request.batch);
    write_part(writer, parts, "check");
    writer.text("cursor");
    writer.text(request.cursor);
    writer.text("incarnation");
    writer.number(request.incarnation);
    write_part(writer, parts, "names");
    write_part(writer, parts, "newest");
    writer.text("protocol");
    writer.signed_number(request.protocol);
    if (has_push) writer.text("push");
    if (!push.empty())
        writer.item(push);
    else if (has_push)
        write(writer, request.push);
    writer.text("records_max");
    writer.signed_number(request.records_max);
    write_part(writer, parts, "want");
    write_part(writer, parts, "withdrawn");
}

void write(CborWriter& writer, const SyncReply& reply, const std::vector<Bytes>& changes) {
    const Tree parts = copy_parts(reply);
    writer.map(entries_of(reply, changes) + parts.size());
    writer.text("batch");
    writer.number(reply.batch);
    write_changes(writer, reply, changes);
    writer.text("cursor");
    writer.text(reply.cursor);
    if (!reply.forget.empty()) {
        writer.text("forget");
        writer.array(reply.forget.size());
        for (const RawId& scope : reply.forget) writer.id(scope);
    }
    writer.text("has_more");
    writer.flag(reply.has_more);
    writer.text("hub_time_ms");
    writer.signed_number(reply.hub_time_ms);
    writer.text("limits");
    write(writer, reply.limits);
    write_part(writer, parts, "listing");
    write_answers(writer, "receipts", reply.receipts);
    write_answers(writer, "refusals", reply.refusals);
    write_part(writer, parts, "restart");
    write_part(writer, parts, "stamps_until");
    write_part(writer, parts, "wanted");
}

bool read(CborReader& reader, std::vector<RecordState>& states) {
    std::size_t count = 0;
    if (!reader.array(count)) return false;
    states.clear();
    for (std::size_t at = 0; at < count; ++at) {
        if (!read(reader, states.emplace_back(), StateParts::kWhole)) return false;
    }
    return true;
}

bool read(CborReader& reader, SyncRequest& request) {
    int found = 0;
    return read_map(reader,
                    [&](std::string_view key) {
                        if (key == "push") return read(reader, request.push);
                        if (key == "cursor") return reader.text(request.cursor);
                        if (key == "records_max") return reader.int_number(request.records_max);
                        if (key == "newest") return reader.number(request.newest_batch.emplace());
                        const bool is_for_tree =
                            key == "check" || key == "names" || key == "want" || key == "withdrawn";
                        if (is_for_tree) return false;
                        ++found;
                        if (key == "protocol") return reader.int_number(request.protocol);
                        if (key == "incarnation") return reader.number(request.incarnation);
                        if (key == "batch") return reader.number(request.batch);
                        --found;
                        return reader.skip();
                    }) &&
           found == 3;
}

bool read(CborReader& reader, SyncReply& reply) {
    int found = 0;
    return read_map(reader,
                    [&](std::string_view key) {
                        ++found;
                        if (key == "hub_time_ms") return reader.signed_number(reply.hub_time_ms);
                        if (key == "cursor") return reader.text(reply.cursor);
                        if (key == "has_more") return reader.flag(reply.has_more);
                        --found;
                        return read_entry(reader, key, reply);
                    }) &&
           found == 3;
}

bool read(CborReader& reader, ReplyHead& head) {
    int found = 0;
    return read_map(reader,
                    [&](std::string_view key) {
                        ++found;
                        if (key == "hub_time_ms") return reader.signed_number(head.hub_time_ms);
                        if (key == "cursor") return reader.text(head.cursor);
                        if (key == "has_more") return reader.flag(head.has_more);
                        --found;
                        return !is_for_tree(key) && reader.skip();
                    }) &&
           found == 3;
}

}  // namespace oppad::sync
