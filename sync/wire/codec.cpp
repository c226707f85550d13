#include "sync/wire/codec.h"

#include <sodium.h>

#include "sync/wire/copy_codec.h"
#include "sync/wire/message_cbor.h"
#include "sync/wire/record_cbor.h"
#include "sync/wire/record_codec.h"

namespace oppad::sync {

namespace {

Tree limits_tree(const Limits& limits) {
    return Tree::object({{"records", limits.records_max}, {"bytes", limits.body_bytes_max}});
}
bool read_limit_pair(const Tree& tree, Limits& limits) {
    return read_key(tree, "records", limits.records_max) && limits.records_max > 0 &&
           read_key(tree, "bytes", limits.body_bytes_max) && limits.body_bytes_max > 0;
}
bool read_limits(const Tree& tree, Limits& limits) {
    const Tree* found = find_key(tree, "limits");
    return found == nullptr || read_limit_pair(*found, limits);
}

bool read_message(const Tree& tree, Hello& hello) {
    return read_key(tree, "protocol", hello.protocol) &&
           read_key(tree, "protocol_min", hello.protocol_min) &&
           read_optional(tree, "organisation", hello.organisation) &&
           read_key(tree, "hub_time_ms", hello.hub_time_ms) && read_limits(tree, hello.limits) &&
           read_optional(tree, "dictionaries", hello.dictionaries);
}

bool read_message(const Tree& tree, EnrolRequest& request) {
    return read_key(tree, "protocol", request.protocol) && read_key(tree, "code", request.code) &&
           read_key(tree, "public_key", request.public_key) && request.public_key.size() == 32;
}

bool read_message(const Tree& tree, EnrolReply& reply) {
    return read_key(tree, "device", reply.device) && reply.device != 0 &&
           read_key(tree, "staff_id", reply.staff_id) &&
           read_key(tree, "staff_name", reply.staff_name) && read_key(tree, "role", reply.role) &&
           read_key(tree, "scope", reply.scope) &&
           read_key(tree, "organisation", reply.organisation) &&
           read_key(tree, "hub_time_ms", reply.hub_time_ms);
}

bool read_message(const Tree& tree, SyncRequest& request) {
    return read_key(tree, "protocol", request.protocol) &&
           read_key(tree, "incarnation", request.incarnation) &&
           read_key(tree, "batch", request.batch) && read_optional(tree, "push", request.push) &&
           read_optional(tree, "cursor", request.cursor) &&
           read_optional(tree, "records_max", request.records_max) &&
           read_copy_parts(tree, request);
}

bool read_one(const Tree& tree, CorrectedStamp& corrected) {
    return tree.is_array() && tree.size() == 2 && read(tree[0], corrected.claimed) &&
           read(tree[1], corrected.given);
}

bool read_one(const Tree& tree, Receipt& receipt) {
    if (!read_key(tree, "k", receipt.key)) return false;
    const Tree* corrected = find_key(tree, "corrected");
    if (corrected == nullptr) return true;
    if (!corrected->is_array()) return false;
    receipt.corrected.resize(corrected->size());
    for (std::size_t at = 0; at < receipt.corrected.size(); ++at) {
        if (!read_one((*corrected)[at], receipt.corrected[at])) return false;
    }
    return true;
}

// A reason of a newer hub reads as kInvalid: the record waits for its author either way.
bool read_one(const Tree& tree, Refusal& refusal) {
    int reason = 0;
    if (!read_key(tree, "k", refusal.key) || !read_key(tree, "reason", reason)) return false;
    const bool known = reason >= 1 && reason <= static_cast<int>(RefusalReason::kErased);
    refusal.reason = known ? static_cast<RefusalReason>(reason) : RefusalReason::kInvalid;
    return true;
}

template <class T>
bool read_list(const Tree& tree, const char* key, std::vector<T>& list) {
    const Tree* found = find_key(tree, key);
    if (found == nullptr) return true;
    if (!found->is_array()) return false;
    list.resize(found->size());
    for (std::size_t at = 0; at < list.size(); ++at) {
        if (!read_one((*found)[at], list[at])) return false;
    }
    return true;
}

bool read_message(const Tree& tree, SyncReply& reply) {
    return read_key(tree, "hub_time_ms", reply.hub_time_ms) &&
           read_optional(tree, "batch", reply.batch) &&
           read_list(tree, "receipts", reply.receipts) &&
           read_list(tree, "refusals", reply.refusals) &&
           read_optional(tree, "changes", reply.changes) &&
           read_optional(tree, "forget", reply.forget) && read_key(tree, "cursor", reply.cursor) &&
           read_key(tree, "has_more", reply.has_more) && read_limits(tree, reply.limits) &&
           read_copy_parts(tree, reply);
}

bool read_message(const Tree& tree, Failure& failure) {
    return read_key(tree, "code", failure.code) &&
           read_optional(tree, "message", failure.message) &&
           read_optional(tree, "hub_time_ms", failure.hub_time_ms);
}

bool read_message(const Tree& tree, RecordState& state) { return sync::read(tree, state); }
bool read_message(const Tree& tree, std::vector<RecordState>& states) {
    return sync::read(tree, states);
}

template <class Message>
Bytes written(const Message& message) {
    CborWriter writer;
    sync::write(writer, message);
    return writer.take();
}

// The short way, for messages that carry records. False = read it as a tree.
template <class Message>
bool read_quickly(ByteView bytes, WireForm form, Message& message) {
    if constexpr (std::is_same_v<Message, SyncRequest> || std::is_same_v<Message, SyncReply> ||
                  std::is_same_v<Message, RecordState> ||
                  std::is_same_v<Message, std::vector<RecordState>>) {
        CborReader reader{bytes};
        return form == WireForm::kCbor && sync::read(reader, message) && reader.is_at_end();
    } else {
        return false;
    }
}

}  // namespace

Bytes encode(const Hello& hello, WireForm form) {
    return print_tree(Tree::object({{"protocol", hello.protocol},
                                    {"protocol_min", hello.protocol_min},
                                    {"organisation", hello.organisation},
                                    {"hub_time_ms", hello.hub_time_ms},
                                    {"limits", limits_tree(hello.limits)},
                                    {"dictionaries", hello.dictionaries}}),
                      form);
}

Bytes encode(const EnrolRequest& request, WireForm form) {
    return print_tree(Tree::object({{"protocol", request.protocol},
                                    {"code", request.code},
                                    {"public_key", bytes_tree(request.public_key, form)}}),
                      form);
}

Bytes encode(const EnrolReply& reply, WireForm form) {
    return print_tree(Tree::object({{"device", number_tree(reply.device, form)},
                                    {"staff_id", id_tree(reply.staff_id, form)},
                                    {"staff_name", reply.staff_name},
                                    {"role", reply.role},
                                    {"scope", id_tree(reply.scope, form)},
                                    {"organisation", reply.organisation},
                                    {"hub_time_ms", reply.hub_time_ms}}),
                      form);
}

Bytes encode(const SyncRequest& request, WireForm form) {
    if (form == WireForm::kCbor) return encode_with_push(request, {});
    Tree tree = Tree::object({{"protocol", request.protocol},
                              {"incarnation", number_tree(request.incarnation, form)},
                              {"batch", request.batch},
                              {"cursor", request.cursor},
                              {"records_max", request.records_max}});
    if (!request.push.empty()) tree["push"] = to_tree(request.push, form);
    add_copy_parts(tree, request, form);
    return print_tree(tree, form);
}

Bytes encode(const SyncReply& reply, WireForm form) {
    if (form == WireForm::kCbor) return encode_with_changes(reply, {});
    Tree tree = Tree::object({{"hub_time_ms", reply.hub_time_ms},
                              {"batch", reply.batch},
                              {"cursor", reply.cursor},
                              {"has_more", reply.has_more},
                              {"limits", limits_tree(reply.limits)}});
    Tree receipts = Tree::array();
    for (const Receipt& receipt : reply.receipts) {
        Tree one = Tree::object({{"k", to_tree(receipt.key, form)}});
        for (const CorrectedStamp& stamp : receipt.corrected) {
            one["corrected"].push_back(
                Tree::array({to_tree(stamp.claimed, form), to_tree(stamp.given, form)}));
        }
        receipts.push_back(std::move(one));
    }
    if (!receipts.empty()) tree["receipts"] = std::move(receipts);
    Tree refusals = Tree::array();
    for (const Refusal& refusal : reply.refusals) {
        refusals.push_back(Tree::object(
            {{"k", to_tree(refusal.key, form)}, {"reason", static_cast<int>(refusal.reason)}}));
    }
    if (!refusals.empty()) tree["refusals"] = std::move(refusals);
    if (!reply.changes.empty()) tree["changes"] = to_tree(reply.changes, form);
    Tree forget = Tree::array();
    for (const RawId& scope : reply.forget) forget.push_back(id_tree(scope, form));
    if (!forget.empty()) tree["forget"] = std::move(forget);
    add_copy_parts(tree, reply, form);
    return print_tree(tree, form);
}

Bytes encode(const Failure& failure, WireForm form) {
    return print_tree(Tree::object({{"code", failure.code},
                                    {"message", failure.message},
                                    {"hub_time_ms", failure.hub_time_ms}}),
                      form);
}

Bytes encode(const RecordState& state, WireForm form) {
    if (form == WireForm::kCbor) return written(state);
    return print_tree(to_tree(state, form), form);
}

Bytes encode(const std::vector<RecordState>& states, WireForm form) {
    if (form == WireForm::kCbor) return written(states);
    return print_tree(to_tree(states, form), form);
}

template <class Message>
Result<Message> decode(ByteView bytes, WireForm form) {
    Message quick;
    if (read_quickly(bytes, form, quick)) return quick;
    TRY_ASSIGN(const Tree tree, parse_tree(bytes, form));
    Message message;
    if (!read_message(tree, message))
        return Error{ErrorCode::kInvalid, "message has another shape than its kind"};
    return message;
}

template Result<Hello> decode<Hello>(ByteView, WireForm);
template Result<EnrolRequest> decode<EnrolRequest>(ByteView, WireForm);
template Result<EnrolReply> decode<EnrolReply>(ByteView, WireForm);
template Result<SyncRequest> decode<SyncRequest>(ByteView, WireForm);
template Result<SyncReply> decode<SyncReply>(ByteView, WireForm);
template Result<Failure> decode<Failure>(ByteView, WireForm);
template Result<RecordState> decode<RecordState>(ByteView, WireForm);
template Result<std::vector<RecordState>> decode<std::vector<RecordState>>(ByteView, WireForm);

Result<ReplyHead> decode_head(ByteView reply) {
    CborReader reader{reply};
    ReplyHead head;
    if (sync::read(reader, head) && reader.is_at_end()) return head;
    return Error{ErrorCode::kInvalid, "not the head of a reply with records alone"};
}

Bytes encode_with_changes(const SyncReply& reply, const std::vector<Bytes>& changes) {
    CborWriter writer;
    std::size_t size = 0;
    for (const Bytes& change : changes) size += change.size();
    writer.reserve(size + 512);
    sync::write(writer, reply, changes);
    return writer.take();
}

Bytes encode_list(const std::vector<Bytes>& states) {
    CborWriter writer;
    writer.array(states.size());
    for (const Bytes& state : states) writer.item(state);
    return writer.take();
}

Bytes encode_with_push(const SyncRequest& request, ByteView push) {
    CborWriter writer;
    writer.reserve(push.size() + 512);
    sync::write(writer, request, push);
    return writer.take();
}

Bytes encode_body(const RecordState& state) {
    CborWriter writer;
    sync::write(writer, state, StateParts::kBody);
    return writer.take();
}

Result<RecordState> decode_body(ByteView bytes, const RecordKey& key) {
    CborReader reader{bytes};
    RecordState quick{.key = key};
    if (sync::read(reader, quick, StateParts::kBody) && reader.is_at_end()) return quick;
    TRY_ASSIGN(const Tree tree, parse_tree(bytes, WireForm::kCbor));
    RecordState state{.key = key};
    if (!tree.is_object() || !read_body(tree, state))
        return Error{ErrorCode::kInvalid, "record body has another shape"};
    return state;
}

Bytes push_hash(const std::vector<RecordState>& push) {
    const Bytes content = encode(push, WireForm::kCbor);
    Bytes hash(crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash.data(), content.data(), content.size());
    return hash;
}

}  // namespace oppad::sync
