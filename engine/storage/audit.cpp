#include "engine/storage/audit.h"

#include <sodium.h>

#include <array>
#include <string>

#include "engine/core/check.h"
#include "engine/storage/meta.h"
#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kHeadKey = "audit_head";
constexpr std::size_t kHashBytes = 32;
using Hash = std::array<std::uint8_t, kHashBytes>;

constexpr std::string_view kInsert = R"sql(
    INSERT INTO audit (seq, at_ms, staff_id, verb, type, id, fields, hash)
    VALUES (:seq, :at_ms, :staff_id, :verb, :type, :id, :fields, :hash))sql";

constexpr std::string_view kSelectAll = R"sql(
    SELECT seq, at_ms, staff_id, verb, type, id, fields, hash FROM audit ORDER BY seq)sql";
enum class Col { kSeq, kAt, kStaffId, kVerb, kType, kId, kFields, kHash };

// One entry as it is stored; views borrow from the caller.
struct Row {
    std::int64_t seq = 0;
    std::int64_t at_ms = 0;
    ByteView staff_id;
    std::string_view verb;
    std::int64_t type = 0;
    ByteView id;
    std::string_view fields;
};

// Every part goes in with its length, so that no two rows read alike.
class Hasher {
public:
    Hasher() { crypto_generichash_init(&state_, nullptr, 0, kHashBytes); }
    void add(ByteView part) {
        add(static_cast<std::int64_t>(part.size()));
        crypto_generichash_update(&state_, part.data(), part.size());
    }
    void add(std::int64_t number) {
        std::array<std::uint8_t, 8> big_endian{};
        auto rest = static_cast<std::uint64_t>(number);
        for (std::size_t at = big_endian.size(); at-- > 0; rest >>= 8)
            big_endian[at] = static_cast<std::uint8_t>(rest & 0xff);
        crypto_generichash_update(&state_, big_endian.data(), big_endian.size());
    }
    Hash finish() {
        Hash hash{};
        crypto_generichash_final(&state_, hash.data(), hash.size());
        return hash;
    }

private:
    crypto_generichash_state state_{};
};

Hash hash_of(ByteView previous, const Row& row) {
    Hasher hasher;
    hasher.add(previous);
    hasher.add(row.seq);
    hasher.add(row.at_ms);
    hasher.add(row.staff_id);
    hasher.add(as_bytes(row.verb));
    hasher.add(row.type);
    hasher.add(row.id);
    hasher.add(as_bytes(row.fields));
    return hasher.finish();
}

std::string numbers_to_json(std::span<const FieldNumber> fields) {
    std::string json = "[";
    for (const FieldNumber field : fields) {
        if (json.size() > 1) json += ',';
        json += std::to_string(field);
    }
    return json + ']';
}

Status set_head(Connection& connection, std::int64_t seq, ByteView hash) {
    Bytes head;
    for (int shift = 56; shift >= 0; shift -= 8)
        head.push_back(
            static_cast<std::uint8_t>((static_cast<std::uint64_t>(seq) >> shift) & 0xff));
    head.insert(head.end(), hash.begin(), hash.end());
    return set_meta(connection, kHeadKey, head);
}

}  // namespace

Result<AuditHead> audit_head(Connection& connection) {
    TRY_ASSIGN(const std::optional<Bytes> stored, get_meta(connection, kHeadKey));
    AuditHead head{.seq = 0, .hash = Bytes(kHashBytes, 0)};
    if (!stored) return head;
    if (stored->size() != 8 + kHashBytes)
        return Error{ErrorCode::kCorrupt, "audit: the head has another size"};
    std::uint64_t seq = 0;
    for (std::size_t at = 0; at < 8; ++at) seq = (seq << 8) | (*stored)[at];
    head.seq = static_cast<std::int64_t>(seq);
    head.hash.assign(stored->begin() + 8, stored->end());
    return head;
}

Status append_audit(Connection& connection, const AuditEntry& entry) {
    TRY_ASSIGN(const AuditHead head, audit_head(connection));
    const std::string fields = numbers_to_json(entry.fields);
    const Row row{.seq = head.seq + 1,
                  .at_ms = entry.at.ms,
                  .staff_id = entry.staff_id.bytes,
                  .verb = entry.verb,
                  .type = static_cast<std::int64_t>(entry.key.type),
                  .id = entry.key.id.bytes,
                  .fields = fields};
    const Hash hash = hash_of(head.hash, row);
    TRY_ASSIGN(Statement insert, connection.prepare(kInsert));
    insert.bind(":seq", row.seq).bind(":at_ms", row.at_ms).bind(":staff_id", row.staff_id);
    insert.bind(":verb", row.verb).bind(":type", row.type).bind(":id", row.id);
    insert.bind(":fields", row.fields).bind(":hash", ByteView{hash});
    TRY(insert.run());
    return set_head(connection, row.seq, hash);
}

Result<std::optional<AuditFault>> find_audit_fault(Connection& connection) {
    using Answer = std::optional<AuditFault>;
    TRY_ASSIGN(const AuditHead head, audit_head(connection));
    TRY_ASSIGN(Statement select, connection.prepare(kSelectAll));
    Bytes previous(kHashBytes, 0);
    std::int64_t last_seq = 0;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        const Bytes staff_id = select.get<Bytes>(Col::kStaffId);
        const Bytes id = select.get<Bytes>(Col::kId);
        const auto verb = select.get<std::string>(Col::kVerb);
        const auto fields = select.get<std::string>(Col::kFields);
        const Row row{.seq = select.get<std::int64_t>(Col::kSeq),
                      .at_ms = select.get<std::int64_t>(Col::kAt),
                      .staff_id = staff_id,
                      .verb = verb,
                      .type = select.get<std::int64_t>(Col::kType),
                      .id = id,
                      .fields = fields};
        if (row.seq != last_seq + 1)
            return Answer{AuditFault{.kind = AuditFaultKind::kGap, .seq = last_seq + 1}};
        const Bytes stored = select.get<Bytes>(Col::kHash);
        const Hash expected = hash_of(previous, row);
        if (stored != Bytes{expected.begin(), expected.end()})
            return Answer{AuditFault{.kind = AuditFaultKind::kAltered, .seq = row.seq}};
        previous = stored;
        last_seq = row.seq;
    }
    if (last_seq < head.seq)
        return Answer{AuditFault{.kind = AuditFaultKind::kCut, .seq = last_seq + 1}};
    if (last_seq > head.seq || previous != head.hash)
        return Answer{AuditFault{.kind = AuditFaultKind::kAltered, .seq = last_seq}};
    return Answer{};
}

}  // namespace oppad::storage
