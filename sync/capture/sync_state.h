// Small facts of sync that change in the transactions of what they tell about (table sync_state):
// where the clock, the cursor and the numbers stand. All SQL on that table is here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Keys of sync_state; stored on disk.
inline constexpr std::string_view kClockKey = "clock";        // Latest stamp time.
inline constexpr std::string_view kReceivedKey = "received";  // Latest stamp time of others.
inline constexpr std::string_view kSentKey = "sent";          // Latest own stamp that left.
inline constexpr std::string_view kTakenKey = "taken";    // Latest own stamp that the hub took.
inline constexpr std::string_view kQueuedKey = "queued";  // Last outbox version.
inline constexpr std::string_view kBatchKey = "batch";    // Last batch number used.
inline constexpr std::string_view kWithdrawnKey = "withdrawn";   // Batches (withdrawn_batches.h).
inline constexpr std::string_view kAskBackKey = "ask_back";      // 1 = see records_to_ask_back().
inline constexpr std::string_view kCursorKey = "cursor";         // As the hub gave it.
inline constexpr std::string_view kCompleteKey = "complete_at";  // Of the last whole run, UTC ms.
// Numbers that stamped edits of this store and give no more, 16 hexadecimal digits each.
inline constexpr std::string_view kFormerNamesKey = "former_names";
inline constexpr std::string_view kNamesToldKey = "names_told";  // 1 = the hub knows them.
// 1 = papers of whoever worked here before may still lie in this machine's folders.
inline constexpr std::string_view kFormerPapersKey = "former_papers";
// 1 = whoever worked here before still knows the code that opens this tablet.
inline constexpr std::string_view kFormerCodeKey = "former_code";

inline constexpr std::string_view kPackingKey = "packing";  // The hub's best, from 1; 0 = unknown.
inline constexpr std::string_view kRestartKey = "restart";  // Number of Restart, while it lasts.
inline constexpr std::string_view kCheckedAtKey = "checked_at";    // Copies last compared, UTC ms.
inline constexpr std::string_view kCheckTypeKey = "check_type";    // Where comparing goes on.
inline constexpr std::string_view kCheckAfterKey = "check_after";  // An id in hexadecimal.

// Returns 0 for a key that was never set.
Result<std::uint64_t> get_number(storage::Connection& connection, std::string_view key);
Status set_number(storage::Connection& connection, std::string_view key, std::uint64_t number);
// Returns an empty text for a key that was never set.
Result<std::string> get_text(storage::Connection& connection, std::string_view key);
Status set_text(storage::Connection& connection, std::string_view key, std::string_view text);

}  // namespace oppad::sync
