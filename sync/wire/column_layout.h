// Private to sync/wire: what fold() and unfold() agree on.
//
// Data model (folded message)
//   mark      0: the message as it is follows. 1: all of this follows, each list with its length
//   shapes    in the order of their first rows; each the text of its steps: the length of a stretch
//             of CBOR, that stretch, and what follows it (Op)
//   rows      the number of each row's shape
//   devices   of stamps, 8 bytes each, in the order of their first stamp
//   stamps    per ordinal in its row: times, each as the difference to the one before; devices
//   columns   in the order of their first shape (StepList). Numbers; or lengths and content; or, of
//             ids, 0 for a new one and else the number of an earlier one, and eight bytes of the
//             new ones, byte by byte
//   noise     the eight bytes of each new id that are random
// Numbers are of 7 bits a byte, the lowest first; those that may be negative in zigzag. Steps are
// twice the minutes, or one more than twice the milliseconds.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "sync/wire/stamp.h"

namespace oppad::sync {

enum class Op : std::uint8_t {
    kEnd = 0,
    kNumber = 1,    // A small one, behind a stamp.
    kMoment = 2,    // As the step from the moment before, of the row or of earlier rows (put_step).
    kId = 3,        // 16 bytes.
    kText = 4,      // That is no key of a map.
    kBytes = 5,     // Of another length than an id's.
    kNewStamp = 6,  // One that the row had not yet.
    kSameStamp = 7  // This and above: the row's first stamp, its second …
};

inline constexpr std::uint64_t kMomentMin = std::uint64_t{1} << 32;
inline constexpr std::uint64_t kMomentMax = std::uint64_t{1} << 53;
// More than these in one row are each written as new.
inline constexpr std::size_t kRowStampsMax = 64;
inline constexpr std::size_t kStampLists = 4;  // The fourth for all that come later in their row.

// Of an id: its time, version and variant are much alike, the rest is random.
inline constexpr std::array<std::size_t, 8> kPlainIdBytes{0, 1, 2, 3, 4, 5, 6, 8};
inline constexpr std::array<std::size_t, 8> kNoiseIdBytes{7, 9, 10, 11, 12, 13, 14, 15};

void put_number(Bytes& bytes, std::uint64_t number);
inline std::uint64_t to_zigzag(std::int64_t number) {
    return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}
inline std::int64_t from_zigzag(std::uint64_t number) {
    return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

// A step between two moments: what people choose is whole minutes apart.
void put_step(Bytes& bytes, std::int64_t ms);
// Nothing for what put_step() doesn't give.
std::optional<std::int64_t> read_step(std::uint64_t number);

// Takes parts off the front. Each answers false, for good, at what is not there.
class ColumnReader {
public:
    ColumnReader() = default;
    explicit ColumnReader(ByteView content) : left_(content) {}

    bool number(std::uint64_t& number);
    bool run(std::uint64_t size, ByteView& bytes);
    // A part behind its length.
    bool part(ColumnReader& part);
    [[nodiscard]] std::size_t size() const { return left_.size(); }

private:
    ByteView left_;
};

// One stretch of a shape and what follows it.
struct Step {
    ByteView literal;
    Op op = Op::kEnd;         // kSameStamp for each of those.
    std::uint32_t index = 0;  // The column; of a stamp, which of the row's.
};
using StepList = std::vector<Step>;

// What shapes may come to: more than any page has, less than a hostile one could want.
inline constexpr std::size_t kColumnsMax = 8'192;
inline constexpr std::size_t kStepsMax = std::size_t{1} << 19;

// Gives columns their numbers: both sides read the shapes in one order.
class ColumnLayout {
public:
    // Borrows `shape`. Returns nothing for what is no shape, or too much.
    std::optional<StepList> steps_of(ByteView shape);
    [[nodiscard]] const std::vector<Op>& kinds() const { return kinds_; }

private:
    std::uint32_t column_behind(const std::string& trail, Op op);

    std::size_t step_count_ = 0;
    std::vector<Op> kinds_;
    std::map<std::string, std::uint32_t> places_;
};

}  // namespace oppad::sync
