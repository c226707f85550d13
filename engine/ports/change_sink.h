// What the engine tells about each write, inside the write's own transaction. Who listens
// (sync/capture) stamps the change and queues it; an engine on its own uses a sink that does
// neither.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/domain/settling.h"
#include "engine/domain/value.h"

namespace oppad {

// One field that a person changed.
struct FieldChange {
    FieldNumber field = 0;
    const Value* before = nullptr;  // Borrowed for the call.
    const Value* after = nullptr;
};

enum class ChangeKind : std::uint8_t { kSaved, kDeleted };

struct RecordChange {
    ChangeKind kind = ChangeKind::kSaved;
    RecordKey key;
    RawId scope;
    std::span<const FieldChange> fields;  // Empty for kDeleted.
    ByteView causal_before;               // The row's causal blob; empty for a new row.
};

class ChangeSink {
public:
    virtual ~ChangeSink() = default;
    // Returns the row's new causal blob, opaque to the engine. An error rolls the whole write back.
    virtual Result<Bytes> record(const RecordChange& change) = 0;
    // What a person decided about a record that the hub refused. Nothing is ever thrown away by it.
    // Fails: kNotFound when nothing of it was refused, or when what should go again is not here.
    virtual Status settle_refusal(const RecordKey& key, RefusalChoice choice) = 0;
};

}  // namespace oppad
